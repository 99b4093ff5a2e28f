"""Which names and descriptions tell an entity anywhere, and which only in the document that uses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.layers import Referent
from ingest.unit_identity import is_telling_unit
from ontology.iris import normalise
from ontology.lexicon import Lexicon
from ontology.units import UnitTerms

BODIES = frozenset({"Organization", "Group", "Force", "MilitaryUnit"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "&"})
_KINDS = frozenset({"Weapon", "Platform", "Group"})  # kinds of things and peoples: their names are the same everywhere
_NUMBER = re.compile(r"\d{3}")  # "Resolution 2254"
_SHORT = 4  # letters of an acronym that several bodies share more often than not (SDF, NLA)


def is_telling(referent: Referent, lexicon: Lexicon, units: UnitTerms) -> bool:
    """Tell whether a name means the same entity in other documents.

    A family name, a village without its country, an acronym of few letters, and a name made of common nouns
    ("Defence Ministry") without a country do not.
    """
    words = referent.label.split()
    if referent.unit is not None:
        return is_telling_unit(referent, units)
    if referent.type in _KINDS:
        return True
    if referent.type == "Person":
        return len(words) > 1
    if referent.country is not None or (referent.type == "Agreement" and _NUMBER.search(referent.label)):
        return True
    if len(words) == 1:
        acronym = words[0].replace(".", "")
        return referent.type != "Place" and not (acronym.isupper() and len(acronym) <= _SHORT)
    return not all(w in _SMALL or w[0].isdigit() or lexicon.classes_of(w) for w in normalise(referent.label).split())


@dataclass(frozen=True, slots=True)
class Institution:
    """Something that a state has one of: its name without the state, empty for the government, which is the state."""

    name: str
    country: str

    def wordings(self, state: str) -> list[str]:
        """Return how a gazetteer may call it."""
        found = [f"{state} {self.name}", f"{self.name} of {state}"]
        field = self.name.removesuffix(" ministry")
        if field != self.name:
            fields = _FIELDS.get(field, (field,))
            found += [f"Ministry of {each} of {state}" for each in fields]
            found += [f"{state} Ministry of {each}" for each in fields]
        return found


def institution(referent: Referent, lexicon: Lexicon, is_state: Callable[[str, str], bool]) -> Institution | None:
    """Return the institution that a name or description with a country stands for ("Russia's defence ministry").

    `is_state` tells whether words name a state or its people. Counted forces and those with other words ("elite
    North Korean soldiers") are groups of their own.
    """
    if referent.key is not None or referent.country is None or referent.type not in BODIES:
        return None
    words = [word for word in referent.label.split() if word.lower() != "the"]
    for length in range(min(3, len(words)), 0, -1):
        owner = [_OWNING.sub("", word) for word in words[:-length]]
        owned = not owner or owner[0].lower() in _OWNERS or is_state(" ".join(owner), referent.country)
        tail = " ".join(words[-length:]).lower()
        found = lexicon.lemmas.get(tail, frozenset())
        if tail in _GOVERNMENTS and (owned or owner[0][0].isupper()):
            return Institution("", referent.country)
        if owned and "ArmedForces" in found:
            return Institution("armed forces", referent.country)
        if owned and ("Institution" in found or (length == 2 and tail.endswith(" ministry"))):
            return Institution(tail, referent.country)
    return None


_FIELDS = {
    "defence": ("defence", "national defence", "defense", "national defense"),
    "defense": ("defence", "national defence", "defense", "national defense"),
    "foreign": ("foreign affairs", "external affairs"),
    "interior": ("interior", "internal affairs", "the interior"),
}
_OWNERS = frozenset({"its", "his", "her", "their", "our"})
_GOVERNMENTS = frozenset({"government", "regime", "authorities", "administration"})
_OWNING = re.compile(r"['’]s?$")
