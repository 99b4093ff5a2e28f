"""How many a force is, where the text says it: "some 1,500 soldiers", "a 10,000-strong brigade", "two battalions"."""

from __future__ import annotations

from dataclasses import replace

from ingest.amounts import QUANTIFIERS, Count, find_amounts
from ingest.layers import Amount, Mention
from ingest.numerals import HYPHENS
from ingest.roster import Roster
from ontology.units import UnitTerms

COUNTED = frozenset({"Force", "MilitaryUnit"})
PERSONS = frozenset(
    {"soldier", "man", "troop", "fighter", "personnel", "people", "member", "servicemember", "serviceman", "marine",
     "paratrooper", "person", "trooper", "militant", "combatant", "volunteer", "conscript", "rebel", "mercenary",
     "recruit"}
)  # fmt: skip
BEFORE = 14  # tokens before a noun in which its number can begin
MODIFYING = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "PART", "ADV", "NUM"})
BETWEEN = frozenset({"of", "the", "more", "additional", "other", "new", "its", "their", "his", "them"})


def add_strengths(roster: Roster, terms: UnitTerms) -> None:
    """Give each force the quantity that the first mention with one says."""
    for mention in sorted(roster.mentions.values(), key=lambda m: m.begin):
        if mention.kind not in {"nominal", "name"} or not mention.entities:
            continue
        index = mention.entities[0]
        referent = roster.entities[index]
        if referent.type not in COUNTED or referent.strength is not None:
            continue
        amount = _count(roster, mention, terms) or _strong(roster, mention) or _made_up(roster, mention)
        if amount is not None:
            roster.entities[index] = replace(referent, strength=amount)


def _count(roster: Roster, mention: Mention, terms: UnitTerms) -> Amount | None:
    """Read the number before a noun; of units, it counts units ("two battalions")."""
    tree = roster.tree
    if mention.kind == "name":
        return None
    head = mention.head
    found, offset = _amounts(roster, head)
    for count in reversed(found):
        begin, end = offset + count.begin, offset + count.end
        if all(_is_between(roster, token, head) for token in range(end, head)):
            if tree.tags[head] == "NN" and count.low > 1 and tree.lemmas[head] not in {"personnel", "infantry", "crew"}:
                return None  # "2nd", "1,500-strong" and the like
            unit = _echelon(roster, mention, terms)
            return Amount(low=count.low, high=count.high, unit=unit, begin=begin, end=end)
    return None


def _amounts(roster: Roster, head: int) -> tuple[tuple[Count, ...], int]:
    tree = roster.tree
    first = max(tree.bounds[tree.sentences[head]][0], head - BEFORE)
    if not any(tree.tags[t] == "CD" or tree.lower[t] in QUANTIFIERS for t in range(first, head)):
        return (), first
    return find_amounts(tree.words[first:head]), first


def _is_between(roster: Roster, token: int, head: int) -> bool:
    """Tell whether a token may stand between a number and the noun that it counts."""
    tree = roster.tree
    if tree.lower[token] in BETWEEN or tree.words[token] in HYPHENS:
        return True
    above = token
    for _ in range(3):
        above = tree.heads[above]
        if above == head:
            return tree.lower[token] in {",", "and"} or tree.pos[token] in MODIFYING
    return False


def _echelon(roster: Roster, mention: Mention, terms: UnitTerms) -> str | None:
    tree = roster.tree
    if roster.entities[mention.entities[0]].type != "MilitaryUnit":
        return None  # troops are not cavalry troops
    for begin in (mention.head - 2, mention.head - 1, mention.head):
        if begin >= 0:
            found, _ = terms.find([w.rstrip(".") for w in tree.words[begin : mention.head + 1]])
            for term in found:
                if term.kind == "echelon":
                    return term.echelon
    return None


def _strong(roster: Roster, mention: Mention) -> Amount | None:
    """Read "a 10,000-strong brigade", "a 1.5-million-man army", "the brigade, some 3,000 strong"."""
    tree = roster.tree
    first = max(tree.bounds[tree.sentences[mention.head]][0], min(mention.begin, tree.left[mention.head]) - 1)
    last = min(tree.bounds[tree.sentences[mention.head]][1], mention.end + 7)
    for token in range(first, last):
        if tree.lower[token] not in {"strong", "man", "member"}:
            continue
        attributive = first < token < mention.head and tree.words[token - 1] in HYPHENS
        if attributive or (tree.lower[token] == "strong" and mention.end <= token and tree.lower[mention.end] == ","):
            begin = first if attributive else mention.end
            end = token - 1 if attributive else token
            for count in reversed(find_amounts(tree.words[begin:end])):
                if begin + count.end == end:
                    return Amount(low=count.low, high=count.high, unit=None, begin=begin + count.begin, end=end)
    return None


def _made_up(roster: Roster, mention: Mention) -> Amount | None:
    """Read "a brigade of some 3,000 men", "the 5th Corps with up to 20,000 soldiers"."""
    tree = roster.tree
    for child in tree.children[mention.head]:
        if tree.bases[child] != "nmod" or tree.case(child) not in {"of", "with"} or tree.lemmas[child] not in PERSONS:
            continue
        other = roster.mentions.get(child)
        found, offset = _amounts(roster, child)
        for count in reversed(found):
            begin, end = offset + count.begin, offset + count.end
            whole = other is None or tree.case(child) == "of"  # "with 600 men": these are a force of their own
            if whole and begin >= mention.end and all(_is_between(roster, t, child) for t in range(end, child)):
                return Amount(low=count.low, high=count.high, unit=None, begin=begin, end=end)
    return None
