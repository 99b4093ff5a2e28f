"""The reader as a spaCy component: fills a Doc with sentences, tags, lemmas, trees, names and frames."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ingest.reader.frames import Argument, Frame
from ingest.reader.hints import join_hints
from ingest.reader.model import MODEL, Model
from ingest.reader.sentences import Analysis, analyse, sentence_starts
from ingest.reader.windows import MOST_PIECES, WORDS, pack, paragraph_starts

THREADS = 2
SEEN_BEHIND = 15  # words
CLOSERS = frozenset(".!?:;\"”’')]…")
ATTRIBUTES = [HEAD, DEP, POS, TAG, LEMMA, ENT_IOB, ENT_TYPE]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words to read together, where sentences are known to start, and where others may."""

    words: list[str]
    known: list[int]
    free: list[bool]


_Plan = tuple[list[int], list[_Run]]


class ReaderComponent:
    """Reads Docs; what a Doc gets depends on its words, white space and given sentence starts alone."""

    def __init__(self, vocab: Vocab, model: Model, threads: int = THREADS) -> None:
        self.model = model
        self._vocab = vocab
        self._threads = threads
        self._lemmas: dict[tuple[str, int], int] = {}
        self._ids: tuple[list[int], list[int], list[int]] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc in place."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Read Docs in order; while a batch is handed on, the network reads the next one."""
        docs = iter(stream)
        with ThreadPoolExecutor(self._threads) as pool:
            ahead: deque[tuple[list[Doc], list[_Plan], Iterator[Analysis]]] = deque()
            while True:
                if batch := list(islice(docs, batch_size)):
                    plans = [self._plan(doc) for doc in batch]
                    ahead.append((batch, plans, pool.map(self._read, [run for _, runs in plans for run in runs])))
                if len(ahead) > 1 or (ahead and not batch):
                    yield from self._finish(*ahead.popleft())
                elif not batch:
                    return

    def _finish(self, batch: list[Doc], plans: list[_Plan], found: Iterator[Analysis]) -> Iterator[Doc]:
        for doc, (indexes, runs) in zip(batch, plans, strict=True):
            whole = Analysis()
            for analysis in islice(found, len(runs)):
                whole.extend(analysis)
            self._fill(doc, indexes, whole)
            yield doc

    def _plan(self, doc: Doc) -> _Plan:
        """Return the indexes of the tokens that are words, and the runs of words to read."""
        words, gaps = list[str](), list[str]()
        indexes, known = list[int](), list[int]()
        gap, text = "", ""
        given = doc.has_annotation("SENT_START")
        start = False
        for i, token in enumerate(doc):
            start = start or (given and bool(token.is_sent_start))
            text = token.text
            if text.isspace():
                gap += text
                continue
            if start:
                known.append(len(words))
                start = False
            indexes.append(i)
            words.append(text)
            gaps.append(gap)
            gap = token.whitespace_
        if given:
            starts = sorted({0, *known}) if words else []
        else:
            closed = [False, *(w[-1] in CLOSERS for w in words[:-1])]
            starts = paragraph_starts(gaps, closed) if words else []
        free = [not given and _may_start(*x) for x in zip(words, ["", *words], gaps, strict=False)]
        runs = []
        for begin, end in pack(starts, len(words)):
            known_here = [s - begin for s in starts if begin <= s < end]
            runs.append(_Run(words[begin:end], known_here, free[begin:end]))
        return indexes, runs

    def _read(self, run: _Run) -> Analysis:
        """Read one run of words; where it exceeds a window, each next window begins at one of the starts found."""
        words, known, free = run.words, run.known, run.free
        whole, at = Analysis(), 0
        while at < len(words):
            size = self._window(words, at)
            while True:
                window = words[at : at + size]
                scores = self.model.run(window)
                last = at + size >= len(words)
                inside = [k - at for k in known if at < k < at + size]
                starts = sentence_starts(scores, inside, free[at : at + size])
                if last or len(starts) > 1 or not self._grows(words, at, size):
                    break
                size = self._window(words, at, 2 * size)
            length = len(window) if last or len(starts) == 1 else _cut(starts, len(window))
            whole.extend(analyse(self.model, window, scores, [s for s in starts if s < length], length))
            at += length
        return whole

    def _window(self, words: list[str], at: int, most: int = int(WORDS * 1.25)) -> int:
        """Return how many words from `at` fit a window of at most `most` words, at least one."""
        pieces, size = 0, 0
        for word in words[at : at + most]:
            pieces += len(self.model.pieces.of(word)[0])
            if pieces > MOST_PIECES and size:
                break
            size += 1
        return size

    def _grows(self, words: list[str], at: int, size: int) -> bool:
        return self._window(words, at, 2 * size) > size

    def _fill(self, doc: Doc, indexes: list[int], found: Analysis) -> None:
        strings = doc.vocab.strings
        upos, xpos, deps = self._symbols(doc.vocab)
        n = len(doc)
        rows = np.zeros((n, len(ATTRIBUTES)), dtype=np.uint64)
        if not indexes:
            doc._.frames = ()
            return
        at = np.array(indexes)
        heads = at[np.array(found.heads)] - at
        rows[at, 0] = heads.astype(np.int64).view(np.uint64)
        rows[at, 1] = np.array(deps, np.uint64)[found.deps]
        rows[at, 2] = np.array(upos, np.uint64)[found.upos]
        rows[at, 3] = np.array(xpos, np.uint64)[found.xpos]
        rows[at, 4] = [self._lemma(doc, i, tag) for i, tag in zip(indexes, found.xpos, strict=True)]
        rows[:, 5] = 2
        for begin, end, label in found.names:
            b, e = indexes[begin], indexes[end - 1] + 1
            rows[b:e, 5] = 1
            rows[b, 5] = 3
            rows[b:e, 6] = strings.add(label)
        if len(indexes) < n:
            self._attach_spaces(doc, rows, set(indexes))
        doc.from_array(ATTRIBUTES, rows)  # type: ignore[arg-type]  # thinc asks for its own array type
        hints = join_hints(found.hints)
        doc._.hints = None if hints is None else hints.spread(indexes, n)
        doc._.frames = tuple(
            Frame(
                indexes[f.predicate],
                f.roleset,
                tuple(Argument(a.role, indexes[a.head], indexes[a.begin], indexes[a.end - 1] + 1) for a in f.arguments),
                round(f.score, 4),
            )
            for f in found.frames
        )

    def _attach_spaces(self, doc: Doc, rows: NDArray[np.uint64], words: set[int]) -> None:
        """Hang white-space tokens on the word before them, or the first word."""
        strings, first = doc.vocab.strings, min(words)
        previous = first
        for i, token in enumerate(doc):
            if i in words:
                previous = i
                continue
            rows[i, 0] = np.array(previous - i, np.int64).view(np.uint64)
            rows[i, 1], rows[i, 2], rows[i, 3] = strings.add("dep"), IDS["SPACE"], strings.add("_SP")
            rows[i, 4] = strings.add(token.text)

    def _lemma(self, doc: Doc, index: int, tag: int) -> int:
        word = doc[index].text
        key = (word, tag)
        found = self._lemmas.get(key)
        if found is None or doc.vocab is not self._vocab:
            found = int(doc.vocab.strings.add(self.model.lemmas.of(word, self.model.xpos[tag])))
            if len(self._lemmas) > 200_000:
                self._lemmas.clear()
            self._lemmas[key] = found
        return found

    def _symbols(self, vocab: Vocab) -> tuple[list[int], list[int], list[int]]:
        """Return the vocabulary's ids of the UPOS, XPOS and dependency inventories."""
        if self._ids is None or vocab is not self._vocab:
            strings = vocab.strings
            self._ids = (
                [IDS[t] for t in self.model.upos],
                [strings.add(t) for t in self.model.xpos],
                [strings.add(t) for t in self.model.deps],
            )
        return self._ids


def _may_start(word: str, previous: str, gap: str) -> bool:
    """Whether a sentence may start here: behind white space, or (`end.Next`) where only the space is missing."""
    return bool(gap) or (previous[-1:] in (".", "!", "?") and word[0].isupper())


def _cut(starts: list[int], size: int) -> int:
    """Return the start to go on from: the last one that the network saw enough words behind, to judge it."""
    return next((s for s in reversed(starts) if 0 < s <= size - SEEN_BEHIND), starts[-1])


@Language.factory(
    "reader",
    assigns=[
        "token.pos",
        "token.tag",
        "token.dep",
        "token.head",
        "token.lemma",
        "token.is_sent_start",
        "doc.ents",
        "doc._.frames",
        "doc._.hints",
    ],
    default_config={"model": None, "threads": THREADS},
)
def make_reader(nlp: Language, name: str, model: str | None, threads: int) -> ReaderComponent:
    """Construct the component with the weights in folder `model` (default: those shipped)."""
    for layer, default in (("frames", ()), ("hints", None)):
        if not Doc.has_extension(layer):
            Doc.set_extension(layer, default=default)
    return ReaderComponent(nlp.vocab, Model(MODEL if model is None else Path(model)), threads)


def load_reader(model: Path | None = None, threads: int = THREADS) -> Language:
    """Return a spaCy pipeline that is a blank English tokenizer and the reader.

    Raises ModelError if the weights cannot be loaded.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 20_000_000
    nlp.add_pipe("reader", config={"model": None if model is None else str(model), "threads": threads})
    return nlp
