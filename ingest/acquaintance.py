"""Decide which person or organisation of the gazetteer a name means, or that it means none of them.

As in `ingest.placing`, what speaks for a reading is added up as logarithms of odds against NIL.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import exp

from ingest.layers import Choice
from ingest.placing import Context
from ontology.gazetteer import Entry

# A person
FULL = 3.0  # named with more than a family name
ALONE = 0.7  # a family name that the gazetteer knows of one person alone
SHARED = -1.5  # a family name that others have too
RIVAL = -1.5  # … but that is the name of a place or organisation too
INTRODUCED = 6.0  # the text names the person in full elsewhere
TITLED = 1.5  # a form of address or an office comes before the name
IN_OFFICE = 2.0  # and it is an office that the person had
NAMESAKE = -8.0  # the text gives another person of that family name
SERVING = 1.5  # a family name, when the person held an office in the year of the text
UNKNOWN_YET = -2.0  # a family name, before the person held any
# An organisation
KNOWN = 3.0
GENERIC = -2.7  # "Congress" is of many countries
# Both
TIED = 4.0  # modifiers tie it to its country; against it where they tie it to another
PRESENT = 3.0  # the text around is about its country
ELSEWHERE = -1.0  # the text is about other countries
ABOUT = 2.0  # mentions of countries from which a text is about them
APART = 0.7  # by how much a reading must be likelier than the next
_TERM = re.compile(r"(\d{4})(-(\d{4})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person or organisation of the gazetteer, or NIL, and why; of NIL, the country that all likely readings have."""

    entry: Entry | None
    choice: Choice
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """How a text names a person.

    `one_of_many` is true for a family name that tells nobody without more; `title` is the form of address or office
    before the name, in lower case; `year` that of the text, None if unknown.
    """

    sentence: int
    full: bool
    one_of_many: bool
    title: str
    has_rival: bool
    has_namesake: bool
    introduced: Set[str]
    countries: tuple[str, ...]
    year: int | None


def decide_person(persons: Sequence[Entry], address: Address, context: Context) -> Known:
    """Return the person of a name whom a text means."""
    odds: list[tuple[float, str]] = []
    for entry in persons:
        words: list[str] = []
        total = FULL if address.full else SHARED if address.one_of_many else ALONE
        if not address.full and entry.key in address.introduced:
            total += INTRODUCED
            words.append("named in full in text")
        elif not address.full:
            total += RIVAL * address.has_rival + NAMESAKE * address.has_namesake
            if address.title:
                in_office = any(address.title in office for office in entry.offices)
                total += TITLED + IN_OFFICE * in_office
                words.append("held the office" if in_office else "with title")
            total += _of_time(entry, address.year)
        total += _of_country(entry, address.countries, address.sentence, context, words)
        odds.append((total, "; ".join(words)))
    return _choose(persons, odds, "full name" if address.full else "only reading")


def decide_thing(
    things: Sequence[Entry], generic: bool, countries: tuple[str, ...], sentence: int, context: Context
) -> Known:
    """Return the organisation, group or weapon of a name that a text means."""
    odds: list[tuple[float, str]] = []
    for entry in things:
        words: list[str] = []
        total = KNOWN + GENERIC * generic + _of_country(entry, countries, sentence, context, words)
        odds.append((total, "; ".join(words)))
    return _choose(things, odds, "only reading")


def _of_country(entry: Entry, ties: tuple[str, ...], sentence: int, context: Context, words: list[str]) -> float:
    own = {entry.country, *entry.countries} - {None}
    if not own:
        return 0.0
    if ties:
        if own.isdisjoint(ties):
            return -2 * TIED
        words.append("country of its modifiers")
        return TIED
    presence = max(context.presence(country, sentence) for country in own)
    if presence > 0.0:
        words.append("country of the text")
        return PRESENT * presence
    return ELSEWHERE if sum(context.countries.values()) >= ABOUT else 0.0


def _of_time(entry: Entry, year: int | None) -> float:
    """Return what speaks for a person's being in the news of a year, by the terms of its offices."""
    terms = [
        (int(t[1]), int(t[3]) if t[3] else 9999 if t[2] else int(t[1])) for t in _TERM.finditer(" ".join(entry.offices))
    ]
    if year is None or not terms:
        return 0.0
    if any(begin <= year <= end for begin, end in terms):
        return SERVING
    return UNKNOWN_YET if all(year < begin for begin, _ in terms) else 0.0


def _choose(entries: Sequence[Entry], odds: Sequence[tuple[float, str]], otherwise: str) -> Known:
    scores = [exp(total) for total, _ in odds]
    order = sorted(range(len(entries)), key=lambda n: -scores[n])
    whole = sum(scores) + 1.0
    if not order or scores[order[0]] <= 1.0:
        return Known(entry=None, choice=Choice(score=round(1.0 / whole, 4), reason="no reading is likely enough"))
    if len(order) > 1 and odds[order[0]][0] - odds[order[1]][0] < APART:
        likely = {e.country for e, (total, _) in zip(entries, odds, strict=True) if total > 0.0}
        choice = Choice(score=round(1.0 / whole, 4), reason="several readings are as likely")
        return Known(entry=None, choice=choice, country=likely.pop() if len(likely) == 1 else None)
    best = order[0]
    words = odds[best][1]
    if len(order) == 1:
        words = f"{otherwise}; {words}" if words else otherwise
    runner_up = entries[order[1]].key if len(order) > 1 else None
    choice = Choice(score=round(scores[best] / whole, 4), reason=words or f"first of {len(order)}", runner_up=runner_up)
    return Known(entry=entries[best], choice=choice)
