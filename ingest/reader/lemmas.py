"""Lemmas from forms and XPOS tags, by the tables that `training/lemmas.py` learned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LONGEST = 5
VERBAL = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})


class Lemmas:
    """Word forms to lemmas; a verb's candidate that is a known verb goes before the more frequent rule."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._exceptions: Mapping[str, str] = tables["exceptions"]
        self._rules: Mapping[str, Mapping[str, list[list[Any]]]] = tables["rules"]
        self._verbs = frozenset(tables["verbs"])

    def of(self, word: str, tag: str) -> str:
        """Return the lemma of a word with an XPOS tag; proper nouns keep their case."""
        form = word if tag.startswith("NNP") else word.lower()
        found = self._exceptions.get(f"{form}|{tag}")
        if found is not None:
            return found
        rules = self._rules.get(tag)
        if rules is None:
            return form
        first = None
        for n in range(min(LONGEST, len(form) - 1), -1, -1):
            for cut, put in rules.get(form[len(form) - n :] if n else "", ()):
                candidate: str = form[: len(form) - cut] + put
                if not candidate:
                    continue
                if tag not in VERBAL or candidate in self._verbs:
                    return candidate
                first = first or candidate
        return first or form
