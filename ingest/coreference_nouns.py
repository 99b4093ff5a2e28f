"""What a description ("the agency", "this pact", "his rival") can stand for, and what speaks for each candidate."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from ingest.chain import Chain, Thread, determiner_of, modifiers_of, role_of
from ingest.coreference_weights import Choice, Signature
from ingest.layers import Mention
from ingest.tree import Tree
from ontology.lexicon import Lexicon

NEAR = 2  # sentences that a description looks back for what it sums up
SUMMING = frozenset(
    {"group", "organization", "organisation", "movement", "militia", "faction", "bloc", "alliance", "agency",
        "company", "firm", "corporation", "party", "union", "airline", "bank", "broadcaster", "newspaper", "daily",
        "channel", "outlet", "charity", "watchdog", "network", "body", "country", "nation", "deal", "pact", "accord",
        "agreement", "treaty", "truce", "ceasefire"}
)  # fmt: skip
BODIES = frozenset({"Organization", "MilitaryUnit", "Group"})
KINDS = frozenset({"Company", "Media", "Government", "Militia", "Court", "Mission"})  # of organisations
GENERIC = frozenset({"agency", "body", "organization", "organisation"})  # may be said of all of them
NEW = frozenset({"other", "second", "further", "additional", "next", "different", "similar", "separate"})
CONTRASTS = (
    frozenset({"upper", "lower"}), frozenset({"north", "northern", "south", "southern", "east", "eastern", "west",
    "western"}), frozenset({"first", "third", "last"}), frozenset({"former", "current", "new", "old"}),
    frozenset({"left", "right"}), frozenset({"domestic", "foreign"}),
)  # fmt: skip
INNER = frozenset({"amod", "compound", "nummod", "nmod", "acl", "det"})
MOST = 6  # candidates
UNCOUNTED = frozenset({"Thing", "Place", "Person"})  # types of nouns that need no article to be one thing ("space")
STEPS = (0, 1, 3, 7)  # bounds of sentences between


class Candidate(NamedTuple):
    """What speaks for a thread as what a description stands for."""

    kind: str
    relation: str  # how they are related: by the same noun, or by its name
    determiner: str
    distance: int  # step of the distance in sentences
    narrowed: str
    number: bool  # whether it agrees
    wording: str
    mentions: int
    rank: int
    country: bool | None  # whether countries agree, as far as known
    type: str
    same_type: bool
    alike: bool  # whether the label is the same
    owner: str | None
    first: str  # how it was first mentioned

    def templates(self) -> tuple[str, ...]:
        """Return the combinations of fields that are features."""
        return (
            "relation determiner distance", "relation narrowed", "relation number", "relation wording",
            "relation mentions", "relation rank", "relation country", "relation same_type type",
            "relation determiner alike", "relation owner", "relation determiner first",
        )  # fmt: skip


class Nothing(NamedTuple):
    """What speaks for a description to be new."""

    kind: str
    determiner: str
    plural: bool
    after: bool  # whether something follows that tells which
    narrowed: bool
    type: str
    same: int  # candidates of the same noun
    role: str
    known: bool  # whether the lexicon has the noun

    def templates(self) -> tuple[str, ...]:
        """Return the combinations of fields that are features."""
        return (
            "kind", "determiner plural", "after", "determiner after narrowed", "type", "determiner type",
            "determiner same", "role", "known",
        )  # fmt: skip


class Nouns:
    """Looks up semantic classes for descriptions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._narrow = lru_cache(maxsize=1 << 12)(self._narrowest)

    def _narrowest(self, lemma: str) -> frozenset[str]:
        """Return a noun's narrowest classes: "the ministry" is no mere organisation."""
        classes = self._lexicon.classes_of(lemma)
        return frozenset(c for c in classes if not any(c in self._lexicon.widen(d) for d in classes - {c}))

    def choice(self, chain: Chain, mention: Mention) -> Choice | None:
        """Return the threads that a description may stand for, with the features of each; None if it is indefinite."""
        tree, head = chain.tree, mention.head
        determiner = determiner_of(tree, head)
        plural = tree.tags[head] in {"NNS", "NNPS"}
        if determiner == "a" or (plural and determiner == "bare"):
            return None
        own = chain.entities[mention.entities[0]]
        if determiner == "bare" and own.type not in UNCOUNTED:
            return None
        lemma, sentence = tree.lemmas[head], tree.sentences[head]
        owner = _owner(chain, head) if determiner == "owned" else None
        candidates = chain.worded(lemma, tree.lower[head])
        if not candidates:
            return None
        modifiers = modifiers_of(tree, head)
        if modifiers & NEW:
            return None
        label = own.label.lower()
        ranks: dict[str, int] = {}
        found: list[tuple[Thread, Signature]] = []
        for thread in candidates[:MOST]:
            last, referent, known = thread.mentions[-1], chain.of(thread), chain.modifiers(thread)
            country = None if own.country is None and referent.country is None else own.country == referent.country
            strangers = country is False and own.country is not None and referent.country is not None
            if strangers or _overlap(tree, head, last.head) or (modifiers and known and _contrast(modifiers, known)):
                continue
            relation = "same" if lemma in thread.nouns else "name"
            rank = ranks[relation] = ranks.get(relation, -1) + 1
            candidate = Candidate(
                "noun", relation, determiner, bisect_left(STEPS, sentence - tree.sentences[last.head]),
                _narrowed(modifiers, known), plural == thread.plural, last.kind, min(len(thread.mentions), 4),
                min(rank, 3), country, own.type, own.type == referent.type, label == referent.label.lower(),
                None if owner is None else _owned_alike(chain, thread, owner), thread.first,
            )  # fmt: skip
            found.append((thread, candidate))
        after = any(tree.bases[c] == "acl" or (tree.bases[c] == "nmod" and c > head) for c in tree.children[head])
        nothing = Nothing(
            "no noun", determiner, plural, after, bool(modifiers), own.type, min(ranks.get("same", -1), 1) + 1,
            role_of(tree, head), bool(self._lexicon.classes_of(lemma)),
        )  # fmt: skip
        return Choice("noun", nothing, found)

    def hypernym(self, chain: Chain, mention: Mention) -> Thread | None:
        """Return what a definite noun sums up: "the militant group" after "Ansar Allah", if nothing else fits there."""
        tree, head = chain.tree, mention.head
        if (
            tree.lemmas[head] not in SUMMING
            or tree.tags[head] != "NN"
            or determiner_of(tree, head) not in {"the", "this"}
        ):
            return None
        if any(c > head or tree.pos[c] not in {"DET", "ADJ"} for c in tree.children[head] if tree.bases[c] in INNER):
            return None
        country = chain.entities[mention.entities[0]].country
        nearest: list[Thread] = []
        for thread in chain.recent(tree.sentences[head] - NEAR):
            if nearest and tree.sentences[nearest[0].last.head] != tree.sentences[thread.last.head]:
                break
            fits = self._sums_up(chain, thread, tree.lemmas[head]) and not _overlap(tree, head, thread.last.head)
            if fits and (country is None or chain.of(thread).country == country):
                nearest.append(thread)
        return nearest[0] if len(nearest) == 1 else None

    def _sums_up(self, chain: Chain, thread: Thread, lemma: str) -> bool:
        """Tell whether a noun can be said of a thread: by its class, or of a body that nothing tells more about."""
        if len(thread.entities) > 1 or thread.plural:
            return False
        referent, classes = chain.of(thread), self._narrow(lemma)
        if "State" in classes:
            return referent.type == "State" and _is_plainly_named(chain, thread)
        if "Agreement" in classes or "Truce" in classes:
            return not classes.isdisjoint(referent.classes)
        if referent.described or referent.type not in BODIES:
            return False
        known = referent.classes & KINDS
        return not known or lemma in GENERIC or not known.isdisjoint(self._lexicon.classes_of(lemma))


def _owner(chain: Chain, head: int) -> tuple[int, ...] | None:
    """Return what possesses a noun ("its army"), as far as it is known."""
    for child in chain.tree.children[head]:
        if chain.tree.deps[child] == "nmod:poss" and (owner := chain.at(child)) is not None:
            return owner.entities
    return None


def _owned_alike(chain: Chain, thread: Thread, owner: tuple[int, ...]) -> str:
    """Return whether what a thread has been said to belong to is an owner, another, or nobody."""
    owners = [o for m in thread.mentions if m.kind == "nominal" and (o := _owner(chain, m.head)) is not None]
    return "same" if owner in owners else "other" if owners else "none"


def _narrowed(modifiers: set[str], known: set[str]) -> str:
    """Return how the modifiers of a noun relate to those that its candidate has had."""
    if not modifiers:
        return "plain of narrowed" if known else "plain"
    if modifiers <= known:
        return "narrowed alike"
    if modifiers & known:
        return "narrowed partly"
    return "narrowed otherwise" if known else "narrowed anew"


def _contrast(modifiers: set[str], known: set[str]) -> bool:
    """Tell whether modifiers set two nouns apart ("the upper house" and "the lower house", two companies and four)."""
    return any(modifiers & words and known & words and modifiers & words != known & words for words in CONTRASTS)


def _is_plainly_named(chain: Chain, thread: Thread) -> bool:
    """Tell whether the latest mention of a state is by its own name, not by its capital or an adjective."""
    last, tree = thread.mentions[-1], chain.tree
    words = tree.words[last.begin : last.end]
    return last.kind == "name" and (words[-1] in chain.of(thread).label or words[-1].replace(".", "").isupper())


def _overlap(tree: Tree, head: int, other: int) -> bool:
    """Tell whether a noun is part of another's phrase ("the leader of the group"), relative clauses aside."""
    if tree.left[head] <= other < head:
        return True
    token = head
    for _ in range(8):
        if token == other:
            return token != head
        if tree.bases[token] in {"acl", "conj"} or tree.heads[token] == token:
            return False
        token = tree.heads[token]
    return False
