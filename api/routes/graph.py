"""`/graph`: the interactive picture of an entity's neighbourhood, of a query's result, or of the whole."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api import scenes
from api.links import picture_of
from api.names import Candidate, candidates
from api.negotiate import choose
from api.pages import render
from api.picture import NODE_STYLES
from api.service import Shared
from ontology.errors import InputError

router = APIRouter(tags=["graph"])

EntityName = Annotated[
    str | None,
    Query(description="IRI or label of an entity, IRI of an event, IRI, id or title of a document", max_length=1000),
]
SparqlText = Annotated[str | None, Query(description="SPARQL query whose entities and events are drawn")]
Depth = Annotated[int, Query(ge=1, le=3, description="how many steps from the entity")]
Embed = Annotated[bool, Query(description="without the page's header, for frames")]


@router.get("/graph", summary="Draw a graph", response_class=Response)
def draw_graph(
    request: Request, service: Shared, entity: EntityName = None, query: SparqlText = None, depth: Depth = 1,
    embed: Embed = False,
) -> Response:  # fmt: skip
    """Return the picture as a page, or its nodes and edges as JSON; 300 with the candidates for a name of several."""
    if entity and query:
        raise InputError("an entity and a query; give one of them")
    wants_json = choose(request.headers.get("accept"), ["text/html", "application/json"]) == "application/json"
    if entity:
        found = candidates(service.store, entity)
        if len(found) > 1:
            return _choice(request, entity, found, wants_json=wants_json)
        entity = found[0].iri
    scene = scenes.read_scene(service, entity=entity, query=query, depth=depth)
    if wants_json:
        return JSONResponse({"title": scene.title, "omitted": scene.picture.omitted, **scene.picture.data})
    given = {"entity": entity, "query": query, "depth": None if depth == 1 else depth}
    whole = "/graph?" + urlencode({name: value for name, value in given.items() if value})
    return render(
        request, "graph.html", title=scene.title, picture=scene.picture, empty=scene.empty, embed=embed, whole=whole,
        node_styles=NODE_STYLES,
    )  # fmt: skip


def _choice(request: Request, name: str, found: list[Candidate], *, wants_json: bool) -> Response:
    """Return the entities and documents that a name may stand for (RFC 9110, section 15.4.1)."""
    if wants_json:
        items = [
            {"iri": each.iri, "label": each.label, "type": each.kind, "country": each.country,
             "graph": picture_of(each.iri)}
            for each in found
        ]  # fmt: skip
        return JSONResponse({"title": f"{name} names several", "candidates": items}, 300, headers={"Vary": "Accept"})
    return render(request, "choose.html", status=300, name=name, candidates=found)
