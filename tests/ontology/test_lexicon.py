"""Semantic classes of nouns."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import OntologyError
from ontology.lexicon import Lexicon, load_lexicon

HEADER = """@prefix sr: <https://w3id.org/sitrep/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("lemma", "classes"),
    [
        ("soldier", {"Force", "Group", "Agent"}),
        ("troops", {"Force"}),
        ("Police", {"Police", "Force", "Government"}),
        ("ambassador", {"Diplomat", "Official", "Person", "Agent"}),
        ("treaty", {"Agreement"}),
        ("howitzer", {"HeavyWeapon", "Weapon"}),
        ("drone", {"Drone", "Weapon", "Aircraft", "Platform"}),
        ("hospital", {"Building", "Facility", "Place"}),
        ("talks", {"Talks"}),
    ],
)
def test_a_noun_has_its_classes_and_all_above(lexicon: Lexicon, lemma: str, classes: set[str]) -> None:
    assert classes <= lexicon.classes_of(lemma)


def test_an_unlisted_noun_has_none(lexicon: Lexicon) -> None:
    assert lexicon.classes_of("umbrella") == frozenset()


def test_there_are_many_hundred_nouns(lexicon: Lexicon) -> None:
    assert len(lexicon.lemmas) > 1500


def test_entity_types_widen(lexicon: Lexicon) -> None:
    assert lexicon.widen("MilitaryUnit") == {"MilitaryUnit", "Force", "Group", "Agent"}
    assert lexicon.widen("State") == {"State", "Agent", "Place"}
    assert lexicon.widen("Nowhere") == {"Nowhere"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('sr:Fruit a sr:SemanticClass ; sr:lemmas "apple, pear, apple" .', "Fruit lists apple twice"),
        ("sr:Fruit a sr:SemanticClass ; skos:broader sr:Plant .", "Plant above Fruit is no sr:SemanticClass"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / "lexicon.ttl").write_text(HEADER + body)
    with pytest.raises(OntologyError, match=message):
        load_lexicon(tmp_path)
