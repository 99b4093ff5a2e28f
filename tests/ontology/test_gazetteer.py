"""The gazetteer reads names as a newspaper means them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
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
    assert kinds[:2] == [("state", "capital"), ("place", "name")]


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
    small = City(1, "Aland", "AAA", 0.0, 0.0, 10_000, ())
    large = City(2, "Bland", "AAA", 0.0, 0.0, 100_000, ("Aland",))
    gazetteer = Gazetteer.of([(state, {"name": ["Aland"]})], [small, large], [(code, {"name": ["Aland"]})])
    assert [n.entry_key for n in gazetteer.find("aland")] == ["state/AAA", "place/2", "place/1", "place/AA-1"]
    assert gazetteer.find("Aland Province") == (Name(entry_key="place/AA-1", kind="name"),)


def test_minor_places_and_weapons_come_last() -> None:
    person = _entry("person/aland", "Person", {})
    weapon = _entry("weapon/aland", "Platform", {})
    minor = City(1, "Aland", "AAA", 0.0, 0.0, 900, minor=True)
    town = City(2, "Bland", "AAA", 0.0, 0.0, 40_000, ("Aland",))
    city = City(3, "Aland", "AAA", 0.0, 0.0, 6_000)
    names = [(e, {"name": ["Aland"]}) for e in (weapon, person)]
    gazetteer = Gazetteer.of(names, [minor, town, city])
    found = [n.entry_key for n in gazetteer.find("Aland")]
    assert found == ["place/3", "person/aland", "weapon/aland", "place/2", "place/1"]


def test_a_minor_place_does_not_hide_another_reading() -> None:
    state = _entry("state/AAA", "State", {})
    code = _entry("place/AA-1", "Place", {"iso3166-2": "AA-1"})
    minor = [City(n, name, "AAA", 0.0, 0.0, 900, minor=True) for n, name in enumerate(["The Union", "North State"])]
    gazetteer = Gazetteer.of([(state, {"name": ["Union"]}), (code, {"name": ["North"]})], minor)
    assert [n.entry_key for n in gazetteer.find("The Union")] == ["state/AAA", "place/0"]
    assert [n.entry_key for n in gazetteer.find("North State")] == ["place/AA-1", "place/1"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kharkiw", "place/706483"),
        ("Pokrosvk", "place/704422"),
        ("Hezbolah", "org/hezbollah"),
        ("Pyonyang", "state/PRK"),
        ("Volodymir Zelenskij", "person/volodymyr-zelensky"),
        ("Chassiv Yar", "place/710915"),
    ],
)
def test_names_spelled_much_alike(gazetteer: Gazetteer, name: str, key: str) -> None:
    assert gazetteer.similar(name)[0].entry_key == key
    assert len({n.entry_key for n in gazetteer.similar(name, limit=3)}) <= 3


def test_nothing_is_like_these(gazetteer: Gazetteer) -> None:
    for name in ("", " ", "qx", "zzz unheard of", "\ud800", "a" * 10_000):
        assert gazetteer.similar(name) == ()
        assert gazetteer.find(name) == ()


def test_places_of_few_hundred_inhabitants_are_known(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) > 230_000
    entry = gazetteer.entry("place/3038999")
    assert (entry.label, entry.country, entry.population) == ("Soldeu", "AND", 602)


@pytest.mark.parametrize(
    ("key", "division"),
    [
        ("place/538560", "Kursk Oblast"),
        ("place/710915", "Donetsk Oblast"),
        ("place/5128581", "New York"),
        ("place/99072", "Nineveh"),
        ("place/170063", "Aleppo"),
    ],
)
def test_division_of_a_city(gazetteer: Gazetteer, key: str, division: str) -> None:
    assert gazetteer.entry(key).admin1 == division


def test_most_cities_have_a_division(gazetteer: Gazetteer) -> None:
    cities = [gazetteer.entry(key) for key in list(gazetteer)[::50] if key[6:].isdigit()]
    assert sum(city.admin1 is not None for city in cities) / len(cities) > 0.75


def test_divisions_of_a_code_list_have_points_and_english_names(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry(gazetteer.find("Saint Petersburg region")[0].entry_key)
    assert (entry.key, entry.codes) == ("place/RU-SPE", {"iso3166-2": "RU-SPE"})
    assert entry.point is not None
    assert (round(entry.point[0]), round(entry.point[1])) == (30, 60)


def test_threads_share_it(gazetteer: Gazetteer) -> None:
    names = ["Kursk", "Kharkiw", "the Kremlin", "Helmand province"] * 50
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: (gazetteer.find(name), gazetteer.similar(name)), names))
    assert len(set(found)) == 4


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
        gazetteer_sources._read_turtle("x", folder=tmp_path)


def test_files_add_up_and_the_first_country_written_is_the_chief_one(tmp_path: Path) -> None:
    prefixes = '<> <http://purl.org/dc/terms/source> "hand" . @base <https://w3id.org/sitrep/gazetteer/> . '
    prefixes += "@prefix sr: <https://w3id.org/sitrep/ontology#> .\n"
    prefixes += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    (tmp_path / "a.ttl").write_text(prefixes + '<org/x> a sr:Organization ; rdfs:label "X" ; sr:country "MLI", "BFA" .')
    (tmp_path / "b.ttl").write_text(prefixes + '<org/x> a sr:Organization ; rdfs:label "Ex" ; sr:acronym "EX" .')
    (data,) = gazetteer_sources._read_turtle("a", "b", folder=tmp_path).values()
    entry = gazetteer_sources._entry("org/x", data)
    assert (entry.label, entry.country, entry.countries) == ("X", "MLI", ("MLI", "BFA"))
    assert data.names == {"name": ["X", "Ex"], "acronym": ["EX"]}


def test_points() -> None:
    assert read_point("POINT(36.4 51.7)") == (36.4, 51.7)
    with pytest.raises(OntologyError, match="WKT"):
        read_point("LINESTRING(0 0, 1 1)")


def test_loads_quickly(gazetteer: Gazetteer) -> None:
    begin = time.process_time()
    load_gazetteer()
    assert time.process_time() - begin < 1.0  # 0.03 s on a quiet machine; the rest is for busy ones
