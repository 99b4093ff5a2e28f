"""Find time expressions and what they denote against the day of publication."""

from __future__ import annotations

from spacy.tokens import Doc

from ingest.calendar import MONTHS, Interval, parse_date
from ingest.layers import When
from ingest.timex import find_time
from ingest.tree import Tree, read_tree

EXPRESSIONS = frozenset({"DATE", "TIME"})
SHORT_MONTHS = frozenset({*(m[:3] for m in MONTHS), "sept"})
LONGEST = 9  # tokens of an ARGM-TMP that can be one expression; longer ones are clauses
LEADING = frozenset(
    {"since", "until", "till", "before", "after", "by", "between", "from", "the", "past", "last", "next", "this",
     "early", "late", "mid", "earlier", "later", "coming", "previous", "over", "during", "in", "on", "within", "end",
     "beginning", "start", "of", "-"}
)  # fmt: skip
TRAILING = frozenset({"ago", "earlier"})


class TimeFinder:
    """Component that fills `Doc._.times`; relative expressions stay out where the document has no date."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the time expressions of one document."""
        tree = read_tree(doc)
        document = doc._.document
        anchor = parse_date(None if document is None else document.published)
        found: dict[int, When] = {}
        years: dict[int, int] = {}  # that a sentence names
        historical = False  # the first date that the text names is of another year than its own
        for begin, end in _candidates(doc, tree):
            head = _head(tree, begin, end)
            text = " ".join(tree.words[begin:end])
            if head in found or (tree.lower[begin] in {"in", "within"} and _is_purpose(tree, head)):
                continue
            year = years.get(tree.sentences[begin])
            interval = None if year is None else _read_in_year(text, year)
            if interval is None and not (historical and _lacks_year(text)):
                interval = find_time(text, anchor, future=_is_future(tree, head))
            if interval is not None:
                if interval.start is not None and str(interval.start.year) in text and not text.endswith("s"):
                    years[tree.sentences[begin]] = interval.start.year
                    historical = historical or (not found and anchor is not None and interval.start.year != anchor.year)
                start = None if interval.start is None else interval.start.isoformat()
                finish = None if interval.end is None else interval.end.isoformat()
                found[head] = When(head=head, begin=begin, end=end, start=start, finish=finish)
        doc._.times = tuple(found[head] for head in sorted(found))
        return doc


def _lacks_year(text: str) -> bool:
    """Tell whether an expression names a month, but no year."""
    words = text.lower().replace(".", "").split()
    return any(w in MONTHS or w in SHORT_MONTHS for w in words) and not any(len(w) == 4 and w.isdigit() for w in words)


def _read_in_year(text: str, year: int) -> Interval | None:
    """Read a date or month without a year as one of a given year, None for all else."""
    return find_time(f"{text} {year}", None) if _lacks_year(text) else None


def _is_purpose(tree: Tree, token: int) -> bool:
    """Tell whether a time stands with an infinitive beneath a past tense: "agreed to leave within three years"."""
    verb = tree.heads[token]
    return tree.tags[verb] == "VB" and tree.tags[tree.heads[verb]] in {"VBD", "VBN"}


def _candidates(doc: Doc, tree: Tree) -> list[tuple[int, int]]:
    """Return spans to try, longer ones first where they begin alike: what the roles call a time, then named dates."""
    spans: list[tuple[int, int]] = []
    for frame in tree.frames.values():
        for argument in frame.arguments:
            if argument.role == "ARGM-TMP" and argument.end - argument.begin <= LONGEST:
                spans.append((argument.begin, argument.end))
    for ent in doc.ents:
        if ent.label_ in EXPRESSIONS:
            begin, end = ent.start, ent.end
            while begin > 0 and tree.lower[begin - 1] in LEADING and not doc[begin].is_sent_start:
                begin -= 1
                spans.append((begin, end))
            if end < len(doc) and tree.lower[end] in TRAILING:
                spans.append((begin, end + 1))
            spans.append((ent.start, ent.end))
    return sorted(set(spans), key=lambda s: (tree.sentences[s[0]], s[0] - s[1], s))


def _head(tree: Tree, begin: int, end: int) -> int:
    for token in range(begin, end):
        if not begin <= tree.heads[token] < end or tree.heads[token] == token:
            return token
    return begin


def _is_future(tree: Tree, token: int) -> bool:
    """Tell whether the verb above a time expression looks ahead."""
    for _ in range(4):
        head = tree.heads[token]
        if head == token:
            return False
        token = head
        if tree.pos[token] in {"VERB", "AUX"}:
            break
    helpers = {tree.lower[c] for c in tree.children[token] if tree.bases[c] in {"aux", "mark"}}
    return bool(helpers & {"will", "'ll", "’ll", "would", "shall"}) or (tree.tags[token] == "VB" and "to" in helpers)
