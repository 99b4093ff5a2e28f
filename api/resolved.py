"""Reading a store with identities resolved: what stands for an entity, and records that speak of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from api.ask import rows
from api.lookup import EntityRow, iri_text
from graph.merged import COUNTRY, MENTIONED, MENTIONS, resolve_record
from graph.quads import Literal, Quad
from graph.store import Store
from graph.vocabulary import LABEL, TYPE, name_of
from ontology.iris import SR, linked
from ontology.records import Annotated, Entity

_FEW = 20


def is_entity(base: str, iri: str) -> bool:
    """Tell whether an IRI is that of an entity, or of the link of a document to one."""
    inside = iri.removeprefix(f"{base}document/")
    return iri.startswith(f"{base}entity/") or (inside != iri and ("/entity/" in inside or "/link/" in inside))


def reads(store: Store, document: str, entity: str) -> bool:
    """Tell whether a document, as it was read, mentions an entity."""
    return next(store.find(entity, MENTIONS, None, document), None) is not None


def stands_for(store: Store, iri: str) -> str:
    """Return the entity that stands for another, or for what the document of a link calls an entity."""
    link = linked(store.base, iri)
    if link is None:
        return store.resolution().of(iri)
    document, entity = link
    return store.resolution().of(entity, document)


def row_of(store: Store, iri: str) -> EntityRow | None:
    """Return label, type, country and number of documents of an entity that stands for itself, None for another IRI."""
    types, labels, countries, documents = set[str](), set[str](), set[str](), 0
    for quad in store.find(iri, None, None, ""):
        if quad.predicate == TYPE and isinstance(quad.object, str) and quad.object.startswith(SR):
            types.add(name_of(SR, quad.object))
        elif quad.predicate == LABEL:
            labels.add(text_of(quad))
        elif quad.predicate == COUNTRY:
            countries.add(text_of(quad))
        documents += quad.predicate == MENTIONED
    if not (types and labels):
        return None
    return EntityRow(
        iri=iri, label=min(labels), type=min(types), country=min(countries, default=None), documents=documents
    )


def text_of(quad: Quad) -> str:
    """Return a quad's object as text."""
    return quad.object.value if isinstance(quad.object, Literal) else quad.object


def said(store: Store, iri: str, predicate: str, graph: str | None = None) -> str | None:
    """Return a value that a graph has of an IRI; without one, the default graph goes before those of documents."""
    for place in ("", None) if graph is None else (graph,):
        # An entity that half a million documents name has as many values, which hardly differ: a few will do.
        found = map(text_of, islice(store.find(iri, predicate, None, place), _FEW))
        if (value := min(found, default=None)) is not None:
            return value
    return None


def read_record(store: Store, document: str) -> Annotated:
    """Return what was read from a document with identities resolved; raises UnknownError.

    What goes by another IRI than the document has for it is described as the store knows it.
    """
    raw, resolution = store.record(document), store.resolution()
    called: dict[str, str] = {}
    for entity in raw.entities:
        called.setdefault(resolution.of(entity.iri, document), entity.iri)
    record = resolve_record(raw, resolution)
    entities = (_described(store, each) if called[each.iri] != each.iri else each for each in record.entities)
    return replace(record, entities=tuple(entities))


def _described(store: Store, entity: Entity) -> Entity:
    row = row_of(store, entity.iri)
    if row is None:
        return entity
    return replace(
        entity, type=row.type, label=row.label, country=row.country, codes={}, same_as=(), point=None, link=None
    )


def documents_of(store: Store, entity: str) -> list[str]:
    """Return the documents that mention an entity under whatever name, newest first."""
    query = (
        f"SELECT DISTINCT ?document ?published WHERE {{ {iri_text(entity)} sr:mentionedIn ?document . "
        "OPTIONAL { ?document schema:datePublished ?published } }"
    )
    found = sorted(rows(store, query), key=lambda row: row["document"])
    found.sort(key=lambda row: row.get("published", ""), reverse=True)
    return [row["document"] for row in found]


def read_records(store: Store, documents: Iterable[str]) -> list[Annotated]:
    """Return the records of some documents with identities resolved."""
    return [read_record(store, document) for document in documents]
