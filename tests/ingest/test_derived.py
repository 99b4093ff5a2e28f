"""Relations that follow from events by rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.derived import derive
from ontology.event_types import load_event_types
from ontology.records import Claim, Entity, Event, Participant, Relation, Span, Time
from ontology.relations import load_relations

RULES = load_relations(load_event_types().classes)
NORTH, SOUTH, TOWN, REBELS = (f"http://x/{name}" for name in ("north", "south", "town", "rebels"))


def entity(iri: str, type_: str) -> Entity:
    """Return an entity of a type."""
    return Entity(iri=iri, type=type_, label=iri, codes={}, mentions=(Span(0, 1),))


ENTITIES = {
    e.iri: e
    for e in (entity(NORTH, "State"), entity(SOUTH, "State"), entity(TOWN, "Place"), entity(REBELS, "Organization"))
}
CLAIM = Claim(
    source=None, certainty="certain", polarity="positive", temporality="past", evidence=Span(0, 9), confidence=0.5
)


def event(number: int, class_: str, *claims: Claim, start: str | None = None, **roles: str) -> Event:
    """Return an event of a class with participants by role."""
    return Event(
        iri=f"http://x/event/{number}", type="ASSAULT", mode=None, class_=class_, trigger=Span(number, number + 1),
        participants=tuple(Participant(role=role, entity=iri, span=Span(0, 1)) for role, iri in roles.items()),
        time=None if start is None else Time(start=start, end=start, span=Span(5, 6)), claims=claims or (CLAIM,),
    )  # fmt: skip


def test_an_attack_makes_enemies_from_its_time_on() -> None:
    (relation,) = derive([event(1, "Attack", start="2024-05-01", actor=NORTH, recipient=SOUTH)], ENTITIES, RULES)
    assert (relation.subject, relation.predicate, relation.object) == (NORTH, "fightingAgainst", SOUTH)
    assert (relation.start, relation.end) == ("2024-05-01", None)
    assert relation.derived_from == ("http://x/event/1",)
    assert relation.confidence == pytest.approx(0.5 * 0.8)


def test_one_relation_names_all_its_events_whichever_way_round() -> None:
    events = [
        event(1, "Attack", start="2024-05-02", actor=NORTH, recipient=SOUTH),
        event(2, "Shelling", start="2024-05-01", actor=SOUTH, recipient=NORTH),
    ]
    (relation,) = derive(events, ENTITIES, RULES)
    assert relation.derived_from == ("http://x/event/1", "http://x/event/2")
    assert relation.start == "2024-05-01"


@pytest.mark.parametrize(
    "claims",
    [
        (replace(CLAIM, polarity="negative"),),
        (CLAIM, replace(CLAIM, polarity="negative", source=SOUTH)),
        (replace(CLAIM, certainty="possible"),),
        (replace(CLAIM, temporality="future"),),
        (replace(CLAIM, temporality="hypothetical"),),
    ],
)
def test_what_is_denied_doubtful_or_to_come_gives_nothing(claims: tuple[Claim, ...]) -> None:
    assert derive([event(1, "Attack", *claims, actor=NORTH, recipient=SOUTH)], ENTITIES, RULES) == []


def test_types_are_asked_for() -> None:
    assert derive([event(1, "Attack", actor=NORTH, recipient=TOWN)], ENTITIES, RULES) == []
    (relation,) = derive([event(1, "Capture", actor=REBELS, theme=TOWN)], ENTITIES, RULES)
    assert (relation.subject, relation.predicate, relation.object) == (REBELS, "controls", TOWN)


def test_what_the_text_states_is_not_derived() -> None:
    stated = Relation(
        subject=SOUTH, predicate="fightingAgainst", object=NORTH, subject_span=Span(0, 1), object_span=Span(2, 3),
        evidence=Span(0, 9), confidence=0.7,
    )  # fmt: skip
    assert derive([event(1, "Attack", actor=NORTH, recipient=SOUTH)], ENTITIES, RULES, [stated]) == []
