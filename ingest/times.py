"""Find time expressions and what they denote against the day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from ingest.calendar import Interval, parse_date
from ingest.layers import When
from ingest.tense import looks_ahead
from ingest.timespans import is_count, is_name, stretches
from ingest.timex import find_time
from ingest.timex_words import NOT_FIRST, NOT_LAST
from ingest.tree import Tree, read_tree

COUNTED = frozenset({"before", "after", "prior", "earlier", "later"})
AFTER_COUNTED = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "PRP", "PRP$", "JJ", "IN", "CD", "VBG"})
RUNNING = frozenset({"next", "last", "past", "previous"})
BOUNDS = frozenset({"after", "before", "by", "until", "till", "from", "following"})
ORIGINS = frozenset({"NOUN", "PROPN"})
KEPT = frozenset({"be", "serve", "remain", "stay", "last", "rule", "live", "work", "run", "hold", "continue", "fight"})


@dataclass(slots=True)
class _Text:
    """What the expressions of a text so far mean for those that follow."""

    text: str  # Doc.text builds it anew each time
    anchor: date | None
    historical: bool = False  # the first date that the text names is of another year than its own
    first: bool = True
    sentence: int = -1
    year: int | None = None  # that the sentence names
    named: int = -1  # the sentence with the reference
    reference: Interval | None = None  # the last time that this sentence names or the one before

    def enter(self, sentence: int) -> None:
        """Forget what only held in an earlier sentence."""
        if sentence != self.sentence:
            self.reference = self.reference if sentence == self.named + 1 else None
            self.sentence, self.year = sentence, None

    def note(self, words: list[str], interval: Interval) -> None:
        """Remember an expression."""
        start = interval.start
        if start is not None and interval.end is not None:
            self.reference, self.named = interval, self.sentence
        if start is not None and str(start.year) in words:
            self.year = start.year
            if self.first and self.anchor is not None and start.year != self.anchor.year:
                self.historical = True
        self.first = False


class TimeFinder:
    """Component that fills `Doc._.times`; relative expressions stay out where the document has no date."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the time expressions of one document."""
        tree = read_tree(doc)
        document = doc._.document
        text = _Text(doc.text, parse_date(None if document is None else document.published))
        found = [when for begin, end, marks in stretches(tree) for when in _read(doc, tree, begin, end, marks, text)]
        doc._.times = tuple(sorted(found, key=lambda when: when.head))
        return doc


def _read(doc: Doc, tree: Tree, begin: int, end: int, marks: list[int], text: _Text) -> Iterator[When]:
    """Yield the expressions of a stretch, from the left, the longest first."""
    while marks and begin <= marks[-1]:
        mark = next(m for m in marks if m >= begin)
        text.enter(tree.sentences[mark])
        stop = next(
            (e for e in range(end, mark, -1) if tree.lower[begin] not in NOT_FIRST and _ends(tree, e)
             and (interval := _find(tree, begin, e, mark, text)) is not None), 0,
        )  # fmt: skip
        if not stop:
            begin += 1
            continue
        if interval is not None and not is_name(doc, tree, begin, stop) and not is_count(doc, tree, begin, stop):
            text.note(tree.lower[begin:stop], interval)
            yield _when(tree, begin, stop, interval)
        begin = stop


def _ends(tree: Tree, end: int) -> bool:
    return tree.lower[end - 1] not in NOT_LAST


def _find(tree: Tree, begin: int, end: int, mark: int, text: _Text) -> Interval | None:
    """Read a span, with its direction and its surroundings in view."""
    first = tree.lower[begin]
    before = tree.lower[begin - 1] if begin else ""
    if _goes_on(tree, end) or before in {"than", "least"} or (before == "the" and first in RUNNING):
        return None
    if before == "time" and first == "in":  # "for the first time in a year"
        return None
    if first == "last" and tree.tags[begin].startswith("VB"):  # "will last several weeks"
        return None
    if first in BOUNDS and _is_modifier(tree, begin, end):  # "after Tuesday's attack"
        return None
    if first == "from" and _is_origin(tree, begin, end):
        return None
    if first in {"in", "within"} and _is_purpose(tree, mark):
        return None
    ahead = first != "since" and (
        looks_ahead(tree, mark) or (first in {"until", "till", "by"} and not _is_kept(tree, mark))
    )
    words = text.text[tree.begins[begin] : tree.ends[end - 1]]
    return find_time(
        words, text.anchor, future=ahead, year=text.year, reference=text.reference, yearless=not text.historical
    )


def _goes_on(tree: Tree, end: int) -> bool:
    """Tell whether "two days after" and the like goes on: then it counts from an event, not from a time."""
    last, after = tree.lower[end - 1], end < len(tree.words) and tree.sentences[end] == tree.sentences[end - 1]
    if last not in COUNTED or not after:
        return after and (last, tree.lower[end]) in {("fall", "of"), ("day", "or"), ("week", "or"), ("year", "or")}
    return tree.lower[end] == "than" or (last not in {"earlier", "later"} and tree.tags[end] in AFTER_COUNTED)


def _is_origin(tree: Tree, begin: int, end: int) -> bool:
    """Tell whether "from" says where a thing is from, as in "pictures from late January", and begins no range."""
    ranged = any(word in {"to", "until", "till", "through", "-", "–"} for word in tree.lower[begin:end])
    return not ranged and tree.pos[tree.heads[_head(tree, begin, end)]] in ORIGINS


def _is_modifier(tree: Tree, begin: int, end: int) -> bool:
    """Tell whether a span stands before a noun that it qualifies."""
    head = tree.heads[_head(tree, begin, end)]
    return head >= end and tree.pos[head] in ORIGINS


def _is_kept(tree: Tree, token: int) -> bool:
    """Tell whether a time bounds what is past: "served until 2012", "had agreed by Tuesday"."""
    verb = tree.heads[token]
    past = tree.tags[verb] == "VBD" or any(tree.tags[c] == "VBD" for c in tree.children[verb] if tree.bases[c] == "aux")
    return past and (tree.lemmas[verb] in KEPT or tree.case(token) == "by")


def _is_purpose(tree: Tree, token: int) -> bool:
    """Tell whether a time stands with an infinitive beneath a past tense: "agreed to leave within three years"."""
    verb = tree.heads[token]
    auxiliaries = [c for c in tree.children[verb] if tree.bases[c] in {"aux", "mark"}]
    if not any(tree.lower[c] == "to" for c in auxiliaries):
        return False
    above = tree.heads[verb]
    return any(tree.tags[c] == "VBD" for c in auxiliaries) or (above != verb and tree.tags[above] in {"VBD", "VBN"})


def _when(tree: Tree, begin: int, end: int, interval: Interval) -> When:
    return When(
        head=_head(tree, begin, end), begin=begin, end=end,
        start=None if interval.start is None else interval.start.isoformat(),
        finish=None if interval.end is None else interval.end.isoformat(),
        granularity=interval.unit,
    )  # fmt: skip


def _head(tree: Tree, begin: int, end: int) -> int:
    for token in range(begin, end):
        if not begin <= tree.heads[token] < end or tree.heads[token] == token:
            return token
    return begin
