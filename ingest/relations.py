"""Find standing relations between entities: who leads, belongs to, is allied with or fights whom, what lies where."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from ingest.layers import Link
from ingest.roles import Roles, read_roles
from ingest.tree import Tree, read_tree
from ontology.attribution import Attribution
from ontology.lexicon import Lexicon

BODIES = frozenset({"State", "Organization", "Group", "MilitaryUnit", "Force"})
PLACES = frozenset({"Place", "State", "Facility"})
# Nouns that relate their bearer to what they belong to: "the leader of Y", "Y's ally", "a Y member".
NOUNS = {
    **dict.fromkeys(("leader", "commander", "chief", "head", "president", "premier", "boss", "warlord"), "commands"),
    **dict.fromkeys(
        ("member", "minister", "official", "officer", "spokesman", "spokeswoman", "spokesperson", "ambassador",
         "envoy", "diplomat", "general", "colonel", "fighter", "soldier", "lawmaker", "deputy", "secretary"),
        "memberOf",
    ),
    **dict.fromkeys(("ally", "partner"), "alliedWith"),
}  # fmt: skip
# Rolesets that state a relation: the roles of its subject and object.
VERBS = {
    "lead.02": ("commands", "ARG0", "ARG1"),
    "command.02": ("commands", "ARG0", "ARG1"),
    "head.01": ("commands", "ARG0", "ARG1"),
    "belong.01": ("memberOf", "ARG0", "ARG1"),
    "join.01": ("memberOf", "ARG0", "ARG1"),
    "ally.01": ("alliedWith", "ARG1", "ARG2"),
    "base.02": ("locatedIn", "ARG1", "ARG2"),
    "locate.01": ("locatedIn", "ARG1", "ARG2"),
    "locate.02": ("locatedIn", "ARG1", "ARG2"),
}
Pair = tuple[int, str, int, float]  # head of the subject, predicate, head of the object, confidence


class RelationFinder:
    """Component that adds to `Doc._.relations`; each relation once, at its first evidence."""

    def __init__(self, lexicon: Lexicon, attribution: Attribution) -> None:
        self._lexicon = lexicon
        self._attribution = attribution

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of one document."""
        tree = read_tree(doc)
        roles = read_roles(tree, doc._.mentions, doc._.entities, self._lexicon, self._attribution)
        found = {(link.subject, link.predicate, link.object): link for link in doc._.relations or ()}
        for mention in doc._.mentions:
            for pair in (*_from_noun(roles, mention.head), *_from_place(roles, mention.head)):
                _add(roles, found, pair)
        for token, lemma in enumerate(tree.lemmas):
            if lemma == "base" and tree.tags[token] == "VBN":
                for pair in _from_based(tree, token):
                    _add(roles, found, pair)
            elif "Hostilities" in self._lexicon.classes_of(lemma) and tree.pos[token] == "NOUN":
                for pair in _from_war(tree, token):
                    _add(roles, found, pair)
        for frame in tree.frames.values():
            if frame.roleset in VERBS and _is_plain(roles, frame.predicate):
                predicate, subject, object_ = VERBS[frame.roleset]
                arguments = roles.arguments(frame.predicate)
                for a in arguments.get(subject, ()):
                    for b in arguments.get(object_, ()):
                        _add(roles, found, (a, predicate, b, 0.7 * frame.score))
        doc._.relations = tuple(found.values())
        return doc


def _add(roles: Roles, found: dict[tuple[int, str, int], Link], pair: Pair) -> None:
    """Add the relation between what two heads stand for, if their types allow it."""
    subject, predicate, object_, confidence = pair
    a, b = roles.mention(subject), roles.mention(object_)
    if a is None or b is None or a.head == b.head or "pronoun" in (b.kind,):
        return
    begin, end = roles.tree.bounds[roles.tree.sentences[subject]]
    for one in a.entities:
        for other in b.entities:
            if one != other and (one, predicate, other) not in found and _fits(roles, one, predicate, other):
                found[one, predicate, other] = Link(
                    subject=one, predicate=predicate, object=other, subject_span=(a.begin, a.end),
                    object_span=(b.begin, b.end), begin=begin, end=end, confidence=round(confidence, 4),
                )  # fmt: skip


def _fits(roles: Roles, subject: int, predicate: str, object_: int) -> bool:
    a, b = roles.entities[subject], roles.entities[object_]
    if predicate == "locatedIn":
        return b.type in PLACES and a.type != "Person"
    if predicate == "memberOf" and a.type == b.type == "MilitaryUnit":
        return False  # a unit is part of another: subOrganizationOf, which the units' component finds
    if predicate in {"commands", "memberOf"}:
        return a.type in {"Person", "Organization", "MilitaryUnit", "State", "Group"} and b.type in BODIES
    return a.type in BODIES and b.type in BODIES


def _from_noun(roles: Roles, head: int) -> Iterator[Pair]:
    """Read "X, leader of Y", "Y leader X", "Y's ally X", "X is a member of Y", "its ally Y"."""
    tree = roles.tree
    nouns = [c for c in tree.children[head] if tree.deps[c] in {"appos", "nmod:desc", "compound", "flat"}]
    if tree.bases[head] == "appos":
        nouns.append(tree.heads[head])
    elif tree.bases[head] == "nsubj":
        noun = tree.heads[head]
        if tree.child(noun, "cop") is not None and _is_plain(roles, noun):
            nouns.append(noun)
    for noun in nouns:
        predicate = NOUNS.get(tree.lemmas[noun])
        if predicate is not None:
            for body in _belongs_to(tree, noun, skip=head):
                yield head, predicate, body, 0.8
    if NOUNS.get(tree.lemmas[head]) == "alliedWith":
        for owner in tree.children[head]:
            if tree.deps[owner] == "nmod:poss":
                for ally in tree.children[head]:
                    if tree.bases[ally] in {"amod", "compound", "appos"}:
                        yield owner, "alliedWith", ally, 0.7


def _belongs_to(tree: Tree, noun: int, skip: int) -> Iterator[int]:
    for child in tree.children[noun]:
        possessor = tree.deps[child] == "nmod:poss" or tree.bases[child] in {"amod", "compound"}
        if child != skip and (possessor or (tree.bases[child] == "nmod" and tree.case(child) in {"of", "for"})):
            yield child


def _from_place(roles: Roles, head: int) -> Iterator[Pair]:
    """Read "Russia's Kursk region", "Goma in eastern Congo", "Tripoli, Libya"."""
    tree = roles.tree
    mention = roles.mention(head)
    if mention is None or mention.kind != "name":
        return
    if roles.entities[mention.entities[0]].type not in {"Place", "Facility"}:
        return
    for child in tree.children[head]:
        near = tree.deps[child] in {"nmod:poss", "nmod:unmarked"} or tree.bases[child] == "appos"
        if near or (tree.bases[child] == "nmod" and tree.case(child) in {"in", "of"}):
            other = roles.mention(child)
            if other is not None and other.kind == "name":
                yield head, "locatedIn", child, 0.9


def _from_based(tree: Tree, token: int) -> Iterator[Pair]:
    """Read "the Geneva-based agency" and "a group based in Geneva"."""
    if tree.bases[token] not in {"amod", "acl"}:
        return
    for child in tree.children[token]:
        prefixed = child + 2 == token and tree.words[child + 1] in {"-", "‑", "–"}
        if prefixed or (tree.bases[child] == "obl" and tree.case(child) in {"in", "at", "near"}):
            yield tree.heads[token], "locatedIn", child, 0.9


def _from_war(tree: Tree, token: int) -> Iterator[Pair]:
    """Read "Russia's war against Ukraine" and "its war with Iraq"."""
    sides = [c for c in tree.children[token] if tree.deps[c] == "nmod:poss"]
    foes = [c for c in tree.children[token] if tree.bases[c] == "nmod" and tree.case(c) in {"with", "against", "on"}]
    for side in sides:
        for foe in foes:
            yield side, "fightingAgainst", foe, 0.8
    between = [c for c in tree.children[token] if tree.bases[c] == "nmod" and tree.case(c) == "between"]
    for first in between:
        for second in tree.conjuncts(first)[1:]:
            yield first, "fightingAgainst", second, 0.8


def _is_plain(roles: Roles, predicate: int) -> bool:
    """Tell whether nothing hedges, denies or postpones a predicate."""
    tree, known = roles.tree, roles.attribution
    return not any(
        tree.lemmas[c] in known.cues or tree.lower[c] in known.cues
        for c in tree.children[predicate]
        if tree.bases[c] in {"aux", "advmod", "mark", "det"}
    ) and tree.bases[predicate] not in {"xcomp", "advcl"}
