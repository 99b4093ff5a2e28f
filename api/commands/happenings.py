"""`sitrep happenings` and `contradictions`: which reports are of one deed, and who says what against whom."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from api.asof import AsOfOption, KnownByOption, chosen, documents_of, tell_left_out
from api.console import guarded
from api.holder import open_store
from api.options import StoreOption, settings_in_force
from ontology.errors import InputError

if TYPE_CHECKING:
    from api.happenings import Disputed, Line, Told

AboutOption = Annotated[
    str | None, typer.Option("--about", metavar="ENTITY", help="An entity that takes part or speaks: IRI or label.")
]
LimitOption = Annotated[int, typer.Option("--limit", help="Most of them printed.", min=1)]
FormatOption = Annotated[str, typer.Option("--format", help="table or json.")]


@guarded
def happenings(
    about: AboutOption = None,
    least: Annotated[int, typer.Option("--least", metavar="N", help="Least documents that report it.", min=1)] = 2,
    limit: LimitOption = 20,
    format: FormatOption = "table",
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
) -> None:
    """List happenings that several documents report, newest first, with who reports them and how many independently."""
    from api.happenings import entity_of, page, tell, told_json
    from graph.happening_lists import list_happenings

    _check(format)
    with open_store(settings_in_force(store=store)) as opened:
        held = chosen(opened, as_of, known_by)
        entity = entity_of(opened, about)
        found, _ = page(list_happenings(opened, about=entity, least=least, documents=documents_of(held)), limit, 0)
        told = [tell(opened, happening) for happening in found]
        base = opened.base
    tell_left_out(held)
    if format == "json":
        _write(told_json(each, base) for each in told)
        return
    out = _console()
    for number, each in enumerate(told, 1):
        _print_told(out, number, each)
        _print_lines(out, each.lines)
    if not told:
        out.print(f"no happening that {least:,} document{'' if least == 1 else 's'} report", markup=False)


@guarded
def contradictions(
    about: AboutOption = None,
    limit: LimitOption = 20,
    format: FormatOption = "table",
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
) -> None:
    """List what sources say against each other: one affirms what another denies, or their numbers cannot agree."""
    from api.happenings import dispute, dispute_json, entity_of, page
    from graph.contradictions import contradictions as find_contradictions

    _check(format)
    with open_store(settings_in_force(store=store)) as opened:
        held = chosen(opened, as_of, known_by)
        found = find_contradictions(opened, about=entity_of(opened, about), documents=documents_of(held))
        disputed = [dispute(opened, each) for each in page(found, limit, 0)[0]]
        base = opened.base
    tell_left_out(held)
    if format == "json":
        _write(dispute_json(each, base) for each in disputed)
        return
    out = _console()
    for number, each in enumerate(disputed, 1):
        _print_disputed(out, number, each)
    if not disputed:
        out.print("no contradictions")


def _check(format: str) -> None:
    if format not in ("table", "json"):
        raise InputError(f"no such format: {format!r}; one of table, json")


def _write(items: Iterable[dict[str, Any]]) -> None:
    for item in items:
        sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def _print_told(out: Console, number: int, told: Told, kind: str = "") -> None:
    happening = told.happening
    parties = ", ".join(f"{role} {label}" for role, _, label in told.parties)
    out.print(f"{number}. " + " · ".join(filter(None, (kind, told.name, told.when, parties))))
    counts = (
        (len(happening.members), "report"),
        (happening.documents, "document"),
        (happening.publishers, "publisher"),
    )
    said = ", ".join(f"{n:,} {word}{'' if n == 1 else 's'}" for n, word in counts)
    out.print(f"   {said}, {happening.independent:,} independent")
    out.print(f"   {happening.iri}")


def _print_disputed(out: Console, number: int, disputed: Disputed) -> None:
    found = disputed.found
    _print_told(out, number, disputed.told, f"{found.kind}: {found.about}" if found.about else found.kind)
    for head, lines in zip(disputed.heads, (disputed.one, disputed.other), strict=True):
        out.print(f"   {head}")
        _print_lines(out, lines)


def _print_lines(out: Console, lines: Iterable[Line]) -> None:
    for line in lines:
        when = (line.published or "no date")[:10]
        printed = "" if line.source == line.publisher else f", in {line.publisher}"
        facts = " · ".join(filter(None, (line.number, line.certainty, line.temporality)))
        out.print(f"     {when}  {line.source}{printed} ({line.polarity}, {facts})")
        out.print(f"       “{line.quote}”")
        out.print(f"       {line.event}")
