"""HTML pages: templates with every value escaped, and the headers that keep data from running as script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.facts import STANDINGS, spaced
from api.links import claim_page, page_of, picture_of, weblink

TEMPLATES = Path(__file__).parent / "templates"

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def templates(base: str) -> Environment:
    """Return the environment of the pages of a store with this base IRI."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["page"] = lambda iri: page_of(iri, base)
    environment.filters["picture"] = picture_of
    environment.filters["weblink"] = weblink
    environment.filters["spaced"] = spaced
    environment.filters["counted"] = counted
    environment.filters["tail"] = lambda iri: iri.removeprefix(base)
    environment.globals["claim_page"] = lambda document, key: claim_page(document, key, base)
    environment.globals["standings"] = STANDINGS
    environment.globals["base"] = base
    return environment


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun in the right number: 1 claim, 1,200 claims."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def render(
    request: Request, template: str, /, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """Return a page made from a template; links and script come from this server alone."""
    environment: Environment = request.app.state.templates
    text = environment.get_template(template).render(path=request.url.path, **context)
    return HTMLResponse(text, status, {"Vary": "Accept", **(headers or {})})
