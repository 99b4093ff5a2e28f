"""The HTTP application: routes, pages, errors and headers around one open store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from api.pages import HEADERS, templates
from api.problems import add_problems
from api.routes import documents, entities, events, graph, happenings, home, identity, quality, sparql, things
from api.service import Annotate, Service
from api.settings import Settings
from api.shield import AddHeaders, LimitBody
from graph.store import Store
from ontology.errors import SitrepError

_STATIC = Path(__file__).parent / "static"
_ABOUT = (
    "What news texts claim, as a graph: who did what to whom, where, when, and according to whom. "
    "Pages for people and JSON for programs have the same addresses; the Accept header decides."
)


def create_app(store: Store | Path, settings: Settings, *, annotate: Annotate | None = None) -> FastAPI:
    """Return the application for a store that is open, or for one to be opened and closed with the application.

    `annotate` replaces the pipeline that is otherwise loaded at the first ingest. Raises StoreError.
    """
    opened = Store.open(store, base=settings.base) if isinstance(store, Path) else store

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if isinstance(store, Path):
            await run_in_threadpool(opened.close)

    app = FastAPI(
        title="sitrep", version=version("sitrep"), description=_ABOUT, docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.service = Service(opened, settings, annotate)
    app.state.templates = templates(opened.base)
    for module in (home, sparql, documents, entities, events, graph, happenings, identity, quality, things):
        app.include_router(module.router)
    _mount_static(app)
    add_problems(app)
    app.add_middleware(LimitBody, limit=settings.max_body_bytes)
    app.add_middleware(AddHeaders, headers=HEADERS)
    return app


def _mount_static(app: FastAPI) -> None:
    """Serve our own files and, from the installed packages, those of the graph view and the API page."""
    app.mount("/static/vis", StaticFiles(directory=_folder_of("pyvis") / "lib" / "vis-9.1.2"), name="vis")
    app.mount("/static/swagger", StaticFiles(directory=_folder_of("fastapi_offline") / "static"), name="swagger")
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")


def _folder_of(package: str) -> Path:
    """Return the folder of an installed package without importing it: pyvis would import IPython."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SitrepError(f"the package {package} is not installed; install sitrep with its dependencies")
    return Path(spec.origin).parent
