"""Measures of roles, on readings made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from api.evaluate_roles import match_roles, roles_of, score_roles
from ontology.event_types import EventClass, load_event_types
from ontology.records import Span
from tests.api.annotated_sentences import MINISTRY, ODESA, REBELS, found, noted, reading

Figures = Mapping[str, Any]


@pytest.fixture(scope="module")
def classes() -> Mapping[str, EventClass]:
    return load_event_types().classes


def test_roles_that_overlap_are_right(classes: Mapping[str, EventClass]) -> None:
    event = found(roles=(("actor", Span(20, 24)), ("recipient", ODESA)))
    result: Figures = score_roles([reading((noted(),), (event,))], classes)
    figures = result["roles, of events found"]
    assert (figures["precision"], figures["recall"], figures["gold"], figures["found"]) == (0.5, 0.5, 2, 2)
    assert {role: row["f1"] for role, row in result["by role"].items()} == {
        "actor": 1.0,
        "recipient": 0.0,
        "place": 0.0,
    }
    assert result["by role"]["actor"]["f1, 95 % interval"] == [1.0, 1.0]


def test_events_that_are_missed_or_false_count_end_to_end(classes: Mapping[str, EventClass]) -> None:
    false = found(trigger=MINISTRY, class_name="Meeting", roles=(("actor", REBELS),))
    result: Figures = score_roles([reading((noted(),), (found(), false)), reading((noted(),), ())], classes)
    assert result["roles, of events found"]["f1"] == 1.0
    assert (result["roles end to end"]["precision"], result["roles end to end"]["recall"]) == (0.6667, 0.5)


def test_equal_standing_has_one_name(classes: Mapping[str, EventClass]) -> None:
    gold = noted(class_name="Meeting", roles=(("actor", REBELS), ("actor", MINISTRY)))
    event = found(class_name="Meeting", roles=(("actor", REBELS), ("recipient", MINISTRY)))
    wanted, had = roles_of((gold, event), classes)
    assert wanted == had


def test_a_role_is_matched_once() -> None:
    whole = ("actor", Span(0, 24))
    assert match_roles([whole], [("actor", MINISTRY), ("actor", REBELS)]) == [(0, 0)]
    assert match_roles([("actor", REBELS), whole], [("actor", REBELS), ("actor", MINISTRY)]) == [(0, 0), (1, 1)]
