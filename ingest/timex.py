"""What a time expression denotes: a closed interval of days.

Nothing is guessed: an expression without a year, or relative to "now", needs an anchor (the day of publication).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from ingest.calendar import (
    MONTHS,
    SEASONS,
    WEEKDAYS,
    Interval,
    day,
    days,
    month,
    months,
    part,
    shift,
    unit_around,
    weekday_near,
    years,
)

NUMBERS = {
    word: value
    for value, words in enumerate(
        ("", "one a an", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
    )
    for word in words.split()
}  # fmt: skip

_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
_MONTH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?P<weekday>mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)"
_NUMBER = r"(?P<number>\d{1,4}|a couple of|" + "|".join(NUMBERS) + ")"
_UNIT = r"(?P<unit>day|night|week|weekend|month|year|decade)s?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_PART = r"(?:(?P<part>early|mid|middle of|late|the start of|the beginning of|the end of)[\s-]+(?:in\s+)?)?(?:the\s+)?"
_LEAD = r"(?:(?:on|in|at|during|of|over|within|throughout|for|around|about|sometime|back)\s+)*"

_PARTS = {
    "early": "early", "the start of": "early", "the beginning of": "early", "mid": "mid", "middle of": "mid",
    "late": "late", "the end of": "late",
}  # fmt: skip
_OFFSETS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
_NAMED = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
          "the day after tomorrow": 2, "overnight": 0}  # fmt: skip

Reading = Callable[[re.Match[str], "date | None", bool], "Interval | None"]


def find_time(text: str, anchor: date | None, *, future: bool = False) -> Interval | None:
    """Return the days that an expression denotes, None where it says nothing certain.

    `anchor` is the day of publication. A weekday or a month without year is the latest not after the anchor,
    with `future` the first after it.
    """
    plain = " ".join(text.lower().replace("’", "'").replace(",", " ").split())
    plain = re.sub(r"\s+'s\b", "'s", plain)
    try:
        return _bounded(plain, anchor, future) or _simple(plain, anchor, future)
    except (OverflowError, ValueError):  # outside the calendar of years 1 to 9999
        return None


def _bounded(text: str, anchor: date | None, future: bool) -> Interval | None:
    """Read since, until, before, after and from … to …"""
    between = re.match(r"(?:between|from) (.+?) (?:and|to|until|till|through) (.+)$", text)
    if between:
        last = _simple(between[2], anchor, future)
        first = _simple(between[1], anchor, future)
        if first is None and last is not None:  # "from 3 to 5 June 2024"
            tail = re.search(r"[a-z].*$", between[2])
            first = _simple(f"{between[1]} {tail[0]}", anchor, future) if tail else None
        return Interval(first.start, last.end) if first and last else None
    match = re.match(r"(since|until|till|before|after|by|ever since)\s+(.+)$", text)
    if match is None:
        return None
    inner = _simple(match[2], anchor, future or match[1] in {"until", "till", "by"})
    if inner is None:
        return None
    if match[1].endswith("since"):
        return Interval(inner.start, None)
    if match[1] == "after":
        return Interval(None if inner.end is None else inner.end + timedelta(days=1), None)
    if match[1] == "before":
        return Interval(None, None if inner.start is None else inner.start - timedelta(days=1))
    return Interval(None, inner.end)


def _simple(text: str, anchor: date | None, future: bool) -> Interval | None:
    for pattern, read in READINGS:
        match = pattern.fullmatch(text)
        if match:
            return read(match, anchor, future)
    return None


def _month_number(match: re.Match[str]) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["month"].rstrip(".")[:3]))


def _weekday_number(match: re.Match[str]) -> int:
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(match["weekday"][:3]))


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 2 if "couple" in word else NUMBERS[word]


def _nearest(candidates: Sequence[Interval | None], anchor: date, future: bool) -> Interval | None:
    known = [c for c in candidates if c is not None and c.start is not None and c.end is not None]
    if future:
        return min((c for c in known if c.end >= anchor), key=lambda c: c.start or anchor, default=None)  # type: ignore[operator]
    return max((c for c in known if c.start <= anchor), key=lambda c: c.start or anchor, default=None)  # type: ignore[operator]


def _read_date(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    number, of_month = int(match["day"]), _month_number(match)
    if match["year"]:
        return day(int(match["year"]), of_month, number)
    if anchor is None:
        return None
    return _nearest([day(anchor.year + i, of_month, number) for i in (-1, 0, 1)], anchor, future)


def _read_iso(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    return day(int(match["year"]), int(match["m"]), int(match["d"]))


def _read_month(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    number = _month_number(match)
    if match["year"]:
        found: Interval | None = month(int(match["year"]), number)
    elif anchor is None:
        return None
    else:
        which = match["which"]
        offset = {"next": True, "last": False}.get(which, future) if which else future
        found = _nearest([month(anchor.year + i, number) for i in (-1, 0, 1)], anchor, offset)
        if which == "last" and found and (found.end is None or found.end >= anchor):
            found = month(anchor.year - 1, number)
        if which == "next" and found and (found.start is None or found.start <= anchor):
            found = month(anchor.year + 1, number)
    return _cut(found, match)


def _cut(found: Interval | None, match: re.Match[str]) -> Interval | None:
    return part(found, _PARTS[match["part"]]) if found and match["part"] else found


def _read_year(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    return _cut(years(int(match["year"]), int(match["year"])), match)


def _read_decade(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    return _cut(years(int(match["decade"]), int(match["decade"]) + 9), match)


def _read_century(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    number = int(match["century"])
    return _cut(years(100 * number - 99, 100 * number), match)


def _read_season(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    first = SEASONS[match["season"]]
    if match["year"]:
        return months(int(match["year"]), first, 3)
    if anchor is None:
        return None
    if match["which"] == "this":
        return months(anchor.year, first, 3)
    near = [months(anchor.year + i, first, 3) for i in (-2, -1, 0, 1)]
    if match["which"] == "last":
        near = [n for n in near if n.end is not None and n.end < anchor]
    return _nearest(near, anchor, future or match["which"] == "next")


def _read_weekday(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    if anchor is None:
        return None
    number, which = _weekday_number(match), match["which"]
    if which in {"next", "this coming"}:
        return weekday_near(number, anchor, future=True)
    found = weekday_near(number, anchor, future=future and which != "last")
    if which == "last" and found.start == anchor:
        return days(anchor - timedelta(days=7), 1)
    return found


def _read_named(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    return None if anchor is None else days(anchor + timedelta(days=_NAMED[match["named"]]), 1)


def _read_unit(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    """Read this, last, next week; earlier this month; later this year."""
    if anchor is None:
        return None
    unit = {"night": "day"}.get(match["unit"], match["unit"])
    whole = unit_around(unit, anchor, _OFFSETS.get(match["which"], 0))
    this_weekend = match["unit"] == "weekend" and match["which"] == "this"
    if this_weekend and not future and whole.start is not None and whole.start > anchor:
        whole = unit_around(unit, anchor, -1)
    if match["when"] == "earlier":
        return Interval(whole.start, min(anchor, whole.end or anchor))
    if match["when"] == "later":
        return Interval(max(anchor, whole.start or anchor), whole.end)
    return _cut(whole, match)


def _read_daytime(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    return None if anchor is None else days(anchor, 1)


def _read_span(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    """Read the past two weeks, the next three months."""
    if anchor is None:
        return None
    unit = {"night": "day", "weekend": "week"}.get(match["unit"], match["unit"])
    count = _count(match["number"])
    if match["which"] in {"next", "coming", "following"}:
        return Interval(anchor, shift(unit, anchor, count))
    return Interval(shift(unit, anchor, -count), anchor)


def _read_ago(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    if anchor is None:
        return None
    unit = {"night": "day", "weekend": "week"}.get(match["unit"], match["unit"])
    return unit_around(unit, anchor, -_count(match["number"]))


def _read_ahead(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    if anchor is None or not future:  # "in two weeks" after a past tense is a duration
        return None
    unit = {"night": "day", "weekend": "week"}.get(match["unit"], match["unit"])
    return Interval(anchor, shift(unit, anchor, _count(match["number"])))


def _patterns() -> tuple[tuple[re.Pattern[str], Reading], ...]:
    which = r"(?:(?P<which>last|next|this coming|this|past)\s+)?"
    clock = r"(?:\s+(?:morning|afternoon|evening|night|at noon|at dawn))?"
    before_day = rf"(?:(?:{_WEEKDAY})\s+)?"
    table: tuple[tuple[str, Reading], ...] = (
        (r"(?P<year>[12]\d{3})-(?P<m>0[1-9]|1[0-2])-(?P<d>\d{2})", _read_iso),
        (rf"{before_day}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:\s+{_YEAR})?{clock}", _read_date),
        (rf"{before_day}{_MONTH}\s+(?:the\s+)?{_DAY}(?:\s+{_YEAR})?{clock}", _read_date),
        (rf"{_PART}{which}{_MONTH}(?:\s+(?:of\s+)?{_YEAR})?", _read_month),
        (rf"{_PART}(?:the\s+year\s+)?{_YEAR}", _read_year),
        (rf"{_PART}(?P<decade>[12]\d{{2}}0)'?s", _read_decade),
        (rf"{_PART}(?P<century>\d{{1,2}})(?:st|nd|rd|th)[\s-]+century", _read_century),
        (rf"{which}(?:the\s+)?(?P<season>{'|'.join(SEASONS)})(?:\s+(?:of\s+)?{_YEAR})?", _read_season),
        (rf"(?:early |late )?{which}{_WEEKDAY}{clock}", _read_weekday),
        (rf"(?:early |late |earlier |later )?(?P<named>{'|'.join(_NAMED)}){clock}", _read_named),
        (r"(?:earlier\s+)?this\s+(?:morning|afternoon|evening)", _read_daytime),
        (
            rf"(?:(?P<when>earlier|later)\s+)?{_PART}(?P<which>this|last|past|previous|next|coming)\s+{_UNIT}",
            _read_unit,
        ),
        (rf"(?:the\s+)?(?P<which>past|last|previous|next|coming|following)\s+{_NUMBER}\s+{_UNIT}", _read_span),
        (rf"(?:some |about |around |nearly |almost )?{_NUMBER}\s+{_UNIT}\s+(?:ago|earlier|before)", _read_ago),
        (rf"{_NUMBER}\s+{_UNIT}(?:'s)?(?:\s+time)?", _read_ahead),
    )
    return tuple((re.compile(_LEAD + pattern), read) for pattern, read in table)


READINGS = _patterns()
