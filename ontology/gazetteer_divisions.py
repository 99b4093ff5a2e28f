"""First-level divisions of states: names from pycountry, points and English names from the package iso3166-2.

GeoNames and ISO 3166-2 number divisions differently, and no package has both codes. They are matched by where they
are: a code of GeoNames is read as the division that lies nearest to the middle of its cities, if none of either kind
is nearly as near, and if its largest city has no other division's name. What is not clear is left out.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pycountry
from rapidfuzz.distance import OSA

from ontology.errors import OntologyError
from ontology.gazetteer_cities import read_countries
from ontology.gazetteer_entry import City, Entry, Named
from ontology.gazetteer_index import fold, skeleton, stem

_CLEAR = 1.5  # the next division must be so many times as far
_UNLIKE = 1.6  # of more codes to a division, or less, the two lists are of different levels
_ALIKE = 0.5  # an English name is like the official one; epithets ("Golden State") are not
_ENGLISH = re.compile(r"\s*([^,()\[\]]+?)\s*\(eng\)")
_REMARK = re.compile(r"\s*[\[(†].*")  # "Wales [Cymru GB-CYM]"
_PLAIN = re.compile(r"[A-Za-z ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A first-level division of a state, by its ISO 3166-2 code.

    `names` are the official one, then English ones; `point` is (longitude, latitude) in degrees.
    """

    code: str
    country: str
    names: tuple[str, ...]
    point: tuple[float, float]

    @property
    def plain(self) -> str:
        """The official name if an English text could have it, else the first English one if there is one."""
        official = _REMARK.sub("", self.names[0])
        return official if len(self.names) == 1 or _PLAIN.fullmatch(official) else self.names[1]

    def named(self) -> Named:
        """Return the division as an entry with its names."""
        entry = Entry(
            key=f"place/{self.code}",
            type="Place",
            label=self.names[0],
            country=self.country,
            codes={"iso3166-2": self.code},
            point=self.point,
            source="pycountry, iso3166-2",
            same_as=(),
        )
        return entry, {"name": list(self.names)}


def read_divisions(cities: Iterable[City], without: Container[str] = ()) -> list[Division]:
    """Read the first-level divisions of all states but some (alpha-3), by code; raises OntologyError."""
    known: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        if not city.minor:
            known[city.country].update(map(fold, (city.name, *city.alternates)))
    alpha3 = {country["iso"]: country["iso3"] for country in read_countries() if country["iso3"] not in without}
    details = _read_details()
    found = []
    for division in sorted(pycountry.subdivisions, key=lambda division: division.code):
        about = details.get(division.country_code, {}).get(division.code)
        if division.parent_code or division.country_code not in alpha3 or about is None:
            continue
        latitude, longitude = map(float, about["latLng"])
        country = alpha3[division.country_code]
        names = (division.name, *_english(division.name, about["localOtherName"] or "", known[country]))
        found.append(Division(code=division.code, country=country, names=names, point=(longitude, latitude)))
    return found


def _read_details() -> dict[str, dict[str, dict[str, Any]]]:
    # Importing the package would import an HTTP client, which nothing here needs.
    spec = find_spec("iso3166_2")
    path = Path(spec.origin).with_name("iso3166-2.json") if spec and spec.origin else Path("iso3166-2.json")
    try:
        found: dict[str, dict[str, dict[str, Any]]] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path}: cannot read the divisions of states ({error!r}); install iso3166-2") from error
    return found


def _english(name: str, others: str, cities: Container[str]) -> Iterator[str]:
    """Yield the English names of a division: those like its official one, or that a city of its state has."""
    official = stem(fold(name))
    for other in _ENGLISH.findall(others):
        folded = stem(fold(other))
        like = OSA.normalized_similarity(official, folded) >= _ALIKE
        like |= OSA.normalized_similarity(skeleton(official), skeleton(folded)) >= _ALIKE
        if other != name and not other.isupper() and (like or folded in cities):
            yield other


def match_codes(divisions: Iterable[Division], cities: Iterable[City]) -> dict[tuple[str, str], Division]:
    """Return the divisions that GeoNames' codes stand for, by alpha-3 code and GeoNames' code.

    Three quarters of all cities get one. Where another source names the division too, one city in 900 is elsewhere.
    """
    by_country: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        by_country[division.country].append(division)
    groups: dict[str, dict[str, list[City]]] = defaultdict(lambda: defaultdict(list))
    for city in cities:
        if city.admin1:
            groups[city.country][city.admin1].append(city)
    return {
        (country, admin1): division
        for country, group in groups.items()
        for admin1, division in _match(by_country[country], group).items()
    }


def _match(divisions: Collection[Division], groups: Mapping[str, list[City]]) -> dict[str, Division]:
    if not 1 / _UNLIKE <= len(divisions) / len(groups) <= _UNLIKE:
        return {}
    names = {d.code: {stem(fold(name)) for name in d.names} for d in divisions}
    middles = {admin1: _middle(cities) for admin1, cities in groups.items()}
    found = {}
    for admin1, middle in middles.items():
        nearest = sorted((_distance(middle, division.point), division.code) for division in divisions)
        division = next(division for division in divisions if division.code == nearest[0][1])
        back = sorted((_distance(other, division.point), key) for key, other in middles.items())
        seat = max(groups[admin1], key=lambda city: city.population)
        own = {stem(fold(name)) for name in (seat.name, *seat.alternates)}
        if back[0][1] != admin1:
            continue
        clear = _is_clear(nearest) and _is_clear(back)
        if own & names[division.code] or (clear and not any(own & other for other in names.values())):
            found[admin1] = division
    return found


def _is_clear(distances: list[tuple[float, str]]) -> bool:
    return len(distances) == 1 or distances[1][0] >= _CLEAR * distances[0][0]


def _middle(cities: Collection[City]) -> tuple[float, float]:
    count = len(cities)
    return sum(city.longitude for city in cities) / count, sum(city.latitude for city in cities) / count


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the angle between two points in radians, by the haversine formula."""
    (longitude, latitude), (longitude2, latitude2) = (tuple(map(radians, point)) for point in (one, other))
    across = cos(latitude) * cos(latitude2) * sin((longitude2 - longitude) / 2) ** 2
    return 2 * asin(min(1.0, sqrt(sin((latitude2 - latitude) / 2) ** 2 + across)))
