"""RDF text to quads and back, in the formats of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.quads import Quad, in_order
from graph.store_files import FILES
from graph.store_terms import from_quad, graph_text, iri_text, prefixes_for, to_term
from ontology.errors import InputError


def parse_quads(data: bytes, suffix: str) -> Iterator[Quad]:
    """Yield the quads of RDF in the format of files with a suffix; raises InputError with line and column."""
    try:
        for quad in ox.parse(data, FILES[suffix]):
            yield Quad(
                iri_text(quad.subject), quad.predicate.value, to_term(quad.object), graph_text(quad.graph_name)
            )  # fmt: skip
    except (SyntaxError, ValueError) as error:
        at = (
            f" at line {error.lineno}, column {error.offset}" if isinstance(error, SyntaxError) and error.lineno else ""
        )
        raise InputError(f"it cannot be read as {FILES[suffix].name}{at}: {error}") from error


def quads_text(quads: Iterable[Quad], suffix: str) -> bytes:
    """Return quads as RDF in the format of files with a suffix; the same quads give the same bytes."""
    format = FILES[suffix]
    if format.supports_datasets:
        return ox.serialize(map(from_quad, in_order(quads)), format=format, prefixes=prefixes_for(format)) or b""
    triples = (from_quad(quad).triple for quad in in_order(quad._replace(graph="") for quad in quads))
    return ox.serialize(triples, format=format, prefixes=prefixes_for(format)) or b""
