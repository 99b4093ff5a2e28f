"""Measure place names on hand-made readings: `sitrep evaluate places`.

The readings (`benchmarks/data/places-dev.tsv` says what its columns hold) are stand-off; their texts come from a folder
with the Groningen Meaning Bank sample (`gmb-voa.csv`) and dstl re3d (`re3d/*/documents.json`) somewhere below it.
"""

from __future__ import annotations

import csv
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from api.bootstrap import INTERVAL, interval
from ingest.draft import Draft
from ingest.factories import load_knowledge
from ingest.layers import Referent
from ingest.linking import Linker
from ingest.mentions import MentionFinder
from ingest.metonymy import learn_metonymy
from ingest.naming import Naming
from ontology.errors import InputError
from ontology.gazetteer import Gazetteer

CLOSED_UP = frozenset({",", ".", ")", "'s", "n't", "?", ":", ";", "'", "%"})  # words of gmb with no space before
Result = Mapping[str, object]
Answer = tuple[str, str | None]  # key, "-" for NIL, and country


@dataclass(frozen=True, slots=True)
class Gold:
    """A line of the file; begin and end count words in gmb, code points in re3d."""

    corpus: str
    document: str
    begin: int
    end: int
    name: str
    kind: str
    key: str
    country: str


class _Timed:
    """A linker that notes how many names it has linked and how long that took."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self.names, self.seconds = 0, 0.0

    def link(self, draft: Draft) -> None:
        self.names += len(draft.held)
        begin = time.perf_counter()
        self._linker.link(draft)
        self.seconds += time.perf_counter() - begin


def evaluate_places(nlp: Language, path: Path, corpora: Path) -> Result:
    """Return how many readings are right, exactly and in their country, with floors and speed.

    `nlp` needs nothing but the reader, first in line. `names given` gives the linker the gold names as locations,
    `names found` leaves it what the reader finds; a name that is not found counts as wrong, unless NIL is right. The
    country counts where the place is in the gazetteer and in one country. The floors pick a reading of the name at
    random, or the most populous one. Intervals are over names.
    """
    gold = read_gold(path)
    texts = _read_texts(corpora, gold)
    known = load_knowledge()
    naming = Naming(known.gazetteer, known.lexicon)
    metonymy = learn_metonymy(known.types, known.attribution)
    found = _answers(nlp, texts, gold, MentionFinder(naming, metonymy), given=False)
    fresh = Naming(known.gazetteer, known.lexicon)  # so that the time includes first look-ups
    linker = _Timed(Linker(fresh, metonymy))
    given = _answers(nlp, texts, gold, MentionFinder(fresh, metonymy, linker), given=True)
    present = [g for g in gold if (g.corpus, g.document) in texts]
    blind, populous = _floors(present, known.gazetteer)
    return {
        "mentions": len(present),
        "left out, text missing": len(gold) - len(present),
        "names given": _scores(present, given),
        "names given" + INTERVAL: _intervals(present, given),
        "names given, by kind": {k: _scores([g for g in present if g.kind == k], given) for k in KINDS},
        "names found": _scores(present, found),
        "names found" + INTERVAL: _intervals(present, found),
        "floor: random": _scores(present, blind),
        "floor: most populous": _scores(present, populous),
        "names linked per second": round(linker.names / max(linker.seconds, 1e-9)),
    }


KINDS = ("state", "city", "region", "natural")


def read_gold(path: Path) -> list[Gold]:
    """Read the file of readings; raises InputError naming the line that is malformed."""
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a file of place readings") from error
    found: list[Gold] = []
    for number, line in enumerate(lines, 1):
        if line and not line.startswith(("#", "corpus\t")):
            columns = line.split("\t")
            if len(columns) != 8 or columns[5] not in KINDS or not (columns[2] + columns[3]).isdigit():
                raise InputError(f"{path}:{number}: not a reading: {line!r}; see the comment at the top of the file")
            corpus, document, begin, end, name, kind, key, country = columns
            found.append(Gold(corpus, document, int(begin), int(end), name, kind, key, country))
    return found


def _read_texts(folder: Path, gold: Sequence[Gold]) -> dict[tuple[str, str], list[str] | str]:
    """Return the words or the text of the documents that gold names."""
    wanted = {(g.corpus, g.document) for g in gold}
    texts: dict[tuple[str, str], list[str] | str] = {}
    for path in sorted(folder.rglob("gmb-voa.csv")):
        texts |= {("gmb", number): words for number, words in _sentences(path) if ("gmb", number) in wanted}
    for path in sorted(folder.rglob("re3d/*/documents.json")):
        for document in _json_records(path):
            if ("re3d", str(document["_id"])) in wanted:
                texts["re3d", str(document["_id"])] = str(document["text"])
    if not texts:
        raise InputError(f"{folder}: no gmb-voa.csv and no re3d/*/documents.json below it; give the corpora's folder")
    return texts


def _sentences(path: Path) -> Iterator[tuple[str, list[str]]]:
    number, words = "", list[str]()
    text = path.read_text(encoding="latin1")
    for row in csv.reader(text.splitlines()[1:]):
        if row[0].startswith("Sentence: "):
            if words:
                yield number, words
            number, words = row[0].removeprefix("Sentence: "), []
        words.append(row[1])
    yield number, words


def _json_records(path: Path) -> list[dict[str, object]]:
    text = path.read_text(encoding="utf8")
    try:
        found = json.loads(text)
    except ValueError:
        found = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [found] if isinstance(found, dict) else list(found)


def _answers(
    nlp: Language,
    texts: Mapping[tuple[str, str], list[str] | str],
    gold: Sequence[Gold],
    finder: MentionFinder,
    *,
    given: bool,
) -> dict[Gold, Answer]:
    """Return what each name is read as, by key and country."""
    groups: dict[tuple[str, str], list[Gold]] = defaultdict(list)
    for item in gold:
        if (item.corpus, item.document) in texts:
            groups[item.corpus, item.document].append(item)
    answers: dict[Gold, Answer] = {}
    with nlp.select_pipes(enable=nlp.pipe_names[:1]):
        docs = list(nlp.pipe(_doc(nlp, texts[key]) for key in groups))
    for doc, items in zip(docs, groups.values(), strict=True):
        spans = [_span(doc, item) for item in items]
        if given:
            others = [e for e in doc.ents if all(e.end <= s.start or s.end <= e.start for s in spans)]
            doc.ents = sorted([*others, *spans], key=lambda span: span.start)
        finder(doc)
        for item, span in zip(items, spans, strict=True):
            entity = _entity_at(doc, span.end - 1)
            answers[item] = ("-", None) if entity is None else (entity.key or "-", entity.country)
    return answers


def _doc(nlp: Language, text: list[str] | str) -> Doc:
    if isinstance(text, str):
        return nlp.make_doc(text)
    after = [*(word not in CLOSED_UP for word in text[1:]), False]
    spaces = [space and word != "(" for word, space in zip(text, after, strict=True)]
    return Doc(nlp.vocab, words=text, spaces=spaces, sent_starts=[i == 0 for i in range(len(text))])


def _span(doc: Doc, item: Gold) -> Span:
    if item.corpus == "gmb":
        return Span(doc, item.begin, item.end, label="LOCATION")
    span = doc.char_span(item.begin, item.end, label="LOCATION", alignment_mode="expand")
    if span is None:
        raise InputError(f"{item.corpus} {item.document}: no text at {item.begin}; the corpus is another version")
    return span


def _entity_at(doc: Doc, token: int) -> Referent | None:
    for mention in doc._.mentions:
        if mention.begin <= token < mention.end and mention.kind in {"name", "modifier"}:
            referent: Referent = doc._.entities[mention.entities[0]]
            return referent
    return None


def _floors(gold: Sequence[Gold], gazetteer: Gazetteer) -> tuple[dict[Gold, Answer], dict[Gold, Answer]]:
    """Return the answers of a blind and of a most populous choice among the readings of a name."""
    chance = random.Random(1)
    blind: dict[Gold, Answer] = {}
    populous: dict[Gold, Answer] = {}
    for item in gold:
        keys = dict.fromkeys(n.entry_key for n in gazetteer.find(item.name) if n.kind in {"name", "acronym"})
        entries = [e for key in keys if (e := gazetteer.entry(key)).type in {"State", "Place"}]
        if entries:
            pick = chance.choice(entries)
            most = max(entries, key=lambda e: (e.type == "State", e.population))
            blind[item], populous[item] = (pick.key, pick.country), (most.key, most.country)
    return blind, populous


def _scores(gold: Sequence[Gold], answers: Mapping[Gold, Answer]) -> Result:
    return {name: round(sum(hits) / max(len(hits), 1), 4) for name, hits in _hits(gold, answers).items()}


def _intervals(gold: Sequence[Gold], answers: Mapping[Gold, Answer]) -> Result:
    return {name: interval([(hit, 1) for hit in hits]) for name, hits in _hits(gold, answers).items()}


def _hits(gold: Sequence[Gold], answers: Mapping[Gold, Answer]) -> Mapping[str, Sequence[bool]]:
    return {
        "exact": [answers.get(item, ("-", None))[0] == item.key for item in gold],
        "country": [answers.get(g, ("-", None))[1] == g.country for g in gold if g.key != "-" and g.country != "-"],
    }
