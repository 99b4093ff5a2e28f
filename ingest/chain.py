"""Mentions and entities of one document while coreference ties them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ingest.coreference_gender import Gender, gender_of
from ingest.layers import Mention, Referent
from ingest.tree import Tree

SINGULAR = frozenset(
    {"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "i", "me", "my", "mine",
     "myself"}
)  # fmt: skip
ROLES = {
    "nsubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique", "nmod": "complement", "amod": "modifier",
    "compound": "modifier", "appos": "apposition",
}  # fmt: skip
NARROWING = frozenset({"amod", "compound", "nummod", "nmod"})
DETERMINERS = {
    **dict.fromkeys(("the", "both"), "the"),
    **dict.fromkeys(("this", "that", "these", "those"), "this"),
    **dict.fromkeys(("a", "an", "some", "any", "no", "every", "each", "another", "several", "many", "few"), "a"),
}
TITLING = frozenset({"nmod:desc", "compound", "appos"})
NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(slots=True, eq=False)
class Thread:
    """What the text has told so far of an entity, or of several that are one plural; `mentions` is in text order.

    `role`, `argument` (its role in a frame), `wording` and `plural` are of the latest mention, `first` is the wording
    of the first. `subject` is the sentence in which it was last a subject, `nouns` describe it, titles included.
    `gender` and `modifiers` (lemmas that narrow its nouns down) are of the first `read` and `narrowed` mentions; ask
    the chain for them.
    """

    entities: tuple[int, ...]
    mentions: list[Mention] = field(default_factory=list)
    role: str = ""
    argument: str = ""
    wording: str = ""
    first: str = ""
    plural: bool = False
    subject: int = -9
    nouns: set[str] = field(default_factory=set)
    gender: Gender = ""
    read: int = 0
    modifiers: set[str] = field(default_factory=set)
    narrowed: int = 0

    @property
    def last(self) -> Mention:
        """The latest mention."""
        return self.mentions[-1]


class Chain:
    """Mentions by head token, entities, and the threads of the mentions passed so far, latest last."""

    def __init__(self, tree: Tree, mentions: Iterable[Mention], entities: Iterable[Referent]) -> None:
        self.tree = tree
        self.mentions = {m.head: m for m in mentions}
        self.entities = list(entities)
        self.threads: dict[tuple[int, ...], Thread] = {}
        self.states = {e.country: i for i, e in reversed(list(enumerate(self.entities))) if e.type == "State"}
        self._by_word: dict[str, dict[tuple[int, ...], None]] = {}
        self._covered = {
            t: m.head for m in self.mentions.values() if m.kind in {"name", "modifier"} for t in range(m.begin, m.end)
        }

    def at(self, token: int) -> Mention | None:
        """Return the mention that a token heads or, for a name, belongs to."""
        return self.mentions.get(self._covered.get(token, token))

    def of(self, thread: Thread) -> Referent:
        """Return the entity of a thread, the first of several."""
        return self.entities[thread.entities[0]]

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

    def part(self, mention: Mention) -> None:
        """Give a mention an entity of its own, like the one that it shares so far."""
        self.entities.append(self.entities[mention.entities[0]])
        self.mentions[mention.head] = replace(mention, entities=(len(self.entities) - 1, *mention.entities[1:]))

    def state_of(self, entity: int) -> int:
        """Return the entity of the state that an actor belongs to, -1 where the document names none."""
        return self.states.get(self.entities[entity].country, -1)

    def is_plural(self, mention: Mention) -> bool:
        """Tell whether a mention is worded as a plural, or stands for several."""
        if len(mention.entities) > 1 and not mention.split:
            return True
        if mention.kind == "pronoun":
            return self.tree.lower[mention.head] not in SINGULAR
        return self.tree.tags[mention.head] in {"NNS", "NNPS"}

    def push(self, mention: Mention) -> None:
        """Note that a mention has been passed, and what it tells of what it stands for."""
        tree, head = self.tree, mention.head
        key = mention.entities[:1] if mention.split else mention.entities
        thread = self.threads.pop(key, None) or Thread(entities=key)
        self.threads[key] = thread  # anew, so that the latest is last
        thread.mentions.append(mention)
        thread.role = role_of(tree, head)
        thread.argument = argument_of(tree, head)
        thread.plural = self.is_plural(mention)
        if thread.role == "subject":
            thread.subject = tree.sentences[head]
        thread.wording = mention.kind if mention.kind != "nominal" else determiner_of(tree, head)
        thread.first = thread.first or thread.wording
        if mention.kind == "nominal":
            thread.nouns.add(tree.lemmas[head])
            self._note(tree.lemmas[head], key)
        elif mention.kind == "name":
            for token in range(mention.begin, mention.end):
                self._note(tree.lower[token], key)
            for token in titles_of(tree, mention):
                thread.nouns.add(tree.lemmas[token])
                self._note(tree.lemmas[token], key)

    def _note(self, word: str, key: tuple[int, ...]) -> None:
        self._by_word.setdefault(word, {})[key] = None

    def gender(self, thread: Thread) -> Gender:
        """Return whether a thread is of a man or a woman, empty where the text does not tell."""
        mentions = thread.mentions
        while not thread.gender and thread.read < len(mentions):
            mention = mentions[thread.read]
            if mention.kind in {"name", "nominal"} and len(thread.entities) == 1:
                thread.gender = gender_of(self.tree, mention, self.of(thread))
            thread.read += 1
        return thread.gender

    def modifiers(self, thread: Thread) -> set[str]:
        """Return the lemmas that have narrowed a thread's nouns down."""
        for mention in thread.mentions[thread.narrowed :]:
            if mention.kind == "nominal":
                thread.modifiers |= modifiers_of(self.tree, mention.head)
        thread.narrowed = len(thread.mentions)
        return thread.modifiers

    def recent(self, sentence: int) -> Iterator[Thread]:
        """Yield the threads with a mention in a sentence or after it, latest first."""
        begin = self.tree.bounds[max(sentence, 0)][0]
        for thread in reversed(self.threads.values()):
            if thread.mentions[-1].head < begin:
                return
            yield thread

    def worded(self, *words: str) -> list[Thread]:
        """Return the threads that have been named or described with one of some words, latest first."""
        keys = {key for word in words for key in self._by_word.get(word, ())}
        if len(keys) < 2:
            return [self.threads[key] for key in keys]
        return sorted((self.threads[key] for key in keys), key=lambda t: -t.mentions[-1].head)


def role_of(tree: Tree, token: int) -> str:
    """Return the coarse grammatical role of a noun or pronoun, that of the first of its coordination."""
    first = tree.first_conjunct(token)
    return "owner" if tree.deps[first] == "nmod:poss" else ROLES.get(tree.bases[first], "other")


def titles_of(tree: Tree, mention: Mention) -> list[int]:
    """Return the nouns that say what a name is ("rebel leader X", "X, the premier"): its own and the one before it."""
    found = [c for c in tree.children[mention.head] if tree.deps[c] in TITLING and tree.pos[c] in NOUNS]
    before = mention.begin - 1
    return [*found, before] if before >= 0 and before not in found and tree.pos[before] in NOUNS else found


def argument_of(tree: Tree, token: int) -> str:
    """Return the role of a token in the first frame that takes it."""
    governors = tree.governors.get(token)
    return governors[0][1].role if governors else "none"


def determiner_of(tree: Tree, head: int) -> str:
    """Return how a noun is introduced: the, this, a (whatever makes something new), owned, odd, or bare."""
    for child in tree.children[head]:
        if tree.bases[child] == "det":
            return DETERMINERS.get(tree.lower[child], "odd")
        if tree.deps[child] == "nmod:poss":
            return "owned"
    return "bare"


def modifiers_of(tree: Tree, head: int) -> set[str]:
    """Return the lemmas that narrow a noun down, possessors and complements included."""
    return {tree.lemmas[child] for child in tree.children[head] if tree.bases[child] in NARROWING}
