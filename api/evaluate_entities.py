"""Measure entities on dstl re3d: `sitrep evaluate entities`.

What counts as found are all mentions in the text, before a record leaves out what nothing needs; of mentions that lie
in one another the outermost, as re3d annotates. A mention is right where it overlaps a gold one of a type that its
own can stand for (`TYPES`); a second line pairs them one to one, by the longest overlap. Types of re3d that are no
entities in sitrep are left out: times (see `sitrep evaluate times`), quantities, money, frequencies and coordinates,
which are values, and documents and call signs, which sitrep does not look for. So are mentions of agreements,
happenings and things, which re3d lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from api.re3d import GoldDocument, GoldEntity, Span, Tally, overlap, read_re3d, scores
from ingest.layers import Referent
from ingest.read import read_text
from ontology.iris import DEFAULT_BASE

ARMS = frozenset({"Weapon", "MilitaryPlatform", "Vehicle"})
BODY = frozenset({"Organisation"})
TYPES: Mapping[str, frozenset[str]] = {
    "State": frozenset({"Organisation", "Location", "Nationality"}), "Organization": BODY, "MilitaryUnit": BODY,
    "Force": BODY, "Group": frozenset({"Organisation", "Nationality"}), "Person": frozenset({"Person"}),
    "Place": frozenset({"Location"}), "Facility": frozenset({"Location"}), "Weapon": ARMS, "Platform": ARMS,
}  # fmt: skip
KEPT = frozenset().union(*TYPES.values())
Result = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: where, the entity type it has, and gold's types that this can stand for."""

    span: Span
    type: str
    allowed: frozenset[str]


def evaluate_entities(nlp: Language, folder: Path) -> Result:
    """Return precision, recall and F1 of mentions, in all and by gold type, for both halves of the documents."""
    documents = read_re3d(folder)
    pairs = list(zip(documents, read_docs(nlp, documents), strict=True))
    halves = {
        half: _score([(d.entities, find_mentions(doc)) for d, doc in pairs if half in ("all", d.half)])
        for half in ("all", "even", "odd")
    }
    return {"documents": len(documents), **halves, "left out": _left_out(documents)}


def read_docs(nlp: Language, documents: Iterable[GoldDocument]) -> Iterable[Doc]:
    """Yield the Doc of each document as the pipeline leaves it."""

    def made() -> Iterable[Doc]:
        for gold in documents:
            doc = nlp.make_doc(gold.text)
            doc._.document = read_text(gold.text, id=gold.id, published=None, base=DEFAULT_BASE)
            yield doc

    return nlp.pipe(made())


def find_mentions(doc: Doc) -> list[Found]:
    """Return the mentions of types that gold has, without those that lie within a longer one."""
    tree = doc._.tree
    found = []
    for mention in doc._.mentions:
        referent: Referent = doc._.entities[mention.entities[0]]
        if referent.type in TYPES:
            span = (tree.begins[mention.begin], tree.ends[mention.end - 1])
            found.append(Found(span, referent.type, _allowed(referent)))
    return [f for f in found if not any(f.span != g.span and overlap(f.span, g.span) == _length(f.span) for g in found)]


def _length(span: Span) -> int:
    return span[1] - span[0]


def _allowed(referent: Referent) -> frozenset[str]:
    """Return gold's types for an entity; "the country" is a group of people to sitrep, a location to gold."""
    land = referent.type == "Group" and "State" in referent.classes
    return TYPES[referent.type] | ({"Location"} if land else frozenset())


def _score(pairs: Sequence[tuple[Sequence[GoldEntity], Sequence[Found]]]) -> Result:
    kept = [([g for g in gold if g.type in KEPT], found) for gold, found in pairs]
    tallies = [_overlapping(gold, found) for gold, found in kept]
    types: dict[str, Tally] = defaultdict(Tally)
    own: dict[str, Tally] = defaultdict(Tally)
    for gold, found in kept:
        for entity in gold:
            types[entity.type] += _overlapping([entity], found)
        for mention in found:
            own[mention.type] += _overlapping(gold, [mention])
    return {
        **scores(tallies),
        "paired one to one": sum((_paired(gold, found) for gold, found in kept), Tally()).rates(),
        "recall by gold type": {t: _share(c.hit, c.gold) for t, c in sorted(types.items())},
        "precision by type": {t: _share(c.right, c.found) for t, c in sorted(own.items())},
    }


def _share(part: int, whole: int) -> Result:
    return {"share": round(part / max(whole, 1), 4), "of": whole}


def _fits(gold: GoldEntity, found: Found) -> bool:
    return gold.type in found.allowed and overlap(gold.span, found.span) > 0


def _overlapping(gold: Sequence[GoldEntity], found: Sequence[Found]) -> Tally:
    hit = sum(any(_fits(g, f) for f in found) for g in gold)
    right = sum(any(_fits(g, f) for g in gold) for f in found)
    return Tally(len(gold), hit, len(found), right)


def _paired(gold: Sequence[GoldEntity], found: Sequence[Found]) -> Tally:
    """Count pairs of a gold mention and one found, each in one pair at most, the longest overlaps first."""
    candidates = [
        (-overlap(g.span, f.span), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if _fits(g, f)
    ]
    golds: set[int] = set()
    founds: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in golds and j not in founds:
            golds.add(i)
            founds.add(j)
    return Tally(len(gold), len(golds), len(found), len(golds))


def _left_out(documents: Sequence[GoldDocument]) -> Result:
    counts: dict[str, int] = defaultdict(int)
    for document in documents:
        for entity in document.entities:
            if entity.type not in KEPT:
                counts[entity.type] += 1
    return dict(sorted(counts.items()))
