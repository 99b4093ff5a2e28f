"""Answers to queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Literal

from graph.quads import Term
from ontology.errors import InputError

Kind = Literal["bindings", "boolean", "graph"]

TABLE_FORMATS = ("json", "csv", "tsv", "xml")
GRAPH_FORMATS = ("ttl", "nt", "jsonld", "rdf")


class QueryResult:
    """The answer to a query, of the snapshot that was current when it was asked; it is read once.

    `kind` is a table (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE). `variables` names the
    columns, without question marks.
    """

    __slots__ = ("_boolean", "_rows", "_write", "kind", "variables")

    def __init__(
        self,
        kind: Kind,
        variables: tuple[str, ...],
        rows: Iterator[tuple[Term | None, ...]],
        write: Callable[[str, IO[bytes]], None],
        boolean: bool = True,
    ) -> None:
        self.kind = kind
        self.variables = variables
        self._rows = rows
        self._write = write
        self._boolean = boolean

    @property
    def formats(self) -> tuple[str, ...]:
        """Return the formats that this kind of answer can be written in, the default first."""
        return GRAPH_FORMATS if self.kind == "graph" else TABLE_FORMATS

    def __bool__(self) -> bool:
        """Return the truth value of an ASK; other answers are true."""
        return self._boolean

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Yield rows of terms, None where unbound."""
        return self._rows

    def write(self, format: str, out: IO[bytes]) -> None:
        """Write the answer in UTF-8; raises InputError where the format does not suit its kind."""
        if format not in self.formats:
            offer = ", ".join(self.formats)
            raise InputError(f"format {format!r} does not suit an answer of kind {self.kind}; choose one of {offer}")
        self._write(format, out)
