from __future__ import annotations

import pytest

from api.facts import interval, key_of, read_statements, spaced, standing_of
from graph.mapping import to_quads
from ontology.event_types import load_event_types
from ontology.iris import SR
from ontology.order import arranged
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
