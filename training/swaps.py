"""Sentences with their names exchanged for others of the same kind, so that context and not memory decides.

The other names come from the gazetteer: places (a state or region half of the time, else a city), organisations,
and persons, whose first and family names are combined at random.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from ontology.gazetteer import load_gazetteer
from ontology.gazetteer_sources import read_cities
from training.corpora import Sentence

_KINDS = {"PERSON": "people", "LOCATION": "places", "ORGANIZATION": "organisations"}


@dataclass(frozen=True, slots=True)
class Pool:
    """Names to exchange, as lists of words."""

    regions: list[list[str]]
    cities: list[list[str]]
    organisations: list[list[str]]
    first: list[str]
    family: list[str]

    def draw(self, label: str, size: int, rng: random.Random) -> list[str]:
        """Return a name of a kind; a person of one word stays one word."""
        if label == "LOCATION":
            return rng.choice(self.cities if rng.random() < 0.5 else self.regions)
        if label == "ORGANIZATION":
            return rng.choice(self.organisations)
        return [rng.choice(self.family)] if size == 1 else [rng.choice(self.first), rng.choice(self.family)]


def read_pool() -> Pool:
    """Return the names of the gazetteer that are words of letters alone; cities of at least 30,000 inhabitants."""
    gazetteer, pool = load_gazetteer(), Pool([], [], [], [], [])
    pool.cities.extend(c.name.split() for c in read_cities() if c.population >= 30_000 and _is_plain(c.name))
    for entry in map(gazetteer.entry, gazetteer):
        words = entry.label.split()
        if not _is_plain(entry.label) or entry.key.removeprefix("place/").isdigit():
            continue
        if entry.type == "Person" and len(words) > 1:
            pool.first.append(words[0])
            pool.family.append(words[-1])
        elif entry.type == "Organization":
            pool.organisations.append(words)
        elif entry.type in ("State", "Place"):
            pool.regions.append(words)
    return pool


def _is_plain(name: str) -> bool:
    words = name.split()
    return len(words) < 6 and all(w.isalpha() for w in words)


def exchange(sentence: Sentence, pool: Pool, rng: random.Random) -> Sentence:
    """Return the sentence with each of its persons, places and organisations exchanged with probability 1/2."""
    words, names = [], []
    assert sentence.names is not None
    at = 0
    while at < len(sentence.words):
        tags = sentence.names[at]
        end = at + 1
        label = next((x for x in _KINDS if f"B-{x}" in tags and "O" not in tags), None)
        if label is None or rng.random() < 0.5:
            words.append(sentence.words[at])
            names.append(tags)
        else:
            inside = frozenset(f"I-{t[2:]}" for t in tags)
            while end < len(sentence.words) and sentence.names[end] == inside:
                end += 1
            new = pool.draw(label, end - at, rng)
            words += new
            names += [tags, *[inside] * (len(new) - 1)]
        at = end
    return replace(sentence, words=words, names=names)
