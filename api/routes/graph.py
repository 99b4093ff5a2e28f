"""`/graph`: the interactive picture of an entity's neighbourhood, of a query's result, or of the whole."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api import scenes
from api.negotiate import choose
from api.pages import render
from api.picture import NODE_STYLES
from api.service import Shared
from ontology.errors import InputError

router = APIRouter(tags=["graph"])

EntityIri = Annotated[str | None, Query(description="IRI of an entity, event or document", max_length=1000)]
SparqlText = Annotated[str | None, Query(description="SPARQL query whose entities and events are drawn")]
Depth = Annotated[int, Query(ge=1, le=3, description="how many steps from the entity")]
Embed = Annotated[bool, Query(description="without the page's header, for frames")]


@router.get("/graph", summary="Draw a graph", response_class=Response)
def draw_graph(
    request: Request, service: Shared, entity: EntityIri = None, query: SparqlText = None, depth: Depth = 1,
    embed: Embed = False,
) -> Response:  # fmt: skip
    """Return the picture as a page, or its nodes and edges as JSON."""
    if entity and query:
        raise InputError("an entity and a query; give one of them")
    scene = scenes.read_scene(service, entity=entity, query=query, depth=depth)
    if choose(request.headers.get("accept"), ["text/html", "application/json"]) == "application/json":
        return JSONResponse({"title": scene.title, "omitted": scene.picture.omitted, **scene.picture.data})
    given = {"entity": entity, "query": query, "depth": None if depth == 1 else depth}
    whole = "/graph?" + urlencode({name: value for name, value in given.items() if value})
    return render(
        request, "graph.html", title=scene.title, picture=scene.picture, empty=scene.empty, embed=embed, whole=whole,
        node_styles=NODE_STYLES,
    )  # fmt: skip
