"""What the components leave in the Doc for each other, from mentions to relations.

Positions are token indexes into the Doc, end exclusive; entities go by their index in `Doc._.entities`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from ontology.records import Certainty, Polarity, Temporality, Unit

LAYERS = (
    "document",
    "frames",
    "hints",
    "tree",
    "mentions",
    "entities",
    "times",
    "events",
    "claims",
    "relations",
    "failure",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Why a name was read as its gazetteer entry; `runner_up` is the key of the second best entry."""

    score: float
    reason: str
    runner_up: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How many, both bounds inclusive, `high` None where open, and the tokens that say so."""

    low: float
    high: float | None
    unit: str | None
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """An entity of one document; `key` is its gazetteer entry's, if it has one.

    `described` is true where the document only describes it ("thousands of troops"), without a proper name.
    `classes` are semantic classes that event types put conditions on. `aliases` are other names the document gives it.
    """

    type: str
    label: str
    country: str | None = None
    key: str | None = None
    described: bool = False
    classes: frozenset[str] = frozenset()
    aliases: tuple[str, ...] = ()
    link: Choice | None = None
    unit: Unit | None = None
    strength: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch that stands for entities: several where it is a plural ("the two countries").

    A description that several states share ("Hungarian and Romanian officials") stands for itself first, then, with
    `split`, for those states. `kind` is "modifier" for what qualifies another noun ("North Korean" in "North Korean
    troops").
    """

    head: int
    begin: int
    end: int
    kind: Literal["name", "nominal", "pronoun", "modifier"]
    entities: tuple[int, ...]
    split: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time expression, the ISO 8601 bounds that it denotes, None where open, and how fine it is (day, month …)."""

    head: int
    begin: int
    end: int
    start: str | None
    finish: str | None
    granularity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An entity in a role of an event, and where the text names it."""

    role: str
    entity: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How many or how much takes part in an event; `kind` is one of `ontology.measures.KINDS`."""

    kind: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An event as the text words it.

    `trigger` is the token that evokes it, `anchor` the verb that carries its tense, modality and negation:
    the trigger itself, or the light verb that a nominal trigger depends on. `begin` and `end` bound the trigger.
    `type_name` is the PLOVER type that the event counts as where that is not its class's.
    """

    trigger: int
    anchor: int
    begin: int
    end: int
    class_name: str
    mode: str | None
    slots: tuple[Slot, ...]
    when: When | None
    score: float
    type_name: str | None = None
    measures: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """A claim about the event with index `event`; `source` None stands for the publisher."""

    event: int
    source: int | None
    certainty: Certainty
    polarity: Polarity
    temporality: Temporality
    begin: int
    end: int
    cue: tuple[int, int] | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A standing relation between two entities, with the tokens that name them and the evidence around."""

    subject: int
    predicate: str
    object: int
    subject_span: tuple[int, int]
    object_span: tuple[int, int]
    begin: int
    end: int
    confidence: float
    start: str | None = None
    finish: str | None = None


def register_layers() -> None:
    """Declare our Doc extensions to spaCy, once per process however often it is called."""
    for name in LAYERS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
