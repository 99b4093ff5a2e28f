"""Measure the numbers of events on hand-made sentences: `sitrep evaluate measures`.

`benchmarks/data/measures-dev.tsv` says what its columns hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ontology.errors import InputError
from ontology.measures import KINDS

Result = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A measure of an event; `triggers` are the words of which any may carry it."""

    triggers: frozenset[str]
    kind: str
    low: float
    high: float | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A measure that was found: the words of its event's trigger and anchor, and what it says."""

    words: frozenset[str]
    kind: str
    low: float
    high: float | None
    unit: str | None


def evaluate_measures(nlp: Language, path: Path) -> Result:
    """Return how many measures are found, and how many of those found are right, with how their values are read.

    A measure is right where trigger, kind and both bounds are. `value accuracy` and `unit accuracy` are among the
    measures of the gold whose trigger and kind were found. `events not found` are measures that nothing could find.
    """
    gold = read_gold(path)
    docs = list(nlp.pipe(gold))
    answers = {doc.text: list(_answers(doc)) for doc in docs}
    words = {doc.text: _event_words(doc) for doc in docs}
    return {
        "sentences": len(gold),
        "measures": sum(map(len, gold.values())),
        "events not found": sum(g.triggers.isdisjoint(words[text]) for text, items in gold.items() for g in items),
        "all": _scores(gold, answers),
        "by kind": {
            kind: _scores(
                {text: [g for g in items if g.kind == kind] for text, items in gold.items()},
                {text: [a for a in items if a.kind == kind] for text, items in answers.items()},
            )
            for kind in sorted(KINDS)
        },
    }


def read_gold(path: Path) -> dict[str, list[Gold]]:
    """Read the measures of each sentence; raises InputError naming the line that is malformed."""
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a file of measures") from error
    found: defaultdict[str, list[Gold]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if not line or line.startswith(("#", "text\t")):
            continue
        columns = line.split("\t")
        if len(columns) != 6 or columns[2] not in {*KINDS, "-"}:
            raise InputError(f"{path}:{number}: not a measure: {line!r}; see the comment at the top of the file")
        text, triggers, kind, low, high, unit = columns
        items = found[text]
        if kind == "-":
            continue
        try:
            bounds = float(low), None if high == "-" else float(high)
        except ValueError as error:
            raise InputError(f"{path}:{number}: {low!r} and {high!r} are no bounds; give numbers") from error
        items.append(
            Gold(
                triggers=frozenset(triggers.split("/")), kind=kind, low=bounds[0], high=bounds[1],
                unit=None if unit == "-" else unit,
            )
        )  # fmt: skip
    return dict(found)


def _answers(doc: Doc) -> Iterator[Answer]:
    for event in doc._.events:
        words = frozenset({doc[event.trigger].text, doc[event.anchor].text})
        for measured in event.measures:
            q = measured.amount
            yield Answer(words=words, kind=measured.kind, low=q.low, high=q.high, unit=q.unit)


def _event_words(doc: Doc) -> frozenset[str]:
    return frozenset(doc[token].text for event in doc._.events for token in (event.trigger, event.anchor))


def _scores(gold: Mapping[str, Sequence[Gold]], answers: Mapping[str, Sequence[Answer]]) -> Result:
    wanted = found = right = given = located = valued = united = 0
    for text, items in gold.items():
        mine = answers.get(text, ())
        given += len(mine)
        right += sum(any(_is_there(g, a) and _is_equal(g, a) for g in items) for a in mine)
        for g in items:
            here = [a for a in mine if _is_there(g, a)]
            equal = [a for a in here if _is_equal(g, a)]
            wanted += 1
            found += bool(equal)
            located += bool(here)
            valued += bool(equal)
            united += any(a.unit == g.unit for a in equal or here)
    return {
        "precision": _share(right, given),
        "recall": _share(found, wanted),
        "value accuracy": _share(valued, located),
        "unit accuracy": _share(united, located),
        "gold": wanted,
        "found": given,
    }


def _is_there(gold: Gold, answer: Answer) -> bool:
    return answer.kind == gold.kind and not gold.triggers.isdisjoint(answer.words)


def _is_equal(gold: Gold, answer: Answer) -> bool:
    return answer.low == gold.low and answer.high == gold.high


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
