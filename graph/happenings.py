"""Happenings: reports of one deed, of one or several documents, as one group.

Which reports are one follows from what stands in the store and from decisions: not from the order in which documents
came, and not from what was asked before. The groups of the whole store are kept (`graph.happening_kept`) and looked
up; those of some documents only are formed when they are asked for, from any of their reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.clusters import Verdicts
from graph.decisions import active
from graph.happening_copies import is_agency, origins
from graph.happening_groups import Grouping, happening_iri, in_order
from graph.happening_kept import kept_group
from graph.happening_reports import Report, Reports
from graph.identity import Tie
from graph.store import Store
from graph.vocabulary import LABEL, SCHEMA
from ontology.iris import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A group of reports in canonical order; its IRI is made from that of the first.

    `publishers` counts documents without one each for itself; `independent` counts publishers of which none copies
    another or relies on the same agency. `reasons` say what ties the reports.
    """

    iri: str
    members: tuple[Report, ...]
    documents: int
    publishers: int
    independent: int
    reasons: tuple[Tie, ...]


class Happenings:
    """The happenings of a store as it is; `documents` restricts them to what some documents report."""

    def __init__(self, store: Store, documents: frozenset[str] | None = None) -> None:
        self.reports = Reports(store, documents)
        self.store = store
        self._grouping = Grouping(self.reports, Verdicts(active(store.decisions())))
        self._members: dict[str, tuple[Report, ...]] = {}
        self._known: dict[str, Happening] = {}

    def of(self, event: str) -> Happening | None:
        """Return the happening that an event reports; None for one that is hypothetical or not stored."""
        members = self.members(event)
        return None if not members else self._happening(members)

    def members(self, event: str) -> tuple[Report, ...]:
        """Return the reports of the happening that an event reports, none for one that reports nothing."""
        if event not in self._members:
            start = self.reports.report(event)
            if start is None:
                self._members[event] = ()
            elif self.reports.documents is None:
                self._add(kept_group(self.store, event))
            else:
                for group in self._grouping.component(start):
                    self._add(group)
        return self._members[event]

    def _add(self, group: Iterable[str]) -> None:
        members = tuple(in_order(report for event in group if (report := self.reports.report(event)) is not None))
        self._members.update(dict.fromkeys((member.iri for member in members), members))

    def each(self, events: Iterable[str]) -> Iterator[tuple[Report, ...]]:
        """Yield the reports of the happenings of some events, each happening once, in the order of the events."""
        seen: set[str] = set()
        for event in events:
            members = () if event in seen else self.members(event)
            seen.update(member.iri for member in members)
            if members:
                yield members

    def _happening(self, members: tuple[Report, ...]) -> Happening:
        iri = happening_iri(self.store.base, members[0].iri)
        if iri in self._known:
            return self._known[iri]
        documents = sorted({member.document for member in members})
        publisher = {member.document: member.publisher for member in members}
        sentences = {d: [c.quote for m in members if m.document == d for c in m.claims] for d in documents}
        agencies = {d: self._agencies(d, [m for m in members if m.document == d]) for d in documents}
        self._known[iri] = Happening(
            iri=iri, members=members, documents=len(documents), publishers=len(set(publisher.values())),
            independent=len(origins(documents, publisher, sentences, agencies, self.reports.text)),
            reasons=tuple(sorted(self._grouping.ties_among(members))),
        )  # fmt: skip
        return self._known[iri]

    def _agencies(self, document: str, members: Iterable[Report]) -> set[str]:
        """Return the news agencies that a document has its reports from, or is published by."""
        sources = {claim.source for member in members for claim in member.claims} | {document}
        publishers = {member.publisher for member in members}
        return {normalise(name) for iri in sources | publishers for name in self._names(iri) if is_agency(name)}

    def _names(self, iri: str) -> list[str]:
        found = [*self.store.find(iri, LABEL, None, ""), *self.store.find(iri, SCHEMA + "name", None, "")]
        return [q.object if isinstance(q.object, str) else q.object.value for q in found]
