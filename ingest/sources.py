"""Who says so: the reporting predicates, phrases and quotations around an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.roles import Roles
from ingest.tree import Tree
from ontology.attribution import Attribution
from ontology.records import Certainty

INSIDE = frozenset({"det", "amod", "compound", "nmod", "flat", "nummod", "case", "punct", "advmod", "cc"})
SPEAKERS = frozenset({"State", "Person", "Organization", "Group", "Force", "MilitaryUnit"})
OPENING, CLOSING, STRAIGHT = frozenset("“«„"), frozenset("”»"), '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who reports: heads of the source (empty where nobody is named), the predicate or phrase, and what is covered."""

    heads: tuple[int, ...]
    predicate: int
    begin: int
    end: int
    cue: tuple[int, int]
    certainty: Certainty = "certain"


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """The reports of one document by the tokens that they cover."""

    roles: Roles
    speakers: list[Speaker]
    quotes: list[tuple[int, int]]
    by_quote: dict[tuple[int, int], Speaker | None] = field(default_factory=dict)

    def around(self, token: int) -> list[Speaker]:
        """Return the reports that cover a token, innermost first."""
        found = [s for s in self.speakers if s.begin <= token < s.end and s.predicate != token]
        found = [s for s in found if not any(self._within(token, head) for head in s.heads)]
        found = [s for s in found if not self._is_beside(token, s.predicate)]
        if found and (clause := self._aside(token)) is not None:
            found = [s for s in found if self._within(s.predicate, clause) or not self._is_partial(s.predicate)]
        found.sort(key=lambda s: (s.end - s.begin, s.predicate))
        if not found and (quoted := self._quoted(token)) is not None:
            found.append(quoted)
        return found

    def _aside(self, token: int) -> int | None:
        """Return the head of the relative clause that tells about something by the way, if a token is in one."""
        tree = self.roles.tree
        while tree.heads[token] != token:
            if tree.is_aside(token):
                return token
            token = tree.heads[token]
        return None

    def _is_partial(self, predicate: int) -> bool:
        """Tell whether a report denies or doubts: what it says by the way is its writer's ("denied backing X, who")."""
        frame = self.roles.tree.frames.get(predicate)
        known = self.roles.attribution.reporting.get(frame.roleset) if frame is not None else None
        return known is not None and (known.polarity == "negative" or known.certainty in {"possible", "unknown"})

    def _is_beside(self, token: int, predicate: int) -> bool:
        """Tell whether a token's clause is coordinated with the reporting predicate: nobody reports it then."""
        tree = self.roles.tree
        while tree.heads[token] not in {token, predicate}:
            token = tree.heads[token]
        return tree.heads[token] == predicate and tree.bases[token] == "conj"

    def _within(self, token: int, head: int) -> bool:
        tree = self.roles.tree
        return tree.left[head] <= token < tree.right[head]

    def _quoted(self, token: int) -> Speaker | None:
        """Return who speaks a quotation of several sentences that a token lies in."""
        quote = next(((b, e) for b, e in self.quotes if b < token < e), None)
        tree = self.roles.tree
        if quote is None or (
            tree.bounds[tree.sentences[token]][0] < quote[0] and tree.sentences[quote[0]] == tree.sentences[quote[1]]
        ):  # a few words of a sentence in quotation marks are its writer's
            return None
        if quote not in self.by_quote:
            self.by_quote[quote] = self._speaker_of(quote)
        return self.by_quote[quote]

    def _speaker_of(self, quote: tuple[int, int]) -> Speaker | None:
        tree = self.roles.tree
        begin = tree.bounds[tree.sentences[quote[0]]][0]
        last = min(quote[1], len(tree.words) - 1)
        end = tree.bounds[tree.sentences[last]][1]
        outside = [s for s in self.speakers if begin <= s.predicate < end and not quote[0] < s.predicate < quote[1]]
        return min(outside, key=lambda s: (abs(s.predicate - last), s.predicate), default=None)


def read_sources(roles: Roles, attribution: Attribution) -> Sources:
    """Collect every report of a document: frames that report, "according to", and quotation marks."""
    tree = roles.tree
    speakers: list[Speaker] = []
    for frame in tree.frames.values():
        known = attribution.reporting.get(frame.roleset)
        if known is None:
            continue
        if _is_quoted_noun(roles, frame.predicate):
            continue
        arguments = roles.arguments(frame.predicate)
        heads = tuple(arguments.get(known.source, ()))
        contents = [a for a in frame.arguments if a.role == known.content]
        spans = [(a.begin, a.end) for a in contents] or _complement(tree, frame.predicate)
        cue = (frame.predicate, frame.predicate + 1)
        for begin, end in spans:
            speakers.append(Speaker(heads=heads, predicate=frame.predicate, begin=begin, end=end, cue=cue))
    phrases = tuple(tuple(phrase.split()) for phrase in attribution.phrases)
    firsts = {words[0] for words in phrases}
    for token, word in enumerate(tree.lower):
        if word in firsts:
            speakers += _named_by_phrase(roles, token, phrases, attribution)
    return Sources(roles, speakers, find_quotes(tree))


def _is_quoted_noun(roles: Roles, predicate: int) -> bool:
    """Tell whether a noun of saying is what somebody denies or repeats, its author unnamed ("denied reports that")."""
    tree = roles.tree
    if tree.pos[predicate] != "NOUN":
        return False
    if any(tree.deps[c] == "nmod:poss" or tree.case(c) in {"by", "from", "of"} for c in tree.children[predicate]):
        return False
    return any(tree.frames[verb].roleset in roles.attribution.reporting for verb, _ in roles.governing(predicate))


def _complement(tree: Tree, predicate: int) -> list[tuple[int, int]]:
    """Return what a reporting verb without content argument governs: its clause, or the sentence it interrupts."""
    for clause in tree.children[predicate]:
        charge = tree.bases[clause] == "advcl" and any(
            tree.bases[c] == "mark" and tree.lower[c] == "of" for c in tree.children[clause]
        )
        if charge or tree.bases[clause] in {"ccomp", "xcomp"}:
            return [(tree.left[clause], tree.right[clause])]
    if tree.bases[predicate] == "parataxis" and tree.child(predicate, "obj", "iobj") is None:
        host = tree.heads[predicate]
        return [(tree.left[host], tree.right[host])]
    return []


def _named_by_phrase(
    roles: Roles, token: int, phrases: tuple[tuple[str, ...], ...], attribution: Attribution
) -> list[Speaker]:
    """Return the source of "according to X", which covers the clause that the phrase belongs to."""
    tree = roles.tree
    words = max((p for p in phrases if tuple(tree.lower[token : token + len(p)]) == p), key=len, default=())
    after = token + len(words)
    if not words or after >= len(tree.words):
        return []
    source = after
    while tree.heads[source] >= after and tree.heads[source] != source and tree.bases[source] in INSIDE:
        source = tree.heads[source]
    if len(words) == 1 and not roles.kinds(source) & SPEAKERS:  # "per day", "citing evidence"
        return []
    host = tree.heads[source]
    while token <= host < after or tree.bases[host] in {"nmod", "obj", "obl", "appos"}:
        if tree.heads[host] == host:
            break
        host = tree.heads[host]
    if host == source or token <= host < after:
        return []
    return [
        Speaker(
            heads=(source,), predicate=token, begin=tree.left[host], end=tree.right[host], cue=(token, after),
            certainty=attribution.phrases[" ".join(words)],
        )
    ]  # fmt: skip


def find_quotes(tree: Tree) -> list[tuple[int, int]]:
    """Return token spans between quotation marks; one that is not closed ends with its paragraph's last sentence."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for token, word in enumerate(tree.words):
        if begin is None:
            if word in OPENING or word == STRAIGHT or tree.tags[token] == "``":
                begin = token
        elif word in CLOSING or word == STRAIGHT or tree.tags[token] == "''":
            found.append((begin, token))
            begin = None
    return found
