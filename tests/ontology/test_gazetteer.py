"""The gazetteer reads names as a newspaper means them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ontology import gazetteer_sources
from ontology.errors import OntologyError, UnknownError
from ontology.gazetteer import Entry, Gazetteer, Name, load_gazetteer
from ontology.gazetteer_sources import City, read_point


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [
        ("North Korea", "state/PRK", "name"),
        ("DPRK", "state/PRK", "acronym"),
        ("North Koreans", "state/PRK", "demonym"),
        ("Pyongyang", "state/PRK", "capital"),
        ("ROK", "state/KOR", "acronym"),
        ("the Blue House", "state/KOR", "government"),
        ("Kremlin", "state/RUS", "government"),
        ("Élysée", "state/FRA", "government"),
        ("U.S.", "state/USA", "acronym"),
        ("the United States", "state/USA", "name"),
        ("Britain", "state/GBR", "name"),
        ("British", "state/GBR", "demonym"),
        ("Downing Street", "state/GBR", "government"),
        ("Ivory Coast", "state/CIV", "name"),
        ("Côte d'Ivoire", "state/CIV", "name"),
        ("Burma", "state/MMR", "name"),
        ("Kosovo", "state/XKX", "name"),
        ("Palestinian", "state/PSE", "demonym"),
        ("Taipei", "state/TWN", "capital"),
        ("Kiev", "state/UKR", "capital"),
        ("Soviet", "state/SUN", "demonym"),
        ("Georgia", "state/GEO", "name"),
        ("Pentagon", "org/us-department-of-defense", "name"),
        ("Nato", "org/nato", "name"),
        ("NIS", "org/nis", "acronym"),
        ("Hizbullah", "org/hezbollah", "name"),
        ("Kursk region", "place/RU-KRS", "name"),
        ("Kharkov Oblast", "place/UA-63", "name"),
        ("Helmand province", "place/AF-HEL", "name"),
        ("Gaza", "place/gaza-strip", "name"),
        ("Gazans", "place/gaza-strip", "demonym"),
        ("Kursk", "place/538560", "name"),
        ("Odessa", "place/698740", "name"),
        ("Chasiv Yar", "place/710915", "name"),
    ],
)
def test_first_reading_of_a_name(gazetteer: Gazetteer, name: str, key: str, kind: str) -> None:
    assert gazetteer.find(name)[0] == Name(entry_key=key, kind=kind)  # type: ignore[arg-type]


def test_a_capital_is_also_a_city(gazetteer: Gazetteer) -> None:
    kinds = [(n.entry_key.split("/")[0], n.kind) for n in gazetteer.find("Pyongyang")]
    assert kinds == [("state", "capital"), ("place", "name")]


def test_acronyms_are_case_sensitive(gazetteer: Gazetteer) -> None:
    assert all(n.kind != "acronym" for n in gazetteer.find("us"))
    assert gazetteer.find("zzz unheard of") == ()


def test_larger_cities_come_first(gazetteer: Gazetteer) -> None:
    london = [n.entry_key for n in gazetteer.find("London") if n.entry_key.startswith("place/")]
    assert london[0] == "place/2643743"
    assert len(london) > 1
    islamabad = [n.entry_key for n in gazetteer.find("Islamabad") if n.entry_key.startswith("place/")]
    assert islamabad[0] == "place/1176615"  # not Chattogram, which was once called so


def test_entry_of_a_state(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry("state/PRK")
    assert (entry.type, entry.label, entry.country) == ("State", "North Korea", "PRK")
    assert entry.codes == {"iso3166-1-alpha-3": "PRK", "geonames": "1873107"}
    assert entry.same_as == ("https://sws.geonames.org/1873107/",)
    assert entry.point is not None
    assert (round(entry.point[0]), round(entry.point[1])) == (126, 39)


def test_entry_of_an_organisation_and_a_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.entry("org/kcna").classes == ("Media",)
    assert gazetteer.entry("org/hamas").country == "PSE"
    assert gazetteer.entry("place/RU-KRS").codes == {"iso3166-2": "RU-KRS"}
    assert gazetteer.entry("place/538560").country == "RUS"


def test_every_key_has_an_entry_and_keys_are_unique(gazetteer: Gazetteer) -> None:
    keys = list(gazetteer)
    assert len(keys) == len(set(keys)) == len(gazetteer)
    for key in keys[:: len(keys) // 300]:
        assert gazetteer.entry(key).key == key
    assert {gazetteer.entry(k).type for k in keys if k.startswith("org/")} == {"Organization", "MilitaryUnit"}


@pytest.mark.parametrize("key", ["state/XYZ", "place/1", "place/x", "", "org/"])
def test_unknown_key(gazetteer: Gazetteer, key: str) -> None:
    with pytest.raises(UnknownError, match="no such entry"):
        gazetteer.entry(key)


def test_countries_of_entries_are_states(gazetteer: Gazetteer) -> None:
    states = {gazetteer.entry(k).country for k in gazetteer if k.startswith("state/")}
    curated = (gazetteer.entry(k) for k in gazetteer if not k[6:].isdigit())
    assert {e.key for e in curated if e.country is not None and e.country not in states} == set()


def _entry(key: str, type_: str, codes: dict[str, str]) -> Entry:
    return Entry(key=key, type=type_, label="Aland", country="AAA", codes=codes, point=None, same_as=())


def test_a_name_is_ranked_by_kind_of_entry() -> None:
    state = _entry("state/AAA", "State", {})
    code = _entry("place/AA-1", "Place", {"iso3166-2": "AA-1"})
    small = City(1, "Aland", "AAA", 0.0, 0.0, 10, ())
    large = City(2, "Bland", "AAA", 0.0, 0.0, 1000, ("Aland",))
    gazetteer = Gazetteer([(code, {"name": ["Aland"]}), (state, {"name": ["Aland"]})], [small, large])
    assert [n.entry_key for n in gazetteer.find("aland")] == ["state/AAA", "place/2", "place/1", "place/AA-1"]
    assert gazetteer.find("Aland Province") == (Name(entry_key="place/AA-1", kind="name"),)


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("nonsense", "not valid Turtle"),
        ("<http://example.org/x> a <http://example.org/y> .", "must start with"),
        ("<https://w3id.org/sitrep/gazetteer/org/x> <http://example.org/odd> 1 .", "not one that the gazetteer reads"),
    ],
)
def test_malformed_file(tmp_path: Path, turtle: str, message: str) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(turtle)
    with pytest.raises(OntologyError, match=message):
        gazetteer_sources._read_turtle(path)


def test_points() -> None:
    assert read_point("POINT(36.4 51.7)") == (36.4, 51.7)
    with pytest.raises(OntologyError, match="WKT"):
        read_point("LINESTRING(0 0, 1 1)")


def test_loads_quickly() -> None:
    begin = time.process_time()
    load_gazetteer()
    assert time.process_time() - begin < 2.0  # 0.6 s on a quiet machine; the rest is for busy ones
