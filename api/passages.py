"""Stretches of text made ready for showing: a quotation within its sentence, an article cut at its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ontology.records import Span

MOST = 300  # characters of context on either side of a quotation
_ENDS = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A quotation and what stands before and after it in its sentence."""

    before: str
    quote: str
    after: str

    @property
    def sentence(self) -> str:
        """Return the whole passage as one text with single spaces."""
        return " ".join((self.before + self.quote + self.after).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of an article with the keys of all marks that cover it; `trigger` where a word evokes an event."""

    text: str
    keys: tuple[str, ...]
    trigger: bool


def read_passage(text: str, span: Span) -> Passage:
    """Return the quotation at a span with the rest of its sentence, at most 300 characters on either side."""
    begin, end = max(0, span.begin), min(len(text), span.end)
    left = text[max(0, begin - MOST) : begin]
    right = text[end : end + MOST]
    starts = [match.end() for match in _ENDS.finditer(left)]
    # The end of the sentence before may lie exactly at the span's begin, where the pattern sees no capital letter.
    before = "" if re.search(r"[.!?…][\"'”’)\]]*\s*\Z|\n\s*\Z", left) else left[starts[-1] if starts else 0 :]
    quote = text[begin:end]
    if re.search(r"[.!?…][\"'”’)\]]*\s*\Z", quote):
        after = ""
    else:
        stop = _ENDS.search(right)
        after = right[: stop.start() if stop else len(right)]
    cut_left = before and not starts and begin > MOST
    cut_right = after and len(after) == MOST and end + MOST < len(text)
    start, end_sign = "…" if cut_left else "", "…" if cut_right else ""
    return Passage(before=start + before.lstrip(), quote=quote, after=after.rstrip() + end_sign)


def cut(text: str, marks: Iterable[tuple[Span, str]], triggers: Iterable[Span] = ()) -> list[Piece]:
    """Cut a text wherever a mark or trigger begins or ends; the pieces joined are the text.

    Marks may overlap; a key may mark several spans. Spans outside the text are clipped.
    """
    size = len(text)
    clipped = [(max(0, s.begin), min(size, s.end), key) for s, key in marks if s.begin < min(size, s.end)]
    words = [(max(0, s.begin), min(size, s.end)) for s in triggers if s.begin < min(size, s.end)]
    edges = sorted({0, size, *(x for b, e, _ in clipped for x in (b, e)), *(x for pair in words for x in pair)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for begin, end, key in clipped:
        opening.setdefault(begin, []).append(key)
        closing.setdefault(end, []).append(key)
    starts, ends = sorted(b for b, _ in words), sorted(e for _, e in words)
    pieces: list[Piece] = []
    live: list[str] = []
    inside, next_start, next_end = 0, 0, 0
    for begin, end in pairwise(edges):
        for key in closing.get(begin, ()):
            live.remove(key)
        live.extend(opening.get(begin, ()))
        while next_start < len(starts) and starts[next_start] <= begin:
            inside, next_start = inside + 1, next_start + 1
        while next_end < len(ends) and ends[next_end] <= begin:
            inside, next_end = inside - 1, next_end + 1
        pieces.append(Piece(text=text[begin:end], keys=tuple(dict.fromkeys(live)), trigger=inside > 0))
    return pieces
