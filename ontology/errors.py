"""Every error that sitrep raises on purpose.

SitrepError
├── InputError            what a user gave cannot be used (file, date, argument, record)
│   ├── DocumentError     one document cannot be read or analysed; the others go on
│   ├── QueryError        SPARQL that cannot be parsed or run; carries line and column
│   └── UnknownError      an entity, document or event that the store does not hold
├── StoreError            the store cannot be opened, read or written
│   └── StoreBusyError    another process holds the store
├── ModelError            the reader's weights are missing or do not fit this version
└── OntologyError         a file of the ontology is malformed or contradicts itself

A message says what, which value, and what to do about it.
"""

from __future__ import annotations


class SitrepError(Exception):
    """Base of all errors that sitrep raises on purpose."""


class InputError(SitrepError):
    """What a user gave cannot be used."""


class DocumentError(InputError):
    """One document cannot be read or analysed; `where` names it (a path, `path:line`, or an id)."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class QueryError(InputError):
    """SPARQL that cannot be parsed or run; `line` and `column` are 1-based, None where unknown."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        place = "" if line is None else f" at line {line}, column {column}"
        super().__init__(f"malformed SPARQL{place}: {reason}")
        self.line = line
        self.column = column


class UnknownError(InputError):
    """An entity, document or event that the store does not hold."""


class StoreError(SitrepError):
    """The store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process holds the store."""


class ModelError(SitrepError):
    """The reader's weights are missing or do not fit this version."""


class OntologyError(SitrepError):
    """A file of the ontology is malformed or contradicts itself."""
