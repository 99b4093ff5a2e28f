"""Names that the reader marks, as BIO tags in the order of the model's outputs, and the shapes of words."""

from __future__ import annotations

from collections.abc import Sequence

NAMES = (
    "PERSON",
    "ORGANIZATION",
    "MILITARY_UNIT",
    "LOCATION",
    "FACILITY",
    "NORP",
    "DATE",
    "TIME",
    "WEAPON",
    "PLATFORM",
    "AGREEMENT",
    "EVENT",
    "QUANTITY",
    "MONEY",
)
NAME_TAGS = ("O", *(f"{prefix}-{name}" for name in NAMES for prefix in "BI"))

SHAPES = 8


def shape(word: str) -> int:
    """Return a word's shape, 1 to 7: what the uncased vocabulary cannot see (0 is for the special pieces)."""
    if word.islower():
        return 1
    if word.isdigit():
        return 6
    if not word[:1].isalpha():
        return 7 if not any(c.isdigit() for c in word) else 6
    if len(word) == 1 or (len(word) == 2 and word[1] == "."):
        return 5 if word[0].isupper() else 1
    if word.isupper():
        return 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 4


def bio_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return `(begin, end, label)` of the spans that BIO tags mark."""
    out: list[tuple[int, int, str]] = []
    begin, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if begin >= 0 and (tag[0] != "I" or tag[2:] != label):
            out.append((begin, i, label))
            begin = -1
        if tag != "O" and begin < 0:
            begin, label = i, tag[2:]
    return out
