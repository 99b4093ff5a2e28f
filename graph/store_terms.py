"""Between Oxigraph's values and ours: terms, quads, answers, formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import IO, Any

import pyoxigraph as ox

from graph.quads import Literal, Quad, Term
from graph.results import QueryResult
from graph.sparql import syntax_error
from graph.vocabulary import PREFIXES
from ontology.errors import StoreError

_TABLES: Mapping[str, ox.QueryResultsFormat] = MappingProxyType(
    {
        "json": ox.QueryResultsFormat.JSON,
        "csv": ox.QueryResultsFormat.CSV,
        "tsv": ox.QueryResultsFormat.TSV,
        "xml": ox.QueryResultsFormat.XML,
    }
)
_GRAPHS: Mapping[str, ox.RdfFormat] = MappingProxyType(
    {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
)


def to_result(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> QueryResult:
    """Return an answer of Oxigraph as one of ours; it stays lazy."""

    def write(format: str, out: IO[bytes]) -> None:
        with query_errors():
            if isinstance(answer, ox.QueryTriples):
                ox.serialize(answer, out, _GRAPHS[format], prefixes=prefixes_for(_GRAPHS[format]))
            else:
                answer.serialize(out, _TABLES[format])

    if isinstance(answer, ox.QueryBoolean):
        return QueryResult("boolean", (), iter(()), write, boolean=bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return QueryResult("graph", ("subject", "predicate", "object"), _rows(answer), write)
    variables = tuple(variable.value for variable in answer.variables)
    return QueryResult("bindings", variables, _rows(answer), write)


def _rows(answer: Iterable[Iterable[Any]]) -> Iterator[tuple[Term | None, ...]]:
    with query_errors():
        for row in answer:
            yield tuple(None if value is None else to_term(value) for value in row)


def to_term(value: Any) -> Term:
    """Return a term; a blank node or triple term becomes its text."""
    if isinstance(value, ox.NamedNode):
        return value.value
    if isinstance(value, ox.Literal):
        return Literal(value.value, value.datatype.value, value.language)
    return str(value)


def iri_text(node: Any) -> str:
    """Return the IRI of a node, or the label of a blank node."""
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def graph_text(graph: Any) -> str:
    """Return the IRI of a graph, "" for the default graph."""
    return "" if isinstance(graph, ox.DefaultGraph) else iri_text(graph)


def pattern(
    subject: str | None, predicate: str | None, object_: Term | None, graph: str | None
) -> tuple[
    ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | ox.Literal | None, ox.NamedNode | ox.DefaultGraph | None
]:
    """Return Oxigraph's form of a quad pattern; None matches all, the graph "" is the default graph."""
    return (
        None if subject is None else ox.NamedNode(subject),
        None if predicate is None else ox.NamedNode(predicate),
        None if object_ is None else _node(object_),
        None if graph is None else ox.NamedNode(graph) if graph else ox.DefaultGraph(),
    )


def from_quad(quad: Quad) -> ox.Quad:
    """Return Oxigraph's form of a quad."""
    graph = ox.NamedNode(quad.graph) if quad.graph else ox.DefaultGraph()
    return ox.Quad(ox.NamedNode(quad.subject), ox.NamedNode(quad.predicate), _node(quad.object), graph)


def prefixes_for(format: ox.RdfFormat) -> dict[str, str] | None:
    """Return the prefixes for a format that shows them."""
    return dict(PREFIXES) if format in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None


@contextmanager
def query_errors() -> Iterator[None]:
    """Turn Oxigraph's errors into QueryError and StoreError."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except BrokenPipeError:
        raise  # the reader of the answer went away; that is not the store's doing
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"the query could not be answered: {error}") from error


def _node(value: Term) -> ox.NamedNode | ox.Literal:
    if isinstance(value, str):
        return ox.NamedNode(value)
    if value.language is not None:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))
