"""What a place's name can denote, with how likely each reading is before a text is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, log10, radians, sin
from typing import Literal

from rapidfuzz.distance import OSA

from ontology.gazetteer import Entry, Gazetteer
from ontology.iris import normalise

Level = Literal["state", "region", "area", "city"]
Vector = tuple[float, float, float]

_LARGEST = 4.0  # common logarithm of the thousands of inhabitants from which size tells no more
_UNKNOWN = 2000  # inhabitants taken for granted where GeoNames has no figure: it lists no hamlet without one
_SMALL = 5000  # inhabitants below which a place is named only where the text leads to it
_SEAT = 1.7  # common logarithm of the thousands of inhabitants of a city by whose name its division may go
_SHORTEST = 5  # letters of a name that may be a misspelt one
_ALIKE = 0.85  # share of the letters that a misspelt city's name has right
_FEW = 0.8  # and that of a state or division, of which there are not so many
_KINDS = frozenset(
    {"city", "town", "province", "state", "region", "oblast", "governorate", "territory", "district", "island"}
)  # words of a name that the gazetteer may lack: "Bali island"
_MOST = 60  # readings of a name that are weighed
DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "northeast", "northwest",
     "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "central", "downtown",
     "greater"}
)  # fmt: skip
_ADDED = ("al ", "ar ", "as ", "ash ", "at ", "az ", "an ", "ad ", "el ", "ed ", "north ", "south ", "east ", "west ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name can denote.

    `size` is the common logarithm of a city's thousands of inhabitants, 0 for other levels; `main` is true where the
    name is the one that the gazetteer calls the place by; `likeness` is 1 for a name as the gazetteer has it, less for
    one spelt alike; `at` is its place on the unit sphere; `division` is the key of the first-level division that it
    lies in or is, `seat` that of the state whose seat of government it is; `former` says when it had the name, where it
    has it no longer.
    """

    entry: Entry
    level: Level
    size: float
    small: bool
    main: bool
    likeness: float
    at: Vector | None
    division: str | None = None
    seat: str | None = None
    former: str | None = None


class Candidates:
    """Look-up in the gazetteer, of places by name, each name remembered for the next document."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.similar = gazetteer.similar
        self.find = lru_cache(maxsize=1 << 16)(gazetteer.find)
        self.entry = lru_cache(maxsize=1 << 15)(gazetteer.entry)
        self.named = lru_cache(maxsize=1 << 15)(self._named)
        self.called = lru_cache(maxsize=1 << 15)(self._called)
        self.around = lru_cache(maxsize=1 << 12)(self._around)
        self.of = lru_cache(maxsize=1 << 12)(self._of)
        self._division = lru_cache(maxsize=1 << 13)(self._division_of)

    def _of(self, key: str) -> Candidate:
        """Return the reading that an entry's own name has."""
        return self._candidate(self.entry(key), True, 1.0)

    def _called(self, name: str, called: str | None, is_place: bool) -> tuple[Candidate, ...]:
        """Return the places of a name that a noun may call a city, region or the like.

        Divisions go by the bare name only where nothing else does, or where they are called so; other spellings count
        for what is sure to be a place.
        """
        if called != "region" and name.lower() in DIRECTIONS:
            return ()  # "in the north", whatever provinces of Zambia or Fiji are called
        for spelling in _spellings(name):
            found = self.named(spelling)
            if spelling != name:  # "East Mosul" is Mosul, but "east Bosnia" is not Bosnia
                found = tuple(c for c in found if c.level in {"city", "area"} or called == "region")
            if called == "region" or not found:
                found = tuple({c.entry.key: c for c in (*found, *self._divisions(spelling))}.values())
            if found:
                return found
        return self._alike(name) if is_place else ()

    def _around(self, name: str) -> tuple[Candidate, ...]:
        """Return what a part of a state or division is part of: "eastern Bosnia"."""
        first, _, rest = name.partition(" ")
        return tuple(c for c in self.named(rest) if c.level != "city") if rest and first.lower() in DIRECTIONS else ()

    def _division_of(self, country: str | None, name: str) -> str | None:
        """Return the key of a country's first-level division by its name."""
        for reading in (*self.find(name), *self.find(f"{name} province")):
            entry = self.entry(reading.entry_key)
            if entry.country == country and "iso3166-2" in entry.codes:
                return entry.key
        return None

    def _candidate(self, entry: Entry, main: bool, likeness: float) -> Candidate:
        level = level_of(entry)
        people = entry.population or _UNKNOWN
        division = entry.key if level == "region" else None
        if entry.admin1 is not None:
            division = self._division(entry.country, entry.admin1)
        return Candidate(
            entry=entry,
            level=level,
            size=min(log10(max(people, 1000) / 1000), _LARGEST) if level == "city" else 0.0,
            small=level == "city" and people < _SMALL,
            main=main,
            likeness=likeness,
            at=None if entry.point is None else sphere(*entry.point),
            division=division,
        )

    def _named(self, name: str) -> tuple[Candidate, ...]:
        """Return the places and states of a name, the gazetteer's first choice first."""
        found: dict[str, Candidate] = {}
        folded = normalise(name).removeprefix("the ")
        capitals: dict[str | None, str] = {}
        for reading in self.find(name):
            entry = self.entry(reading.entry_key)
            if reading.kind == "capital":
                capitals[entry.country] = entry.key
            elif entry.type in {"State", "Place"} and reading.kind in {"name", "acronym"}:
                main = entry.type == "State" or normalise(entry.label) == folded
                candidate = self._candidate(entry, main, 1.0)
                if periods := ", ".join(former.period for former in entry.former if normalise(former.name) == folded):
                    candidate = replace(candidate, former=periods)
                found.setdefault(entry.key, candidate)
                if len(found) == _MOST:
                    break
        for country, state in capitals.items():
            cities = [c for c in found.values() if c.level == "city" and c.entry.country == country]
            if cities:  # of two of the name, Delhi and New Delhi, the one that is called so
                capital = next((c for c in cities if c.main), cities[0])
                found[capital.entry.key] = replace(capital, seat=state)
        return tuple(found.values())

    def _divisions(self, name: str) -> tuple[Candidate, ...]:
        """Return the first-level divisions of a name that a text calls a province, region or the like.

        A division may go by the name of a city in it: "Basra province" is that of the city Basra.
        """
        found: dict[str, Candidate] = {}
        for reading in self.find(f"{name} province"):
            entry = self.entry(reading.entry_key)
            if reading.kind == "name" and "iso3166-2" in entry.codes:
                found.setdefault(entry.key, self._candidate(entry, True, 1.0))
        for city in self.named(name):
            if city.division is not None and city.level == "city" and city.size >= _SEAT:
                found.setdefault(city.division, self._candidate(self.entry(city.division), True, 1.0))
        return tuple(found.values())

    def _alike(self, name: str) -> tuple[Candidate, ...]:
        """Return places whose names are spelt much like a name."""
        folded = normalise(name)
        if len(folded) < _SHORTEST:
            return ()
        found: list[Candidate] = []
        for reading in self.similar(name):
            entry = self.entry(reading.entry_key)
            if entry.type in {"Place", "State"} and reading.kind == "name":
                words = normalise(entry.label).split()
                spelt = (" ".join(words), " ".join(words[: folded.count(" ") + 1]))  # "Zhejiang Sheng" is Zhejiang
                likeness = max(OSA.normalized_similarity(folded, known) for known in spelt)
                if likeness >= (_ALIKE if level_of(entry) == "city" else _FEW):
                    found.append(self._candidate(entry, False, likeness))
        return tuple(found)


def _spellings(name: str) -> Iterator[str]:
    """Yield a name, and the name without what texts add to it: "Bali island", "al-Raqqa"."""
    yield name
    bare = " ".join(word for word in name.split() if word.lower() not in _KINDS)
    if bare and bare != name:
        yield bare
    folded = normalise(bare)
    yield from (bare[len(added) :] for added in _ADDED if folded.startswith(added) and len(bare) > len(added))


def level_of(entry: Entry) -> Level:
    """Return what kind of place an entry is; an area is what is no division of a state: a sea, a disputed land."""
    if entry.type == "State":
        return "state"
    if "geonames" in entry.codes:
        return "city"
    return "region" if "iso3166-2" in entry.codes else "area"


def sphere(longitude: float, latitude: float) -> Vector:
    """Return the point of the unit sphere at a longitude and latitude in degrees."""
    east, north = radians(longitude), radians(latitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)
