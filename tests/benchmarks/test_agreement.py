"""Agreement of two annotations of the same sentences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.agreement import SECOND, kappa, measure
from ontology.errors import InputError

FIRST_TEXT = """@ own-1
The ministry said rebels shelled Odesa.
- shelled | Shelling | actor=rebels | place=Odesa | source=The ministry | certain + past
@ own-2
Troops may arrive in Riga.
- arrive | Arrival | actor=Troops | destination=Riga | possible + future
@ own-3
Nothing happened.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two annotations, the second with another class, source and certainty, and a folder without corpora."""
    second = FIRST_TEXT.replace("| Shelling ", "| Bombing ").replace(" | source=The ministry", "")
    second = second.replace("possible + future", "probable + future").partition("@ own-3")[0]
    paths = tmp_path / "first.txt", tmp_path / "second.txt", tmp_path / "corpora"
    paths[0].write_text(FIRST_TEXT)
    paths[1].write_text(second)
    paths[2].mkdir()
    return paths


def test_annotations_are_compared(files: tuple[Path, Path, Path]) -> None:
    result: Mapping[str, Any] = measure(*files)
    assert (result["sentences"], result["events found"]) == (2, 2)
    assert result["trigger"]["f1"] == result["type, of events found"] == result["kappa of types, over words"] == 1.0
    assert result["class, of events found"] == 0.5
    assert (result["source"]["recall"], result["source"]["accuracy"]) == (0.0, 0.5)
    assert result["roles, of events found"]["f1"] == 1.0
    assert (result["certainty"]["accuracy"], result["certainty"]["kappa"]) == (0.5, 0.3333)
    assert (result["polarity"]["accuracy"], result["polarity"]["kappa"]) == (1.0, None)
    assert result["words"] == 11


def test_annotations_of_other_sentences_cannot_be_compared(files: tuple[Path, Path, Path]) -> None:
    files[1].write_text("@ own-9\nNothing happened.\n")
    with pytest.raises(InputError, match="none of its sentences"):
        measure(*files)


def test_kappa_takes_chance_off() -> None:
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(pairs) == 0.4  # the textbook's: agreement 0.7, by chance 0.5
    assert kappa([]) is None
    assert kappa([("a", "a")]) is None


def test_the_second_annotation_is_of_training_sentences() -> None:
    lines = SECOND.read_text(encoding="utf8").splitlines()
    assert sum(line.startswith("@ voa-") for line in lines) >= 150
