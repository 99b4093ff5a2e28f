"""Which words state a relation: the nouns, participles, prepositions and rolesets that `ontology/relations.ttl` has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.numerals import HYPHENS
from ingest.roles import Roles
from ingest.tree import Tree
from ontology.relations import Relations, Wording

ATTACHED = frozenset({"appos", "nmod:desc", "compound", "flat"})  # a title and its bearer, either way round
WITHIN = frozenset({"amod", "compound"})
SIDES = frozenset({"aux", "advmod", "mark", "det"})
UNFINISHED = frozenset({"xcomp", "advcl"})
CLAUSES = frozenset({"xcomp", "advcl", "acl"})
UNREAL = frozenset({"of", "from", "without", "for", "instead", "against"})  # "accused of supporting", "kept from using"
CLOSED = frozenset({"appos", "nmod:poss", "nmod:unmarked"})  # a place beside what it lies in
BECOMING = frozenset({"become", "remain"})
WITHIN_PLACE = Wording(
    relation="locatedIn", slots={}, when={}, described=None, cases=None, weight=0.9, holds=""
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """That the heads of two phrases are related; `word` is the token that says so, which times depend on."""

    wording: Wording
    subject: int
    object: int
    confidence: float
    word: int


def find_statements(roles: Roles, known: Relations) -> Iterator[Statement]:
    """Yield what the words of a document state, in order of the words that state it."""
    tree = roles.tree
    nouns, participles, rolesets = (known.wordings[kind] for kind in ("noun", "participle", "roleset"))
    for token, lemma in enumerate(tree.lemmas):
        if tree.pos[token] in {"NOUN", "PROPN"} and lemma in nouns:
            for wording in nouns[lemma]:
                yield from _from_noun(roles, token, wording)
        elif tree.bases[token] in {"amod", "acl"} and tree.lower[token] in participles:
            for wording in participles[tree.lower[token]]:
                yield from _from_participle(roles, token, wording)
        if (frame := tree.frames.get(token)) is not None:
            for wording in rolesets.get(frame.roleset, ()):
                yield from _from_roleset(roles, token, wording, frame.score)
            for wording in rolesets.get("*", ()) if any(a.role == "ARGM-LOC" for a in frame.arguments) else ():
                yield from _from_roleset(roles, token, wording, frame.score)
        if token in roles.mentions:
            yield from _from_preposition(roles, token, known)
            yield from _from_place(roles, token)


def is_plain(roles: Roles, predicate: int, holds: str = "") -> bool:
    """Tell whether nothing hedges, denies or postpones a predicate; one that is `aimed` may be an infinitive."""
    tree, known = roles.tree, roles.attribution
    if any(
        tree.lemmas[c] in known.cues or tree.lower[c] in known.cues
        for c in tree.children[predicate]
        if tree.bases[c] in SIDES
    ):
        return False
    if tree.tags[predicate] == "VBG" and tree.bases[predicate] in CLAUSES:
        return not any(tree.bases[c] == "mark" and tree.lower[c] in UNREAL for c in tree.children[predicate])
    if tree.bases[predicate] not in UNFINISHED:
        return True
    above = tree.frames.get(tree.heads[predicate])
    denied = above is not None and (entry := known.embedding.get(above.roleset)) is not None and entry.flip
    return holds == "aimed" and not denied and is_plain(roles, tree.heads[predicate], holds)


def _from_noun(roles: Roles, noun: int, wording: Wording) -> Iterator[Statement]:
    """Read "X, leader of Y", "Y leader X", "X is a member of Y", "its ally Y", "Y's war against Z"."""
    tree = roles.tree
    filled: dict[str, list[int]] = {"subject": [], "object": [], "both": []}
    bearers = _bearers(roles, noun) if "self" in wording.slots else []
    if _is_none(roles, noun):
        return
    for child in tree.children[noun]:
        name = _dependent(tree, child)
        slot = wording.slots.get(name)
        if name in WITHIN and bearers == [noun] and roles.entities[roles.mentions[noun].entities[0]].described:
            continue  # "ISIL terrorists" says all of it
        office = "self" in wording.slots or tree.bases[child] == "nmod"  # "head of state", "intelligence official"
        if slot is not None and child not in bearers and not (office and _is_bare(tree, child)):
            filled[slot] += tree.conjuncts(child)
    if "self" in wording.slots:
        filled[wording.slots["self"]] += bearers
    elif not filled["subject"] and (frame := tree.frames.get(noun)) is not None and not _is_doubtful(roles, noun):
        filled["subject"] = [a.head for a in frame.arguments if a.role == "ARG0" and a.head != noun]
    yield from _states(filled, wording, noun, wording.weight)


def _is_none(roles: Roles, noun: int) -> bool:
    """Tell whether a noun is negated ("no troops in Finland")."""
    tree = roles.tree
    return any(tree.bases[c] == "det" and tree.lower[c] in roles.attribution.cues for c in tree.children[noun])


def _is_doubtful(roles: Roles, noun: int) -> bool:
    """Tell whether a noun depends on a verb that is hedged, denied or to come ("will take control of Y")."""
    verb = roles.tree.heads[noun]
    return roles.tree.bases[noun] in {"obj", "nsubj"} and roles.tree.pos[verb] == "VERB" and not is_plain(roles, verb)


def _is_bare(tree: Tree, token: int) -> bool:
    """Tell whether a noun in the singular has nothing before it: "state" in "head of state"."""
    before = [c for c in tree.children[token] if c < token and tree.bases[c] not in {"case", "punct", "cc"}]
    return tree.tags[token] == "NN" and not before


def _dependent(tree: Tree, token: int) -> str:
    """Return what a dependent of a noun is called in slots."""
    if tree.deps[token] == "nmod:poss":
        return "poss"
    return tree.case(token) if tree.bases[token] == "nmod" else tree.bases[token]


def _bearers(roles: Roles, noun: int) -> list[int]:
    """Return whom a noun is said of: names beside it, the subject that it is said of, else whom it describes."""
    tree = roles.tree
    found = [c for c in tree.children[noun] if tree.deps[c] in ATTACHED and _is_name(roles, c)]
    found = [c for c in found if tree.bases[c] == "appos" or c > noun]  # "Y leader X" has Y before it
    if tree.deps[noun] in ATTACHED:
        found.append(tree.heads[noun])
    if tree.child(noun, "cop") is not None and (subject := tree.child(noun, "nsubj")) is not None:
        found += tree.conjuncts(subject) if is_plain(roles, noun) else []
        return found
    verb = tree.heads[noun]
    if tree.lemmas[verb] in BECOMING and tree.bases[noun] in {"xcomp", "obj"}:
        subject = roles.subject(verb)
        return tree.conjuncts(subject) if subject is not None and is_plain(roles, verb) else []
    mention = roles.mentions.get(noun)
    return found or ([noun] if mention is not None else [])


def _is_name(roles: Roles, token: int) -> bool:
    mention = roles.mention(token)
    return mention is not None and mention.kind in {"name", "modifier"}


def _from_participle(roles: Roles, token: int, wording: Wording) -> Iterator[Statement]:
    """Read "the Geneva-based agency", "rebel-held towns" and "a group based in Geneva"."""
    tree = roles.tree
    if not is_plain(roles, token):
        return
    filled: dict[str, list[int]] = {"subject": [], "object": [], "both": []}
    for child in tree.children[token]:
        prefixed = child + 2 == token and tree.words[child + 1] in HYPHENS
        slot = wording.slots.get("prefix" if prefixed else tree.case(child) if tree.bases[child] == "obl" else "-")
        if slot is not None:
            filled[slot] += tree.conjuncts(child)
    filled[wording.slots["self"]].append(tree.heads[token])
    yield from _states(filled, wording, token, wording.weight)


def _from_roleset(roles: Roles, predicate: int, wording: Wording, score: float) -> Iterator[Statement]:
    tree = roles.tree
    if tree.pos[predicate] not in {"VERB", "AUX"} or tree.bases[predicate] == "amod":
        return
    if not is_plain(roles, predicate, wording.holds):
        return
    filled: dict[str, list[int]] = {"subject": [], "object": [], "both": []}
    arguments = roles.arguments(predicate)
    for role, classes in wording.when.items():
        if role.startswith("ARG") and not any(roles.classes(head) & classes for head in arguments.get(role, ())):
            return
    for child in tree.children[predicate]:
        if tree.bases[child] == "obl" and (slot := wording.slots.get(tree.case(child))) is not None:
            filled[slot] += tree.conjuncts(child)
    for role, heads in arguments.items():
        if (slot := wording.slots.get(role)) is not None:
            told = [h for h in heads if wording.cases is None or not (case := tree.case(h)) or case in wording.cases]
            filled[slot] += [part for head in told for part in tree.conjuncts(head)]
    if wording.holds == "aimed" and not filled["subject"]:
        filled["subject"] = _owners(tree, predicate)
    yield from _states(filled, wording, predicate, wording.weight * score)


def _owners(tree: Tree, verb: int) -> list[int]:
    """Return who stands before the noun that an infinitive is on ("the coalition effort to defeat Y")."""
    first = tree.first_conjunct(verb)
    if tree.bases[first] != "acl":
        return []
    near = [c for c in tree.children[tree.heads[first]] if tree.bases[c] in WITHIN or tree.deps[c] == "nmod:poss"]
    return near[-1:]


def _from_preposition(roles: Roles, head: int, known: Relations) -> Iterator[Statement]:
    """Read "rebels in Idlib", "a base near Palmyra", "allies, including Iran"."""
    tree = roles.tree
    if _is_none(roles, head):
        return
    nouns = known.wordings["noun"].get(tree.lemmas[head], ())
    for child in tree.children[head]:
        case = tree.case(child) if tree.bases[child] == "nmod" else ""
        for wording in known.wordings["preposition"].get(case, ()):
            kinds = known.types[wording.relation].objects - {"State"}  # which is a body and a place
            if any(case in noun.slots and known.types[noun.relation].objects & kinds for noun in nouns):
                continue  # "leader of Y" says more
            if wording.holds == "clause" and _is_doubtful(roles, head):
                continue
            filled: dict[str, list[int]] = {"subject": [], "object": [], "both": []}
            filled[wording.slots["self"]] += _bearers(roles, head) if roles.mentions[head].kind == "nominal" else [head]
            filled[wording.slots["other"]] += tree.conjuncts(child)
            yield from _states(filled, wording, head, wording.weight)


def _states(filled: dict[str, list[int]], wording: Wording, word: int, confidence: float) -> Iterator[Statement]:
    """Yield the pairs of subjects and objects; of a list that fills both, its first with each of the others."""
    pairs = [(s, o) for s in filled["subject"] for o in filled["object"]]
    pairs += [(filled["both"][0], other) for other in filled["both"][1:]]
    for subject, object_ in pairs:
        yield Statement(wording=wording, subject=subject, object=object_, confidence=confidence, word=word)


def _from_place(roles: Roles, head: int) -> Iterator[Statement]:
    """Read "Russia's Kursk region", "the city of Goma in Congo", "Tripoli, Libya"."""
    tree = roles.tree
    mention = roles.mention(head)
    if mention is None or mention.kind != "name":
        return
    if roles.entities[mention.entities[0]].type not in {"Place", "Facility"}:
        return
    for child in tree.children[head]:
        near = tree.deps[child] in CLOSED or (tree.bases[child] == "nmod" and tree.case(child) == "of")
        if near and (other := roles.mention(child)) is not None and other.kind == "name":
            yield Statement(wording=WITHIN_PLACE, subject=head, object=child, confidence=0.9, word=head)
