"""What the gazetteer holds: entries, names, and the cities before they are entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["name", "demonym", "capital", "government", "acronym", "family"]

GEONAMES = "GeoNames"
_GEONAMES = "https://sws.geonames.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way to read a name: the entry that it denotes and how it denotes it.

    `name` is its own name, `demonym` its people or adjective, `capital` its seat of government as a city,
    `government` a building or office that stands for its government, `acronym` a case-sensitive abbreviation, `family`
    the family name of a person whom it does not tell from others.
    """

    entry_key: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name that an entry had, and has no longer.

    `since` and `until` are years or dates (1989, 1989-06, 1989-06-18); None where not known.
    """

    name: str
    since: str | None = None
    until: str | None = None

    @property
    def period(self) -> str:
        """When it was the name, in words: "1924-1991", "until 1989"."""
        if self.since and self.until:
            return f"{self.since}-{self.until}"
        return f"until {self.until}" if self.until else f"since {self.since}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A state, organisation, place, person or kind of weapon that the gazetteer knows.

    `type` is an entity class of the ontology; `country` the alpha-3 code of the state that it is or belongs
    to, and `countries` those of all states that it is active in where there are several; `codes` identifiers by
    scheme (iso3166-1-alpha-3, iso3166-2, iso3166-3, geonames); `point` (longitude, latitude) in degrees;
    `classes` semantic classes beyond what the type implies (Media, Government, Force, Group). Of a person, `body`
    is the key of the state or organisation that it acts for, and `offices` say what it was there and when
    ("president 2001-2009"). Of a city, `population` is 0 where unknown, and `admin1` the name of its first-level
    division. `source` says in words where the facts are from, `former` names are among those that `find` knows.
    """

    key: str
    type: str
    label: str
    country: str | None
    codes: Mapping[str, str]
    point: tuple[float, float] | None
    source: str = ""
    same_as: tuple[str, ...]
    classes: tuple[str, ...] = ()
    body: str | None = None
    offices: tuple[str, ...] = ()
    population: int = 0
    admin1: str | None = None
    countries: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()


class City(NamedTuple):
    """A populated place of GeoNames; a tuple, because there are hundreds of thousands.

    `admin1` is GeoNames' code of its first-level division, in which one country's codes differ; `minor` places have
    less than 5,000 inhabitants and are no seat of a division.
    """

    geonameid: int
    name: str
    country: str
    longitude: float
    latitude: float
    population: int
    alternates: tuple[str, ...] = ()
    admin1: str = ""
    minor: bool = False
    source: str = GEONAMES
    former: tuple[FormerName, ...] = ()

    def entry(self, admin1: str | None = None) -> Entry:
        """Return the city as an entry, in a division of that name."""
        return Entry(
            key=f"place/{self.geonameid}",
            type="Place",
            label=self.name,
            country=self.country,
            codes={"geonames": str(self.geonameid)},
            point=(self.longitude, self.latitude),
            source=self.source,
            same_as=(f"{_GEONAMES}{self.geonameid}/",),
            population=self.population,
            admin1=admin1,
            former=self.former,
        )


Named = tuple[Entry, Mapping[Kind, list[str]]]
