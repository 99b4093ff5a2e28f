"""What a name denotes: gazetteer look-up, entity types and semantic classes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.layers import Referent
from ontology.errors import UnknownError
from ontology.gazetteer import Entry, Gazetteer
from ontology.lexicon import Lexicon

# Entity types by the reader's labels; the first semantic class of a type is the type's own name.
TYPES = {
    "PERSON": "Person",
    "ORGANIZATION": "Organization",
    "MILITARY_UNIT": "MilitaryUnit",
    "LOCATION": "Place",
    "FACILITY": "Facility",
    "NORP": "Group",
    "WEAPON": "Weapon",
    "PLATFORM": "Platform",
    "AGREEMENT": "Agreement",
    "EVENT": "Happening",
}
IMPLIED = {"MilitaryUnit": ("Force",), "Facility": ("Place",), "Person": ("NamedPerson",)}

# Entity types by semantic class of a common noun, most telling first.
NOUN_TYPES = (
    ("Company", "Organization"), ("Charge", "Thing"),
    ("MilitaryUnit", "MilitaryUnit"), ("Force", "Force"), ("Media", "Organization"), ("Government", "Organization"),
    ("Official", "Person"), ("Person", "Person"), ("Organization", "Organization"), ("Platform", "Platform"),
    ("Weapon", "Weapon"), ("Facility", "Facility"), ("State", "Group"), ("Place", "Place"),
    ("Agreement", "Agreement"), ("Group", "Group"), ("Agent", "Group"),
)  # fmt: skip

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "lord", "lady", "gen", "lt", "col", "maj",
    "capt", "adm", "sen", "rep", "gov", "hon", "rev"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a name can denote: a state, a thing of that name, a people, or the only person known by it.

    `plain` is true for a state's own name or acronym, false where its capital or seat of government stands for it.
    `seat` is true where the name is a building or office, not a city, that stands for the state's government.
    `places` are the keys of the places of that name, likeliest first.
    """

    state: Entry | None = None
    plain: bool = False
    seat: bool = False
    thing: Entry | None = None
    places: tuple[str, ...] = ()
    demonym: Entry | None = None
    person: Entry | None = None

    @property
    def only_person(self) -> bool:
        """Whether the name denotes a person and nothing else."""
        return self.person is not None and not (self.state or self.thing or self.places or self.demonym)


class Naming:
    """Look-up of names in the gazetteer and of nouns in the lexicon, each remembered for the next document."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self.lexicon = lexicon
        self.read = lru_cache(maxsize=1 << 16)(self._read)
        self.entry = lru_cache(maxsize=1 << 14)(gazetteer.entry)
        self.classes_of_type = lru_cache(maxsize=256)(self._classes_of_type)

    def _read(self, text: str) -> Reading:
        names = self._gazetteer.find(text)
        places = tuple(n.entry_key for n in names if n.entry_key.startswith("place/") and n.kind != "demonym")
        found = [(n.kind, self.entry(n.entry_key)) for n in names if not n.entry_key.startswith("place/")]
        people = [entry for _, entry in found if entry.type == "Person"]
        found = [(kind, entry) for kind, entry in found if entry.type != "Person"]
        states = [(kind, entry) for kind, entry in found if entry.type == "State"]
        plain = next((e for kind, e in states if kind in {"name", "acronym"}), None)
        return Reading(
            state=plain or next((e for kind, e in states if kind in {"capital", "government"}), None),
            plain=plain is not None,
            seat=any(kind == "government" for kind, _ in states),
            thing=next((e for kind, e in found if e.type != "State" and kind != "demonym"), None),
            places=places,
            demonym=next((e for kind, e in states if kind == "demonym"), None),
            person=people[0] if len(people) == 1 else None,
        )

    def is_title(self, word: str) -> bool:
        """Tell whether a word in lower case is a form of address or office before a name ("mr.", "president")."""
        return word.rstrip(".") in TITLES or bool(self.lexicon.classes_of(word) & {"Official", "Person"})

    def place(self, keys: tuple[str, ...], near: list[str]) -> Entry:
        """Return the likeliest place among some of one name, one in the countries around it if there is one."""
        if near:
            for key in keys:
                if self.entry(key).country in near:
                    return self.entry(key)
        return self.entry(keys[0])

    def state(self, country: str) -> Entry | None:
        """Return the entry of the state with an alpha-3 code, None where there is none."""
        try:
            return self.entry(f"state/{country}")
        except UnknownError:
            return None

    def _classes_of_type(self, type_: str, *more: str) -> frozenset[str]:
        found: set[str] = set()
        for name in (type_, *IMPLIED.get(type_, ()), *more):
            found |= self.lexicon.widen(name)
        return frozenset(found)

    def known(self, entry: Entry) -> Referent:
        """Return the referent of a gazetteer entry."""
        classes = self.classes_of_type(entry.type, *entry.classes)
        if entry.type == "Organization":
            classes |= self.lexicon.classes_of(" ".join(entry.label.split()[-2:]))
        return Referent(type=entry.type, label=entry.label, country=entry.country, key=entry.key, classes=classes)

    def named(self, type_: str, label: str, country: str | None, nouns: Iterable[str]) -> Referent:
        """Return the referent of a name that the gazetteer lacks; `nouns` are words of it that tell its class."""
        classes = set(self.classes_of_type(type_))
        for noun in nouns:
            classes |= self.lexicon.classes_of(noun)
        return Referent(type=type_, label=label, country=country, classes=frozenset(classes))


def type_of_noun(classes: frozenset[str], plural: bool) -> str:
    """Return the entity type of a common noun; several persons are a Group."""
    for class_, type_ in NOUN_TYPES:
        if class_ in classes:
            return "Group" if type_ == "Person" and plural else type_
    return "Thing"
