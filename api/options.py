"""The options that several commands share, with the help of the settings table."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from api.settings import Settings, read_settings, setting


def _help(name: str) -> str:
    row = setting(name)
    return f"{row.help} [{row.variable}]"


StoreOption = Annotated[Path | None, typer.Option("--store", help=_help("store"), metavar="DIR")]
ModelOption = Annotated[Path | None, typer.Option("--model", help=_help("model"), metavar="DIR")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=_help("quiet"))]
UserOption = Annotated[str | None, typer.Option("--by", help=_help("user"), metavar="NAME")]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Date of publication of documents that do not state their own."),
]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Publisher of documents that do not state their own.")
]
PathsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="PATH...", help="Files (.txt .md .html .jsonl), folders, or - for standard input."),
]


def settings_in_force(**given: Any) -> Settings:
    """Return the settings from the environment and the options given; raises InputError."""
    if given.get("quiet") is False:
        given["quiet"] = None  # an option that is not given leaves the environment's word
    return read_settings(os.environ, **given)
