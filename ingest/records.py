"""Freeze what the components left in a Doc into the record of its document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from ingest.contexts import find_contexts
from ingest.derived import derive
from ingest.factories import Knowledge
from ingest.layers import Amount, Attributed, Finding, Mention, Referent
from ingest.namesakes import BODIES, institution, is_telling
from ontology.errors import UnknownError
from ontology.event_types import EventTypes
from ontology.gazetteer import Gazetteer
from ontology.iris import described_iri, entry_iri, event_iri, name_iri, normalise
from ontology.records import (
    Annotated,
    Claim,
    Document,
    Entity,
    Event,
    Link,
    Measure,
    Participant,
    Quantity,
    Relation,
    Span,
    Time,
)


def to_record(doc: Doc, document: Document, known: Knowledge, base: str) -> Annotated:
    """Return the record; entities that are only described are kept where an event, claim or relation needs them."""
    spans = _Spans(doc)
    needed = _needed(doc)
    mentions = _by_entity(doc._.mentions)
    iris: dict[int, str] = {}
    entities: dict[str, Entity] = {}
    for index, referent in enumerate(doc._.entities):
        where = mentions.get(index, [])
        referent, name = _settled(referent, known)
        if not where or (referent.described and index not in needed):
            continue
        home = base if is_telling(referent, known.lexicon, known.units) else f"{document.iri}/"
        entity = _entity(
            referent,
            where,
            spans,
            document,
            known.gazetteer,
            base,
            name_iri(home, referent.type, name, referent.country),
        )
        iris[index] = entity.iri
        earlier = entities.get(entity.iri)
        entities[entity.iri] = entity if earlier is None else _join(earlier, entity)
    claims: dict[int, list[Attributed]] = defaultdict(list)
    for claim in doc._.claims:
        claims[claim.event].append(claim)
    events: dict[str, Event] = {}
    contexts = find_contexts(doc, known.contexts, known.types)
    for number, finding in enumerate(doc._.events):
        event = _event(finding, contexts[number], claims[number], spans, iris, known.types, document)
        events.setdefault(event.iri, event)
    relations = [
        Relation(
            subject=iris[r.subject], predicate=r.predicate, object=iris[r.object],
            subject_span=spans(*r.subject_span), object_span=spans(*r.object_span),
            evidence=spans.trimmed(r.begin, r.end), confidence=r.confidence,
            start=r.start, end=r.finish,
        )
        for r in doc._.relations
        if r.subject in iris and r.object in iris and iris[r.subject] != iris[r.object]
    ]  # fmt: skip
    relations += derive(events.values(), entities, known.relations, relations)
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


def _settled(referent: Referent, known: Knowledge) -> tuple[Referent, str]:
    """Return the referent, and the name by which it is known in all documents.

    What a state has one of ("Russia's defence ministry") is known as if it had a name; a government is its state.
    """

    gazetteer = known.gazetteer

    def is_state(words: str, country: str) -> bool:
        return any(name.entry_key == f"state/{country}" for name in gazetteer.find(words))

    found = institution(referent, known.lexicon, is_state)
    if found is None:
        key = _known_body(gazetteer, referent.country, referent.label) if _is_worded_as_name(referent) else None
        return referent if key is None else replace(referent, key=key, described=False), referent.label
    try:
        state = gazetteer.entry(f"state/{found.country}")
    except UnknownError:
        return referent, referent.label
    if not found.name:
        return replace(referent, key=state.key, described=False), state.label
    wordings = (referent.label, *found.wordings(state.label))
    if (key := _known_body(gazetteer, found.country, *wordings)) is not None:
        return replace(referent, key=key, described=False), referent.label
    type_ = "Organization" if referent.type == "Group" else referent.type
    return replace(referent, type=type_, described=False), f"{found.name} of {state.label}"


def _is_worded_as_name(referent: Referent) -> bool:
    """Tell whether a description may be a name in small letters ("Kurdistan regional government")."""
    return referent.described and referent.type in BODIES and len(referent.label.split()) > 2


def _known_body(gazetteer: Gazetteer, country: str | None, *wordings: str) -> str | None:
    """Return the key of the gazetteer's body with one of some names, unless it has another country."""
    for wording in wordings:
        for name in gazetteer.find(wording):
            entry = gazetteer.entry(name.entry_key)
            if name.kind == "name" and entry.type in BODIES and (country is None or entry.country in (None, country)):
                return entry.key
    return None


def _entity(
    referent: Referent,
    mentions: list[Mention],
    spans: _Spans,
    document: Document,
    gazetteer: Gazetteer,
    base: str,
    named: str,
) -> Entity:
    where = tuple(sorted({spans(m.begin, m.end) for m in mentions}))
    entry = None if referent.key is None else gazetteer.entry(referent.key)
    if entry is not None:
        iri, referent = entry_iri(base, entry.key), replace(referent, label=entry.label, country=entry.country)
    elif referent.described:
        iri = described_iri(document.iri, where[0].begin, where[0].end)
    else:
        iri = named
    link, amount = referent.link, referent.strength
    return Entity(
        iri=iri,
        type=referent.type if entry is None else entry.type,
        label=referent.label,
        country=referent.country,
        codes={} if entry is None else dict(entry.codes),
        same_as=() if entry is None else entry.same_as,
        point=None if entry is None else entry.point,
        aliases=_aliases(referent, mentions, spans, document.text) if entry is None and not referent.described else (),
        link=None if link is None else Link(
            score=link.score, reason=link.reason,
            runner_up=None if link.runner_up is None else entry_iri(base, link.runner_up),
        ),
        unit=referent.unit,
        strength=None if amount is None else _quantity(amount, spans),
        mentions=where,
    )  # fmt: skip


def _quantity(amount: Amount, spans: _Spans) -> Quantity:
    return Quantity(low=amount.low, high=amount.high, unit=amount.unit, span=spans(amount.begin, amount.end))


def _aliases(referent: Referent, mentions: list[Mention], spans: _Spans, text: str) -> tuple[str, ...]:
    """Return the other names that a document gives an entity, each in its first wording."""
    found = {normalise(referent.label): ""}
    for name in (*referent.aliases, *(_words(text, spans(m.begin, m.end)) for m in mentions if m.kind == "name")):
        found.setdefault(normalise(name), name)
    return tuple(sorted(filter(None, found.values())))


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.begin : span.end].split())


def _join(one: Entity, other: Entity) -> Entity:
    """Return one entity for two that have the same IRI."""
    return replace(
        one,
        country=one.country or other.country,
        aliases=tuple(sorted({*one.aliases, *other.aliases})),
        link=one.link or other.link,
        unit=one.unit or other.unit,
        strength=one.strength or other.strength,
        mentions=tuple(sorted({*one.mentions, *other.mentions})),
    )


def _event(
    finding: Finding, contexts: tuple[str, ...], claims: list[Attributed], spans: _Spans, iris: dict[int, str],
    types: EventTypes, document: Document,
) -> Event:  # fmt: skip
    class_ = types.classes[finding.class_name]
    trigger = spans(finding.begin, finding.end)
    when = finding.when
    return Event(
        iri=event_iri(document.iri, trigger.begin, trigger.end, class_.name),
        type=finding.type_name or class_.parent,
        mode=finding.mode,
        class_=class_.name,
        contexts=contexts,
        trigger=trigger,
        participants=tuple(
            Participant(role=s.role, entity=iris[s.entity], span=spans(s.begin, s.end))
            for s in finding.slots
            if s.entity in iris
        ),
        time=None if when is None else Time(
            start=when.start, end=when.finish, span=spans(when.begin, when.end), granularity=when.granularity
        ),
        measures=tuple(Measure(kind=m.kind, quantity=_quantity(m.amount, spans)) for m in finding.measures),
        claims=tuple(
            Claim(
                source=None if c.source is None else iris[c.source], certainty=c.certainty, polarity=c.polarity,
                temporality=c.temporality, evidence=spans.trimmed(c.begin, c.end),
                cue=None if c.cue is None else spans(*c.cue), confidence=c.confidence,
            )
            for c in claims
        ),
    )  # fmt: skip
