"""Who speaks where: what a document reports and quotes, and whom "I" and "we" in quotations stand for."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.chain import Chain
from ingest.layers import Mention
from ingest.sources import OPENING, STRAIGHT, find_quotes
from ingest.tree import Tree
from ontology.attribution import Attribution

MARKS = OPENING | {STRAIGHT, "``"}
SINGLE = frozenset({"i", "me", "my", "mine", "myself"})
JOINT = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST = SINGLE | JOINT
BODIES = frozenset({"Organization", "Group", "MilitaryUnit", "Force"})
TITLES = frozenset({"appos", "nmod:desc", "flat", "compound"})
SERVING = frozenset({"nmod:poss", "compound"})  # ties of a spokesman to the body that he speaks for, beside "of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Tokens that somebody says: the heads of the source and of the verb, and whether they are quoted."""

    begin: int
    end: int
    source: int
    predicate: int
    quoted: bool


class Speech:
    """The reports of a document by token."""

    def __init__(self, tree: Tree, attribution: Attribution) -> None:
        self._tree = tree
        self._said = _read_said(tree, attribution)
        self.sources = {report.source for report in self._said}
        self._inside: dict[int, Report] = {}
        quotes = _read_quoted(tree, {r.predicate: r.source for r in self._said})
        for report in sorted((*self._said, *quotes), key=lambda r: (r.begin - r.end, r.quoted)):  # innermost last
            self._inside.update(dict.fromkeys(range(report.begin, report.end), report))

    def around(self, token: int) -> Report | None:
        """Return the innermost report that a token is part of."""
        report = self._inside.get(token)
        return None if report is None or token in {report.source, report.predicate} else report

    def before(self, token: int, sentence: int) -> Report | None:
        """Return the last report before a token by another source, not earlier than a sentence."""
        for report in reversed(self._said):
            if report.predicate < token and report.source != token:
                return report if self._tree.sentences[report.predicate] >= sentence else None
        return None


def _read_said(tree: Tree, attribution: Attribution) -> list[Report]:
    """Return what reporting predicates report, in their order; a report without content is empty."""
    found: list[Report] = []
    for frame in tree.frames.values():
        known = attribution.reporting.get(frame.roleset)
        source = next((a.head for a in frame.arguments if known is not None and a.role == known.source), None)
        if known is None or source is None:
            continue
        spans = [(a.begin, a.end) for a in frame.arguments if a.role == known.content] or [(source, source)]
        for begin, end in spans:
            found.append(Report(begin=begin, end=end, source=source, predicate=frame.predicate, quoted=False))
    return found


def _read_quoted(tree: Tree, sources: dict[int, int]) -> list[Report]:
    """Return the quotations with a speaker: in the same sentence, before a colon, or of the quotation right before."""
    if MARKS.isdisjoint(tree.words) and MARKS.isdisjoint(tree.tags):
        return []
    found: list[Report] = []
    spans = find_quotes(tree)
    outside = [p for p in sorted(sources) if not any(begin < p < end for begin, end in spans)]
    for begin, end in spans:
        first, last = tree.sentences[begin], tree.sentences[min(end, len(tree.words) - 1)]
        low, high = tree.bounds[first][0], tree.bounds[last][1]
        if low > 0 and tree.words[low - 1] == ":":
            low = tree.bounds[first - 1][0]
        near = [p for p in outside if low <= p < high]
        if near:
            predicate = min(near, key=lambda p: (min(abs(p - begin), abs(p - end)), p))
            source = sources[predicate]
        elif found and tree.sentences[found[-1].end - 1] >= first - 1:
            source, predicate = found[-1].source, found[-1].predicate
        else:
            continue
        found.append(Report(begin=begin, end=end + 1, source=source, predicate=predicate, quoted=True))
    return found


def add_first_persons(chain: Chain, speech: Speech) -> None:
    """Let "I" in a quotation stand for its speaker, and "we" for the one body that speaks or that he speaks for."""
    tree = chain.tree
    for token in [t for t, word in enumerate(tree.lower) if word in FIRST]:
        word = tree.lower[token]
        if tree.pos[token] not in {"PRON", "DET"}:
            continue
        speaker = speaker_of(chain, speech, token)
        if speaker is None:
            continue
        if word in JOINT:
            bodies = _bodies_of(chain, speaker)
            entity = next(iter(bodies)) if len(bodies) == 1 else None
        else:
            entity = speaker if chain.entities[speaker].type == "Person" else None
        if entity is not None:
            chain.mentions[token] = Mention(head=token, begin=token, end=token + 1, kind="pronoun", entities=(entity,))


def speaker_of(chain: Chain, speech: Speech, token: int) -> int | None:
    """Return the entity that speaks the quotation which a token is in, None where that is not one."""
    report = speech.around(token)
    if report is None or not report.quoted:
        return None
    speaker = chain.at(report.source)
    return speaker.entities[0] if speaker is not None and len(speaker.entities) == 1 else None


def _bodies_of(chain: Chain, speaker: int) -> set[int]:
    """Return the organisations and groups that a speaker is, or as whose official the text presents the speaker."""
    tree = chain.tree
    type_ = chain.entities[speaker].type
    if type_ in BODIES or type_ == "State":
        return {speaker}
    found: set[int] = set()
    for head, mention in chain.mentions.items():
        if mention.entities[0] != speaker or mention.kind not in {"name", "nominal"}:
            continue
        titles = [c for c in tree.children[head] if tree.deps[c] in TITLES]
        above = [tree.heads[head]] if tree.deps[head] in TITLES else []
        for title in (head, *titles, *above):
            for child in tree.children[title]:
                if tree.deps[child] in SERVING or tree.case(child) in {"of", "for"}:
                    body = chain.at(child)
                    found |= (
                        {e for e in body.entities if chain.entities[e].type in BODIES} if body is not None else set()
                    )
    return found - {speaker}
