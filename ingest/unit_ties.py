"""What names side by side say of each other: "3rd Battalion, 75th Regiment", "11th Corps' 18th Division", "its men"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ingest.designation import is_relative
from ingest.layers import Mention
from ingest.numerals import HYPHENS
from ingest.roster import Roster
from ingest.tree import Tree
from ingest.unit_reading import SERVICES
from ontology.units import UnitTerms

BODIES = frozenset({"MilitaryUnit", "Organization"})
LEADERS = frozenset({"commander", "chief", "leader", "head", "general", "colonel", "warlord", "major"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
RISING = frozenset({(), (",",), ("of",), ("from",), ("under",)})  # between a unit and what it is part of
FALLING = frozenset((word,) for word in POSSESSIVE)
SURE, LIKELY = 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that is part of something else: the heads of both mentions, and the word that says so, for its dates.

    `begins` tells that the word says that it became so ("was transferred to").
    """

    below: int
    above: int
    confidence: float
    word: int | None = None
    begins: bool = False


def tie_names(roster: Roster, terms: UnitTerms) -> list[Tie]:
    """Return the ties between names side by side: "3rd Battalion, 75th Regiment", "11th Corps' 18th Division"."""
    tree = roster.tree
    names = [m for m in roster.names() if roster.entities[m.entities[0]].type in BODIES]
    ties = [Tie(outer, inner, SURE) for inner, outer in sorted(roster.within.items()) if outer in roster.mentions]
    for a, b in pairwise(names):
        if a.entities == b.entities or a.head in roster.within or tree.sentences[a.head] != tree.sentences[b.head]:
            continue
        between = tuple(w for w in tree.lower[a.end : b.begin] if w != "the")
        low, high = _rank(roster, a, terms), _rank(roster, b, terms)
        if between in RISING and low and (low < high or not high):
            if _is_chain(roster, a, b, between, terms):
                ties.append(Tie(a.head, b.head, SURE))
        elif high and (low > high or not low) and (between in FALLING or (not between and _is_service(roster, a))):
            ties.append(Tie(b.head, a.head, SURE))
    return ties


def _is_chain(roster: Roster, a: Mention, b: Mention, between: tuple[str, ...], terms: UnitTerms) -> bool:
    """Tell whether a larger unit's name after a smaller one's says what that is part of: it is no item of a list."""
    if between not in {(), (",",)}:
        return True
    if not _rank(roster, b, terms):
        return False
    unit = roster.unit(a.entities[0])
    return roster.tree.bases[b.head] != "conj" or (unit is not None and is_relative(unit, terms))


def tie_people(roster: Roster) -> list[Tie]:
    """Return the ties between people and the name beside them: "men of the 13th Battalion", "the corps' troops"."""
    tree = roster.tree
    names = [m for m in roster.names() if roster.entities[m.entities[0]].type in BODIES]
    begins, ends = {m.begin: m for m in names}, {m.end: m for m in names}
    ties: list[Tie] = []
    for mention in roster.mentions.values():
        people = mention.kind == "nominal" and roster.entities[mention.entities[0]].type == "Force"
        if people and tree.lemmas[mention.head] not in LEADERS:
            owners = [_owner_before(roster, mention, ends), _owner_after(tree, mention.head + 1, begins)]
            ties += [Tie(mention.head, owner.head, LIKELY) for owner in owners if owner is not None]
    return ties


def _owner_before(roster: Roster, mention: Mention, ends: Mapping[int, Mention]) -> Mention | None:
    """Return the name that possesses a noun, with nothing but its modifiers between: "the 5th Corps' new soldiers"."""
    tree = roster.tree
    for token in range(mention.head - 1, mention.begin - 1, -1):
        if token in ends and tree.lower[token] in POSSESSIVE:
            return ends[token]
        if token in roster.covered or tree.lower[token] == "and":
            break
    return None


def _owner_after(tree: Tree, token: int, begins: Mapping[int, Mention]) -> Mention | None:
    """Return the name after "of", "from" or "with"; of a chain of possessors ("Golani's 13th Battalion") the last."""
    words = tree.lower
    if words[token : token + 1] not in (["of"], ["from"], ["with"]):
        return None
    owner = begins.get(token + 1 + (words[token + 1 : token + 2] == ["the"]))
    while owner is not None and owner.end < len(words) and words[owner.end] in POSSESSIVE and owner.end + 1 in begins:
        owner = begins[owner.end + 1]
    if owner is not None and owner.end < len(words) and words[owner.end] in HYPHENS:
        return None  # "soldiers from the NATO-led force"
    return owner


def _is_service(roster: Roster, mention: Mention) -> bool:
    unit = roster.unit(mention.entities[0])
    return unit is not None and unit.echelon in SERVICES


def _rank(roster: Roster, mention: Mention, terms: UnitTerms) -> int:
    unit = roster.unit(mention.entities[0])
    return 0 if unit is None else terms.rank(unit.echelon)
