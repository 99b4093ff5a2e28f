"""Measure of time expressions, on a small file made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.evaluate_times import evaluate_times, read_gold
from ingest import load_pipeline
from ontology.errors import InputError

GOLD = """# a comment
published\tsentence\texpression\tstart\tend\tgranularity
2024-11-13\tRebels attacked the town on Tuesday.\tTuesday\t2024-11-12\t2024-11-12\tday
2024-11-13\tRebels attacked the port last week.\tlast week\t2024-11-05\t2024-11-10\tweek
2024-11-13\tIt came two days after the summit.\ttwo days after the summit\t\t\tday
\tThe road has been closed since 2014.\tsince 2014\t2014-01-01\t\tyear
2024-11-13\tThe rebels may attack the town.\tmay\t-\t-\t-
2024-11-13\tThey left on Friday.\tFriday\t-\t-\t-
"""
DATA = Path(__file__).parents[2] / "benchmarks" / "data"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A file with right and wrong values."""
    path = tmp_path / "times.tsv"
    path.write_text(GOLD)
    return path


def test_time_measures(gold: Path) -> None:
    result = evaluate_times(load_pipeline(), gold)
    assert (result["expressions"], result["resolvable"], result["no date"]) == (4, 3, 2)
    assert result["found, of those resolvable"] == 1.0
    assert (result["value right"], result["value right, of those found"]) == (0.75, 0.6667)
    assert result["not resolvable, left without value"] == 1.0
    assert result["by granularity"]["week"] == {"expressions": 1, "value right": 0.0}  # type: ignore[index]
    assert result["false, on what is no date"] == 1
    assert [str(line).split("'")[1] for line in result["wrong"]] == ["last week"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line",
    [
        "2024-11-13\tA\tB",
        "2024-11-13\tThey left.\tFriday\t\t\tday",
        "2024-11-13\tThey left today.\ttoday\t2024-13-01\t\tday",
        "2024-11-13\tThey left today.\ttoday\t2024-11-13\t2024-11-13\tmoment",
    ],
)
def test_malformed_gold_names_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "times.tsv"
    path.write_text(f"# a comment\n{line}\n")
    with pytest.raises(InputError, match=r"times\.tsv:2: not a time"):
        read_gold(path)


def test_missing_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give a file of time expressions"):
        read_gold(tmp_path / "none.tsv")


@pytest.mark.parametrize(("name", "least", "none"), [("times-dev.tsv", 300, 30), ("times-held.tsv", 90, 10)])
def test_gold_is_well_formed(name: str, least: int, none: int) -> None:
    gold = read_gold(DATA / name)
    assert len([g for g in gold if g.granularity != "-"]) >= least
    assert len([g for g in gold if g.granularity == "-"]) >= none
    assert all(g.start is None or g.finish is None or g.start <= g.finish for g in gold)
