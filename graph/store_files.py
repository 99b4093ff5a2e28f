"""Named graphs read in order, and written to files."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import IO

import pyoxigraph as ox

from graph.quads import Quad, in_order, line
from graph.store_terms import from_quad, iri_text, prefixes_for, to_term

FILES: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        ".nq": ox.RdfFormat.N_QUADS,
        ".trig": ox.RdfFormat.TRIG,
        ".ttl": ox.RdfFormat.TURTLE,
        ".jsonld": ox.RdfFormat.JSON_LD,
    }
)


def read_graph(store: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> list[Quad]:
    """Return the quads of a graph in canonical order."""
    name = iri_text(graph)
    found = store.quads_for_pattern(None, None, None, graph)
    return in_order(Quad(iri_text(q.subject), q.predicate.value, to_term(q.object), name) for q in found)


def write_graphs(store: ox.Store, format: ox.RdfFormat, out: IO[bytes], without: str) -> None:
    """Write all named graphs but one; the same content gives the same bytes.

    A format without graphs gets their union.
    """
    graphs = sorted((g for g in store.named_graphs() if iri_text(g) != without), key=str)
    quads = (quad for graph in graphs for quad in read_graph(store, graph))
    if format == ox.RdfFormat.N_QUADS:
        out.writelines(line(quad).encode() for quad in quads)
    elif format.supports_datasets:
        ox.serialize(map(from_quad, quads), out, format, prefixes=prefixes_for(format))
    else:
        union = in_order(quad._replace(graph="") for quad in quads)
        ox.serialize((from_quad(quad).triple for quad in union), out, format, prefixes=prefixes_for(format))
