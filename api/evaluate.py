"""Measure the reader on gold data: `sitrep evaluate reader`.

Trees are CoNLL-U files, roles JSON lines (`words`, `predicates[{index, roleset, tags}]`), names IOB2 files
(tag in the third column). Trees, names and roles are scored on gold tokens and gold sentences,
sentence starts on running text as the reader's own tokenizer cuts it.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ingest.reader.labels import bio_spans
from ontology.errors import InputError

NAME_CLASSES = {
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "MILITARY_UNIT": "ORG",
    "LOCATION": "LOC",
    "FACILITY": "LOC",
}
CORE = ("ARG0", "ARG1", "ARG2")
Result = Mapping[str, object]


@dataclass(slots=True)
class Gold:
    """A gold sentence: CoNLL-U columns of its words, whether a space follows each, and where it stands."""

    rows: list[list[str]]
    spaces: list[bool]
    document: str
    paragraph: bool

    @property
    def words(self) -> list[str]:
        """Return the word forms."""
        return [r[1] for r in self.rows]


@dataclass(slots=True)
class Counts:
    """Items of one measure: found and right, found, gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: Set[Hashable], gold: Set[Hashable]) -> None:
        """Count the items of one sentence or document."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    def scores(self) -> Result:
        """Return precision, recall and F1, rounded to four places."""
        p, r = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(f1, 4), "gold": self.gold}


def read_trees(paths: Iterable[Path]) -> Iterator[Gold]:
    """Yield the sentences of CoNLL-U files; a folder stands for the `.conllu` files in it."""
    for path in (f for p in paths for f in (sorted(p.glob("*.conllu")) if p.is_dir() else [p])):
        document, paragraph = str(path), True
        for block in _read(path).split("\n\n"):
            rows: list[list[str]] = []
            spaces: dict[int, bool] = {}
            for line in block.split("\n"):
                if line.startswith("#"):
                    document = line if line.startswith("# newdoc") else document
                    paragraph = paragraph or line.startswith(("# newdoc", "# newpar"))
                elif line:
                    columns = line.split("\t")
                    after = "SpaceAfter=No" not in columns[9]
                    if "-" in columns[0]:  # a multiword token: no space inside, its own flag behind it
                        begin, end = map(int, columns[0].split("-"))
                        spaces |= dict.fromkeys(range(begin, end), False) | {end: after}
                    elif columns[0].isdigit():
                        rows.append(columns)
                        spaces.setdefault(int(columns[0]), after)
            if rows:
                yield Gold(rows, [spaces[i + 1] for i in range(len(rows))], document, paragraph)
                paragraph = False


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give an existing gold file") from error


def evaluate_reader(
    nlp: Language, trees: Sequence[Path] = (), roles: Sequence[Path] = (), names: Sequence[Path] = ()
) -> Result:
    """Return the reader's measures on the gold files that are given."""
    result: dict[str, object] = {}
    gold = list(read_trees(trees))
    if gold:
        result["trees"] = score_trees(nlp, gold)
        result["starts"] = {
            "paragraphs kept": score_starts(nlp, gold, keep=True),
            "one line": score_starts(nlp, gold, keep=False),
        }
    if roles:
        result["roles"] = score_roles(nlp, roles, {tuple(s.words): s for s in gold})
    if names:
        result["names"] = score_names(nlp, names)
    return result


def _gold_doc(nlp: Language, sentences: Sequence[Gold]) -> Doc:
    return Doc(
        nlp.vocab,
        words=[w for s in sentences for w in s.words],
        spaces=[x for s in sentences for x in s.spaces],
        sent_starts=[i == 0 for s in sentences for i in range(len(s.rows))],
    )


def _documents(gold: Iterable[Gold]) -> list[list[Gold]]:
    return [list(g) for _, g in groupby(gold, key=lambda s: s.document)]


def score_trees(nlp: Language, gold: Sequence[Gold]) -> Result:
    """Return accuracies per word: UPOS, XPOS, lemma, head (UAS), head and label with subtype (LAS)."""
    hits = dict.fromkeys(("upos", "xpos", "lemma", "uas", "las"), 0)
    total = 0
    documents = _documents(gold)
    for sentences, doc in zip(documents, nlp.pipe(_gold_doc(nlp, d) for d in documents), strict=True):
        at = 0
        for s in sentences:
            for i, row in enumerate(s.rows):
                token = doc[at + i]
                head = 0 if token.head.i == token.i else token.head.i - at + 1
                total += 1
                hits["upos"] += token.pos_ == row[3]
                hits["xpos"] += token.tag_ == row[4]
                hits["lemma"] += token.lemma_ == row[2]
                hits["uas"] += head == int(row[6])
                hits["las"] += head == int(row[6]) and token.dep_ == row[7]
            at += len(s.rows)
    return {k: round(v / max(total, 1), 4) for k, v in hits.items()} | {"words": total}


def score_starts(nlp: Language, gold: Sequence[Gold], *, keep: bool) -> Result:
    """Return the F1 of sentence starts by character offset; a document's first does not count.

    `keep` puts blank lines between paragraphs; otherwise a document is one line.
    """
    counts = Counts()
    texts, wanted = [], []
    for sentences in _documents(gold):
        text, starts = "", set[Hashable]()
        for s in sentences:
            if text:
                text = text.rstrip() + "\n\n" if keep and s.paragraph else text
                starts.add(len(text))
            text += "".join(w + " " * x for w, x in zip(s.words, s.spaces, strict=True))
            text = text if text.endswith(" ") else text + " "
        texts.append(text.rstrip())
        wanted.append(starts)
    for doc, starts in zip(nlp.pipe(texts), wanted, strict=True):
        found = {t.idx for s in doc.sents for t in s if not t.is_space and t.i == _first_word(s)}
        counts.add(set(found) - {0}, starts)
    return counts.scores()


def _first_word(sentence: Iterable[object]) -> int:
    return next((t.i for t in sentence if not t.is_space), -1)  # type: ignore[attr-defined]


def score_roles(nlp: Language, paths: Sequence[Path], trees: dict[tuple[str, ...], Gold]) -> Result:
    """Return F1 of predicates, accuracy of rolesets, and F1 of roles by head word.

    An argument's gold head is the word of its span whose own head lies outside, by the gold tree where
    `trees` has the sentence (others are passed over). `given` scores the arguments of predicates
    that were found, `end to end` those of all.
    """
    rows = [json.loads(x) for p in paths for x in _read(p).splitlines() if x]
    rows = [r for r in rows if not trees or tuple(r["words"]) in trees]
    docs = nlp.pipe(
        _gold_doc(nlp, [trees[tuple(r["words"])]]) if trees else Doc(nlp.vocab, words=r["words"]) for r in rows
    )
    predicates, everything, given, core = Counts(), Counts(), Counts(), Counts()
    senses = hits = 0
    for row, doc in zip(rows, docs, strict=True):
        frames = {f.predicate: f for f in doc._.frames}
        gold = {p["index"]: p for p in row["predicates"]}
        predicates.add(set(frames), set(gold))
        tree = trees.get(tuple(row["words"]))
        heads = [int(r[6]) - 1 for r in tree.rows] if tree else [-1 if t.head == t else t.head.i for t in doc]
        wanted = {(i, *a) for i, p in gold.items() for a in _gold_arguments(p["tags"], heads)}
        found = {(f.predicate, a.head, a.role) for f in frames.values() for a in f.arguments}
        everything.add(set(found), set(wanted))
        both = set(frames) & set(gold)
        given.add({x for x in found if x[0] in both}, {x for x in wanted if x[0] in both})
        core.add(
            {x for x in found if x[0] in both and x[2] in CORE}, {x for x in wanted if x[0] in both and x[2] in CORE}
        )
        senses += len(both)
        hits += sum(frames[i].roleset == gold[i]["roleset"] for i in both)
    return {
        "predicates": predicates.scores(),
        "rolesets": round(hits / max(senses, 1), 4),
        "roles, predicate given": given.scores(),
        "roles ARG0-ARG2, predicate given": core.scores(),
        "roles end to end": everything.scores(),
    }


def _gold_arguments(tags: Sequence[str], heads: Sequence[int]) -> Iterator[tuple[int, str]]:
    for begin, end, role in bio_spans(tags):
        tops = [i for i in range(begin, end) if not begin <= heads[i] < end]
        if tops and role != "V":
            yield tops[0], role


def score_names(nlp: Language, paths: Sequence[Path]) -> Result:
    """Return exact F1 of names per class of the gold files and over all; units count as organisations,
    facilities as locations."""
    sentences = [s for p in paths for s in _iob(p)]
    classes = {x for _, tags in sentences for _, _, x in bio_spans(tags)}
    counts = {c: Counts() for c in sorted(classes)}
    docs = nlp.pipe(
        Doc(nlp.vocab, words=words, sent_starts=[i == 0 for i in range(len(words))]) for words, _ in sentences
    )
    for (_, tags), doc in zip(sentences, docs, strict=True):
        gold = bio_spans(tags)
        found = [(e.start, e.end, NAME_CLASSES.get(e.label_, e.label_)) for e in doc.ents]
        for c, count in counts.items():
            count.add({x for x in found if x[2] == c}, {x for x in gold if x[2] == c})
    whole = Counts(*(sum(getattr(c, k) for c in counts.values()) for k in ("right", "found", "gold")))
    return {**{c: n.scores() for c, n in counts.items()}, "all": whole.scores()}


def _iob(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    words, tags = list[str](), list[str]()
    for line in [*_read(path).split("\n"), ""]:
        if line and not line.startswith("# "):
            columns = line.split("\t")
            words.append(columns[1])
            tags.append(columns[2])
        elif not line and words:
            yield words, tags
            words, tags = [], []


def gold_doc(nlp: Language, sentences: Sequence[Gold]) -> Doc:
    """Return a Doc of gold words and sentences, without any analysis."""
    return Doc(
        nlp.vocab,
        words=[w for s in sentences for w in s.words],
        spaces=[x for s in sentences for x in s.spaces],
        sent_starts=[i == 0 for s in sentences for i in range(len(s.rows))],
    )
