"""Measure time expressions on hand-made sentences: `sitrep evaluate times`.

The head of `benchmarks/data/times-dev.tsv` says what the columns hold and which conventions its values follow. Each
sentence is a document of its own, read by the whole pipeline with its day of publication.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from api.bootstrap import share_of
from ingest.calendar import parse_date
from ingest.layers import When
from ontology.errors import InputError
from ontology.iris import DEFAULT_BASE, digest, document_iri
from ontology.records import Document

Result = Mapping[str, object]
GRANULARITIES = (
    "hour", "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century",
)  # fmt: skip
NO_DATE = "-"
COLUMNS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A line of the file; `begin` and `end` bound the expression in the sentence, in code points.

    `start` and `finish` are None where open; both are None where the expression is not resolvable.
    """

    published: str | None
    sentence: str
    expression: str
    begin: int
    end: int
    start: str | None
    finish: str | None
    granularity: str

    @property
    def resolvable(self) -> bool:
        """Tell whether the expression denotes days."""
        return self.granularity != NO_DATE and bool(self.start or self.finish)


Answer = tuple[str, str | None, str | None]  # the words found, and the bounds that they are read as


def evaluate_times(nlp: Language, path: Path) -> Result:
    """Return how many expressions are found, how many have the right bounds, and how many are no date but found.

    The value of a resolvable expression is right where both bounds are, that of one that is not where none is given.
    An answer belongs to the expression that it shares most characters with.
    """
    gold = read_gold(path)
    answers = _answers(nlp, gold)
    dated = [g for g in gold if g.granularity != NO_DATE]
    known = [g for g in dated if g.resolvable]
    none = [g for g in gold if g.granularity == NO_DATE]
    kinds = {k: [g for g in dated if g.granularity == k] for k in GRANULARITIES}
    false = [g for g in none if g in answers]
    return {
        "expressions": len(dated),
        "resolvable": len(known),
        **share_of("found, of those resolvable", [g in answers for g in known]),
        **share_of("value right", [_is_right(g, answers) for g in dated]),
        **share_of("value right, of those found", [_is_right(g, answers) for g in known if g in answers]),
        "not resolvable, left without value": _share([g not in answers for g in dated if not g.resolvable]),
        "by granularity": {
            kind: {"expressions": len(items), "value right": _share([_is_right(g, answers) for g in items])}
            for kind, items in kinds.items()
            if items
        },
        "no date": len(none),
        "false, on what is no date": len(false),
        "wrong": [_describe(g, answers.get(g)) for g in dated if not _is_right(g, answers)],
        "false": [_describe(g, answers[g]) for g in false],
    }


def read_gold(path: Path) -> list[Gold]:
    """Read the file of expressions; raises InputError naming the line that is malformed."""
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a file of time expressions") from error
    found: list[Gold] = []
    for number, line in enumerate(lines, 1):
        if line and not line.startswith(("#", "published\t")):
            item = _read_line(line)
            if item is None:
                raise InputError(f"{path}:{number}: not a time: {line!r}; see the comment at the top of the file")
            found.append(item)
    return found


def _read_line(line: str) -> Gold | None:
    columns = line.split("\t")
    if len(columns) != COLUMNS:
        return None
    published, sentence, expression, start, finish, granularity = columns
    begin = sentence.find(expression)
    dates = [d for d in (published, start, finish) if d not in {"", NO_DATE}]
    if begin < 0 or not expression or granularity not in {*GRANULARITIES, NO_DATE} or None in map(parse_date, dates):
        return None
    return Gold(
        published=published or None, sentence=sentence, expression=expression, begin=begin,
        end=begin + len(expression), start=None if start == NO_DATE else start or None,
        finish=None if finish == NO_DATE else finish or None, granularity=granularity,
    )  # fmt: skip


def _answers(nlp: Language, gold: Sequence[Gold]) -> dict[Gold, Answer]:
    """Return what each expression is read as; those not found are left out."""
    groups: dict[tuple[str | None, str], list[Gold]] = defaultdict(list)
    for item in gold:
        groups[item.published, item.sentence].append(item)
    answers: dict[Gold, Answer] = {}
    docs = nlp.pipe(_make_doc(nlp, published, sentence) for published, sentence in groups)
    for doc, items in zip(docs, groups.values(), strict=True):
        for when in doc._.times or ():
            shared = [(_overlap(doc, when, item), item) for item in items]
            most, item = max(shared, key=lambda pair: pair[0])
            if most and (item not in answers or most > _width(answers[item])):
                answers[item] = (doc[when.begin : when.end].text, when.start, when.finish)
    return answers


def _make_doc(nlp: Language, published: str | None, sentence: str) -> Doc:
    doc = nlp.make_doc(sentence)
    sha = digest(sentence)
    doc._.document = Document(
        iri=document_iri(DEFAULT_BASE, sha), id=sha, title=None, text=sentence, published=published, source=None,
        url=None, sha256=sha,
    )  # fmt: skip
    return doc


def _overlap(doc: Doc, when: When, item: Gold) -> int:
    span = doc[when.begin : when.end]
    return max(0, min(span.end_char, item.end) - max(span.start_char, item.begin))


def _width(answer: Answer) -> int:
    return len(answer[0])


def _is_right(item: Gold, answers: Mapping[Gold, Answer]) -> bool:
    answer = answers.get(item)
    return (item.start, item.finish) == (None, None) if answer is None else answer[1:] == (item.start, item.finish)


def _share(right: Sequence[bool]) -> float:
    return round(sum(right) / max(len(right), 1), 4)


def _describe(item: Gold, answer: Answer | None) -> str:
    gold = f"{item.start or ''}..{item.finish or ''}"
    found = "not found" if answer is None else f"{answer[0]!r} {answer[1] or ''}..{answer[2] or ''}"
    return f"{item.published or 'no date'}: {item.expression!r} in {item.sentence!r} is {gold}, found: {found}"
