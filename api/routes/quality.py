"""`/quality`: how good the release is that serves."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.negotiate import choose
from api.quality import figures_quads, read_figures
from api.service import Shared
from graph.store_text import quads_text

router = APIRouter(tags=["quality"])

_TURTLE = "text/turtle"
FiguresFormat = Annotated[Literal["json", "ttl"] | None, Query(description="json or ttl; goes before Accept")]


@router.get("/quality", summary="Tell how good this release is", response_class=Response)
def get_quality(request: Request, service: Shared, format: FiguresFormat = None) -> Response:
    """Return the main figures measured with this release, with machine and versions; in Turtle as DQV."""
    figures = read_figures()
    chosen = choose(request.headers.get("accept"), ["application/json", _TURTLE])
    if format == "ttl" or (format is None and chosen == _TURTLE):
        quads = figures_quads(figures, service.store.base)
        return Response(quads_text(quads, ".ttl"), media_type=_TURTLE, headers={"Vary": "Accept"})
    return JSONResponse(dict(figures), headers={"Vary": "Accept"})
