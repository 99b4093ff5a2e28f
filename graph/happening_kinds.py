"""What reports of one deed may call it, and when it was: families of event classes, windows of days, keys.

A report's class belongs to one or more families; two reports can tell of one happening where they share one. Deeds
of a family that recurs (strikes, clashes, demands) need times that agree, others happen once between their parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from types import MappingProxyType

_FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "strike": ("Attack", "Strike", "AirStrike", "DroneStrike", "Shelling", "Bombing", "SuicideAttack"),
        "assault": ("Attack", "Offensive", "Invasion", "Raid", "Ambush"),
        "combat": ("Combat", "Clash"),
        "killing": ("Killing", "Assassination", "Massacre", "Execution"),
        "capture": ("Capture", "Seizure", "Occupation"),
        "abduction": ("Kidnapping", "TakingCaptive"),
        "arrest": ("Arrest", "Detention"),
        "deployment": ("Deployment", "TroopMovement", "Arrival"),
        "treaty": ("TreatySigning", "Accord", "Consent"),
        "approval": ("TreatyRatification", "Endorsement"),
        "talk": ("Meeting", "Negotiation", "Discussion", "Summit", "Visit", "Hosting"),
        "exit": ("Exit", "Suspension", "Cancellation"),
        "expulsion": ("Expulsion", "Deportation"),
        "sanction": ("Sanctioning", "Embargo"),
        "protest": ("Demonstration", "Riot", "Obstruction"),
        "blame": ("Condemnation", "Criticism", "Complaint"),
        "rejection": ("Rejection", "Denial"),
        "demand": ("Demand", "Appeal", "Exhortation", "Request"),
        "threat": ("Threat", "Warning", "Ultimatum"),
        "arms": ("ArmsTransfer", "ArmsSale"),
        "aid": ("AidDelivery", "FinancialAid"),
        "exercise": ("Exercise", "JointExercise"),
        "promise": ("Promise", "Offer"),
    }
)
_ONCE = frozenset({"deployment", "treaty", "approval", "exit", "Ceasefire", "Coup", "Recognition", "BreakingRelations",
                   "Cession", "Resignation", "Dismissal", "Alliance", "Election"})  # fmt: skip
SPOKEN = frozenset({"blame", "rejection", "demand", "threat", "promise", "Accusation", "Praise", "Support", "Order"})
RECENT = 31  # days before its publication in which a deed without a time may have been done
SOON = 92  # days after its publication in which one that is planned may be
_MOST_MONTHS = 13  # of a window: what is vaguer than a year is grouped with nothing
NEWS = 3  # days after a deed, or between two reports, in which news of it appears
_SPAN = NEWS + 1  # days: of two dates so near that they differ by `NEWS` at most
EXACT = 7  # days of the longest time that can tell two deeds of one kind apart


def families(class_: str) -> tuple[str, ...]:
    """Return the families of an event class; one that is in none is a family of its own."""
    return tuple(name for name, members in _FAMILIES.items() if class_ in members) or (class_,)


def recurs(shared: Iterable[str]) -> bool:
    """Tell whether deeds of the families that two reports share are done again and again."""
    return all(family not in _ONCE for family in shared)


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which a reported deed was done or is to be, both inclusive; `stated` where the text says when."""

    first: date
    last: date
    stated: bool

    @property
    def is_exact(self) -> bool:
        """Whether the text states a time of few days."""
        return self.stated and (self.last - self.first).days <= EXACT

    def meets(self, other: Window) -> bool:
        """Tell whether two windows have a day in common."""
        return self.first <= other.last and other.first <= self.last


def day(text: str | None) -> date | None:
    """Return the day of an ISO 8601 date or date-time, None for other forms."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def window(start: str | None, end: str | None, published: str | None, *, ahead: bool) -> Window | None:
    """Return when a deed was done as its time and its report's date tell; None where nothing does.

    `ahead` tells that it is only expected. An open end of a time reaches to the publication.
    """
    first, last, told = day(start), day(end), day(published)
    if first is not None and last is not None:
        return Window(min(first, last), last, True)
    if first is not None:
        return Window(first, max(first, told or first), True)
    if last is not None:
        return Window(min(told or last, last), last, True)
    if told is None:
        return None
    if ahead:
        return Window(told, told + timedelta(min(SOON, (date.max - told).days)), False)
    return Window(told - timedelta(min(RECENT, (told - date.min).days)), told, False)


def report_keys(class_: str, when: Window | None, published: date | None, codes: Iterable[str]) -> set[str]:
    """Return the keys of a report: two reports of different documents are compared where they share one.

    `codes` are the countries of its participants, or the ends of their IRIs where they have none. A key has a family,
    when, and one code or two. Of deeds that recur `when` is a day of an exact time, or a span of `_SPAN` days of
    publication: those that `is_timely` tells to be of one time, and have two codes and a month in common, share such a
    key, for a day and the one `NEWS` days later lie in one span or in two that follow each other, and any day between
    them in one of these. Where both times are exact, they have a day in common, and each code with it is a key. Of
    deeds done once, whose reports need no times that agree, `when` is a month.
    """
    if when is None:
        return set()
    known, found = sorted(set(codes)), set()
    pairs = [" ".join(pair) for pair in combinations(known, 2)]
    months = list(_months(when)) if pairs else []
    days = [when.first + timedelta(n) for n in range((when.last - when.first).days + 1)] if when.is_exact else []
    news = {each for each in (when.last if when.is_exact else None, published) if each is not None and months}
    spans = {str((first.toordinal() + after) // _SPAN) for first in news for after in (0, NEWS)}
    for family in families(class_):
        found |= {f"{family} {time} {pair}" for time in (months if family in _ONCE else spans) for pair in pairs}
        found |= {f"{family} {each.isoformat()} {code}" for each in days for code in known}
    return found


def is_timely(one: Window, told: date | None, other: Window, said: date | None) -> bool:
    """Tell whether the times of two reports agree, which were published on some days.

    They do where both texts say which days; where one was published within `NEWS` days after the day that the other
    gives, or of the other. Otherwise deeds that recur are two.
    """
    if one.is_exact and other.is_exact:
        return one.meets(other)
    near = told is not None and said is not None and abs((told - said).days) <= NEWS
    return near or _follows(one, said, other) or _follows(other, told, one)


def _follows(exact: Window, published: date | None, other: Window) -> bool:
    """Tell whether a report that does not say when was published right after the exact time of another one."""
    return exact.is_exact and not other.stated and published is not None and 0 <= (published - exact.last).days <= NEWS


def _months(when: Window) -> Iterable[str]:
    first, last = (each.year * 12 + each.month - 1 for each in (when.first, when.last))
    if last - first < _MOST_MONTHS:
        yield from (f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1))
