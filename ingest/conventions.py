"""PLOVER's conventions on what an event counts as when it is announced, declined or yet to come."""

from __future__ import annotations

from dataclasses import replace

from ingest.layers import Attributed, Finding
from ingest.roles import Roles
from ontology.event_types import EventTypes

WILL = frozenset({"will", "would", "shall", "wo", "'ll", "’ll", "'d", "’d"})
NEVER_YET = frozenset({"future", "hypothetical"})
OPEN = frozenset({"if", "unless", "whether"})


def settle(event: Finding, claims: list[Attributed], roles: Roles, types: EventTypes) -> Finding:
    """Return the event with the type and mode that its claims leave it.

    A future meeting is an agreement, a boycott that its own actor announces a threat, help that it says it will not
    give a refusal; the ontology says which type becomes which.
    """
    type_ = types.types[types.classes[event.class_name].parent]
    name: str | None = None
    future = all(c.temporality == "future" and c.certainty != "unknown" for c in claims)  # not what is only demanded
    if _is_willed(event, roles) and all(c.temporality in NEVER_YET for c in claims):
        own = [c.source is None or _is_own(event, c.source, roles) for c in claims]
        spoken = any(c.source is not None for c in claims)
        if all(own) and all(c.polarity == "negative" for c in claims):
            name = type_.declined
        elif all(own) and spoken and all(c.polarity == "positive" for c in claims):
            name = type_.announced
            future = True  # "would meet him if": an offer
    if name is None and future and claims:
        name = type_.future
    if name is None:
        return event
    modes = types.types[name].modes
    implied = types.types[name].content_modes
    mode = implied.get(event.class_name) or implied.get(type_.name)
    return replace(event, type_name=name, mode=mode or (event.mode if event.mode in modes else None))


def _is_willed(event: Finding, roles: Roles) -> bool:
    """Tell whether an event is worded as what somebody will or would do, not as a condition of something else."""
    tree = roles.tree
    children = tree.children[event.anchor]
    if any(tree.bases[c] == "mark" and tree.lower[c] in OPEN for c in children):
        return False
    return any(tree.bases[c] == "aux" and tree.lower[c] in WILL for c in children)


def _keepers(entity: int, roles: Roles) -> set[int]:
    """Return whom an entity is described as belonging to: "his office", "a Hezbollah official"."""
    tree = roles.tree
    found: set[int] = set()
    for head, mention in roles.mentions.items():
        if entity in mention.entities:
            for child in tree.children[head]:
                owner = roles.mention(child) if tree.bases[child] in {"nmod", "amod", "compound"} else None
                if owner is not None and owner is not mention:
                    found.update(owner.entities)
    return found


def _is_own(event: Finding, source: int, roles: Roles) -> bool:
    """Tell whether a source speaks of its own doing: as the actor, its state, or whoever the actor belongs to."""
    speaker = roles.entities[source]
    for slot in event.slots:
        if slot.role != "actor":
            continue
        actor = roles.entities[slot.entity]
        if slot.entity == source:
            return True
        if speaker.country is not None and speaker.country == actor.country and "State" in {actor.type, speaker.type}:
            return True
        if slot.entity in _keepers(source, roles):
            return True
        for token in range(slot.begin, slot.end):
            owner = roles.mention(token) if roles.tree.deps[token] == "nmod:poss" else None
            if owner is not None and source in owner.entities:
                return True
    return False
