"""The formats of answers: one table that negotiation, `?format=` and the command line read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.negotiate import choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its short name, its media types (the first is sent), and whether it holds rows or triples."""

    name: str
    media: tuple[str, ...]
    rows: bool
    help: str


FORMATS: tuple[Format, ...] = (
    Format(name="json", media=("application/sparql-results+json", "application/json"), rows=True,
           help="SPARQL 1.1 results in JSON"),
    Format(name="xml", media=("application/sparql-results+xml", "application/xml", "text/xml"), rows=True,
           help="SPARQL results in XML"),
    Format(name="csv", media=("text/csv; charset=utf-8", "text/csv"), rows=True,
           help="comma-separated values"),
    Format(name="tsv", media=("text/tab-separated-values; charset=utf-8", "text/tab-separated-values"), rows=True,
           help="tab-separated values with typed terms"),
    Format(name="ttl", media=("text/turtle; charset=utf-8", "text/turtle", "application/x-turtle"), rows=False,
           help="Turtle"),
    Format(name="nt", media=("application/n-triples", "text/plain"), rows=False,
           help="N-Triples"),
    Format(name="rdf", media=("application/rdf+xml",), rows=False,
           help="RDF/XML"),
    Format(name="jsonld", media=("application/ld+json", "application/json"), rows=False,
           help="JSON-LD"),
)  # fmt: skip

BY_NAME: Mapping[str, Format] = {format.name: format for format in FORMATS}


def offered(kind: str) -> list[Format]:
    """Return the formats that can hold a result of a kind ("bindings", "boolean", "graph"), the default first."""
    rows = kind != "graph"
    return [f for f in FORMATS if f.rows is rows and not (kind == "boolean" and f.name in ("csv", "tsv"))]


def negotiate(accept: str | None, kind: str) -> Format | None:
    """Return the format that an Accept header asks for, None where it accepts none of those offered."""
    media = {name: format for format in reversed(offered(kind)) for name in reversed(format.media)}
    names = [name for format in offered(kind) for name in format.media]
    found = choose(accept, list(dict.fromkeys(names)))
    return None if found is None else media[found]
