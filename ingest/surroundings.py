"""What the words around a name tell of the place that it denotes."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.candidates import DIRECTIONS
from ingest.draft import Draft, Held
from ingest.tree import Tree

Called = Literal["city", "region", "area", "part", "site"]

LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "into", "throughout", "above", "over", "toward",
     "towards", "through", "via", "beyond", "off", "within", "along", "north", "south", "east", "west"}
)  # fmt: skip


def _nouns(**called: str) -> dict[str, str]:
    return {noun: level for level, nouns in called.items() for noun in nouns.split()}


_REGION = (
    "region province state oblast governorate county prefecture territory krai wilayat department republic emirate "
    "canton voivodeship"
)
# By where the noun stands: "city of Hilla", "Hilla city", "the city Hilla", "Hilla, a city". A "Helmand town" lies in
# Helmand, and so does the "capital of Helmand": neither says what Helmand is.
_OF = _nouns(
    city="city town village port township hamlet municipality suburb hometown resort outskirt metropolis",
    region=_REGION,
    area="island isle peninsula gulf sea strait lake bay river",
)
_AFTER = _nouns(
    city="city",
    region=_REGION,
    area="river sea gulf strait straits ocean lake mountain mountains island islands peninsula valley bay desert hills",
    part="district neighborhood neighbourhood quarter slum",
    site="mine market airport base camp stadium street avenue bridge mosque dam",
)
_BESIDE = _nouns(
    city="city town village capital port hometown resort township metropolis",
    region="province region oblast governorate prefecture",
    area="island",
)
_FIRST = _nouns(area="mount mountain lake gulf sea strait straits bay river island isle cape wadi", region="region")
_BETWEEN = frozenset({"ADJ", "DET", "NOUN", "ADP"})  # "Foca, in the east of Bosnia"
_REACH = 5  # tokens between a name and what it is said to lie in


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What a mention's own words tell.

    `called` is what kind of place a noun says that it is, "part" for a part of a town, "site" for what is in it;
    `countries` are those that modifiers tie it to ("Iraqi city of", "Iraq's"); `around` is the first token of the name
    that it is said to lie in ("in Argentina", ", Illinois"), and `within` is whether a preposition says so: a comma may
    also part a list.
    """

    called: Called | None = None
    countries: tuple[str, ...] = ()
    around: int | None = None
    within: bool = False


def read_cues(draft: Draft, held: Held, begins: Container[int]) -> Cues:
    """Return the cues to a name; `begins` has the first tokens of the document's other names."""
    described = list(_describing(draft.tree, held))
    called = next((level for _, level in described), None) or _called_inside(draft.tree, held)
    countries: dict[str, None] = {}
    for token in (held.head, *(noun for noun, _ in described)):
        countries |= dict.fromkeys(draft.countries(token, ranks=2))
    around, within = _around(draft.tree, held.end, begins)
    for noun, _ in described:
        if around is None and noun >= held.end:  # "San Jose mine in Chile"
            around, within = _around(draft.tree, noun + 1, begins)
    return Cues(called=called, countries=tuple(countries), around=around, within=within)  # type: ignore[arg-type]


def is_located(tree: Tree, held: Held) -> bool:
    """Tell whether a preposition of place comes before a name, or a noun says that it is a place's."""
    case = tree.case(tree.first_conjunct(held.head))
    if case in LOCATIVE or case == "from":
        return True
    return any(noun < held.begin or level in {"region", "area"} for noun, level in _describing(tree, held))


def _describing(tree: Tree, held: Held) -> Iterator[tuple[int, str]]:
    """Yield the nouns that say what kind of place a name is, and what they say, nearest first."""
    begin, end = held.begin, held.end
    first = tree.first_conjunct(held.head)
    parent, base = tree.heads[first], tree.bases[first]
    if first != held.head and tree.tags[parent] != "NNS":  # "the states of Chiapas and Oaxaca"
        base = ""
    before = begin - 1 - (tree.lower[begin - 1] == "the") if begin > 0 else -1
    nouns = [(end, _AFTER)] if end < len(tree.words) and not _is_of(tree, end) else []
    nouns.append((before - 1, _OF) if before > 0 and tree.lower[before] == "of" else (before, _BESIDE))
    if parent > end and base == "compound":
        nouns.append((parent, _AFTER))
    elif parent < begin and base == "nmod" and tree.case(first) == "of":
        nouns.append((parent, _OF))
    elif parent < begin and base in {"appos", "flat", "compound"}:
        nouns.append((parent, _BESIDE))
    nouns += [(c, _BESIDE) for c in tree.children[held.head] if c >= end and tree.bases[c] == "appos"]
    for noun, levels in nouns:
        if noun >= 0 and (level := levels.get(tree.lemmas[noun])) is not None:
            yield noun, level


def _is_of(tree: Tree, noun: int) -> bool:
    """Tell whether a noun is of another name: a "West Bank city of Nablus" is not the West Bank."""
    after = tree.tags[noun + 1 : noun + 2] == ["NNP"] or tree.lower[noun + 1 : noun + 2] == ["of"]
    return after and tree.lemmas[noun] == "city"


def _called_inside(tree: Tree, held: Held) -> str | None:
    """Return what a noun within a name says that it is: "Delta State", "Songhua River", "Mount Elgon"."""
    if held.end - held.begin < 2 or tree.lower[held.end - 1] == "city":  # "Panama City" has it in its name
        return None
    return _AFTER.get(tree.lower[held.end - 1]) or _FIRST.get(tree.lower[held.begin])


def _around(tree: Tree, end: int, begins: Container[int]) -> tuple[int | None, bool]:
    """Return where the name begins in which one that ends at `end` is said to lie, and whether by a preposition."""
    comma = tree.lower[end : end + 1] == [","]
    at = end + comma
    if tree.lower[at : at + 1] not in (["in"], ["of"]):
        return (at, False) if comma and at in begins else (None, False)
    for token in range(at + 1, min(at + 1 + _REACH, len(tree.words))):
        if token in begins and tree.lower[token] not in DIRECTIONS:
            return token, True
        if tree.pos[token] not in _BETWEEN and tree.lower[token] not in DIRECTIONS:
            break
    return None, False
