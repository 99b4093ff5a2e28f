"""How the numbers of events are scored."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from api.evaluate_measures import evaluate_measures, read_gold
from ingest.layers import Amount, Finding, Measured, register_layers
from ontology.errors import InputError

GOLD = Path(__file__).parents[2] / "benchmarks" / "data" / "measures-dev.tsv"
LINES = """\
# comment
text\ttrigger\tkind\tlow\thigh\tunit
Rebels killed 12 men.\tkilled/raid\tkilled\t12\t12\tman
Rebels killed 12 men.\tkilled\twounded\t3\t-\t-
They met.\t-\t-\t-\t-\t-
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "gold.tsv"
    file.write_text(LINES)
    return file


def pipeline(*measures: Measured) -> Language:
    """Return a pipeline that finds one event with these measures in each text."""
    register_layers()
    nlp = spacy.blank("en")

    @Language.component("given_events")
    def given(doc: Doc) -> Doc:
        event = Finding(
            trigger=1, anchor=1, begin=1, end=2, class_name="Killing", mode=None, slots=(), when=None, score=1.0,
            measures=measures if len(doc) > 3 else (),
        )  # fmt: skip
        doc._.events = (event,)
        return doc

    nlp.add_pipe("given_events")
    return nlp


def measured(kind: str, low: float, high: float | None, unit: str | None) -> Measured:
    return Measured(kind=kind, amount=Amount(low=low, high=high, unit=unit, begin=2, end=3))


def test_what_is_right_and_what_is_missed(path: Path) -> None:
    result = evaluate_measures(
        pipeline(measured("killed", 12, 12, None), measured("wounded", 4, None, None), measured("money", 1, 1, "USD")),
        path,
    )
    assert (result["sentences"], result["measures"], result["events not found"]) == (2, 2, 0)
    assert result["all"] == {
        "precision": 0.3333, "recall": 0.5, "value accuracy": 0.5, "unit accuracy": 0.5, "gold": 2, "found": 3,
    }  # fmt: skip


def test_the_gold_is_whole() -> None:
    gold = read_gold(GOLD)
    assert len(gold) >= 120
    assert all(all(word in text for word in g.triggers) for text, items in gold.items() for g in items)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("A text.\tkilled\tkilled\t12", ":1: not a measure"),
        ("A text.\tkilled\theight\t1\t2\t-", ":1: not a measure"),
        ("A text.\tkilled\tkilled\tmany\t2\t-", "are no bounds"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "gold.tsv"
    file.write_text(line)
    with pytest.raises(InputError, match=message):
        read_gold(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "none.tsv")
