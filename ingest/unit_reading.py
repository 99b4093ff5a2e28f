"""What one stretch of a unit's name says: its noun, its number, and with them echelon, branch and honorific."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.numerals import SMALL
from ingest.unit_words import Item, is_name, read_letter, read_roman_item
from ontology.records import Unit
from ontology.units import UnitTerm, UnitTerms

SERVICES = frozenset({"Service", "NationalForces"})
STYLES = frozenset({"Royal", "Imperial", "Presidential", "Foreign"})  # of services too
LETTERED = 6  # the highest rank of echelons that go by letters: A Company, B Squadron


def find_head(items: Sequence[Item], terms: UnitTerms) -> Item | None:
    """Return the noun that a chunk is about: its last echelon or title, a service's only where it has no other."""
    numbered = any(i.number for i in items)
    nouns, services, plain, civilian = list[Item](), list[Item](), list[Item](), list[Item]()
    for item in items:
        echelon, title = item.term("echelon"), item.term("title")
        if (term := echelon or title) is None:
            continue
        nouns.append(item)
        if any(t is not None and t.echelon in SERVICES for t in (echelon, title)):
            services.append(item)
        if echelon is not None and echelon.echelon not in SERVICES:
            (civilian if echelon.echelon in terms.civilian else plain).append(item)
        elif term.echelon not in SERVICES and not item.term("honorific" if numbered else "branch"):
            plain.append(item)
    if (
        services and not numbered and not civilian and all(i in services for i in plain)
    ):  # "Liberation Army Rocket Force"
        return services[-1]
    return next((found[-1] for found in (plain, civilian, services) if found), None)


def find_number(items: Sequence[Item], head: Item | None, terms: UnitTerms) -> Item | None:
    """Return the number of a chunk: before its noun, or after it ("Brigade 2506", "Company B")."""
    numbers = [i for i in items if i.number is not None]
    if numbers:
        return next((i for i in numbers if head is None or i.begin <= head.begin), numbers[0])
    if head is None:
        return None
    at = items.index(head)
    near = [items[i] for i in (at - 1, at + 1) if 0 <= i < len(items)]
    term = head.term("echelon") or head.term("title")
    small = term is not None and 0 < terms.rank(term.echelon) <= LETTERED
    if small:
        for item in near:
            if (letter := read_letter(item)) is not None:
                return replace(item, number=letter)
    for item in near[-1:] if at + 1 < len(items) else ():
        if is_name(item) and (value := SMALL.get(item.text.lower())) is not None:  # "Team Six"
            return replace(item, number=str(value))
    for item in [*items[:at], *near]:
        if (roman := read_roman_item(item)) is not None and not (small and len(item.text) == 1):
            return replace(item, number=roman)
    return None


def read_unit(
    items: Sequence[Item], head: Item | None, number: Item | None, terms: UnitTerms, compound: bool
) -> Unit | None:
    """Return what a chunk tells of a unit; None where that is too little for a designation."""
    others = [i for i in items if i is not head and (number is None or i.begin != number.begin)]
    names = _find_names(others, terms)
    named = any(t.label not in STYLES for i in others if (t := i.term("honorific")) is not None)
    noun = _choose_noun(head, number is not None or named or any(i.term("branch") for i in others))
    branch = _find_branch(others, head, noun, terms)
    nation = any(i.country for i in items)
    value = None if number is None else number.number
    unit = Unit(
        number=value,
        echelon=None if noun is None else noun.echelon,
        branch=branch,
        honorific=" ".join(names) or None,
    )
    if noun is None or noun.echelon is None:  # "101st Airborne", "Unit 8200"
        return unit if value is not None and (branch is not None or noun is not None) else None
    if head is not None and _counts(head, number, bool(names), compound):
        return None  # "al-Qassam Brigades" is not a brigade, "12 Marines" are no regiment
    if noun.kind == "title" and noun.echelon in SERVICES:
        whole = head is not None and (" " in head.text or head.text.isupper())
        return unit if nation or names or whole else None
    if value is not None or (names and compound):
        return unit
    if noun.kind == "title":
        return unit if names or compound else None
    if noun.echelon in terms.civilian:
        return unit if branch is not None else None
    return unit if branch is not None or names or nation or noun.echelon in SERVICES else None


def _counts(head: Item, number: Item | None, named: bool, compound: bool) -> bool:
    """Tell whether a noun in the plural has no number of its own, or one that counts."""
    if head.plural:
        return number is None or not (number.ordinal or compound)
    plural = head.text.endswith("s") and head.term("echelon") is None and not head.text.isupper()
    return plural and number is not None and not number.ordinal and not named and " " not in head.text


def _choose_noun(head: Item | None, formation: bool) -> UnitTerm | None:
    """Return what the head noun is: an army or air force is a formation where something tells it from the others."""
    if head is None:
        return None
    echelon, title = head.term("echelon"), head.term("title")
    if echelon is not None and title is not None:
        return echelon if formation else title
    return echelon or title


def _find_branch(others: Sequence[Item], head: Item | None, noun: UnitTerm | None, terms: UnitTerms) -> str | None:
    """Return the narrowest branch named, that nearest before the noun of several; what follows it counts less."""
    at = len(others) if head is None else sum(i.begin < head.begin for i in others)
    named = [[t.branch for i in part if (t := i.term("branch")) is not None] for part in (others[:at], others[at:])]
    titles = [t.branch for i in others if (t := i.term("title")) is not None and not i.term("honorific")]
    for found in (named[0], [None if noun is None else noun.branch], named[1], titles):
        branches = [b for b in found if b is not None]
        narrow = [b for b in branches if not any(b != c and b in terms.broader[c] for c in branches)]
        if narrow:
            return narrow[-1]
    return None


def _find_names(others: Sequence[Item], terms: UnitTerms) -> list[str]:
    """Return the words that distinguish a unit, honorifics in their usual spelling."""
    found: list[str] = []
    for item in others:
        honorific, title, echelon = item.term("honorific"), item.term("title"), item.term("echelon")
        if honorific is not None:
            found.append(item.text if item.plural else honorific.label)
            continue
        guard = title is not None and title.branch is None and echelon is None  # "Republican Guard" Division
        front = echelon is not None and echelon.echelon in terms.civilian  # "Home Front" Command
        if guard or front or is_name(item):
            found.append(item.text)
    return found
