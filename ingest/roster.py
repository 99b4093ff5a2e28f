"""Mentions and entities of one document while its military units are being sorted out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingest.layers import Mention, Referent
from ingest.tree import Tree
from ontology.records import Unit

TIES = frozenset({"nmod:poss", "amod", "compound", "nmod:desc"})


class Roster:
    """Mentions by head token and entities; entities keep their index, one without mentions counts for nothing.

    `within` maps the head of a mention inside another one's words to the head of the outer one.
    """

    def __init__(self, tree: Tree, mentions: Iterable[Mention], entities: Iterable[Referent]) -> None:
        self.tree = tree
        self.mentions = {m.head: m for m in mentions}
        self.entities = list(entities)
        self.covered: dict[int, int] = {}  # token of a name -> head of its mention
        self.within: dict[int, int] = {}
        self.uses = Counter(e for m in self.mentions.values() if m.kind == "name" for e in m.entities)
        self.by_name: dict[str, list[int]] = {}  # units by the name that a part of a designation gives them
        self.settled: set[int] = set()  # entities whose name has been read
        self.superiors: dict[int, int] = {}  # of entities whose name says what they are part of
        for mention in self.mentions.values():
            self._cover(mention)

    def _cover(self, mention: Mention) -> None:
        if mention.kind in {"name", "modifier"}:
            for token in range(mention.begin, mention.end):
                self.covered[token] = mention.head

    def at(self, token: int) -> Mention | None:
        """Return the mention that a token heads or, for a name, belongs to."""
        return self.mentions.get(self.covered.get(token, token))

    def names(self) -> list[Mention]:
        """Return the mentions that are names, in text order."""
        return sorted((m for m in self.mentions.values() if m.kind == "name"), key=lambda m: (m.begin, m.end))

    def put(self, mention: Mention, outer: int | None = None) -> None:
        """Add a mention in place of all names that begin or end within it, but for the one with head `outer`."""
        for head in {self.covered[t] for t in range(mention.begin, mention.end) if t in self.covered} - {outer}:
            self.remove(head)
        self.mentions[mention.head] = mention
        if outer is None:
            self._cover(mention)
        else:
            self.within[mention.head] = outer

    def remove(self, head: int) -> None:
        """Take a mention away."""
        mention = self.mentions.pop(head, None)
        for token in range(mention.begin, mention.end) if mention is not None else ():
            if self.covered.get(token) == head:
                del self.covered[token]

    def add(self, referent: Referent) -> int:
        """Add an entity and return its index."""
        self.entities.append(referent)
        return len(self.entities) - 1

    def unit(self, entity: int) -> Unit | None:
        """Return the structure of an entity's name, None where it is no unit or its words tell nothing."""
        return self.entities[entity].unit

    def merge(self, old: int, new: int) -> None:
        """Let every mention of an entity stand for another, which takes over what it lacks."""
        if old == new:
            return
        self.entities[new] = join_referents(self.entities[new], self.entities[old])
        for head, mention in self.mentions.items():
            if old in mention.entities:
                entities = tuple(dict.fromkeys(new if e == old else e for e in mention.entities))
                self.mentions[head] = replace(mention, entities=entities)
        self.superiors = {self._moved(a, old, new): self._moved(b, old, new) for a, b in self.superiors.items()}

    @staticmethod
    def _moved(entity: int, old: int, new: int) -> int:
        return new if entity == old else entity

    def ordered(self) -> tuple[Mention, ...]:
        """Return all mentions in text order, one inside another before it, so that the outer one holds its words."""
        return tuple(
            sorted(self.mentions.values(), key=lambda m: (self.within.get(m.head, m.head), m.head not in self.within))
        )

    def text(self, begin: int, end: int) -> str:
        """Return the words of a span as the text writes them, with single spaces."""
        tree = self.tree
        parts = [tree.words[begin]]
        for token in range(begin + 1, end):
            parts.append(tree.words[token] if tree.begins[token] == tree.ends[token - 1] else " " + tree.words[token])
        return "".join(parts)

    def country_around(self, begin: int, end: int) -> str | None:
        """Return the country of the names within a span and of what qualifies it; None unless they agree on one."""
        tree = self.tree
        inside = {t for t in range(begin, end) if t in self.covered}
        inside |= {c for t in range(begin, end) for c in tree.children[t] if tree.deps[c] in TIES}
        found = [m for t in inside if (m := self.at(t)) is not None and m.kind in {"name", "modifier"}]
        countries = {self.entities[m.entities[0]].country for m in found} - {None}
        return countries.pop() if len(countries) == 1 else None

    def head(self, begin: int, end: int) -> int:
        """Return the token of a span that the rest of it depends on."""
        for token in range(begin, end):
            if not begin <= self.tree.heads[token] < end or self.tree.heads[token] == token:
                return token
        return end - 1


def join_referents(kept: Referent, gone: Referent) -> Referent:
    """Return an entity with what another that is the same adds: country, number, branch, aliases, strength."""
    unit = kept.unit
    if unit is not None and gone.unit is not None:
        unit = Unit(
            number=unit.number or gone.unit.number,
            echelon=unit.echelon or gone.unit.echelon,
            branch=unit.branch or gone.unit.branch,
            honorific=unit.honorific or gone.unit.honorific,
        )
    own = () if gone.described or gone.label == kept.label else (gone.label,)
    return replace(
        kept,
        country=kept.country or gone.country,
        unit=unit or gone.unit,
        aliases=tuple(dict.fromkeys((*kept.aliases, *gone.aliases, *own))),
        strength=kept.strength or gone.strength,
    )
