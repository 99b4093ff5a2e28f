"""How many: quantities with their bounds, read from words ("some 1,500", "between 8,000 and 12,000", "thousands").

Bounds are inclusive, `high` is None where the text sets none. What is about a number is within a tenth of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.numerals import HYPHENS, SCALES, SMALL, Piece, read_cardinal, split_words

APPROXIMATE = 0.1  # of the number, on both sides

# What a plural of a scale is at least: two of them. Dozens and scores follow the same rule.
_PLURALS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "billions": 2e9}
_TENFOLD = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000}
_VAGUE = {"several": (3, 9), "few": (2, 9), "handful": (2, 9), "couple": (2, 2), "pair": (2, 2)}
_UNITS = {**SCALES, "dozen": 12}

# What comes before a number and how it moves the bounds.
_SENSES: Mapping[tuple[str, ...], str] = {
    tuple(phrase.split()): sense
    for sense, phrases in (
        ("about", "about, around, some, roughly, approximately, approx, circa, c, ca, an estimated, estimated, ~, "
                  "on the order of, in the region of, something like"),
        ("nearly", "nearly, almost, close to, just under, just below, approaching, not quite"),
        ("over", "just over, slightly more than, a little over, just above"),
        ("more", "more than, over, above, upwards of, upward of, in excess of, exceeding, greater than, well over"),
        ("least", "at least, no fewer than, no less than, not less than, a minimum of, minimum"),
        ("most", "up to, as many as, as much as, no more than, not more than, at most, a maximum of, maximum"),
        ("fewer", "fewer than, less than, under, below, well under"),
        ("exact", "exactly, precisely, a total of, all, only, just"),
    )
    for phrase in phrases.split(", ")
}  # fmt: skip
_FIRST = frozenset(words[0] for words in _SENSES)
_AFTER: Mapping[tuple[str, ...], str] = {
    ("or", "so"): "about", ("odd",): "about", ("or", "more"): "least", ("plus",): "least", ("+",): "least",
    ("at", "least"): "least", ("or", "fewer"): "most", ("or", "less"): "most", ("at", "most"): "most",
}  # fmt: skip
# Where there are neither figures nor one of these, there is no amount.
QUANTIFIERS = frozenset({*SMALL, *SCALES, *_PLURALS, *_VAGUE, "dozen", "half", "quarter"})
_LONGEST = 4  # words of a modifier
_SHARES = frozenset(
    (word,)
    for word in ("percent", "per", "%", "third", "thirds", "quarters", "fifth", "fifths", "tenth", "tenths", "times")
)


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity and the words that say it, `[begin, end)`."""

    low: float
    high: float | None
    begin: int
    end: int


def read_amount(words: Sequence[str], at: int = 0) -> Count | None:
    """Return the quantity that begins at a word, modifiers included; None where none does."""
    pieces = split_words(words[at:])
    found = _read_modified(pieces, 0) if pieces else None
    return None if found is None else Count(found[0], found[1], at, at + pieces[found[2] - 1].word + 1)


def find_amounts(words: Sequence[str]) -> tuple[Count, ...]:
    """Return the quantities among words, from left to right, each as long as it can be."""
    if not any(word[:1].isdigit() or word.lower() in QUANTIFIERS or not word.isalnum() for word in words):
        return ()
    pieces = split_words(words)
    found: list[Count] = []
    at = 0
    while at < len(pieces):
        bounds = None if pieces[at].text in HYPHENS else _read_modified(pieces, at)
        if bounds is not None:
            low, high, end = bounds
            found.append(Count(low, high, pieces[at].word, pieces[end - 1].word + 1))
        at = at + 1 if bounds is None else bounds[2]
    return tuple(found)


_Bounds = tuple[float, float | None, int]  # lowest, highest, where it ends


def _read_modified(pieces: Sequence[Piece], at: int) -> _Bounds | None:
    senses = list[str]()
    begin = at
    while len(senses) < 3 and (step := _sense(pieces, begin)) is not None:
        senses.append(step[0])
        begin = step[1]
        if begin >= len(pieces):
            return None
    bare = _read_range(pieces, begin)
    if bare is None:
        return None
    low, high, end = bare
    following = end + (end < len(pieces) and pieces[end].text in HYPHENS)
    if _lower(pieces, following, 1) in _SHARES:
        return None  # a part of a number, not a number
    text = pieces[end - 1].text
    senses += ["least"] * text.endswith("+") + ["about"] * (text[0] in "~≈")
    for size in (2, 1):
        after = _lower(pieces, following, size)
        if len(after) == size and after in _AFTER:
            senses.append(_AFTER[after])
            end = following + size
            break
    for sense in reversed(senses):
        low, high = _modify(low, high, sense)
    return low, high, end


def _sense(pieces: Sequence[Piece], at: int) -> tuple[str, int] | None:
    if pieces[at].text.lower() not in _FIRST:
        return None
    for size in range(_LONGEST, 0, -1):
        sense = _SENSES.get(_lower(pieces, at, size))
        if sense is not None and at + size <= len(pieces):
            return sense, at + size + (at + size < len(pieces) and pieces[at + size].text == ".")
    return None


def _modify(low: float, high: float | None, sense: str) -> tuple[float, float | None]:
    """Return the bounds under a modifier; what is vague already ("hundreds") keeps its lower bound."""
    if sense == "least":
        return low, None
    if sense == "more":
        return (low if high is None else math.floor(low) + 1), None
    top = low if high is None else high
    if sense == "most":
        return 1, top
    if sense == "fewer":
        return 1, max(1, math.ceil(top) - 1)
    if high is None or sense == "exact":
        return low, high
    digits = 0 if low == int(low) else 6  # whole things stay whole
    down, up = round(low * (1 - APPROXIMATE), digits), round(high * (1 + APPROXIMATE), digits)
    return {"about": (down, up), "nearly": (down, high), "over": (low, up)}[sense]


def _read_range(pieces: Sequence[Piece], at: int) -> _Bounds | None:
    """Read "between 8,000 and 12,000", "from 8,000 to 12,000", "8,000-12,000", "12 to 15", "three or four"."""
    first = pieces[at].text.lower()
    opened = first in {"between", "from"}
    begin = at + opened
    low = _read_one(pieces, begin) if begin < len(pieces) else None
    if low is None:
        return None
    middle = low[2]
    joint = pieces[middle].text.lower() if middle < len(pieces) else ""
    joins = {"between": {"and", *HYPHENS}, "from": {"to", *HYPHENS}}.get(first, {"to", "or", *HYPHENS})
    high = _read_one(pieces, middle + 1) if joint in joins and middle + 1 < len(pieces) else None
    if high is not None and low[1] is not None and high[1] is not None:
        lowest = _share_scale(low[0], high[0], pieces[middle + 1 : high[2]], pieces[begin:middle])
        if lowest <= high[1] and (joint != "or" or high[1] <= 2 * lowest + 1):
            return lowest, high[1], high[2]
    return None if opened else low


def _share_scale(low: float, high: float, after: Sequence[Piece], before: Sequence[Piece]) -> float:
    """Return the lower number with the upper's scale where only that has one ("10 to 12 thousand")."""
    if any(p.text.lower() in _UNITS for p in before):
        return low
    for piece in after:
        unit = _UNITS.get(piece.text.lower())
        if unit is not None and low < high / unit + 1 and low < unit:
            return low * unit
    return low


def _read_one(pieces: Sequence[Piece], at: int) -> _Bounds | None:
    """Read one number, plain or vague."""
    word = pieces[at].text.lower()
    if word in _TENFOLD and _lower(pieces, at + 1, 1) == ("of",):
        times = _lower(pieces, at + 2, 1)
        if times and times[0] in {"hundreds", "thousands", "millions"}:
            return _TENFOLD[word] * SCALES[times[0][:-1]], None, at + 3
    if word == "many" and _lower(pieces, at + 1, 1)[:1] and _lower(pieces, at + 1, 1)[0] in _PLURALS:
        return _PLURALS[_lower(pieces, at + 1, 1)[0]], None, at + 2
    if word in _PLURALS:
        return _PLURALS[word], None, at + 1
    vague = _read_vague(pieces, at, word)
    if vague is not None:
        return vague
    number = read_cardinal(pieces, at)
    return None if number is None else (number[0], number[0], number[1])


def _read_vague(pieces: Sequence[Piece], at: int, word: str) -> _Bounds | None:
    """Read "several", "a few hundred", "a couple of dozen", "a dozen"."""
    if word in {"a", "an"} and _lower(pieces, at + 1, 1)[:1] in (("few",), ("handful",), ("couple",), ("pair",)):
        at, word = at + 1, pieces[at + 1].text.lower()
    if word == "dozen":
        return 12, 12, at + 1
    if word not in _VAGUE:
        return None
    low, high = _VAGUE[word]
    end = at + 1
    ahead = end + (word in {"couple", "handful", "pair"} and _lower(pieces, end, 1) == ("of",))
    unit = _lower(pieces, ahead, 1)
    if unit and unit[0].removesuffix("s") in _UNITS:
        times = _UNITS[unit[0].removesuffix("s")]
        return low * times, high * times, ahead + 1
    return low, high, end


def _lower(pieces: Sequence[Piece], at: int, size: int) -> tuple[str, ...]:
    return tuple(p.text.lower() for p in pieces[at : at + size])
