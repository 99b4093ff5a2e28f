"""`/` and `/docs`: the first page, and the description of the HTTP interface."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import lookup
from api.examples import EXAMPLES
from api.pages import render
from api.service import Shared

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, service: Shared) -> Response:
    """Return the first page: what this is, how much it holds, and ways in."""
    documents = lookup.documents(service.store)
    counts = asdict(service.store.counts())
    return render(
        request, "home.html", counts=counts.items(), documents=documents[:8], total=len(documents),
        entities=lookup.entities(service.store)[:6], examples=EXAMPLES[:4],
    )  # fmt: skip


@router.get("/docs")
def docs(request: Request) -> Response:
    """Return the interactive description of the HTTP interface, from files of this server alone."""
    return render(request, "docs.html")
