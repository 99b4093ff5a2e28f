"""The persons that the gazetteer knows: their names, countries and offices."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ontology.errors import OntologyError
from ontology.gazetteer import Entry, Gazetteer, load_gazetteer
from ontology.gazetteer_people import families, read_people, spellings
from ontology.gazetteer_sources import read_entries
from ontology.iris import normalise

# Names of persons that a region was given. Places are read first: only what is worded as a person's name means one.
NAMESAKES = frozenset({"Ho Chi Minh"})


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def people() -> list[tuple[Entry, list[str]]]:
    countries = {entry.key: entry.country for entry, _ in read_entries([])}
    return [(entry, names["name"]) for entry, names in read_people(countries)]


def called(gazetteer: Gazetteer, name: str) -> list[Entry]:
    """Return the persons whom a name alone tells."""
    found = [n for n in gazetteer.find(name) if n.entry_key.startswith("person/") and n.kind != "family"]
    return [gazetteer.entry(n.entry_key) for n in found]


@pytest.mark.parametrize(
    ("name", "label", "country"),
    [
        ("Putin", "Vladimir Putin", "RUS"),
        ("Zelenskiy", "Volodymyr Zelensky", "UKR"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", "UKR"),
        ("Tayyip Erdoğan", "Recep Tayyip Erdogan", "TUR"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdogan", "TUR"),
        ("Netanyahu", "Benjamin Netanyahu", "ISR"),
        ("Ayatollah Ali Khamenei", "Ali Khamenei", "IRN"),
        ("Kim Jong Un", "Kim Jong-un", "PRK"),
        ("Qaddafi", "Muammar Gaddafi", "LBY"),
        ("von der Leyen", "Ursula von der Leyen", None),
        ("António Guterres", "Antonio Guterres", None),
        ("Hassan Nasrallah", "Hassan Nasrallah", "LBN"),
        ("Hemedti", "Mohamed Hamdan Dagalo", "SDN"),
    ],
)
def test_person_of_a_name(gazetteer: Gazetteer, name: str, label: str, country: str | None) -> None:
    (entry,) = called(gazetteer, name)
    assert (entry.type, entry.label, entry.country, entry.codes, entry.same_as) == ("Person", label, country, {}, ())


def test_entry_of_a_person(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry("person/boris-yeltsin")
    assert (entry.body, entry.offices) == ("state/RUS", ("president 1991-1999",))
    assert gazetteer.entry("person/kofi-annan").body == "org/united-nations"


def test_family_names_of_several_leaders_tell_nobody(gazetteer: Gazetteer) -> None:
    for name in ("Bush", "Kim", "Castro", "Aliyev", "Assad", "Sharif", "Clinton", "Kirchner", "May"):
        assert not called(gazetteer, name), name
        assert any(n.kind == "family" for n in gazetteer.find(name)), name


@pytest.mark.parametrize(
    ("names", "country", "expected"),
    [
        (["John Kerry"], "USA", ["Kerry"]),
        (["Kim Jong-un"], "PRK", ["Kim"]),
        (["Staffan de Mistura"], None, ["de Mistura"]),
        (["Abdel Fattah al-Sisi"], "EGY", ["al-Sisi", "Sisi"]),
        (["Vladimir Putin", "Putin"], "RUS", []),
        (["Hemedti"], "SDN", []),
    ],
)
def test_family_names(names: list[str], country: str | None, expected: list[str]) -> None:
    assert families(names, country) == expected


def test_there_are_many_and_each_is_there_once(people: list[tuple[Entry, list[str]]]) -> None:
    assert len(people) > 2000
    keys = Counter(entry.key for entry, _ in people)
    assert [key for key, count in keys.items() if count > 1] == []
    assert [key for key in keys if not re.fullmatch(r"person/[a-z0-9]+(-[a-z0-9]+)*", key)] == []
    labels = [normalise(entry.label) for entry, _ in people]
    assert [label for label in labels if not label.isascii()] == []


def test_a_name_means_one_person(people: list[tuple[Entry, list[str]]]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry, names in people:
        for name in names:
            owners[normalise(name)].add(entry.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_offices_have_years_in_order(people: list[tuple[Entry, list[str]]]) -> None:
    for entry, _ in people:
        for office in entry.offices:
            years = [(int(a), int(b)) for a, b in re.findall(r"(\d{4})-(\d{4})", office)]
            assert all(a < b for a, b in years), (entry.label, office)
            assert years == sorted(years), (entry.label, office)
            assert not re.search(r"[*/_]", office), (entry.label, office)


def test_countries_are_states(gazetteer: Gazetteer, people: list[tuple[Entry, list[str]]]) -> None:
    states = {key[6:] for key in gazetteer if key.startswith("state/")}
    assert {entry.key for entry, _ in people if entry.country is not None and entry.country not in states} == set()
    assert {gazetteer.entry(entry.body).country == entry.country for entry, _ in people if entry.body} == {True}
    assert len({entry.country for entry, _ in people}) > 190


def test_no_name_is_a_state_or_region(gazetteer: Gazetteer, people: list[tuple[Entry, list[str]]]) -> None:
    for name in {name for _, names in people for name in names} - NAMESAKES:
        others = [n.entry_key for n in gazetteer.find(name) if not n.entry_key.startswith("person/")]
        assert all(key.startswith("place/") for key in others), (name, others)
        assert all(key[6:].isdigit() for key in others), (name, others)


def test_a_person_comes_after_every_place(gazetteer: Gazetteer) -> None:
    keys = [n.entry_key for n in gazetteer.find("Obama")]
    assert keys[0].startswith("place/")
    assert keys[-1] == "person/barack-obama"


def test_spellings() -> None:
    assert spellings("Ann/Anna *van_Dorn/Dorn, A. Dorn") == [
        "Ann van Dorn", "Ann Dorn", "Anna van Dorn", "Anna Dorn", "A. Dorn", "van Dorn", "Dorn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('<state/AAA> sr:person "Ann Dorn" .', "not of the form"),
        ('<state/ZZZ> sr:person "Ann Dorn: president" .', "no state or organisation"),
        ('<state/AAA> sr:other "Ann Dorn: president" .', "is not sr:person"),
    ],
)
def test_malformed_person(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "people.ttl"
    prefixes = "@base <https://w3id.org/sitrep/gazetteer/> . @prefix sr: <https://w3id.org/sitrep/ontology#> .\n"
    path.write_text(prefixes + line)
    with pytest.raises(OntologyError, match=message):
        list(read_people({"state/AAA": "AAA"}, path))
