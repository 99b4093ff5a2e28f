"""What a record says, as statements for people: one for each claim and each standing relation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from api.passages import Passage, read_passage
from graph.edges import asserted
from ontology.event_types import EventClass
from ontology.records import Annotated, Claim, Event, Measure, Relation, Span, Time

Standing = Literal["affirmed", "hedged", "planned", "denied", "standing"]
Classes = Mapping[str, EventClass]
UNNAMED = "the publisher"  # of documents that do not name theirs

STANDINGS: Mapping[Standing, str] = {
    "affirmed": "affirmed",
    "hedged": "not certain",
    "planned": "planned or hypothetical",
    "denied": "denied",
    "standing": "standing relation",
}


# The roles in the order of an English sentence, each with the preposition that it takes there.
_PREPOSITIONS: Mapping[str, str] = {
    "object": "", "theme": "", "recipient": "", "content": "", "topic": "about", "instrument": "with",
    "origin": "from", "destination": "to", "place": "in", "purpose": "for", "cause": "because of",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A participant of a statement: its role, its IRI and its label."""

    role: str
    iri: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim about an event, or one relation, with all that is shown beside it.

    `key` is unique within its document and derives from the claim's or relation's IRI. `source` names who says
    it, `source_iri` is None for the publisher.
    `certainty`, `polarity` and `temporality` are None for relations. `numbers` are the measures of the event in words.
    """

    key: str
    iri: str | None
    name: str
    type: str | None
    parts: tuple[Part, ...]
    standing: Standing
    certainty: str | None
    polarity: str | None
    temporality: str | None
    time: str | None
    source: str
    source_iri: str | None
    passage: Passage
    evidence: Span
    trigger: Span | None
    confidence: float
    document: str
    title: str
    published: str | None
    numbers: tuple[str, ...] = ()

    @property
    def standing_label(self) -> str:
        """Return the words for the statement's standing."""
        return STANDINGS[self.standing]

    @property
    def sentence(self) -> str:
        """Return the statement in one line: who acts, what it does, and the other participants by role."""
        words = [word for preposition, part in self.others for word in (preposition, part.label)]
        return " ".join(filter(None, (" and ".join(part.label for part in self.actors), self.name, *words)))

    @property
    def actors(self) -> list[Part]:
        """Return who acts, or the subject of a relation."""
        return [part for part in self.parts if part.role in ("actor", "subject")]

    @property
    def others(self) -> list[tuple[str, Part]]:
        """Return the other participants in the order of a sentence, each with its preposition or nothing.

        A preposition that the verb ends with is not said twice: `moves to`, not `moves to to`.
        """
        order = list(_PREPOSITIONS)
        others = sorted((p for p in self.parts if p not in self.actors), key=lambda p: order.index(p.role))
        said = self.name.rsplit(" ", 1)[-1]
        found = []
        for part in others:
            preposition = _PREPOSITIONS[part.role]
            found.append(("" if preposition == said else preposition, part))
            said = ""
        return found


def standing_of(certainty: str, polarity: str, temporality: str) -> Standing:
    """Return how a claim stands: affirmed where it makes plain edges, else denied before planned before hedged."""
    if asserted(certainty, polarity, temporality):
        return "affirmed"
    if polarity == "negative":
        return "denied"
    return "planned" if temporality in ("future", "hypothetical") else "hedged"


def key_of(iri: str) -> str:
    """Return the key, within its document, of a claim or relation with this IRI."""
    kind, tail = iri.rsplit("/", 2)[-2:]
    return f"{kind}-{tail}"


def spaced(name: str) -> str:
    """Return the words of a name in camel case: `TroopMovement` as `troop movement`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).lower()


def time_text(time: Time | None) -> str | None:
    """Return an event's time as one text, None where it is not known at all."""
    return None if time is None else interval(time.start, time.end)


def interval(start: str | None, end: str | None) -> str | None:
    """Return an interval as one text; None where both ends are open."""
    if start is None and end is None:
        return None
    if start == end:
        return start
    return f"{start or '…'} to {end or '…'}"


def measure_text(measure: Measure) -> str:
    """Return a measure as one text: `killed: 20 or more (civilian)`, `strength: 10 to 12`."""
    low, high, unit = measure.quantity.low, measure.quantity.high, measure.quantity.unit
    bounds = _figures(low)
    if high != low:
        bounds += " or more" if high is None else f" to {_figures(high)}"
    return f"{measure.kind}: {bounds}" + ("" if unit is None else f" ({unit})")


def _figures(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def document_name(record: Annotated) -> str:
    """Return what a document is called: its title, else its id."""
    return record.document.title or record.document.id


def read_statements(record: Annotated, classes: Classes) -> list[Statement]:
    """Return the statements of a record in the order of the text."""
    labels = {entity.iri: entity.label for entity in record.entities}
    found = [
        _claim(record, labels, event, claim, f"claim-{event.iri.rsplit('/', 1)[-1]}-{count}", classes)
        for event in record.events
        for count, claim in enumerate(event.claims)
    ]
    seen: Counter[str] = Counter()
    for relation in record.relations:
        stem = f"relation-{_pair(relation.subject_span)}-{relation.predicate}-{_pair(relation.object_span)}"
        found.append(_relation(record, labels, relation, f"{stem}-{seen[stem]}"))
        seen[stem] += 1
    return sorted(found, key=lambda s: (s.evidence, s.key))


def _pair(span: Span) -> str:
    return f"{span.begin}-{span.end}"


def event_of(record: Annotated, iri: str) -> Event | None:
    """Return the event of a record that has this IRI, or a claim with this IRI; None where there is none."""
    for event in record.events:
        if iri == event.iri or iri.rpartition("-")[0] == event.iri.replace("/event/", "/claim/"):
            return event
    return None


def name_of(event: Event, classes: Classes) -> str:
    """Return the verb of an event's class where somebody acts, else the class's own name."""
    known = classes.get(event.class_)
    acts = any(participant.role == "actor" for participant in event.participants)
    return known.edge if known is not None and acts else spaced(event.class_)


def _claim(
    record: Annotated, labels: Mapping[str, str], event: Event, claim: Claim, key: str, classes: Classes
) -> Statement:
    document = record.document
    publisher = document.source or UNNAMED
    return Statement(
        key=key, iri=event.iri, name=name_of(event, classes), type=event.type,
        parts=tuple(Part(role=p.role, iri=p.entity, label=labels.get(p.entity, p.entity)) for p in event.participants),
        standing=standing_of(claim.certainty, claim.polarity, claim.temporality),
        certainty=claim.certainty, polarity=claim.polarity, temporality=claim.temporality, time=time_text(event.time),
        source=publisher if claim.source is None else labels.get(claim.source, claim.source), source_iri=claim.source,
        passage=read_passage(document.text, claim.evidence), evidence=claim.evidence, trigger=event.trigger,
        confidence=claim.confidence, document=document.iri, title=document_name(record), published=document.published,
        numbers=tuple(map(measure_text, event.measures)),
    )  # fmt: skip


def _relation(record: Annotated, labels: Mapping[str, str], relation: Relation, key: str) -> Statement:
    document = record.document
    return Statement(
        key=key, iri=None, name=spaced(relation.predicate), type=None,
        parts=(
            Part(role="subject", iri=relation.subject, label=labels.get(relation.subject, relation.subject)),
            Part(role="object", iri=relation.object, label=labels.get(relation.object, relation.object)),
        ),
        standing="standing", certainty=None, polarity=None, temporality=None, time=None,
        source=document.source or UNNAMED, source_iri=None,
        passage=read_passage(document.text, relation.evidence), evidence=relation.evidence, trigger=None,
        confidence=relation.confidence, document=document.iri, title=document_name(record),
        published=document.published,
    )  # fmt: skip
