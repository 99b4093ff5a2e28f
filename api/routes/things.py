"""`/id/…`: every IRI of the store, as a page for people and as RDF for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api import lookup
from api.decided import decision_rows
from api.facts import Part, event_of, read_statements, time_text
from api.formats import offered
from api.links import page_of
from api.names import known_iri
from api.negotiate import choose
from api.pages import render
from api.portrait import read_portrait
from api.resolved import is_entity, read_record, read_records, stands_for
from api.routes.documents import document_page
from api.routes.sparql import FormatName, answer
from api.service import Shared
from graph.decisions import decisions_graph
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
    if path.partition("/")[0] == "quality":
        return RedirectResponse("/quality", 303, {"Vary": "Accept"})
    if path.startswith("happening/"):
        return RedirectResponse(f"/happenings/{path.partition('/')[2]}", 303, {"Vary": "Accept"})
    if known_iri(store, iri) is None and iri != decisions_graph(store.base):
        raise UnknownError(f"nothing is known of {iri}; look it up by name at /entities")
    if format is not None or choose(accept, offers) != "text/html":
        return answer(service, lookup.describe(store, iri), accept, format)
    if is_entity(store.base, iri):
        target = stands_for(store, iri)
        return entity_page(request, service, iri) if target == iri else _see_other(target, store.base)
    document = lookup.document_of(store, iri)
    if document is None:
        return _decision_page(request, service, iri)
    record = read_record(store, document)
    if document == iri:
        return document_page(request, service, record)
    return _within(request, service, record, iri)


def _see_other(iri: str, base: str) -> Response:
    """Send a browser to the page of the entity that stands for another."""
    return RedirectResponse(page_of(iri, base), 303, {"Vary": "Accept"})


def _decision_page(request: Request, service: Shared, iri: str) -> Response:
    """Return the page of a decision, for the log of all of them their list; raises UnknownError."""
    store = service.store
    if iri == decisions_graph(store.base):
        return RedirectResponse("/decisions", 303, {"Vary": "Accept"})
    found = [each for each in store.decisions() if iri == f"{store.base}decision/{each.number}"]
    if not found:
        raise UnknownError(f"{iri} has no page; its data is at {page_of(iri, store.base)}?format=ttl")
    rows = decision_rows(store, service.entries, found)
    return render(request, "decisions.html", rows=rows, total=1, limit=1, offset=0, one=True)


def _within(request: Request, service: Shared, record: Record, iri: str) -> Response:
    """Return the page of something in one document: an event, also for its claims."""
    event = event_of(record, iri)
    if event is None:
        return document_page(request, service, record)
    labels = {entity.iri: entity.label for entity in record.entities}
    parts = [Part(role=p.role, iri=p.entity, label=labels.get(p.entity, p.entity)) for p in event.participants]
    return render(
        request, "event.html", event=event, record=record, participants=parts, time=time_text(event.time),
        statements=[s for s in read_statements(record, service.classes) if s.iri == event.iri],
    )  # fmt: skip


def entity_page(request: Request, service: Shared, iri: str) -> Response:
    """Return the page of an entity: who it is, what is said of it, what it says, and where; raises UnknownError."""
    portrait = read_portrait(service.store, service.entries, iri, limit=_MOST_DOCUMENTS)
    if portrait is None:
        raise UnknownError(f"no document stored means {iri}; /decisions lists what was decided about it")
    records = read_records(service.store, portrait.documents)
    statements = [s for record in records for s in read_statements(record, service.classes)]
    return render(
        request, "entity.html", entity=portrait.row, portrait=portrait, documents=records,
        statements=[s for s in statements if any(part.iri == iri for part in s.parts)],
        reported=[s for s in statements if s.source_iri == iri and all(part.iri != iri for part in s.parts)],
    )  # fmt: skip
