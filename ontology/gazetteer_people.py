"""Persons of public life, from `ontology/gazetteer/people.ttl`, where one literal of `sr:person` is one person.

The notation is `names: offices`. Names are separated by commas; in a name `a/b` are spellings of a word, `_` joins
the words of a family name, and `*` marks a word that newspapers write alone. The first spelling is the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from rdflib import DCTERMS
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.gazetteer_sources import GAZETTEER, Entry, Named, source_of
from ontology.iris import normalise
from ontology.turtle import local_name, read_graph

_PATH = Path(__file__).with_name("gazetteer") / "people.ttl"
_NOTATION = re.compile(r"(?P<names>[^:;\n]*\S)\s*:\s*(?P<offices>[^\n]*\S)")
_FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM"})
_ARTICLE = re.compile(r"^(al|el)-(?=.)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def read_people(countries: Mapping[str, str | None], path: Path = _PATH) -> Iterator[Named]:
    """Yield the persons and their names; `countries` are those of the states and organisations by key.

    Raises OntologyError for a subject that is not among them, and for a literal that is not in the notation.
    """
    graph = read_graph([path])
    for subject, predicate, value in sorted(graph, key=_in_order):
        if predicate == DCTERMS.source:
            continue
        key = str(subject).removeprefix(GAZETTEER)
        if local_name(predicate) != "person":
            raise OntologyError(f"{path}: predicate {predicate} is not sr:person; remove it")
        if key not in countries:
            raise OntologyError(f"{path}: {subject} is no state or organisation of the gazetteer; correct it")
        match = _NOTATION.fullmatch(str(value))
        if match is None:
            raise OntologyError(f"{path}: {str(value)!r} is not of the form `names: offices`")
        names = spellings(match["names"])
        entry = _entry(names[0], countries[key], key, match["offices"], source_of(graph, subject, path))
        yield entry, {"name": names, "family": families(names, entry.country)}


def _in_order(triple: tuple[Node, Node, Node]) -> tuple[str, str]:
    return str(triple[0]), str(triple[2])


def _entry(label: str, country: str | None, body: str, offices: str, source: str) -> Entry:
    return Entry(
        key=f"person/{_NOT_SLUG.sub('-', normalise(label))}",
        type="Person",
        label=label,
        country=country,
        codes={},
        point=None,
        source=source,
        same_as=(),
        body=body,
        offices=tuple(office.strip() for office in offices.split(";")),
    )


def families(names: Sequence[str], country: str | None) -> list[str]:
    """Return the family names in the ways to write a person's name, but for those that newspapers write alone.

    A family name comes first where the country's do, else last, with the particles before it ("de Mistura") and
    with the Arabic article and without ("al-Sisi", "Sisi").
    """
    found: dict[str, None] = {}
    for name in names:
        words = name.split()
        if len(words) < 2:
            continue
        first = len(words) - 1
        while first > 1 and words[first - 1].islower():
            first -= 1
        family = words[0] if country in _FAMILY_FIRST else " ".join(words[first:])
        found |= {family: None, _ARTICLE.sub("", family): None}
    return [family for family in found if family not in names]


def spellings(names: str) -> list[str]:
    """Return the ways to write `Vladimir/Volodymyr *Zelensky/Zelenskyy, …`, the first of which is the label."""
    found: list[str] = []
    alone: list[str] = []
    for name in names.split(","):
        words = []
        for word in name.split():
            variants = word.lstrip("*").replace("_", " ").split("/")
            words.append(variants)
            if word[0] == "*":
                alone += variants
        found += [" ".join(choice) for choice in product(*words)]
    return [*found, *alone]
