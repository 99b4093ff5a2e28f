"""From a window's scores to the analysis of its sentences: starts, trees, names, frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from ingest.reader.frames import Argument, Frame
from ingest.reader.hints import Hints
from ingest.reader.labels import NAME_TAGS
from ingest.reader.model import Model, Scores
from ingest.reader.trees import decode

SINGLE = frozenset({"ARG0", "ARG1", "ARG2", "ARG3", "ARG4"})


@dataclass(slots=True)
class Analysis:
    """One entry a word; `heads` are word indexes (a root's is its own), `deps`, `upos`, `xpos` class indexes,
    `names` `(begin, end, label)`, `hints` in parts. Indexes count from the first word analysed."""

    upos: list[int] = field(default_factory=list)
    xpos: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[int] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    hints: list[Hints] = field(default_factory=list)

    def extend(self, other: Analysis) -> None:
        """Append the analysis of the words that follow."""
        n = len(self.heads)
        self.upos += other.upos
        self.xpos += other.xpos
        self.heads += [h + n for h in other.heads]
        self.deps += other.deps
        self.names += [(b + n, e + n, x) for b, e, x in other.names]
        self.hints += other.hints
        for f in other.frames:
            moved = tuple(Argument(a.role, a.head + n, a.begin + n, a.end + n) for a in f.arguments)
            self.frames.append(Frame(f.predicate + n, f.roleset, moved, f.score))


def sentence_starts(scores: Scores, known: Sequence[int], free: Sequence[bool]) -> list[int]:
    """Return sentence starts (ascending, the first 0): the known ones, and those the network finds at `free` words."""
    found = np.flatnonzero((scores.start[1 : len(free) + 1] > 0) & np.array(free, bool)).tolist()
    return sorted({0, *known, *found})


def analyse(model: Model, words: Sequence[str], scores: Scores, starts: Sequence[int], length: int) -> Analysis:
    """Analyse the first `length` words of a window, which are whole sentences beginning at `starts`."""
    found = Analysis(upos=scores.upos[1 : length + 1].tolist(), xpos=scores.xpos[1 : length + 1].tolist())
    found.hints = [] if scores.hints is None else [scores.hints.of(1, length + 1)]
    bounds = [*starts, length]
    ends = [0] * length
    begins = [0] * length
    for begin, end in pairwise(bounds):
        columns = np.r_[0, begin + 1 : end + 1]
        local = decode(scores.arcs[begin + 1 : end + 1][:, columns])
        found.heads += [h + begin - 1 if h else i + begin for i, h in enumerate(local)]
        for i in range(begin, end):
            begins[i], ends[i] = begin, end
    heads = np.array([0 if h == i else h + 1 for i, h in enumerate(found.heads)])
    scored = np.einsum("nlj,nj->nl", scores.dependent[1 : length + 1], scores.head[heads])
    root = model.deps.index("root")
    scored[:, root] = np.where(heads == 0, np.inf, -np.inf)
    found.deps = scored.argmax(1).tolist()
    found.names = _names(scores, set(starts), length)
    found.frames = _frames(model, words, scores, found, begins, ends)
    return found


def _names(scores: Scores, starts: set[int], length: int) -> list[tuple[int, int, str]]:
    """Return names from tags: a B or a sentence start opens one; its label is the likeliest over all its words."""
    best = scores.names[1 : length + 1].argmax(1).tolist()
    found: list[tuple[int, int, str]] = []
    begin = -1
    for i in range(length + 1):
        tag = NAME_TAGS[best[i]] if i < length else "O"
        if begin >= 0 and (tag[0] != "I" or i in starts):
            found.append((begin, i, _label(scores, begin, i)))
            begin = -1
        if tag != "O" and begin < 0:
            begin = i
    return found


def _label(scores: Scores, begin: int, end: int) -> str:
    rows = np.exp(scores.names[begin + 1 : end + 1])
    total = rows[:, 1::2].sum(0) + rows[:, 2::2].sum(0)
    return NAME_TAGS[1 + 2 * int(total.argmax())][2:]


def _frames(
    model: Model, words: Sequence[str], scores: Scores, found: Analysis, begins: list[int], ends: list[int]
) -> list[Frame]:
    length = len(found.heads)
    frames: list[Frame] = []
    lefts, rights = _edges(found.heads)
    particle = model.deps.index("compound:prt")
    for k, at in enumerate(scores.at.tolist()):
        p = at - 1
        if k == 0 or not 0 <= p < length:
            continue
        begin, end = begins[p], ends[p]
        roles = scores.role[k, begin + 1 : end + 1]
        taken: dict[int, tuple[float, int]] = {}
        arguments: list[tuple[int, str]] = []
        for j in np.flatnonzero(roles).tolist():
            role, margin = int(roles[j]), float(scores.margin[k, begin + 1 + j])
            if begin + j == p:
                continue
            if model.roles[role] in SINGLE:
                if role in taken and taken[role][0] >= margin:
                    continue
                taken[role] = (margin, begin + j)
            else:
                arguments.append((begin + j, model.roles[role]))
        arguments += [(j, model.roles[role]) for role, (_, j) in taken.items()]
        particles = [i for i in range(p + 1, min(p + 4, end)) if found.heads[i] == p and found.deps[i] == particle]
        lemma = model.lemmas.of(words[p], model.xpos[found.xpos[p]])
        roleset = model.roleset(lemma.lower(), words[particles[0]].lower() if particles else None, scores.sense[k])
        spans = tuple(Argument(role, j, *_span(j, p, found.heads, lefts, rights)) for j, role in sorted(arguments))
        frames.append(Frame(p, roleset, spans, float(1 / (1 + np.exp(-scores.predicate[at])))))
    return frames


def _edges(heads: list[int]) -> tuple[list[int], list[int]]:
    """Return the first word of each word's subtree, and the one behind its last."""
    lefts, rights = list(range(len(heads))), [i + 1 for i in range(len(heads))]
    changed = True
    while changed:  # as often as the tree is deep against the reading direction; few in practice
        changed = False
        for order in (range(len(heads)), range(len(heads) - 1, -1, -1)):
            for i in order:
                h = heads[i]
                if lefts[i] < lefts[h]:
                    lefts[h] = lefts[i]
                    changed = True
                if rights[i] > rights[h]:
                    rights[h] = rights[i]
                    changed = True
    return lefts, rights


def _span(head: int, predicate: int, heads: list[int], lefts: list[int], rights: list[int]) -> tuple[int, int]:
    """Return an argument's subtree, without the branch that holds the predicate (a relative clause)."""
    begin, end = lefts[head], rights[head]
    if not begin <= predicate < end:
        return begin, end
    at, seen = predicate, 0
    while heads[at] != head and heads[at] != at and seen < len(heads):
        at, seen = heads[at], seen + 1
    if heads[at] != head or at == head:  # the predicate governs the argument
        return (head, min(end, predicate)) if head < predicate else (max(begin, predicate + 1), head + 1)
    return (begin, max(lefts[at], head + 1)) if at > head else (min(rights[at], head), end)
