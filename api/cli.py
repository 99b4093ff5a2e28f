"""The command line: `sitrep COMMAND`.

Results go to standard output, messages to standard error; exit codes are listed in `api/console.py`
and shown by `sitrep --help`.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from api.commands import figures, happenings, identity, ingest, query, serve, show, store
from api.commands.evaluate import create_evaluate
from api.console import EXIT_CODES

_ABOUT = (
    "Turn news text into a knowledge graph: who did what to whom, where, when, and according to whom.\n\n"
    "Every option that names a [SITREP_…] variable can be set by it.\n\n"
    "Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES) + "."
)


def create_cli() -> typer.Typer:
    """Return the command line application."""
    app = typer.Typer(
        name="sitrep", help=_ABOUT, no_args_is_help=True, invoke_without_command=True,
        pretty_exceptions_enable=False, add_completion=False,
    )  # fmt: skip
    for command in (
        ingest.ingest, ingest.extract, query.query, show.show, identity.same, identity.different, identity.undo,
        identity.decisions, identity.review, happenings.happenings,
        happenings.contradictions, store.documents, store.forget, store.export, store.validate, serve.serve,
        figures.figures,
    ):  # fmt: skip
        app.command()(command)
    app.add_typer(create_evaluate(), name="evaluate")
    app.callback()(about)
    return app


def about(
    shown: Annotated[bool, typer.Option("--version", help="Print the version and end.", is_eager=True)] = False,
) -> None:
    """Print the version if asked to; the help of the whole is given to the application."""
    if shown:
        print(f"sitrep {version('sitrep')}")
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    create_cli()()
