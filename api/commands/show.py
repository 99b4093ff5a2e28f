"""`sitrep show`: an entity, event or document with what is said of it and the sentences that say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from api.asof import AsOfOption, KnownByOption, chosen, needed, restricted, tell_left_out
from api.console import guarded
from api.facts import Classes, Statement, document_name, event_of, read_statements, spaced
from api.holder import open_store
from api.options import StoreOption, settings_in_force
from ontology.errors import UnknownError
from ontology.event_types import load_event_types
from ontology.records import Annotated as Record

if TYPE_CHECKING:
    from api.entries import Entries
    from api.portrait import Portrait, Reading
    from graph.store import Store

_MOST_DOCUMENTS = 200  # documents read for one entity, the newest
_COLOURS = {"affirmed": "green", "hedged": "yellow", "planned": "magenta", "denied": "red", "standing": "blue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where to print, the verbs of the event classes, how many statements at most, and whether all links."""

    out: Console
    classes: Classes
    limit: int
    links: bool


@guarded
def show(
    name: Annotated[str, typer.Argument(metavar="IRI-OR-LABEL", help="IRI, label of an entity, or id of a document.")],
    limit: Annotated[int, typer.Option("--limit", help="Most statements printed.", min=1)] = 50,
    links: Annotated[bool, typer.Option("--links", help="Say of every document why it was read to mean this.")] = False,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
) -> None:
    """Print an entity, event or document with its claims, their sources and sentences."""
    from api.entries import Entries
    from api.lookup import document_of
    from api.names import resolve
    from api.resolved import is_entity, read_record, stands_for

    with open_store(settings_in_force(store=store)) as opened:
        iri = resolve(opened, name)
        held = chosen(opened, as_of, known_by)
        tell_left_out(held)
        if held is not None:
            opened = restricted(opened, held, among=needed(opened, iri))
        view = View(out=_console(), classes=load_event_types().classes, limit=limit, links=links)
        if is_entity(opened.base, iri):
            _show_entity(view, opened, Entries(opened.base), stands_for(opened, iri))
        elif (document := document_of(opened, iri)) is None:
            _show_decision(view.out, opened, Entries(opened.base), iri)
        elif document == iri:
            _show_document(view, read_record(opened, document))
        else:
            _show_within(view, iri, read_record(opened, document))


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


def _show_entity(view: View, store: Store, entries: Entries, iri: str) -> None:
    from api.portrait import read_portrait
    from api.resolved import read_records

    portrait = read_portrait(store, entries, iri, limit=_MOST_DOCUMENTS)
    if portrait is None:
        raise UnknownError(f"no document stored means {iri}; `sitrep decisions` lists what was decided about it")
    _print_entity(view.out, portrait)
    _print_links(view, portrait, store.base)
    records = read_records(store, portrait.documents)
    statements = [s for record in records for s in read_statements(record, view.classes)]
    about = [s for s in statements if any(part.iri == iri for part in s.parts)]
    says = [s for s in statements if s.source_iri == iri and s not in about]
    _print_statements(view, "what is said of it", about)
    _print_statements(view, "what it says", says)


def _print_entity(out: Console, portrait: Portrait) -> None:
    row = portrait.row
    out.print(f"[bold]{escape(row.label)}[/]  {row.type}{f' · {row.country}' if row.country else ''}")
    out.print(f"[dim]{escape(row.iri)}[/]")
    codes = ", ".join(f"{scheme} {code}" for scheme, code in portrait.codes)
    called = f"also called {', '.join(portrait.aliases)}" if portrait.aliases else ""
    former = ", ".join(f"{name.name} ({name.period})" for name in portrait.former)
    source = f"known from {portrait.source}" if portrait.source else ""
    documents = f"in {row.documents} document{'' if row.documents == 1 else 's'}"
    for line in (codes, ", ".join(portrait.same_as), called, former and f"once called {former}", source, documents):
        if line:
            out.print(escape(line))
    if len(portrait.members) > 1:
        out.print("made of")
        for member in portrait.members:
            why = f" · {member.reason}" if member.reason else ""
            _print_line(out, f"{escape(member.label)}{why} [dim]{escape(member.iri)}[/]", 2)


def _print_links(view: View, portrait: Portrait, base: str) -> None:
    """Print why documents were read to mean an entity: all of them if asked to, else those that may be wrong."""
    from api.names import command

    readings = [r for r in portrait.readings if view.links or r.is_doubtful]
    if readings:
        view.out.print("read as this in" if view.links else "perhaps wrongly read as this in")
    for reading in readings:
        when = f", {reading.published[:10]}" if reading.published else ""
        _print_line(view.out, f"{escape(reading.title)}{when}{escape(_reasons(reading))}", 2)
        _print_line(view.out, f"[dim]{escape(reading.link)}[/]", 4)
    if readings:
        names = (readings[0].link, readings[0].entity)
        _print_line(view.out, f"if wrong: {escape(command('different', names, base))}", 2)


def _reasons(reading: Reading) -> str:
    """Return label, score, reasons and runner-up of a reading as the end of a line."""
    runner = None if reading.runner_up_label is None else f"or {reading.runner_up_label} {reading.runner_up}"
    score = None if reading.score is None else f"{reading.score:.2f}"
    facts = (reading.label, score, reading.reason, runner, "by decision" if reading.decided else None)
    return "".join(f" · {fact}" for fact in facts if fact)


def _show_decision(out: Console, store: Store, entries: Entries, iri: str) -> None:
    from api.decided import decision_rows

    number = iri.removeprefix(f"{store.base}decision/")
    for row in decision_rows(store, entries, [each for each in store.decisions() if str(each.number) == number]):
        made = row.decision
        out.print(f"[bold]decision {made.number}[/]  {made.verdict}{f' · {row.state}' if row.state else ''}")
        for about, label in zip(made.about, row.labels, strict=True):
            _print_line(out, f"{escape(label)} [dim]{escape(about)}[/]", 2)
        undoes = f"undoes {', '.join(map(str, made.undoes))}" if made.undoes else None
        out.print(escape(" · ".join(filter(None, (made.who, made.when, undoes, made.why)))))
        return
    raise UnknownError(f"{iri} is no entity, event, document or decision; ask for it with `sitrep query`")


def _show_document(view: View, record: Record) -> None:
    document = record.document
    view.out.print(f"[bold]{escape(document_name(record))}[/]")
    view.out.print(f"[dim]{escape(document.iri)}[/]")
    facts = (document.source, document.published, document.url, f"id {document.id}")
    view.out.print(escape(" · ".join(filter(None, facts))))
    _print_statements(view, "what it says", read_statements(record, view.classes))


def _show_within(view: View, iri: str, record: Record) -> None:
    """Show something that lies in one document: an event or a claim."""
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
