"""`/entities`: find entities by name, type and country."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api import lookup
from api.links import page_of
from api.pages import render
from api.picture import NODE_STYLES
from api.routes.documents import Limit, Offset, wants_page
from api.service import Shared

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
    items = [
        {"iri": row.iri, "label": row.label, "type": row.type, "country": row.country, "documents": row.documents,
         "page": page_of(row.iri, base)}
        for row in chosen
    ]  # fmt: skip
    return JSONResponse({"total": len(rows), "offset": offset, "items": items}, headers={"Vary": "Accept"})
