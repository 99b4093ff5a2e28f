"""`/events`: find events by what they are, who takes part, who reports them and where."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api import lookup
from api.asof import AsOfQuery, KnownByQuery, held_json
from api.asof import chosen as as_of_then
from api.coding import coding
from api.facts import Statement, read_statements
from api.links import page_of
from api.pages import render
from api.resolved import read_record
from api.routes.documents import Offset, wants_page
from api.service import Shared
from ontology.records import Annotated as Record

router = APIRouter(tags=["events"])

Type = Annotated[str | None, Query(description="PLOVER type, such as MOBILIZE", max_length=80)]
Class = Annotated[str | None, Query(alias="class", description="domain class, such as Deployment", max_length=80)]
Actor = Annotated[str | None, Query(description="IRI or part of the name of a participant", max_length=500)]
Source = Annotated[str | None, Query(description="IRI or part of the name of who reports it", max_length=500)]
InDocument = Annotated[str | None, Query(alias="document", description="IRI of a document", max_length=500)]


@router.get("/events", summary="Find events")
def find_events(
    request: Request, service: Shared, type: Type = None, class_: Class = None, actor: Actor = None,
    source: Source = None, document: InDocument = None, limit: Annotated[int, Query(ge=1, le=200)] = 25,
    offset: Offset = 0, as_of: AsOfQuery = None, known_by: KnownByQuery = None,
) -> Response:  # fmt: skip
    """Return the events that fit, newest document first, with all claims about them, as JSON or as a page."""
    store = service.store
    chosen = lookup.EventFilter(
        type=type or None, class_=class_ or None, actor=actor or None, source=source or None, document=document or None
    )
    found, held = lookup.events(store, chosen), as_of_then(store, as_of, known_by)
    if held is not None:
        found = [(event, within) for event, within in found if within in held.documents]
    records: dict[str, Record] = {}
    items = [_event(service, iri, document, records) for iri, document in found[offset : offset + limit]]
    if wants_page(request):
        given = {
            "type": type,
            "class": class_,
            "actor": actor,
            "source": source,
            "document": document,
            "as_of": as_of,
            "known_by": known_by,
        }
        filters = urlencode({name: value for name, value in given.items() if value})
        types, classes = lookup.event_kinds(store)
        return render(
            request, "events.html", rows=[{"statements": statements} for _, statements in items], total=len(found),
            limit=limit, offset=offset, chosen=chosen, types=types, classes=classes,
            filters=filters + "&" if filters else "",
        )  # fmt: skip
    body = {"total": len(found), "offset": offset, "items": [item for item, _ in items]}
    body |= {} if held is None else {"as_of": held_json(held)}
    return JSONResponse(body, headers={"Vary": "Accept"})


def _event(
    service: Shared, iri: str, document: str, records: dict[str, Record]
) -> tuple[dict[str, Any], list[Statement]]:
    if document not in records:
        records[document] = read_record(service.store, document)
    record = records[document]
    event = next(event for event in record.events if event.iri == iri)
    statements = [statement for statement in read_statements(record, service.classes) if statement.iri == iri]
    item = {
        "iri": iri, "page": page_of(iri, service.store.base), "type": event.type, "mode": event.mode,
        "class": event.class_, "document": document, "published": record.document.published,
        "time": None if event.time is None else {"start": event.time.start, "end": event.time.end},
        "participants": [{"role": p.role, "iri": p.iri, "label": p.label} for p in statements[0].parts]
        if statements else [],
        "claims": [claim_json(statement) for statement in statements],
        "coding": coding(event, record, service.types),
    }  # fmt: skip
    return item, statements


def claim_json(statement: Statement) -> dict[str, Any]:
    """Return a claim as the JSON of `/events` has it."""
    return {
        "source": statement.source, "source_iri": statement.source_iri, "certainty": statement.certainty,
        "polarity": statement.polarity, "temporality": statement.temporality, "standing": statement.standing,
        "evidence": statement.passage.quote, "begin": statement.evidence.begin, "end": statement.evidence.end,
        "confidence": statement.confidence,
    }  # fmt: skip
