"""How sure, affirmed or denied, and when: the standing of an event where the text words it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.cues import Standing
from ingest.layers import Finding
from ingest.roles import Roles
from ontology.attribution import Attribution, Cue, Embedding, Reporting
from ontology.event_types import EventTypes
from ontology.records import Temporality

OPERATORS = frozenset({"advmod", "aux", "mark", "det", "cc", "discourse", "case", "obl", "amod"})
PASSIVE_PARTICIPLES = frozenset({"acl", "advcl", "amod"})
FUTURE_WORDS = frozenset({"will", "shall", "'ll", "’ll", "wo", "sha"})
BACKSHIFTED = frozenset({"would", "'d", "’d"})
COMPLEMENTS = frozenset({"ccomp", "csubj"})
DEEPEST = 12


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Reads the standing of events of one document off syntax, frames and the ontology's cues."""

    roles: Roles
    types: EventTypes
    attribution: Attribution
    phrases: list[tuple[int, int, Cue]]

    def judge(self, event: Finding, until: int | None) -> Standing:
        """Return the standing of an event, climbing until the reporting predicate `until` has acted.

        What is above a nominal speech act leaves it standing: an appeal that is rejected was made.
        """
        tree = self.roles.tree
        token = event.trigger
        standing = Standing(temporality=self.tense(event.anchor))
        said = self.types.classes[event.class_name].quad.startswith("verbal")
        direct = tree.pos[token] != "NOUN" or event.anchor != token or not said
        self._apply_operators(standing, token)
        self._apply_empty_arguments(standing, event.anchor)
        for _ in range(DEEPEST):
            head = tree.heads[token]
            if head == token or (until is None and tree.is_aside(token)):
                break
            if tree.bases[token] == "conj":
                self._share_operators(standing, token, head)
                token = head
                continue
            if head == event.anchor != event.trigger:
                self._lighten(standing, token, head)
            else:
                direct = self._climb(standing, token, head, direct)
            token = head
            if token == until:
                break
        if until is not None and token != until:
            self._report(standing, until, direct)
        if until is None and self._is_question(event.trigger):
            standing.weaken("unknown")
        if standing.temporality is None:
            standing.temporality = "past"
        return standing

    def _apply_empty_arguments(self, standing: Standing, verb: int) -> None:
        """Let a negative subject or object deny its verb ("no agreement was reached", "killed no one")."""
        tree, cues = self.roles.tree, self.attribution.cues
        for child in tree.children[verb]:
            if tree.bases[child] not in {"nsubj", "obj"}:
                continue
            first = tree.left[child]
            cue = cues.get(tree.lower[first]) if tree.pos[first] in {"DET", "PRON"} else None
            if cue is not None and cue.flip:
                standing.apply(cue, first, first + 1)

    def _is_question(self, token: int) -> bool:
        tree = self.roles.tree
        begin, end = tree.bounds[tree.sentences[token]]
        return "?" in tree.words[max(begin, end - 3) : end]

    def _lighten(self, standing: Standing, token: int, verb: int) -> None:
        """Let a light verb act on its noun, which it may also embed ("planned a strike", "halted the shelling")."""
        embedding = self._embedding(verb)
        if embedding is not None and (verb, embedding.content) in self.roles.governing(token):
            standing.apply(embedding, verb, verb + 1)
        self._apply_operators(standing, verb)

    def _embedding(self, token: int) -> Embedding | None:
        frame = self.roles.tree.frames.get(token)
        return None if frame is None else self.attribution.embedding.get(frame.roleset)

    def _climb(self, standing: Standing, token: int, head: int, direct: bool) -> bool:
        """Let the predicate above act on what is below; return whether what acts on it still reaches down."""
        tree = self.roles.tree
        frame = tree.frames.get(head)
        if frame is not None and frame.roleset in self.attribution.reporting:
            known = self.attribution.reporting[frame.roleset]
            if self._is_content(known, token, head):
                self._report(standing, head, direct)
                return direct and tree.pos[head] == "NOUN"  # "denied reports that it had bombed"
        if not direct:
            return False
        if (embedding := self._embedding(head)) is not None:
            roles = {role for predicate, role in self.roles.governing(token) if predicate == head}
            if embedding.content in roles or tree.bases[token] == "xcomp" or (
                not roles and tree.bases[token] in {"ccomp", "acl"}
            ):  # fmt: skip
                standing.apply(embedding, head, head + 1)
                self._apply_operators(standing, head)
                return True
        cue = self.attribution.cues.get(tree.lemmas[head])
        predicated = tree.bases[token] == "nsubj" and (tree.pos[head] != "ADJ" or tree.pos[token] != "NOUN")
        if cue is not None and cue.embeds and _allows(cue, tree.pos[head]) and not predicated:
            standing.apply(cue, head, head + 1)
            polarity = standing.polarity
            self._apply_operators(standing, head)
            if cue.temporality is None and not cue.flip and tree.pos[head] == "ADJ" and standing.polarity != polarity:
                standing.polarity = polarity  # "it is not clear that": nobody denies it
                standing.weaken("unknown")
            return True
        return self._pass(standing, token, head)

    def _pass(self, standing: Standing, token: int, head: int) -> bool:
        """Pass plain syntax: complements carry on, adverbial and relative clauses stand on their own."""
        tree = self.roles.tree
        base = tree.bases[token]
        if base == "xcomp":
            self._apply_operators(standing, head)
            if tree.lemmas[head] == "go" and tree.tags[head] == "VBG":
                standing.move("future")
            return True
        if base in {"advcl", "acl"} and tree.deps[token] != "acl:relcl" and self._is_infinitive(token):
            standing.move("hypothetical")
        return False

    def _report(self, standing: Standing, predicate: int, direct: bool) -> None:
        """Let a reporting predicate act: estimates weaken, denials turn round, what is not said stays unknown."""
        tree = self.roles.tree
        frame = tree.frames.get(predicate)
        known = self.attribution.reporting.get(frame.roleset) if frame is not None else None
        if known is None:
            return
        if direct or known.certainty != "certain":
            standing.weaken(known.certainty)
        if known.polarity == "negative" and direct:
            standing.flip()
        if direct and any(tree.lower[c] in {"not", "n't", "n’t", "never"} for c in tree.children[predicate]):
            if known.polarity == "negative":
                standing.flip()
            standing.weaken("unknown")
        embedding = self._embedding(predicate)
        if direct and embedding is not None and embedding.content == known.content and not embedding.flip:
            standing.move(embedding.temporality)
        if standing.cue is None:
            standing.cue = (predicate, predicate + 1)

    def _is_content(self, known: Reporting, token: int, head: int) -> bool:
        tree = self.roles.tree
        roles = {role for predicate, role in self.roles.governing(token) if predicate == head}
        return known.content in roles or tree.bases[token] in {"ccomp", "xcomp"} or (
            not roles and tree.bases[token] == "parataxis"
        )  # fmt: skip

    def _apply_operators(self, standing: Standing, token: int) -> None:
        """Let modals, adverbs, negation, conjunctions and determiners of a token act on it."""
        tree, cues = self.roles.tree, self.attribution.cues
        for child in tree.children[token]:
            if tree.bases[child] in OPERATORS:
                cue = cues.get(tree.lemmas[child]) or cues.get(tree.lower[child])
                if cue is None or cue.embeds or not _allows(cue, tree.pos[child]):
                    continue
                if tree.lower[child] in BACKSHIFTED and self._is_reported_past(token):
                    cue = cues.get("will", cue)
                if tree.bases[child] == "mark" and tree.bases[token] in COMPLEMENTS:  # "unclear if", not "only if"
                    standing.weaken("unknown")
                else:
                    standing.apply(cue, child, child + 1)
        if self._is_inverted(token):  # "had the treaty never been ratified"
            standing.weaken("possible")
            standing.move("hypothetical")
        for begin, end, cue in self.phrases:
            inside = tree.left[token] <= begin and end <= tree.right[token]
            tied = inside and any(tree.heads[t] == token for t in range(begin, end))
            before = end <= token and tree.left[token] <= end and begin < token
            if tied or (before and not inside):
                standing.apply(cue, begin, end)

    def _is_inverted(self, token: int) -> bool:
        """Tell whether an adverbial clause is a condition without "if": its auxiliary comes before its subject."""
        tree = self.roles.tree
        if tree.bases[token] != "advcl":
            return False
        subject = tree.child(token, "nsubj")
        helpers = [c for c in tree.children[token] if tree.lower[c] in {"had", "were", "should"}]
        return subject is not None and bool(helpers) and helpers[0] < subject

    def _is_reported_past(self, token: int) -> bool:
        """Tell whether a clause is what somebody said, in the past: its "would" is a "will" then."""
        tree = self.roles.tree
        head = tree.heads[token]
        frame = tree.frames.get(head)
        reports = frame is not None and frame.roleset in self.attribution.reporting
        conditional = any(tree.lower[c] in {"if", "unless"} for a in tree.children[token] for c in tree.children[a])
        return reports and tree.bases[token] == "ccomp" and tree.tags[head] in {"VBD", "VBN"} and not conditional

    def _share_operators(self, standing: Standing, token: int, head: int) -> None:
        """Let a modal or negation before coordinated verbs act on the second too ("may visit and meet")."""
        tree = self.roles.tree
        own = [tree.bases[c] for c in tree.children[token]]
        if "aux" in own or "nsubj" in own:
            return
        for child in tree.children[head]:
            if tree.bases[child] in {"aux", "mark"}:
                cue = self.attribution.cues.get(tree.lemmas[child]) or self.attribution.cues.get(tree.lower[child])
                if cue is not None and not cue.embeds and _allows(cue, tree.pos[child]):
                    standing.apply(cue, child, child + 1)

    def _is_infinitive(self, token: int) -> bool:
        tree = self.roles.tree
        return tree.tags[token] == "VB" and any(tree.lower[c] == "to" for c in tree.children[token])

    def tense(self, token: int, depth: int = 0) -> Temporality | None:
        """Return what a verb's form says of time; a noun or bare form takes it from the verb above."""
        tree = self.roles.tree
        helpers = [c for c in tree.children[token] if tree.bases[c] in {"aux", "cop"}]
        if any(tree.lower[c] in FUTURE_WORDS for c in helpers):
            return "future"
        tags = {tree.tags[c] for c in helpers}
        if "MD" in tags and not any(tree.lemmas[c] == "have" for c in helpers):
            return "future"
        if tree.tags[token] == "VBD" or "VBD" in tags:
            return "past"
        if tree.tags[token] == "VBN" and any(tree.lemmas[c] == "have" for c in helpers):
            return "past"
        if tree.tags[token] == "VBN" and not helpers and tree.bases[token] in PASSIVE_PARTICIPLES:
            return "past"
        if tree.tags[token] in {"VBZ", "VBP"} or tags & {"VBZ", "VBP"}:
            return "present"
        head = tree.heads[token]
        if head == token or depth > DEEPEST:
            return None
        return self.tense(head, depth + 1)


def _allows(cue: Cue, pos: str) -> bool:
    return not cue.pos or pos in cue.pos
