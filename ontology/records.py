"""Record types shared by every package: a document and what was read from it.

Offsets are Unicode code points, 0-based, end exclusive, always into `Document.text`.
`ontology.record_json` converts an `Annotated` to and from JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
class Link:
    """Why a name was read as a gazetteer entry: a score from 0 to 1, reasons in words, the IRI of the runner-up."""

    score: float
    reason: str
    runner_up: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What the name of a military unit is made of; `echelon` and `branch` are local names of `ontology/units.ttl`."""

    number: str | None = None
    echelon: str | None = None
    branch: str | None = None
    honorific: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many or how much, both bounds inclusive, `high` None where open, and the expression that says so."""

    low: float
    high: float | None
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something named or described in one document.

    `type` is the local name of an entity class of the ontology (State, Person, Organization,
    MilitaryUnit, Force, Place, Facility, Group, Weapon, Platform, Agreement, Happening, Thing).
    `country` is the ISO 3166-1 alpha-3 code of the state it is or belongs to.
    `codes` holds identifiers by scheme (iso3166-1-alpha-3, geonames, cow, …).
    `point` is (longitude, latitude) in degrees, WGS 84. `aliases` are other names that the document gives it.
    `link` is there for entries of the gazetteer, `unit` for military units whose name has parts, `strength` where
    the document says how many it is.
    """

    iri: str
    type: str
    label: str
    country: str | None = None
    codes: Mapping[str, str]
    same_as: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    aliases: tuple[str, ...] = ()
    link: Link | None = None
    unit: Unit | None = None
    strength: Quantity | None = None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An entity in a role of an event (actor, recipient, theme, instrument, place, origin, destination, …)."""

    role: str
    entity: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When: ISO 8601 bounds, both inclusive, null where open or unknown, and the expression that says so.

    `granularity` is how fine the expression is: hour, day, week, month, quarter, season, year, decade, century.
    """

    start: str | None
    end: str | None
    span: Span
    granularity: str | None = None


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
class Measure:
    """How many or how much takes part in an event: `kind` is strength, killed, wounded, captured, amount or money."""

    kind: str
    quantity: Quantity


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
    measures: tuple[Measure, ...] = ()
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A standing relation between two entities (memberOf, commands, alliedWith, locatedIn, subOrganizationOf, …).

    `start` and `end` are the ISO 8601 bounds, inclusive, between which it is said to hold; None where not said.
    `derived_from` are the IRIs of the events that it follows from by a rule of the ontology; empty where the text
    says it.
    """

    subject: str
    predicate: str
    object: str
    subject_span: Span
    object_span: Span
    evidence: Span
    confidence: float
    start: str | None = None
    end: str | None = None
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A document and everything read from it: the result of ingest."""

    document: Document
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
