"""Word pieces of words: the vocabulary is context-free, so each distinct word is cut once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.reader.labels import shape

MOST_PIECES = 8  # of one word; the reader looks at a word's first piece, so a long URL need not fill a window
CACHE = 50_000


class Pieces:
    """Cuts words into piece ids and keeps what it has cut (at most `CACHE` words)."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}
        self.first = self._id("[CLS]")
        self.last = self._id("[SEP]")
        self._unknown = self._id("[UNK]")

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the vocabulary has no {token}")
        return int(found)

    def of(self, word: str) -> tuple[tuple[int, ...], int]:
        """Return a word's piece ids (at least one) and its shape."""
        found = self._seen.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES]
            found = (tuple(ids) or (self._unknown,), shape(word))
            if len(self._seen) >= CACHE:
                self._seen.clear()
            self._seen[word] = found
        return found

    def encode(self, words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return piece ids (T,), piece shapes (T,), and each word's first piece (N + 1,), the root's before them."""
        ids, shapes, firsts = [self.first], [0], [0]
        for word in words:
            pieces, form = self.of(word)
            firsts.append(len(ids))
            ids.extend(pieces)
            shapes.extend([form] * len(pieces))
        ids.append(self.last)
        shapes.append(0)
        return np.array(ids, np.int64), np.array(shapes, np.int64), np.array(firsts, np.int64)
