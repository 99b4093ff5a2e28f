"""Cut a text's words into windows that the network reads in one piece.

A window starts where a sentence starts. Stretches between known starts (given by the caller, or
paragraph breaks) are packed together; a stretch longer than a window is read from the left, each next
window starting at the last sentence start that had enough words behind it, so that no sentence is analysed in part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

WORDS = 110  # aimed at; small windows stay in the processor's cache
MOST_PIECES = 500  # the encoder knows 512 positions


def pack(starts: Sequence[int], length: int, most: int = WORDS) -> list[tuple[int, int]]:
    """Group the stretches that begin at `starts` (ascending, the first 0) into `(begin, end)` runs of at most
    `most` words; a longer stretch stays alone."""
    runs: list[tuple[int, int]] = []
    bounds = [*starts, length]
    begin = 0
    for start, end in pairwise(bounds):
        if end - begin > most and start > begin:
            runs.append((begin, start))
            begin = start
    if length > begin:
        runs.append((begin, length))
    return runs


def paragraph_starts(breaks: Sequence[str], lines_end: Sequence[bool]) -> list[int]:
    """Return the words that begin a paragraph, from the white space before each word and whether the word
    before closes a sentence.

    A blank line always begins one. A single line break does if most lines of the text end a sentence
    (one paragraph a line), and not if the text is wrapped.
    """
    single = [i for i, gap in enumerate(breaks) if i and gap.count("\n") == 1]
    closed = sum(lines_end[i] for i in single)
    by_line = bool(single) and closed >= 0.6 * len(single)
    starts = [0]
    for i, gap in enumerate(breaks):
        if i and (gap.count("\n") > 1 or (gap.count("\n") == 1 and (by_line or lines_end[i]))):
            starts.append(i)
    return starts
