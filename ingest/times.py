"""Find time expressions and what they denote against the day of publication."""

from __future__ import annotations

from spacy.tokens import Doc

from ingest.calendar import parse_date
from ingest.layers import When
from ingest.timex import find_time
from ingest.tree import Tree, read_tree

EXPRESSIONS = frozenset({"DATE", "TIME"})
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
        for begin, end in _candidates(doc, tree):
            head = _head(tree, begin, end)
            interval = find_time(" ".join(tree.words[begin:end]), anchor, future=_is_future(tree, head))
            if interval is not None and head not in found:
                start = None if interval.start is None else interval.start.isoformat()
                finish = None if interval.end is None else interval.end.isoformat()
                found[head] = When(head=head, begin=begin, end=end, start=start, finish=finish)
        doc._.times = tuple(found[head] for head in sorted(found))
        return doc


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
    return sorted(set(spans), key=lambda s: (s[0] - s[1], s))


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
