"""Read dstl re3d, gold for entities and relations: per folder documents, entities and relations as JSON Lines.

Offsets are code points of the document's text, end exclusive. Confidence is what re3d makes of its annotators: below
one half they rejected an annotation or disagreed about it. Documents fall in two halves by the last hexadecimal digit
of their id: rules were tuned on the even half, the odd half is kept aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.bootstrap import INTERVAL, Sums, interval
from ontology.errors import InputError

SURE = 0.5  # confidence from which an annotation counts
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """A stretch of text that gold gives a type."""

    span: Span
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRelation:
    """Two stretches of text, source and target, that gold relates."""

    source: Span
    target: Span
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document and what annotators agreed on in it."""

    id: str
    text: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]

    @property
    def half(self) -> str:
        """Return "even" or "odd", by the last digit of the id."""
        return "odd" if int(self.id[-1], 16) % 2 else "even"


@dataclass(frozen=True, slots=True)
class Tally:
    """Gold annotations and those of them found; what was found and how much of that is right."""

    gold: int = 0
    hit: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.gold + other.gold, self.hit + other.hit, self.found + other.found, self.right + other.right)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 where nothing is right."""
        precision, recall = self.right / max(self.found, 1), self.hit / max(self.gold, 1)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def rates(self) -> dict[str, object]:
        """Return counts, precision, recall and F1."""
        return {
            "gold": self.gold, "found": self.found,
            "precision": round(self.right / max(self.found, 1), 4), "recall": round(self.hit / max(self.gold, 1), 4),
            "f1": round(self.f1, 4),
        }  # fmt: skip


def overlap(one: Span, other: Span) -> int:
    """Return how many characters two stretches share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def read_re3d(folder: Path) -> list[GoldDocument]:
    """Read all documents below a folder, in order of their files.

    Raises InputError where there are none, or where a file is missing or malformed.
    """
    documents = [d for path in sorted(folder.rglob("documents.json")) for d in _read_part(path.parent)]
    if not documents:
        raise InputError(f"{folder}: no documents.json below it; give the folder of re3d")
    return documents


def _read_part(folder: Path) -> Iterable[GoldDocument]:
    try:
        entities, relations = _group(folder / "entities.json"), _group(folder / "relations.json")
        for line in _lines(folder / "documents.json"):
            yield GoldDocument(
                id=line["_id"],
                text=line["text"],
                entities=tuple(
                    GoldEntity(span=(e["begin"], e["end"]), type=e["type"]) for e in entities.get(line["_id"], ())
                ),
                relations=tuple(
                    GoldRelation(
                        source=(r["sourceBegin"], r["sourceEnd"]), target=(r["targetBegin"], r["targetEnd"]),
                        type=r["type"],
                    )
                    for r in relations.get(line["_id"], ())
                ),
            )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder}: not a part of re3d ({error}); restore its three JSON files") from error


def _group(path: Path) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the annotations of each document that annotators agreed on."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for line in _lines(path):
        if line["confidence"] >= SURE:
            found.setdefault(line["documentId"], []).append(line)
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def scores(tallies: Sequence[Tally]) -> dict[str, object]:
    """Return the rates of documents together, with the interval of F1 over documents."""
    rows = [(t.gold, t.hit, t.found, t.right) for t in tallies]
    return {**sum(tallies, Tally()).rates(), "f1" + INTERVAL: interval(rows, _f1)}


def _f1(sums: Sums) -> NDArray[np.float64]:
    gold, hit, found, right = sums.T
    empty = np.zeros(len(sums))
    precision = np.divide(right, found, out=empty.copy(), where=found > 0)
    recall = np.divide(hit, gold, out=empty.copy(), where=gold > 0)
    both = precision + recall
    figures: NDArray[np.float64] = np.divide(2 * precision * recall, both, out=empty, where=both > 0)
    return figures
