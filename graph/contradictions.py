"""What sources say against each other of one happening: denied by one, affirmed by another; numbers that cannot agree.

Hypothetical claims and questions contradict nothing. Who denies what he affirmed at an earlier date has changed his
mind, which is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.happening_disputes import Dispute, Kind, Side, disputes
from graph.happening_lists import events_of, events_told_by, kept_disputes, newest_first
from graph.happenings import Happening, Happenings
from graph.merged import Resolution
from graph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Claims about one happening that cannot all hold.

    Of a denial, `one` affirms and `other` denies; of a change of mind, `one` is the earlier. Of conflicting values,
    those of `one` are lower. Each side is in the order of publication.
    """

    kind: Kind
    about: str | None
    happening: Happening
    one: tuple[Side, ...]
    other: tuple[Side, ...]


def contradictions(
    store: Store, *, about: str | None = None, documents: frozenset[str] | None = None
) -> Iterator[Contradiction]:
    """Yield the contradictions in a store, those of what was reported last first, as they are found.

    `about` is an entity that takes part or speaks, `documents` are the only ones to count.
    """
    happenings, resolution = Happenings(store, documents), store.resolution()
    if documents is None:
        events = kept_disputes(store, about)
    else:
        inside = None if about is None else events_of(store, about) | events_told_by(store, about)
        events = newest_first(store, documents, inside)
        # Whoever denies what an entity takes part in need not name it; where none is named, one side is enough.
        events = (event for event in events if inside is not None or _is_disputable(happenings, event))
    for members in happenings.each(events):
        for found in disputes(members):
            if about is None or _concerns(found, about, resolution):
                happening = happenings.of(members[0].iri)
                if happening is not None:
                    yield Contradiction(
                        kind=found.kind, about=found.about, happening=happening, one=found.one, other=found.other
                    )


def _is_disputable(happenings: Happenings, event: str) -> bool:
    """Tell whether somebody denies an event or gives a number of it."""
    report = happenings.reports.report(event)
    return report is not None and (bool(report.values) or any(claim.polarity == "negative" for claim in report.claims))


def _concerns(found: Dispute, about: str, resolution: Resolution) -> bool:
    return any(
        about == resolution.of(side.claim.source, side.report.document)
        or any(party.iri == about for party in side.report.parties)
        for side in (*found.one, *found.other)
    )
