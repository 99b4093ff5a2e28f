"""Tables on standard output, with IRIs shortened to labels and prefixes for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api import lookup
from api.prefixes import shorten
from graph.quads import Literal, Term
from graph.results import QueryResult
from graph.store import Store

_NO_TERMINAL = 10_000  # columns: nothing is folded where nobody looks


def print_rows(names: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Print rows of text; wide cells are folded on a terminal, nothing is cut elsewhere."""
    out = Console(highlight=False)
    if not out.is_terminal:
        out = Console(highlight=False, width=_NO_TERMINAL)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    out.print(table)


def print_result(store: Store, result: QueryResult) -> None:
    """Print the answer to a query as a table, or as one word where it is a truth value.

    IRIs that have a label are shown by it, others by a well-known prefix.
    """
    if result.kind == "boolean":
        print("yes" if result else "no")
        return
    found = list(result)
    iris = {term for row in found for term in row if isinstance(term, str) and term.startswith(store.base)}
    labels = lookup.labels(store, iris)
    print_rows(result.variables, ([_cell(term, labels, store.base) for term in row] for row in found))


def _cell(term: Term | None, labels: dict[str, str], base: str) -> Text:
    if term is None:
        return Text("")
    if isinstance(term, Literal):
        return Text(term.value)
    if term in labels:
        return Text(labels[term], style="bold")
    return Text(shorten(term, base), style="cyan")
