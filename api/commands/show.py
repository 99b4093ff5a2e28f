"""`sitrep show`: an entity, event or document with what is said of it and the sentences that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api.console import guarded
from api.facts import Classes, Statement, document_name, event_of, read_statements, spaced
from api.holder import open_store
from api.options import StoreOption, settings_in_force
from ontology.errors import UnknownError
from ontology.event_types import load_event_types
from ontology.records import Annotated as Record
from ontology.records import Entity

_MOST_DOCUMENTS = 200  # documents read for one entity, the newest
_COLOURS = {"affirmed": "green", "hedged": "yellow", "planned": "magenta", "denied": "red", "standing": "blue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where to print, the verbs of the event classes, and how many statements at most."""

    out: Console
    classes: Classes
    limit: int


@guarded
def show(
    name: Annotated[str, typer.Argument(metavar="IRI-OR-LABEL", help="IRI, label of an entity, or id of a document.")],
    limit: Annotated[int, typer.Option("--limit", help="Most statements printed.", min=1)] = 50,
    store: StoreOption = None,
) -> None:
    """Print an entity, event or document with its claims, their sources and sentences."""
    from api import lookup
    from api.names import resolve

    with open_store(settings_in_force(store=store)) as opened:
        iri = resolve(opened, name)
        view = View(out=_console(), classes=load_event_types().classes, limit=limit)
        document = lookup.document_of(opened, iri)
        if document is None:
            _show_entity(view, iri, lookup.records_of(opened, iri, limit=_MOST_DOCUMENTS))
        elif document == iri:
            _show_document(view, opened.record(document))
        else:
            _show_within(view, iri, opened.record(document))


def _console() -> Console:
    """Return the console of standard output; lines are folded on a terminal only."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, soft_wrap=True)


def _print_line(out: Console, markup: str, indent: int) -> None:
    """Print a line and, on a terminal, what is folded of it, with an indent."""
    if out.soft_wrap:
        out.print(" " * indent + markup)
    else:
        out.print(Padding(Text.from_markup(markup), (0, 0, 0, indent), expand=False))


def _show_entity(view: View, iri: str, records: list[Record]) -> None:
    named = [entity for record in records for entity in record.entities if entity.iri == iri]
    if not named:
        raise UnknownError(f"nothing is known of {iri}; look it up by its label")
    _print_entity(view.out, named[0], len(records))
    statements = [s for record in records for s in read_statements(record, view.classes)]
    about = [s for s in statements if any(part.iri == iri for part in s.parts)]
    says = [s for s in statements if s.source_iri == iri and s not in about]
    _print_statements(view, "what is said of it", about)
    _print_statements(view, "what it says", says)


def _print_entity(out: Console, entity: Entity, documents: int) -> None:
    out.print(f"[bold]{escape(entity.label)}[/]  {entity.type}{f' · {entity.country}' if entity.country else ''}")
    out.print(f"[dim]{escape(entity.iri)}[/]")
    codes = ", ".join(f"{scheme} {code}" for scheme, code in entity.codes.items())
    for line in (codes, ", ".join(entity.same_as), f"in {documents} document{'' if documents == 1 else 's'}"):
        if line:
            out.print(escape(line))


def _show_document(view: View, record: Record) -> None:
    document = record.document
    view.out.print(f"[bold]{escape(document_name(record))}[/]")
    view.out.print(f"[dim]{escape(document.iri)}[/]")
    facts = (document.source, document.published, document.url, f"id {document.id}")
    view.out.print(escape(" · ".join(filter(None, facts))))
    _print_statements(view, "what it says", read_statements(record, view.classes))


def _show_within(view: View, iri: str, record: Record) -> None:
    """Show something that lies in one document: an event, a claim, or an entity described there."""
    if any(entity.iri == iri for entity in record.entities):
        _show_entity(view, iri, [record])
        return
    event = event_of(record, iri)
    statements = [s for s in read_statements(record, view.classes) if event is not None and s.iri == event.iri]
    if event is None or not statements:
        _show_document(view, record)
        return
    mode = f" · {event.mode}" if event.mode else ""
    view.out.print(f"[bold]{escape(spaced(event.class_))}[/]  {event.type}{mode}")
    view.out.print(f"[dim]{escape(event.iri)}[/]")
    for part in statements[0].parts:
        view.out.print(f"  {escape(part.role)}: {escape(part.label)} [dim]{escape(part.iri)}[/]")
    _print_statements(view, "claims", statements)


def _print_statements(view: View, title: str, statements: list[Statement]) -> None:
    if not statements:
        return
    view.out.print(f"\n[bold]{title}[/] ({len(statements)})")
    for statement in statements[: view.limit]:
        _print_statement(view.out, statement)
    if len(statements) > view.limit:
        view.out.print(f"\n  … and {len(statements) - view.limit} more; --limit {len(statements)} prints all")


def _print_statement(out: Console, s: Statement) -> None:
    facts = " · ".join(filter(None, (s.standing_label, s.certainty, s.temporality, s.time)))
    out.print()
    _print_line(out, f"[bold]{escape(s.sentence)}[/]  [{_COLOURS[s.standing]}]{facts}[/]", 2)
    before, quote, after = (_flat(part) for part in (s.passage.before, s.passage.quote, s.passage.after))
    _print_line(out, f"“{escape(before)}[underline]{escape(quote)}[/]{escape(after)}”", 4)
    when = f", {s.published[:10]}" if s.published else ""
    _print_line(out, f"[dim]according to[/] {escape(s.source)} [dim]in[/] {escape(s.title)}{when}", 4)


def _flat(text: str) -> str:
    """Return a text in one line, with single spaces, also at its ends."""
    return re.sub(r"\s+", " ", text)
