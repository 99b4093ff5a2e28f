"""Measure roles on annotated sentences: `sitrep evaluate roles`.

Roles are compared on events whose triggers overlap (`api.paired`). One is right where its span overlaps that of an
annotated one of the same name, each in one pair at most. Where all participants are of equal standing (reciprocal
classes, as annotated: meetings, clashes), recipients count as actors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from spacy.language import Language

from api.bootstrap import scores
from api.paired import Pair, Reading, one_to_one, overlap, pair_events, read_both, same_type
from ontology.event_types import SLOTS, EventClass, load_event_types
from ontology.records import Span

Result = Mapping[str, object]
Filled = tuple[str, Span]
Count = tuple[int, int, int]  # right, found, gold


def evaluate_roles(nlp: Language, path: Path, corpora: Path) -> Result:
    """Return how well the roles of events are filled."""
    classes = load_event_types().classes
    return score_roles(read_both(nlp, path, corpora, classes), classes)


def score_roles(readings: Sequence[Reading], classes: Mapping[str, EventClass]) -> Result:
    """Return all figures for sentences that are read; intervals are over sentences.

    `end to end` counts the roles of events that are missed, and of those that are not annotated.
    """
    sentences = [[roles_of(pair, classes) for pair in pair_events(r.gold, r.found, classes)] for r in readings]
    fitting = [
        [roles_of(p, classes) for p in pair_events(r.gold, r.found, classes) if same_type(*p, classes)]
        for r in readings
    ]
    return {
        "sentences": len(readings),
        "events found": sum(map(len, sentences)),
        "roles, of events found": scores([_count(s) for s in sentences]),
        "roles, of events found with their type": scores([_count(s) for s in fitting]),
        "roles end to end": scores([_end_to_end(r, s) for r, s in zip(readings, sentences, strict=True)]),
        "by role": {
            role: scores([_count(s, role) for s in sentences])
            for role in SLOTS
            if any(name == role for s in sentences for sides in s for side in sides for name, _ in side)
        },
    }


def roles_of(pair: Pair, classes: Mapping[str, EventClass]) -> tuple[list[Filled], list[Filled]]:
    """Return the roles of an event as annotated and as found, those of equal standing under one name."""
    noted, event = pair
    equal = classes[noted.class_name].reciprocal

    def name(role: str) -> str:
        return "actor" if equal and role == "recipient" else role

    found = dict.fromkeys((name(p.role), p.span) for p in event.participants)
    return [(name(role), span) for role, span in noted.roles], list(found)


def _count(events: Sequence[tuple[list[Filled], list[Filled]]], role: str | None = None) -> Count:
    right = found = gold = 0
    for noted, filled in events:
        wanted, had = ([r for r in side if role in (None, r[0])] for side in (noted, filled))
        right += len(match_roles(wanted, had))
        found += len(had)
        gold += len(wanted)
    return right, found, gold


def _end_to_end(reading: Reading, events: Sequence[tuple[list[Filled], list[Filled]]]) -> Count:
    right, _, _ = _count(events)
    found = sum(len({(p.role, p.span) for p in e.participants}) for e in reading.found)
    return right, found, sum(len(e.roles) for e in reading.gold)


def match_roles(gold: Sequence[Filled], found: Sequence[Filled]) -> list[tuple[int, int]]:
    """Return pairs of roles of one name whose spans overlap, the longest overlaps first."""
    candidates = [
        (-shared, i, j)
        for i, (role, span) in enumerate(gold)
        for j, (name, other) in enumerate(found)
        if role == name and (shared := overlap(span, other))
    ]
    return one_to_one(sorted(candidates))
