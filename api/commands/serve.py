"""`sitrep serve`: the HTTP server on one store."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import Annotated

import typer

from api.console import guarded, messages
from api.holder import announced, open_store
from api.options import ModelOption, QuietOption, StoreOption, settings_in_force
from api.settings import Settings, setting
from ontology.errors import InputError


@guarded
def serve(
    host: Annotated[str | None, typer.Option("--host", help=setting("host").help)] = None,
    port: Annotated[int | None, typer.Option("--port", help=setting("port").help, min=1, max=65535)] = None,
    store: StoreOption = None,
    model: ModelOption = None,
    quiet: QuietOption = False,
) -> None:
    """Serve the store: pages, the graph view, SPARQL and the HTTP interface, until Ctrl-C."""
    import uvicorn

    from api.app import create_app

    settings = settings_in_force(store=store, model=model, quiet=quiet, host=host, port=port)
    check_free(settings)
    address = f"http://{_shown(settings.host)}:{settings.port}"
    with open_store(settings, create=True) as opened, announced(settings.store, address):
        if not settings.quiet:
            messages().print(f"serving {settings.store} at {address} (Ctrl-C ends it)", markup=False)
        level = "warning" if settings.quiet else "info"
        uvicorn.run(create_app(opened, settings), host=settings.host, port=settings.port, log_level=level)


def _shown(host: str) -> str:
    """Return the name by which a browser on this machine reaches an address listened at."""
    if host in ("127.0.0.1", "0.0.0.0", "::", "::1"):
        return "localhost"
    return f"[{host}]" if ":" in host else host


def check_free(settings: Settings) -> None:
    """Raise InputError where the server could not listen at its address."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise InputError(
                f"cannot listen at {settings.host}:{settings.port} ({error.strerror or error}); choose another --port"
            ) from error
