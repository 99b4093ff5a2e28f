"""`/happenings` and `/contradictions`: which reports are of one deed, and who says what against whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.asof import AsOfQuery, KnownByQuery, chosen, documents_of, held_json
from api.happenings import dispute, dispute_json, entity_of, page, tell, the_happening, told_json
from api.pages import render
from api.routes.documents import Offset, wants_page
from api.routes.events import Class, Type
from api.service import Shared
from graph.contradictions import contradictions
from graph.happening_lists import list_happenings

router = APIRouter(tags=["happenings"])

About = Annotated[
    str | None,
    Query(description="IRI or label of an entity that takes part or, in contradictions, speaks", max_length=500),
]
Least = Annotated[int, Query(ge=1, le=1000, description="least documents that report it")]
Limit = Annotated[int, Query(ge=1, le=200, description="most items in the answer")]


@router.get("/happenings", summary="Find happenings")
def find(
    request: Request, service: Shared, about: About = None, type: Type = None, class_: Class = None, least: Least = 2,
    limit: Limit = 25, offset: Offset = 0, as_of: AsOfQuery = None, known_by: KnownByQuery = None,
) -> Response:  # fmt: skip
    """Return deeds with all reports of them, those in the newest documents first, as JSON or as a page."""
    store = service.store
    held = chosen(store, as_of, known_by)
    found = list_happenings(
        store, about=entity_of(store, about), type=type or None, class_=class_ or None, documents=documents_of(held),
        least=least,
    )  # fmt: skip
    happenings, more = page(found, limit, offset)
    told = [tell(store, happening) for happening in happenings]
    if wants_page(request):
        given = {"about": about, "type": type, "class": class_, "least": least, "as_of": as_of, "known_by": known_by}
        return render(
            request, "happenings.html", rows=told, given=given, limit=limit, offset=offset, more=more, held=held,
            address=f"/happenings?{_filters(given)}",
        )  # fmt: skip
    items = [told_json(each, store.base) for each in told]
    body = {"offset": offset, "more": more, "items": items, **({"as_of": held_json(held)} if held else {})}
    return JSONResponse(body, headers={"Vary": "Accept"})


@router.get("/happenings/{document}/{report}", summary="Read one happening")
def get_one(
    request: Request,
    service: Shared,
    document: str,
    report: str,
    as_of: AsOfQuery = None,
    known_by: KnownByQuery = None,
) -> Response:
    """Return the happening of one of its reports, with all others, as JSON or as a page."""
    store = service.store
    held = chosen(store, as_of, known_by)
    told = tell(store, the_happening(store, f"{store.base}happening/{document}/{report}", documents_of(held)))
    if wants_page(request):
        return render(request, "happening.html", told=told, held=held)
    return JSONResponse(told_json(told, store.base), headers={"Vary": "Accept"})


@router.get("/contradictions", summary="Find contradictions")
def find_contradictions(
    request: Request, service: Shared, about: About = None, limit: Limit = 25, offset: Offset = 0,
    as_of: AsOfQuery = None, known_by: KnownByQuery = None,
) -> Response:  # fmt: skip
    """Return what sources say against each other, in the newest documents first, as JSON or as a page."""
    store = service.store
    held = chosen(store, as_of, known_by)
    found = contradictions(store, about=entity_of(store, about), documents=documents_of(held))
    chosen_ones, more = page(found, limit, offset)
    disputed = [dispute(store, each) for each in chosen_ones]
    if wants_page(request):
        given = {"about": about, "as_of": as_of, "known_by": known_by}
        return render(
            request, "contradictions.html", rows=disputed, given=given, limit=limit, offset=offset, more=more,
            held=held, address=f"/contradictions?{_filters(given)}",
        )  # fmt: skip
    items = [dispute_json(each, store.base) for each in disputed]
    body = {"offset": offset, "more": more, "items": items, **({"as_of": held_json(held)} if held else {})}
    return JSONResponse(body, headers={"Vary": "Accept"})


def _filters(given: Mapping[str, object]) -> str:
    filters = urlencode({name: value for name, value in given.items() if value})
    return filters + "&" if filters else ""
