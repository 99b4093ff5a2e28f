"""Which event class a predicate or noun evokes, as the ontology says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from ingest.deciding import Decider, Features
from ingest.options import Guesses, Option, Via, conditions, one_per_class
from ingest.reader.hints import Hints
from ingest.roles import Roles
from ontology.event_types import EventTypes, Evocation, find_noun

ACTORS = frozenset({"State", "Organization", "Group", "MilitaryUnit", "Force", "Person"})
AGENTS = frozenset({"Agent", *ACTORS})
THINGS = frozenset({"for", "about", "over"})
GUESS = log(0.3)  # log probability from which the network's own reading is an option
Arguments = Mapping[str, Sequence[int]]
NOUN = 0.7  # how sure a noun without roles of its own is
FALLBACK = 0.6  # what a match through another sense of the same word is worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A token that evokes an event class, the heads that may fill its slots by role, and how sure the reader is."""

    token: int
    evocation: Evocation
    roles: Mapping[str, Sequence[int]]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the network says of a document's words, how to weigh it against the cues, and cues for its own readings."""

    decider: Decider
    hints: Hints
    guesses: Guesses


@dataclass(frozen=True, slots=True)
class Evoker:
    """Matches tokens of one document against the event types; each token is tried once."""

    types: EventTypes
    by_lemma: Mapping[str, tuple[Evocation, ...]]
    roles: Roles
    advice: Advice | None = None
    _matches: dict[int, Match | None] = field(default_factory=dict)

    def match(self, token: int) -> Match | None:
        """Return what a token evokes: the evocation with most conditions among those that hold."""
        if token not in self._matches:
            self._matches[token] = None  # what is being tried evokes nothing in its own conditions
            self._matches[token] = self._try(token)
        return self._matches[token]

    def assume(self, token: int, match: Match | None) -> None:
        """Take what a token evokes as given."""
        self._matches[token] = match

    def _try(self, token: int) -> Match | None:
        options = self.options(token)
        if self.advice is None:
            chosen = next((o for o in options if o.is_rule), None)
            score = self._certainty(token) * (FALLBACK if chosen is not None and chosen.via == "lemma" else 1.0)
        else:
            best, score = self.advice.decider.choose(self.features(token, options, self.advice))
            chosen = options[best] if best < len(options) else None
        if chosen is None:
            return None
        roles = chosen.roles
        if chosen.evocation.kind == "roleset":
            roles = self._exchange(chosen.evocation, self._activate(chosen.evocation, token, roles))
        return Match(token=token, evocation=chosen.evocation, roles=roles, score=score)

    def _certainty(self, token: int) -> float:
        """Return how sure the reader is of a predicate."""
        frame = self.roles.tree.frames.get(token)
        return NOUN if frame is None else frame.score

    def features(self, token: int, options: list[Option], advice: Advice) -> list[Features]:
        """Return what is known of each option of a token and, last, of no event."""
        pos = self.roles.tree.pos[token]
        return advice.decider.features(options, self.types, advice.hints, token, self._certainty(token), pos)

    def options(self, token: int) -> list[Option]:
        """Return the event classes that a token may evoke, one option for each; what cues alone decide is marked."""
        tree = self.roles.tree
        frame = tree.frames.get(token)
        found: list[Option] = []
        rule: Option | None = None
        if tree.pos[token] == "NOUN" and token not in self.roles.covered:
            found += self._noun_options(token)
            rule = next((o for o in found if o.holds), None)
        if frame is not None:
            verbal = self._roleset_options(token, frame.roleset, rule is None)
            found += verbal
            first = next((o for o in verbal if o.holds), None)
            if first is not None and (rule is None or len(first.evocation.when) > conditions(rule.evocation)):
                rule = first
        if self.advice is not None:
            found += self._guess(token, {o.evocation.event_class for o in found}, self.advice)
        if rule is not None:  # of cues that hold, the narrowest is meant, as the ontology has it
            found = [o for o in found if o is rule or not o.holds or o.via == "guess"]
        marked = [replace(o, is_rule=True) if o is rule else o for o in found]
        return one_per_class(marked)

    def _roleset_options(self, token: int, roleset: str, alone: bool) -> list[Option]:
        """Return what a predicate's roleset evokes; where it evokes nothing, what other senses of the word do."""
        via: Via = "roleset"
        evocations = self.types.by_roleset.get(roleset, ())
        if not evocations and alone:
            via = "lemma"
            evocations = tuple(e for e in self.by_lemma.get(roleset.partition(".")[0], ()) if e.when)
        if not evocations:
            return []
        arguments = self.roles.arguments(token)
        return [Option(evocation=e, roles=arguments, via=via, holds=self._holds(e, arguments)) for e in evocations]

    def _noun_options(self, token: int) -> list[Option]:
        tree = self.roles.tree
        lemma = tree.lemmas[token]
        if lemma not in self.types.by_noun and not self._has_modifier(token):
            return []
        modifiers = [tree.lemmas[t] for t in range(max(tree.left[token], token - 3), token)]
        evocations = find_noun(self.types, lemma, modifiers)
        if not evocations:
            return []
        dependents = self.dependents(token)
        return [Option(evocation=e, roles=dependents, via="noun", holds=self._holds(e, dependents)) for e in evocations]

    def _guess(self, token: int, known: set[str], advice: Advice) -> list[Option]:
        """Return the class that the network sees in a word whatever the cues say, where it is sure enough."""
        tree = self.roles.tree
        noun = tree.pos[token] == "NOUN"
        best = int(advice.hints.best[token])
        if not best or advice.hints.sure[token] < GUESS or token in self.roles.covered:
            return []
        name = advice.decider.inventory.classes[best - 1]
        evocation = advice.guesses.get((name, "noun" if noun else "roleset"))
        if name in known or evocation is None or not (noun or token in tree.frames):
            return []
        roles = self.dependents(token) if noun else self.roles.arguments(token)
        return [Option(evocation=evocation, roles=roles, via="guess", holds=True)]

    def _activate(self, evocation: Evocation, verb: int, arguments: Arguments) -> Arguments:
        """Let the subject of an active verb act where the reader has it suffer ("troops are fighting")."""
        if "ARG0" in arguments or evocation.slots.get("ARG0") != "actor" or evocation.slots.get("ARG1") != "recipient":
            return arguments
        subject = self.roles.tree.child(verb, "nsubj")
        if subject not in arguments.get("ARG1", ()) or self.roles.is_passive(verb):
            return arguments
        return {**arguments, "ARG0": arguments["ARG1"], "ARG1": []}

    def _exchange(self, evocation: Evocation, arguments: Arguments) -> Arguments:
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


def index_lemmas(types: EventTypes) -> Mapping[str, tuple[Evocation, ...]]:
    """Return the roleset evocations by the word that the roleset belongs to."""
    found: dict[str, list[Evocation]] = {}
    for roleset, evocations in types.by_roleset.items():
        found.setdefault(roleset.partition(".")[0], []).extend(evocations)
    return {lemma: tuple(sorted(e, key=lambda e: -len(e.when))) for lemma, e in found.items()}
