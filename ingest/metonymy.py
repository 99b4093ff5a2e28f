"""Decide by role whether a capital or a seat of government stands for its state or is the place itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.candidates import DIRECTIONS
from ingest.draft import Draft
from ingest.surroundings import LOCATIVE
from ingest.tree import Tree
from ontology.attribution import Attribution
from ontology.event_types import EventTypes

PLACES = frozenset({"ARGM-LOC", "ARGM-DIR", "ARGM-GOL", "ARG4"})
AGENTIVE = frozenset({"with", "between", "against", "by", "among"})
DIRECTED = frozenset({"on", "upon"})  # "pressure on Harare", but "an attack on Harare"
TOLD = frozenset({"from", "to", "for"})  # "a request from Lima", but "a flight from Lima"
ACTING = frozenset({"Force", "Government", "Official", "Agreement", "Weapon", "Money", "Aid", "Organization"})
MODIFIED = frozenset(
    {"Force", "Government", "Official", "Policy"}
)  # "Moscow officials", but "the London transit system"
MINDS = frozenset({"Agent", "Agreement", "Talks"})  # "Seoul is an ally"
LOCAL = frozenset({"Police", "Court", "Building", "Facility", "Route", "Media"})  # "Kabul police"
HAPPENINGS = frozenset({"Unrest", "Hostilities", "Violence", "Talks"})
WAYS = frozenset({"Route", "Facility"})
TRAVEL = frozenset({"flight", "service", "train", "line", "distance", "travel", "traffic", "bus", "ferry", "trip"})
TOWNSMEN = frozenset(
    {"mayor", "resident", "archbishop", "bishop", "student", "native", "judge", "doctor", "journalist"}
)
GIVEN = frozenset({"RequestWord", "Pressure", "AccusationWord", "ComplaintWord", "Sanctions", "Money", "Aid", "Weapon",
    "Policy", "Agreement", "Threat"})  # fmt: skip
# What only governments have, of the nouns that have no class.
STANCES = frozenset(
    {"program", "programme", "ambition", "intention", "stance", "position", "resolve", "claim", "response", "policy",
     "behavior", "behaviour", "support", "role", "influence", "interest", "stand", "approach", "strategy", "motive",
     "commitment", "view", "concern", "approval", "provocation", "permission", "evidence", "backing", "consent"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metonymy:
    """Tells by `(roleset, role)` whether a name of a place acts as a state there."""

    acting: Mapping[tuple[str, str], bool]

    def is_state(self, draft: Draft, head: int) -> bool:
        """Tell whether the name headed by a token acts as a state where it stands."""
        tree = draft.tree
        head = tree.first_conjunct(head)
        case = tree.case(head)
        if case in LOCATIVE or any(tree.lower[c] in DIRECTIONS for c in tree.children[head]):
            return False
        parent = tree.heads[head]
        nouns = draft.naming.lexicon.classes_of(tree.lemmas[parent])
        if tree.bases[head] == "compound" and nouns & HAPPENINGS:
            return False
        if case in AGENTIVE:
            return not (nouns & WAYS or tree.lemmas[parent] in TRAVEL)
        acts = self._by_role(tree, head)
        if acts is not None:
            return acts
        if case in DIRECTED:
            return True
        return self._is_given(draft, parent) if case in TOLD else self._owns(draft, head)

    def _by_role(self, tree: Tree, head: int) -> bool | None:
        """Tell whether its role in an event makes a name act, None where it has no role that tells."""
        for frame, argument in tree.governors.get(head, ()):
            if argument.role in PLACES:
                return False
            acts = self.acting.get((frame.roleset, argument.role))
            if acts is not None:
                return acts
            if argument.role == "ARG0":
                return True
        frame_ = tree.frames.get(tree.heads[head])
        if frame_ is not None and tree.deps[head] == "obj":
            return self.acting.get((frame_.roleset, "ARG1"))
        return True if tree.deps[head] == "iobj" else None

    def _is_given(self, draft: Draft, parent: int) -> bool:
        """Tell whether words or goods are exchanged with a name: "requests from Lima", "received aid from Kiev"."""
        tree = draft.tree
        noun = parent if tree.pos[parent] == "NOUN" else tree.child(parent, "obj")
        if noun is None or tree.lemmas[noun] in {"report", "news"}:  # "reports from Beirut" are about the town
            return False
        frame = tree.frames.get(noun)
        if bool(draft.naming.lexicon.classes_of(tree.lemmas[noun]) & GIVEN) or tree.lemmas[noun] in STANCES:
            return True
        return frame is not None and self.acting.get((frame.roleset, "ARG0"), False)

    def _owns(self, draft: Draft, head: int) -> bool:
        """Tell whether a name qualifies what only a state has, or is said to be what only a state can be."""
        tree = draft.tree
        noun, dep = tree.heads[head], tree.deps[head]
        lemma, classes = tree.lemmas[noun], draft.naming.lexicon.classes_of(tree.lemmas[noun])
        if dep.startswith("nsubj"):
            return self._is_minded(draft, head)
        if lemma in TOWNSMEN or (classes & LOCAL and not (dep == "nmod:poss" and "Embassy" in classes)):
            return False
        if dep == "nmod:poss":
            return bool(classes & ACTING) or lemma in STANCES or (noun in tree.frames and not classes & HAPPENINGS)
        return dep in {"compound", "nmod:desc", "amod"} and bool(classes & MODIFIED)

    def _is_minded(self, draft: Draft, head: int) -> bool:
        """Tell whether the subject of a verb without roles, or of a copula, is one that thinks or acts."""
        tree = draft.tree
        predicate = tree.heads[head]
        copula = tree.child(predicate, "cop")
        if copula is None:
            return not tree.governors.get(head)
        if len(tree.conjuncts(head)) > 1:  # "Tokyo and Pyongyang are at odds"
            return True
        if tree.pos[predicate] == "ADJ":  # "Tehran is ready to talk"
            return any(tree.bases[c] in {"xcomp", "ccomp", "advcl"} for c in tree.children[predicate])
        return bool(draft.naming.lexicon.classes_of(tree.lemmas[predicate]) & MINDS)


def learn_metonymy(types: EventTypes, attribution: Attribution) -> Metonymy:
    """Return the rules of metonymy that the ontology's event types and reporting rolesets imply.

    A recipient of words or aid is a state ("Pyongyang was condemned"), one of violence a place ("Kyiv was shelled").
    """
    acting: dict[tuple[str, str], bool] = {}
    for roleset, evocations in types.by_roleset.items():
        for evocation in reversed(evocations):  # the most specific has the last word
            quad = types.classes[evocation.event_class].quad
            between_states = quad.startswith("verbal") or quad == "material cooperation"
            for role, slot in evocation.slots.items():
                if slot == "actor" or (slot == "recipient" and between_states):
                    acting[roleset, role] = True
                elif slot in {"place", "origin", "destination", "recipient"}:
                    acting[roleset, role] = False
    for roleset, reporting in attribution.reporting.items():
        acting[roleset, reporting.source] = True
    return Metonymy(acting)
