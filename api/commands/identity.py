"""`sitrep same`, `different`, `undo`, `decisions` and `review`: who is who, decided by people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from api.console import complain, guarded, messages
from api.holder import open_store
from api.options import QuietOption, StoreOption, UserOption, settings_in_force
from api.settings import Settings
from ontology.errors import InputError

if TYPE_CHECKING:
    from api.entries import Entries
    from api.identity import Outcome
    from api.lookup import EntityRow
    from api.review import Question
    from graph.decisions import Decision
    from graph.store import Store

NamesArgument = Annotated[
    list[str],
    typer.Argument(metavar="A B…", help="IRIs or their ends, labels, or keys and names of the gazetteer."),
]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, kept with the decision.")]
InOption = Annotated[
    str | None,
    typer.Option("--in", metavar="DOCUMENT", help="A is what this document calls so; without B, what it was read as."),
]


@contextmanager
def _deciding(settings: Settings) -> Iterator[tuple[Store, Entries]]:
    from api.entries import Entries

    with open_store(settings, write=True) as opened:
        yield opened, Entries(opened.base)


def _options(store: Path | None) -> str:
    """Return the options that a command which is printed needs to be about the same store."""
    return "" if store is None else f"--store {quote(str(store))}"


@guarded
def same(
    names: NamesArgument,
    why: WhyOption = None,
    within: InOption = None,
    force: Annotated[bool, typer.Option("--force", help="Join entities of types that exclude each other too.")] = False,
    by: UserOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Decide that entities are one: `sitrep same A B…`, or with --in, that a document's A is B."""
    settings = settings_in_force(store=store, user=by, quiet=quiet)
    _decide("same", names, why, within, settings, store, force=force)


@guarded
def different(
    names: NamesArgument,
    why: WhyOption = None,
    within: InOption = None,
    by: UserOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Decide that entities are two: `sitrep different A B`, or with --in, that a document's A is not what it seemed."""
    _decide("different", names, why, within, settings_in_force(store=store, user=by, quiet=quiet), store)


def _decide(
    verdict: Literal["same", "different"], names: list[str], why: str | None, within: str | None, settings: Settings,
    store: Path | None, *, force: bool = False,
) -> None:  # fmt: skip
    from api.identity import Wanted, decide, who_decides

    who = who_decides(settings.user)
    wanted = Wanted(verdict=verdict, names=tuple(names), who=who, why=why, within=within, force=force)
    with _deciding(settings) as (opened, entries):
        outcome = decide(opened, entries, wanted)
        if not settings.quiet:
            _print_outcome(opened, entries, outcome, _options(store))


@guarded
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="Number of the decision, as `sitrep decisions` lists it.")],
    why: WhyOption = None,
    by: UserOption = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Undo a decision: all is as it would be without it; the log keeps both."""
    from api.identity import undo as take_back
    from api.identity import who_decides

    settings = settings_in_force(store=store, user=by, quiet=quiet)
    who = who_decides(settings.user)
    with _deciding(settings) as (opened, entries):
        outcome = take_back(opened, number, who=who, why=why)
        if not settings.quiet:
            _print_outcome(opened, entries, outcome, _options(store))


def _print_outcome(store: Store, entries: Entries, outcome: Outcome, options: str) -> None:
    """Print a decision, what stands now for the entities that it is about, and how to undo it."""
    from api.decided import decision_rows

    made, out = outcome.decision, _console()
    (row,) = decision_rows(store, entries, [made])
    undone = f" (undoes {', '.join(map(str, made.undoes))})" if made.undoes else ""
    out.print(f"decision {made.number}: {made.verdict}{undone}")
    others: dict[str, list[str]] = {target.iri: [] for _, target in outcome.now}
    for (iri, target), label in zip(outcome.now, row.labels, strict=True):
        if iri != target.iri:
            others[target.iri].append(f"{label} <{iri}>")
    for target in {target.iri: target for _, target in outcome.now}.values():
        out.print(f"  {_called(target)}, in {_documents(target)} <{target.iri}>")
        for label in others[target.iri]:
            out.print(f"    stands for {label}")
    if made.verdict != "undo":
        out.print(f"to undo it: {_command(f'undo {made.number}', options)}")


def _command(words: str, options: str) -> str:
    return f"sitrep {words} {options}".rstrip()


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def _called(row: EntityRow) -> str:
    return f"{row.label} ({', '.join(filter(None, (row.type, row.country)))})"


def _documents(row: EntityRow) -> str:
    return f"{row.documents:,} document{'' if row.documents == 1 else 's'}"


@guarded
def decisions(
    format: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write the log to FILE.nq, .trig, .ttl or .jsonld.")
    ] = None,
    import_: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="Add the decisions of an export, or of another store's folder."),
    ] = None,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """List all decisions about identity; export them, or import those of others."""
    if format not in ("table", "json"):
        raise InputError(f"no such format: {format!r}; one of table, json")
    if export is not None and import_ is not None:
        raise InputError("--export and --import; give one of them")
    settings = settings_in_force(store=store, quiet=quiet)
    if import_ is not None:
        _import(settings, import_)
    elif export is not None:
        _export(settings, export)
    else:
        _list(settings, format)


def _list(settings: Settings, format: str) -> None:
    from api.decided import decision_json, decision_rows
    from api.entries import Entries
    from api.tables import print_rows

    with open_store(settings) as opened:
        rows, base = decision_rows(opened, Entries(opened.base)), opened.base
    if format == "json":
        for row in rows:
            sys.stdout.write(json.dumps(decision_json(row, base), ensure_ascii=False) + "\n")
        return
    print_rows(
        ("number", "verdict", "about", "who", "when", "why", "state"),
        [
            (str(r.decision.number), r.decision.verdict, " · ".join(r.labels), r.decision.who, r.decision.when,
             r.decision.why or "", r.state)
            for r in rows
        ],
    )  # fmt: skip


def _export(settings: Settings, file: Path) -> None:
    from graph.decision_files import decisions_text

    _check_suffix(file)
    with open_store(settings) as opened:
        data, number = decisions_text(opened, file.suffix), len(opened.decisions())
    file.write_bytes(data)
    if not settings.quiet:
        messages().print(f"written: {number:,} decision{'' if number == 1 else 's'} to {file}", markup=False)


def _check_suffix(file: Path) -> None:
    from graph.store_files import FILES

    if file.suffix not in FILES:
        raise InputError(f"{file}: decisions have no format {file.suffix!r}; use {' '.join(FILES)}")


def _import(settings: Settings, path: Path) -> None:
    from api.entries import Entries
    from api.identity import import_decisions, opposed

    with open_store(settings, create=True) as opened:
        added = import_decisions(opened, Entries(opened.base), _read(path, opened.base))
        for one, other in opposed(opened.decisions(), added):
            complain(
                f"decision {one.number} says that they are one, {other.number} that they are two: "
                f"{other.number} holds; undo one of them"
            )
    if not settings.quiet:
        numbers = f": {added[0].number} to {added[-1].number}" if added else ""
        messages().print(f"{len(added):,} decision{'' if len(added) == 1 else 's'} added{numbers}", markup=False)


def _read(path: Path, base: str) -> Sequence[Decision]:
    """Return the decisions in a file or in a store's folder; raises InputError and StoreError."""
    from graph.decision_files import moved, parse_decisions
    from graph.store import Store

    if path.is_dir():
        with Store.open(path, read_only=True) as other:
            return [moved(decision, other.base, base) for decision in other.decisions()]
    _check_suffix(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"no such file: {path}; give an export or the folder of a store") from error
    try:
        return parse_decisions(data, path.suffix, base=base)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


@guarded
def review(
    limit: Annotated[int, typer.Option("--limit", help="Most questions printed.", min=1)] = 20,
    format: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    store: StoreOption = None,
) -> None:
    """List what is most worth deciding: names that may be one, doubtful links; with the commands that decide it."""
    from api.entries import Entries
    from api.review import question_json, questions

    if format not in ("table", "json"):
        raise InputError(f"no such format: {format!r}; one of table, json")
    with open_store(settings_in_force(store=store)) as opened:
        found, base = questions(opened, Entries(opened.base), limit=limit), opened.base
    if format == "json":
        for question in found:
            sys.stdout.write(json.dumps(question_json(question, base), ensure_ascii=False) + "\n")
        return
    out = _console()
    for number, question in enumerate(found, 1):
        _print_question(out, number, question, base, _options(store))
    if not found:
        out.print("nothing to decide: no similar names and no doubtful links that nobody has decided about")


def _print_question(out: Console, number: int, question: Question, base: str, options: str) -> None:
    from api.names import command

    between = "or" if question.kind == "link" else "and"
    out.print(f"{number}. {_called(question.one)} {between} {_called(question.other)}?")
    out.print(f"   score {question.score:.2f}: {question.reason}")
    for row, titles, passage in zip((question.one, question.other), question.titles, question.passages, strict=True):
        where = f"{row.label}, in {_documents(row)}: {'; '.join(titles)}" if question.link is None else "".join(titles)
        if passage is not None:
            out.print(f"   {where}: “{' '.join(passage.sentence.split())}”")
    for answer in question.answers:
        out.print(f"   {answer.says}: {command(answer.verdict, answer.about, base, options)}")
