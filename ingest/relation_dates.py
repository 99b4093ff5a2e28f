"""Since when and until when a relation holds, by the times and the words beside what states it."""

from __future__ import annotations

from datetime import date, timedelta

from ingest.layers import When
from ingest.numerals import HYPHENS
from ingest.tree import Tree

Dates = tuple[str | None, str | None]
UNTIL = frozenset({"until", "till"})


def find_dates(tree: Tree, word: int, times: tuple[When, ...], *, begins: bool = False) -> Dates:
    """Return the bounds that a time beside a word gives; those of one that `begins` are its beginning."""
    words = {word, *(c for c in tree.children[word] if tree.bases[c] in {"aux", "cop"})}
    for when in times:
        if tree.heads[when.head] not in words or when.head in words:
            continue
        first = {tree.lower[when.begin], tree.lower[when.begin - 1] if when.begin else "", tree.case(when.head)}
        if begins or "since" in first:
            return when.start, None
        if first & UNTIL:
            return None, when.finish or when.start
        return when.start, when.finish
    return None, None


def is_said(tree: Tree, word: int, words: frozenset[str]) -> bool:
    """Tell whether one of some words stands before a noun: "former president", "ex-minister", "deputy leader"."""
    modifiers = [c for c in tree.children[word] if c < word and tree.bases[c] in {"amod", "advmod", "compound", "case"}]
    prefixed = word > 1 and tree.words[word - 1] in HYPHENS and tree.lower[word - 2] in words
    return prefixed or any(tree.lower[c] in words or tree.lemmas[c] in words for c in modifiers)


def day_before(published: str | None) -> str | None:
    """Return the day before a day of publication, None where that is unknown."""
    try:
        return None if published is None else (date.fromisoformat(published[:10]) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None
