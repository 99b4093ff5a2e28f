"""`sitrep figures`: how good this release is."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from api.console import guarded, messages
from api.holder import open_store
from api.options import QuietOption, StoreOption, settings_in_force
from ontology.errors import InputError


@guarded
def figures(
    format: Annotated[str, typer.Option("--format", help="table, json or ttl.")] = "table",
    load: Annotated[bool, typer.Option("--load", help="Keep them in the store, in a graph of their own.")] = False,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Print the main figures that were measured with this release, or keep them in the store."""
    from api.quality import figures_quads, read_figures
    from graph.store_text import quads_text
    from ontology.iris import DEFAULT_BASE

    if format not in ("table", "json", "ttl"):
        raise InputError(f"no such format: {format!r}; one of table, json, ttl")
    settings = settings_in_force(store=store, quiet=quiet)
    found = read_figures()
    if load:
        with open_store(settings, create=True) as opened:
            opened.put_quality(figures_quads(found, opened.base))
        if not settings.quiet:
            messages().print(f"{len(found['figures']):,} figures are in the store", markup=False)
    elif format == "json":
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    elif format == "ttl":
        sys.stdout.write(quads_text(figures_quads(found, settings.base or DEFAULT_BASE), ".ttl").decode())
    else:
        _print_table(found["figures"])


def _print_table(rows: list[dict[str, Any]]) -> None:
    from api.sheets import figure_text, interval_text
    from api.tables import print_rows

    print_rows(
        ("measure", "figure", "value", "95 % interval", "items"),
        [
            (
                row["title"], row["figure"], figure_text(row["value"]), interval_text(row["interval"]),
                figure_text(row["items"]),
            )
            for row in rows
        ],
    )  # fmt: skip
