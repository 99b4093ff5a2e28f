"""Names that the reader marks, as BIO tags in the order of the model's outputs."""

from __future__ import annotations

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
