"""The annotated sentences fit the ontology, and what measures is not trained on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from api import annotations
from api.annotations import Sentence, read_annotations
from ontology.event_types import SLOTS, load_event_types

ROOT = Path(__file__).parents[2]
TRAINING = sorted((ROOT / "training" / "data").glob("events-*.txt"))
MEASURING = ROOT / "benchmarks" / "data" / "claims-dev.txt"
LONGEST = 150  # words, more than a sentence of the GMB sample has


def ids_of(path: Path) -> list[str]:
    """Return the ids of a file's sentences."""
    return re.findall(r"(?m)^@ (\S+)$", path.read_text(encoding="utf8"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch):
    """Read a file with words of no meaning for the sentences of the GMB sample."""

    def sentences(path: Path) -> Sequence[Sentence]:
        texts = {int(id_[4:]): ["x"] * LONGEST for id_ in ids_of(path) if id_.startswith("voa-")}
        monkeypatch.setattr(annotations, "read_gmb_sentences", lambda _: texts)
        return read_annotations(path, Path("gmb-voa.csv"))

    return sentences


@pytest.mark.parametrize("path", [*TRAINING, MEASURING], ids=lambda path: path.name)
def test_classes_and_roles_are_those_of_the_ontology(path: Path, read) -> None:
    sentences = read(path)
    assert [s.id for s in sentences] == ids_of(path)
    known = load_event_types().classes
    for sentence in sentences:
        for event in sentence.events:
            assert event.class_name in known, f"{path.name}, {sentence.id}: {event.class_name} is no event class"
            assert {role for role, _ in event.roles} <= {*SLOTS}, f"{path.name}, {sentence.id}"


@pytest.mark.parametrize("path", [*TRAINING, MEASURING], ids=lambda path: path.name)
def test_each_sentence_is_there_once(path: Path) -> None:
    ids = ids_of(path)
    assert len(ids) == len(set(ids)) > 0


def test_no_sentence_that_measures_is_trained_on() -> None:
    trained = {id_ for path in TRAINING for id_ in ids_of(path)}
    assert TRAINING
    assert not trained & {*ids_of(MEASURING)}


def test_what_is_annotated_twice_is_in_the_first_annotation_too() -> None:
    once, twice = (ROOT / "training" / "data" / f"events-{name}.txt" for name in ("voa", "voa-twice"))
    assert {*ids_of(twice)} <= {*ids_of(once)}


def test_sentences_of_our_own_differ() -> None:
    texts = [s.text for path in TRAINING for s in read_annotations(path)]
    assert len(texts) == len(set(texts)) > 0
