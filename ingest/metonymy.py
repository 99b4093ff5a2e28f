"""Decide by role whether a capital or a seat of government stands for its state or is the place itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.draft import Draft
from ontology.attribution import Attribution
from ontology.event_types import EventTypes

PLACES = frozenset({"ARGM-LOC", "ARGM-DIR", "ARGM-GOL", "ARG4"})
LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "into", "throughout", "above", "over", "toward",
     "towards", "through", "via", "beyond", "off", "within", "from"}
)  # fmt: skip
AGENTIVE = frozenset({"with", "between", "against", "by", "among"})
ACTING = frozenset({"Force", "Government", "Official", "Agreement", "Weapon", "Money", "Aid", "Organization"})


@dataclass(frozen=True, slots=True)
class Metonymy:
    """Tells by `(roleset, role)` whether a name of a place acts as a state there."""

    acting: Mapping[tuple[str, str], bool]

    def is_state(self, draft: Draft, head: int) -> bool:
        """Tell whether the name headed by a token acts as a state where it stands."""
        tree = draft.tree
        head = tree.first_conjunct(head)
        case = tree.case(head)
        if case in LOCATIVE:
            return False
        if case in AGENTIVE:
            return True
        for frame, argument in tree.governors.get(head, ()):
            if argument.role in PLACES:
                return False
            acts = self.acting.get((frame.roleset, argument.role))
            if acts is not None:
                return acts
            if argument.role == "ARG0":
                return True
        return self._owns(draft, head)

    def _owns(self, draft: Draft, head: int) -> bool:
        """Tell whether a name qualifies what only a state has: "Seoul's confirmation", "Moscow officials"."""
        tree = draft.tree
        if tree.deps[head] not in {"nmod:poss", "compound", "nmod:desc", "amod"}:
            return tree.deps[head] == "nsubj" and not tree.governors.get(head)
        noun = tree.heads[head]
        if noun in tree.frames and tree.deps[head] == "nmod:poss":
            return True
        return bool(draft.naming.lexicon.classes_of(tree.lemmas[noun]) & ACTING)


def learn_metonymy(types: EventTypes, attribution: Attribution) -> Metonymy:
    """Return the rules of metonymy that the ontology's event types and reporting rolesets imply.

    A recipient of words is a state ("Pyongyang was condemned"), one of deeds a place ("Kyiv was shelled").
    """
    acting: dict[tuple[str, str], bool] = {}
    for roleset, evocations in types.by_roleset.items():
        for evocation in reversed(evocations):  # the most specific has the last word
            verbal = types.classes[evocation.event_class].quad.startswith("verbal")
            for role, slot in evocation.slots.items():
                if slot == "actor" or (slot == "recipient" and verbal):
                    acting[roleset, role] = True
                elif slot in {"place", "origin", "destination", "recipient"}:
                    acting[roleset, role] = False
    for roleset, reporting in attribution.reporting.items():
        acting[roleset, reporting.source] = True
    return Metonymy(acting)
