"""When two names in different documents are one entity: rules on names alone.

Whether two names are tied depends on nothing but the names that stand in the store, never on the order in which
they came. A name goes by its IRI, which tells its type, country and comparison form (`ontology.iris.name_iri`).
Names that share a key are compared; `ties` then says which of them are one. Names that only a document can place
(a family name alone) have keys for suggestions, but are never tied by rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from ontology.iris import normalise

_FAMILIES = {
    "Person": "person", "Organization": "body", "MilitaryUnit": "body", "Group": "body", "Force": "body",
    "Place": "place", "Facility": "place", "Weapon": "arm", "Platform": "arm", "Agreement": "agreement",
    "Happening": "happening",
}  # fmt: skip
_NAME = re.compile(r"(?P<home>.*)/entity/name/(?P<type>[^/]+)/(?P<country>[^/]+)/(?P<slug>[^/]+)")
_SMALL = frozenset({"the", "of", "for", "and", "in", "on", "de", "la", "du"})
_ISSUERS = frozenset({"un", "united", "nations"})  # "UN Security Council Resolution 2328" is the Security Council's
_LEGAL = frozenset({"inc", "ltd", "llc", "plc", "corp", "co", "gmbh", "sa", "ag", "company", "corporation", "limited"})
_RESPELLED = (("x", "ks"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dj", "j"), ("zh", "j"), ("ck", "k"), ("q", "k"),
              ("c", "k"), ("w", "v"))  # fmt: skip
_SHORT = 4  # letters of an alias that many bodies can share
SURE = 0.85  # the score from which names are tied without being asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the IRI of a name tells; `bound` where only its document can place it."""

    iri: str
    family: str
    country: str | None
    words: tuple[str, ...]
    bound: bool


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Two entities that are taken for one, with a score from 0 to 1 (decisions score more) and the reason."""

    one: str
    other: str
    score: float
    reason: str


@lru_cache(maxsize=1 << 16)
def named(iri: str) -> Named | None:
    """Return what the IRI of a name tells, None where it is no name's."""
    match = _NAME.fullmatch(iri)
    if match is None:
        return None
    return Named(
        iri=iri,
        family=_FAMILIES.get(match["type"], match["type"]),
        country=None if match["country"] == "-" else match["country"],
        words=tuple(match["slug"].split("-")),
        bound="/document/" in match["home"],
    )


def keys(name: Named, aliases: Iterable[str] = (), designation: str | None = None) -> set[str]:
    """Return the keys of a name: those with `?` only suggest, the others can tie.

    `aliases` are its other names as documents give them, `designation` is a unit's number, echelon and country.
    """
    found: set[str] = set()
    for words in (name.words, *(tuple(normalise(a).split()) for a in aliases)):
        if not words:
            continue
        weak = name.bound or (words != name.words and len(words) == 1 and len(words[0]) <= _SHORT)
        core = _core(name.family, words)
        found.add(f"{name.family}?{' '.join(core)}")
        if name.family == "person":
            found.add(f"person?{skeleton(words[-1])}")
        if weak or (name.family == "person" and len(words) < 2):
            continue
        found.add(f"{name.family}={' '.join(core)}")
        if name.family == "person":
            found.add(f"person~{skeleton(words[0])} {skeleton(words[-1])}")
    if name.family == "agreement" and "resolution" in name.words and not name.bound:
        after = zip(name.words, name.words[1:], strict=False)
        found |= {f"resolution={number}" for word, number in after if word == "resolution" and number.isdigit()}
    if designation is not None and not name.bound:
        found.add(f"unit={designation}")
    return found


def _core(family: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that tell a name, without articles and legal forms; a body's sorted, in the singular."""
    core = tuple(w for w in words if w not in _SMALL and not (family == "body" and w in _LEGAL)) or words
    if family == "agreement":
        core = tuple(w for w in core if w not in _ISSUERS) or core
    return tuple(sorted(re.sub(r"(?<=....)s$", "", word) for word in core)) if family == "body" else core


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the consonants of a word as English spellings of other languages vary them (Sergei, Sergey)."""
    for old, new in _RESPELLED:
        word = word.replace(old, new)
    found = re.sub(r"[aeiouyh]", "", word)
    return re.sub(r"(.)\1+", r"\1", found) or word


def ties(key: str, holders: Iterable[str]) -> Iterator[Tie]:
    """Yield what ties the names of one key together: each group as a chain from its first name.

    Names of different countries are different; one of unknown country belongs to the only country that others
    of the key have, and to none where there are several. So with middle names.
    """
    if "?" in key:
        return
    groups: list[list[Named]] = []
    for name in sorted(filter(None, map(named, holders)), key=lambda n: (len(n.words) < 3, n.country is None, n.iri)):
        fitting = [group for group in groups if all(_score(key, name, other) >= SURE for other in group)]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            groups.append([name])
    for group in groups:
        countries = {n.country for n in group if n.country is not None}
        only = next(iter(countries)) if len(countries) == 1 else None
        parts: defaultdict[str | None, list[Named]] = defaultdict(list)
        for name in sorted(group, key=lambda n: (n.country is None, n.iri)):
            parts[name.country or only].append(name)
        for part in parts.values():
            for other in part[1:]:
                yield Tie(part[0].iri, other.iri, _score(key, part[0], other), _reason(key, part[0], other))


def similarity(one: Named, other: Named) -> float:
    """Return how likely two names are one entity by spelling and country, from 0 to 1: for suggestions."""
    spelling = fuzz.token_set_ratio(" ".join(one.words), " ".join(other.words)) / 100
    if one.country is not None and other.country is not None:
        return spelling * (0.9 if one.country == other.country else 0.2)
    return spelling * 0.7


def _score(key: str, one: Named, other: Named) -> float:
    if one.words == other.words:
        return 0.95
    if key.startswith("unit="):
        return 0.9
    if key.startswith("resolution="):  # the bare number is of whichever body has one in the store; two bodies have two
        return 0.9 if min(len(one.words), len(other.words)) == 2 else 0.0
    if "=" in key:
        return 0.9 if _is_called(key, one) or _is_called(key, other) else 0.0
    return 0.87 if _is_respelling(one.words, other.words) else 0.0


def _is_called(key: str, name: Named) -> bool:
    """Tell whether a key is of the name itself: two bodies that only share an acronym are two."""
    return key == f"{name.family}={' '.join(_core(name.family, name.words))}"


def _is_respelling(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two names of persons are spellings of one: first and last words alike, middle names no obstacle."""
    if not (_alike(one[0], other[0]) and _alike(one[-1], other[-1])):
        return False
    middle, others = one[1:-1], other[1:-1]
    if not middle or not others:
        return True
    return len(middle) == len(others) and all(
        a[0] == b[0] if min(len(a), len(b)) == 1 else _alike(a, b) for a, b in zip(middle, others, strict=True)
    )


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) > 3 and skeleton(one) == skeleton(other) and fuzz.ratio(one, other) >= 60


def _reason(key: str, one: Named, other: Named) -> str:
    if one.words == other.words:
        return "same name" if one.country == other.country else "same name; only one country known"
    if key.startswith(("unit=", "resolution=")):
        return "same number and kind"
    return "same words or alias" if "=" in key else "another spelling"
