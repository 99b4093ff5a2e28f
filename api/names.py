"""What a name that a person types stands for: an IRI, the label of an entity, or a document's id or title."""

from __future__ import annotations

from dataclasses import dataclass

from api import lookup
from graph.store import Store
from ontology.errors import InputError, UnknownError

_MOST = 10  # candidates and near names told in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something of the name asked for; `kind` is the type of an entity, or "document"."""

    iri: str
    label: str
    kind: str
    country: str | None
    documents: int


def candidates(store: Store, name: str) -> list[Candidate]:
    """Return all that has a name, whatever its case and accents; an IRI that is known stands for itself alone.

    Raises UnknownError, with names that come near, where there is nothing.
    """
    if lookup.is_known(store, name):
        return [Candidate(iri=name, label=name, kind="", country=None, documents=1)]
    found = [
        Candidate(iri=row.iri, label=row.label, kind=row.type, country=row.country, documents=row.documents)
        for row in lookup.named(store, name)
    ]
    found += [
        Candidate(iri=row.iri, label=row.title or row.id, kind="document", country=None, documents=1)
        for row in lookup.find_documents(store, name)
    ]
    if not found:
        near = list(dict.fromkeys(row.label for row in lookup.entities(store, q=name)))[:_MOST] if name.strip() else []
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UnknownError(f"nothing stored is called {name!r}{hint}")
    return found


def resolve(store: Store, name: str) -> str:
    """Return the IRI that a name stands for.

    Raises UnknownError where nothing has that name, and InputError with the candidates where several have.
    """
    found = candidates(store, name)
    if len(found) == 1:
        return found[0].iri
    listed = "; ".join(f"{each.label} ({each.kind}) {each.iri}" for each in found[:_MOST])
    more = f", and {len(found) - _MOST} more" if len(found) > _MOST else ""
    raise InputError(f"{name!r} names several; give one IRI: {listed}{more}")
