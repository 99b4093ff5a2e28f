"""The words of time expressions, by what they can make of an expression."""

from __future__ import annotations

from ingest.calendar import MONTHS, SEASONS, WEEKDAYS
from ingest.feasts import FEASTS, FIRST_WORDS
from ingest.numerals import ORDINALS, SMALL

_NAMES = ("hour", "day", "night", "week", "weekend", "month", "year", "quarter", "decade", "century")
_SAME = {"night": "day"}
UNITS = {name + ending: _SAME.get(name, name) for name in _NAMES for ending in ("s", "")}
NAMED = {"the day before yesterday": (-2, 1), "the day after tomorrow": (2, 1), "yesterday": (-1, 1), "today": (0, 1),
         "tonight": (0, 1), "tomorrow": (1, 1), "last night": (-1, 1), "overnight": (-1, 2), "this morning": (0, 1),
         "this afternoon": (0, 1), "this evening": (0, 1)}  # fmt: skip
DECADES = {word.removesuffix("y") + "ies": 10 * i for i, word in enumerate(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}  # fmt: skip
SHORT_MONTHS = frozenset({*(m[:3] for m in MONTHS), "sept"})
QUARTERS = frozenset({"quarter", "half", "fiscal", "financial", "q", "q1", "q2", "q3", "q4"})


def _kinds() -> dict[str, str]:
    """Return kinds by word, one letter each: weekday, month, feast, unit, season, quarter, day, century, decade."""
    groups = (
        ("w", WEEKDAYS), ("m", (*MONTHS, *SHORT_MONTHS)), ("f", FIRST_WORDS), ("u", UNITS), ("s", SEASONS),
        ("q", QUARTERS), ("c", ("century",)), ("e", DECADES),
        ("d", ("today", "tonight", "yesterday", "tomorrow", "overnight", "morning", "afternoon", "evening", "night")),
    )  # fmt: skip
    found: dict[str, str] = {}
    for kind, words in groups:
        for word in words:
            found[word] = found.get(word, "") + kind
    return found


KINDS = _kinds()
ABBREVIATED = frozenset({m + "." for m in SHORT_MONTHS})
CAPITALISED = frozenset({*WEEKDAYS, *MONTHS, *SHORT_MONTHS, *ABBREVIATED, *FIRST_WORDS})
TRIGGERS = frozenset({*KINDS, *ABBREVIATED}) - {"q", "mid"}
_OPENING = (
    "since until till before after by between from the past last next this that these early late mid earlier later "
    "coming previous following same preceding current over during in on at within end beginning start middle of ever "
    "around about only sometime throughout as recently for prior no not than up to through starting back course very "
    "first final recent few several some nearly almost roughly just exactly couple dozen a an shortly"
)
_INNER = "and - – , 's ’s ' ’ of year month small opening close adha fitr al days hours year's"
_CLOSING = "ago earlier later before after from now time onwards on a.m. p.m. am pm local gmt utc noon midnight dawn"
_FEASTS = {word for name in FEASTS for word in name.replace("-", " ").replace("'s", "").split()}
VOCABULARY = frozenset(
    {*_OPENING.split(), *_INNER.split(), *_CLOSING.split(), *TRIGGERS, *SMALL, *ORDINALS, "noon", "midnight", "dusk",
     "fasting", "islamic", "holy", *_FEASTS}
)  # fmt: skip
NOT_FIRST = frozenset({"and", "-", "–", ",", "'s", "’s", "of", "ago", "now", "than", "year's", "to", "time", "local"})
NOT_LAST = frozenset(
    {*_OPENING.split(), "and", "-", "–", ",", "local", "small", "fasting", "islamic", "holy", "al"}
) - {"earlier", "later", "before", "after", "prior", "first"}  # fmt: skip
