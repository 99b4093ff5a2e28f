"""What a name denotes: gazetteer look-up, entity types and semantic classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from ingest.candidates import DIRECTIONS, Candidates
from ingest.layers import Choice, Referent
from ontology.errors import UnknownError
from ontology.gazetteer import Entry, Gazetteer, Name
from ontology.iris import normalise
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


TOWNS = frozenset({"Facility", "Building", "Court", "Police"})  # what towns have: an airport, a university
CITY = 2.5  # common logarithm of the thousands of inhabitants of a city that they may be called by
ALIKE = 0.9  # share of the letters that a misspelt person's name has right
SPELT = 0.87  # and a misspelt state's, of at least so many:
LETTERS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a name can denote: a state, a thing of that name, a people, or the only person known by it.

    `plain` is true for a state's own name or acronym, false where its capital or seat of government stands for it.
    `seat` is true where the name is a building or office, not a city, that stands for the state's government.
    `places` are the keys of the places of that name, likeliest first; `kin` are the persons whose family name it is.
    """

    state: Entry | None = None
    plain: bool = False
    seat: bool = False
    thing: Entry | None = None
    places: tuple[str, ...] = ()
    demonym: Entry | None = None
    person: Entry | None = None
    things: tuple[Entry, ...] = ()
    persons: tuple[Entry, ...] = ()
    kin: tuple[Entry, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the gazetteer has the name at all."""
        return bool(self.state or self.things or self.places or self.demonym or self.persons)

    @property
    def is_state(self) -> bool:
        """Whether the name is a state's own and no other place's."""
        return self.plain and not self.places

    @property
    def is_region(self) -> bool:
        """Whether the likeliest place of the name is no city."""
        return bool(self.places) and not self.places[0].removeprefix("place/").isdigit()

    @property
    def only_person(self) -> bool:
        """Whether the name denotes a person and nothing else."""
        return self.person is not None and not (self.state or self.thing or self.places or self.demonym)


class Naming:
    """Look-up of names in the gazetteer and of nouns in the lexicon, each remembered for the next document."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.places = Candidates(gazetteer)
        self.lexicon = lexicon
        self.fold = lru_cache(maxsize=1 << 16)(normalise)
        self.read = lru_cache(maxsize=1 << 16)(self._read)
        self.entry = self.places.entry
        self.state_alike = lru_cache(maxsize=1 << 12)(self._state_alike)
        self.type_of_noun = lru_cache(maxsize=1 << 12)(type_of_noun)
        self.person_alike = lru_cache(maxsize=1 << 12)(self._person_alike)
        self.classes_of_type = lru_cache(maxsize=256)(self._classes_of_type)

    def _read(self, text: str) -> Reading:
        names = self.places.find(text)
        places = tuple(n.entry_key for n in names if n.entry_key.startswith("place/") and n.kind != "demonym")
        found = [(n.kind, self.entry(n.entry_key)) for n in names if not n.entry_key.startswith("place/")]
        kin = tuple({entry.key: entry for kind, entry in found if kind == "family"}.values())
        people = list({e.key: e for kind, e in found if e.type == "Person" and kind != "family"}.values())
        found = [(kind, entry) for kind, entry in found if entry.type != "Person"]
        states = [(kind, entry) for kind, entry in found if entry.type == "State"]
        bodies = [(kind, e) for kind, e in found if e.type != "State"]
        things = tuple({e.key: e for kind, e in bodies if kind != "demonym"}.values())
        things = things or tuple({e.key: e for _, e in bodies}.values())  # "the Houthi movement"
        plain = next((e for kind, e in states if kind in {"name", "acronym"}), None)
        return Reading(
            state=plain or next((e for kind, e in states if kind in {"capital", "government"}), None),
            plain=plain is not None,
            seat=any(kind == "government" for kind, _ in states),
            thing=things[0] if things else None,
            places=places,
            demonym=next((e for kind, e in states if kind == "demonym"), None) or self._people_of(names),
            person=people[0] if len(people) == 1 else None,
            things=things,
            persons=tuple(people),
            kin=kin,
        )

    def _people_of(self, names: Sequence[Name]) -> Entry | None:
        """Return the place in one country whose people or adjective a name is ("Chechen", "Scottish")."""
        found = (self.entry(n.entry_key) for n in names if n.kind == "demonym" and n.entry_key.startswith("place/"))
        return next((entry for entry in found if entry.country is not None), None)

    def is_title(self, word: str) -> bool:
        """Tell whether a word in lower case is a form of address or office before a name ("mr.", "president")."""
        return word.rstrip(".") in TITLES or bool(self.lexicon.classes_of(word) & {"Official", "Person"})

    def _person_alike(self, text: str) -> str | None:
        """Return the name of the only person whose name is spelt much like one ("Laurent Gbago")."""
        found = {n.entry_key for n in self.places.similar(text) if n.entry_key.startswith("person/")}
        entry = self.entry(found.pop()) if len(found) == 1 else None
        if entry is None or OSA.normalized_similarity(normalise(entry.label), normalise(text)) < ALIKE:
            return None
        return entry.label

    def _state_alike(self, text: str) -> str | None:
        """Return the state whose name is spelt much like a word ("Ethopia")."""
        if len(text) < LETTERS or not text.istitle():
            return None
        for reading in self.places.similar(text):
            entry = self.entry(reading.entry_key)
            if entry.type == "State" and OSA.normalized_similarity(normalise(entry.label), normalise(text)) >= SPELT:
                return entry.label
        return None

    def country_inside(self, words: Sequence[str]) -> str | None:
        """Return the country of the name or demonym in a name ("Latvian Constitutional Court"), or of the city of a
        school or the like ("Baghdad University").
        """
        for length in (3, 2, 1):
            for begin in range(len(words) - length + 1):
                if words[begin][0].isupper():
                    reading = self.read(" ".join(words[begin : begin + length]))
                    entry = reading.demonym or (reading.state if reading.plain else None)
                    if entry is not None:
                        return entry.country
        if len(words) > 1 and self.lexicon.classes_of(words[-1]) & {"Force", "Government"}:
            state = self.state_alike(words[0])
            return None if state is None else self.read(state).state.country  # type: ignore[union-attr]
        if any(self.lexicon.classes_of(word) & TOWNS for word in words[1:]):
            return self._country_of_city(words[0])
        if any(word.lower() in DIRECTIONS for word in words[:-1]):  # "Christian east Beirut"
            return self._country_of_city(words[-1])
        return None

    def _country_of_city(self, name: str) -> str | None:
        city = next(iter(self.places.named(name)), None)
        return city.entry.country if city is not None and city.size >= CITY else None

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

    def known(self, entry: Entry, choice: Choice | None = None) -> Referent:
        """Return the referent of a gazetteer entry, and why it was chosen."""
        classes = self.classes_of_type(entry.type, *entry.classes)
        if entry.type == "Organization":
            classes |= self.lexicon.classes_of(" ".join(entry.label.split()[-2:]))
        return Referent(
            type=entry.type, label=entry.label, country=entry.country, key=entry.key, classes=classes, link=choice
        )

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
