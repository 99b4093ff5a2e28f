"""Words of reports as grouping compares them: without inflection, without those that every sentence has."""

from __future__ import annotations

import re
from functools import lru_cache

from ontology.iris import normalise

_SMALL = frozenset({
    "a", "after", "an", "and", "are", "as", "at", "be", "been", "before", "but", "by", "for", "from", "had", "has",
    "have", "he", "her", "his", "in", "is", "it", "its", "no", "not", "of", "on", "or", "said", "say", "says", "she",
    "that", "the", "their", "them", "these", "they", "this", "those", "to", "was", "were", "which", "who", "will",
    "with", "would",
})  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=...)(?:ing|ed|es|s|ion|ure|ment)$")


def stem(word: str) -> str:
    """Return a word without what inflection adds to it, roughly: attacked, attacks, attack."""
    return _ENDING.sub("", word.lower())


@lru_cache(maxsize=1 << 14)
def content_words(texts: tuple[str, ...], names: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of the words of texts without small words and those of names."""
    known = {stem(word) for name in names for word in _WORD.findall(normalise(name))}
    words = {word for text in texts for word in _WORD.findall(normalise(text))}
    return frozenset(stem(word) for word in words if word not in _SMALL) - known
