"""Record types shared by every package: a document and what was read from it.

Offsets are Unicode code points, 0-based, end exclusive, always into `Document.text`.
`to_json` and `from_json` convert an `Annotated` to and from the JSON object that
`ontology/record.schema.json` describes; the round trip is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
Temporality = Literal["past", "present", "future", "hypothetical"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: `text[begin:end]`."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was read; `sha256` is of the UTF-8 bytes of `text`.

    `published` is an ISO 8601 date or date-time, `source` the name of the publisher.
    """

    iri: str
    id: str
    title: str | None
    text: str
    published: str | None
    source: str | None
    url: str | None
    sha256: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something named or described in one document.

    `type` is the local name of an entity class of the ontology (State, Person, Organization,
    MilitaryUnit, Force, Place, Facility, Group, Weapon, Platform, Agreement, Happening, Thing).
    `country` is the ISO 3166-1 alpha-3 code of the state it is or belongs to.
    `codes` holds identifiers by scheme (iso3166-1-alpha-3, geonames, cow, …).
    `point` is (longitude, latitude) in degrees, WGS 84.
    """

    iri: str
    type: str
    label: str
    country: str | None = None
    codes: Mapping[str, str]
    same_as: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An entity in a role of an event (actor, recipient, theme, instrument, place, origin, destination, …)."""

    role: str
    entity: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When: ISO 8601 bounds, both inclusive, null where open or unknown, and the expression that says so."""

    start: str | None
    end: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody's report of an event: who says it, how sure, affirmed or denied, and where it is written.

    `source` is an entity IRI, or None for the document's publisher. `cue` is the expression that
    attributes or hedges (said, reportedly), if there is one. `confidence` is the reader's own, 0 to 1.
    """

    source: str | None
    certainty: Certainty
    polarity: Polarity
    temporality: Temporality
    evidence: Span
    confidence: float
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that is reported; that it happened is what its claims say or deny.

    `type` and `mode` are PLOVER's (mode None where PLOVER has none), `class_` the domain class
    beneath it (JSON key `class`), `trigger` the word or words that evoke it.
    """

    iri: str
    type: str
    mode: str | None
    class_: str
    contexts: tuple[str, ...] = ()
    trigger: Span
    participants: tuple[Participant, ...]
    time: Time | None = None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A standing relation between two entities (memberOf, commands, alliedWith, locatedIn, …)."""

    subject: str
    predicate: str
    object: str
    subject_span: Span
    object_span: Span
    evidence: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A document and everything read from it: the result of ingest."""

    document: Document
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.begin, span.end]


def _span(pair: list[int]) -> Span:
    return Span(pair[0], pair[1])


def to_json(record: Annotated) -> dict[str, Any]:
    """Return the JSON object of a record."""
    d = record.document
    return {
        "document": {
            "iri": d.iri, "id": d.id, "title": d.title, "published": d.published, "source": d.source,
            "url": d.url, "language": d.language, "sha256": d.sha256, "text": d.text,
        },
        "entities": [
            {
                "iri": e.iri, "type": e.type, "label": e.label, "country": e.country, "codes": dict(e.codes),
                "same_as": list(e.same_as), "point": None if e.point is None else list(e.point),
                "mentions": [_pair(m) for m in e.mentions],
            }
            for e in record.entities
        ],
        "events": [_event_to_json(e) for e in record.events],
        "relations": [
            {
                "subject": r.subject, "predicate": r.predicate, "object": r.object,
                "subject_span": _pair(r.subject_span), "object_span": _pair(r.object_span),
                "evidence": _pair(r.evidence), "confidence": r.confidence,
            }
            for r in record.relations
        ],
    }  # fmt: skip


def _event_to_json(e: Event) -> dict[str, Any]:
    time = None if e.time is None else {"start": e.time.start, "end": e.time.end, "span": _pair(e.time.span)}
    return {
        "iri": e.iri, "type": e.type, "mode": e.mode, "class": e.class_, "contexts": list(e.contexts),
        "trigger": _pair(e.trigger),
        "participants": [{"role": p.role, "entity": p.entity, "span": _pair(p.span)} for p in e.participants],
        "time": time,
        "claims": [
            {
                "source": c.source, "certainty": c.certainty, "polarity": c.polarity, "temporality": c.temporality,
                "evidence": _pair(c.evidence), "cue": _pair(c.cue), "confidence": c.confidence,
            }
            for c in e.claims
        ],
    }  # fmt: skip


def from_json(data: Mapping[str, Any]) -> Annotated:
    """Read a record from its JSON object.

    Raises KeyError or TypeError where the object does not follow the schema.
    """
    return Annotated(
        document=Document(**data["document"]),
        entities=tuple(
            Entity(
                **{k: e[k] for k in ("iri", "type", "label", "country", "codes")},
                same_as=tuple(e["same_as"]),
                point=None if e.get("point") is None else (e["point"][0], e["point"][1]),
                mentions=tuple(map(_span, e["mentions"])),
            )
            for e in data["entities"]
        ),
        events=tuple(map(_event_from_json, data["events"])),
        relations=tuple(
            Relation(
                subject=r["subject"],
                predicate=r["predicate"],
                object=r["object"],
                subject_span=_span(r["subject_span"]),
                object_span=_span(r["object_span"]),
                evidence=_span(r["evidence"]),
                confidence=r["confidence"],
            )
            for r in data["relations"]
        ),
    )


def _event_from_json(e: Mapping[str, Any]) -> Event:
    t = e["time"]
    return Event(
        iri=e["iri"], type=e["type"], mode=e["mode"], class_=e["class"], contexts=tuple(e["contexts"]),
        trigger=_span(e["trigger"]),
        participants=tuple(
            Participant(role=p["role"], entity=p["entity"], span=_span(p["span"])) for p in e["participants"]
        ),
        time=None if t is None else Time(start=t["start"], end=t["end"], span=_span(t["span"])),
        claims=tuple(
            Claim(
                source=c["source"], certainty=c["certainty"], polarity=c["polarity"], temporality=c["temporality"],
                evidence=_span(c["evidence"]), confidence=c["confidence"],
                cue=None if c.get("cue") is None else _span(c["cue"]),
            )
            for c in e["claims"]
        ),
    )  # fmt: skip
