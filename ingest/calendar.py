"""Calendar arithmetic over closed day intervals; None bounds are open."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
LENGTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}  # in months


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both inclusive; None where open. `unit` is the granularity of what named them."""

    start: date | None
    end: date | None
    unit: str = "day"


def day(year: int, month: int, number: int) -> Interval | None:
    """Return one day, None where the calendar has no such day."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= month <= len(MONTHS):
        return None
    if not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    found = date(year, month, number)
    return Interval(found, found)


def days(start: date, length: int, unit: str = "day") -> Interval:
    """Return `length` days from `start` on."""
    return Interval(start, start + timedelta(days=length - 1), unit)


def months(year: int, number: int, length: int, unit: str = "month") -> Interval:
    """Return `length` months from a month on; `number` may lie outside 1 to 12 and then counts on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last, end = year + (number + length - 2) // 12, (number + length - 2) % 12 + 1
    return Interval(date(year, number, 1), date(last, end, calendar.monthrange(last, end)[1]), unit)


def years(first: int, last: int, unit: str = "year") -> Interval:
    """Return whole years, both inclusive."""
    return Interval(date(first, 1, 1), date(last, 12, 31), unit)


def unit_around(unit: str, anchor: date, offset: int = 0) -> Interval:
    """Return the day, week (from Monday), weekend, or unit of months and years that lies `offset` from the anchor's."""
    if unit == "day":
        return days(anchor + timedelta(days=offset), 1)
    if unit == "weekend":
        return days(anchor - timedelta(days=anchor.weekday() - 5) + timedelta(weeks=offset), 2, unit)
    if unit == "week":
        return days(anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=offset), 7, unit)
    if unit == "century":
        first = (anchor.year - 1) // 100 * 100 + 1 + 100 * offset
        return years(first, first + 99, unit)
    if unit == "decade":
        first = anchor.year // 10 * 10 + 10 * offset
        return years(first, first + 9, unit)
    length = LENGTHS[unit]
    return months(anchor.year, (anchor.month - 1) // length * length + 1 + offset * length, length, unit)


def shift(unit: str, anchor: date, offset: int) -> date:
    """Return the day that lies `offset` units from the anchor, cut to the length of a shorter month."""
    if unit in {"day", "week", "hour"}:
        return anchor + timedelta(days=_whole_days(offset) if unit == "hour" else offset * (7 if unit == "week" else 1))
    year, number = divmod(anchor.year * 12 + anchor.month - 1 + offset * LENGTHS[unit], 12)
    return date(year, number + 1, min(anchor.day, calendar.monthrange(year, number + 1)[1]))


def _whole_days(hours: int) -> int:
    return (abs(hours) + 23) // 24 * (1 if hours > 0 else -1)


def choose(candidates: Sequence[Interval | None], anchor: date, which: str | None, *, future: bool) -> Interval | None:
    """Choose among the occurrences of a unit that recurs, such as Mondays.

    `which` is last, next, this or None: last ends before the anchor, next begins after it; else the one around the
    anchor counts, then the latest that has begun, or with `future` the first that has not ended.
    """
    known = [(c.start, c.end, c) for c in candidates if c is not None and c.start is not None and c.end is not None]
    if which == "this" and (around := [c for start, end, c in known if start <= anchor <= end]):
        return around[0]
    if which == "next" or (future and which != "last"):
        ahead = [(s, c) for s, e, c in known if (s > anchor if which == "next" else e >= anchor)]
        return min(ahead, key=lambda pair: pair[0])[1] if ahead else None
    behind = [(s, c) for s, e, c in known if (e < anchor if which == "last" else s <= anchor)]
    return max(behind, key=lambda pair: pair[0])[1] if behind else None


def part(whole: Interval, which: str) -> Interval:
    """Return the early, middle or late third of an interval with both bounds; of a day, the day itself."""
    assert whole.start is not None
    assert whole.end is not None
    length = (whole.end - whole.start).days + 1
    if length == 1:
        return whole
    first, second = _thirds(whole)
    begin, stop = {"early": (0, first), "mid": (first, second), "late": (second, length)}[which]
    return Interval(whole.start + timedelta(days=begin), whole.start + timedelta(days=max(stop - 1, begin)), whole.unit)


def _thirds(whole: Interval) -> tuple[int, int]:
    """Return how many days lie before the middle and the late third: of a month 10 and 20, of longer units months."""
    assert whole.start is not None
    assert whole.end is not None
    start, length = whole.start, (whole.end - whole.start).days + 1
    if whole.unit == "month" and length <= 31:
        return 10, 20
    if whole.unit in {"year", "quarter", "season", "half"} and start.day == 1:
        step = LENGTHS[whole.unit] // 3
        return tuple((shift("month", start, step * n) - start).days for n in (1, 2))  # type: ignore[return-value]
    if whole.unit in {"decade", "century"}:
        cuts = (4, 7) if whole.unit == "decade" else (33, 66)
        return tuple((date(start.year + cut, 1, 1) - start).days for cut in cuts)  # type: ignore[return-value]
    return length // 3, 2 * length // 3


def parse_date(value: str | None) -> date | None:
    """Return the day of an ISO 8601 date or date-time; None for anything else."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
