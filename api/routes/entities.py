"""`/entities`: find entities by name, type and country, and tell who one is."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api import lookup
from api.links import page_of
from api.names import resolve
from api.pages import render
from api.picture import NODE_STYLES
from api.portrait import portrait_json, read_portrait, row_json
from api.resolved import is_entity, stands_for
from api.routes.documents import Limit, Offset, wants_page
from api.service import Shared
from ontology.errors import UnknownError

router = APIRouter(tags=["entities"])

Name = Annotated[str | None, Query(description="part of the name; case and accents do not matter", max_length=200)]
Type = Annotated[str | None, Query(description="class of entity, such as State or MilitaryUnit", max_length=80)]
Country = Annotated[str | None, Query(description="ISO 3166-1 alpha-3 code", max_length=3)]


@router.get("/entities", summary="Find entities")
def find_entities(
    request: Request, service: Shared, q: Name = None, type: Type = None, country: Country = None,
    limit: Limit = 50, offset: Offset = 0,
) -> Response:  # fmt: skip
    """Return the entities that fit, those in most documents first, as JSON or as a page."""
    base = service.store.base
    rows = lookup.entities(service.store, q=q, type=type or None, country=(country or "").upper() or None)
    chosen = rows[offset : offset + limit]
    if wants_page(request):
        given = {"q": q, "type": type, "country": country}
        filters = urlencode({name: value for name, value in given.items() if value})
        return render(
            request, "entities.html", rows=chosen, total=len(rows), limit=limit, offset=offset, q=q, type=type,
            country=country, types=sorted(NODE_STYLES), filters=filters + "&" if filters else "",
        )  # fmt: skip
    items = [row_json(row, base) for row in chosen]
    return JSONResponse({"total": len(rows), "offset": offset, "items": items}, headers={"Vary": "Accept"})


@router.get("/entities/{name:path}", summary="Tell who an entity is", response_class=Response)
def get_entity(request: Request, service: Shared, name: str, limit: Limit = 50) -> Response:
    """Return names, members and links of the entity that stands for an IRI, its end or a label; a browser its page.

    The links are those of the newest documents that mean it, at most `limit`.
    """
    store = service.store
    iri = resolve(store, name, documents=False)
    if not is_entity(store.base, iri):
        raise UnknownError(f"{iri} is no entity; look it up at {page_of(iri, store.base)}")
    target = stands_for(store, iri)
    if wants_page(request):
        return RedirectResponse(page_of(target, store.base), 303, {"Vary": "Accept"})
    portrait = read_portrait(store, service.entries, target, limit=limit)
    if portrait is None:
        raise UnknownError(f"no document stored means {target}; /decisions lists what was decided about it")
    return JSONResponse(portrait_json(portrait, store.base), headers={"Vary": "Accept"})
