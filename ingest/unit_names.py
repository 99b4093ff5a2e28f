"""Which words name military units: the reader's names, mended at their edges and taken apart, and those it missed.

The reader may cut "321st Field Artillery Regiment" in two or leave a comma on "3rd Battalion,": a name is read again
with the numbers and words of units' names around it, and stays as it is where that makes no better designation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.designation import Part, is_relative, read_designation
from ingest.layers import Mention, Referent
from ingest.numerals import read_nth
from ingest.roster import Roster
from ingest.tree import Tree
from ingest.unit_reach import Vocabulary, find_starts, find_stops, is_listed, make_vocabulary, trim
from ingest.unit_words import Nation
from ontology.records import Unit
from ontology.units import UnitTerms

UNITS = frozenset({"MilitaryUnit", "Organization"})
FORMATIONS = frozenset({"Battalion", "BattalionTacticalGroup", "Regiment", "Brigade"})  # no civilian has one
SPORTING = frozenset({"Division", "Command", "Army"})  # "First Division" needs figures where the reader did not mark it
LONG = 4  # figures of "Unit 8200"


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Finds the names of units in a document; `classes` are what event types know a unit by."""

    terms: UnitTerms
    designate: Callable[[tuple[str, ...]], tuple[Part, ...]]
    classes: frozenset[str]
    vocabulary: Vocabulary

    def find(self, roster: Roster, times: frozenset[int]) -> None:
        """Give each unit that the text names its words, structure and entity; `times` are tokens of dates."""
        for mention in roster.names():
            if roster.mentions.get(mention.head) is mention and len(mention.entities) == 1:
                referent = roster.entities[mention.entities[0]]
                named = referent.type == "MilitaryUnit" or self._has_noun(roster.tree, mention)
                if referent.type in UNITS and named and not referent.described:
                    self._mend(roster, mention, times)
        for token, word in enumerate(roster.tree.lower):
            noun = word in self.vocabulary.nouns or roster.tree.words[token] in self.terms.acronyms
            if noun and token not in roster.covered and token not in times:
                self._add_missed(roster, token, times)
        _read_numbers(roster)

    def _mend(self, roster: Roster, mention: Mention, times: frozenset[int]) -> None:
        index = mention.entities[0]
        referent = roster.entities[index]
        tree = roster.tree
        begin, end = trim(tree, mention.begin, mention.end)
        parts = self.read(tree, begin, end)
        if referent.key is not None:
            parts = parts or self.designate(tuple(referent.label.split()))
            if len(parts) == 1:
                roster.entities[index] = replace(referent, unit=parts[0].unit)
            return
        whole = all(p.unit.number is not None and p.unit.echelon is not None for p in parts)
        if not parts or not whole or is_listed(tree, begin):
            begin, end, parts = self._widen(roster, begin, end, times, parts)
        if not parts or (referent.type == "Organization" and not _is_certain(parts, self.terms)):
            return
        self._settle(roster, replace(mention, begin=begin, end=end), parts, referent)

    def _has_noun(self, tree: Tree, mention: Mention) -> bool:
        return any(tree.lower[t] in self.vocabulary.nouns for t in range(mention.begin, mention.end))

    def read(self, tree: Tree, begin: int, end: int) -> tuple[Part, ...]:
        """Return the units that the words of a span name."""
        return self.designate(tuple(tree.words[begin:end])) if begin < end else ()

    def _widen(
        self, roster: Roster, begin: int, end: int, times: frozenset[int], parts: tuple[Part, ...]
    ) -> tuple[int, int, tuple[Part, ...]]:
        """Return the longest stretch around a span that is a designation with a number, else the span itself."""
        stops = (end, *find_stops(roster, end, times, self.vocabulary))
        for start in (*find_starts(roster, begin, times, self.vocabulary), begin):
            for stop in stops:
                wider = self.read(roster.tree, start, stop) if (start, stop) != (begin, end) else ()
                if wider and _is_whole(wider, stop - start):
                    return start, stop, wider
        return begin, end, parts

    def _add_missed(self, roster: Roster, token: int, times: frozenset[int]) -> None:
        """Add a unit whose name the reader did not mark, where its words leave no doubt."""
        tree = roster.tree
        begin, end, parts = self._widen(roster, token, token + 1, times, ())
        figures = any(c.isdigit() for c in tree.words[begin])
        if not parts or not self._is_sure(parts, figures, tree.words[token].islower(), _has_superior(roster, end)):
            return
        head = roster.head(begin, end)
        known = roster.mentions.get(head)
        referent = Referent(type="MilitaryUnit", label="", classes=self.classes)
        self._settle(roster, Mention(head=head, begin=begin, end=end, kind="name", entities=()), parts, referent)
        if known is not None and len(known.entities) == 1 and roster.entities[known.entities[0]].described:
            roster.merge(known.entities[0], roster.mentions[head].entities[0])

    def _is_sure(self, parts: tuple[Part, ...], figures: bool, lower: bool, belongs: bool) -> bool:
        """Tell whether words that the reader did not mark are a unit's name; `belongs` if a larger one follows."""
        units = [p.unit for p in parts]
        if units[0].echelon is None:  # "Unit 8200"
            return not lower and len(units[0].number or "") >= LONG
        plain = [u for u in units if u.echelon not in self.terms.civilian]
        if lower:
            return figures and any(u.branch is not None or u.echelon in FORMATIONS for u in plain)
        if belongs or any(u.echelon not in SPORTING for u in plain):
            return True
        return any(u.branch is not None for u in units) or (figures and bool(plain))

    def _settle(self, roster: Roster, mention: Mention, parts: tuple[Part, ...], referent: Referent) -> None:
        """Put a name's units into the roster: one mention for each unit, one for all where they share their noun."""
        chosen = _lowest(parts)
        country = referent.country or roster.country_around(mention.begin, mention.end)
        classes = referent.classes | self.classes
        base = replace(referent, type="MilitaryUnit", classes=classes, country=country, key=None, aliases=())
        own = mention.entities[0] if mention.entities else None
        entities = [self._entity(roster, own if i == chosen[0] else None, base, part) for i, part in enumerate(parts)]
        for part, entity in zip(parts, entities, strict=True):
            if part.superior is not None:
                roster.superiors[entity] = entities[part.superior]
        begin, end = mention.begin + parts[0].begin, mention.begin + parts[-1].end
        _swallow(roster, begin, end, entities[chosen[0]])
        first, last = mention.begin + parts[chosen[0]].begin, mention.begin + parts[chosen[-1]].end
        outer = roster.head(begin, end)
        if first <= outer < last:
            begin, end = first, last
        roster.put(Mention(head=outer, begin=begin, end=end, kind="name", entities=tuple(entities[i] for i in chosen)))
        for i, part in enumerate(parts):
            if i not in chosen:
                _put_part(roster, mention.begin + part.begin, mention.begin + part.end, entities[i], outer)

    def _entity(self, roster: Roster, own: int | None, base: Referent, part: Part) -> int:
        """Return the entity of a unit: one of the same name, else the mention's own, or a new one.

        Two battalions of the same name need not be one: the next "1st Battalion" may be another regiment's.
        """
        country = part.country or base.country
        same = roster.by_name.setdefault(part.label, [])
        for index in same if not is_relative(part.unit, self.terms) else ():
            known = roster.entities[index]
            if known.country is None or country is None or known.country == country:
                roster.entities[index] = replace(known, country=known.country or country)
                return index
        referent = replace(base, label=part.label, unit=part.unit, country=country)
        if own is None or own in roster.settled or (roster.uses[own] > 1 and roster.entities[own].label != part.label):
            own = roster.add(referent)
        roster.entities[own] = referent
        roster.settled.add(own)
        same.append(own)
        return own


def make_unit_names(terms: UnitTerms, nation: Nation, classes: frozenset[str]) -> UnitNames:
    """Return a finder that remembers the names it has read."""
    designate = lru_cache(maxsize=1 << 14)(lambda name: read_designation(name, terms, nation))
    return UnitNames(terms, designate, classes, make_vocabulary(terms))


def _swallow(roster: Roster, begin: int, end: int, entity: int) -> None:
    """Let what the reader took a part of a name for ("Field Artillery Regiment") stand for the whole from now on."""
    for head in sorted({roster.covered[t] for t in range(begin, end) if t in roster.covered}):
        for old in roster.mentions[head].entities if head in roster.mentions else ():
            known = roster.entities[old]
            if old not in roster.settled and roster.uses[old] == 1 and known.key is None and known.type in UNITS:
                roster.entities[old] = replace(known, described=True)  # its name is none
                roster.merge(old, entity)


def _put_part(roster: Roster, begin: int, end: int, entity: int, outer: int) -> None:
    """Add the mention of another unit of the same name, inside the outer mention where they share words."""
    head = roster.head(begin, end)
    if head == outer:
        head = next((t for t in range(begin, end) if t != outer), outer)
    if head != outer:
        inside = any(roster.covered.get(t) == outer for t in range(begin, end))
        mention = Mention(head=head, begin=begin, end=end, kind="name", entities=(entity,))
        roster.put(mention, outer if inside else None)


def _lowest(parts: tuple[Part, ...]) -> list[int]:
    """Return the parts that a name as a whole stands for: the lowest unit, or several that share their noun."""
    lowest = [i for i in range(len(parts)) if not any(p.superior == i for p in parts)]
    return lowest if len({parts[i].superior for i in lowest}) == 1 else lowest[:1]


def _is_certain(parts: tuple[Part, ...], terms: UnitTerms) -> bool:
    """Tell whether a name that the reader takes for an organisation's is a unit's all the same."""
    units = [p.unit for p in parts]
    return all(u.number and u.echelon and (u.echelon not in terms.civilian or u.branch) for u in units)


def _is_whole(parts: tuple[Part, ...], length: int) -> bool:
    """Tell whether all words of a stretch are a designation's, and it has its numbers."""
    covers = min(p.begin for p in parts) == 0 and max(p.end for p in parts) == length
    told = any(p.unit.echelon or len(p.unit.number or "") >= LONG for p in parts)
    return covers and told and (len(parts) > 1 or parts[0].unit.number is not None)


def _has_superior(roster: Roster, end: int) -> bool:
    """Tell whether a comma or "of" leads on to the name of a unit."""
    words = roster.tree.lower
    if words[end : end + 1] not in ([","], ["of"]):
        return False
    token = end + 1 + (words[end + 1 : end + 2] == ["the"])
    mention = roster.at(token) if token in roster.covered else None
    return mention is not None and roster.entities[mention.entities[0]].type == "MilitaryUnit"


def _read_numbers(roster: Roster) -> None:
    """Give "the 810th" and "the 507th ARW", units by their number alone, that number."""
    tree = roster.tree
    for mention in roster.mentions.values():
        index = mention.entities[0]
        referent = roster.entities[index]
        if referent.type != "MilitaryUnit" or referent.unit is not None or referent.key is not None:
            continue
        begin, end = trim(tree, mention.begin, mention.end)
        number = read_nth(tree.words[begin])
        if number is not None and (end - begin == 1 or (end - begin == 2 and tree.words[begin + 1].isupper())):
            unit = Unit(number=str(number), echelon=None, branch=None, honorific=None)
            roster.entities[index] = replace(referent, unit=unit)
