"""The syntax and frames of a Doc as plain lists, read once, because Token attributes are slow in inner loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from ingest.reader.frames import Argument, Frame

RELATIVE = frozenset({"who", "which", "that", "whom", "where", "when", "whose"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tree:
    """A Doc's tokens by index; `bases` are `deps` without their subtypes, `left`/`right` bound each subtree.

    `frames` maps a predicate token to its frame, `governors` an argument's head to the frames that take it.
    """

    words: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    bases: list[str]
    heads: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    sentences: list[int]
    bounds: list[tuple[int, int]]
    begins: list[int]
    ends: list[int]
    frames: dict[int, Frame]
    governors: dict[int, list[tuple[Frame, Argument]]]

    def case(self, token: int) -> str:
        """Return the lower-cased preposition that introduces a token, or an empty string."""
        for child in self.children[token]:
            if self.bases[child] == "case" and self.lower[child] not in {"'s", "’s", "'", "’"}:
                return self.lower[child]
        return ""

    def child(self, token: int, *bases: str) -> int | None:
        """Return a token's first child with one of these dependency labels, subtypes disregarded."""
        for child in self.children[token]:
            if self.bases[child] in bases:
                return child
        return None

    def conjuncts(self, token: int) -> list[int]:
        """Return a token and what is coordinated with it, the token first."""
        found = [token]
        for part in found:  # "Germany, France and Britain" may be a chain
            found += [child for child in self.children[part] if self.bases[child] == "conj"]
        return found

    def is_aside(self, token: int) -> bool:
        """Tell whether a token heads a relative clause that a comma sets off from what it tells about."""
        before = self.left[token] - 1
        return self.deps[token] == "acl:relcl" and before >= 0 and self.words[before] == ","

    def first_conjunct(self, token: int) -> int:
        """Return the head of the coordination that a token belongs to."""
        while self.bases[token] == "conj" and self.heads[token] != token:
            token = self.heads[token]
        return token


def read_tree(doc: Doc) -> Tree:
    """Return the Doc's tree, reading it on the first call."""
    tree: Tree | None = doc._.tree
    if tree is None:
        tree = _read(doc)
        doc._.tree = tree
    return tree


def _read(doc: Doc) -> Tree:
    n = len(doc)
    words, lemmas, tags, pos, deps, begins = [], [], [], [], [], []
    for token in doc:
        words.append(token.text)
        lemmas.append(token.lemma_)
        tags.append(token.tag_)
        pos.append(token.pos_)
        deps.append(token.dep_)
        begins.append(token.idx)
    offsets = doc.to_array("HEAD").astype(np.int64) if n else np.zeros(0, np.int64)
    heads = [int(h) for h in np.arange(n) + offsets.astype(np.int32)]
    children: list[list[int]] = [[] for _ in range(n)]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    left, right = _edges(heads, children)
    starts = doc.to_array("SENT_START").astype(np.int64).astype(np.int32) if n else np.zeros(0, np.int32)
    sentences, bounds = _sentences(starts.tolist())
    lower = [w.lower() for w in words]
    bases = [d.partition(":")[0] for d in deps]
    frames = _frames(doc, bases, heads, lower)
    governors: dict[int, list[tuple[Frame, Argument]]] = {}
    for frame in frames.values():
        for argument in frame.arguments:
            governors.setdefault(argument.head, []).append((frame, argument))
    return Tree(
        words=words, lower=lower, lemmas=[lemma.lower() for lemma in lemmas], tags=tags, pos=pos, deps=deps,
        bases=bases, heads=heads, children=children, left=left, right=right, sentences=sentences, bounds=bounds,
        begins=begins, ends=[b + len(w) for b, w in zip(begins, words, strict=True)], frames=frames,
        governors=governors,
    )  # fmt: skip


def _edges(heads: list[int], children: list[list[int]]) -> tuple[list[int], list[int]]:
    n = len(heads)
    order = [t for t in range(n) if heads[t] == t]
    for token in order:  # grows while it is walked: breadth first from the roots
        order.extend(children[token])
    left, right = list(range(n)), list(range(1, n + 1))
    for token in reversed(order):
        head = heads[token]
        if left[token] < left[head]:
            left[head] = left[token]
        if right[token] > right[head]:
            right[head] = right[token]
    return left, right


def _sentences(starts: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    numbers: list[int] = []
    begins: list[int] = []
    for token, start in enumerate(starts):
        if start == 1 or token == 0:
            begins.append(token)
        numbers.append(len(begins) - 1)
    return numbers, list(zip(begins, [*begins, len(starts)][1:], strict=True))


def _frames(doc: Doc, bases: list[str], heads: list[int], lower: list[str]) -> dict[int, Frame]:
    """Index frames by predicate: the likeliest of each, with relative pronouns replaced by what they refer to."""
    best: dict[int, Frame] = {}
    for frame in doc._.frames or ():
        known = best.get(frame.predicate)
        if known is None or frame.score > known.score:
            best[frame.predicate] = frame
    return {p: _resolve_relatives(frame, bases, heads, lower) for p, frame in sorted(best.items())}


def _resolve_relatives(frame: Frame, bases: list[str], heads: list[int], lower: list[str]) -> Frame:
    arguments: list[Argument] = []
    changed = False
    present = {a.role for a in frame.arguments}
    for argument in frame.arguments:
        role = argument.role
        if role.startswith("R-") or lower[argument.head] in RELATIVE:
            changed = True
            role = role.removeprefix("R-")
            noun = _relative_head(frame.predicate, bases, heads)
            if noun is None or (argument.role.startswith("R-") and role in present):
                continue
            if lower[argument.head] in RELATIVE and argument.end - argument.begin <= 2:
                argument = Argument(role, noun, noun, noun + 1)
        elif role.startswith("C-"):
            changed = True
            argument = Argument(role[2:], argument.head, argument.begin, argument.end)
        arguments.append(argument)
    return Frame(frame.predicate, frame.roleset, tuple(arguments), frame.score) if changed else frame


def _relative_head(predicate: int, bases: list[str], heads: list[int]) -> int | None:
    token = predicate
    for _ in range(6):
        if bases[token] == "acl":
            return heads[token]
        if heads[token] == token:
            return None
        token = heads[token]
    return None
