"""A part of a store in memory: some of its documents, with their merge as default graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.decisions import decisions_graph
from graph.happening_keys import KEY as HAPPENING_KEY
from graph.merged import IDENTIFIED, KEY, Resolution, facts
from graph.quads import Quad
from graph.store_files import read_graph
from graph.store_terms import from_quad


def copy_part(store: ox.Store, base: str, resolution: Resolution, documents: Iterable[str]) -> ox.Store:
    """Return the graphs of some documents, the decisions, and the default graph that they give.

    Names are resolved as in the whole store.
    """
    part = ox.Store()
    part.bulk_extend(store.quads_for_pattern(None, None, None, ox.NamedNode(decisions_graph(base))))
    names: set[str] = set()
    for document in sorted(documents):
        quads = read_graph(store, ox.NamedNode(document))
        part.extend(map(from_quad, quads))
        merged = {found for q in facts(quads, base, ()) if (found := resolution.triple(q)) is not None}
        part.extend(map(from_quad, merged))
        names |= {q.subject for q in quads} | {q.subject for q in merged}
    part.extend(map(from_quad, _derived(resolution, names)))
    return part


def _derived(resolution: Resolution, names: Iterable[str]) -> Iterator[Quad]:
    """Yield what the default graph has of its own about some subjects."""
    for name in sorted(names):
        for predicate in (IDENTIFIED, KEY, HAPPENING_KEY):
            yield from resolution.find(name, predicate, None, "")
