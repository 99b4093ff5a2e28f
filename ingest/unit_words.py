"""The words of a unit's name, sorted into numbers, known terms, nations, separators and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.numerals import HYPHENS, Piece, read_ordinal, read_roman, split_words
from ontology.units import UnitTerm, UnitTerms

Nation = Callable[[str], str | None]  # the country code of a name or demonym

SEPARATORS = {
    **dict.fromkeys((",", ";", "/"), ","), **dict.fromkeys(("of", "from"), "of"), **dict.fromkeys(("and", "&"), "and"),
    **dict.fromkeys(("'s", "’s", "'", "’"), "'s"),
}  # fmt: skip
_PARTICLES = frozenset(
    {"al", "el", "as", "de", "la", "le", "du", "des", "von", "der", "bin", "ibn", "al-", "d", "y", "e", "i"}
)
_LETTERS = frozenset(
    {"alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima",
     "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "xray",
     "yankee", "zulu"}
)  # fmt: skip
_NOISE = frozenset("\"“”'‘«»()[].*")
_DIGITS = re.compile(r"(?:No\.?|Nr\.?)?0*(\d{1,5}[A-Z]?)")
_SLASHED = re.compile(r"(\d{1,3})(?:st|nd|rd|th|d)?/(\d{1,3})(?:st|nd|rd|th|d)?")
_WORD = re.compile(r"['’]s\b|(?:[A-Za-z]\.){2,}|[\w]+(?:[./]\w+)*|[-‑–—]|\S")
_LONGEST_NATION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A stretch of words `[begin, end)` of a name and what it is.

    A number has its value as text in `number` ("2/7" with a slash); one in figures alone is not `ordinal`. A
    separator has its kind in `separator`, a nation its code in `country`, a known phrase its `terms`; what has none
    of these is a name.
    """

    text: str
    begin: int
    end: int
    number: str | None = None
    ordinal: bool = False
    separator: str | None = None
    country: str | None = None
    terms: tuple[UnitTerm, ...] = ()
    plural: bool = False

    def term(self, kind: str) -> UnitTerm | None:
        """Return what the words are as a term of one kind."""
        return next((term for term in self.terms if term.kind == kind), None)


def name_words(text: str) -> list[str]:
    """Return the words of a name given as text, much as the tokenizer leaves them."""
    return _WORD.findall(text)


def sort_words(words: Sequence[str], terms: UnitTerms, nation: Nation) -> list[Item]:
    """Return the items of a name in order; quotes, brackets, full stops and articles are left out."""
    pieces = [p for p in split_words(words) if p.text not in _NOISE and p.text.lower() != "the"]
    items: list[Item] = []
    at = 0
    while at < len(pieces):
        if pieces[at].text in HYPHENS:
            at += 1
            continue
        item, at = _read_item(pieces, at, terms, nation)
        if item is not None:
            items.append(item)
    return items


def _read_item(pieces: Sequence[Piece], at: int, terms: UnitTerms, nation: Nation) -> tuple[Item | None, int]:
    text = pieces[at].text
    numbered = _read_number(pieces, at)
    if numbered is not None:
        return numbered
    plain = _plain(pieces, at, max(terms.longest, _LONGEST_NATION))
    country, reach = _find_nation(pieces, plain, nation) if text[0].isupper() else (None, 0)
    for size in range(min(terms.longest, len(plain)), 0, -1):
        found, plural = terms.find([pieces[i].text.rstrip(".") for i in plain[:size]])
        if found and size >= reach:
            own = country if size == reach else None  # "IDF" is armed forces and tells whose
            return _item(pieces, plain[:size], terms=found, plural=plural, country=own), plain[size - 1] + 1
    if country is not None:
        return _item(pieces, plain[:reach], country=country), plain[reach - 1] + 1
    separator = SEPARATORS.get(text.lower())
    if separator is not None:
        return _item(pieces, [at], separator=separator), at + 1
    if text[0].isupper() or text.lower() in _PARTICLES:
        return _item(pieces, [at]), at + 1
    return None, at + 1


def _read_number(pieces: Sequence[Piece], at: int) -> tuple[Item, int] | None:
    text = pieces[at].text
    ordinal = read_ordinal(pieces, at)
    if ordinal is not None:
        return _item(pieces, range(at, ordinal[1]), number=str(ordinal[0]), ordinal=True), ordinal[1]
    slashed = _SLASHED.fullmatch(text)
    if slashed is not None:
        return _item(pieces, [at], number=f"{int(slashed[1])}/{int(slashed[2])}", ordinal=True), at + 1
    digits = _DIGITS.fullmatch(text)
    if digits is None:
        return None
    other = pieces[at + 2].text if at + 2 < len(pieces) and pieces[at + 1].text == "-" else ""
    if other.isdigit() and len(text) <= 3 and len(other) <= 3:  # "1-64 Armor"
        return _item(pieces, [at, at + 2], number=f"{int(text)}/{int(other)}", ordinal=True), at + 3
    return _item(pieces, [at], number=digits[1]), at + 1


def _plain(pieces: Sequence[Piece], at: int, most: int) -> list[int]:
    """Return the positions of the next words that a phrase can have: hyphens are skipped, separators end it not."""
    found: list[int] = []
    for position in range(at, len(pieces)):
        if pieces[position].text not in HYPHENS:
            found.append(position)
            if len(found) == most:
                break
    return found


def _find_nation(pieces: Sequence[Piece], plain: Sequence[int], nation: Nation) -> tuple[str | None, int]:
    for size in range(min(_LONGEST_NATION, len(plain)), 0, -1):
        country = nation(" ".join(pieces[i].text for i in plain[:size]))
        if country is not None:
            return country, size
    return None, 0


def _item(
    pieces: Sequence[Piece],
    positions: Sequence[int],
    *,
    number: str | None = None,
    ordinal: bool = False,
    separator: str | None = None,
    country: str | None = None,
    terms: tuple[UnitTerm, ...] = (),
    plural: bool = False,
) -> Item:
    chosen = [pieces[i] for i in positions]
    return Item(
        text=" ".join(p.text for p in chosen), begin=chosen[0].word, end=chosen[-1].word + 1, number=number,
        ordinal=ordinal, separator=separator, country=country, terms=terms, plural=plural,
    )  # fmt: skip


def is_name(item: Item) -> bool:
    """Tell whether an item is none of the words that units' names are made of."""
    return not (item.terms or item.number or item.country or item.separator)


def read_letter(item: Item) -> str | None:
    """Return the letter that a name stands for ("B", "Bravo"), None for other items."""
    if not is_name(item):
        return None
    if len(item.text) == 1 and item.text.isupper():
        return item.text
    return item.text[0].upper() if item.text.lower() in _LETTERS else None


def read_roman_item(item: Item) -> str | None:
    """Return a name that is a Roman numeral in arabic figures, None for other items."""
    value = read_roman(item.text) if is_name(item) else None
    return None if value is None else str(value)
