"""What the claims of a group of reports say against each other: of opposite polarity, or with numbers that exclude
each other. Hypothetical claims and questions contradict nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.happening_reports import Report, Said, Value

Kind = Literal["denial", "change of mind", "conflicting values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A claim of one side, the report that it is of, and the number that it gives where numbers conflict."""

    report: Report
    claim: Said
    value: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Claims of one group that cannot all hold; `about` is the kind of number that they differ in."""

    kind: Kind
    about: str | None
    one: tuple[Side, ...]
    other: tuple[Side, ...]


def disputes(members: Sequence[Report]) -> Iterator[Dispute]:
    """Yield what claims of some reports, given in canonical order, say against each other."""
    sides = [Side(report=report, claim=claim) for report in members for claim in report.claims]
    sides = [side for side in sides if side.claim.temporality != "hypothetical" and side.claim.certainty != "unknown"]
    affirmed = [side for side in sides if side.claim.polarity == "positive"]
    denied = [side for side in sides if side.claim.polarity == "negative"]
    yield from _changes(affirmed, denied)
    deniers, affirmers = ({side.claim.source for side in each} for each in (denied, affirmed))
    ones = tuple(side for side in affirmed if side.claim.source not in deniers)
    others = tuple(side for side in denied if side.claim.source not in affirmers or ones)
    if ones and others:
        yield Dispute(kind="denial", about=None, one=ones, other=others)
    yield from _conflicts(members)


def _changes(affirmed: Iterable[Side], denied: Iterable[Side]) -> Iterator[Dispute]:
    """Yield for each source that affirms at one date and denies at another what it said before and after."""
    by: dict[str, tuple[list[Side], list[Side]]] = {}
    for number, sides in enumerate((affirmed, denied)):
        for side in sides:
            by.setdefault(side.claim.source, ([], []))[number].append(side)
    for source in sorted(by):
        yes, no = by[source]
        dates = [sorted({side.report.published or "" for side in sides}) for sides in (yes, no)]
        if yes and no and dates[0] != dates[1] and all(all(each) for each in dates):
            first, then = (yes, no) if dates[0] < dates[1] else (no, yes)
            yield Dispute(kind="change of mind", about=None, one=tuple(first), other=tuple(then))


def _conflicts(members: Sequence[Report]) -> Iterator[Dispute]:
    """Yield for each kind of number the lowest and the highest that exclude each other, with who gives them."""
    given = [
        Side(report=report, claim=claim, value=value)
        for report in members
        for value in report.values
        for claim in report.claims
        if claim.polarity == "positive" and claim.temporality in ("past", "present")
    ]
    for kind, unit in sorted({(s.value.kind, s.value.unit or "") for s in given if s.value is not None}):
        sides = [s for s in given if s.value is not None and (s.value.kind, s.value.unit or "") == (kind, unit)]
        lowest = min(sides, key=_high, default=None)
        highest = max(sides, key=_low, default=None)
        if lowest is None or highest is None or _high(lowest) >= _low(highest):
            continue
        if lowest.report.iri == highest.report.iri:
            continue  # two numbers in one report are of two things
        ones, others = (tuple(s for s in sides if s.value == end.value) for end in (lowest, highest))
        yield Dispute(kind="conflicting values", about=kind, one=ones, other=others)


def _low(side: Side) -> float:
    return float("-inf") if side.value is None else side.value.low


def _high(side: Side) -> float:
    return float("inf") if side.value is None or side.value.high is None else side.value.high
