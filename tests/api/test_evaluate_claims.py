"""Measures of events, sources and factuality, on readings made by hand and on a sentence that is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.evaluate_claims import evaluate_claims, score_claims, source_verdict
from api.paired import pair_events, without_denials
from ingest import load_pipeline
from ontology.errors import InputError
from ontology.event_types import EventClass, load_event_types
from ontology.records import Span
from tests.api.annotated_sentences import MINISTRY, ODESA, REBELS, SHELLED, TEXT, found, noted, reading

ROOT = Path(__file__).parents[2]
Figures = Mapping[str, Any]


@pytest.fixture(scope="module")
def classes() -> Mapping[str, EventClass]:
    return load_event_types().classes


def test_what_agrees_scores_one(classes: Mapping[str, EventClass]) -> None:
    result: Figures = score_claims([reading((noted(),), (found(),))], classes)
    for part in ("trigger", "trigger and type", "trigger and class", "source"):
        assert result[part]["f1"] == 1.0
        assert result[part]["f1, 95 % interval"] == [1.0, 1.0]
    assert {result[part]["accuracy"] for part in ("source", "certainty", "polarity", "temporality")} == {1.0}
    assert result["by type"]["ASSAULT"]["gold"] == 1


def test_another_class_of_the_type_is_right_by_type_only(classes: Mapping[str, EventClass]) -> None:
    event = found(class_name="Bombing", type_="REQUEST")  # what a claim settles the type to does not count
    result: Figures = score_claims([reading((noted(),), (event,))], classes)
    assert (result["trigger and type"]["f1"], result["trigger and class"]["f1"]) == (1.0, 0.0)
    assert (result["type, of events found"], result["class, of events found"]) == (1.0, 0.0)


def test_missed_and_false_events_count(classes: Mapping[str, EventClass]) -> None:
    elsewhere = found(trigger=MINISTRY, class_name="Meeting")
    result: Figures = score_claims([reading((noted(),), (elsewhere,))], classes)
    assert result["trigger"]["precision"] == result["trigger"]["recall"] == 0.0
    assert result["events found"] == 0
    assert result["by type"]["CONSULT"] == {
        "precision": 0.0, "recall": 0.0, "f1": 0.0, "f1, 95 % interval": [0.0, 0.0], "gold": 0, "found": 1,
    }  # fmt: skip


def test_factuality_is_told_by_value(classes: Mapping[str, EventClass]) -> None:
    pairs = [reading((noted(certainty="possible"),), (found(),)), reading((noted(),), (found(),))]
    certainty: Figures = score_claims(pairs, classes)["certainty"]  # type: ignore[assignment]
    assert certainty["accuracy"] == certainty["floor: most frequent value"] == 0.5
    assert certainty["by value"] == {
        "certain": {"gold": 1, "found": 2, "right": 1},
        "possible": {"gold": 1, "found": 0, "right": 0},
    }


@pytest.mark.parametrize(
    ("sources", "source", "verdict"),
    [
        ((MINISTRY,), "x:ministry", "right"),
        ((MINISTRY,), "x:rebels", "wrong"),
        ((MINISTRY,), None, "missed"),
        ((), "x:ministry", "added"),
        ((), None, "agreed"),
        ((REBELS, MINISTRY), "x:rebels", "right"),
        ((REBELS, MINISTRY), "x:ministry", "wrong"),
    ],
)
def test_the_innermost_source_is_judged(sources: tuple[Span, ...], source: str | None, verdict: str) -> None:
    gold, event = noted(sources=sources), found(source=source)
    assert source_verdict(reading((gold,), (event,)), gold, event) == verdict


def test_a_word_before_the_head_is_not_the_source() -> None:
    """ "The" of "The ministry" is no mention of it, nor would "Iran" be of "Iran's ministry"."""
    gold, event = noted(), found()
    whole = reading((gold,), (event,))
    ministry, rebels = whole.entities
    part = replace(whole, entities=(replace(ministry, mentions=(Span(0, 3),)), rebels))
    assert source_verdict(whole, gold, event) == "right"
    assert source_verdict(part, gold, event) == "wrong"


def test_the_same_class_is_paired_first(classes: Mapping[str, EventClass]) -> None:
    gold = (noted(class_name="Killing"), noted())
    events = (found(), found(class_name="Killing"))
    assert [(n.class_name, e.class_) for n, e in pair_events(gold, events, classes)] == [
        ("Killing", "Killing"), ("Shelling", "Shelling"),
    ]  # fmt: skip


def test_reports_that_deny_are_left_out() -> None:
    text = TEXT.replace("said", "deny")
    denial = Span(13, 17)
    gold = (noted(trigger=denial, class_name="Denial"), noted())
    kept = without_denials(text, reading(gold, (found(trigger=denial, class_name="Refusal"), found())))
    assert [e.trigger for e in kept.gold] == [e.trigger for e in kept.found] == [SHELLED]
    refusal = reading((noted(trigger=ODESA, class_name="Denial"),), ())
    assert without_denials(text, refusal).gold == refusal.gold


def test_sentences_are_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text(
        "@ own-1\nThe defence ministry said on Tuesday that rebels had shelled Odesa.\n"
        "- shelled | Shelling | actor=rebels | recipient=Odesa | source=The defence ministry | certain + past\n\n"
        "@ own-2\nThe festival was a success.\n"
    )
    (tmp_path / "corpora").mkdir()
    result: Figures = evaluate_claims(load_pipeline(), path, tmp_path / "corpora")
    assert (result["sentences"], result["events"]) == (2, 1)
    assert result["trigger and class"]["recall"] == result["source"]["recall"] == 1.0


def test_unknown_classes_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("@ own-1\nRebels shelled Odesa.\n- shelled | Shelving | certain + past\n")
    with pytest.raises(InputError, match="sentence own-1: Shelving is no class"):
        evaluate_claims(load_pipeline(), path, tmp_path)


def test_the_sentences_for_measuring_are_not_those_for_training(classes: Mapping[str, EventClass]) -> None:
    gold = (ROOT / "benchmarks" / "data" / "claims-dev.txt").read_text(encoding="utf8")
    ids = re.findall(r"^@ (\S+)", gold, re.MULTILINE)
    assert len(set(ids)) == len(ids) == 400
    training = (ROOT / "training" / "data" / "events-voa.txt").read_text(encoding="utf8")
    assert not set(ids) & set(re.findall(r"^@ (\S+)", training, re.MULTILINE))
    assert {line.split("|")[1].strip() for line in gold.splitlines() if line.startswith("- ")} <= classes.keys()


def test_confidence_is_held_against_what_is_right(classes: Mapping[str, EventClass]) -> None:
    right, wrong = reading((noted(),), (found(),)), reading((), (found(),))
    sure = max(c.confidence for c in found().claims)
    part = score_claims([right, wrong], classes)["confidence"]
    assert isinstance(part, Mapping)
    assert part["events"] == 2
    assert part["bins"][0]["right"] == 0.5
    assert part["expected calibration error"] == pytest.approx(abs(sure - 0.5), abs=1e-3)
