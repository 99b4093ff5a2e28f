"""Read the training corpora into one kind of sentence, with None where a corpus does not annotate a layer.

Corpora lie under one folder (docs/training.md has the layout). Here: trees, predicates and rolesets; names
are in `training/names.py`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.reader.labels import bio_spans

MODIFIERS = ("TMP", "LOC", "NEG", "MOD", "ADV", "MNR", "PRP", "DIR", "CAU", "EXT", "PRD", "GOL", "COM", "DIS", "ADJ")
ROLES = frozenset(
    ["ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "C-ARG1", "R-ARG0", "R-ARG1", *(f"ARGM-{x}" for x in MODIFIERS)]
)


@dataclass(slots=True)
class Predicate:
    """A predicate and its arguments, by head word (EWT) or by span (frame examples, heads found in training)."""

    index: int
    roleset: str
    heads: dict[int, str] | None = None
    spans: list[tuple[str, int, int]] | None = None


@dataclass(slots=True)
class Sentence:
    """Words and the layers that a corpus annotates; `names` holds for each word the set of admissible tags."""

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    lemmas: list[str] | None = None
    names: list[frozenset[str]] | None = None
    predicates: list[Predicate] | None = None
    partial: bool = False  # only one of the predicates is annotated
    document: str = ""
    id: str = ""
    entities: list[str] = field(default_factory=list)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; multiword and empty tokens are passed over."""
    document = identifier = ""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.startswith("# newdoc"):
            document = line.split("=")[-1].strip()
        elif line.startswith("# sent_id"):
            identifier = line.split("=")[-1].strip()
        elif line and line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            yield Sentence(
                words=[r[1] for r in rows],
                lemmas=[r[2] for r in rows],
                upos=[r[3] for r in rows],
                xpos=[r[4] for r in rows],
                heads=[int(r[6]) for r in rows],
                deps=[r[7] for r in rows],
                document=document,
                id=identifier,
                entities=[r[9] for r in rows],
            )
            rows = []


def read_ewt(folder: Path, split: str) -> list[Sentence]:
    """Return EWT with its PropBank layer ."""
    sentences = list(read_conllu(folder / f"{split}.conllu"))
    by_words = {tuple(s.words): s for s in sentences}
    for line in (folder / f"srl-{split}.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if (tree := by_words.get(tuple(row["words"]))) is None:
            continue
        tree.predicates = [
            Predicate(p["index"], p["roleset"], heads=_argument_heads(p["tags"], tree.heads or []))
            for p in row["predicates"]
        ]
    return sentences


def _argument_heads(tags: list[str], heads: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for begin, end, role in bio_spans(tags):
        tops = [i for i in range(begin, end) if not begin <= heads[i] - 1 < end]
        if role in ROLES and tops:
            found.setdefault(tops[0], role)
    return found


def read_frames(path: Path) -> list[Sentence]:
    """Return the frame examples: one predicate a sentence, arguments by span."""
    out = []
    for line in path.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if not row["predicate"] or len(row["words"]) > 90:
            continue
        spans = [(label, b, e) for label, b, e in row["arguments"] if label in ROLES and e > b]
        predicate = Predicate(row["predicate"][0], row["roleset"], spans=spans)
        out.append(Sentence(words=row["words"], predicates=[predicate], partial=True))
    return out


def read_rolesets(path: Path) -> dict[str, tuple[str, list[str]]]:
    """Return, for each roleset, its description with its roles' and its alias lemmas."""
    table: dict[str, tuple[str, list[str]]] = {}
    with open(path, encoding="utf8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            roles = "; ".join(
                r.split(":", 2)[-1] for r in (row["roles (number:function:description)"] or "").split("; ")
            )
            lemmas = [a.rsplit("/", 1)[0] for a in (row["aliases"] or "").split(";") if a]
            table[row["roleset"]] = (
                f"{row['roleset'].split('.')[0].replace('_', ' ')}: {row['name']}. {roles}",
                lemmas,
            )
    return table
