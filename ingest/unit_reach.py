"""How far a unit's name may reach beyond the words that the reader gives it, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.numerals import HYPHENS, ORDINALS, read_nth, read_roman
from ingest.roster import Roster
from ingest.tree import Tree
from ontology.units import UnitTerms

LEFT, RIGHT = 8, 4  # tokens
LISTING = frozenset({"and", ",", "&"})
EDGES = frozenset(
    {",", ";", "of", "the", "a", "and", "&", "-", "–", "(", ")", "“", "”", '"', "'s", "’s", "'", "’", "."}
)
PEOPLE = frozenset(
    {"commander", "commanders", "chief", "soldier", "soldiers", "troops", "fighters", "airmen", "officer", "officers",
     "spokesman", "spokesperson", "members", "veterans", "paratroopers", "personnel", "servicemen"}
)  # fmt: skip
MENDED = frozenset({"MilitaryUnit", "Organization"})  # types of names that a unit's may take in
_FIGURES = re.compile(r"\d{1,4}|\d{1,3}/\d{1,3}(?:st|nd|rd|th)?|No\.?\d{1,4}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of units' names, and among them the single nouns for a unit; both in lower case, and acronyms."""

    words: frozenset[str]
    nouns: frozenset[str]
    acronyms: frozenset[str]

    def knows(self, word: str) -> bool:
        """Tell whether a word, or its singular, is one that units' names are made of."""
        lower = word.lower()
        return lower in self.words or lower.rstrip("s") in self.words or word in self.acronyms


def make_vocabulary(terms: UnitTerms) -> Vocabulary:
    """Collect the words of all terms."""
    single = ((phrase[0], found) for phrase, found in terms.phrases.items() if len(phrase) == 1)
    return Vocabulary(
        words=frozenset(word for phrase in terms.phrases for word in phrase) | {"no", "."},
        nouns=frozenset(word for word, found in single if any(t.kind in {"echelon", "title"} for t in found)),
        acronyms=frozenset(terms.acronyms),
    )


def find_starts(roster: Roster, begin: int, times: frozenset[int], vocabulary: Vocabulary) -> tuple[int, ...]:
    """Return the numbers before a token from which a name may begin, the farthest first."""
    return tuple(_find_starts(roster, begin, times, vocabulary))[::-1]


def _find_starts(roster: Roster, begin: int, times: frozenset[int], vocabulary: Vocabulary) -> Iterator[int]:
    tree = roster.tree
    first = max(tree.bounds[tree.sentences[begin]][0], begin - LEFT)
    for token in range(begin - 1, first - 1, -1):
        word = tree.words[token]
        if token in times or not _is_free(roster, token):
            return
        if _is_number(word):
            yield token
            if token == first or tree.lower[token - 1] not in LISTING:
                return
        elif tree.lower[token] in LISTING:
            if token == first or not (_is_number(tree.words[token - 1]) and _is_number(tree.words[token + 1])):
                return
        elif not (tree.lower[token] in vocabulary.words or word[0].isupper() or word in HYPHENS):
            return


def find_stops(roster: Roster, end: int, times: frozenset[int], vocabulary: Vocabulary) -> tuple[int, ...]:
    """Return where a name that goes on after a token may end, the farthest first."""
    return tuple(_find_stops(roster, end, times, vocabulary))[::-1]


def _find_stops(roster: Roster, end: int, times: frozenset[int], vocabulary: Vocabulary) -> Iterator[int]:
    tree = roster.tree
    for token in range(end, min(tree.bounds[tree.sentences[end - 1]][1], end + RIGHT)):
        word = tree.words[token]
        if token in times or not _is_free(roster, token):
            return
        if vocabulary.knows(word) or word.isdigit():
            yield token + 1
        elif word not in HYPHENS:
            return


def _is_free(roster: Roster, token: int) -> bool:
    """Tell whether a token is of no name, or of one that may turn out to be a part of a unit's."""
    mention = roster.at(token) if token in roster.covered else None
    if mention is None:
        return True
    referent = roster.entities[mention.entities[0]]
    return referent.type in MENDED and referent.key is None


def is_listed(tree: Tree, begin: int) -> bool:
    """Tell whether a name follows another number that shares its noun: "76th and 98th Divisions"."""
    return begin > 1 and tree.lower[begin - 1] in LISTING and _is_number(tree.words[begin - 2])


def trim(tree: Tree, begin: int, end: int) -> tuple[int, int]:
    """Return a span without the punctuation, articles and nouns for people at its edges."""
    while begin < end - 1 and tree.lower[begin] in EDGES:
        begin += 1
    while end - 1 > begin and (tree.lower[end - 1] in EDGES or tree.lower[end - 1] in PEOPLE):
        end -= 1
    return begin, end


def _is_number(word: str) -> bool:
    """Tell whether a word can number a unit: "82nd", "Third", "XXI", "617", "2/7", a capital letter."""
    if read_nth(word) is not None or _FIGURES.fullmatch(word):
        return True
    if not word[0].isupper():
        return False
    return word.lower() in ORDINALS or read_roman(word) is not None or (len(word) == 1 and word.isalpha())
