"""The table of measures is whole, and its mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import OntologyError
from ontology.event_types import load_event_types
from ontology.measures import KINDS, load_measure_terms

HEADER = "@prefix sr: <https://w3id.org/sitrep/ontology#> .\n"


def test_the_table_names_known_classes_and_kinds() -> None:
    terms = load_measure_terms(load_event_types().classes)
    assert terms.roles["Deployment"] == {"theme": "strength"}
    assert {kind for roles in terms.roles.values() for kind in roles.values()} <= {*KINDS, "casualties"}
    assert terms.casualties["die"] == {"subject": "killed"}
    assert terms.currencies["$"] == "USD"
    assert terms.currencies["rupee"] == "rupee"
    assert "ton" in terms.portions


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('sr:Dance sr:measures "actor=strength" .', "Dance is no event class"),
        ('sr:Attack sr:measures "actor=height" .', "measures has actor=height"),
        ('sr:Attack sr:measures "dancer=strength" .', "measures has dancer=strength"),
        ('sr:Attack sr:measures "result=killed" .', "measures has result=killed"),
        ('sr:Words a sr:CasualtyWords ; sr:measure "killed" ; sr:counts "all" ; sr:lemmas "die" .', "counts 'all'"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / "measures.ttl").write_text(HEADER + body)
    with pytest.raises(OntologyError, match=message):
        load_measure_terms(["Attack"], tmp_path)
