"""Names in the corpora, as the set of tags that each word may have.

Label sets differ by corpus: a word that a corpus leaves unmarked may still be of a kind that it does not
annotate, and one of its labels may stand for several of ours.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from ingest.reader.labels import NAME_TAGS, bio_spans
from training.corpora import Sentence, read_conllu

DATA = Path(__file__).parent / "data"
ALL_TAGS = frozenset(NAME_TAGS)


def tags_of(*labels: str) -> dict[str, frozenset[str]]:
    return {"B": frozenset(f"B-{x}" for x in labels), "I": frozenset(f"I-{x}" for x in labels)}


def outside(unannotated: tuple[str, ...]) -> frozenset[str]:
    """Return the tags a word outside every annotated name may have: O, or a label the corpus does not annotate."""
    return frozenset(["O", *(f"{p}-{x}" for x in unannotated for p in "BI")])


NUMERIC = ("DATE", "TIME", "QUANTITY", "MONEY")


def add_own_names(sentences: list[Sentence]) -> None:
    """Set names from the stand-off layer `data/ewt-names.tsv` (sentence id, then begin-end-LABEL)."""
    path = DATA / "ewt-names.tsv"
    if not path.exists():
        return
    layer = dict(line.split("\t", 1) for line in path.read_text().splitlines() if "\t" in line)
    free = outside(NUMERIC)
    for s in sentences:
        if s.id in layer:
            s.names = [free] * len(s.words)
            for item in layer[s.id].split():
                begin, end, label = item.split("-", 2)
                _put(s.names, int(begin), int(end), (label,))
        elif s.upos and "PROPN" not in s.upos and not any(w[0].isupper() for w in s.words[1:] if w != "I"):
            s.names = [free] * len(s.words)


def _put(names: list[frozenset[str]], begin: int, end: int, labels: tuple[str, ...]) -> None:
    tags = tags_of(*labels)
    for i in range(begin, end):
        names[i] = tags["B" if i == begin else "I"]


def titles() -> frozenset[str]:
    """Return the titles that stand before a person's name and are no part of it."""
    return frozenset((DATA / "titles.txt").read_text().split())


GUM_LABELS = {
    "person": ("PERSON", "NORP"),
    "place": ("LOCATION", "FACILITY"),
    "organization": ("ORGANIZATION", "MILITARY_UNIT"),
    "event": ("EVENT",),
}


def read_gum(folder: Path, split: str) -> list[Sentence]:
    """Return GUM with names where an entity's head is a proper noun; other proper nouns stay open."""
    honorific = titles()
    sentences = [s for path in sorted((folder / split).glob("*.conllu")) for s in read_conllu(path)]
    opened: dict[str, tuple[int, str]] = {}
    for s in sentences:
        opened.clear()
        found: list[tuple[int, int, str]] = []
        for i, misc in enumerate(s.entities):
            value = next((f[7:] for f in misc.split("|") if f.startswith("Entity=")), "")
            for part in re.findall(r"\([^()]*\)?|[^()]+\)", value):
                group = part.strip("()").split("-")[0]
                if part[0] == "(":
                    opened[group] = (i, part.strip("()").split("-")[1])
                if part[-1] == ")" and group in opened:
                    begin, kind = opened.pop(group)
                    found.append((begin, i + 1, kind))
        s.names = _gum_names(s, found, honorific)
    return sentences


def _gum_names(s: Sentence, found: list[tuple[int, int, str]], honorific: frozenset[str]) -> list[frozenset[str]]:
    assert s.upos is not None
    assert s.heads is not None
    free = outside((*NUMERIC, "WEAPON", "PLATFORM", "AGREEMENT", "NORP"))
    names = [
        ALL_TAGS if u == "PROPN" or (w[0].isupper() and i) else free
        for i, (w, u) in enumerate(zip(s.words, s.upos, strict=True))
    ]
    for begin, end, kind in sorted(found, key=lambda f: f[0] - f[1]):
        heads = [i for i in range(begin, end) if not begin <= s.heads[i] - 1 < end]
        if kind not in GUM_LABELS or not heads or s.upos[heads[0]] != "PROPN":
            continue
        first = last = heads[0]
        while first > begin and s.upos[first - 1] == "PROPN":
            first -= 1
        while last + 1 < end and s.upos[last + 1] == "PROPN":
            last += 1
        while first < last and s.words[first].lower() in honorific and kind == "person":
            names[first] = free
            first += 1
        _put(names, first, last + 1, GUM_LABELS[kind])
    return names


GMB_LABELS = {
    "geo": ("LOCATION", "FACILITY"),
    "org": ("ORGANIZATION", "MILITARY_UNIT"),
    "per": ("PERSON",),
    "tim": ("DATE", "TIME"),
}


def read_gmb(path: Path) -> list[Sentence]:
    """Return the GMB sample's names; titles are taken out of persons, gpe is split by part of speech."""
    rows = list(csv.reader(path.read_text(encoding="utf8", errors="replace").split("\n")))[1:]
    rows = [r for r in rows if r]
    sentences: list[list[list[str]]] = []
    for row in rows:
        if row[0] or not sentences:
            sentences.append([])
        sentences[-1].append(row)
    honorific = titles()
    free = outside(("QUANTITY", "MONEY", "WEAPON", "PLATFORM", "AGREEMENT", "EVENT"))
    out = []
    for s in sentences:
        words, names = [r[1] for r in s], [free] * len(s)
        for begin, end, label in bio_spans([r[3] for r in s]):
            if label == "per":
                while begin < end and words[begin].lower() in honorific:
                    begin += 1
            if label == "gpe":
                labels: tuple[str, ...] = ("NORP",) if s[begin][2] in ("JJ", "NNS", "NNPS") else ("NORP", "LOCATION")
            else:
                labels = GMB_LABELS.get(label, ())
            if labels:
                _put(names, begin, end, labels)
            else:
                for i in range(begin, end):
                    names[i] = ALL_TAGS
        if words:
            out.append(Sentence(words=words, names=names))
    return out


_WORD = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")


def read_marked(path: Path, tokenize: object) -> list[Sentence]:
    """Return own sentences with inline names (`[Kursk|LOCATION]`), tokenised by a spaCy tokenizer."""
    out = []
    for line in path.read_text(encoding="utf8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        text, marks, end = "", [], 0
        for m in _WORD.finditer(line):
            text += line[end : m.start()]
            marks.append((len(text), len(text) + len(m[1]), m[2]))
            text += m[1]
            end = m.end()
        doc = tokenize(text + line[end:])  # type: ignore[operator]
        names = [frozenset(["O"])] * len(doc)
        for begin, stop, label in marks:
            inside = [t.i for t in doc if t.idx < stop and t.idx + len(t) > begin]
            if inside:
                _put(names, inside[0], inside[-1] + 1, (label,))
        out.append(Sentence(words=[t.text for t in doc], names=names))
    return out
