"""Link the names of a document to the gazetteer, once all of them are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.acquaintance import Address, Known, decide_person, decide_thing
from ingest.draft import Draft, Held
from ingest.layers import Choice
from ingest.metonymy import Metonymy
from ingest.naming import TYPES, Naming
from ingest.placing import Context
from ingest.surroundings import is_located
from ingest.toponyms import SURE, Placed, place_names
from ontology.gazetteer import Entry

PLACES = frozenset({"LOCATION", "FACILITY", ""})
ARMS = frozenset({"Weapon", "Platform"})
ARMED = frozenset({"WEAPON", "PLATFORM"})
TOWN = 2.0  # common logarithm of the thousands of inhabitants of a city that needs no introduction
QUALIFIED = 0.5  # how much "Russian" tells of where a text is about, against "Russia"
PRESENT = 0.7  # how much somebody's name tells of where a text is about, against a state's own name
OF_STATE = ["secretary", "of", "state"]
QUALIFYING = frozenset({"amod", "compound"})


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who is in a text: full names by their words, in comparison form; keys of those introduced; sure readings."""

    names: dict[str, set[str]] = field(default_factory=dict)
    introduced: set[str] = field(default_factory=set)
    known: dict[Held, Known] = field(default_factory=dict)

    def has_namesake(self, name: str, own: set[str]) -> bool:
        """Tell whether a text names somebody in full, but by none of `own` names, whose family name is a name."""
        return any(name in full.split()[:: max(full.count(" "), 1)] for full in self.names.get(name, set()) - own)


class Linker:
    """Links the held names of drafts."""

    def __init__(self, naming: Naming, metonymy: Metonymy) -> None:
        self._naming = naming
        self._metonymy = metonymy

    def link(self, draft: Draft) -> None:
        """Make mentions of all held names, in text order."""
        context = Context(sentences=[{} for _ in draft.tree.bounds])
        for mention in draft.mentions.values():
            weight = QUALIFIED if mention.kind == "modifier" else 1.0
            country = draft.entities[mention.entities[0]].country
            context.add_country(draft.tree.sentences[mention.head], country, weight)
        cast = _read_cast(draft)
        places = [held for held in draft.held if self._is_place(draft, held, cast, context)]
        self._introduce(draft, set(draft.held) - set(places), cast, context)
        placed = place_names(draft, places, self._naming.places, context)
        for held in sorted(draft.held, key=lambda h: h.begin):
            if held in placed:
                self._put_place(draft, held, placed[held])
            else:
                known = cast.known.get(held) or self._know(draft, held, cast, context)
                self._put_actor(draft, held, known)
        draft.held.clear()

    def _is_place(self, draft: Draft, held: Held, cast: _Cast, context: Context) -> bool:
        """Tell whether a name is to be read as a place: by the reader's label, and by what the name can be."""
        reading = self._naming.read(held.text)
        if held.label in PLACES:
            if reading.places or reading.state is not None:
                return not reading.things or self._is_prominent(held.text)
            return not reading.things and (not reading.persons or is_located(draft.tree, held))
        if reading.things or not reading.places or (reading.persons and held.label != "PERSON"):
            return False
        candidates = self._naming.places.named(held.text)
        if held.label != "PERSON":
            well_known = candidates[0].level != "city" or reading.state is not None
            return well_known or (candidates[0].size >= TOWN and is_located(draft.tree, held))
        if (
            reading.persons
            or " " in held.text
            or self._title(draft, held)
            or self._naming.fold(held.text) in cast.names
        ):
            return False
        first = candidates[0]
        named = first.entry.country in context.countries or is_located(draft.tree, held)
        return reading.state is not None or (first.size >= TOWN and named)

    def _is_prominent(self, name: str) -> bool:
        """Tell whether a name is best known as that of a state, a region or a city: NATO is that of two towns."""
        first = self._naming.places.named(name)[:1]
        return bool(first) and (first[0].level != "city" or (first[0].main and first[0].size >= TOWN))

    def _title(self, draft: Draft, held: Held) -> str:
        """Return the form of address or the office before a name, an empty string where there is none."""
        before = draft.tree.lower[max(held.begin - 3, 0) : held.begin]
        if before == OF_STATE:
            return " ".join(OF_STATE)
        word = before[-1] if before else ""
        return word.rstrip(".") if word and self._naming.is_title(word) else ""

    def _introduce(self, draft: Draft, actors: set[Held], cast: _Cast, context: Context) -> None:
        """Note who is named in full, and their countries."""
        full = [h for h in draft.held if h in actors and (" " in h.text or self._naming.read(h.text).things)]
        known = [(h, self._know(draft, h, cast, context)) for h in full]
        for held, decision in known:
            if (entry := decision.entry) is not None:
                context.add_country(draft.tree.sentences[held.head], entry.country, PRESENT)
                cast.introduced.add(entry.key)
                if decision.choice.score >= SURE:
                    cast.known[held] = decision

    def _know(self, draft: Draft, held: Held, cast: _Cast, context: Context) -> Known:
        """Return the person, organisation or weapon that a name means."""
        reading, tree = self._naming.read(held.text), draft.tree
        sentence, countries = tree.sentences[held.head], tuple(draft.countries(held.head))
        if reading.things and not (held.label == "PERSON" and reading.persons):
            generic = " " not in held.text and bool(self._naming.lexicon.classes_of(held.text))
            things = [t for t in reading.things if t.type not in ARMS or self._is_armed(draft, held)]
            return decide_thing(things, generic, countries, sentence, context)
        persons = reading.persons or (reading.kin if held.label == "PERSON" else ())
        address = Address(
            sentence=sentence,
            full=bool(reading.persons) and " " in held.text,
            one_of_many=not reading.persons,
            title=self._title(draft, held),
            has_rival=bool(reading.things or reading.places),
            has_namesake=self._has_namesake(held, cast, persons),
            introduced=cast.introduced,
            countries=countries,
            year=draft.year,
        )
        return decide_person(persons, address, context)

    def _has_namesake(self, held: Held, cast: _Cast, persons: Sequence[Entry]) -> bool:
        fold = self._naming.fold
        return " " not in held.text and cast.has_namesake(fold(held.text), {fold(entry.label) for entry in persons})

    def _is_armed(self, draft: Draft, held: Held) -> bool:
        """Tell whether a name is worded as a weapon's: by its label, a number, or a noun ("Patriot missiles")."""
        if held.label in ARMED or any(c.isdigit() for c in held.text):
            return True
        tree = draft.tree
        nouns = {tree.heads[held.head], min(held.end, len(tree.words) - 1), max(held.begin - 1, 0)}
        return any(self._naming.lexicon.classes_of(tree.lemmas[noun]) & ARMS for noun in nouns)

    def _put_actor(self, draft: Draft, held: Held, known: Known) -> None:
        entry = known.entry
        entity = self._new(draft, held, known.country) if entry is None else draft.linked(entry, known.choice)
        draft.put(held.head, held.begin, held.end, "name", entity)

    def _put_place(self, draft: Draft, held: Held, placed: Placed) -> None:
        """Add a place, the state that it stands for, or a new entity."""
        candidate, choice, kind = placed.decision.candidate, placed.decision.choice, "name"
        if candidate is None:
            entity = self._new(draft, held, placed.country)
        elif candidate.seat is not None and placed.called != "city" and self._metonymy.is_state(draft, held.head):
            acting = Choice(score=choice.score, reason="acts as a government", runner_up=candidate.entry.key)
            entity = draft.linked(self._naming.entry(candidate.seat), acting)
            kind = "modifier" if draft.tree.bases[held.head] in QUALIFYING else "name"
        else:
            entity = draft.linked(candidate.entry, choice)
            if candidate.level == "state" and draft.tree.bases[held.head] in QUALIFYING:
                kind = "modifier"
        draft.put(held.head, held.begin, held.end, kind, entity)  # type: ignore[arg-type]

    def _new(self, draft: Draft, held: Held, country: str | None) -> int:
        """Return the index of a new entity for a name that means nothing the gazetteer knows."""
        tree, type_ = draft.tree, TYPES.get(held.label or "LOCATION", "Thing")
        text = draft.text(held.begin, held.end)
        if type_ == "Person":
            return draft.named(type_, text, country, ())
        if country is None and type_ != "Weapon":
            country = self._naming.country_inside(tree.words[held.begin : held.end])
        return draft.named(type_, text, country, (tree.lemmas[held.head], tree.lower[held.end - 1]))


def _read_cast(draft: Draft) -> _Cast:
    """Return whom a text names with more than a family name."""
    fold = draft.naming.fold
    named = {fold(e.label) for e in draft.entities if e.type == "Person" and not e.described}
    named |= {fold(held.text) for held in draft.held if held.label in {"PERSON", "LOCATION"}}
    cast = _Cast()
    for name in named:
        for word in name.split() if " " in name else ():
            cast.names.setdefault(word, set()).add(name)
    return cast
