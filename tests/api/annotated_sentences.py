"""Sentences with events as annotated and as found, made by hand."""

from __future__ import annotations

from api.annotations import Noted
from api.paired import Reading
from ontology.records import Certainty, Claim, Entity, Event, Participant, Polarity, Span, Temporality

TEXT = "The ministry said rebels shelled Odesa."
MINISTRY, REBELS, SHELLED, ODESA = Span(0, 12), Span(18, 24), Span(25, 32), Span(33, 38)


def noted(
    trigger: Span = SHELLED,
    class_name: str = "Shelling",
    roles: tuple[tuple[str, Span], ...] = (("actor", REBELS), ("place", ODESA)),
    sources: tuple[Span, ...] = (MINISTRY,),
    certainty: Certainty = "certain",
    polarity: Polarity = "positive",
    temporality: Temporality = "past",
) -> Noted:
    return Noted(
        trigger=trigger, class_name=class_name, roles=roles, sources=sources, certainty=certainty, polarity=polarity,
        temporality=temporality,
    )  # fmt: skip


def found(
    trigger: Span = SHELLED,
    class_name: str = "Shelling",
    roles: tuple[tuple[str, Span], ...] = (("actor", REBELS), ("place", ODESA)),
    source: str | None = "x:ministry",
    certainty: Certainty = "certain",
    type_: str = "ASSAULT",
) -> Event:
    claim = Claim(
        source=source, certainty=certainty, polarity="positive", temporality="past", evidence=trigger, confidence=0.9
    )
    return Event(
        iri=f"x:{trigger.begin}-{class_name}", type=type_, mode=None, class_=class_name, trigger=trigger,
        participants=tuple(Participant(role=role, entity="x:e", span=span) for role, span in roles), claims=(claim,),
    )  # fmt: skip


def reading(gold: tuple[Noted, ...], events: tuple[Event, ...]) -> Reading:
    ministry = Entity(iri="x:ministry", type="Organization", label="ministry", codes={}, mentions=(MINISTRY,))
    rebels = Entity(iri="x:rebels", type="Group", label="rebels", codes={}, mentions=(REBELS,))
    return Reading(id="s", gold=gold, found=events, entities=(ministry, rebels), heads={MINISTRY: (Span(4, 12),)})
