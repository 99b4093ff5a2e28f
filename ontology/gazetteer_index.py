"""How names are folded, ranked and laid out in the gazetteer's tables.

A name is kept once, as its comparison form (`ontology.iris.normalise`); acronyms are kept as written,
because `US` is a state and `us` is not. A reading of a name is a code, the number entry * WIDTH + kind.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from typing import Any

from ontology.gazetteer_entry import GEONAMES, City, Entry, FormerName, Kind, Named
from ontology.gazetteer_tables import lists, numbers, pack, strings
from ontology.iris import normalise

KINDS: tuple[Kind, ...] = ("name", "demonym", "capital", "government", "acronym", "family")
# Further kinds of code, all of which mean "name": a city under another than its main name, a minor place under its
# main name, and a minor place, one that is not large, or a listed division under another than its main name.
_ALTERNATE, MINOR, _MINOR_ALTERNATE = range(len(KINDS), len(KINDS) + 3)
WIDTH = len(KINDS) + 3
# White space that no comparison form contains marks the names that are looked up in another form.
EXACT, DIVISION = "\x1e", "\x1f"

_TRUSTED = 50_000  # population from which a city's alternate names rank among the names of cities
_DISCOUNT = 8  # an alternate name counts as the main name of a city an eighth as large: Odessa is in Ukraine
_RANK = 1 << 28  # more than any population times the discount
_KNOWN, _CITY, _LISTED, _MINOR_RANK = 5, 4, 3, 0
_LATE = {"Person": 2, "Weapon": 1, "Platform": 1}  # a text's wording must tell that Obama is not the town of that name
_FIELDS = tuple(field.name for field in fields(Entry))[1:]
_REQUIRED = _FIELDS.index("same_as") + 1
_SOURCE, _FORMER = _FIELDS.index("source"), _FIELDS.index("former")

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_Codes = int | tuple[int, ...]


def build_index(
    entries: Iterable[Named],
    cities: Iterable[City] = (),
    divisions: Iterable[Named] = (),
    admin1: Mapping[tuple[str, str], str] | None = None,
) -> bytes:
    """Lay out entries, divisions that only a code list names, and cities.

    `admin1` has the names of first-level divisions by alpha-3 code and GeoNames' code of the division.
    """
    index = _Index()
    for entry, names in entries:
        index.add_entry(entry, names, _LATE.get(entry.type, _KNOWN))
    for entry, names in divisions:
        index.add_entry(entry, names, _LISTED)
    described = len(index.keys)
    for city in cities:
        index.add_city(city, (admin1 or {}).get((city.country, city.admin1)))
    return pack({**index.tables(), "described": numbers([described])})


class _Index:
    """The gazetteer while it is built; `weights` order the entries, the likeliest to be meant highest."""

    def __init__(self) -> None:
        self.keys: list[bytes] = []
        self._weights: list[int] = []
        self._records: list[bytes] = []
        self._codes: dict[str, _Codes] = {}
        self._sources: dict[str, int] = {}

    def add_entry(self, entry: Entry, names: Mapping[Kind, Iterable[str]], rank: int) -> None:
        """Add an entry; those of a higher rank come first, then the one added first."""
        position = self._add(entry.key, write_entry(entry, self._source(entry.source)), (rank + 1) * _RANK - 1)
        for kind, labels in names.items():
            for label in labels:
                # Of a listed division only the official name may precede the names of persons.
                minor = rank == _LISTED and label != entry.label
                code = position * WIDTH + (_MINOR_ALTERNATE if minor else KINDS.index(kind))
                self._put(EXACT + undotted(label) if kind == "acronym" else fold(label), code)
                if "iso3166-2" in entry.codes and kind == "name":
                    self._put(DIVISION + stem(fold(label)), code)

    def add_city(self, city: City, admin1: str | None) -> None:
        """Add a city, in a division of that name."""
        rank = _MINOR_RANK if city.minor else _CITY
        record = [city.name, city.country, city.longitude, city.latitude, city.population, admin1]
        if city.former or city.source != GEONAMES:
            record += [self._source(city.source), [astuple(former) for former in city.former]]
        position = self._add(f"place/{city.geonameid}", _dump(record), rank * _RANK + city.population * _DISCOUNT)
        main = fold(city.name)
        self._put(main, position * WIDTH + (MINOR if city.minor else 0))
        kind = _ALTERNATE if city.population >= _TRUSTED and not city.minor else _MINOR_ALTERNATE
        for alternate in city.alternates:
            if (folded := fold(alternate)) != main:
                self._put(folded, position * WIDTH + kind)

    def _add(self, key: str, record: bytes, weight: int) -> int:
        self.keys.append(key.encode())
        self._records.append(record)
        self._weights.append(weight)
        return len(self.keys) - 1

    def _source(self, source: str) -> int:
        """Return the number of a source, which is kept once."""
        return self._sources.setdefault(source, len(self._sources))

    def _put(self, name: str, code: int) -> None:
        known = self._codes.setdefault(name, code)
        if known != code:
            self._codes[name] = (*known, code) if isinstance(known, tuple) else (known, code)

    def _ranked(self, name: str) -> tuple[int, ...]:
        codes = self._codes[name]
        if isinstance(codes, int):
            return (codes,)
        return tuple(sorted(codes, key=lambda code: -weigh(code, self._weights[code // WIDTH])))

    def tables(self) -> dict[str, bytes]:
        """Return the tables; names and blocks are in order of their bytes."""
        by_bytes = {name.encode(): name for name in self._codes}
        ordered = sorted(by_bytes)
        blocks: dict[str, list[int]] = defaultdict(list)
        for index, name in enumerate(map(by_bytes.__getitem__, ordered)):
            if name[:1] not in (EXACT, DIVISION):
                for block in blocks_of(skeleton(name)):
                    blocks[block].append(index)
        keys = sorted(blocks)
        return {
            **strings("keys", self.keys),
            "order": numbers(sorted(range(len(self.keys)), key=self.keys.__getitem__)),
            "weights": numbers(self._weights),
            "letters": numbers(map(letters, map(by_bytes.__getitem__, ordered))),
            **strings("records", self._records),
            **strings("sources", [source.encode() for source in self._sources]),
            **strings("names", ordered),
            **lists("codes", [self._ranked(by_bytes[name]) for name in ordered]),
            **strings("blocks", [key.encode() for key in keys]),
            **lists("members", [blocks[key] for key in keys]),
        }


def weigh(code: int, weight: int) -> int:
    """Return how likely a reading is, from its code and the weight of its entry."""
    kind = code % WIDTH
    rank, size = divmod(weight, _RANK)
    rank = _MINOR_RANK if kind >= MINOR else rank
    return rank * _RANK + (size // _DISCOUNT if kind in (_ALTERNATE, _MINOR_ALTERNATE) else size)


def kind_of(code: int) -> Kind:
    """Return how a reading denotes its entry."""
    kind = code % WIDTH
    return KINDS[kind] if kind < len(KINDS) else "name"


def write_entry(entry: Entry, source: int) -> bytes:
    """Write what an entry is beside its key, without the defaults at its end; `source` is the number of its source."""
    values: list[Any] = [getattr(entry, name) for name in _FIELDS]
    values[_SOURCE], values[_FORMER] = source, [astuple(former) for former in entry.former]
    while not values[-1] and len(values) > _REQUIRED:
        values.pop()
    return _dump(values)


def read_entry(key: str, record: bytes, sources: Sequence[str]) -> Entry:
    """Read an entry; the inverse of `write_entry`."""
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in json.loads(record)]
    found: dict[str, Any] = dict(zip(_FIELDS, values, strict=False))
    return Entry(key=key, **{**found, "source": sources[found["source"]], "former": _read_former(found.get("former"))})


def read_city(key: str, record: bytes, sources: Sequence[str]) -> Entry:
    """Read the entry of a city."""
    name, country, longitude, latitude, population, admin1, *more = json.loads(record)
    city = City(int(key[6:]), name, country, longitude, latitude, population)
    if more:
        city = city._replace(source=sources[more[0]], former=_read_former(more[1]))
    return city.entry(admin1)


def _read_former(values: Iterable[Sequence[str | None]] | None) -> tuple[FormerName, ...]:
    return tuple(FormerName(name=name or "", since=since, until=until) for name, since, until in values or ())


def _dump(value: object) -> bytes:
    return _ENCODER.encode(value).encode()


_ASCII_FOLDS = str.maketrans("-", " ", ".'`\"")


def fold(name: str) -> str:
    """Return a name's comparison form."""
    # Most of 500,000 names are ASCII, for which the general form costs several times as much.
    if not name.isascii():
        return normalise(name)
    return name.lower() if name.isalpha() else " ".join(name.lower().translate(_ASCII_FOLDS).split())


def undotted(acronym: str) -> str:
    """Return the form in which acronyms are compared."""
    return acronym.replace(".", "")


_DIVISION_WORDS = re.compile(
    r"(?:\b(?:oblast|region|province|governorate|state|district|prefecture|county|krai|kray|republic|respublika|"
    r"autonomous|sheng|zizhiqu|wilayat|department|canton)s?\b|,.*$)"
)


def stem(folded: str) -> str:
    """Return the name of a division without the words for its kind."""
    return " ".join(_DIVISION_WORDS.sub(" ", folded).split()) or folded


# Letters that transliterations exchange are one; vowels, and what is written for their length, are none.
_SOUNDS = str.maketrans("qczwxj", "kksvsg")
_SILENT = str.maketrans("", "", "aeiouyh -,/()&")
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(folded: str) -> str:
    """Return the consonants of a name, as transliterations agree on them."""
    return _DOUBLED.sub(r"\1", folded.replace("ph", "f").translate(_SOUNDS)).translate(_SILENT)


def letters(folded: str) -> int:
    """Return the set of a name's letters as 32 bits; an insertion, deletion or exchange changes two at most."""
    found = 0
    for letter in folded:
        found |= 1 << (ord(letter) & 31)
    return found


def blocks_of(consonants: str) -> Iterator[str]:
    """Yield the blocks in which a name is kept, by its skeleton: that of each half, of long ones."""
    size = len(consonants)
    if size < 4:
        yield consonants
    else:
        yield f"{size}{consonants[: size // 2]}"
        yield f"{consonants[size // 2 :]}{size}"


def blocks_near(consonants: str) -> Iterator[str]:
    """Yield the blocks of the names whose skeletons differ by one consonant at most: it leaves a half as it is."""
    if len(consonants) < 4:
        yield consonants
    for size in range(max(4, len(consonants) - 1), len(consonants) + 2):
        yield f"{size}{consonants[: size // 2]}"
        yield f"{consonants[size // 2 - size :]}{size}"
