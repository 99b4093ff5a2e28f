"""What a time expression denotes: a closed interval of days.

Nothing is guessed: an expression without a year, or relative to "now", needs an anchor (the day of publication); one
that counts from another time ("two days later") needs that time, the reference.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from ingest.calendar import Interval, part
from ingest.timex_patterns import READINGS, kinds_of
from ingest.timex_readings import Setting

_LEAD = re.compile(
    r"(?:(?:in the course of|as early as|as recently as|as of|by the time of|on|in|at|during|of|over|within|throughout"
    r"|for|around|about|sometime|back|only|just|the night of|the day of|the week of)\s+)+"
)
_FROM = re.compile(r"(?:(?:between|from)\s+)(?P<first>.+?)\s+(?:and|to|until|till|through)\s+(?P<last>.+)$")
_HYPHEN = re.compile(r"(?:from\s+)?(?P<first>.*?[a-z0-9.])(?:\s*[-–—]\s*|\s+through\s+)(?P<last>[a-z0-9].*)$")
_JOINT = re.compile("[-–—]|through ")
_BOUND = re.compile(
    r"(?:(?P<since>ever since|since|starting(?: on| from| in)?|beginning(?: on| in))|(?P<from>from)"
    r"|(?P<until>until|till|through|up to|not? later than|by|as late as)|(?P<before>before|prior to|ahead of)"
    r"|(?P<after>after|following))\s+(?P<rest>.+?)(?P<onwards>\s+(?:on|onwards?))?$"
)
_PART = re.compile(
    r"(?:(?:the|very)\s+)*(?:(?P<part>early|mid|late)(?:\s*-\s*|\s+)(?:(?:in|on)\s+)?"
    r"|(?P<portion>middle|start|beginning|end|opening|close|first days|last days|final days)\s+of\s+)(?P<rest>.+)$"
)
_PARTS = {
    "early": "early", "start": "early", "beginning": "early", "opening": "early", "first days": "early", "mid": "mid",
    "middle": "mid",
}  # fmt: skip
_PART_BEHIND = re.compile(r"(?P<rest>.+?)(?:'s\s+|\s*-\s*)(?P<part>start|beginning|end|close)(?P<portion>)$")
_WITHIN = re.compile(r"(?P<which>earlier|later)\s+(?:(?:in|on)\s+)?(?P<rest>.+)$")
_HALF_DAY = r"(?:early |late |mid-)?(?:hours|morning|afternoon|evening|night|noon|midnight|dawn|dusk|midday)"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?|noon|midnight|dawn|dusk|midday|sunrise|sunset|nightfall)"
_ZONE = r"(?:\s+(?:local time|gmt|utc|[ecmp][sd]t))?"
_BEFORE_DAY = re.compile(
    rf"(?:(?:shortly|just|soon|long|well|at|before|after|around|by)\s+)*(?:(?P<clock>{_CLOCK}){_ZONE}"
    rf"|the (?:early |small |late )?{_HALF_DAY})(?:\s+(?:on|of))?\s+(?P<rest>.+)$"
)
_AFTER_DAY = re.compile(
    rf"(?P<rest>.+?)\s+(?:(?:early |late )?(?:morning|afternoon|evening|night)"
    rf"|(?:(?:at|around|before|after|shortly before|shortly after)\s+)+(?P<clock>{_CLOCK}){_ZONE})$"
)


def find_time(
    text: str,
    anchor: date | None,
    *,
    future: bool = False,
    year: int | None = None,
    reference: Interval | None = None,
    yearless: bool = True,
) -> Interval | None:
    """Return the days that an expression denotes, None where it says nothing certain.

    `anchor` is the day of publication. A weekday or a month without year is the latest not after the anchor,
    with `future` the first not before it. `year` is what months without one belong to, `reference` what "a day later"
    counts from; without `yearless` months need a year.
    """
    plain = " ".join(text.lower().replace("’", "'").replace("‑", "-").replace(",", " ").split())
    plain = plain.replace(" 's", "'s")
    setting = Setting(anchor=anchor, future=future, year=year, reference=reference, yearless=yearless)
    try:
        return _bounded(plain, setting) or _ranged(plain, setting) or _simple(plain, setting)
    except (OverflowError, ValueError):  # outside the calendar of years 1 to 9999
        return None


def _bounded(text: str, setting: Setting) -> Interval | None:
    """Read since, until, before, after, by, from … on."""
    if text.startswith("in the "):  # "in the run-up to", never a bound
        return None
    match = _BOUND.match(text)
    if match is None or (match["from"] and _FROM.match(text)):
        return None
    inner = _ranged(match["rest"], setting) or _simple(match["rest"], setting)
    if inner is None or (match["before"] and _BEFORE_DAY.fullmatch(text) and inner.unit == "hour"):
        return None
    if match["since"] or match["from"]:
        return Interval(inner.start, None, inner.unit) if inner.start else None
    if match["onwards"]:
        return None
    if match["until"]:
        return Interval(None, inner.end, inner.unit) if inner.end else None
    if match["after"]:
        return Interval(inner.end + timedelta(days=1), None, inner.unit) if inner.end else None
    if re.match(r"the (?:end|close) of |.*\bend$", match["rest"]):
        return Interval(None, inner.end, inner.unit)
    return Interval(None, inner.start - timedelta(days=1), inner.unit) if inner.start else None


def _ranged(text: str, setting: Setting) -> Interval | None:
    """Read from … to …, between … and …, 3-5 May."""
    match = _FROM.match(text)
    if match is None:
        match = _HYPHEN.match(_LEAD.sub("", text, count=1)) if _JOINT.search(text) else None
    return None if match is None else _join(match["first"], match["last"], setting)


def _join(first: str, last: str, setting: Setting) -> Interval | None:
    """Join the ends of a range; each may borrow the month or year that only the other one names."""
    tail = re.search(r"[a-z].*$", last)
    if first.isdigit() and tail and int(first) <= 31:  # "3 to 5 June 2024"
        first = f"{first} {tail[0]}"
    if last.isdigit() and int(last) <= 31:  # "June 3 to 5"
        last = re.sub(r"\d{1,2}(?= |$)", last, first, count=1)
    if setting.future:
        begin = _simple(first, setting)
        stop = _simple(last, replace(setting, anchor=begin.start)) if begin and begin.start else None
    else:
        stop = _simple(last, setting)
        begin = _simple(first, replace(setting, anchor=stop.start)) if stop and stop.start else None
        if begin is None and setting.anchor is None and stop and stop.start:
            begin = _simple(first, replace(setting, anchor=stop.start))
    if begin is None or stop is None or begin.start is None or stop.end is None or begin.start > stop.end:
        return None
    return Interval(begin.start, stop.end, stop.unit)


def _simple(text: str, setting: Setting) -> Interval | None:
    """Read one expression: without its preposition, then by its parts."""
    lead = _LEAD.match(text)
    if lead:
        text, setting = text[lead.end() :], replace(setting, lead=lead[0].split()[0])
    kinds = kinds_of(text)
    for kind, pattern, read in READINGS:
        if kind in kinds:
            match = pattern.fullmatch(text)
            if match and (found := read(match, setting)) is not None:
                return found
    return _part_of(text, setting) or _part_of_day(text, setting)


def _part_of(text: str, setting: Setting) -> Interval | None:
    """Read early, mid and late, the end of, earlier and later within a longer unit."""
    match = _PART.match(text) or _PART_BEHIND.fullmatch(text)
    if match:
        whole = _simple(match["rest"], replace(setting, inside=True))
        if whole is None or whole.start is None or whole.end is None:
            return None
        return part(whole, _PARTS.get(match["part"] or match["portion"], "late"))
    match = _WITHIN.match(text)
    whole = _simple(match["rest"], replace(setting, inside=True)) if match else None
    if match is None or whole is None or whole.start is None or whole.end is None:
        return None
    if whole.start == whole.end or setting.anchor is None:
        return whole if whole.start == whole.end else None
    if match["which"] == "earlier":
        return Interval(whole.start, max(whole.start, min(setting.anchor, whole.end)), whole.unit)
    return Interval(min(max(setting.anchor, whole.start), whole.end), whole.end, whole.unit)


def _part_of_day(text: str, setting: Setting) -> Interval | None:
    """Read a day with a time of day before it or behind: "3 a.m. on Tuesday", "Tuesday night"."""
    for pattern in (_BEFORE_DAY, _AFTER_DAY):
        match = pattern.fullmatch(text)
        whole = _simple(match["rest"], replace(setting, inside=True)) if match else None
        if match and whole is not None and whole.start == whole.end and whole.unit in {"day", "hour"}:
            return replace(whole, unit="hour" if match["clock"] else "day")
    return None
