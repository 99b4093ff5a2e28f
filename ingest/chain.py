"""Mentions and entities of one document while coreference ties them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.layers import Mention, Referent
from ingest.tree import Tree

PERSONAL = {
    "he": "person", "she": "person", "him": "person", "his": "person", "her": "person", "it": "thing", "its": "thing",
    "they": "many", "them": "many", "their": "many", "who": "none",
}  # fmt: skip
FITTING = {
    "person": frozenset({"Person"}),
    "thing": frozenset({"State", "Organization", "MilitaryUnit", "Group", "Force"}),
    "many": frozenset({"Force", "Group", "Organization", "MilitaryUnit"}),
}
PARTIES = frozenset({"Person", "Force", "Group", "Organization", "State", "MilitaryUnit"})
REACH = 2  # sentences that a description looks back


class Chain:
    """Mentions by head token, entities, and the mentions passed so far."""

    def __init__(self, tree: Tree, mentions: list[Mention], entities: list[Referent]) -> None:
        self.tree = tree
        self.mentions = {m.head: m for m in mentions}
        self.entities = entities
        self.seen: list[Mention] = []
        self.states = {e.country: i for i, e in reversed(list(enumerate(entities))) if e.type == "State"}
        self._covered = {t: m.head for m in mentions if m.kind in {"name", "modifier"} for t in range(m.begin, m.end)}

    def at(self, token: int) -> Mention | None:
        """Return the mention that a token heads or, for a name, belongs to."""
        return self.mentions.get(self._covered.get(token, token))

    def point(self, mention: Mention, entities: Iterable[int]) -> None:
        """Let a mention stand for other entities."""
        self.mentions[mention.head] = replace(mention, entities=tuple(entities), split=False)

    def merge(self, old: int, new: int) -> None:
        """Let every mention of an entity stand for another; the country carries over."""
        if old == new:
            return
        if self.entities[new].country is None and self.entities[new].key is None:
            self.entities[new] = replace(self.entities[new], country=self.entities[old].country)
        for mention in list(self.mentions.values()):
            if old in mention.entities:
                self.point(mention, dict.fromkeys(new if e == old else e for e in mention.entities))

    def state_of(self, entity: int) -> int:
        """Return the entity of the state that an actor belongs to, -1 where the document names none."""
        return self.states.get(self.entities[entity].country, -1)

    def is_people(self, mention: Mention) -> bool:
        """Tell whether a mention is of the kind "the North Koreans"."""
        referent = self.entities[mention.entities[0]]
        begin = mention.begin
        return referent.described and referent.type == "Group" and mention.kind == "name" and (
            begin > 0 and self.tree.lower[begin - 1] == "the"
        )  # fmt: skip

    def forces_of(self, mention: Mention) -> int | None:
        """Return the forces that "the North Koreans" means after "North Korean troops"."""
        country = self.entities[mention.entities[0]].country
        for known in reversed(self.seen):
            referent = self.entities[known.entities[0]]
            if self.tree.sentences[known.head] < self.tree.sentences[mention.head] - 4 * REACH:
                return None
            if referent.type == "Force" and referent.country == country:
                return known.entities[0]
        return None

    def fits(self, mention: Mention, wanted: str) -> bool:
        """Tell whether a mention agrees with a pronoun in number and kind."""
        if mention.kind == "modifier":
            return False
        types = {self.entities[e].type for e in mention.entities}
        if not types <= FITTING[wanted]:
            return wanted == "many" and len(mention.entities) > 1 and "Place" not in types
        plural = self.tree.tags[mention.head] in {"NNS", "NNPS"} or len(mention.entities) > 1
        if mention.kind == "pronoun":
            return PERSONAL.get(self.tree.lower[mention.head]) == wanted
        return plural if wanted == "many" and types <= {"Force", "Group"} else wanted == "many" or not plural

    def is_namesake(self, mention: Mention, noun: str) -> bool:
        """Tell whether a name ends in a noun: "the commission" after "the Central Military Commission"."""
        referent = self.entities[mention.entities[0]]
        return mention.kind == "name" and len(mention.entities) == 1 and referent.label.lower().endswith(f" {noun}")

    def may_say(self, mention: Mention, wanted: str) -> bool:
        """Tell whether a source may call itself so: a ministry says "it" of itself, not "they"."""
        plural = len(mention.entities) > 1 or self.entities[mention.entities[0]].type in {"Force", "Group"}
        return wanted != "many" or plural

    def _coordinated(self, sentence: int, before: int) -> Mention | None:
        """Return the subject of a sentence where it joins several parties ("the government and the rebels")."""
        tree = self.tree
        for known in self.seen:
            parts = tree.conjuncts(known.head)
            if tree.sentences[known.head] != sentence or len(parts) < 2 or tree.bases[known.head] != "nsubj":
                continue
            mentions = [m for part in parts if part < before and (m := self.mentions.get(part)) is not None]
            entities = tuple(dict.fromkeys(m.entities[0] for m in mentions))
            if len(entities) > 1 and all(self.entities[e].type in PARTIES for e in entities):
                return replace(known, entities=entities, split=False)
        return None

    def recent(self, token: int, wanted: str, subject: int | None) -> Mention | None:
        """Return the subject of the pronoun's own clause or of the one before, else the only fitting mention near."""
        tree = self.tree
        sentence = tree.sentences[token]
        is_object = tree.bases[token] != "nsubj" and tree.deps[token] != "nmod:poss"
        own = self.at(subject) if is_object and subject is not None else None
        for number in (sentence,) if is_object else (sentence, sentence - 1):
            here = [m for m in self.seen if tree.sentences[m.head] == number and self.fits(m, wanted)]
            here = [m for m in here if own is None or not set(m.entities) & set(own.entities)]
            if wanted == "many" and not is_object and (together := self._coordinated(number, token)) is not None:
                return together
            subjects = [m for m in here if tree.bases[tree.first_conjunct(m.head)] == "nsubj"]
            if number == sentence:
                subjects = [m for m in subjects if m.head == subject]
            distinct = {m.entities for m in here}
            if wanted == "many":
                here = [m for m in here if self.entities[m.entities[0]].type in {"Force", "Group"}] or here
                distinct = {m.entities for m in here}
            if len(distinct) == 1:
                return here[-1]
            if len({m.entities for m in subjects}) == 1:
                return subjects[-1]
            if distinct:
                return None
        return None
