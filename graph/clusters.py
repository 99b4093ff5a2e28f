"""From ties to clusters: which entities are one, given rules and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from graph.decisions import Decision
from graph.identity import Tie, named, ties

Keys = Callable[[str], Iterable[str]]
Holders = Callable[[str], Iterable[str]]


class Verdicts:
    """The decisions that hold, by entity."""

    def __init__(self, held: Iterable[Decision]) -> None:
        self.same: defaultdict[str, set[Tie]] = defaultdict(set)
        self.different: defaultdict[str, set[str]] = defaultdict(set)
        for decision in held:
            one, *others = decision.about
            for other in others:
                if decision.verdict == "same":
                    # The later of two that cannot both hold wins.
                    tie = Tie(one, other, 2.0 + decision.number, f"decision {decision.number}")
                    self.same[one].add(tie)
                    self.same[other].add(tie)
                else:
                    self.different[one].add(other)
                    self.different[other].add(one)


def component(seeds: Iterable[str], keys: Keys, holders: Holders, verdicts: Verdicts) -> tuple[set[str], set[Tie]]:
    """Return all entities that any ties lead to from the seeds, and these ties."""
    members: set[str] = set()
    found: set[Tie] = set()
    seen: set[str] = set()
    waiting = set(seeds)
    while waiting:
        iri = waiting.pop()
        members.add(iri)
        new = set(verdicts.same.get(iri, ()))
        for key in keys(iri):
            if key not in seen and "?" not in key:
                seen.add(key)
                new |= set(ties(key, holders(key)))
        found |= new
        waiting |= {end for tie in new for end in (tie.one, tie.other)} - members
    return members, found


def clusters(members: Iterable[str], found: Iterable[Tie], verdicts: Verdicts) -> list[set[str]]:
    """Return the members in groups: ties count from the best to the worst unless that joins what is different."""
    group = {member: {member} for member in members}
    for tie in sorted(found, key=lambda t: (-t.score, t.one, t.other)):
        one, other = group[tie.one], group[tie.other]
        if one is other or any(not verdicts.different.get(m, frozenset()).isdisjoint(other) for m in one):
            continue
        one |= other
        for member in other:
            group[member] = one
    return list({id(each): each for each in group.values()}.values())


def representative(cluster: Iterable[str]) -> str:
    """Return the IRI that a cluster goes by: a gazetteer entry, else a name with a country, else the least."""
    return min(cluster, key=_rank)


def _rank(iri: str) -> tuple[int, str]:
    name = named(iri)
    if name is not None:
        return (3 if name.bound else 1 if name.country else 2), iri
    return (3 if "/document/" in iri else 0), iri
