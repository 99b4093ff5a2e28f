"""The entities and mentions of one document while they are being found."""

from __future__ import annotations

from typing import Literal

from ingest.layers import Mention, Referent
from ingest.naming import Naming
from ingest.tree import Tree
from ontology.iris import normalise

Kind = Literal["name", "nominal", "pronoun", "modifier"]
PARTITIVES = frozenset(
    {"thousand", "hundred", "dozen", "million", "score", "number", "lot", "majority", "part", "third", "half", "couple",
     "handful", "most", "many", "some", "all", "one", "several", "few", "plenty", "bulk", "rest", "ton", "tonne",
     "kilogram", "kilo", "barrel", "litre", "liter", "gallon", "metre", "round", "series", "wave", "spate", "string",
     "batch", "piece"}
)  # fmt: skip


NEARNESS = {
    name: rank
    for rank, names in enumerate(
        (("amod", "compound", "nmod:desc"), ("nmod:poss",), ("of", "appos", "flat"), ("in", "from", "at"))
    )
    for name in names
}
HYPHENS = frozenset({"-", "‑", "–"})


class Draft:
    """Mentions and entities under construction; one entity per gazetteer key, name, or described thing."""

    def __init__(self, tree: Tree, naming: Naming) -> None:
        self.tree = tree
        self.naming = naming
        self.entities: list[Referent] = []
        self.mentions: dict[int, Mention] = {}  # by head token
        self.covered: dict[int, int] = {}  # token of a name -> head of its mention
        self._index: dict[tuple[str, ...], int] = {}

    def entity(self, referent: Referent, *key: str) -> int:
        """Return the index of a referent, adding it unless one with the same key is there; no key: always new."""
        if referent.key is not None:
            key = ("key", referent.key)
        if key and key in self._index:
            return self._index[key]
        self.entities.append(referent)
        if key:
            self._index[key] = len(self.entities) - 1
        return len(self.entities) - 1

    def state(self, country: str) -> int | None:
        """Return the index of the state with an alpha-3 code, None where the gazetteer has no such state."""
        reading = self.naming.state(country)
        return None if reading is None else self.entity(self.naming.known(reading))

    def named(self, type_: str, label: str, country: str | None, nouns: tuple[str, ...]) -> int:
        """Return the index of a name that the gazetteer lacks."""
        key = ("name", type_, normalise(label))
        known = self._index.get(key)
        return self.entity(self.naming.named(type_, label, country, nouns), *key) if known is None else known

    def person(self, text: str) -> int:
        """Return the index of a named person: the gazetteer's, unless a last name can be another person's here."""
        known = self.naming.read(text).person
        if known is None or (" " not in text and ("key", known.key) not in self._index and self._has_namesake(text)):
            return self.named("Person", text, None, ())
        return self.entity(self.naming.known(known))

    def _has_namesake(self, text: str) -> bool:
        persons = (e.label for e in self.entities if e.type == "Person" and not e.described)
        return any(" " in label and normalise(label).split()[-1] == normalise(text) for label in persons)

    def put(self, head: int, begin: int, end: int, kind: Kind, *entities: int) -> None:
        """Add a mention; a name covers all its tokens. Entities after the first are states that share a description."""
        split = len(entities) > 1
        self.mentions[head] = Mention(head=head, begin=begin, end=end, kind=kind, entities=entities, split=split)
        if kind in {"name", "modifier"}:
            for token in range(begin, end):
                self.covered[token] = head

    def at(self, token: int) -> Mention | None:
        """Return the mention that a token heads or, for a name, belongs to."""
        return self.mentions.get(self.covered.get(token, token))

    def countries(self, token: int, depth: int = 0) -> list[str]:
        """Return the codes of the states that a noun's modifiers tie it to; several only where they are coordinated.

        Adjectives come before possessors, these before "of", and "in" and "from" count only without the others.
        """
        tree = self.tree
        best: list[str] = []
        rank = len(NEARNESS)
        for child in tree.children[token]:
            dep = tree.deps[child] if tree.deps[child] in NEARNESS else tree.bases[child]
            tie = tree.case(child) if dep == "nmod" else dep
            nearer = NEARNESS.get(tie, rank)
            if nearer < rank and not self._is_prefixed(child):
                found = [c for part in tree.conjuncts(child) for c in self._countries_of(part, depth)]
                if found:
                    best, rank = found, nearer
        return list(dict.fromkeys(best))

    def is_anothers(self, token: int, country: str | None) -> bool:
        """Tell whether a name is tied to another country than the gazetteer's ("Peru's Congress")."""
        ties = self.countries(token) if country is not None else []
        return bool(ties) and country not in ties

    def _is_prefixed(self, token: int) -> bool:
        """Tell whether a hyphen turns a modifier round ("pro-Iranian", "Syrian-backed")."""
        words = self.tree.words
        return (token > 0 and words[token - 1] in HYPHENS) or (token + 1 < len(words) and words[token + 1] in HYPHENS)

    def _countries_of(self, token: int, depth: int) -> list[str]:
        mention = self.at(token)
        if mention is not None and mention.kind != "pronoun":
            found = [self.entities[i].country for i in mention.entities]
            known = [country for country in found if country is not None]
            if known or mention.kind != "nominal":
                return known
        return self.countries(token, depth + 1) if depth < 3 and self.tree.pos[token] in {"NOUN", "PROPN"} else []
