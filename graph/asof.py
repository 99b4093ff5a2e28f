"""What a store holds as of a time: reported by then (dates of publication), or in the graph by then (its changes)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from graph.changes import changes_graph, read_changes, states
from graph.happening_kinds import day
from graph.store import Store
from ontology.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """A time that a question is about: documents published `reported_by` that day, in the store `known_by` then.

    Where both are given, documents have to satisfy both.
    """

    reported_by: date | None = None
    known_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The stored documents that a time leaves, and how many it leaves out: `undated` because they have no date,
    `gone` because they were in the store then, but are no more.
    """

    documents: frozenset[str]
    later: int
    undated: int
    gone: int

    def __str__(self) -> str:
        parts = [f"{len(self.documents):,} documents", f"{self.later:,} later ones left out"]
        parts += [f"{self.undated:,} without a date left out"] if self.undated else []
        parts += [f"{self.gone:,} that were there then forgotten since"] if self.gone else []
        return "; ".join(parts)


def read_as_of(reported_by: str | None, known_by: str | None) -> AsOf | None:
    """Return a time from its texts, None where neither is given; raises InputError.

    A day ends with its last moment in UTC; a date-time without an offset is in UTC.
    """
    if not reported_by and not known_by:
        return None
    try:
        reported = date.fromisoformat(reported_by) if reported_by else None
    except ValueError as error:
        raise InputError(f"{reported_by!r} is no date; give the last day of publication as 2024-10-31") from error
    return AsOf(reported_by=reported, known_by=_moment(known_by) if known_by else None)


def _moment(text: str) -> datetime:
    try:
        if len(text) == len("2024-10-31"):
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no time; give it as 2024-10-31 or 2024-10-31T12:00:00Z") from error
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def held(store: Store, as_of: AsOf) -> Held:
    """Return the documents that a time leaves.

    A document that the log of changes does not name came before the log began. One that was read again since counts
    with what was read from it last.
    """
    stored = {document.iri: document.published for document in store.documents()}
    log = read_changes(store.quads(changes_graph(store.base)))
    known = {} if as_of.known_by is None else states(log, as_of.known_by)
    gone = sum(kind in ("added", "replaced") for iri, kind in known.items() if iri not in stored)
    chosen, later, undated = set[str](), 0, 0
    for iri, published in stored.items():
        when = day(published)
        if as_of.reported_by is not None and when is None:
            undated += 1
        elif (as_of.reported_by is not None and when is not None and when > as_of.reported_by) or (
            iri in known and known[iri] not in ("added", "replaced")
        ):
            later += 1
        else:
            chosen.add(iri)
    return Held(documents=frozenset(chosen), later=later, undated=undated, gone=gone)
