"""Predicates with their rolesets and arguments, as the reader leaves them in `Doc._.frames`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a predicate; token indexes into the Doc, `[begin, end)`, `head` its head token."""

    role: str
    head: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate: token index, PropBank roleset (`send.01`), its arguments, and the predicate's probability."""

    predicate: int
    roleset: str
    arguments: tuple[Argument, ...]
    score: float
