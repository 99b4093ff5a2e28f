"""Events beyond the coded one: `python -m benchmarks.beyond GOLD.json [--out FILE] [--judged FILE]`; prints JSON.

A PLOVER gold standard record codes one event of its sentence, though many sentences tell of more. What else is found in
100 of the sentences (drawn with a fixed seed) goes to a file, one event a line, for somebody to judge: `right` where a
reader of the sentence would say that it reports such an event, else `wrong`. Of the events of the coded type, the one
whose trigger is among the coded words is the coded one, else the first.

The file is stand-off: it has the record's id and the offsets of the trigger, but no sentence. A judgment holds for the
event with this trigger and class, whoever is found to take part in it; the file has those of `--judged` already.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from api.bootstrap import share_by
from api.evaluate_events import RENAMED
from ingest import annotate, load_pipeline
from ingest.read import read_text
from ontology.errors import InputError
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated, Event

JUDGED = Path(__file__).parent / "data" / "beyond-judged.tsv"
SENTENCES = 100
SEED = 1
COLUMNS = ("id", "begin", "end", "trigger", "type", "class", "participants", "judgment")
JUDGMENTS = frozenset({"right", "wrong"})
HEAD = """\
# Events found beyond the coded one in sentences of PLOVER gold standard records, judged by hand: does the sentence
# report such an event? benchmarks/beyond.py tells which sentences, and which event is the coded one. Stand-off: id is
# the record's, begin and end are the trigger's offsets in its text, in code points, end exclusive.
# judgment: right, wrong, or empty where nobody has judged.
"""
Key = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """An event beyond the coded one; `participants` is how a person reads who takes part."""

    id: str
    begin: int
    end: int
    trigger: str
    type: str
    class_name: str
    participants: str

    @property
    def key(self) -> Key:
        """Return what a judgment is about."""
        return self.id, self.begin, self.end, self.class_name


def sample(path: Path) -> list[Mapping[str, Any]]:
    """Return the records that are judged, in order of their ids; raises InputError."""
    try:
        records = [r for r in json.loads(path.read_text(encoding="utf8")) if r.get("event") and r.get("text")]
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no gold records ({error}); give a JSON array of PLOVER records") from error
    records.sort(key=lambda r: str(r["id"]))
    chosen = random.Random(SEED).sample(range(len(records)), min(SENTENCES, len(records)))
    return [records[i] for i in sorted(chosen)]


def find_beyond(nlp: Language, records: Sequence[Mapping[str, Any]]) -> list[Beyond]:
    """Return what is found in records beyond the coded events."""
    documents = [read_text(r["text"], id=r["id"], published=r.get("date") or None, base=DEFAULT_BASE) for r in records]
    found = []
    for record, result in zip(records, annotate(documents, nlp, base=DEFAULT_BASE), strict=True):
        if isinstance(result, Annotated):
            coded = coded_event(record, result)
            found += [_to_beyond(result, event) for event in result.events if event is not coded]
    return found


def coded_event(record: Mapping[str, Any], found: Annotated) -> Event | None:
    """Return which of the events found is the one that a record codes."""
    type_ = RENAMED.get(record["event"], record["event"])
    words = set(str(record.get("eventText") or "").lower().split())
    same = [e for e in found.events if e.type == type_]
    return min(same, key=lambda e: words.isdisjoint(_text(found, e).lower().split()), default=None)


def _text(found: Annotated, event: Event) -> str:
    return " ".join(found.document.text[event.trigger.begin : event.trigger.end].split())


def _to_beyond(found: Annotated, event: Event) -> Beyond:
    labels = {e.iri: " ".join(e.label.split()) for e in found.entities}
    return Beyond(
        id=found.document.id, begin=event.trigger.begin, end=event.trigger.end, trigger=_text(found, event),
        type=event.type, class_name=event.class_,
        participants="; ".join(f"{p.role}={labels.get(p.entity, '')}" for p in event.participants),
    )  # fmt: skip


def write_beyond(path: Path, events: Sequence[Beyond], judgments: Mapping[Key, str]) -> None:
    """Write events with the judgments that there are."""
    lines = [
        (e.id, e.begin, e.end, e.trigger, e.type, e.class_name, e.participants, judgments.get(e.key, ""))
        for e in events
    ]
    body = "".join("\t".join(map(str, line)) + "\n" for line in (COLUMNS, *lines))
    path.write_text(HEAD + body, encoding="utf8")


def read_judgments(path: Path) -> dict[Key, str]:
    """Return the judgments of a file; raises InputError naming the line that is malformed."""
    found: dict[Key, str] = {}
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a file of judgments") from error
    for number, line in enumerate(lines, 1):
        row = line.split("\t")
        if not line or line.startswith("#") or tuple(row) == COLUMNS:
            continue
        if len(row) != len(COLUMNS) or not (row[1] + row[2]).isdigit() or row[-1] not in {*JUDGMENTS, ""}:
            raise InputError(f"{path}:{number}: not a judgment: {line!r}; see the comment at the top of the file")
        if row[-1]:
            found[row[0], int(row[1]), int(row[2]), row[5]] = row[-1]
    return found


def score(ids: Sequence[str], events: Sequence[Beyond], judgments: Mapping[Key, str]) -> Mapping[str, object]:
    """Return how many events beyond the coded one a sentence has, and how many of them are wrong.

    What nobody has judged counts as right in `wrong per sentence` and as wrong in the figure after it.
    """
    told = [(e.id, judgments.get(e.key)) for e in events]

    def per_sentence(*counted: str | None) -> list[tuple[int, int]]:
        return [(sum(id_ == one and verdict in counted for one, verdict in told), 1) for id_ in ids]

    verdicts = [verdict for _, verdict in told]
    return {
        "sentences": len(ids),
        "events": len(events),
        "right": verdicts.count("right"),
        "wrong": verdicts.count("wrong"),
        "not judged": verdicts.count(None),
        **share_by("events per sentence", per_sentence("right", "wrong", None)),
        **share_by("wrong per sentence", per_sentence("wrong")),
        **share_by("wrong or not judged, per sentence", per_sentence("wrong", None)),
    }


def measure(nlp: Language, gold: Path, judged: Path, out: Path | None = None) -> Mapping[str, object]:
    """Return the figures, and write the events to be judged where `out` says so."""
    records = sample(gold)
    events = find_beyond(nlp, records)
    judgments = read_judgments(judged) if judged.exists() else {}
    if out is not None:
        write_beyond(out, events, judgments)
    return score([str(r["id"]) for r in records], events, judgments)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="PLOVER gold standard records (JSON array)")
    parser.add_argument("--out", type=Path, help="file to write the events to")
    parser.add_argument(
        "--judged", type=Path, default=JUDGED, help="file of judgments; default: that of the repository"
    )
    a = parser.parse_args()
    print(json.dumps(measure(load_pipeline(), a.gold, a.judged, a.out), indent=2))


if __name__ == "__main__":
    main()
