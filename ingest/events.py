"""Find events: what the ontology says predicates and nouns evoke, with their slots filled along chains of roles."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ingest.absorb import absorb, drop_repeated
from ingest.dating import date_event, times_by_owner
from ingest.deciding import Decider
from ingest.evoking import Advice, Evoker, Match, index_lemmas
from ingest.filling import BESIDE, fill, slots_of
from ingest.layers import Finding, Referent, Slot
from ingest.options import read_guesses
from ingest.recipients import add_recipient
from ingest.roles import Roles, read_roles
from ingest.tree import read_tree
from ontology.attribution import Attribution
from ontology.event_types import EventClass, EventTypes, LightVerb
from ontology.lexicon import Lexicon

OBJECTS = frozenset({"ARG1", "ARG2"})  # the reader may take one for the other
SERIOUS = frozenset({"Force", "Government", "State", "Weapon"})
NAMED = frozenset({"NOUN", "PROPN"})
ROLES_OF_WHO = frozenset({"theme", "actor"})
WHO = frozenset({"Police", "Militia"})  # forces by whom a mode goes, whatever they do
TAKE_PLACE = "take_place.03"
SITED = frozenset({"in", "at", "near", "outside", "inside", "around", "on", "across"})
TELLING = 0.7  # probability from which a noun is an event whatever takes part
FARTHEST = 8  # tokens between a light verb and its noun


class EventFinder:
    """Component that fills `Doc._.events`."""

    def __init__(
        self, types: EventTypes, lexicon: Lexicon, attribution: Attribution, decider: Decider | None = None
    ) -> None:
        self.types = types
        self.decider = decider
        self._guesses = read_guesses(types)
        self.lexicon = lexicon
        self.attribution = attribution
        self._by_lemma = index_lemmas(types)

    def __call__(self, doc: Doc) -> Doc:
        """Find the events of one document, in text order."""
        tree = read_tree(doc)
        roles = read_roles(tree, doc._.mentions, doc._.entities, self.lexicon, self.attribution)
        evoker = self.evoker(roles, None if self.decider is None else self.advise(doc, self.decider))
        light = light_verbs(evoker, self.types)
        tokens = [t for t, pos in enumerate(tree.pos) if t in tree.frames or (pos == "NOUN" and t not in roles.covered)]
        matches = [m for t in tokens if t not in light.values() and (m := evoker.match(t)) is not None]
        matches = drop_repeated(evoker, matches)
        events = [self._build(evoker, m, light.get(m.token)) for m in matches]
        events = absorb(evoker, matches, events)
        times = times_by_owner(evoker, doc._.times)
        events = [replace(e, when=date_event(evoker, e, times)) for e in events]
        found = [e for e in events if self._stands(evoker, e, events)]
        doc._.entities = _nationalise(doc._.entities, found, self.types)
        doc._.events = tuple(sorted(found, key=lambda e: (e.trigger, e.class_name)))
        return doc

    def evoker(self, roles: Roles, advice: Advice | None) -> Evoker:
        """Return what matches the words of a document."""
        return Evoker(self.types, self._by_lemma, roles, advice)

    def advise(self, doc: Doc, decider: Decider) -> Advice | None:
        """Return what the network says of a document, None where it has not read it."""
        return None if doc._.hints is None else Advice(decider=decider, hints=doc._.hints, guesses=self._guesses)

    def _stands(self, evoker: Evoker, event: Finding, events: list[Finding]) -> bool:
        """Tell whether enough is said of an event; a noun alone must be one event that no other one covers."""
        tree, classes = evoker.roles.tree, self.types.classes
        class_ = classes[event.class_name]
        background = tree.bases[event.trigger] == "amod" and tree.pos[event.trigger] != "NOUN"
        if class_.quad == "material conflict" and _is_sport(evoker, event):
            return False
        if event.slots and not (background and len(event.slots) < 2):  # "already captured positions"
            return not class_.needs_recipient or any(s.role == "recipient" for s in event.slots)
        if tree.pos[event.trigger] != "NOUN":
            return False
        if evoker.advice is not None and event.score >= TELLING:
            return True
        if not _is_single(evoker, event):
            return False
        beside = [e for e in events if tree.sentences[e.trigger] == tree.sentences[event.trigger] and e is not event]
        return not any(classes[e.class_name].parent == class_.parent and e.slots for e in beside)

    def _build(self, evoker: Evoker, match: Match, light: int | None) -> Finding:
        slots = fill(evoker, match)
        anchor = match.token
        if light is not None:
            anchor = light
            slots = self._add_light_slots(evoker, match, light, slots)
        slots = self._add_actor(evoker, match, slots)
        slots = _add_site(evoker, match, slots)
        class_ = self.types.classes[match.evocation.event_class]
        slots = add_recipient(evoker, match, slots)
        tree = evoker.roles.tree
        end = match.token + 1
        while end < len(tree.words) and tree.heads[end] == match.token and tree.deps[end] == "compound:prt":
            end += 1
        return Finding(
            trigger=match.token, anchor=anchor, begin=match.token, end=end, class_name=class_.name,
            mode=self._mode(evoker, match, class_, slots), slots=_distinct(slots), when=None, score=match.score,
        )  # fmt: skip

    def _add_light_slots(self, evoker: Evoker, match: Match, light: int, slots: list[Slot]) -> list[Slot]:
        """Fill slots from the roles of a light verb, which win over the noun's own dependents."""
        tree = evoker.roles.tree
        frame = tree.frames.get(light)
        arguments = evoker.roles.arguments(light)
        verb = _light_verb(evoker, self.types, light, match.token)
        wanted = verb.slots if verb is not None else {"ARG0": "actor"}
        filled = [(slot, h) for role, slot in wanted.items() for h in arguments.get(role, ()) if h != match.token]
        given = [s for slot, head in filled for s in slots_of(evoker, slot, head)]
        own = tree.child(light, "nsubj")
        if "actor" not in wanted.values() and tree.deps[match.token] == "obj" and own is not None:
            given += slots_of(evoker, "actor", own) if "ARG0" not in wanted else []
        taken = {s.role for s in given}
        slots = given + [s for s in slots if s.role not in taken]
        slots += [s for case in BESIDE for h in match.roles.get(case, ()) for s in slots_of(evoker, "actor", h)]
        present = {s.role for s in slots}
        for child in tree.children[light]:  # "launched a strike on Kyiv" with the preposition tied to the verb
            case = tree.case(child) if tree.bases[child] == "obl" else ""
            slot = match.evocation.slots.get(case)
            if case in BESIDE:
                slots += slots_of(evoker, "actor", child)
            elif slot is not None and slot not in present:
                slots += slots_of(evoker, slot, child)
        if frame is not None and "place" not in present:
            slots += [s for head in arguments.get("ARGM-LOC", ()) for s in slots_of(evoker, "place", head)]
        return slots

    def _add_actor(self, evoker: Evoker, match: Match, slots: list[Slot]) -> list[Slot]:
        """Pass the actor of the outer predicate inwards to a nominal event ("began an offensive")."""
        if "actor" not in match.evocation.slots.values() or any(s.role == "actor" for s in slots):
            return slots
        outer = evoker.roles.embedder(match.token)
        return slots if outer is None else slots + slots_of(evoker, "actor", outer[1])

    def _mode(self, evoker: Evoker, match: Match, class_: EventClass, slots: list[Slot]) -> str | None:
        """Return the class's mode, or the one that its instrument, theme, actor or content implies."""
        type_ = self.types.types[class_.parent]
        if class_.mode is not None:
            who = {c for s in slots if s.role in ROLES_OF_WHO for c in evoker.roles.entities[s.entity].classes & WHO}
            named = {type_.instrument_modes[c] for c in who if c in type_.instrument_modes}
            return named.pop() if len(named) == 1 else class_.mode  # the police's or a militia's, not the army's
        for role in ("instrument", "theme", "actor") if type_.instrument_modes else ():
            for slot in slots:
                if slot.role == role:
                    for name, mode in type_.instrument_modes.items():
                        if name in evoker.roles.entities[slot.entity].classes:
                            return mode
        if type_.content_modes:
            for role, slot_name in match.evocation.slots.items():
                for head in match.roles.get(role, ()) if slot_name in {"content", "theme"} else ():
                    for name, mode in type_.content_modes.items():
                        if evoker.is_a(head, frozenset({name})):
                            return mode
        return None


def _add_site(evoker: Evoker, match: Match, slots: list[Slot]) -> list[Slot]:
    """Add where a nominal event happens, from the verb whose subject it is ("the fighting took place near Kidal")."""
    tree = evoker.roles.tree
    verb = tree.heads[match.token]
    if tree.pos[match.token] != "NOUN" or tree.bases[match.token] != "nsubj" or tree.pos[verb] != "VERB":
        return slots
    own = tree.child(verb, "obj")
    if any(s.role == "place" for s in slots) or (own is not None and tree.lemmas[own] != "place"):
        return slots
    found = [c for c in tree.children[verb] if tree.bases[c] == "obl" and tree.case(c) in SITED]
    return slots + [s for head in found for s in slots_of(evoker, "place", head)]


def _light_verb(evoker: Evoker, types: EventTypes, verb: int, noun: int) -> LightVerb | None:
    first = evoker.roles.tree.first_conjunct(noun)
    frame = evoker.roles.tree.frames.get(verb)
    if _takes_place(evoker, verb) and evoker.roles.tree.deps[first].startswith("nsubj"):
        return next(iter(types.light_verbs.get(TAKE_PLACE, ())), None)
    roles = [role for predicate, role in evoker.roles.governing(first) if predicate == verb]
    for light in types.light_verbs.get(frame.roleset, ()) if frame is not None else ():
        if light.noun in roles or (light.noun in OBJECTS and any(role in OBJECTS for role in roles)):
            return light
    return None


def _takes_place(evoker: Evoker, verb: int) -> bool:
    """Tell whether a verb is that of "took place", which the reader takes for another sense of "take"."""
    own = evoker.roles.tree.child(verb, "obj")
    return evoker.roles.tree.lemmas[verb] == "take" and own is not None and evoker.roles.tree.lemmas[own] == "place"


def light_verbs(evoker: Evoker, types: EventTypes) -> dict[int, int]:
    """Return the light verb of each nominal trigger that has one."""
    tree = evoker.roles.tree
    found: dict[int, int] = {}
    for noun, pos in enumerate(tree.pos):
        if pos != "NOUN" or noun in evoker.roles.covered:
            continue
        frame = tree.frames.get(noun)
        for argument in frame.arguments if frame is not None else ():
            if argument.role == "ARGM-LVB":
                found[noun] = argument.head
        for verb, _ in evoker.roles.governing(tree.first_conjunct(noun)):
            near = abs(noun - verb) <= FARTHEST
            if near and _light_verb(evoker, types, verb, noun) is not None and evoker.match(noun) is not None:
                found.setdefault(noun, verb)
    return found


def _nationalise(entities: tuple[Referent, ...], events: list[Finding], types: EventTypes) -> tuple[Referent, ...]:
    """Give forces that a state mobilises or withdraws, and nobody else owns, that state's country."""
    found = list(entities)
    for event in events:
        if types.classes[event.class_name].parent == "PROTEST":
            _localise(found, event)
        if types.classes[event.class_name].parent not in {"MOBILIZE", "RETREAT"}:
            continue
        actors = {found[s.entity].country for s in event.slots if s.role == "actor"} - {None}
        for slot in event.slots:
            referent = found[slot.entity]
            if slot.role == "theme" and referent.type == "Force" and referent.country is None and len(actors) == 1:
                found[slot.entity] = replace(referent, country=next(iter(actors)))
    return tuple(found)


def _localise(entities: list[Referent], event: Finding) -> None:
    """Give protesters of whom nothing else is told the country of the place where they protest."""
    countries = {entities[s.entity].country for s in event.slots if s.role == "place"} - {None}
    for slot in event.slots:
        referent = entities[slot.entity]
        unknown = referent.described and referent.country is None and referent.type in {"Group", "Person"}
        if slot.role == "actor" and unknown and len(countries) == 1:
            entities[slot.entity] = replace(referent, country=next(iter(countries)))


def _is_sport(evoker: Evoker, event: Finding) -> bool:
    """Tell whether an attack or a victory is a team's: the sentence or one beside it speaks of sport, not of forces."""
    tree, lexicon, entities = evoker.roles.tree, evoker.roles.lexicon, evoker.roles.entities
    if any(entities[s.entity].classes & SERIOUS for s in event.slots):
        return False
    sentence = tree.sentences[event.trigger]
    begin = tree.bounds[max(sentence - 1, 0)][0]
    end = tree.bounds[min(sentence + 1, len(tree.bounds) - 1)][1]
    return any("Sport" in lexicon.classes_of(tree.lemmas[t]) for t in range(begin, end) if tree.pos[t] in NAMED)


def _is_single(evoker: Evoker, event: Finding) -> bool:
    """Tell whether a nominal event without participants is still one event: dated, reported, or "an attack"."""
    tree, reporting = evoker.roles.tree, evoker.roles.attribution.reporting
    for verb, role in evoker.roles.governing(event.trigger):
        known = reporting.get(tree.frames[verb].roleset)
        if known is not None and known.content == role:
            return True
    return event.when is not None or any(tree.lower[c] in {"a", "an"} for c in tree.children[event.trigger])


def _distinct(slots: list[Slot]) -> tuple[Slot, ...]:
    """Return slots without repetition; an entity that acts is not also acted upon by the same words."""
    seen: set[tuple[str, int]] = set()
    places: set[tuple[int, int, int]] = set()
    kept: list[Slot] = []
    for slot in slots:
        span = (slot.entity, slot.begin, slot.end)
        if (slot.role, slot.entity) not in seen and span not in places:
            kept.append(slot)
            seen.add((slot.role, slot.entity))
            places.add(span)
    return tuple(kept)
