"""The gazetteer as entities of a store: opened when first asked, because most commands need none of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from ontology.errors import UnknownError
from ontology.gazetteer import Entry, Gazetteer, load_gazetteer
from ontology.iris import entry_iri
from ontology.records import Entity


class Entries:
    """What the gazetteer knows, with IRIs below a store's base; `load` raises OntologyError."""

    def __init__(self, base: str, load: Callable[[], Gazetteer] = load_gazetteer) -> None:
        self._start = f"{base}entity/"
        self._base = base
        self._load = load

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return self._load()

    def entry(self, iri: str) -> Entry | None:
        """Return the entry with an IRI, None where it is none of the gazetteer."""
        key = iri.removeprefix(self._start)
        if key == iri or key.startswith("name/"):
            return None
        try:
            return self._gazetteer.entry(key)
        except UnknownError:
            return None

    def entity(self, iri: str) -> Entity | None:
        """Return the entry with an IRI as an entity that nobody mentions, None where it is none of the gazetteer."""
        return None if (entry := self.entry(iri)) is None else self._entity(entry)

    def named(self, name: str) -> list[Entity]:
        """Return the entries of a name, likeliest first.

        Who has it as an acronym, written so, goes before whose own name it is, and they before what it hints at: a
        demonym or a palace tells of a state, but is not what it is called.
        """
        found = self._gazetteer.find(name)
        kinds = ([reading for reading in found if reading.kind == kind] for kind in ("acronym", "name"))
        keys = dict.fromkeys(reading.entry_key for reading in next(filter(None, kinds), found))
        return [self._entity(self._gazetteer.entry(key)) for key in keys]

    def _entity(self, entry: Entry) -> Entity:
        return Entity(
            iri=entry_iri(self._base, entry.key), type=entry.type, label=entry.label, country=entry.country,
            codes=dict(entry.codes), same_as=entry.same_as, point=entry.point, mentions=(),
        )  # fmt: skip
