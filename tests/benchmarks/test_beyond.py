"""Events beyond the coded one: which they are, and what people judged of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.beyond import Beyond, measure, read_judgments, sample, score, write_beyond
from ingest import load_pipeline
from ontology.errors import InputError

RECORDS = [
    {
        "id": "R-1", "event": "ASSAULT", "eventText": "shelled", "date": "2024-01-02",
        "text": "Rebels shelled Odesa and arrested three officials in Kherson.",
    },
    {"id": "R-2", "event": "ASSAULT", "eventText": "arrested", "text": "The festival was a success."},
]  # fmt: skip
EVENT = Beyond(
    id="a", begin=3, end=7, trigger="shot", type="ASSAULT", class_name="Shooting", participants="actor=B; x=C"
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(RECORDS))
    return path


def test_the_coded_event_is_not_beyond_itself(gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    result = measure(load_pipeline(), gold, tmp_path / "none.tsv", out)
    rows = [line.split("\t") for line in out.read_text().splitlines() if line.startswith("R-")]
    assert [(row[0], row[3], row[4], row[-1]) for row in rows] == [("R-1", "arrested", "COERCE", "")]
    assert "Rebels shelled Odesa and" not in out.read_text()
    assert (result["sentences"], result["events"], result["not judged"]) == (2, 1, 1)
    assert result["wrong or not judged, per sentence"] == 0.5


def test_judgments_are_kept_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "judged.tsv"
    write_beyond(path, [EVENT], {EVENT.key: "wrong", ("b", 1, 2, "Killing"): "right"})
    judgments = read_judgments(path)
    assert judgments == {EVENT.key: "wrong"}
    result = score(["a", "b"], [EVENT], judgments)
    assert (result["wrong"], result["not judged"], result["wrong per sentence"]) == (1, 0, 0.5)
    assert result["wrong per sentence, 95 % interval"] == [0.0, 1.0]


@pytest.mark.parametrize("line", ["a\t1\t2", "a\tx\t2\tshot\tT\tC\t\tright", "a\t1\t2\tshot\tT\tC\t\tmaybe"])
def test_malformed_judgments_name_their_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "judged.tsv"
    path.write_text(f"# a comment\n{line}\n")
    with pytest.raises(InputError, match=r"judged\.tsv:2: not a judgment"):
        read_judgments(path)


def test_the_sample_is_the_same_each_time(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    records = [{"id": f"R-{i:03}", "event": "AID", "text": "x"} for i in range(300)]
    path.write_text(json.dumps(records))
    first = [r["id"] for r in sample(path)]
    path.write_text(json.dumps(records[::-1]))
    assert [r["id"] for r in sample(path)] == first == sorted(first)
    assert len(first) == 100
    with pytest.raises(InputError, match="no gold records"):
        sample(tmp_path / "none.json")
