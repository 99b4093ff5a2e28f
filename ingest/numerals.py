"""Numbers as texts write them: figures, words ("twenty-five thousand"), ordinals ("3rd", "Third"), Roman numerals.

All functions take words as the tokenizer leaves them or as a reader would write them: `split_words` makes the same
pieces of both ("8,000-12,000", or "8,000", "-", "12,000").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRST = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
          "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
          "nineteenth")  # fmt: skip
SMALL = {word: number for number, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
ORDINALS = {word: number for number, word in enumerate(_FIRST, 1)} | {
    word.removesuffix("y") + "ieth": 10 * n for n, word in enumerate(_TENS, 2)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "": 1}
HYPHENS = frozenset({"-", "‑", "–", "—"})

_SPLIT = re.compile(r"[-‑–—]|[^-‑–—]+")
_FIGURE = re.compile(r"[~≈]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn)?(\+)?", re.IGNORECASE)
_NTH = re.compile(r"(\d{1,5})(?:st|nd|rd|th|d|e|er|re|ème|eme)\.?", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or a part of one between hyphens, with the index of its word."""

    text: str
    word: int


def split_words(words: Sequence[str]) -> list[Piece]:
    """Split words at hyphens and dashes, which stay as pieces of their own."""
    return [
        Piece(part, index)
        for index, word in enumerate(words)
        for part in ([word] if word.isalnum() else _SPLIT.findall(word))
    ]


def read_figure(text: str) -> float | None:
    """Return the value of a number in figures ("1,500", "2.5m", "10k", "200+", "~300"), None for other words."""
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None
    whole, fraction, suffix, _ = found.groups()
    return float(whole.replace(",", "") + (fraction or "")) * _SUFFIXES[(suffix or "").lower()]


def read_nth(text: str) -> int | None:
    """Return the value of an ordinal in figures ("82nd", "3d", "2e"), None for other words."""
    found = _NTH.fullmatch(text)
    return None if found is None else int(found[1])


def read_roman(text: str) -> int | None:
    """Return the value of a Roman numeral below 400 in capitals, None for other words."""
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def read_ordinal(pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """Return an ordinal's value and where it ends ("Third", "Twenty-First", "101st"); None where there is none."""
    nth = read_nth(pieces[at].text)
    if nth is not None:
        return nth, at + 1
    word = pieces[at].text.lower()
    if word in _TENS:
        after = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].text in HYPHENS)
        ones = ORDINALS.get(pieces[after].text.lower()) if after < len(pieces) else None
        return None if ones is None or ones > 9 else (SMALL[word] + ones, after + 1)
    value = ORDINALS.get(word)
    return None if value is None else (value, at + 1)


def read_cardinal(pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """Return a number's value and where it ends; None where there is none.

    Reads figures with or without a scale ("1.5 million", "10 000"), and words ("three hundred and fifty", "half a
    million", "a hundred"). A scale alone ("thousands", "thousand") is no number.
    """
    if (special := _read_fraction(pieces, at)) is not None:
        return special
    figure = read_figure(pieces[at].text)
    if figure is not None:
        end = at + 1
        if figure < 1000 and pieces[at].text.isdigit():  # digits in groups of three: "10 000"
            while end < len(pieces) and re.fullmatch(r"\d{3}", pieces[end].text):
                figure, end = 1000 * figure + float(pieces[end].text), end + 1
        return _scale_up(pieces, *_add_half(pieces, figure, end))
    words = _read_words(pieces, at)
    return None if words is None else _scale_up(pieces, *_add_half(pieces, *words))


def _add_half(pieces: Sequence[Piece], value: float, end: int) -> tuple[float, int]:
    """Read "and a half" after a number ("two and a half thousand", "two-and-a-half")."""
    words = [p.text.lower() for p in pieces[end : end + 6] if p.text not in HYPHENS]
    return (value + 0.5, _after(pieces, end, 3)) if words[:3] == ["and", "a", "half"] else (value, end)


def _read_fraction(pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """Read "half a million", "half a dozen", "a quarter of a million"."""
    words = [p.text.lower() for p in pieces[at : at + 5] if p.text not in HYPHENS]
    if words[:2] in (["half", "a"], ["half", "an"]) and len(words) > 2 and (unit := _unit(words[2])):
        return unit / 2, _after(pieces, at, 3)
    if words[:4] == ["a", "quarter", "of", "a"] and len(words) > 4 and (unit := _unit(words[4])):
        return unit / 4, _after(pieces, at, 5)
    return None


def _after(pieces: Sequence[Piece], at: int, words: int) -> int:
    """Return the position after so many pieces that are no hyphens."""
    while words:
        words -= pieces[at].text not in HYPHENS
        at += 1
    return at


def _unit(word: str) -> int | None:
    return 12 if word == "dozen" else SCALES.get(word)


def _scale_up(pieces: Sequence[Piece], value: float, end: int) -> tuple[float, int]:
    """Apply the scales after a number: "1.5 million", "two hundred thousand", "two dozen"."""
    while True:
        next_ = end + (end < len(pieces) and pieces[end].text in HYPHENS)
        unit = _unit(pieces[next_].text.lower()) if next_ < len(pieces) else None
        if unit is None and next_ == end and end < len(pieces) and pieces[end].text in {"m", "bn", "mn"}:
            unit = _SUFFIXES[pieces[end].text]
        if unit is None:
            return value, end
        value, end = value * unit, next_ + 1


def _read_words(pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """Read a number in words, "a" before a scale included; "and" joins only what is smaller than what it follows."""
    total, group, end, i = 0.0, None, at, at
    if pieces[at].text.lower() in {"a", "an"}:
        if at + 1 >= len(pieces) or _unit(pieces[at + 1].text.lower()) is None:
            return None
        group, i = 1.0, at + 1
    while i < len(pieces):
        word = pieces[i].text.lower()
        if word in SMALL and (group is None or _fits(group, SMALL[word])):
            group = (group or 0.0) + SMALL[word]
        elif word == "dozen" and group is not None:
            group *= 12
        elif word == "hundred" and group is not None:
            group *= 100
        elif word in SCALES and group is not None:
            total, group = total + group * SCALES[word], 0.0
        elif i > at and word in {*HYPHENS, "and"} and _continues(pieces, i, word, group):
            i += 1
            continue
        else:
            break
        i += 1
        end = i
    return None if group is None or end == at else (total + group, end)


def _fits(group: float, value: int) -> bool:
    """Tell whether a number word can follow in its group: "twenty five", "two hundred five"."""
    rest = group % 100
    return (rest == 0 and group >= 100) or group == 0 or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)


def _continues(pieces: Sequence[Piece], at: int, word: str, group: float | None) -> bool:
    following = pieces[at + 1].text.lower() if at + 1 < len(pieces) else ""
    if word == "and":
        before = pieces[at - 1].text.lower()
        return before in SCALES and following in SMALL
    return following in SCALES or (following in SMALL and group is not None and _fits(group, SMALL[following]))
