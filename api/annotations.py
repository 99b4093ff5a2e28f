"""Sentences annotated with events, roles, sources and factuality, for training and for measuring.

A file is blocks of lines:

    @ own-12
    The ministry denied that its troops had shelled Odesa.
    - shelled | Shelling | actor=its troops | place=Odesa | source=The ministry | certain - past

A sentence of our own gives its text, and stretches of it are quoted, `#2` for the second place where one stands. A
sentence of the GMB sample (`@ voa-12`, the number of the sentence) has no text here: stretches are `begin-end`, counted
in its tokens, end exclusive. A line that begins with # is a comment.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ontology.errors import InputError
from ontology.event_types import SLOTS
from ontology.records import Certainty, Polarity, Span, Temporality

GMB = Path("gmb") / "gmb-voa.csv"  # in the folder of corpora
_STANDING = {"+": "positive", "-": "negative"}
_CHOSEN = re.compile(r"(?P<words>.+?)#(?P<number>[1-9])")
_TOKENS = re.compile(r"(\d+)-(\d+)")
_NO_SPACE_BEFORE = frozenset({*",.;:?!)'%", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m"})
_NO_SPACE_AFTER = frozenset({"(", "$"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An event as annotated; spans are in the sentence's text, `sources` innermost first, empty for the publisher."""

    trigger: Span
    class_name: str
    roles: tuple[tuple[str, Span], ...]
    sources: tuple[Span, ...]
    certainty: Certainty
    polarity: Polarity
    temporality: Temporality


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with all events that it speaks of."""

    id: str
    text: str
    events: tuple[Noted, ...]


def read_annotations(path: Path, gmb: Path | None = None) -> list[Sentence]:
    """Read a file of annotated sentences; `gmb` is the GMB sample, without which sentences of it are left out.

    Raises InputError naming the line that is not in the form above.
    """
    texts = read_gmb_sentences(gmb) if gmb is not None else {}
    found: list[Sentence] = []
    for number, lines in _blocks(path):
        try:
            id_ = lines[0].removeprefix("@ ").strip()
            if id_.startswith("voa-"):
                words = texts.get(int(id_[4:]))
                if words is None:
                    if gmb is not None:
                        raise ValueError(f"the GMB sample has no sentence {id_[4:]}")
                    continue
                text, places = join(words)
                events = [_tokens_event(line, places) for line in lines[1:]]
            else:
                text = lines[1]
                events = [_quoted_event(line, text) for line in lines[2:]]
            found.append(Sentence(id=id_, text=text, events=tuple(events)))
        except (ValueError, IndexError) as error:
            raise InputError(f"{path}, block at line {number}: {error}; see the form in api/annotations.py") from error
    return found


def _blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    begin = 0
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a file of annotated sentences") from error
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("@ "):
            if block:
                yield begin, block
            block = []
        begin = begin if block else number
        block.append(line)
    if block:
        yield begin, block


def _fields(line: str) -> tuple[str, str, list[tuple[str, str]], tuple[Certainty, Polarity, Temporality]]:
    if not line.startswith("- "):
        raise ValueError(f"{line!r} does not begin with a hyphen")
    trigger, class_name, *roles, standing = (part.strip() for part in line[2:].split("|"))
    certainty, sign, temporality = standing.split()
    if certainty not in get_args(Certainty) or sign not in _STANDING or temporality not in get_args(Temporality):
        raise ValueError(f"{standing!r} is no certainty, sign and temporality")
    pairs = [(name, value) for name, _, value in (role.partition("=") for role in roles)]
    if unknown := {name for name, _ in pairs} - {*SLOTS, "source"}:
        raise ValueError(f"{min(unknown)!r} is no role")
    return trigger, class_name, pairs, (certainty, _STANDING[sign], temporality)  # type: ignore[return-value]


def _event(line: str, where: Mapping[str, Span] | None, text: str, places: list[Span]) -> Noted:
    trigger, class_name, pairs, (certainty, polarity, temporality) = _fields(line)

    def span(value: str) -> Span:
        return _quoted(value, text) if where is None else _of_tokens(value, places)

    return Noted(
        trigger=span(trigger), class_name=class_name,
        roles=tuple((name, span(value)) for name, value in pairs if name != "source"),
        sources=tuple(span(value) for name, value in pairs if name == "source"),
        certainty=certainty, polarity=polarity, temporality=temporality,
    )  # fmt: skip


def _quoted_event(line: str, text: str) -> Noted:
    return _event(line, None, text, [])


def _tokens_event(line: str, places: list[Span]) -> Noted:
    return _event(line, {}, "", places)


def _quoted(value: str, text: str) -> Span:
    """Return where a stretch stands as whole words, the numbered time."""
    match = _CHOSEN.fullmatch(value)
    words, number = (match["words"], int(match["number"])) if match else (value, 1)
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)" if words[:1].isalnum() else re.escape(words)
    found = list(re.finditer(pattern, text))
    if len(found) < number:
        raise ValueError(f"{value!r} is not in {text!r}")
    return Span(found[number - 1].start(), found[number - 1].end())


def _of_tokens(value: str, places: list[Span]) -> Span:
    match = _TOKENS.fullmatch(value)
    if match is None or not int(match[1]) < int(match[2]) <= len(places):
        raise ValueError(f"{value!r} is no begin-end of {len(places)} tokens")
    return Span(places[int(match[1])].begin, places[int(match[2]) - 1].end)


def read_gmb_sentences(path: Path) -> dict[int, list[str]]:
    """Return the words of the GMB sample's sentences by number; raises InputError."""
    found: dict[int, list[str]] = {}
    try:
        with path.open(encoding="utf8", errors="replace", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            for name, word, *_ in rows:
                if name:
                    found[len(found) + 1] = []
                found[len(found)].append(word)
    except (OSError, StopIteration) as error:
        raise InputError(f"{path}: is not the GMB sample ({error}); give gmb-voa.csv") from error
    return found


def join(words: list[str]) -> tuple[str, list[Span]]:
    """Return the text of tokenised words as it is printed, and where each word stands in it."""
    text, places, quoted = "", list[Span](), False
    glued = True
    for word in words:
        closes = word == '"' and quoted
        if not glued and not closes and word not in _NO_SPACE_BEFORE:
            text += " "
        places.append(Span(len(text), len(text) + len(word)))
        text += word
        if word == '"':
            quoted = not quoted
        glued = word in _NO_SPACE_AFTER or (word == '"' and quoted)
    return text, places
