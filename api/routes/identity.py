"""`/decisions` and `/review`: who is who, decided by people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.decided import decision_json, decision_rows, outcome_json
from api.identity import Outcome, Wanted, decide, import_text, opposed, who_decides
from api.identity import undo as take_back
from api.negotiate import choose
from api.pages import render
from api.review import question_json, questions
from api.routes.documents import Limit, Offset, same_origin, wants_page
from api.service import Service, Shared
from graph.decision_files import decisions_text
from ontology.errors import UnknownError

router = APIRouter(tags=["identity"])

_RDF: Mapping[str, str] = {
    "text/turtle": ".ttl", "application/trig": ".trig", "application/n-quads": ".nq", "application/ld+json": ".jsonld",
}  # fmt: skip

LogFormat = Annotated[
    Literal["json", "ttl", "trig", "nq", "jsonld"] | None,
    Query(description="json, ttl, trig, nq or jsonld; goes before Accept"),
]


class NewDecision(BaseModel):
    """A decision to take; names are IRIs or their ends, labels, or keys and names of the gazetteer."""

    verdict: Literal["same", "different"]
    about: list[str] = Field(min_length=1, max_length=100)
    why: str | None = None
    within: str | None = Field(None, alias="in")
    by: str | None = None
    force: bool = False


class Undoing(BaseModel):
    """Why a decision is undone, and by whom."""

    why: str | None = None
    by: str | None = None


@router.get("/decisions", summary="List decisions", response_class=Response)
def list_decisions(
    request: Request, service: Shared, limit: Limit = 50, offset: Offset = 0, format: LogFormat = None
) -> Response:
    """Return what was decided about identity, newest first, as JSON or as a page; or the whole log as RDF."""
    store = service.store
    offers = {"application/json": "json", "text/html": "html", **{media: _RDF[media][1:] for media in _RDF}}
    kind = format or offers.get(choose(request.headers.get("accept"), list(offers)) or "", "json")
    media = next((name for name, suffix in _RDF.items() if suffix == f".{kind}"), None)
    if media is not None:
        return Response(decisions_text(store, f".{kind}"), media_type=media, headers={"Vary": "Accept"})
    log = store.decisions()[::-1]
    rows = decision_rows(store, service.entries, log[offset : offset + limit])
    if kind == "html":
        return render(request, "decisions.html", rows=rows, total=len(log), limit=limit, offset=offset, one=False)
    items = [decision_json(row, store.base) for row in rows]
    return JSONResponse({"total": len(log), "offset": offset, "items": items}, headers={"Vary": "Accept"})


@router.get("/decisions/{number}", summary="Read one decision")
def get_decision(service: Shared, number: int) -> Response:
    """Return one decision."""
    found = [each for each in service.store.decisions() if each.number == number]
    if not found:
        raise UnknownError(f"there is no decision {number}; /decisions lists them")
    (row,) = decision_rows(service.store, service.entries, found)
    return JSONResponse(decision_json(row, service.store.base))


@router.post("/decisions", summary="Decide who is who", status_code=201, dependencies=[Depends(same_origin)],
             openapi_extra={"requestBody": {"required": True, "content": {
                 "application/json": {"schema": NewDecision.model_json_schema()},
                 **{media: {"schema": {"type": "string"}} for media in _RDF},
             }}})  # fmt: skip
async def post_decision(request: Request, service: Shared) -> Response:
    """Take a decision given as JSON, or add those of a log in RDF that are not there yet."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if media == "application/json":
        return await run_in_threadpool(_decide, service, _read(body))
    if media in _RDF:
        return await run_in_threadpool(_import, service, body, _RDF[media])
    raise HTTPException(415, f"content type {media!r} is not supported; send JSON, or a log as {', '.join(_RDF)}")


def _read(body: bytes) -> NewDecision:
    try:
        return NewDecision.model_validate_json(body)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'body'}: {e['msg']}" for e in error.errors())
        raise HTTPException(422, f"not a decision: {said}") from error


def _decide(service: Service, new: NewDecision) -> Response:
    wanted = Wanted(
        verdict=new.verdict, names=tuple(new.about), who=_who(service, new.by), why=new.why, within=new.within,
        force=new.force,
    )  # fmt: skip
    with service.deciding:
        try:
            outcome = decide(service.store, service.entries, wanted)
        except UnknownError as error:  # a name in the body, not the address
            raise HTTPException(422, str(error)) from error
    return _taken(service, outcome)


def _who(service: Service, name: str | None) -> str:
    return who_decides(name or service.settings.user)


def _taken(service: Service, outcome: Outcome) -> Response:
    said = outcome_json(service.store, service.entries, outcome)
    return JSONResponse(said, 201, {"Location": f"/decisions/{outcome.decision.number}"})


def _import(service: Service, body: bytes, suffix: str) -> Response:
    store = service.store
    with service.deciding:
        added = import_text(store, service.entries, body, suffix)
    items = [decision_json(row, store.base) for row in decision_rows(store, service.entries, added)]
    against = [[one.number, other.number] for one, other in opposed(store.decisions(), added)]
    return JSONResponse({"added": len(added), "items": items, "opposed": against}, 201 if added else 200)


@router.post("/decisions/{number}/undo", summary="Undo a decision", status_code=201,
             dependencies=[Depends(same_origin)])  # fmt: skip
def undo_decision(service: Shared, number: int, given: Undoing | None = None) -> Response:
    """Undo a decision by an entry of its own in the log, and return that entry."""
    return _taken(service, _undo(service, number, given or Undoing()))


@router.delete("/decisions/{number}", summary="Undo a decision", status_code=204, dependencies=[Depends(same_origin)])
def delete_decision(service: Shared, number: int) -> Response:
    """Undo a decision; the log keeps it, beside the entry that undoes it."""
    outcome = _undo(service, number, Undoing())
    return Response(status_code=204, headers={"Location": f"/decisions/{outcome.decision.number}"})


def _undo(service: Service, number: int, given: Undoing) -> Outcome:
    with service.deciding:
        return take_back(service.store, number, who=_who(service, given.by), why=given.why)


@router.get("/review", summary="List what is worth deciding", response_class=Response)
def review(request: Request, service: Shared, limit: Limit = 20) -> Response:
    """Return names that may be one and links that may be wrong, by expected gain, as JSON or as a page."""
    found = questions(service.store, service.entries, limit=limit)
    if wants_page(request):
        return render(request, "review.html", questions=found, decided=len(service.store.decisions()))
    items: list[dict[str, Any]] = [question_json(question, service.store.base) for question in found]
    return JSONResponse({"items": items}, headers={"Vary": "Accept"})
