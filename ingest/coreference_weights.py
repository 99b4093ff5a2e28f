"""Choose what a pronoun or description stands for: a log-linear model over candidates, or nothing known.

What speaks for a candidate is a named tuple, its signature; the features are the combinations of its fields that its
class lists in `templates`. A feature is present or not; fields that are None make no features.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from functools import cache, lru_cache
from math import exp
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol

from ingest.chain import Thread
from ontology.errors import ModelError

WEIGHTS = Path(__file__).with_name("coreference.json")
Value = str | int | bool | None


class Signature(Hashable, Protocol):
    """A named tuple of what is known of a candidate; `kind` tells the signatures of different models apart."""

    @property
    def kind(self) -> str:
        """The name that the features begin with."""
        ...

    def templates(self) -> tuple[str, ...]:
        """Return the combinations of fields, each separated by spaces."""
        ...


class Choice(NamedTuple):
    """What a pronoun or description can stand for: nothing known so far, or one of the candidates, latest first."""

    kind: str  # whose threshold applies
    nothing: Signature
    found: list[tuple[Thread, Signature]]


Decide = Callable[[int, Choice], Thread | None]  # given the head token


@cache
def _reader(template: str) -> Callable[[Signature], Value | tuple[Value, ...]]:
    return attrgetter(*template.split())


def features(signature: Signature) -> list[str]:
    """Return the names of a signature's features."""
    return [name for template in signature.templates() if (name := _name(signature, template)) is not None]


def _name(signature: Signature, template: str) -> str | None:
    values = [getattr(signature, field) for field in template.split()]
    if None in values:
        return None
    parts = (f"{field}={value}" for field, value in zip(template.split(), values, strict=True))
    return " ".join((signature.kind, *parts))


class Weights:
    """Weights by feature, and the probabilities by kind above which a candidate is taken."""

    def __init__(self, weights: Mapping[str, float], thresholds: Mapping[str, float]) -> None:
        self._weights = weights
        self._thresholds = thresholds
        self._parts: dict[tuple[str, str, object], float] = {}
        self._score = lru_cache(maxsize=1 << 16)(self._sum)

    def _sum(self, signature: Signature) -> float:
        total = 0.0
        for template in signature.templates():
            # Values are few, so each combination's weight is looked up by its name once.
            key = (signature.kind, template, _reader(template)(signature))
            if (weight := self._parts.get(key)) is None:
                name = _name(signature, template)
                self._parts[key] = weight = 0.0 if name is None else self._weights.get(name, 0.0)
            total += weight
        return total

    def decide(self, token: int, choice: Choice) -> Thread | None:
        """Return the likeliest candidate if it is likely enough."""
        scores = [self._score(signature) for _, signature in choice.found]
        if not scores:
            return None
        best = max(scores)
        total = exp(self._score(choice.nothing) - best) + sum([exp(score - best) for score in scores])
        return choice.found[scores.index(best)][0] if 1 / total > self._thresholds[choice.kind] else None


def load_weights(path: Path = WEIGHTS) -> Weights:
    """Read the weights that `training/coreference.py` writes.

    Raises ModelError where the file is missing or malformed.
    """
    try:
        data = json.loads(path.read_text(encoding="utf8"))
        return Weights(dict(data["weights"]), dict(data["thresholds"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: no usable weights of coreference ({error}); install sitrep again") from error
