"""What tells an entity in any document."""

from __future__ import annotations

import pytest

from ingest.layers import Referent
from ingest.namesakes import Institution, institution, is_telling
from ontology.lexicon import Lexicon, load_lexicon
from ontology.units import load_unit_terms


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("type_", "label", "country", "telling"),
    [
        ("Person", "Anna Kowal", None, True),
        ("Person", "Kowal", "POL", False),
        ("Organization", "Defence Ministry", None, False),
        ("Organization", "Defence Ministry", "PER", True),
        ("Organization", "Ruritanian Relief Fund", None, True),
        ("Organization", "NLA", None, False),
        ("Organization", "UNREMI", None, True),
        ("Place", "Al-Salam", None, False),
        ("MilitaryUnit", "3rd Brigade", None, False),
        ("MilitaryUnit", "Golan Brigade", None, True),
        ("Weapon", "T-90", None, True),
    ],
)
def test_names_that_tell(lexicon: Lexicon, type_: str, label: str, country: str | None, telling: bool) -> None:
    assert is_telling(Referent(type=type_, label=label, country=country), lexicon, load_unit_terms()) is telling


def is_state(words: str, country: str) -> bool:
    return words.lower() in {"peru", "peruvian", "republic of peru"} and country == "PER"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Peru's defence ministry", "defence ministry"),
        ("Peruvian parliament", "parliament"),
        ("Peruvian Security Forces", "security forces"),
        ("its troops", "armed forces"),
        ("Peruvian soldiers", "armed forces"),
        ("Peruvian air force", "air force"),
        ("Peruvian government", ""),
        ("Government", ""),
        ("Fujimori regime", ""),
    ],
)
def test_what_a_state_has_one_of(lexicon: Lexicon, label: str, name: str) -> None:
    for described in (True, False):
        referent = Referent(type="Organization", label=label, country="PER", described=described)
        assert institution(referent, lexicon, is_state) == Institution(name, "PER")


@pytest.mark.parametrize(
    "label",
    ["thousands of Peruvian troops", "Two Peruvian soldiers", "1,500 Peruvian soldiers", "elite Peruvian troops",
     "Peruvian police chief", "Metropolitan Police", "Chilean troops"],
)  # fmt: skip
def test_counted_and_narrower_groups_are_their_own(lexicon: Lexicon, label: str) -> None:
    referent = Referent(type="Force", label=label, country="PER", described=True)
    assert institution(referent, lexicon, is_state) is None


def test_institutions_need_a_country(lexicon: Lexicon) -> None:
    assert institution(Referent(type="Force", label="the army", described=True), lexicon, is_state) is None
