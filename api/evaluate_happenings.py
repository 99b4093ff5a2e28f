"""Measure which reports are taken for one happening on hand-labelled pairs: `sitrep evaluate happenings`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from api.bootstrap import INTERVAL, interval
from graph.happening_kinds import day
from graph.happenings import Happenings
from graph.store import Store
from ingest import annotate
from ingest.read import read_documents
from ontology.errors import DocumentError, InputError
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated, Document, Event

Result = Mapping[str, object]
End = tuple[str, int, int]  # document, begin and end of the word


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that tell of a happening, and whether it is the same."""

    one: End
    other: End
    same: bool


def evaluate_happenings(nlp: Language, pairs_file: Path, examples: Path) -> Result:
    """Return precision and recall of "same" on the pairs, all documents being in one store.

    A pair of which a word evoked no event counts as judged different; `found` gives the figures without these. The
    floor takes two events of one PLOVER type and one day for one: the day of the event, else of the publication.
    """
    found = (d for d in read_documents([examples], published=None, source=None, base=DEFAULT_BASE))
    documents = {Path(d.id).stem: d for d in found if isinstance(d, Document)}
    pairs = list(read_pairs(pairs_file))
    if unknown := {end[0] for pair in pairs for end in (pair.one, pair.other)} - documents.keys():
        raise InputError(f"{pairs_file}: {', '.join(sorted(unknown))} not in {examples}; give the folder that has them")
    records: dict[str, Annotated] = {}
    for name, record in zip(documents, annotate(documents.values(), nlp, base=DEFAULT_BASE), strict=True):
        if not isinstance(record, DocumentError):
            records[name] = record
    return score_pairs(pairs, records)


def score_pairs(pairs: Iterable[Pair], records: Mapping[str, Annotated]) -> Result:
    """Return the figures for pairs of words of some records, by document."""
    store = Store.in_memory()
    for record in records.values():
        store.replace(record)
    happenings = Happenings(store)
    rows = []
    for pair in pairs:
        ends = [(records.get(end[0]), end) for end in (pair.one, pair.other)]
        events = [None if record is None else event_at(record.events, end[1], end[2]) for record, end in ends]
        one, other = events
        known = one is not None and other is not None
        found = floor = False
        if one is not None and other is not None:
            groups = [happenings.of(event.iri) for event in (one, other)]
            found = groups[0] is not None and groups[0] == groups[1]
            days = [_day(event, record) for event, (record, _) in zip((one, other), ends, strict=True)]
            floor = one.type == other.type and days[0] is not None and days[0] == days[1]
        rows.append((pair, found, floor, known))
    return {
        "all": rates((p.same, f) for p, f, _, _ in rows),
        "found": rates((p.same, f) for p, f, _, known in rows if known),
        "across documents": rates((p.same, f) for p, f, _, _ in rows if p.one[0] != p.other[0]),
        "across documents, found": rates((p.same, f) for p, f, _, known in rows if known and p.one[0] != p.other[0]),
        "floor: same type and day": rates((p.same, f) for p, _, f, _ in rows),
        "floor: same type and day, found": rates((p.same, f) for p, _, f, known in rows if known),
    }


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file in the form that its own comments describe; raises InputError."""
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        row = line.split("\t")
        try:
            one, other = ((row[i], int(row[i + 1]), int(row[i + 2])) for i in (0, 4))
            yield Pair(one, other, {"same": True, "different": False}[row[8]])
        except (IndexError, KeyError, ValueError) as error:
            raise InputError(f"{path}, line {number}: not a pair ({error}); see the comments at its head") from error


def event_at(events: Iterable[Event], begin: int, end: int) -> Event | None:
    """Return the event whose trigger overlaps a word; of several the one whose trigger begins first."""
    found = [event for event in events if event.trigger.begin < end and begin < event.trigger.end]
    return min(found, key=lambda event: (event.trigger, event.iri), default=None)


def _day(event: Event, record: Annotated | None) -> str | None:
    start = None if event.time is None else event.time.start
    when = day(start or (None if record is None else record.document.published))
    return None if when is None else when.isoformat()


def rates(rows: Iterable[tuple[bool, bool]]) -> Result:
    """Return precision and recall of pairs of gold and found, with their intervals."""
    rows = list(rows)
    hits = sum(gold and found for gold, found in rows)
    said, true = sum(found for _, found in rows), sum(gold for gold, _ in rows)
    return {
        "pairs": len(rows),
        "same": true,
        "precision": None if not said else round(hits / said, 3),
        "precision" + INTERVAL: interval([(gold and found, found) for gold, found in rows]),
        "recall": None if not true else round(hits / true, 3),
        "recall" + INTERVAL: interval([(gold and found, gold) for gold, found in rows]),
    }
