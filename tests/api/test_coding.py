"""Events in the schemes of event data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.coding import coding
from ontology.event_types import EventTypes, load_event_types
from ontology.records import Annotated, Entity, Event, Measure, Participant, Polarity, Quantity, Span, Temporality
from tests.api.records import first

AT = Span(0, 1)
KINDS = {
    "state": ("State", "RUS"), "army": ("MilitaryUnit", "RUS"), "soldiers": ("Force", "UKR"), "troops": ("Force", None),
    "women": ("Group", None), "reporter": ("Person", None), "movement": ("Organization", "LBN"),
    "village": ("Place", "UKR"), "home": ("Place", "RUS"), "ship": ("Platform", None),
}  # fmt: skip


@pytest.fixture(scope="module")
def types() -> EventTypes:
    return load_event_types()


def record_of(class_: str, type_: str, mode: str | None = None, **roles: str) -> tuple[Event, Annotated]:
    """Return an event with participants by role, several separated by spaces, and its record."""
    pairs = [(role, name) for role, names in roles.items() for name in names.split()]
    participants = tuple(Participant(role=role, entity=f"x:{name}", span=AT) for role, name in pairs)
    event = replace(
        first().events[0], type=type_, mode=mode, class_=class_, contexts=("military",), participants=participants
    )
    entities = tuple(
        Entity(iri=f"x:{n}", type=t, label=n, country=c, codes={}, mentions=(AT,)) for n, (t, c) in KINDS.items()
    )
    return event, replace(first(), entities=entities, events=(event,))


@pytest.mark.parametrize(
    ("class_", "mode", "roles", "expected"),
    [
        ("Shelling", "heavy-weapons", {}, ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        ("SuicideAttack", "suicide-attack", {}, ("Explosions/Remote violence", "Suicide bomb")),
        ("Strike", None, {}, ("Explosions/Remote violence", None)),
        ("Strike", "drone", {}, ("Explosions/Remote violence", "Air/drone strike")),
        ("Combat", None, {"recipient": "troops"}, ("Battles", "Armed clash")),
        ("Clash", None, {"actor": "soldiers troops"}, ("Battles", "Armed clash")),
        ("Clash", None, {"actor": "women troops"}, ("Riots", "Violent demonstration")),
        ("Clash", None, {"actor": "women reporter"}, ("Riots", "Mob violence")),
        ("Attack", None, {"recipient": "women"}, ("Violence against civilians", "Attack")),
        ("Attack", None, {"recipient": "troops"}, ("Battles", "Armed clash")),
        ("Attack", None, {"recipient": "ship"}, None),
        ("Attack", "drone", {"recipient": "women"}, ("Explosions/Remote violence", "Air/drone strike")),
        ("Killing", None, {"recipient": "women troops"}, None),
        ("Kidnapping", "abduct", {}, ("Violence against civilians", "Abduction/forced disappearance")),
        ("Capture", None, {"actor": "army", "theme": "home"}, ("Battles", "Government regains territory")),
        ("Capture", None, {"actor": "army", "theme": "village"}, ("Battles", "Non-state actor overtakes territory")),
        ("Capture", None, {"actor": "movement"}, ("Battles", "Non-state actor overtakes territory")),
        ("Capture", None, {"actor": "troops", "theme": "village"}, ("Battles", None)),
        ("Wounding", None, {}, None),
    ],
)
def test_acled_of_violence(
    types: EventTypes, class_: str, mode: str | None, roles: dict[str, str], expected: tuple[str, str | None] | None
) -> None:
    found = coding(*record_of(class_, "ASSAULT", mode, **roles), types)
    assert found is not None
    assert found["acled"] == (None if expected is None else {"type": expected[0], "sub_type": expected[1]})


def test_acled_of_other_types(types: EventTypes) -> None:
    protest, arrest = (
        coding(*record_of(*each), types) for each in (("Demonstration", "PROTEST"), ("Arrest", "COERCE"))
    )
    assert protest is not None
    assert arrest is not None
    assert protest["acled"] == {"type": "Protests", "sub_type": "Peaceful protest"}
    assert arrest["acled"] == {"type": "Strategic developments", "sub_type": "Arrests"}


def test_what_is_only_threatened_is_no_acled_event(types: EventTypes) -> None:
    found = coding(*record_of("Strike", "THREATEN", "violence"), types)
    assert found is not None
    assert (found["acled"], found["cameo"], found["score"]) == (None, "13", -3.5)


@pytest.mark.parametrize(
    ("type_", "polarity", "temporality", "auxiliary"),
    [
        ("MOBILIZE", "positive", "past", []),
        ("MOBILIZE", "positive", "future", ["future"]),
        ("MOBILIZE", "negative", "past", ["negation"]),
        ("MOBILIZE", "negative", "hypothetical", ["hypothetical", "negation"]),
        ("THREATEN", "positive", "future", []),
    ],
)
def test_auxiliary_modes(
    types: EventTypes, type_: str, polarity: Polarity, temporality: Temporality, auxiliary: list[str]
) -> None:
    event, record = record_of("Deployment", type_)
    claim = replace(event.claims[0], polarity=polarity, temporality=temporality)
    found = coding(replace(event, claims=(claim, claim)), record, types)
    assert found is not None
    assert found["auxiliary"] == auxiliary


def test_slots_have_the_names_of_the_class_and_are_lists(types: EventTypes) -> None:
    event, record = record_of(
        "Deployment", "MOBILIZE", "troops", actor="state army", theme="troops", destination="home"
    )
    quantity = Quantity(low=2000, high=None, unit=None, span=AT)
    found = coding(replace(event, measures=(Measure(kind="strength", quantity=quantity),)), record, types)
    assert found is not None
    assert {name: [e["label"] for e in filled] for name, filled in found["slots"].items()} == {
        "sender": ["state", "army"],
        "force": ["troops"],
        "destination": ["home"],
    }
    assert found["measures"] == {"strength": [{"low": 2000, "high": None, "unit": None}]}
    assert (found["quad_class"], found["score"], found["cameo"]) == ("material conflict", -6.5, "154")
    assert found["contexts"] == ["military"]


def test_a_class_that_the_ontology_no_longer_has(types: EventTypes) -> None:
    assert coding(*record_of("Feast", "CONSULT"), types) is None


def test_events_have_their_coding(reading: TestClient) -> None:
    (item,) = reading.get("/events", params={"class": "Deployment"}).json()["items"]
    assert item["coding"]["type"] == "MOBILIZE"
    assert [e["label"] for e in item["coding"]["slots"]["sender"]] == ["Norway"]
