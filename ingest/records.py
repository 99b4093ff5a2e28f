"""Freeze what the components left in a Doc into the record of its document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from spacy.tokens import Doc

from ingest.layers import Attributed, Finding, Mention, Referent
from ontology.event_types import EventTypes
from ontology.gazetteer import Entry
from ontology.iris import described_iri, entry_iri, event_iri, name_iri
from ontology.records import Annotated, Claim, Document, Entity, Event, Participant, Relation, Span, Time

Lookup = Callable[[str], Entry]


def to_record(doc: Doc, document: Document, types: EventTypes, lookup: Lookup, base: str) -> Annotated:
    """Return the record; entities that are only described are kept where an event, claim or relation needs them."""
    spans = _Spans(doc)
    needed = _needed(doc)
    mentions = _by_entity(doc._.mentions)
    iris: dict[int, str] = {}
    entities: dict[str, Entity] = {}
    for index, referent in enumerate(doc._.entities):
        where = mentions.get(index, [])
        if not where or (referent.described and index not in needed):
            continue
        entity = _entity(referent, [spans(m.begin, m.end) for m in where], document, lookup, base)
        iris[index] = entity.iri
        known = entities.get(entity.iri)
        entities[entity.iri] = entity if known is None else _join(known, entity)
    claims: dict[int, list[Attributed]] = defaultdict(list)
    for claim in doc._.claims:
        claims[claim.event].append(claim)
    events: dict[str, Event] = {}
    for number, finding in enumerate(doc._.events):
        event = _event(finding, claims[number], spans, iris, types, document)
        events.setdefault(event.iri, event)
    relations = [
        Relation(
            subject=iris[r.subject], predicate=r.predicate, object=iris[r.object],
            subject_span=spans(*r.subject_span), object_span=spans(*r.object_span),
            evidence=spans.trimmed(r.begin, r.end), confidence=r.confidence,
        )
        for r in doc._.relations
        if r.subject in iris and r.object in iris
    ]  # fmt: skip
    return Annotated(
        document=document,
        entities=tuple(sorted(entities.values(), key=lambda e: (e.mentions[0], e.iri))),
        events=tuple(sorted(events.values(), key=lambda e: (e.trigger, e.class_))),
        relations=tuple(sorted(relations, key=lambda r: (r.subject_span, r.object_span, r.predicate))),
    )


class _Spans:
    """Token spans as spans of characters."""

    def __init__(self, doc: Doc) -> None:
        self._begins = doc._.tree.begins
        self._ends = doc._.tree.ends
        self._words = doc._.tree.words

    def __call__(self, begin: int, end: int) -> Span:
        return Span(self._begins[begin], self._ends[end - 1])

    def trimmed(self, begin: int, end: int) -> Span:
        """Return the span without white-space tokens at its edges."""
        while end - begin > 1 and self._words[begin].isspace():
            begin += 1
        while end - begin > 1 and self._words[end - 1].isspace():
            end -= 1
        return self(begin, end)


def _needed(doc: Doc) -> set[int]:
    found = {s.entity for e in doc._.events for s in e.slots}
    found |= {c.source for c in doc._.claims if c.source is not None}
    return found | {i for r in doc._.relations for i in (r.subject, r.object)}


def _by_entity(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for position, index in enumerate(mention.entities):
            # "Hungarian and Romanian officials" mentions the officials; the states have mentions of their own
            if position == 0 or mention.kind != "nominal" or not mention.split:
                found[index].append(mention)
    return found


def _entity(referent: Referent, mentions: list[Span], document: Document, lookup: Lookup, base: str) -> Entity:
    spans = tuple(sorted(set(mentions)))
    if referent.key is not None:
        entry = lookup(referent.key)
        return Entity(
            iri=entry_iri(base, entry.key), type=entry.type, label=entry.label, country=entry.country,
            codes=dict(entry.codes), same_as=entry.same_as, point=entry.point, mentions=spans,
        )  # fmt: skip
    if referent.described:
        iri = described_iri(document.iri, spans[0].begin, spans[0].end)
    else:
        iri = name_iri(base, referent.type, referent.label)
    return Entity(iri=iri, type=referent.type, label=referent.label, country=referent.country, codes={}, mentions=spans)


def _join(one: Entity, other: Entity) -> Entity:
    """Return one entity for two that have the same IRI."""
    return Entity(
        iri=one.iri, type=one.type, label=one.label, country=one.country or other.country, codes=one.codes,
        same_as=one.same_as, point=one.point, mentions=tuple(sorted({*one.mentions, *other.mentions})),
    )  # fmt: skip


def _event(
    finding: Finding, claims: list[Attributed], spans: _Spans, iris: dict[int, str], types: EventTypes,
    document: Document,
) -> Event:  # fmt: skip
    class_ = types.classes[finding.class_name]
    trigger = spans(finding.begin, finding.end)
    when = finding.when
    return Event(
        iri=event_iri(document.iri, trigger.begin, trigger.end, class_.name),
        type=finding.type_name or class_.parent,
        mode=finding.mode,
        class_=class_.name,
        contexts=class_.contexts,
        trigger=trigger,
        participants=tuple(
            Participant(role=s.role, entity=iris[s.entity], span=spans(s.begin, s.end))
            for s in finding.slots
            if s.entity in iris
        ),
        time=None if when is None else Time(start=when.start, end=when.finish, span=spans(when.begin, when.end)),
        claims=tuple(
            Claim(
                source=None if c.source is None else iris[c.source], certainty=c.certainty, polarity=c.polarity,
                temporality=c.temporality, evidence=spans.trimmed(c.begin, c.end),
                cue=None if c.cue is None else spans(*c.cue), confidence=c.confidence,
            )
            for c in claims
        ),
    )  # fmt: skip
