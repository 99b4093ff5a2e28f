"""`sitrep documents`, `forget`, `export` and `validate`: what is in the store."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.asof import AsOfOption, KnownByOption, chosen, tell_left_out
from api.console import SOME_FAILED, guarded, messages
from api.holder import open_store
from api.links import document_key
from api.options import QuietOption, StoreOption, settings_in_force
from ontology.errors import InputError


@guarded
def documents(
    format: Annotated[str | None, typer.Option("--format", help="table or json; default: a table.")] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
) -> None:
    """List the stored documents, newest first."""
    from api import lookup
    from api.tables import print_rows

    if format not in (None, "table", "json"):
        raise InputError(f"no such format: {format!r}; one of table, json")
    with open_store(settings_in_force(store=store)) as opened:
        held = chosen(opened, as_of, known_by)
        rows = [row for row in lookup.documents(opened) if held is None or row.iri in held.documents]
    tell_left_out(held)
    if format == "json":
        for row in rows:
            described = {name: getattr(row, name) for name in ("iri", "id", "title", "published", "source", "url")}
            sys.stdout.write(json.dumps(described, ensure_ascii=False) + "\n")
        return
    print_rows(
        ("document", "published", "source", "title"),
        [(document_key(row.iri), (row.published or "")[:10], row.source or "", row.title or row.id) for row in rows],
    )


@guarded
def forget(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="IRI, its last part, or the document's id.")],
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Remove a document and everything that was read from it."""
    from api.names import the_document

    settings = settings_in_force(store=store, quiet=quiet)
    with open_store(settings, write=True) as opened:
        found = the_document(opened, document)
        opened.forget(found.iri)
    if not settings.quiet:
        messages().print(f"forgotten: {found.title or found.id} ({found.iri})", markup=False)


@guarded
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="FILE.nq, FILE.trig, FILE.ttl or FILE.jsonld.")],
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the whole store to a file; its suffix says in which format."""
    settings = settings_in_force(store=store, quiet=quiet)
    with open_store(settings) as opened:
        opened.export(file)
    if not settings.quiet:
        messages().print(f"written: {file} ({file.stat().st_size:,} bytes)", markup=False)


@guarded
def validate(store: StoreOption = None, quiet: QuietOption = False) -> None:
    """Check the store against the ontology's SHACL shapes; exit code 1 where it does not conform."""
    from graph.validate import validate as check

    settings = settings_in_force(store=store, quiet=quiet)
    with open_store(settings) as opened:
        report = check(opened)
    if not report.conforms:
        sys.stdout.write(f"{report.text}\n")
        raise typer.Exit(SOME_FAILED)
    if not settings.quiet:
        messages().print(report.text, markup=False)
