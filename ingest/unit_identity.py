"""Which names of units in a document are one unit's: "810th Separate Guards Naval Infantry Brigade", "the 810th"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ingest.designation import is_relative
from ingest.layers import Referent
from ingest.roster import Roster
from ingest.unit_reading import SERVICES
from ontology.records import Unit
from ontology.units import UnitTerms

LONG = 4  # figures of a number that no two units have
STANDING = SERVICES | {"Command", "MilitaryDistrict"}  # several of one name: the Central Command and its air forces'
NAMING = frozenset({"known", "called", "nicknamed", "dubbed", "codenamed"})
BETWEEN = frozenset(
    {",", "(", "also", "better", "commonly", "widely", "otherwise", "sometimes", "formally", "officially", "as", "the",
     "“", "‘", '"', "'"}
)  # fmt: skip


def merge_units(roster: Roster, terms: UnitTerms) -> None:
    """Merge the entities of units whose names agree, and those that the text says are one ("also known as")."""
    _merge_renamed(roster, terms)
    _merge_agreeing(roster, terms)
    _merge_short(roster)


def agree(a: Unit, b: Unit, terms: UnitTerms) -> bool:
    """Tell whether two names can be one unit's: nothing in them differs, and they share a number or an honorific."""
    if a.number != b.number and (a.number is not None and b.number is not None):
        return False
    if a.echelon != b.echelon and a.echelon is not None and b.echelon is not None:
        return False
    if a.branch is not None and b.branch is not None and not _is_narrower(a.branch, b.branch, terms):
        return False
    names = [set(unit.honorific.casefold().split()) for unit in (a, b) if unit.honorific is not None]
    if len(names) == 2 and not (names[0] <= names[1] or names[1] <= names[0]):
        return False
    return a.number == b.number is not None or (len(names) == 2 and names[0] == names[1])


def _is_narrower(a: str, b: str, terms: UnitTerms) -> bool:
    """Tell whether one of two branches is the other, or below it."""
    return a in terms.broader[b] or b in terms.broader[a]


def _merge_agreeing(roster: Roster, terms: UnitTerms) -> None:
    """Merge each unit with the only group of fuller names that it agrees with; with none or several it stays alone."""
    groups: list[list[int]] = []
    for index in _by_fullness(roster, terms):
        fitting = [group for group in groups if all(_may_be_one(roster, index, other, terms) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(index)
        else:
            groups.append([index])
    for group in groups:
        kept = next((index for index in group if roster.entities[index].key is not None), group[0])
        for other in group:
            roster.merge(other, kept)


def _by_fullness(roster: Roster, terms: UnitTerms) -> list[int]:
    """Return the units that a number or honorific tells from others, larger echelons and fuller names first."""
    found: list[tuple[bool, int, int, int]] = []
    for index in sorted({e for m in roster.mentions.values() for e in m.entities}):
        referent, unit = roster.entities[index], roster.unit(index)
        if unit is None or (unit.number is None and (unit.honorific is None or unit.echelon in STANDING)):
            continue
        told = (unit.number, unit.echelon, unit.branch, unit.honorific, referent.country, referent.key)
        fullness = sum(part is not None for part in told) + (index in roster.superiors)
        found.append((unit.echelon is None, -terms.rank(unit.echelon), -fullness, index))
    return [index for *_, index in sorted(found)]


def _may_be_one(roster: Roster, a: int, b: int, terms: UnitTerms) -> bool:
    one, other = roster.entities[a], roster.entities[b]
    if one.unit is None or other.unit is None or not agree(one.unit, other.unit, terms):
        return False
    if one.key is not None and other.key is not None and one.key != other.key:
        return False
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    above, below = roster.superiors.get(a), roster.superiors.get(b)
    if above is None or below is None or above == below:
        return True
    return not (is_relative(one.unit, terms) or is_relative(other.unit, terms)) or _same(roster, above, below, terms)


def _same(roster: Roster, a: int, b: int, terms: UnitTerms) -> bool:
    """Tell whether two superiors can be one unit."""
    one, other = roster.unit(a), roster.unit(b)
    return one is not None and other is not None and agree(one, other, terms)


def _merge_renamed(roster: Roster, terms: UnitTerms) -> None:
    """Merge "the 11th Corps, also known as the Storm Corps" and "11th Corps (Storm Corps)"."""
    names = [m for m in roster.names() if len(m.entities) == 1]
    for first, second in pairwise(names):
        a, b = first.entities[0], second.entities[0]
        one, other = roster.unit(a), roster.unit(b)
        if one is None or other is None or a == b or not _is_renaming(roster.tree.lower[first.end : second.begin]):
            continue
        if terms.rank(one.echelon) == terms.rank(other.echelon) and (one.number is None or other.number is None):
            first_kept = roster.entities[b].key is None and (one.number is not None or other.number is None)
            roster.merge(*((b, a) if first_kept else (a, b)))


def _is_renaming(words: list[str]) -> bool:
    """Tell whether the words between two names say that both are one's."""
    told = [word for word in words if word not in BETWEEN]
    return len(words) < 7 and ((len(told) == 1 and told[0] in NAMING) or (not told and "(" in words))


def _merge_short(roster: Roster) -> None:
    """Merge "Golani" with the only unit of that honorific ("Golani Brigade")."""
    named: dict[str, set[int]] = {}
    for index, referent in enumerate(roster.entities):
        if referent.unit is not None and referent.unit.honorific:
            named.setdefault(referent.unit.honorific.casefold(), set()).add(index)
    used = {e for m in roster.mentions.values() for e in m.entities}
    for index, referent in enumerate(roster.entities):
        if index in used and referent.type == "MilitaryUnit" and referent.unit is None and referent.key is None:
            owners = named.get(referent.label.casefold(), set()) & used
            if len(owners) == 1 and not referent.described:
                roster.merge(index, next(iter(owners)))


def qualify_labels(roster: Roster, terms: UnitTerms) -> None:
    """Name battalions and the like by what they are part of too: "3rd Battalion, 75th Ranger Regiment"."""
    largest_first = sorted(range(len(roster.entities)), key=lambda i: -_rank(roster.unit(i), terms))
    for index in largest_first:
        referent, above = roster.entities[index], roster.superiors.get(index)
        if referent.unit is None or referent.key is not None or referent.described or above is None:
            continue
        if is_relative(referent.unit, terms):
            label = f"{referent.label}, {roster.entities[above].label}"
            roster.entities[index] = replace(referent, label=label, aliases=(*referent.aliases, referent.label))


def is_telling_unit(referent: Referent, terms: UnitTerms) -> bool:
    """Tell whether the name of a unit means the same unit in other documents.

    "3rd Battalion" does not, unless its label says of what; "14th Brigade" and "Northern Command" only with a country.
    """
    unit = referent.unit
    if unit is not None and unit.echelon in STANDING:
        return referent.country is not None
    if unit is None or unit.honorific is not None or ", " in referent.label:
        return True
    if is_relative(unit, terms):
        return False
    return unit.branch is not None or referent.country is not None or len(unit.number or "") >= LONG


def _rank(unit: Unit | None, terms: UnitTerms) -> int:
    return 0 if unit is None else terms.rank(unit.echelon)
