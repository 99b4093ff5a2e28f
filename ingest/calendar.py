"""Calendar arithmetic over closed day intervals; None bounds are open."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both inclusive; None where open."""

    start: date | None
    end: date | None


def day(year: int, month: int, number: int) -> Interval | None:
    """Return one day, None where the calendar has no such day."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= number <= calendar.monthrange(year, month)[1]:
        return None
    found = date(year, month, number)
    return Interval(found, found)


def days(start: date, length: int) -> Interval:
    """Return `length` days from `start` on."""
    return Interval(start, start + timedelta(days=length - 1))


def month(year: int, number: int) -> Interval:
    """Return a month; `number` may lie outside 1 to 12 and then counts on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Interval(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def months(year: int, number: int, length: int) -> Interval:
    """Return `length` months from a month on."""
    return Interval(month(year, number).start, month(year, number + length - 1).end)


def years(first: int, last: int) -> Interval:
    """Return whole years, both inclusive."""
    return Interval(date(first, 1, 1), date(last, 12, 31))


def unit_around(unit: str, anchor: date, offset: int = 0) -> Interval:
    """Return the day, week (from Monday), month, year or decade that lies `offset` units from the anchor's."""
    if unit == "day":
        return days(anchor + timedelta(days=offset), 1)
    if unit == "weekend":
        return days(anchor - timedelta(days=anchor.weekday() - 5) + timedelta(weeks=offset), 2)
    if unit == "week":
        return days(anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=offset), 7)
    if unit == "month":
        return month(anchor.year, anchor.month + offset)
    if unit == "decade":
        first = anchor.year // 10 * 10 + 10 * offset
        return years(first, first + 9)
    return years(anchor.year + offset, anchor.year + offset)


def shift(unit: str, anchor: date, offset: int) -> date:
    """Return the day that lies `offset` units from the anchor, cut to the length of a shorter month."""
    if unit in {"day", "week"}:
        return anchor + timedelta(days=offset * (7 if unit == "week" else 1))
    total = anchor.year * 12 + anchor.month - 1 + offset * {"month": 1, "year": 12, "decade": 120}[unit]
    year, number = divmod(total, 12)
    return date(year, number + 1, min(anchor.day, calendar.monthrange(year, number + 1)[1]))


def weekday_near(number: int, anchor: date, *, future: bool) -> Interval:
    """Return the latest such weekday not after the anchor, or the first one after it."""
    back = (anchor.weekday() - number) % 7
    return days(anchor + timedelta(days=7 - back if future else -back), 1)


def part(whole: Interval, which: str) -> Interval:
    """Return the early, middle or late third of an interval with both bounds."""
    assert whole.start is not None
    assert whole.end is not None
    length = (whole.end - whole.start).days + 1
    first, second = length // 3, 2 * length // 3
    begin, stop = {"early": (0, first), "mid": (first, second), "late": (second, length)}[which]
    return Interval(whole.start + timedelta(days=begin), whole.start + timedelta(days=max(stop - 1, begin)))


def parse_date(value: str | None) -> date | None:
    """Return the day of an ISO 8601 date or date-time; None for anything else."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
