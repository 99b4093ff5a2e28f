"""Errors as answers: a page for people, problem+json (RFC 9457) for programs, plain text for SPARQL clients."""

from __future__ import annotations

import errno
import logging
from http import HTTPStatus
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

from api.negotiate import choose
from api.pages import render
from ontology.errors import InputError, ModelError, QueryError, SitrepError, StoreBusyError, UnknownError

log = logging.getLogger("sitrep.server")

_STATUS: tuple[tuple[type[SitrepError], HTTPStatus], ...] = (
    (UnknownError, HTTPStatus.NOT_FOUND),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (StoreBusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (ModelError, HTTPStatus.SERVICE_UNAVAILABLE),
    (SitrepError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


def problem(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return an error as the client understands it."""
    title = HTTPStatus(status).phrase
    if request.url.path == "/sparql":
        return PlainTextResponse(" ".join(detail.split()) + "\n", status, headers)
    offers = ["application/problem+json", "application/json", "text/html"]
    if choose(request.headers.get("accept"), offers) == "text/html":
        return render(request, "error.html", status=status, headers=headers, title=title, detail=detail)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def _sitrep(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s %s: %s", request.method, request.url.path, error)
    return problem(request, status, str(error))


def _http(request: Request, error: Exception) -> Response:
    found = cast(HTTPException, error)
    return problem(request, found.status_code, str(found.detail), dict(found.headers or {}))


def _invalid(request: Request, error: Exception) -> Response:
    found = cast(RequestValidationError, error)
    said = [f"{'.'.join(str(at) for at in each['loc'])}: {each['msg']}" for each in found.errors()]
    return problem(request, HTTPStatus.BAD_REQUEST, "; ".join(said))


def _system(request: Request, error: Exception) -> Response:
    found = cast(OSError, error)
    log.error("%s %s: %s", request.method, request.url.path, found)
    if found.errno == errno.ENOSPC:
        return problem(request, HTTPStatus.INSUFFICIENT_STORAGE, "the disk is full; free some space and try again")
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "the server could not read or write a file")


def add_problems(app: FastAPI) -> None:
    """Register the answers to every kind of error with an application."""
    app.add_exception_handler(SitrepError, _sitrep)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(OSError, _system)
