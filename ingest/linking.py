"""Link the names of a document to the gazetteer, once all of them are known."""

from __future__ import annotations

from ingest.acquaintance import Address, Known, decide_person, decide_thing
from ingest.draft import Draft, Held
from ingest.layers import Choice
from ingest.metonymy import Metonymy
from ingest.naming import TYPES, Naming, Reading
from ingest.placing import Context
from ingest.surroundings import is_located
from ingest.toponyms import Placed, place_names
from ontology.iris import normalise

PLACES = frozenset({"LOCATION", "FACILITY", ""})
ARMS = frozenset({"Weapon", "Platform"})
ARMED = frozenset({"WEAPON", "PLATFORM"})
TOWN = 2.0  # common logarithm of the thousands of inhabitants of a city that needs no introduction
QUALIFIED = 0.5  # how much "Russian" tells of where a text is about, against "Russia"
PRESENT = 0.7  # how much somebody's name tells of where a text is about, against a state's own name
QUALIFYING = frozenset({"amod", "compound"})


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
        places = [held for held in draft.held if self._is_place(draft, held)]
        introduced = self._introduce(draft, set(draft.held) - set(places), context)
        placed = place_names(draft, places, self._naming.places, context)
        for held in sorted(draft.held, key=lambda h: h.begin):
            if held in placed:
                self._put_place(draft, held, placed[held])
            else:
                self._put_actor(draft, held, self._know(draft, held, context, introduced))
        draft.held.clear()

    def _is_place(self, draft: Draft, held: Held) -> bool:
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
        if reading.persons or " " in held.text or self._is_addressed(draft, held):
            return False
        if reading.state is not None:
            return True
        return candidates[0].size >= TOWN and (
            is_located(draft.tree, held) or _names_country(draft, candidates[0].entry.country)
        )

    def _is_prominent(self, name: str) -> bool:
        """Tell whether a name is best known as that of a state, a region or a city: NATO is that of two towns."""
        first = self._naming.places.named(name)[:1]
        return bool(first) and (first[0].level != "city" or (first[0].main and first[0].size >= TOWN))

    def _is_addressed(self, draft: Draft, held: Held) -> bool:
        """Tell whether a name has a form of address or an office before it, or is part of a fuller name in the text."""
        if self._title(draft, held):
            return True
        wanted = normalise(held.text)
        return any(" " in name and wanted in name.split() for name in _persons_named(draft))

    def _title(self, draft: Draft, held: Held) -> str:
        """Return the form of address or the office before a name, an empty string where there is none."""
        word = draft.tree.lower[held.begin - 1] if held.begin > 0 else ""
        return word.rstrip(".") if word and self._naming.is_title(word) else ""

    def _introduce(self, draft: Draft, actors: set[Held], context: Context) -> frozenset[str]:
        """Note the countries of those who are named in full; returns their keys."""
        full = [h for h in draft.held if h in actors and (" " in h.text or self._naming.read(h.text).things)]
        known = [(h, self._know(draft, h, context, frozenset()).entry) for h in full]
        for held, entry in known:
            if entry is not None:
                context.add_country(draft.tree.sentences[held.head], entry.country, PRESENT)
        return frozenset(entry.key for _, entry in known if entry is not None)

    def _know(self, draft: Draft, held: Held, context: Context, introduced: frozenset[str]) -> Known:
        """Return the person, organisation or weapon that a name means."""
        reading, tree = self._naming.read(held.text), draft.tree
        sentence, countries = tree.sentences[held.head], tuple(draft.countries(held.head))
        if reading.things and not (held.label == "PERSON" and reading.persons):
            generic = " " not in held.text and bool(self._naming.lexicon.classes_of(held.text))
            things = [t for t in reading.things if t.type not in ARMS or self._is_armed(draft, held)]
            return decide_thing(things, generic, countries, sentence, context)
        address = Address(
            sentence=sentence,
            full=" " in held.text,
            title=self._title(draft, held),
            has_rival=bool(reading.things or reading.places),
            has_namesake=_has_namesake(draft, held.text, reading),
            introduced=introduced,
            countries=countries,
        )
        return decide_person(reading.persons, address, context)

    def _is_armed(self, draft: Draft, held: Held) -> bool:
        """Tell whether a text says that a name is a weapon's, as its label, a number in it or a noun: "Patriot missiles"."""
        if held.label in ARMED or any(c.isdigit() for c in held.text):
            return True
        tree = draft.tree
        nouns = {tree.heads[held.head], min(held.end, len(tree.words) - 1), max(held.begin - 1, 0)}
        return any(self._naming.lexicon.classes_of(tree.lemmas[noun]) & ARMS for noun in nouns)

    def _put_actor(self, draft: Draft, held: Held, known: Known) -> None:
        entry = known.entry
        entity = self._new(draft, held, None) if entry is None else draft.linked(entry, known.choice)
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
            return draft.named(type_, text, None, ())
        if country is None and type_ != "Weapon":
            country = self._naming.country_inside(tree.words[held.begin : held.end])
        return draft.named(type_, text, country, (tree.lemmas[held.head], tree.lower[held.end - 1]))


def _names_country(draft: Draft, country: str | None) -> bool:
    """Tell whether a text names a country, or an adjective of it."""
    return any(
        m.kind in {"name", "modifier"} and draft.entities[m.entities[0]].country == country
        for m in draft.mentions.values()
    )


def _persons_named(draft: Draft) -> set[str]:
    """Return the names of persons in a text, in their comparison form."""
    named = {normalise(e.label) for e in draft.entities if e.type == "Person" and not e.described}
    return named | {normalise(held.text) for held in draft.held if held.label in {"PERSON", "LOCATION"}}


def _has_namesake(draft: Draft, text: str, reading: Reading) -> bool:
    """Tell whether a text names somebody else in full whose family name is this name."""
    own = {normalise(entry.label) for entry in reading.persons}
    wanted = normalise(text)
    return any(" " in name and name.split()[-1] == wanted for name in _persons_named(draft) - own)
