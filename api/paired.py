"""Annotated sentences beside what is read in them: each a document of its own, events paired by their triggers.

Reports that deny ("Iran denied the report") are annotated as events of the class Denial, which in the ontology is the
refusal of a request. Annotated events of this class whose trigger is a form of "deny" are left out, and so are events
found at these triggers and found ones of this class with such a trigger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from api.annotations import Noted, Sentence, read_annotations
from ingest.factories import load_knowledge
from ingest.read import read_text
from ingest.records import to_record
from ontology.errors import InputError
from ontology.event_types import EventClass
from ontology.iris import DEFAULT_BASE
from ontology.records import Entity, Event, Span

_DENYING = re.compile(r"den(y|ied|ies|ial)", re.IGNORECASE)
_BESIDE = frozenset({"flat", "appos"})  # dependents that name the same as their head ("President Vladimir Putin")
Pair = tuple[Noted, Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence's events as annotated and as found; `heads` are the head words of the annotated sources."""

    id: str
    gold: tuple[Noted, ...]
    found: tuple[Event, ...]
    entities: tuple[Entity, ...]
    heads: Mapping[Span, tuple[Span, ...]]


def read_both(nlp: Language, path: Path, corpora: Path, classes: Mapping[str, EventClass]) -> list[Reading]:
    """Read annotated sentences and let the pipeline read them; `corpora` has gmb-voa.csv somewhere below it.

    Raises InputError without sentences, and naming the sentence annotated with a class that the ontology has not.
    """
    sentences = read_sentences(path, corpora)
    for sentence in sentences:
        if unknown := {e.class_name for e in sentence.events} - classes.keys():
            raise InputError(f"{path}, sentence {sentence.id}: {min(unknown)} is no class of the ontology; rename it")
    known = load_knowledge()
    docs = {doc._.document.id: doc for doc in nlp.pipe(_make_docs(nlp, sentences))}
    readings = []
    for sentence in sentences:
        doc = docs.get(sentence.id)
        record = None if doc is None else to_record(doc, doc._.document, known, DEFAULT_BASE)
        readings.append(
            without_denials(
                sentence.text,
                Reading(
                    id=sentence.id, gold=sentence.events, found=() if record is None else record.events,
                    entities=() if record is None else record.entities,
                    heads={} if doc is None else {s: _heads(doc, s) for e in sentence.events for s in e.sources},
                ),
            )
        )  # fmt: skip
    return readings


def read_sentences(path: Path, corpora: Path) -> list[Sentence]:
    """Return the annotated sentences of a file; raises InputError where there are none or their texts are missing."""
    gmb = next(iter(sorted(corpora.rglob("gmb-voa.csv"))), None)
    sentences = read_annotations(path, gmb)
    if not sentences:
        raise InputError(f"{path}: no sentences, or no gmb-voa.csv below {corpora}; give the corpora's folder")
    return sentences


def _make_docs(nlp: Language, sentences: Iterable[Sentence]) -> Iterable[Doc]:
    for sentence in sentences:
        doc = nlp.make_doc(sentence.text)
        doc._.document = read_text(sentence.text, id=sentence.id, published=None, base=DEFAULT_BASE)
        yield doc


def _heads(doc: Doc, span: Span) -> tuple[Span, ...]:
    """Return the words of a span that name what it is about: its head and what is flat or apposed to it."""
    words = doc.char_span(span.begin, span.end, alignment_mode="expand")
    if words is None:
        return (span,)
    head = words.root
    named = [head, *(t for t in words if t.head == head and t.dep_.partition(":")[0] in _BESIDE)]
    return tuple(Span(t.idx, t.idx + len(t)) for t in sorted(named, key=lambda t: t.i))


def without_denials(text: str, reading: Reading) -> Reading:
    """Return a reading without the events that are reports which deny."""
    left_out = [e.trigger for e in reading.gold if _denies(text, e.class_name, e.trigger)]
    return Reading(
        id=reading.id,
        gold=tuple(e for e in reading.gold if e.trigger not in left_out),
        found=tuple(
            e
            for e in reading.found
            if not _denies(text, e.class_, e.trigger) and not any(overlap(e.trigger, t) for t in left_out)
        ),
        entities=reading.entities,
        heads=reading.heads,
    )


def _denies(text: str, class_name: str, trigger: Span) -> bool:
    return class_name == "Denial" and _DENYING.match(text[trigger.begin : trigger.end]) is not None


def overlap(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.begin, other.begin))


def pair_events(
    gold: Sequence[Noted],
    found: Sequence[Event],
    classes: Mapping[str, EventClass],
    fits: Callable[[Noted, Event], bool] = lambda _, __: True,
) -> list[Pair]:
    """Return pairs of events whose triggers overlap and that fit, each event in one pair at most.

    Where there is a choice, the same class goes first, then the same PLOVER type of the classes, then the longest
    overlap.
    """
    candidates = []
    for i, noted in enumerate(gold):
        for j, event in enumerate(found):
            if (shared := overlap(noted.trigger, event.trigger)) and fits(noted, event):
                other = not same_class(noted, event), not same_type(noted, event, classes)
                candidates.append((*other, -shared, i, j))
    return [(gold[i], found[j]) for i, j in one_to_one(sorted(candidates))]


def one_to_one(candidates: Iterable[tuple[float, ...]]) -> list[tuple[int, int]]:
    """Return pairs of the last two numbers of candidates, best first, each number in one pair at most; sorted."""
    lefts: set[int] = set()
    rights: set[int] = set()
    pairs = []
    for *_, i, j in candidates:
        if i not in lefts and j not in rights:
            lefts.add(int(i))
            rights.add(int(j))
            pairs.append((int(i), int(j)))
    return sorted(pairs)


def same_class(noted: Noted, event: Event) -> bool:
    """Tell whether two events are of one domain class."""
    return noted.class_name == event.class_


def same_type(noted: Noted, event: Event, classes: Mapping[str, EventClass]) -> bool:
    """Tell whether the classes of two events lie beneath one PLOVER type."""
    return classes[noted.class_name].parent == classes[event.class_].parent
