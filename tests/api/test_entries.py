"""What the gazetteer knows of an entity is shown with where it is from."""

from __future__ import annotations

from pathlib import Path

from api.entries import Entries
from api.portrait import portrait_json, read_portrait
from graph.store import Store
from ontology.gazetteer import Entry, FormerName, Gazetteer
from tests.api.identity_records import BASE, GEORGIA, HANNA, NATO, visit

ENTRY = Entry(
    key="state/GEO", type="State", label="Georgia", country="GEO", codes={}, point=None, same_as=(),
    source="a list",
    former=(FormerName(name="Iberia", since="1900", until="1910"), FormerName(name="Ib", until="1900")),
)  # fmt: skip


def make() -> Entries:
    return Entries(BASE, lambda: Gazetteer.of([(ENTRY, {"name": ["Georgia"]})]))


def test_entry_of_an_iri() -> None:
    entries = make()
    assert entries.entry(GEORGIA) == ENTRY
    assert [entries.entry(iri) for iri in (NATO, HANNA, "https://example.org/x")] == [None] * 3


def test_source_and_former_names_of_an_entity(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.replace(visit())
        portrait = read_portrait(store, make(), GEORGIA, limit=5)
    assert portrait is not None
    found = portrait_json(portrait, BASE)
    assert found["source"] == "a list"
    assert found["former_names"] == [
        {"name": "Iberia", "since": "1900", "until": "1910"}, {"name": "Ib", "since": None, "until": "1900"},
    ]  # fmt: skip
