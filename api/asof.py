"""As-of questions on the command line and over HTTP: which documents count, and a store of just these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer
from fastapi import Query

from api.console import messages
from api.lookup import document_of
from api.resolved import documents_of as entity_documents
from api.resolved import is_entity, stands_for
from graph.asof import Held, held, read_as_of
from graph.store import Store
from ontology.iris import SR

_REPORTED = "Only what was reported by this day (2024-10-31): documents published later or without a date do not count."
_KNOWN = "Only what was in the store by this day or time (2024-10-31, 2024-10-31T12:00Z), by its log of changes."

AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_REPORTED)]
KnownByOption = Annotated[str | None, typer.Option("--known-by", metavar="TIME", help=_KNOWN)]
AsOfQuery = Annotated[str | None, Query(description=_REPORTED, max_length=40)]
KnownByQuery = Annotated[str | None, Query(description=_KNOWN, max_length=40)]


def chosen(store: Store, as_of: str | None, known_by: str | None) -> Held | None:
    """Return the documents that a time leaves, None where no time is given; raises InputError."""
    when = read_as_of(as_of or None, known_by or None)
    return None if when is None else held(store, when)


def documents_of(found: Held | None) -> frozenset[str] | None:
    """Return the documents that count, None where all do."""
    return None if found is None else found.documents


def restricted(store: Store, found: Held | None, among: Iterable[str] | None = None) -> Store:
    """Return a store of the documents that count, the store itself where all do.

    `among` are the only documents that the answer needs: the fewer, the sooner the view is made.
    """
    if found is None:
        return store
    return store.part(found.documents if among is None else found.documents & set(among))


def tell_left_out(found: Held | None, quiet: bool = False) -> None:
    """Say on standard error how many documents count and why others do not."""
    if found is not None and not quiet:
        messages().print(f"as of then: {found}", markup=False)


def held_json(found: Held | None) -> dict[str, int]:
    """Return for JSON how many documents count and why others do not."""
    if found is None:
        return {}
    return {"documents": len(found.documents), "later": found.later, "undated": found.undated, "gone": found.gone}


def needed(store: Store, iri: str) -> list[str]:
    """Return the documents that are needed to show an IRI: of an entity those that mention it or quote it."""
    document = document_of(store, iri)
    if document is not None and not is_entity(store.base, iri):
        return [document]
    entity = stands_for(store, iri)
    spoken = {q.subject.partition("/claim/")[0] for q in store.find(None, SR + "source", entity, "")}
    return sorted({*entity_documents(store, entity), *spoken})
