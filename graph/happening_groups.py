"""Reports in groups of one happening each: by ties, the best first, unless that joins what contradicts.

What groups a store has follows from its reports and decisions alone. `regrouped` finds what a change makes of groups
that are known without looking at those far from it: a group only ever grows out of its own members, so what does not
come into contact with a changed group forms as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from graph.clusters import Verdicts
from graph.happening_reports import Report, Reports, order
from graph.happening_ties import contradicts, resumed, tie
from graph.identity import Tie

DECIDED = 2000.0  # added to the score of a decision: above every agreement
Group = frozenset[str]


class Grouping:
    """Groups the reports of a view; what it has compared it need not compare again."""

    def __init__(self, reports: Reports, verdicts: Verdicts) -> None:
        self.reports = reports
        self._verdicts = verdicts
        self._tied: dict[tuple[str, str], Tie | None] = {}
        self._apart: dict[tuple[str, str], bool] = {}
        self._resumed: dict[str, frozenset[Tie]] = {}
        self._of: dict[str, frozenset[Tie]] = {}

    def ties_of(self, report: Report) -> frozenset[Tie]:
        """Return all ties of a report to reports of the view."""
        if report.iri not in self._of:
            self._of[report.iri] = frozenset(self._ties(report, self.reports.near(report)))
        return self._of[report.iri]

    def ties_among(self, members: Iterable[Report]) -> set[Tie]:
        """Return the ties between some reports."""
        ordered = list(members)
        inside = {member.iri for member in ordered}
        found: set[Tie] = set()
        for number, report in enumerate(ordered):
            later = (other for other in ordered[number + 1 :] if self.reports.are_near(report, other))
            found.update(self._ties(report, later))
        return {each for each in found if each.one in inside and each.other in inside}

    def _ties(self, report: Report, near: Iterable[Report]) -> Iterable[Tie]:
        for other in near:
            if (found := self._tie(report, other)) is not None:
                yield found
        for each in self._resumed_in(report.document):
            if report.iri in (each.one, each.other):
                yield each
        for each in self._verdicts.same.get(report.iri, ()):
            if self.reports.report(each.one) is not None and self.reports.report(each.other) is not None:
                yield Tie(each.one, each.other, DECIDED + each.score, each.reason)

    def _tie(self, one: Report, other: Report) -> Tie | None:
        pair = (one.iri, other.iri) if one.iri < other.iri else (other.iri, one.iri)
        if pair not in self._tied:
            self._tied[pair] = tie(one, other)
        return self._tied[pair]

    def _resumed_in(self, document: str) -> frozenset[Tie]:
        if document not in self._resumed:
            within = self.reports.within(document)
            self._resumed[document] = frozenset(filter(None, (resumed(each, within) for each in within)))
        return self._resumed[document]

    def groups(self, members: Mapping[str, Report], found: Iterable[Tie]) -> list[Group]:
        """Return the groups that ties make of some reports.

        A decision joins whole groups: what it joins may contradict, and keeps nothing else out.
        """
        group, core = ({iri: {iri} for iri in members} for _ in range(2))  # core: without decisions
        for each in sorted(found, key=lambda t: (-t.score, t.one, t.other)):
            if self._are_different(group[each.one], group[each.other]):
                continue
            if each.score < DECIDED:
                one, other = core[each.one], core[each.other]
                if one is not other and any(self._contradict(members[a], members[b]) for a in one for b in other):
                    continue
                _join(core, each)
            _join(group, each)
        return [frozenset(each) for each in {id(each): each for each in group.values()}.values()]

    def _contradict(self, one: Report, other: Report) -> bool:
        pair = (one.iri, other.iri) if one.iri < other.iri else (other.iri, one.iri)
        if pair not in self._apart:
            self._apart[pair] = contradicts(one, other) is not None
        return self._apart[pair]

    def _are_different(self, one: set[str], other: set[str]) -> bool:
        """Tell whether somebody called members of two groups different."""
        if one is other or not self._verdicts.different:
            return False
        return any(not self._verdicts.different.get(iri, frozenset()).isdisjoint(other) for iri in one)

    def component(self, start: Report) -> list[Group]:
        """Return the groups of all reports that ties lead to from one."""
        members: dict[str, Report] = {}
        found: set[Tie] = set()
        waiting = [start]
        while waiting:
            report = waiting.pop()
            if report.iri not in members:
                members[report.iri] = report
                found |= (new := self.ties_of(report))
                waiting += self._live(members, {end for tie in new for end in (tie.one, tie.other)})
        return self.groups(members, found)

    def _live(self, known: Mapping[str, Report], events: Iterable[str]) -> list[Report]:
        found = (self.reports.report(event) for event in events if event not in known)
        return [report for report in found if report is not None]

    def regrouped(self, changed: Iterable[str], known: Callable[[str], Group]) -> tuple[set[Group], set[Group]]:
        """Return the groups that hold no more and those in their place.

        `known` gives the group of a report before (that of a new one is itself alone), `changed` are the reports that
        came, went, are told in another way, or of which something else is decided.

        Ties count one by one, and whether one joins two groups depends on these alone. So of groups that no changed
        report was in, those that stay as they were have formed as before, step by step, and what kept them from others
        of that sort keeps them still. All that needs to be formed anew is the groups of changed reports together with
        those that ties lead to; where one of the latter does not stay as it was, it counts as changed too.
        """
        before = {known(event) for event in changed}
        while True:
            inside = {report.iri: report for report in self._live({}, sorted({e for each in before for e in each}))}
            found = {each for report in inside.values() for each in self.ties_of(report)}
            around = {known(end) for each in found for end in (each.one, each.other) if end not in inside}
            members = dict(inside)
            for each in around:
                ring = self._live(inside, sorted(each))
                found |= self.ties_among(ring)
                members |= {report.iri: report for report in ring}
            after = set(self.groups(members, found))
            if around <= after:
                return before, after - around
            before |= around - after


def _join(group: dict[str, set[str]], tie: Tie) -> None:
    one, other = group[tie.one], group[tie.other]
    if one is not other:
        one, other = (one, other) if len(one) >= len(other) else (other, one)
        one |= other
        for iri in other:
            group[iri] = one


def happening_iri(base: str, event: str) -> str:
    """Return the IRI of the happening whose first report is an event."""
    return f"{base}happening/{event.removeprefix(f'{base}document/').replace('/event/', '/', 1)}"


def event_iri_of(base: str, happening: str) -> str | None:
    """Return the event that a happening's IRI is made from, None for another IRI."""
    start = f"{base}happening/"
    document, _, tail = happening.removeprefix(start).partition("/")
    return f"{base}document/{document}/event/{tail}" if happening.startswith(start) and tail else None


def in_order(reports: Iterable[Report]) -> list[Report]:
    """Return reports in canonical order."""
    return sorted(reports, key=order)
