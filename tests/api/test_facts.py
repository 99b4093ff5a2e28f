from __future__ import annotations

from dataclasses import replace

import pytest

from api.facts import interval, key_of, measure_text, read_statements, spaced, standing_of
from graph.mapping import to_quads
from ontology.event_types import load_event_types
from ontology.iris import SR
from ontology.order import arranged
from ontology.records import Measure, Quantity, Span
from tests.api.records import BASE, first


@pytest.mark.parametrize(
    ("claim", "standing"),
    [
        (("certain", "positive", "past"), "affirmed"),
        (("probable", "positive", "present"), "affirmed"),
        (("possible", "positive", "past"), "hedged"),
        (("unknown", "positive", "past"), "hedged"),
        (("certain", "positive", "future"), "planned"),
        (("possible", "positive", "hypothetical"), "planned"),
        (("certain", "negative", "past"), "denied"),
        (("possible", "negative", "future"), "denied"),
    ],
)
def test_standing(claim: tuple[str, str, str], standing: str) -> None:
    assert standing_of(*claim) == standing


def test_statements_are_sentences_in_the_order_of_the_text() -> None:
    classes = load_event_types().classes
    statements = read_statements(first(), classes)
    assert [s.standing for s in statements] == ["affirmed", "denied", "hedged", "planned", "standing"]
    assert statements[0].sentence == f"Norway {classes['Deployment'].edge} 300 soldiers to Latvia"
    assert statements[4].sentence == "Norway allied with Latvia"
    assert " to to " not in statements[1].sentence


def test_without_the_ontology_a_class_is_its_name() -> None:
    assert read_statements(first(), {})[1].sentence == "300 soldiers troop movement to Latvia"


def test_keys_are_those_of_the_iris_in_the_store() -> None:
    record = arranged(first())
    iris = {q.subject for q in to_quads(record, base=BASE) if q.predicate == SR + "quote"}
    assert {key_of(iri) for iri in iris} == {s.key for s in read_statements(record, {})}


def test_words() -> None:
    assert spaced("TroopMovement") == "troop movement"
    assert spaced("UNResolution") == "un resolution"
    assert interval("2024-05-01", "2024-05-01") == "2024-05-01"
    assert interval(None, "2024-05-01") == "… to 2024-05-01"
    assert interval(None, None) is None


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        (20, None, "civilian", "killed: 20 or more (civilian)"),
        (12, 12, None, "killed: 12"),
        (1350, 1650, "soldier", "killed: 1,350 to 1,650 (soldier)"),
        (61e9, 61e9, "USD", "killed: 61,000,000,000 (USD)"),
        (2.5, 2.5, "ton of wheat", "killed: 2.5 (ton of wheat)"),
    ],
)
def test_measures_in_words(low: float, high: float | None, unit: str | None, text: str) -> None:
    quantity = Quantity(low=low, high=high, unit=unit, span=Span(0, 1))
    assert measure_text(Measure(kind="killed", quantity=quantity)) == text


def test_statements_have_the_numbers_of_their_event() -> None:
    record = first()
    measure = Measure(kind="strength", quantity=Quantity(low=300, high=300, unit="soldier", span=Span(0, 1)))
    events = tuple(replace(event, measures=(measure,)) for event in record.events)
    statements = read_statements(replace(record, events=events), {})
    assert statements[0].numbers == ("strength: 300 (soldier)",)
