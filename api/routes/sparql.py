"""`/sparql`: the SPARQL 1.1 query operation over GET and POST, read-only."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.ask import ask
from api.asof import AsOfQuery, KnownByQuery, chosen, restricted
from api.examples import EXAMPLES
from api.formats import BY_NAME, Format, negotiate, offered
from api.negotiate import choose
from api.pages import render
from api.service import Service, Shared
from ontology.errors import SitrepError

router = APIRouter(tags=["sparql"])

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_IN_MEMORY = 2_000_000  # bytes of an answer kept in memory before it goes to a temporary file
_PIECE = 65_536
_READ_ONLY = "this endpoint answers queries only; documents are changed through /documents"
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The result", "content": {m: {} for f in BY_NAME.values() for m in f.media[:1]}},
    400: {"description": "Malformed query, with line and column", "content": {"text/plain": {}}},
    403: {"description": "Updates are refused"},
    406: {"description": "None of the formats offered is accepted"},
}  # fmt: skip

QueryText = Annotated[str | None, Query(description="SPARQL 1.1 query; well-known prefixes need no declaration")]
FormatName = Annotated[str | None, Query(description="json, xml, csv, tsv, ttl, nt or jsonld; goes before Accept")]


@router.get("/sparql", summary="Answer a SPARQL query", responses=_ANSWERS, response_class=Response)
async def get_sparql(
    request: Request, service: Shared, query: QueryText = None, format: FormatName = None, as_of: AsOfQuery = None,
    known_by: KnownByQuery = None,
) -> Response:  # fmt: skip
    """Answer a query, or show the page to write one where there is none and the client reads HTML."""
    values = request.query_params
    if "update" in values:
        raise HTTPException(403, _READ_ONLY)
    if len(values.getlist("query")) > 1:
        raise HTTPException(400, "more than one query parameter; send one query")
    if query is None:
        if choose(request.headers.get("accept"), ["text/plain", "text/html"]) == "text/html":
            return await run_in_threadpool(render, request, "sparql.html", examples=EXAMPLES, query="")
        raise HTTPException(400, "no query; send ?query=SELECT… or POST it as application/sparql-query")
    when = (as_of, known_by)
    return await run_in_threadpool(answer, service, query, request.headers.get("accept"), format, when)


@router.post("/sparql", summary="Answer a SPARQL query", responses=_ANSWERS, response_class=Response)
async def post_sparql(
    request: Request, service: Shared, format: FormatName = None, as_of: AsOfQuery = None, known_by: KnownByQuery = None
) -> Response:
    """Answer a query sent as a form or as `application/sparql-query`."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == _UPDATE or "update" in request.query_params:
        raise HTTPException(403, _READ_ONLY)
    if media not in (_FORM, _QUERY):
        raise HTTPException(415, f"content type {media!r} is not supported; send {_QUERY} or {_FORM}")
    if "query" in request.query_params:
        raise HTTPException(400, "a query in the address and a body; send one of them")
    text = _decode(await request.body())
    if media == _FORM:
        form = parse_qs(text, keep_blank_values=True)
        if "update" in form:
            raise HTTPException(403, _READ_ONLY)
        if len(form.get("query", ())) != 1:
            raise HTTPException(400, "exactly one query parameter is needed in the form")
        text = form["query"][0]
        format, as_of, known_by = (
            given or form.get(name, [None])[0]
            for given, name in ((format, "format"), (as_of, "as_of"), (known_by, "known_by"))
        )
    return await run_in_threadpool(answer, service, text, request.headers.get("accept"), format, (as_of, known_by))


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8 at byte {error.start + 1:,}") from error


def answer(
    service: Service,
    query: str,
    accept: str | None,
    name: str | None,
    when: tuple[str | None, str | None] = (None, None),
) -> Response:
    """Run a query and return its serialised result; QueryError and 406 come before anything is sent.

    `when` is the time that it is about: reported by, known by.
    """
    out: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed when it has been sent
    format = _write(service, query, accept, name, when, out)
    if isinstance(format, Exception):
        out.close()
        raise format
    length = out.tell()
    out.seek(0)
    headers = {"Content-Length": str(length), "Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    return StreamingResponse(_pieces(out), media_type=format.media[0], headers=headers)


def _write(
    service: Service, query: str, accept: str | None, name: str | None, when: tuple[str | None, str | None],
    out: IO[bytes],
) -> Format | Exception:  # fmt: skip
    """Write the result of a query and return its format, or return what went wrong.

    An error that was raised here would take the result in its traceback to another thread, and Oxigraph wants its
    results dropped by the thread that made them.
    """
    try:
        result = ask(restricted(service.store, chosen(service.store, *when)), query)
        format = pick(result.kind, accept, name)
        result.write(format.name, out)
        return format
    except (HTTPException, SitrepError) as error:
        error.__cause__ = error.__context__ = None
        return error.with_traceback(None)


def pick(kind: str, accept: str | None, name: str | None) -> Format:
    """Return the format of an answer, by its short name if given, else by Accept, or raise 400 or 406."""
    names = [format.name for format in offered(kind)]
    if name is not None:
        if name not in names:
            raise HTTPException(400, f"format {name!r} does not fit this query; one of {', '.join(names)}")
        return BY_NAME[name]
    found = negotiate(accept, kind)
    if found is None:
        offers = ", ".join(format.media[0] for format in offered(kind))
        raise HTTPException(406, f"none of the formats accepted is offered; the offers are {offers}")
    return found


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece
