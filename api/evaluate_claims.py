"""Measure events and claims on annotated sentences: `sitrep evaluate claims`.

Each sentence is a document of its own (`api.paired`, which also tells which events are left out). An event is found
where the triggers overlap; its type is the PLOVER type that the ontology puts the annotated class beneath, on both
sides, and not what a claim settles it to. Of found events, the innermost claim is compared with the annotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from spacy.language import Language

from api.annotations import Noted
from api.bootstrap import scores, share_by
from api.paired import Pair, Reading, overlap, pair_events, read_both, same_class, same_type
from ontology.event_types import EventClass, load_event_types
from ontology.records import Claim, Event

Result = Mapping[str, object]
STANDING = ("certainty", "polarity", "temporality")
BINS = 10
_AGREED = "agreed"


def evaluate_claims(nlp: Language, path: Path, corpora: Path) -> Result:
    """Return how well triggers, types and classes are found, and sources and factuality of the events found."""
    classes = load_event_types().classes
    return score_claims(read_both(nlp, path, corpora, classes), classes)


def score_claims(readings: Sequence[Reading], classes: Mapping[str, EventClass]) -> Result:
    """Return all figures for sentences that are read; intervals are over sentences."""
    pairs = [pair_events(r.gold, r.found, classes) for r in readings]
    found = [pair for sentence in pairs for pair in sentence]
    return {
        "sentences": len(readings),
        "events": sum(len(r.gold) for r in readings),
        "trigger": _scores(readings, classes, lambda _, __: True),
        "trigger and type": _scores(readings, classes, lambda noted, event: same_type(noted, event, classes)),
        "trigger and class": _scores(readings, classes, same_class),
        "events found": len(found),
        **share_by(
            "type, of events found",
            [(sum(same_type(n, e, classes) for n, e in sentence), len(sentence)) for sentence in pairs],
        ),
        **share_by(
            "class, of events found",
            [(sum(same_class(n, e) for n, e in sentence), len(sentence)) for sentence in pairs],
        ),
        "source": _sources(list(zip(readings, pairs, strict=True))),
        **{name: _standing(name, pairs) for name in STANDING},
        "confidence": _calibration(readings, classes),
        "by type": _by_type(readings, classes),
    }


def _scores(
    readings: Iterable[Reading], classes: Mapping[str, EventClass], fits: Callable[[Noted, Event], bool]
) -> Result:
    return scores([(len(pair_events(r.gold, r.found, classes, fits)), len(r.found), len(r.gold)) for r in readings])


def _calibration(readings: Iterable[Reading], classes: Mapping[str, EventClass]) -> Result:
    """Compare the confidence of events found with how many of them are annotated with their type.

    `expected calibration error` is the mean distance of the two over ten bins of confidence, weighted by events
    (Guo et al. 2017, section 2).
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for reading in readings:
        pairs = pair_events(reading.gold, reading.found, classes, lambda noted, e: same_type(noted, e, classes))
        right = {event.iri for _, event in pairs}
        for event in reading.found:
            sure = max((claim.confidence for claim in event.claims), default=0.0)
            bins[min(int(sure * BINS), BINS - 1)].append((sure, event.iri in right))
    total = sum(map(len, bins))
    rows = []
    for number, events in enumerate(bins):
        if events:
            rows.append({
                "from": number / BINS, "events": len(events),
                "confidence": round(sum(sure for sure, _ in events) / len(events), 3),
                "right": round(sum(right for _, right in events) / len(events), 3),
            })  # fmt: skip
    error = sum(float(r["events"]) * abs(float(r["confidence"]) - float(r["right"])) for r in rows)
    return {"events": total, "expected calibration error": round(error / max(total, 1), 3), "bins": rows}


def _by_type(readings: Sequence[Reading], classes: Mapping[str, EventClass]) -> Result:
    """Return the scores of trigger and type for each type that is annotated or found."""
    types = {classes[e.class_name].parent for r in readings for e in r.gold}
    types |= {classes[e.class_].parent for r in readings for e in r.found}
    items: dict[str, list[tuple[int, int, int]]] = {name: [] for name in sorted(types)}
    for reading in readings:
        for name, rows in items.items():
            gold = [e for e in reading.gold if classes[e.class_name].parent == name]
            found = [e for e in reading.found if classes[e.class_].parent == name]
            rows.append((len(pair_events(gold, found, classes)), len(found), len(gold)))
    return {name: scores(rows) for name, rows in items.items()}


def _sources(sentences: Sequence[tuple[Reading, Sequence[Pair]]]) -> Result:
    """Score the innermost source; where neither side names one, both say that it is the publisher."""
    items = []
    agreed = []
    for reading, pairs in sentences:
        verdicts = [source_verdict(reading, noted, event) for noted, event in pairs]
        named = [noted.sources for noted, _ in pairs].count(())
        right = verdicts.count("right")
        items.append((right, right + verdicts.count("wrong") + verdicts.count("added"), len(pairs) - named))
        agreed.append((right + verdicts.count(_AGREED), len(pairs)))
    whole = scores(items)
    return {"events": sum(n for _, n in agreed), **whole, **share_by("accuracy", agreed)}


def source_verdict(reading: Reading, noted: Noted, event: Event) -> str:
    """Tell whether an event's innermost source is right, wrong, missed, added, or agreed to be the publisher.

    It is right where a mention of the entity covers a head word of the annotated source.
    """
    source = event.claims[0].source if event.claims else None
    if not noted.sources:
        return _AGREED if source is None else "added"
    if source is None:
        return "missed"
    words = reading.heads.get(noted.sources[0], noted.sources[:1])
    mentions = [span for entity in reading.entities if entity.iri == source for span in entity.mentions]
    return "right" if any(overlap(word, span) for word in words for span in mentions) else "wrong"


def _standing(name: str, sentences: Sequence[Sequence[Pair]]) -> Result:
    """Score one of certainty, polarity and temporality, beside the floor of always giving the most frequent value."""
    values = [[(_of(noted, name), _claimed(event, name)) for noted, event in pairs] for pairs in sentences]
    flat = [value for sentence in values for value in sentence]
    gold = Counter(value for value, _ in flat)
    right = Counter(value for value, told in flat if value == told)
    told = Counter(value for _, value in flat if value is not None)
    return {
        **share_by("accuracy", [(sum(a == b for a, b in sentence), len(sentence)) for sentence in values]),
        "events": len(flat),
        "floor: most frequent value": round(max(gold.values(), default=0) / max(len(flat), 1), 4),
        "by value": {
            value: {"gold": gold[value], "found": told[value], "right": right[value]}
            for value in sorted({*gold, *told})
        },
    }


def _of(standing: Noted | Claim, name: str) -> str:
    return str(getattr(standing, name))


def _claimed(event: Event, name: str) -> str | None:
    return _of(event.claims[0], name) if event.claims else None
