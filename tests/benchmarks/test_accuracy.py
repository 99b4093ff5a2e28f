"""The page of all figures, made of measures that are made here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import accuracy
from benchmarks.accuracy import main_figures, measure_all, report
from benchmarks.catalogue import Figure, Measure, create_catalogue
from ontology.errors import InputError

MACHINE: Mapping[str, Any] = {
    "processor": "a processor", "cores": 2, "software": {"sitrep": "1.0", "numpy": "2"}, "model": "0123456789abcdef01",
}  # fmt: skip
RESULT = {
    "f1": 0.5, "f1, 95 % interval": [0.4, 0.6], "gold": 1200, "wrong": ["a sentence of a corpus"],
    "given": {"exact": 0.25}, "given, 95 % interval": {"exact": [0.2, 0.3]},
    "by type": {"A": {"f1": 1.0}, "B": {"f1": 0.0}},
}  # fmt: skip
FIGURES = (
    Figure(name="F1", path=("f1",), items=("gold",), target=0.4),
    Figure(name="at most", path=("f1",), items=("gold",), target=0.4, most=True),
    Figure(name="exact", path=("given", "exact"), items=("gold",)),
)
MADE = Measure(
    name="made", title="Made here", command="sitrep evaluate made $GOLD/made.tsv", files=("$GOLD/made.tsv",),
    gold="Made up.", tuned="no", figures=FIGURES,
    run=lambda _, at: {**RESULT, "read": at("$GOLD/made.tsv").read_text()},
)  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the data of the measure; no pipeline is loaded."""
    monkeypatch.setattr(accuracy, "_pipeline", lambda: None)
    (tmp_path / "made.tsv").write_text("read")
    return tmp_path


def test_figures_have_interval_items_and_target(gold: Path) -> None:
    entries = measure_all([MADE], {"gold": gold}, {}, [])
    rows = main_figures([MADE], entries)
    assert [(row["value"], row["interval"], row["items"], row["met"]) for row in rows] == [
        (0.5, [0.4, 0.6], 1200, True), (0.5, [0.4, 0.6], 1200, False), (0.25, [0.2, 0.3], 1200, None),
    ]  # fmt: skip
    assert entries["made"]["result"]["read"] == "read"
    page = report([MADE], entries, MACHINE)
    assert "| [Made here](#made-here) | F1 | ≥ 0.4 | 0.500 | 0.400 to 0.600 | 1,200 | yes |" in page
    assert "| [Made here](#made-here) | at most | ≤ 0.4 | 0.500 | 0.400 to 0.600 | 1,200 | no |" in page
    assert "a processor, 2 cores, no GPU; sitrep 1.0, numpy 2" in page
    assert "### By type\n\n|  | f1 |" in page
    assert page == report([MADE], json.loads(json.dumps(entries)), MACHINE)


def test_neither_paths_nor_sentences_get_into_the_files(gold: Path) -> None:
    def fail(_: object, at: Any) -> Any:
        raise InputError(f"{at('$GOLD/made.tsv')}: malformed")

    entries = measure_all([MADE, replace(MADE, name="bad", run=fail)], {"gold": gold}, {}, [])
    written = json.dumps(entries) + report([MADE], entries, MACHINE)
    assert "sentence of a corpus" not in written
    assert str(gold) not in written
    assert entries["bad"] == {"skipped": "$GOLD/made.tsv: malformed"}


def test_what_lacks_its_data_is_left_out_with_the_reason(gold: Path) -> None:
    for folders in ({"gold": gold / "elsewhere"}, {"gold": None}):
        entries = measure_all([MADE], folders, {}, [])
        assert entries["made"] == {"skipped": "$GOLD/made.tsv not there"}
    assert main_figures([MADE], entries) == []
    assert "Not measured: $GOLD/made.tsv not there." in report([MADE], entries, MACHINE)


def test_one_measure_is_taken_and_the_others_kept(gold: Path) -> None:
    other = replace(MADE, name="other")
    entries = measure_all([MADE, other], {"gold": gold}, {"other": {"result": {"f1": 0.1}}}, ["made"])
    assert entries["other"] == {"result": {"f1": 0.1}}
    assert entries["made"]["result"]["f1"] == 0.5
    with pytest.raises(InputError, match="no measure 'none'; there are made, other"):
        measure_all([MADE, other], {"gold": gold}, {}, ["none"])


def test_the_catalogue_is_consistent() -> None:
    measures = create_catalogue()
    assert len({m.name for m in measures}) == len(measures)
    assert len({m.title for m in measures}) == len(measures)
    for measure in measures:
        assert measure.figures, measure.name
        assert len({f.name for f in measure.figures}) == len(measure.figures), measure.name
        assert all(file.startswith(("$", "benchmarks/data/", "training/data/")) for file in measure.files)
        assert measure.command.startswith(("sitrep evaluate ", "python -m benchmarks."))
