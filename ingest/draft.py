"""The entities and mentions of one document while they are being found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.layers import Choice, Mention, Referent
from ingest.naming import Naming
from ingest.tree import Tree
from ontology.gazetteer import Entry

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
SEATED = frozenset({"base", "operate", "live", "headquarter", "locate", "reside"})  # "a group based in Beirut"
_FOOTNOTE = re.compile(r"[,.;:]*\[\d*\]?$")
HYPHENS = frozenset({"-", "‑", "–"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A name that waits to be linked until all names of the document are known; `label` is the reader's."""

    head: int
    begin: int
    end: int
    text: str
    label: str


class Draft:
    """Mentions and entities under construction; one entity per gazetteer key, name, or described thing."""

    def __init__(self, tree: Tree, naming: Naming, year: int | None = None) -> None:
        self.tree = tree
        self.year = year  # of publication
        self.naming = naming
        self.entities: list[Referent] = []
        self.mentions: dict[int, Mention] = {}  # by head token
        self.covered: dict[int, int] = {}  # token of a name -> head of its mention
        self.held: list[Held] = []
        self._index: dict[tuple[str, ...], int] = {}

    def text(self, begin: int, end: int) -> str:
        """Return the words of a span with single spaces, closed up as in the text otherwise; no footnote mark."""
        tree = self.tree
        if end - begin == 1:
            return tree.words[begin]
        parts = [tree.words[begin]]
        for token in range(begin + 1, end):
            parts.append(tree.words[token] if tree.begins[token] == tree.ends[token - 1] else " " + tree.words[token])
        return _FOOTNOTE.sub("", "".join(parts)) or tree.words[begin]

    def head(self, begin: int, end: int) -> int:
        """Return the first token of a span that depends on one outside it."""
        heads = self.tree.heads
        for token in range(begin, end):
            if not begin <= heads[token] < end or heads[token] == token:
                return token
        return end - 1

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

    def linked(self, entry: Entry, choice: Choice) -> int:
        """Return the index of a gazetteer entry that a name was read as; of several choices the surest is kept."""
        index = self._index.get(("key", entry.key))
        if index is None:
            return self.entity(self.naming.known(entry, choice))
        known = self.entities[index]
        if known.link is None or known.link.score < choice.score:
            self.entities[index] = replace(known, link=choice)
        return index

    def state(self, country: str) -> int | None:
        """Return the index of the state with an alpha-3 code, None where the gazetteer has no such state."""
        entry = self.naming.state(country)
        return None if entry is None else self.linked(entry, Choice(score=1.0, reason="country of its modifiers"))

    def named(self, type_: str, label: str, country: str | None, nouns: tuple[str, ...]) -> int:
        """Return the index of a name that the gazetteer lacks."""
        key = ("name", type_, self.naming.fold(label))
        known = self._index.get(key)
        return self.entity(self.naming.named(type_, label, country, nouns), *key) if known is None else known

    def hold(self, head: int, begin: int, end: int, text: str, label: str) -> None:
        """Keep a name until it can be linked; meanwhile its tokens are covered, but it is no mention."""
        self.held.append(Held(head=head, begin=begin, end=end, text=text, label=label))
        self.covered.update(dict.fromkeys(range(begin, end), head))

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

    def countries(self, token: int, depth: int = 0, ranks: int = len(NEARNESS)) -> list[str]:
        """Return the codes of the states that a noun's modifiers tie it to; several only where they are coordinated.

        Adjectives come before possessors, these before "of", and "in" and "from" count only without the others;
        `ranks` is how many of these kinds of ties count.
        """
        tree = self.tree
        best: list[str] = []
        rank = ranks
        for child in tree.children[token]:
            dep = tree.deps[child] if tree.deps[child] in NEARNESS else tree.bases[child]
            tie = tree.case(child) if dep == "nmod" else dep
            nearer = NEARNESS.get(tie, rank)
            if nearer < rank and not self._is_prefixed(child):
                found = [c for part in tree.conjuncts(child) for c in self._countries_of(part, depth)]
                if found:
                    best, rank = found, nearer
            elif not best and ranks == len(NEARNESS) and dep == "acl" and tree.lemmas[child] in SEATED:
                seats = [c for c in tree.children[child] if tree.case(c) == "in"]
                best = [c for seat in seats for c in self._countries_of(seat, depth)]
        return list(dict.fromkeys(best))

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
