"""What the single time expressions denote in their setting: one function for each pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.calendar import (
    LENGTHS,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    Interval,
    choose,
    day,
    days,
    months,
    shift,
    unit_around,
    years,
)
from ingest.feasts import feast_in
from ingest.numerals import ORDINALS, read_cardinal, split_words
from ingest.timex_words import DECADES, NAMED, UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an expression is read against.

    `year` is what months without one belong to; without `yearless` they are not read then. `reference` is the time
    that "a day later" counts from, `lead` the preposition before, `inside` true for what is cut ("the end of …").
    """

    anchor: date | None
    future: bool = False
    year: int | None = None
    reference: Interval | None = None
    yearless: bool = True
    lead: str = ""
    inside: bool = False


Match = re.Match[str]
Reading = Callable[[Match, Setting], "Interval | None"]

_WHICHES = {"this past": "last", "past": "last", "this coming": "next", "coming": "next"}
_BACK = frozenset({"past", "last"})


def _which(match: Match) -> str | None:
    which = match["which"]
    return _WHICHES.get(which, which) if which else None


def _year_of(match: Match, setting: Setting) -> int | None:
    """Return the year that an expression names itself, outright or as last, this or next year."""
    if match["year"]:
        return int(match["year"])
    word = match["yearword"]
    if not word:
        return None
    offset = {"last": -1, "next": 1, "the following": 1, "the previous": -1}.get(word, 0)
    if word.startswith("the ") or word == "that":
        base = setting.reference.start if setting.reference else None
    else:
        base = setting.anchor
    return None if base is None else base.year + offset


def _recurring(match: Match, setting: Setting, make: Callable[[int], Interval | None]) -> Interval | None:
    """Return the occurrence of what recurs every year that an expression means."""
    year = _year_of(match, setting)
    if year is None and match["yearword"]:
        return None
    which = _which(match) if "which" in match.re.groupindex else None
    if year is None and which is None:
        year = setting.year
    if year is not None:
        return make(year)
    if setting.anchor is None or not setting.yearless:
        return None
    near = [make(setting.anchor.year + i) for i in (-2, -1, 0, 1, 2)]
    return choose(near, setting.anchor, which, future=setting.future)


def _month_number(match: Match) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["month"].rstrip(".")[:3]))


def _count(text: str) -> int:
    if text.isdigit() or text in {"a", "an"}:
        return int(text) if text.isdigit() else 1
    if "couple" in text:
        return 2
    found = read_cardinal(split_words(text.split()), 0)
    return round(found[0]) if found else 0


def _nth(text: str) -> int:
    return int(text[:-2]) if text[0].isdigit() else ORDINALS[text]


def read_date(match: Match, setting: Setting) -> Interval | None:
    """Read 5 March, March 5th."""
    written, of_month = match["day"], _month_number(match)
    number = int(written) if written.isdigit() else _nth(written)
    return _recurring(match, setting, lambda year: day(year, of_month, number))


def read_iso(match: Match, setting: Setting) -> Interval | None:
    """Read 2024-03-05."""
    return day(int(match["year"]), int(match["m"]), int(match["d"]))


def read_slashes(match: Match, setting: Setting) -> Interval | None:
    """Read 25/12/2023 and 12/25/2023; where day and month could change places, nothing is certain."""
    first, second, year = int(match["d"]), int(match["m"]), int(match["year"])
    if match["mark"] == "." or first > len(MONTHS) or first == second:
        return day(year, second, first)
    return day(year, first, second) if second > len(MONTHS) else None


def read_month(match: Match, setting: Setting) -> Interval | None:
    """Read March, last March, March 2024."""
    number = _month_number(match)
    return _recurring(match, setting, lambda year: months(year, number, 1))


def read_year(match: Match, setting: Setting) -> Interval | None:
    """Read 2024."""
    return years(int(match["year"]), int(match["year"]))


def read_years(match: Match, setting: Setting) -> Interval | None:
    """Read 2011-2015, 2023-24."""
    first, last = int(match["first"]), match["last"]
    end = first // 10 ** len(last) * 10 ** len(last) + int(last)  # 2023-24, 2006-7
    return years(first, end) if end > first else None


def read_decade(match: Match, setting: Setting) -> Interval | None:
    """Read the 1990s, the '90s, the nineties; the 1900s may be ten years or a hundred."""
    named, short = match["named"], match["short"]
    first = 1900 + (DECADES[named] if named else int(short)) if named or short else int(match["decade"])
    return None if first % 100 == 0 and first != 2000 else years(first, first + 9, "decade")


def read_century(match: Match, setting: Setting) -> Interval | None:
    """Read the 19th century."""
    number = _nth(match["nth"])
    return years(100 * number - 99, 100 * number, "century")


def read_season(match: Match, setting: Setting) -> Interval | None:
    """Read the summer of 2021, next spring."""
    if not (setting.lead or match["which"] or match["year"] or setting.inside):
        return None
    first = SEASONS[match["season"]]
    return _recurring(match, setting, lambda year: months(year, first, 3, "season"))


def read_quarter(match: Match, setting: Setting) -> Interval | None:
    """Read the third quarter, Q3, the second half of last year."""
    unit = "half" if match["of"] == "half" else "quarter"
    count = 12 // LENGTHS[unit]
    nth = match["q"]
    number = count if nth in {"final", "last"} else int(nth) if nth.isdigit() else _nth(nth)
    bare = nth == "last" and not (match["year"] or match["yearword"])  # "last quarter" is the one before this
    if number > count or bare:
        return None
    return _recurring(match, setting, lambda year: months(year, (number - 1) * LENGTHS[unit] + 1, LENGTHS[unit], unit))


def read_months(match: Match, setting: Setting) -> Interval | None:
    """Read the first nine months of 2023."""
    length, year = _count(match["number"]), _year_of(match, setting)
    if year is None or not 1 <= length <= len(MONTHS):
        return None
    return months(year, 1 if match["end"] == "first" else len(MONTHS) + 1 - length, length)


def read_fiscal(match: Match, setting: Setting) -> Interval | None:
    """Read the last fiscal year."""
    return None if setting.anchor is None else unit_around("year", setting.anchor, _offset(match["which"]))


def read_weekday(match: Match, setting: Setting) -> Interval | None:
    """Read Monday, next Monday, Monday last week."""
    if setting.anchor is None:
        return None
    number = WEEKDAYS.index(match["weekday"])
    if match["week"]:
        monday = unit_around("week", setting.anchor, _offset(match["week"])).start
        return None if monday is None else days(monday + timedelta(days=number), 1)
    back = (setting.anchor.weekday() - number) % 7
    near = [days(setting.anchor + timedelta(days=7 * i - back), 1) for i in (-1, 0, 1)]
    return choose(near, setting.anchor, _which(match), future=setting.future)


def read_named(match: Match, setting: Setting) -> Interval | None:
    """Read yesterday, overnight."""
    if setting.anchor is None:
        return None
    first, length = NAMED[match["named"]]
    return days(setting.anchor + timedelta(days=first), length)


def _offset(which: str) -> int:
    return {"last": -1, "past": -1, "this": 0, "current": 0, "ongoing": 0}.get(which, 1)


def read_unit(match: Match, setting: Setting) -> Interval | None:
    """Read last week, a unit of the calendar, and the past week, which runs up to the anchor."""
    unit, which, anchor = UNITS[match["unit"]], match["which"], setting.anchor
    if anchor is None:
        return None
    if unit == "weekend":
        near = [unit_around(unit, anchor, i) for i in (-1, 0, 1)]
        return choose(near, anchor, _WHICHES.get(which, which), future=setting.future)
    if which == "previous" or (unit == "day" and which != "this"):
        return None
    if match["the"] or which == "past":
        if which in {"next", "following"} and setting.lead not in {"in", "over", "for", "within", "during"}:
            return None
        if which in _BACK or which in {"next", "coming"}:
            return _run(unit, 1 if which not in _BACK else -1, anchor)
    return None if unit == "hour" else unit_around(unit, anchor, _offset(which))


def read_whole(match: Match, setting: Setting) -> Interval | None:
    """Read the month, the year, only where a part of it is named; the weekend always."""
    unit = UNITS[match["unit"]]
    if setting.anchor is None or unit == "hour" or not (setting.inside or unit == "weekend"):
        return None
    if unit == "weekend":
        near = [unit_around(unit, setting.anchor, i) for i in (-1, 0, 1)]
        return choose(near, setting.anchor, None, future=setting.future) if setting.lead or setting.inside else None
    return unit_around(unit, setting.anchor)


def _run(unit: str, count: int, anchor: date) -> Interval:
    """Return all days from so many units before the anchor to it, or from it to so many units after."""
    other = shift(unit, anchor, count)
    return Interval(min(anchor, other), max(anchor, other), unit)


def read_span(match: Match, setting: Setting) -> Interval | None:
    """Read the past two weeks, the next three months; open where the number is vague."""
    if setting.anchor is None:
        return None
    unit, back = UNITS[match["unit"]], match["which"] in {*_BACK, "recent"}
    if match["number"] is None:
        return Interval(None, setting.anchor, unit) if back else Interval(setting.anchor, None, unit)
    count = _count(match["number"])
    return _run(unit, -count if back else count, setting.anchor)


def read_ago(match: Match, setting: Setting) -> Interval | None:
    """Read three weeks ago, two weeks from now, in five days: the unit that lies so far away."""
    unit, way = UNITS[match["unit"]], match["way"]
    if setting.anchor is None or unit == "hour":
        return None
    if way is None and not (setting.lead == "in" and setting.future):  # "in two weeks" after a past tense: a duration
        return None
    return unit_around(unit, setting.anchor, _count(match["number"]) * (-1 if way == "ago" else 1))


def read_within(match: Match, setting: Setting) -> Interval | None:
    """Read within 48 hours."""
    if setting.lead != "within" or not setting.future or setting.anchor is None:
        return None
    return _run(UNITS[match["unit"]], _count(match["number"]), setting.anchor)


def read_later(match: Match, setting: Setting) -> Interval | None:
    """Read two days later, the next day, the same month: counted from the reference, if that is fine enough."""
    if setting.reference is None or setting.reference.start is None:
        return None
    unit, start, groups = UNITS[match["unit"]], setting.reference.start, match.re.groupindex
    count = _count(match["number"]) if "number" in groups else 1
    back = match["way"] in {"earlier", "before", "prior", "previous", "preceding"}
    offset = 0 if match["way"] in {"same", "that"} else -count if back else count
    exact = setting.reference.start == setting.reference.end
    if unit == "hour" or (not exact and LENGTHS.get(unit, 0) < LENGTHS.get(setting.reference.unit, 0)):
        return None
    if exact and unit == "week" and "number" in groups:
        return days(shift(unit, start, offset), 1)
    return unit_around(unit, start, offset)


def read_feast(match: Match, setting: Setting) -> Interval | None:
    """Read Christmas Eve, Easter 2019."""
    name, year = match["feast"], _year_of(match, setting) or setting.year
    if year is not None:
        return next(iter(feast_in(name, year)), None)
    if setting.anchor is None or match["yearword"]:
        return None
    near = [f for i in (-2, -1, 0, 1, 2) for f in feast_in(name, setting.anchor.year + i)]
    return choose(near, setting.anchor, _which(match), future=setting.future)
