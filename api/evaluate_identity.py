"""Measure identity across documents on hand-labelled pairs of mentions: `sitrep evaluate identity`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from api.bootstrap import INTERVAL, interval
from graph.merged import Resolution
from graph.store import Store
from ingest import annotate
from ingest.read import read_documents, read_text
from ontology.errors import DocumentError, InputError
from ontology.iris import DEFAULT_BASE, normalise
from ontology.records import Annotated, Document, Entity

Result = Mapping[str, object]
Place = tuple[str, str]  # corpus and document


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions, each as document and offsets into its text, and whether they name one entity."""

    one: tuple[Place, int, int]
    other: tuple[Place, int, int]
    same: bool


def evaluate_identity(nlp: Language, pairs_file: Path, examples: Path, re3d: Path | None) -> Result:
    """Return precision and recall of "same" on the pairs, all documents being in one store.

    A pair of which a mention was not found counts as judged different; `found` gives the figures without these.
    The floor takes two mentions of the same wording for one. Pairs of a corpus that is not given are left out.
    Intervals are over pairs.
    """
    documents = {("examples", Path(d.id).stem): d for d in _examples(examples)}
    if re3d is not None:
        documents |= {("re3d", name): d for name, d in _re3d(re3d)}
    pairs = [p for p in read_pairs(pairs_file) if p.one[0] in documents and p.other[0] in documents]
    if not pairs:
        raise InputError(f"{pairs_file}: none of its documents are in {examples} or {re3d}; give the right folders")
    store = Store.in_memory()
    records: dict[Place, Annotated] = {}
    for place, found in zip(documents, annotate(documents.values(), nlp, base=DEFAULT_BASE), strict=True):
        if not isinstance(found, DocumentError):
            records[place] = found
            store.replace(found)
    resolution = store.resolution()
    judged = [(pair, _judge(pair, records, resolution), _floor(pair, documents)) for pair in pairs]
    known = [(pair, verdict, floor) for pair, verdict, floor in judged if verdict is not None]
    return {
        "all": _rates([(p.same, bool(v)) for p, v, _ in judged]),
        "found": _rates([(p.same, v) for p, v, _ in known]),
        "floor: same wording": _rates([(p.same, f) for p, _, f in judged]),
        **{corpus: _rates([(p.same, bool(v)) for p, v, _ in judged if corpus in {p.one[0][0], p.other[0][0]}])
           for corpus in ("examples", "re3d")},
    }  # fmt: skip


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file in the form that its own comments describe; raises InputError."""
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        row = line.split("\t")
        try:
            one = ((row[0], row[1]), int(row[2]), int(row[3]))
            other = ((row[5], row[6]), int(row[7]), int(row[8]))
            yield Pair(one, other, {"same": True, "different": False}[row[10]])
        except (IndexError, KeyError, ValueError) as error:
            raise InputError(f"{path}, line {number}: not a pair ({error}); see the comments at its head") from error


def _examples(folder: Path) -> Iterator[Document]:
    for found in read_documents([folder], published=None, source=None, base=DEFAULT_BASE):
        if isinstance(found, Document):
            yield found


def _re3d(folder: Path) -> Iterator[tuple[str, Document]]:
    for path in sorted(folder.rglob("documents.json")):
        for line in path.read_text(encoding="utf8").splitlines():
            if line.strip():
                row = json.loads(line)
                name = f"{path.parent.relative_to(folder)}/{row['_id']}"
                yield name, read_text(row["text"], id=name, base=DEFAULT_BASE)


def _judge(pair: Pair, records: Mapping[Place, Annotated], resolution: Resolution) -> bool | None:
    ends = []
    for place, begin, end in (pair.one, pair.other):
        record = records.get(place)
        entity = None if record is None else entity_at(record.entities, begin, end)
        if record is None or entity is None:
            return None
        ends.append(resolution.of(entity.iri, record.document.iri))
    return ends[0] == ends[1]


def entity_at(entities: Iterable[Entity], begin: int, end: int) -> Entity | None:
    """Return the entity of which a mention fits a span best: most characters in common, fewest beyond.

    A mention of less than half the span ("US" of "US military") is none of it.
    """
    best: tuple[int, int, Entity] | None = None
    for entity in entities:
        for span in entity.mentions:
            common = min(end, span.end) - max(begin, span.begin)
            if 2 * common >= end - begin and (best is None or (common, span.begin - span.end) > best[:2]):
                best = (common, span.begin - span.end, entity)
    return None if best is None else best[2]


def _floor(pair: Pair, documents: Mapping[Place, Document]) -> bool:
    words = [normalise(documents[place].text[begin:end]) for place, begin, end in (pair.one, pair.other)]
    return words[0] == words[1]


def _rates(rows: list[tuple[bool, bool]]) -> Result:
    hits = sum(gold and found for gold, found in rows)
    said, true = sum(found for _, found in rows), sum(gold for gold, _ in rows)
    return {
        "pairs": len(rows),
        "precision": None if not said else round(hits / said, 3),
        "precision" + INTERVAL: interval([(gold and found, found) for gold, found in rows]),
        "recall": None if not true else round(hits / true, 3),
        "recall" + INTERVAL: interval([(gold and found, gold) for gold, found in rows]),
    }
