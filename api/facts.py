"""What a record says, as statements for people: one for each claim and each standing relation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from api.passages import Passage, read_passage
from graph.edges import affirms
from ontology.event_types import EventClass
from ontology.records import Annotated, Claim, Event, Relation, Span, Time

Standing = Literal["affirmed", "hedged", "planned", "denied", "standing"]
Classes = Mapping[str, EventClass]

STANDINGS: Mapping[Standing, str] = {
    "affirmed": "affirmed",
    "hedged": "not certain",
    "planned": "planned or hypothetical",
    "denied": "denied",
    "standing": "standing relation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A participant of a statement: its role, its IRI and its label."""

    role: str
    iri: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim about an event, or one relation, with all that is shown beside it.

    `key` is unique within its document. `source` names who says it, `source_iri` is None for the publisher.
    `certainty`, `polarity` and `temporality` are None for relations.
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

    @property
    def standing_label(self) -> str:
        """Return the words for the statement's standing."""
        return STANDINGS[self.standing]

    @property
    def sentence(self) -> str:
        """Return the statement in one line: who acts, what it does, and the other participants by role."""
        actors = " and ".join(part.label for part in self.parts if part.role in ("actor", "subject"))
        rest = ", ".join(
            part.label if part.role in ("theme", "object") else f"{part.role} {part.label}"
            for part in self.parts
            if part.role not in ("actor", "subject")
        )
        return " ".join(text for text in (actors, self.name, rest) if text)


def standing_of(claim: Claim) -> Standing:
    """Return how a claim stands: affirmed where it makes plain edges, else denied before planned before hedged."""
    if affirms(claim):
        return "affirmed"
    if claim.polarity == "negative":
        return "denied"
    return "planned" if claim.temporality in ("future", "hypothetical") else "hedged"


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


def document_name(record: Annotated) -> str:
    """Return what a document is called: its title, else its id."""
    return record.document.title or record.document.id


def read_statements(record: Annotated, classes: Classes) -> list[Statement]:
    """Return the statements of a record in the order of the text."""
    labels = {entity.iri: entity.label for entity in record.entities}
    found = [
        _claim(record, labels, event, claim, f"claim-{number}-{count}", classes)
        for number, event in enumerate(record.events)
        for count, claim in enumerate(event.claims)
    ]
    found += [_relation(record, labels, relation, f"relation-{n}") for n, relation in enumerate(record.relations)]
    return sorted(found, key=lambda s: (s.evidence, s.key))


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
    publisher = document.source or "the publisher"
    return Statement(
        key=key, iri=event.iri, name=name_of(event, classes), type=event.type,
        parts=tuple(Part(role=p.role, iri=p.entity, label=labels.get(p.entity, p.entity)) for p in event.participants),
        standing=standing_of(claim),
        certainty=claim.certainty, polarity=claim.polarity, temporality=claim.temporality, time=time_text(event.time),
        source=publisher if claim.source is None else labels.get(claim.source, claim.source), source_iri=claim.source,
        passage=read_passage(document.text, claim.evidence), evidence=claim.evidence, trigger=event.trigger,
        confidence=claim.confidence, document=document.iri, title=document_name(record), published=document.published,
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
        source=document.source or "the publisher", source_iri=None,
        passage=read_passage(document.text, relation.evidence), evidence=relation.evidence, trigger=None,
        confidence=relation.confidence, document=document.iri, title=document_name(record),
        published=document.published,
    )  # fmt: skip
