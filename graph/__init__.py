"""Records as RDF: mapping, store, queries, networks, validation."""

from graph.edges import affirms, links, plain_edges
from graph.listing import Counts, DocumentSummary, EntitySummary, entity, search
from graph.mapping import Run, publisher_iri, to_quads
from graph.quads import Literal, Quad, Term
from graph.reading import from_quads, run_of
from graph.results import QueryResult
from graph.store import Store
from graph.vocabulary import PREFIXES

__all__ = [
    "PREFIXES",
    "Counts",
    "DocumentSummary",
    "EntitySummary",
    "Literal",
    "Quad",
    "QueryResult",
    "Run",
    "Store",
    "Term",
    "affirms",
    "entity",
    "from_quads",
    "links",
    "plain_edges",
    "publisher_iri",
    "run_of",
    "search",
    "to_quads",
]
