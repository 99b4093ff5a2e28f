"""What a name that a person types stands for: an IRI or its end, the label of an entity, a document's id or title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import quote

from api import lookup
from api.resolved import reads
from graph.store import Store
from ontology.errors import InputError, UnknownError
from ontology.iris import linked

_MOST = 10  # candidates and near names told in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something of the name asked for; `kind` is the type of an entity, or "document"."""

    iri: str
    label: str
    kind: str
    country: str | None
    documents: int


def tail_of(iri: str, base: str) -> str:
    """Return the end of an IRI by which commands know it: `state/PRK`, `name/Person/-/anna-kowal`, `document/…`."""
    return iri.removeprefix(base).removeprefix("entity/")


def command(verb: str, names: Sequence[str], base: str, options: str = "") -> str:
    """Return a command about some IRIs as one types it."""
    return " ".join(filter(None, ("sitrep", verb, *(quote(tail_of(name, base)) for name in names), options)))


def iris_of(name: str, base: str) -> Iterator[str]:
    """Yield the IRIs that a name can be in full or the end of."""
    yield name
    if "/" in name and "://" not in name:
        yield base + name.removeprefix("id:")
        yield f"{base}entity/{name.removeprefix('id:')}"


def known_iri(store: Store, name: str) -> str | None:
    """Return the stored IRI that a name is in full or the end of, None where it is none."""
    for iri in iris_of(name, store.base):
        link = linked(store.base, iri)
        known = link is not None and all(lookup.is_known(store, each) for each in link) and reads(store, *link)
        if known or lookup.is_known(store, iri):
            return iri
    return None


def candidates(store: Store, name: str, *, documents: bool = True) -> list[Candidate]:
    """Return all that has a name, whatever its case and accents; an IRI that is known stands for itself alone.

    Raises UnknownError, with names that come near, where there is nothing.
    """
    if (iri := known_iri(store, name)) is not None:
        return [Candidate(iri=iri, label=name, kind="", country=None, documents=1)]
    found = [
        Candidate(iri=row.iri, label=row.label, kind=row.type, country=row.country, documents=row.documents)
        for row in lookup.named(store, name)
    ]
    if documents:
        found += [
            Candidate(iri=row.iri, label=row.title or row.id, kind="document", country=None, documents=1)
            for row in lookup.find_documents(store, name)
        ]
    if not found:
        near = list(dict.fromkeys(row.label for row in lookup.entities(store, q=name)))[:_MOST] if name.strip() else []
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UnknownError(f"nothing stored is called {name!r}{hint}")
    return found


def resolve(store: Store, name: str, *, documents: bool = True) -> str:
    """Return the IRI that a name stands for; `documents` tells whether it may be that of a document.

    Raises UnknownError where nothing has that name, and InputError with the candidates where several have.
    """
    found = candidates(store, name, documents=documents)
    if len(found) > 1:
        raise several(name, found)
    return found[0].iri


def several(name: str, found: Sequence[Candidate]) -> InputError:
    """Return the error for a name that several have, with the candidates."""
    listed = "; ".join(f"{each.label} ({_kind(each)}) {each.iri}" for each in found[:_MOST])
    more = f", and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return InputError(f"{name!r} names several; give one IRI: {listed}{more}")


def _kind(candidate: Candidate) -> str:
    return ", ".join(filter(None, (candidate.kind, candidate.country)))


def the_document(store: Store, name: str) -> lookup.DocumentRow:
    """Return the document that an IRI, its last part, an id or a title stands for.

    Raises UnknownError where there is none, InputError where there are several.
    """
    found = lookup.find_documents(store, name)
    if not found:
        raise UnknownError(f"no document {name!r} is stored; `sitrep documents` lists those that are")
    if len(found) > 1:
        raise InputError(f"{name!r} names {len(found)} documents: {', '.join(row.iri for row in found)}")
    return found[0]
