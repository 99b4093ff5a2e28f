"""The days of feasts, as far as they can be computed: fixed ones, western Easter, and those of the Islamic calendar.

Days of the Islamic calendar are arithmetical: the announced ones may differ by a day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ingest.calendar import Interval, day, days

_FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "new year": (1, 1), "may day": (5, 1),
    "valentine's day": (2, 14), "halloween": (10, 31), "orthodox christmas": (1, 7), "epiphany": (1, 6),
    "all saints' day": (11, 1),
}  # fmt: skip
_BY_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "holy saturday": -1,
    "easter sunday": 0, "easter monday": 1, "easter": 0, "ascension day": 39, "pentecost": 49, "whit monday": 50,
}  # fmt: skip
_ISLAMIC = {  # month, day, length
    "ramadan": (9, 1, 30), "eid al-fitr": (10, 1, 1), "eid al-adha": (12, 10, 1), "ashura": (1, 10, 1),
    "islamic new year": (1, 1, 1),
}  # fmt: skip
_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram of year 1, in the Gregorian calendar
_PREFIX = r"(?:the )?(?:(?:muslim|islamic|fasting|holy|christian) )*(?:(?:fasting )?month of |feast of |holiday of )?"

FEASTS = frozenset({*_FIXED, *_BY_EASTER, *_ISLAMIC})
FEAST = _PREFIX + "(?P<feast>" + "|".join(re.escape(name) for name in sorted(FEASTS, key=len, reverse=True)) + ")"
FIRST_WORDS = frozenset(name.split()[0].partition("'")[0] for name in FEASTS)


def feast_in(name: str, year: int) -> list[Interval | None]:
    """Return the occurrences of a feast that begin in a year of the Gregorian calendar."""
    if name in _FIXED:
        return [day(year, *_FIXED[name])]
    if name in _BY_EASTER:
        return [days(_easter(year) + timedelta(days=_BY_EASTER[name]), 1)]
    month, number, length = _ISLAMIC[name]
    first = int((year - 622) * 33 / 32)
    found = [days(_islamic(first + i, month, number), length, "month" if length > 1 else "day") for i in (-1, 0, 1, 2)]
    return [f for f in found if f.start is not None and f.start.year == year]


def _easter(year: int) -> date:
    """Return Easter Sunday (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    month, number = divmod(h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114, 31)
    return date(year, month, number + 1)


def _islamic(year: int, month: int, number: int) -> date:
    """Return a day of the tabular Islamic calendar (Reingold and Dershowitz, Calendrical Calculations)."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + before + number - 1)
