"""What relations.ttl says, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ontology.errors import OntologyError
from ontology.event_types import load_event_types
from ontology.relations import load_relations
from ontology.turtle import ONTOLOGY

HEAD = "@prefix sr: <https://w3id.org/sitrep/ontology#> .\n"
TYPES = 'sr:controls a sr:RelationType ; sr:subjectTypes "State" ; sr:objectTypes "Place" ; '


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the vocabulary alone."""
    shutil.copy(ONTOLOGY / "ontology.ttl", tmp_path)
    return tmp_path


def test_every_relation_has_types_and_says_where_it_is_found() -> None:
    known = load_relations(load_event_types().classes)
    worded = {w.relation for cues in known.wordings.values() for found in cues.values() for w in found}
    derived = {rule.relation for rules in known.rules.values() for rule in rules}
    assert set(known.types) == worded | derived
    assert [known.types[name].symmetric for name in ("fightingAgainst", "commands")] == [True, False]
    assert {"alliedWith", "fightingAgainst", "supports", "controls", "locatedIn", "suppliedBy", "uses"} <= derived


def test_wordings_and_rules_are_read(folder: Path) -> None:
    (folder / "relations.ttl").write_text(
        HEAD
        + TYPES
        + 'sr:wordedBy [ sr:noun "ruler, lord" ; sr:slots "self=subject of=object" ; sr:weight 0.5 ] ; sr:followsFrom '
        '[ sr:classes "Capture" ; sr:subjectRoles "actor" ; sr:objectRoles "theme, place" ; sr:weight 0.4 ] .'
    )
    known = load_relations({"Capture"}, folder)
    assert [w.slots for w in known.wordings["noun"]["lord"]] == [{"self": "subject", "of": "object"}]
    (rule,) = known.rules["Capture"]
    assert (rule.subjects, rule.objects, rule.weight) == (("actor",), ("theme", "place"), 0.4)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('sr:wordedBy [ sr:noun "lord" ; sr:slots "of=theme" ; sr:weight 0.5 ] .', "subject, object or both"),
        ('sr:wordedBy [ sr:slots "of=object" ; sr:weight 0.5 ] .', "no words"),
        ('sr:wordedBy [ sr:noun "lord" ; sr:slots "of=object" ; sr:weight 2 ] .', "weight"),
        ('sr:wordedBy [ sr:noun "lord" ; sr:slots "of=object" ; sr:weight 1 ; sr:holds "ever" ] .', "sr:holds"),
        (
            'sr:followsFrom [ sr:classes "Nothing" ; sr:subjectRoles "actor" ; sr:objectRoles "theme" ; sr:weight 1 ].',
            "Nothing",
        ),
    ],
)
def test_what_is_malformed_is_named(folder: Path, body: str, message: str) -> None:
    (folder / "relations.ttl").write_text(HEAD + TYPES + body)
    with pytest.raises(OntologyError, match=message):
        load_relations({"Capture"}, folder)
