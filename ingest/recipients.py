"""Find whom an event is aimed at where the words for it do not say: inside what is done, said or threatened."""

from __future__ import annotations

from ingest.evoking import Evoker, Match
from ingest.filling import slots_of
from ingest.layers import Slot

INWARD = ("ARG0", "ARG2", "ARG1", "ARG3", "ARG4", "ARGM-GOL", "ARGM-DIR", "ARGM-COM")
CONTENTS = ("content", "theme", "topic", "purpose")
OPEN = frozenset({"if", "unless"})
INNER = frozenset({"obj", "obl", "nmod", "xcomp", "ccomp"})
DEEPEST = 3  # steps down a phrase to a place


def add_recipient(evoker: Evoker, match: Match, slots: list[Slot]) -> list[Slot]:
    """Look for a missing recipient inside what is agreed, asked or threatened ("agreed to hand over to …")."""
    class_ = evoker.types.classes[match.evocation.event_class]
    filled = [s for s in slots if s.role == "recipient"]
    if filled and not class_.reciprocal and not any(_is_party(evoker, s.entity) for s in filled):
        return slots + _inside_recipient(evoker, match, slots)
    verbal = class_.quad.startswith("verbal")
    if not verbal and not evoker.types.types[class_.parent].needs_recipient:
        return slots
    if any(s.role == "recipient" for s in slots) or class_.reciprocal:
        return slots
    actors = {s.entity for s in slots if s.role == "actor"}
    named = [r for r, slot in match.evocation.slots.items() if slot == "recipient" and match.roles.get(r)]
    about = [r for r, slot in match.evocation.slots.items() if slot in CONTENTS]
    for role in named or about:  # "condemned the deployment of troops by …"
        for head in match.roles.get(role, ()):
            found = _beneficiary(evoker, head)
            if verbal:  # what one says that one will do oneself has its subject for no recipient
                own = class_.parent != "REQUEST" and evoker.roles.tree.pos[head] in {"VERB", "AUX"}
                found = _recipient_within(evoker, head, actors, 0, INWARD[1:] if own else INWARD)
            if found is not None:
                return slots + slots_of(evoker, "recipient", found)
    if class_.parent == "THREATEN":
        slots = slots + _conditioned(evoker, match, actors)
    if verbal and not any(s.role in {"place", "recipient"} for s in slots):
        for role in about:
            for head in match.roles.get(role, ()):
                if (place := _place_within(evoker, head, 0)) is not None:
                    return slots + slots_of(evoker, "place", place)
    return slots


def _conditioned(evoker: Evoker, match: Match, actors: set[int]) -> list[Slot]:
    """Return who has to do something for a threat not to come true ("… if Hamas ran in the election")."""
    tree = evoker.roles.tree
    below = [match.token, *(h for heads in match.roles.values() for h in heads)]
    for clause in (c for token in below for c in tree.children[token] if tree.bases[c] == "advcl"):
        subject = tree.child(clause, "nsubj")
        if subject is None or not any(tree.lower[c] in OPEN for c in tree.children[clause]):
            continue
        found = slots_of(evoker, "recipient", subject)
        if found and _is_party(evoker, found[0].entity) and found[0].entity not in actors:
            return found
    return []


def _place_within(evoker: Evoker, head: int, depth: int) -> int | None:
    """Return the first place in a phrase ("threatened to impose a curfew in Algiers")."""
    roles, tree = evoker.roles, evoker.roles.tree
    for child in tree.children[head]:
        if tree.bases[child] in {"obl", "nmod"} and not roles.kinds(child).isdisjoint({"Place", "State", "Facility"}):
            return child
    for child in tree.children[head] if depth < DEEPEST else ():
        inner = _place_within(evoker, child, depth + 1) if tree.bases[child] in INNER else None
        if inner is not None:
            return inner
    return None


def _inside_recipient(evoker: Evoker, match: Match, slots: list[Slot]) -> list[Slot]:
    """Return the party inside what an event is done to ("boycott contact with Oman", "attacked a US convoy")."""
    actors = {s.entity for s in slots if s.role == "actor"}
    for role, slot in match.evocation.slots.items():
        for head in match.roles.get(role, ()) if slot == "recipient" else ():
            if (found := _recipient_within(evoker, head, actors, 1)) is not None:
                return slots_of(evoker, "recipient", found)
    return []


def _is_party(evoker: Evoker, entity: int) -> bool:
    referent = evoker.roles.entities[entity]
    return referent.country is not None or "Agent" in referent.classes


def _recipient_within(
    evoker: Evoker, head: int, actors: set[int], depth: int, inward: tuple[str, ...] = INWARD
) -> int | None:
    """Return the head of the first agent other than the actors among a head's arguments and modifiers."""
    tree, roles = evoker.roles.tree, evoker.roles
    nested: list[int] = []
    candidates: list[int] = []
    arguments = roles.arguments(head) if head in tree.frames else {}
    for role in inward:
        candidates += arguments.get(role, ())
    candidates += [c for c in tree.children[head] if tree.bases[c] in {"nmod", "amod", "compound", "obl", "acl"}]
    for candidate in candidates:
        mention = roles.mention(candidate)
        if mention is None:
            nested.append(candidate)
        elif not actors.intersection(mention.entities):
            own = {roles.entities[a].country for a in actors} - {None}
            if any(roles.entities[e].type == "Force" and roles.entities[e].country in own for e in mention.entities):
                nested.append(candidate)  # one's own troops are no other side
            elif any(
                "Agent" in roles.entities[e].classes or roles.entities[e].type == "State" for e in mention.entities
            ):
                return candidate
            nested.append(candidate)
    for candidate in nested if depth < 2 else ():
        if candidate != head and (found := _recipient_within(evoker, candidate, actors, depth + 1)) is not None:
            return found
    return None


def _beneficiary(evoker: Evoker, head: int) -> int | None:
    """Return whom a thing is for: "a grant to Tanzania", "a programme for Bosnia"."""
    tree, roles = evoker.roles.tree, evoker.roles
    for child in tree.children[head]:
        if tree.bases[child] == "nmod" and tree.case(child) in {"to", "for"} and roles.mention(child) is not None:
            return child
    return None
