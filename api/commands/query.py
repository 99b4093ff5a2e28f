"""`sitrep query`: SPARQL from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.asof import AsOfOption, KnownByOption, chosen, restricted, tell_left_out
from api.console import guarded
from api.formats import FORMATS, offered
from api.holder import open_store
from api.options import StoreOption, settings_in_force
from ontology.errors import InputError

_SUFFIXES = (".rq", ".sparql")
_TABLE = "table"


@guarded
def query(
    sparql: Annotated[
        str, typer.Argument(metavar="SPARQL|FILE.rq|-", help="Query text, a file with it, or - for standard input.")
    ],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help=f"{_TABLE}, {', '.join(f.name for f in FORMATS)}; default: a table on a terminal, else csv, "
            "or ttl for CONSTRUCT and DESCRIBE.",
        ),
    ] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
) -> None:
    """Answer a SPARQL query; well-known prefixes (sr:, plover:, sem:, schema: …) need no declaration."""
    from api.ask import ask
    from api.tables import print_result

    names = [_TABLE, *(f.name for f in FORMATS)]
    if format is not None and format not in names:
        raise InputError(f"no such format: {format!r}; one of {', '.join(names)}")
    text = read_query(sparql)
    with open_store(settings_in_force(store=store)) as opened:
        held = chosen(opened, as_of, known_by)
        asked = restricted(opened, held)
        tell_left_out(held)
        result = ask(asked, text)
        if format == _TABLE or (format is None and sys.stdout.isatty()):
            print_result(asked, result)
            return
        fitting = [f.name for f in offered(result.kind)]
        name = format or ("csv" if "csv" in fitting else fitting[0])
        if name not in fitting:
            raise InputError(f"format {name!r} does not fit this query; one of {_TABLE}, {', '.join(fitting)}")
        result.write(name, sys.stdout.buffer)


def read_query(given: str) -> str:
    """Return the query text: the argument itself, or what the file or standard input that it names holds."""
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode()
        if given.lower().endswith(_SUFFIXES) and "\n" not in given and "{" not in given:
            return Path(given).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"no such file: {given}; give a .rq file or the query itself in quotes") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{given} is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{given} cannot be read: {error.strerror or error}") from error
    return given
