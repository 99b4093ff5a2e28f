"""What a predicate or noun may evoke: each event class that a cue of the ontology, or the network, proposes for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ontology.event_types import EventTypes, Evocation

Via = Literal["roleset", "lemma", "noun", "guess"]
Guesses = Mapping[tuple[str, str], Evocation]  # by event class and kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An event class that a token may evoke, and the heads that may fill its slots by role.

    `via` tells what proposes it: the predicate's roleset, another sense of the same word, a noun, or the network
    alone. `holds` is true where the cue's conditions on its arguments hold, `is_rule` where cues alone decide for it.
    """

    evocation: Evocation
    roles: Mapping[str, Sequence[int]]
    via: Via
    holds: bool
    is_rule: bool = False

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """How much speaks for this cue against another one of the same class."""
        return self.is_rule, self.holds, self.via != "lemma", conditions(self.evocation)


def conditions(evocation: Evocation) -> int:
    """Return how narrow a cue is: its conditions on arguments, and one for a cue of several words."""
    return len(evocation.when) + (" " in evocation.cue)


def one_per_class(options: Sequence[Option]) -> list[Option]:
    """Return the best option of each event class, in order of class."""
    best: dict[str, Option] = {}
    for option in options:
        name = option.evocation.event_class
        if name not in best or option.rank > best[name].rank:
            best[name] = option
    return [best[name] for name in sorted(best)]


def read_guesses(types: EventTypes) -> Guesses:
    """Return a cue without words for each event class, whose roles fill the slots that its cues mostly give them."""
    counts: dict[tuple[str, str], dict[str, Counter[str]]] = {}
    for evocations in (*types.by_roleset.values(), *types.by_noun.values()):
        for evocation in evocations:
            roles = counts.setdefault((evocation.event_class, evocation.kind), {})
            for role, slot in evocation.slots.items():
                roles.setdefault(role, Counter())[slot] += 1
    return {
        (name, kind): Evocation(
            cue="", kind="noun" if kind == "noun" else "roleset", event_class=name, when={},
            slots={role: max(sorted(slots), key=slots.__getitem__) for role, slots in sorted(roles.items())},
        )
        for (name, kind), roles in counts.items()
    }  # fmt: skip
