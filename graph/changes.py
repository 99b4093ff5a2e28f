"""When documents came into a store and went out of it: a log in a graph of its own, written with each change.

One triple tells one change: a document, `sr:addedAt`, `sr:replacedAt` or `sr:removedAt`, a time in UTC. The log is
about the store, not about what documents say: exports leave it out, the default graph does not hold it, and it outlives
the documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal as Either
from typing import cast

from graph.quads import Literal, Quad, term_text
from graph.vocabulary import XSD
from ontology.iris import SR

Kind = Either["added", "replaced", "removed"]
_KINDS = {SR + f"{kind}At": kind for kind in ("added", "replaced", "removed")}


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One change of one document, `when` in UTC."""

    when: datetime
    document: str
    kind: Kind


def changes_graph(base: str) -> str:
    """Return the name of the graph that holds the log."""
    return f"{base}changes"


def utc_now() -> datetime:
    """Return the time in UTC, by which a store dates its changes unless it is given another clock."""
    return datetime.now(UTC)


def entry_text(base: str, document: str, kind: Kind, when: datetime) -> str:
    """Return the graph pattern that adds an entry, for INSERT DATA."""
    stamp = Literal(when.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z", XSD + "dateTime")
    triple = f"{term_text(document)} {term_text(f'{SR}{kind}At')} {term_text(stamp)}"
    return f"GRAPH {term_text(changes_graph(base))} {{ {triple} }}"


def read_changes(quads: Iterable[Quad]) -> list[Entry]:
    """Return the entries of a log's quads, oldest first."""
    found = [
        Entry(datetime.fromisoformat(q.object.value), q.subject, cast(Kind, _KINDS[q.predicate]))
        for q in quads
        if q.predicate in _KINDS and isinstance(q.object, Literal)
    ]
    return sorted(found)


def states(log: Iterable[Entry], by: datetime) -> dict[str, Kind | None]:
    """Return for each document of a log its last change up to a time, None where it came only later."""
    found: defaultdict[str, Kind | None] = defaultdict(lambda: None)
    for entry in sorted(log):
        found[entry.document] = entry.kind if entry.when <= by else found[entry.document]
    return dict(found)
