"""Which event class a predicate or noun evokes, as the ontology says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.layers import Mention, Slot
from ingest.roles import Roles
from ontology.event_types import EventTypes, Evocation, find_noun

ACTORS = frozenset({"State", "Organization", "Group", "MilitaryUnit", "Force", "Person"})
DIRECTIONS = {"from": "origin", "to": "destination", "into": "destination", "toward": "destination",
              "towards": "destination", "onto": "destination"}  # fmt: skip
AGENTS = frozenset({"Agent", *ACTORS})
THINGS = frozenset({"for", "about", "over"})
PREMODIFIERS = frozenset({"compound", "amod"})
WHERE = frozenset({"place", "origin", "destination"})
SITES = frozenset({"Place", "State", "Facility", "Organization", "Building", "Platform"})
OBLIQUES = {
    "to": ("destination", "recipient"), "into": ("destination",), "from": ("origin",), "in": ("place",),
    "at": ("place",), "near": ("place",), "against": ("recipient",), "on": ("recipient",), "with": ("recipient",),
    "alongside": ("actor",),
}  # fmt: skip
FALLBACK = 0.6  # what a match through another sense of the same word is worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A token that evokes an event class, the heads that may fill its slots by role, and how sure the reader is."""

    token: int
    evocation: Evocation
    roles: Mapping[str, Sequence[int]]
    score: float


@dataclass(frozen=True, slots=True)
class Evoker:
    """Matches tokens of one document against the event types; each token is tried once."""

    types: EventTypes
    by_lemma: Mapping[str, tuple[Evocation, ...]]
    roles: Roles
    _matches: dict[int, Match | None] = field(default_factory=dict)

    def match(self, token: int) -> Match | None:
        """Return what a token evokes: the evocation with most conditions among those that hold."""
        if token not in self._matches:
            self._matches[token] = None  # what is being tried evokes nothing in its own conditions
            self._matches[token] = self._try(token)
        return self._matches[token]

    def _try(self, token: int) -> Match | None:
        tree = self.roles.tree
        frame = tree.frames.get(token)
        score = 0.7 if frame is None else frame.score
        best: Match | None = None
        if tree.pos[token] == "NOUN" and token not in self.roles.covered:
            best = self._try_noun(token, score)
        if frame is None:
            return best
        arguments: dict[str, list[int]] | None = None
        evocations = self.types.by_roleset.get(frame.roleset, ())
        if not evocations and best is None:
            evocations = tuple(e for e in self.by_lemma.get(frame.roleset.partition(".")[0], ()) if e.when)
            score *= FALLBACK
        for evocation in evocations:
            if arguments is None:
                arguments = self.roles.arguments(token)
            if self._holds(evocation, arguments):
                if best is None or len(evocation.when) > _weight(best.evocation):
                    exchanged = self._exchange(evocation, self._activate(evocation, token, arguments))
                    return Match(token=token, evocation=evocation, roles=exchanged, score=score)
                break
        return best

    def _activate(self, evocation: Evocation, verb: int, arguments: dict[str, list[int]]) -> dict[str, list[int]]:
        """Let the subject of an active verb act where the reader has it suffer ("troops are fighting")."""
        if "ARG0" in arguments or evocation.slots.get("ARG0") != "actor" or evocation.slots.get("ARG1") != "recipient":
            return arguments
        subject = self.roles.tree.child(verb, "nsubj")
        if subject not in arguments.get("ARG1", ()) or self.roles.is_passive(verb):
            return arguments
        return {**arguments, "ARG0": arguments["ARG1"], "ARG1": []}

    def _exchange(self, evocation: Evocation, arguments: dict[str, list[int]]) -> dict[str, list[int]]:
        """Return arguments with content and recipient the right way round: things are asked of agents."""
        by_slot = {slot: role for role, slot in evocation.slots.items()}
        content, recipient = by_slot.get("content"), by_slot.get("recipient")
        if content is None or recipient is None or (content not in arguments and recipient not in arguments):
            return arguments
        told, asked = arguments.get(content, []), arguments.get(recipient, [])
        if not told and any(self.roles.tree.case(h) not in THINGS for h in asked):
            return arguments
        things = all(not self._is_agent(h) or self.roles.tree.case(h) in THINGS for h in asked)
        if things and all(self._is_agent(h) and self.roles.tree.case(h) not in THINGS for h in told):
            return {**arguments, content: asked, recipient: told}
        return arguments

    def _is_agent(self, head: int) -> bool:
        return not AGENTS.isdisjoint(self.roles.classes(head)) or not AGENTS.isdisjoint(self.roles.kinds(head))

    def _try_noun(self, token: int, score: float) -> Match | None:
        tree = self.roles.tree
        lemma = tree.lemmas[token]
        if lemma not in self.types.by_noun and not self._has_modifier(token):
            return None
        modifiers = [tree.lemmas[t] for t in range(max(tree.left[token], token - 3), token)]
        dependents: dict[str, list[int]] | None = None
        for evocation in find_noun(self.types, lemma, modifiers):
            if dependents is None:
                dependents = self.dependents(token)
            if self._holds(evocation, dependents):
                return Match(token=token, evocation=evocation, roles=dependents, score=score)
        return None

    def _has_modifier(self, token: int) -> bool:
        return token > 0 and self.roles.tree.left[token] < token

    def dependents(self, noun: int) -> dict[str, list[int]]:
        """Return a noun's dependents by what ties them: a preposition, poss, amod or compound."""
        tree = self.roles.tree
        found: dict[str, list[int]] = {}
        for child in tree.children[noun]:
            dep, base = tree.deps[child], tree.bases[child]
            if dep == "nmod:poss":
                found.setdefault("poss", []).append(child)
            elif base in {"nmod", "obl"} and (case := tree.case(child)):
                found.setdefault(case, []).append(child)
            elif base in {"amod", "compound"}:
                found.setdefault(base, []).append(child)
        return found

    def _holds(self, evocation: Evocation, roles: Mapping[str, Sequence[int]]) -> bool:
        return all(
            any(self.is_a(head, classes) for head in roles.get(role, ())) for role, classes in evocation.when.items()
        )

    def is_a(self, head: int, classes: frozenset[str]) -> bool:
        """Tell whether a head has one of these semantic classes or entity types, or evokes such an event."""
        if "Any" in classes or classes & self.roles.classes(head):
            return True
        if not classes.isdisjoint(self.roles.kinds(head)) or not classes.isdisjoint(self.roles.mood(head)):
            return True
        return not classes.isdisjoint(self.events(head))

    def events(self, head: int) -> tuple[str, ...]:
        """Return the event class that a head evokes and the PLOVER type above it."""
        match = self.match(head)
        if match is None:
            return ()
        name = match.evocation.event_class
        return name, self.types.classes[name].parent

    def fill(self, match: Match) -> list[Slot]:
        """Return the slots of an event that its own arguments or dependents fill."""
        slots: list[Slot] = []
        for role, slot in match.evocation.slots.items():
            for head in match.roles.get(role, ()):
                known = self._premodifier_slot(slot, head) if role in PREMODIFIERS else slot
                slots += self.slot("actor" if self.roles.tree.case(head) == "alongside" else known, head)
        if match.evocation.kind == "noun":
            slots += [s for head in match.roles.get("alongside", ()) for s in self.slot("actor", head)]
            self._add_frame(match, slots)
            self._add_modifiers(match, slots, match.evocation.slots.get("poss"))
        else:
            self._add_adjuncts(match, slots)
        return slots

    def _premodifier_slot(self, slot: str, head: int) -> str:
        """Let a state or an organisation before a noun act in it ("US missile strike"); a place is where it is."""
        kinds = self.roles.kinds(head)
        if slot in {"actor", "recipient"}:
            return slot if kinds & ACTORS else "-"
        if slot != "instrument" or not kinds:
            return slot
        return "place" if "Place" in kinds else slot if kinds <= {"Weapon", "Platform", "Thing"} else "actor"

    def _add_frame(self, match: Match, slots: list[Slot]) -> None:
        """Fill what a noun's dependents leave empty from its frame, as the same class's rolesets read it."""
        frame = self.roles.tree.frames.get(match.token)
        if frame is None:
            return
        same = [e for e in self.types.by_roleset.get(frame.roleset, ()) if e.event_class == match.evocation.event_class]
        known = same[0].slots if same else {"ARG0": match.evocation.slots.get("by", "-"), "ARGM-LOC": "place"}
        filled = {s.role for s in slots}
        for argument in frame.arguments:
            slot = known.get(argument.role, "-")
            if slot == "theme":  # "completed deployment to the front": where to, whatever the reader calls it
                slot = DIRECTIONS.get(self.roles.tree.case(argument.head), slot)
            if slot not in filled and argument.head != match.token:
                slots += self.slot(slot, argument.head)

    def _add_modifiers(self, match: Match, slots: list[Slot], slot: str | None) -> None:
        """Let an adjective of nationality fill the possessor's slot where nothing else does."""
        tree = self.roles.tree
        if slot is None or any(s.role == slot for s in slots):
            return
        for child in tree.children[match.token]:
            mention = self.roles.mention(child)
            if tree.bases[child] in {"amod", "compound"} and mention is not None and mention.kind == "modifier":
                slots += self.slot(slot, child)

    def _add_adjuncts(self, match: Match, slots: list[Slot]) -> None:
        """Read companions as actors, directions by preposition, and a nominal predicate's dependents as its roles."""
        tree, known = self.roles.tree, match.evocation.slots
        if "ARGM-COM" not in known:
            for head in match.roles.get("ARGM-COM", ()):
                slots += self.slot("actor", head)
        if "ARGM-DIR" not in known:
            for head in match.roles.get("ARGM-DIR", ()):
                slots += self.slot(DIRECTIONS.get(tree.case(head), "-"), head)
        if tree.pos[match.token] != "NOUN":
            self._add_obliques(match, slots)
            return
        dependents = self.dependents(match.token)
        for role, names in (("ARG0", ("poss", "by")), ("ARG1", ("of",))):
            slot = known.get(role)
            if slot is not None and not any(s.role == slot for s in slots):
                for name in names:
                    for head in dependents.get(name, ()):
                        slots += self.slot(slot, head)
        self._add_modifiers(match, slots, known.get("ARG0"))

    def _add_obliques(self, match: Match, slots: list[Slot]) -> None:
        """Fill empty slots of a verb from prepositional phrases that the reader gave no role."""
        tree, frame = self.roles.tree, self.roles.tree.frames.get(match.token)
        known = set(match.evocation.slots.values())
        known_roles = match.evocation.slots
        taken = {a.head for a in frame.arguments if a.role in known_roles} if frame is not None else set()
        for child in tree.children[match.token]:
            if tree.bases[child] != "obl" or child in taken:
                continue
            for slot in OBLIQUES.get(tree.case(child), ()):
                if slot in known and not any(s.role == slot for s in slots):
                    slots += self.slot(slot, child)
                    break

    def slot(self, role: str, head: int) -> list[Slot]:
        """Return a slot for each entity that a head and its conjuncts stand for; none where they name nothing."""
        tree = self.roles.tree
        found: list[Slot] = []
        if role == "-":
            return found
        parts = tree.conjuncts(head)
        for part in parts + self._enumerated(parts):
            mention = self.roles.mention(part)
            if mention is not None and self._may_fill(role, part, mention):
                filled = self._direction(part) if role == "purpose" else role
                found += [Slot(role=filled, entity=e, begin=mention.begin, end=mention.end) for e in mention.entities]
        return found

    def _direction(self, head: int) -> str:
        """A place that one is sent to is no purpose, whatever sense of the verb was read."""
        places = not self.roles.kinds(head).isdisjoint({"Place", "State", "Facility"})
        return DIRECTIONS.get(self.roles.tree.case(head), "purpose") if places else "purpose"

    def _enumerated(self, parts: list[int]) -> list[int]:
        """Return states of an enumeration that the parser hangs elsewhere ("Mali, Niger, Chad and Togo")."""
        tree, roles = self.roles.tree, self.roles
        if len(parts) < 2 or "State" not in roles.kinds(parts[0]):
            return []
        return [
            child
            for part in parts
            for child in tree.children[part]
            if tree.bases[child] in {"nmod", "appos", "flat"} and not tree.case(child) and child not in parts
            and "State" in roles.kinds(child) and "," in tree.words[part:child]
        ]  # fmt: skip

    def _may_fill(self, role: str, head: int, mention: Mention) -> bool:
        """Keep things out of places, and events that are somebody's doing out of the participants."""
        if mention.kind != "nominal":
            return True
        referent = self.roles.entities[mention.entities[0]]
        if role in WHERE and referent.type not in SITES:
            return bool(referent.classes & SITES)
        return referent.type != "Thing" or self.match(head) is None


def _weight(evocation: Evocation) -> int:
    return len(evocation.when) + (" " in evocation.cue)


def index_lemmas(types: EventTypes) -> Mapping[str, tuple[Evocation, ...]]:
    """Return the roleset evocations by the word that the roleset belongs to."""
    found: dict[str, list[Evocation]] = {}
    for roleset, evocations in types.by_roleset.items():
        found.setdefault(roleset.partition(".")[0], []).extend(evocations)
    return {lemma: tuple(sorted(e, key=lambda e: -len(e.when))) for lemma, e in found.items()}
