"""The patterns of single time expressions, in the order in which they are tried."""

from __future__ import annotations

import re

from ingest import timex_readings as readings
from ingest.calendar import SEASONS, WEEKDAYS
from ingest.feasts import FEAST
from ingest.numerals import ORDINALS, SMALL
from ingest.timex_words import DECADES, KINDS, NAMED, UNITS

_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_SMALL = "|".join(sorted((w for w in SMALL if w != "zero"), key=len, reverse=True))
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
_MONTH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_NUMBER = rf"(?P<number>\d{{1,4}}|a couple of|a dozen|half a dozen|an?|(?:{_SMALL})(?:[- ](?:{_SMALL}))?)"
_ONE = rf"(?P<unit>{'|'.join(u for u in UNITS if not u.endswith('s'))})"
_UNIT = _ONE + "s?'?"
_DAY = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_OF_YEAR = r"(?:\s+(?:(?:of|in)\s+)?(?:(?P<year>[12]\d{3})|(?P<yearword>this|last|next|the|that|the same|the following"
_OF_YEAR += r"|the previous)\s+year))?"
_WHICH = r"(?:(?:the\s+)?(?P<which>last|next|this past|this coming|coming|past|this)\s+)?"
_ABOUT = r"(?:(?:some|about|around|nearly|almost|roughly|just|exactly|only)\s+)?"
_BEFORE_DAY = rf"(?:{'|'.join(WEEKDAYS)})?\s*"
_TWO_YEARS = r"(?P<first>[12]\d{3})\s*[-–/]\s*(?P<last>[12]\d{3}|\d\d?)"
_FISCAL = r"(?:fiscal|financial|budget)"
_NEAR = r"(?P<which>last|this|next|past|coming|current|previous)"

Row = tuple[str, str, readings.Reading]  # kind of word that must be there, pattern, what it denotes
_NAMED_TIMES: tuple[Row, ...] = (
    ("n", r"(?P<year>[12]\d{3})[-/](?P<m>0?[1-9]|1[0-2])[-/](?P<d>\d{1,2})", readings.read_iso),
    ("n", r"(?P<d>\d{1,2})(?P<mark>[./])(?P<m>\d{1,2})(?P=mark)(?P<year>[12]\d{3})", readings.read_slashes),
    ("w", rf"{_WHICH}{_WEEKDAY}(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?", readings.read_weekday),
    ("m", rf"{_BEFORE_DAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_OF_YEAR}", readings.read_date),
    ("m", rf"(?:the\s+)?{_BEFORE_DAY}{_MONTH}\s+(?:the\s+)?{_DAY}{_OF_YEAR}", readings.read_date),
    ("m", rf"{_WHICH}(?:the\s+)?(?:month\s+of\s+)?{_MONTH}{_OF_YEAR}", readings.read_month),
    ("f", rf"{_WHICH}{FEAST}{_OF_YEAR}", readings.read_feast),
    ("n", r"(?:the\s+)?(?:year\s+)?(?P<year>[12]\d{3})", readings.read_year),
    ("n", _TWO_YEARS, readings.read_years),
    ("d", rf"(?:(?:early|late|earlier|later)\s+)?(?P<named>{'|'.join(NAMED)})", readings.read_named),
    ("q", rf"(?:the\s+)?{_FISCAL}\s+(?:year\s+)?(?P<year>[12]\d{{3}})", readings.read_year),
    ("q", rf"(?:the\s+)?(?P<year>[12]\d{{3}})\s+{_FISCAL}(?:\s+year)?", readings.read_year),
    ("q", rf"(?:the\s+)?{_FISCAL}\s+(?:year\s+)?{_TWO_YEARS}", readings.read_years),
    ("q", rf"(?:the\s+)?{_TWO_YEARS}\s+{_FISCAL}(?:\s+year)?", readings.read_years),
    ("q", rf"(?:the\s+)?{_NEAR}\s+{_FISCAL}\s+year", readings.read_fiscal),
    ("q", rf"(?:the\s+)?(?P<q>{_ORDINAL}|final|last|\d[a-z]{{2}})(?:\s*-\s*|\s+)(?P<of>quarter|half){_OF_YEAR}",
     readings.read_quarter),
    ("q", rf"q(?P<q>[1-4])(?P<of>){_OF_YEAR}", readings.read_quarter),
    ("q", r"(?:the\s+)?(?P<year>[12]\d{3})(?P<yearword>(?!))?\s+q(?P<q>[1-4])(?P<of>)", readings.read_quarter),
    ("n", r"(?:the\s+)?(?:(?P<decade>[12]\d{2}0)'?s|'?(?P<short>[2-9]0)'?s|(?P<named>(?!)))", readings.read_decade),
    ("c", rf"(?:the\s+)?(?P<nth>{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))(?:\s+|\s*-\s*)century", readings.read_century),
    ("e", rf"(?:the\s+)(?:(?P<named>{'|'.join(DECADES)})|(?P<short>(?!))|(?P<decade>(?!)))", readings.read_decade),
    ("s", rf"{_WHICH}(?:the\s+)?(?P<season>{'|'.join(SEASONS)}){_OF_YEAR}", readings.read_season),
)  # fmt: skip
_COUNTED_TIMES: tuple[Row, ...] = (
    ("u", rf"(?:the\s+)?(?P<end>first|last|final)\s+{_NUMBER}\s+(?:months){_OF_YEAR}", readings.read_months),
    ("u", rf"(?P<the>the\s+)?{_NEAR}\s+{_ONE}", readings.read_unit),
    ("u", rf"(?:the\s+)?{_ONE}", readings.read_whole),
    ("u", r"(?:the\s+)?(?P<which>past|last|next|coming|recent)\s+(?:(?:few|several)\s+)?(?P<number>(?!))?"
          rf"(?P<unit>{'|'.join(UNITS)})(?<=s)", readings.read_span),
    ("u", rf"(?:the\s+)?(?P<which>past|last|next|coming)\s+{_NUMBER}\s+{_UNIT}", readings.read_span),
    ("u", rf"{_ABOUT}{_NUMBER}\s+{_UNIT}(?:\s+(?P<way>ago|from\s+now|time))?", readings.read_ago),
    ("u", rf"{_NUMBER}\s+{_UNIT}", readings.read_within),
    ("u", rf"{_ABOUT}{_NUMBER}\s+{_UNIT}\s+(?P<way>later|earlier|before|after|afterwards|prior)", readings.read_later),
    ("u", rf"(?:the\s+)?(?P<way>next|following|previous|preceding|same|that)\s+{_ONE}", readings.read_later),
    ("u", rf"the\s+{_ONE}\s+(?P<way>before|after)", readings.read_later),
)  # fmt: skip
READINGS = tuple((kind, re.compile(pattern), read) for kind, pattern, read in (*_NAMED_TIMES, *_COUNTED_TIMES))


def kinds_of(text: str) -> set[str]:
    """Return the kinds of the words in an expression that can make it a time."""
    found: set[str] = set()
    for word in re.findall(r"[a-z]+|\d+", text):
        found.update(KINDS.get(word, "n" if word[0].isdigit() else ""))
    return found
