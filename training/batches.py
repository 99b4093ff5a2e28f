"""Windows of the corpora, batches of windows, and their tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import spacy
import torch
from torch import Tensor

from ingest.reader.labels import NAME_TAGS
from ingest.reader.pieces import Pieces
from training import corpora, names
from training.corpora import Predicate, Sentence
from training.model import Labels
from training.swaps import exchange, read_pool

MOST_WORDS, BATCH = 160, 1800
TAG = {t: i for i, t in enumerate(NAME_TAGS)}


class Window:
    """Consecutive sentences with word offsets; word i of the window stands at index i + 1 of its tensors."""

    __slots__ = ("partial", "predicates", "sentences", "size", "tree")

    def __init__(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        self.size = sum(len(s.words) for s in sentences)
        self.tree = sentences[0].heads is not None
        self.partial = sentences[0].partial
        self.predicates: list[tuple[int, int, int, Predicate]] | None = None
        begin, found, known = 0, [], False
        for s in sentences:
            end = begin + len(s.words)
            if s.predicates is not None:
                known = True
                found += [(begin + p.index, begin, end, p) for p in s.predicates]
            begin = end
        if known:
            self.predicates = found


def windows(sentences: list[Sentence], rng: random.Random) -> Iterator[Window]:
    """Cut a corpus in reading order into windows of random length, never across documents."""
    current: list[Sentence] = []
    size, most = 0, 0
    for s in sentences:
        n = len(s.words)
        if n > 300:
            continue
        full = current and (size + n > most or s.document != current[0].document or not s.document)
        if full:
            yield Window(current)
            current, size = [], 0
        if not current:
            most = 0 if rng.random() < 0.3 else rng.randint(30, MOST_WORDS)
        current.append(s)
        size += n
    if current:
        yield Window(current)


class Corpus:
    """The training data, and what an epoch of it is."""

    def __init__(self, folder: Path) -> None:
        nlp = spacy.blank("en")
        ewt = corpora.read_ewt(folder / "ewt", "train")
        names.add_own_names(ewt)
        self.trees = ewt + names.read_gum(folder / "gum", "train")
        self.named = [Sentence(words=s.words, names=s.names) for s in ewt if s.names and "PROPN" in (s.upos or ())]
        self.names = names.read_gmb(folder / "gmb" / "gmb-voa.csv")
        self.own = [s for p in sorted(names.DATA.glob("names-*.txt")) for s in names.read_marked(p, nlp)]
        self.pool = read_pool()
        self.frames = corpora.read_frames(folder / "propbank-frames" / "examples.jsonl")
        self.rolesets = corpora.read_rolesets(folder / "propbank-frames" / "rolesets.tsv")

    def labels(self) -> Labels:
        def values(key: str) -> tuple[str, ...]:
            return tuple(sorted({v for s in self.trees for v in getattr(s, key) or ()}))

        return Labels(
            values("upos"), values("xpos"), values("deps"), ("_", *sorted(corpora.ROLES)), tuple(self.rolesets)
        )

    def epoch(self, rng: random.Random, frames: bool) -> list[list[Window]]:
        """Return an epoch's batches: all trees, own names (twice), a third of GMB, half of the frame examples."""
        singles = rng.sample(self.names, len(self.names) // 3) + self.own + self.named
        singles = [exchange(s, self.pool, rng) if rng.random() < 0.3 else s for s in singles] + self.own
        found = list(windows(self.trees, rng)) + [Window([s]) for s in singles]
        batches = batch(found, rng)
        if frames:
            batches += batch([Window([s]) for s in rng.sample(self.frames, len(self.frames) // 2)], rng)
        rng.shuffle(batches)
        return batches


def batch(items: list[Window], rng: random.Random) -> list[list[Window]]:
    """Group windows of like length and kind into batches of at most `BATCH` words."""
    out: list[list[Window]] = []
    rng.shuffle(items)
    for k in range(0, len(items), 1024):
        for tree in (True, False):
            current: list[Window] = []
            for w in sorted((w for w in items[k : k + 1024] if w.tree == tree), key=lambda w: w.size):
                if current and (w.size + 1) * (len(current) + 1) > BATCH:
                    out.append(current)
                    current = []
                current.append(w)
            if current:
                out.append(current)
    return out


class Encoder:
    """Turns windows into tensors; shapes are sometimes those of other capitalisations of the same words."""

    def __init__(self, labels: Labels, pieces: Pieces, rolesets: dict[str, tuple[str, list[str]]]) -> None:
        self.pieces = pieces
        self.upos = {v: i for i, v in enumerate(labels.upos)}
        self.xpos = {v: i for i, v in enumerate(labels.xpos)}
        self.deps = {v: i for i, v in enumerate(labels.deps)}
        self.roles = {v: i for i, v in enumerate(labels.roles)}
        self.rolesets = {v: i for i, v in enumerate(labels.rolesets)}
        heads: dict[str, set[int]] = {}
        for roleset, (_, aliases) in rolesets.items():
            for alias in {roleset.rsplit(".", 1)[0], *aliases}:
                heads.setdefault(alias.split("_")[0].lower(), set()).add(self.rolesets[roleset])
        self.rivals = [
            sorted(set().union(*(heads[a.split("_")[0].lower()] for a in {r.rsplit(".", 1)[0], *rolesets[r][1]})))
            for r in labels.rolesets
        ]

    def inputs(self, batch_: list[Window], rng: random.Random) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Return ids, shapes, mask (B, T), first pieces and real words (B, N + 1)."""
        rows = []
        for w in batch_:
            words = [x for s in w.sentences for x in s.words]
            style = rng.random()
            ids, shapes, firsts = self.pieces.encode(words)
            if style < 0.03:
                shapes = self.pieces.encode([x.lower() for x in words])[1] if len(words) < 60 else shapes
            elif style < 0.06 and len(words) < 40:
                shapes[shapes == 1] = 2
            elif style < 0.08 and len(words) < 40:
                shapes[(shapes == 1) | (shapes == 2) | (shapes == 4)] = 3
            rows.append((ids, shapes, firsts))
        t, n = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
        ids, shapes, mask = (torch.zeros(len(rows), t, dtype=torch.long) for _ in range(3))
        first, real = torch.zeros(len(rows), n, dtype=torch.long), torch.zeros(len(rows), n, dtype=torch.bool)
        for i, (a, b, c) in enumerate(rows):
            k = min(len(a), len(b))
            ids[i, : len(a)], shapes[i, :k], mask[i, : len(a)] = torch.from_numpy(a), torch.from_numpy(b[:k]), 1
            first[i, : len(c)], real[i, : len(c)] = torch.from_numpy(c), True
        return ids, shapes, mask, first, real

    def layer(self, batch_: list[Window], n: int, key: str, index: dict[str, int]) -> Tensor:
        """Return the class indexes (B, N + 1) of a layer, -100 where it is not annotated."""
        out = torch.full((len(batch_), n), -100)
        for i, w in enumerate(batch_):
            at = 1
            for s in w.sentences:
                if (values := getattr(s, key)) is not None:
                    out[i, at : at + len(values)] = torch.tensor([index[v] for v in values])
                at += len(s.words)
        return out

    def heads(self, batch_: list[Window], n: int) -> tuple[Tensor, Tensor]:
        """Return head indexes (0 = root) and sentence starts (B, N + 1); -100 where there is nothing to learn."""
        heads, starts = torch.full((len(batch_), n), -100), torch.full((len(batch_), n), -100)
        for i, w in enumerate(batch_):
            at = 1
            for s in w.sentences:
                size = len(s.words)
                heads[i, at : at + size] = torch.tensor([h + at - 1 if h else 0 for h in s.heads or []])
                starts[i, at : at + size] = 0
                starts[i, at] = 1 if at > 1 else -100
                at += size
        return heads, starts

    def names(self, batch_: list[Window], n: int) -> tuple[Tensor, Tensor]:
        """Return admissible tags (B, N + 1, tags) and which words have any constraint (B, N + 1)."""
        allowed = torch.ones(len(batch_), n, len(TAG), dtype=torch.bool)
        known = torch.zeros(len(batch_), n, dtype=torch.bool)
        for i, w in enumerate(batch_):
            at = 1
            for s in w.sentences:
                for j, tags in enumerate(s.names or ()):
                    if len(tags) < len(TAG):
                        allowed[i, at + j] = False
                        allowed[i, at + j, [TAG[t] for t in tags]] = True
                        known[i, at + j] = True
                at += len(s.words)
        return allowed, known
