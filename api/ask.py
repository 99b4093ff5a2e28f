"""Asking a store, with the well-known prefixes at hand."""

from __future__ import annotations

from collections.abc import Iterator

from api.prefixes import add_prefixes
from graph.quads import Literal
from graph.results import QueryResult
from graph.store import Store
from ontology.errors import QueryError


def ask(store: Store, sparql: str) -> QueryResult:
    """Run a query; prefixes that are well known need no declaration.

    Raises QueryError with the line and column in the text as it was given.
    """
    text = add_prefixes(sparql, store.base)
    try:
        return store.query(text)
    except QueryError as error:
        added = len(text) - len(sparql)
        if added and error.line == 1 and error.column is not None:
            reason = str(error).partition(": ")[2]
            raise QueryError(reason, 1, max(1, error.column - added)) from error
        raise


def rows(store: Store, sparql: str) -> Iterator[dict[str, str]]:
    """Yield the solutions of one of our own SELECT queries: the text of each term by its variable's name."""
    result = store.query(sparql)
    for row in result:
        yield {
            name: term.value if isinstance(term, Literal) else term
            for name, term in zip(result.variables, row, strict=True)
            if term is not None
        }
