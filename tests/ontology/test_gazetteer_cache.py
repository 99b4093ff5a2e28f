"""The gazetteer's file: built once, whole or not at all, never trusted blindly."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ontology.errors import UnknownError
from ontology.gazetteer import City, Entry, FormerName, Gazetteer
from ontology.gazetteer_cache import open_cached
from ontology.gazetteer_index import build_index
from ontology.gazetteer_tables import Buffer

STATE = Entry(
    key="state/AAA", type="State", label="Aland", country="AAA", codes={"x": "é"}, point=(1.0, 2.5), same_as=("u",),
    countries=("AAA", "BBB"), source="a list", former=(FormerName(name="Oldland", until="1989"),),
)  # fmt: skip
PERSON = Entry(
    key="person/a-b", type="Person", label="A B", country=None, codes={}, point=None, same_as=(),
    body="state/AAA", offices=("president 2001-2009",), source="a list",
)  # fmt: skip
CITY = City(7, "Aville", "AAA", 3.0, -4.0, 60_000, ("Abad",), "01")
RENAMED = CITY._replace(geonameid=8, source="GeoNames; a list", former=(FormerName(name="Ctown", since="1900-01-02"),))


def make() -> bytes:
    entries = [(STATE, {"name": ["Aland"]}), (PERSON, {"name": ["A B"]})]
    return build_index(entries, [CITY, RENAMED], (), {("AAA", "01"): "East"})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SITREP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def refuse() -> bytes:
    raise AssertionError("built although it is there")


def same(found: Buffer) -> bool:
    return found[:] == make()


def test_built_once_then_mapped(folder: Path) -> None:
    assert same(open_cached("g", "1", make))
    assert same(open_cached("g", "1", refuse))
    assert [path.name for path in folder.iterdir()] == ["g-1.bin"]


@pytest.mark.parametrize(
    "damage",
    [lambda data: b"", lambda data: data[:20], lambda data: data[:-1], lambda data: data[:99] + b"?" + data[100:]],
)
def test_a_damaged_file_is_built_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    open_cached("g", "1", make)
    path = folder / "g-1.bin"
    path.write_bytes(damage(path.read_bytes()))
    assert same(open_cached("g", "1", make))
    assert path.read_bytes() == make()


def test_files_of_other_versions_do_not_pile_up(folder: Path) -> None:
    for number in range(9):
        open_cached("g", str(number), make)
        os.utime(folder / f"g-{number}.bin", (number, number))
    assert sorted(path.name for path in folder.iterdir()) == [f"g-{number}.bin" for number in (5, 6, 7, 8)]


def test_memory_serves_where_the_folder_cannot_be_written(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert same(open_cached("g", "1", make))


def test_processes_may_start_at_once(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: same(open_cached("g", "1", make)), range(32)))
    assert [path.name for path in folder.iterdir()] == ["g-1.bin"]


@pytest.mark.parametrize("mapped", [True, False])
def test_entries_are_read_as_they_were_written(folder: Path, mapped: bool) -> None:
    gazetteer = Gazetteer(open_cached("g", "1", make) if mapped else make())
    assert gazetteer.entry("state/AAA") == STATE
    assert gazetteer.entry("person/a-b") == PERSON
    assert gazetteer.entry("place/7") == CITY.entry("East")
    assert gazetteer.entry("place/8") == RENAMED.entry("East")
    assert list(gazetteer) == ["state/AAA", "person/a-b", "place/7", "place/8"]
    with pytest.raises(UnknownError, match="no such entry"):
        gazetteer.entry("place/9")


def test_an_empty_gazetteer() -> None:
    gazetteer = Gazetteer.of([])
    assert (len(gazetteer), list(gazetteer), gazetteer.find("x"), gazetteer.similar("x")) == (0, [], (), ())


def test_tables_are_the_same_every_time() -> None:
    assert make() == make()
