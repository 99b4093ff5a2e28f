"""`/id/…`: every IRI of the store, as a page for people and as RDF for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import lookup
from api.facts import Part, event_of, read_statements, time_text
from api.formats import offered
from api.negotiate import choose
from api.pages import render
from api.routes.documents import document_page
from api.routes.sparql import FormatName, answer
from api.service import Shared
from ontology.errors import UnknownError
from ontology.records import Annotated as Record

router = APIRouter(tags=["linked data"])

_MOST_DOCUMENTS = 40


@router.get("/id/{path:path}", summary="Look up an IRI", response_class=Response)
def get_thing(request: Request, service: Shared, path: str, format: FormatName = None) -> Response:
    """Return the page or the description in RDF of the entity, event, claim or document with this IRI."""
    store = service.store
    iri = store.base + path
    accept = request.headers.get("accept")
    offers = ["text/html", *(media for f in offered("graph") for media in f.media if media != "text/plain")]
    if format is not None or choose(accept, offers) != "text/html":
        if not lookup.is_known(store, iri):
            raise UnknownError(f"nothing is known of {iri}")
        return answer(service, lookup.describe(store, iri), accept, format)
    document = lookup.document_of(store, iri)
    if document is None:
        return entity_page(request, service, iri)
    record = store.record(document)
    if document == iri:
        return document_page(request, service, record)
    return _within(request, service, record, iri)


def _within(request: Request, service: Shared, record: Record, iri: str) -> Response:
    """Return the page of something in one document: an event, also for its claims, or a described entity."""
    event = event_of(record, iri)
    if event is not None:
        labels = {entity.iri: entity.label for entity in record.entities}
        parts = [Part(role=p.role, iri=p.entity, label=labels.get(p.entity, p.entity)) for p in event.participants]
        return render(
            request, "event.html", event=event, record=record, participants=parts, time=time_text(event.time),
            statements=[s for s in read_statements(record, service.classes) if s.iri == event.iri],
        )  # fmt: skip
    if any(entity.iri == iri for entity in record.entities):
        return entity_page(request, service, iri)
    return document_page(request, service, record)


def entity_page(request: Request, service: Shared, iri: str) -> Response:
    """Return the page of an entity: what is said of it, what it says, and where; raises UnknownError."""
    records = lookup.records_of(service.store, iri, limit=_MOST_DOCUMENTS)
    named = [entity for record in records for entity in record.entities if entity.iri == iri]
    if not named:
        raise UnknownError(f"nothing is known of {iri}; look it up by name at /entities")
    statements = [s for record in records for s in read_statements(record, service.classes)]
    return render(
        request, "entity.html", entity=named[0], documents=records,
        statements=[s for s in statements if any(part.iri == iri for part in s.parts)],
        reported=[s for s in statements if s.source_iri == iri and all(part.iri != iri for part in s.parts)],
    )  # fmt: skip
