"""Measure relations on dstl re3d: `sitrep evaluate relations`.

Gold relates stretches of text, a record relates entities, each pair once: both arguments overlap where some mention of
the entity does. `TYPES` maps gold's types to ours. Gold's CoLocated, FightingAgainst, AlliesOf and Likes hold both ways
or are annotated so; IsSynonymOf is identity: two names or descriptions of one entity beside each other. Types without
a counterpart are counted as `left out`: attributes (HasAttrOf: numbers and nationalities), talks (CommWith, which are
events here), Dislikes and Apart. The line `at the evidence` asks that the words which the record names as subject and
object overlap gold's, not just any mention.

Gold annotates outermost mentions and cannot relate parts of one: what is found within one mention of gold ("ISIL
terrorists", "Palmyra, Syria") is left out, of the baseline too.

The baseline of a type relates all pairs of entities in one sentence whose types its relations may hold between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from api.evaluate_entities import read_docs
from api.re3d import GoldDocument, GoldRelation, Span, Tally, overlap, read_re3d, scores
from ingest.factories import load_knowledge
from ingest.read import read_text
from ingest.records import to_record
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated
from ontology.relations import Relations

SYNONYM = "IsSynonymOf"
TYPES: Mapping[str, frozenset[str]] = {
    "CoLocated": frozenset({"locatedIn", "colocatedWith"}),
    "FightingAgainst": frozenset({"fightingAgainst"}),
    "BelongsTo": frozenset({"memberOf", "subOrganizationOf"}),
    "InChargeOf": frozenset({"commands", "controls", "uses"}),
    "AlliesOf": frozenset({"alliedWith", "supports"}),
    "Likes": frozenset({"alliedWith", "supports"}),
    SYNONYM: frozenset(),
}
MUTUAL = frozenset({"CoLocated", "FightingAgainst", "AlliesOf", "Likes", SYNONYM})
ALIKE = "AlliesOf or Likes"  # one relation of ours answers both
LABELS = {**{t: t for t in TYPES}, "AlliesOf": ALIKE, "Likes": ALIKE}
MUTUAL_LABELS = frozenset(LABELS[t] for t in MUTUAL)
Result = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Found:
    """A relation found: its label, all mentions of its two sides, and those that its evidence names."""

    label: str
    subject: tuple[Span, ...]
    object: tuple[Span, ...]
    named: tuple[Span, Span]


T = TypeVar("T", GoldRelation, Found)


@dataclass(frozen=True, slots=True)
class Row:
    """A document's gold, the relations found and those of the baseline."""

    gold: GoldDocument
    found: list[Found]
    baseline: list[Found]


def evaluate_relations(nlp: Language, folder: Path) -> Result:
    """Return precision, recall and F1 of relations and of the baseline, by gold type, for both halves."""
    documents = read_re3d(folder)
    knowledge = load_knowledge()
    rows: list[Row] = []
    for gold, doc in zip(documents, read_docs(nlp, documents), strict=True):
        document = read_text(gold.text, id=gold.id, published=None, base=DEFAULT_BASE)
        record = to_record(doc, document, knowledge, DEFAULT_BASE)
        found = [*find_relations(record), *find_synonyms(doc)]
        baseline = _cooccurring(doc, knowledge.relations)
        rows.append(Row(gold, list(_between(gold, found)), list(_between(gold, baseline))))
    halves = {half: _score([r for r in rows if half in ("all", r.gold.half)]) for half in ("all", "even", "odd")}
    return {"documents": len(documents), **halves, "left out": _left_out(documents)}


def _between(gold: GoldDocument, found: Iterable[Found]) -> Iterator[Found]:
    """Yield what does not lie within one mention of gold."""
    for item in found:
        if not any(overlap(e.span, item.named[0]) and overlap(e.span, item.named[1]) for e in gold.entities):
            yield item


def find_relations(record: Annotated) -> Iterator[Found]:
    """Yield the relations of a record that gold has types for."""
    mentions = {e.iri: tuple((m.begin, m.end) for m in e.mentions) for e in record.entities}
    for r in record.relations:
        named = ((r.subject_span.begin, r.subject_span.end), (r.object_span.begin, r.object_span.end))
        for label in sorted({LABELS[t] for t, ours in TYPES.items() if r.predicate in ours}):
            yield Found(label, (*mentions[r.subject], named[0]), (*mentions[r.object], named[1]), named)


def find_synonyms(doc: Doc) -> Iterator[Found]:
    """Yield pairs of names and descriptions of one entity that syntax puts beside each other ("X, the leader")."""
    tree = doc._.tree
    mentions = {m.head: m for m in doc._.mentions if m.kind in {"name", "nominal"} and len(m.entities) == 1}
    for mention in mentions.values():
        other = mentions.get(tree.heads[mention.head])
        if other is not None and other.head != mention.head and other.entities == mention.entities:
            one, two = ((tree.begins[m.begin], tree.ends[m.end - 1]) for m in (mention, other))
            yield Found(SYNONYM, (one,), (two,), (one, two))


def _cooccurring(doc: Doc, known: Relations) -> Iterator[Found]:
    """Yield all pairs of entities in one sentence that fit the types of a relation, once per label."""
    tree = doc._.tree
    every: dict[int, list[Span]] = defaultdict(list)
    sentences: dict[int, dict[int, Span]] = defaultdict(dict)
    for mention in doc._.mentions:
        span = (tree.begins[mention.begin], tree.ends[mention.end - 1])
        every[mention.entities[0]].append(span)
        sentences[tree.sentences[mention.head]].setdefault(mention.entities[0], span)
    seen: set[tuple[str, int, int]] = set()
    for present in sentences.values():
        for one, other in permutations(present, 2):
            types = (doc._.entities[one].type, doc._.entities[other].type)
            for label in _suitable(types, known):
                if (label, one, other) not in seen and not (label in MUTUAL_LABELS and (label, other, one) in seen):
                    seen.add((label, one, other))
                    yield Found(label, tuple(every[one]), tuple(every[other]), (present[one], present[other]))


def _suitable(types: tuple[str, str], known: Relations) -> list[str]:
    labels = {
        LABELS[t]
        for t, ours in TYPES.items()
        for name in ours & set(known.types)
        if types[0] in known.types[name].subjects and types[1] in known.types[name].objects
    }
    return sorted(labels | ({SYNONYM} if types[0] == types[1] else set()))


def _score(rows: Sequence[Row]) -> Result:
    gold = [[g for g in row.gold.relations if g.type in TYPES] for row in rows]
    found, baseline = [row.found for row in rows], [row.baseline for row in rows]
    tallies = list(map(_anywhere, gold, found))
    ours, theirs = sum(tallies, Tally()), sum(map(_anywhere, gold, baseline), Tally())
    return {
        **scores(tallies),
        "at the evidence": sum(map(_at_evidence, gold, found), Tally()).rates(),
        "baseline: together in a sentence": theirs.rates(),
        "f1, times the baseline's": round(ours.f1 / theirs.f1, 2) if theirs.f1 else None,
        "by type": {
            label: {
                **sum(map(_anywhere, _only(gold, label), _only(found, label)), Tally()).rates(),
                "baseline": sum(map(_anywhere, _only(gold, label), _only(baseline, label)), Tally()).rates(),
            }
            for label in sorted({LABELS[t] for t in TYPES})
        },
    }


def _only(rows: Sequence[Sequence[T]], label: str) -> list[list[T]]:
    return [[item for item in row if _label(item) == label] for row in rows]


def _label(item: GoldRelation | Found) -> str:
    return item.label if isinstance(item, Found) else LABELS[item.type]


def _anywhere(gold: Sequence[GoldRelation], found: Sequence[Found]) -> Tally:
    return _tally(gold, found, lambda f: (f.subject, f.object))


def _at_evidence(gold: Sequence[GoldRelation], found: Sequence[Found]) -> Tally:
    return _tally(gold, found, lambda f: ((f.named[0],), (f.named[1],)))


def _tally(
    gold: Sequence[GoldRelation],
    found: Sequence[Found],
    sides: Callable[[Found], tuple[tuple[Span, ...], tuple[Span, ...]]],
) -> Tally:
    def fits(g: GoldRelation, f: Found) -> bool:
        if LABELS[g.type] != f.label:
            return False
        subject, object_ = sides(f)
        straight = _touches(g.source, subject) and _touches(g.target, object_)
        return straight or (g.type in MUTUAL and _touches(g.source, object_) and _touches(g.target, subject))

    hit = sum(any(fits(g, f) for f in found) for g in gold)
    right = sum(any(fits(g, f) for g in gold) for f in found)
    return Tally(len(gold), hit, len(found), right)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(overlap(span, other) for other in others)


def _left_out(documents: Sequence[GoldDocument]) -> Result:
    counts: dict[str, int] = defaultdict(int)
    for document in documents:
        for relation in document.relations:
            if relation.type not in TYPES:
                counts[relation.type] += 1
    return dict(sorted(counts.items()))
