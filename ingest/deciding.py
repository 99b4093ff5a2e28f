"""Decide which of its options a word evokes, or that it evokes none: a log-linear model over cues and the network.

The network's head for events (`training/events.py`) gives each word log probabilities of the PLOVER types and of the
event classes; the cues of the ontology give the options. What speaks for an option is a sum of weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any, TypeVar

from ingest.options import Option, conditions
from ingest.reader.hints import Hints
from ontology.errors import ModelError
from ontology.event_types import EventTypes

WEIGHTS = Path(__file__).with_name("deciding.json")
Features = dict[str, float]
Part = TypeVar("Part")
LEAST = 0.02  # a probability below it tells no more
_FLOOR = log(LEAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Names of the network's outputs, in order, behind "no event"."""

    types: tuple[str, ...]
    classes: tuple[str, ...]

    @staticmethod
    def of(types: EventTypes) -> Inventory:
        """Return the inventory of an ontology: alphabetical."""
        return Inventory(types=tuple(sorted(types.types)), classes=tuple(sorted(types.classes)))


def option_features(option: Option, type_: str, log_type: float, log_class: float | None, score: float) -> Features:
    """Return what is known of an option.

    `log_class` is of its class where that is the network's choice, `score` how sure the reader is of the predicate.
    """
    held = "holds" if option.holds else "fails"
    narrow = min(conditions(option.evocation), 2)
    found = {
        f"via {option.via}": 1.0,
        f"via {option.via} {held} {narrow}": 1.0,
        f"type {type_}": 1.0,
        f"log type {option.via}": max(log_type, _FLOOR),
        "log type": max(log_type, _FLOOR),
        "unsure": 1.0 - score,
    }
    if log_class is not None:
        found["class"] = found[f"class {option.via}"] = 1.0
        found["log class"] = found[f"log class {option.via}"] = max(log_class, _FLOOR)
    if option.is_rule:
        found["rule"] = found[f"rule {option.via}"] = 1.0
        found[f"rule {type_}"] = 1.0
    return found


def none_features(options: Sequence[Option], log_none: float, pos: str) -> Features:
    """Return what is known of a word's evoking nothing."""
    found = {f"none {pos}": 1.0, "log none": max(log_none, _FLOOR), f"log none {pos}": max(log_none, _FLOOR)}
    found["none rule" if any(o.is_rule for o in options) else "none no rule"] = 1.0
    return found


class Decider:
    """The weights of the features."""

    def __init__(self, weights: Mapping[str, float], inventory: Inventory, least: float = 0.5) -> None:
        self._weights = dict(weights)
        self.inventory = inventory
        self.least = least
        self._types = {name: n for n, name in enumerate(inventory.types, 1)}
        self._classes = {name: n for n, name in enumerate(inventory.classes, 1)}

    def features(
        self, options: Sequence[Option], types: EventTypes, hints: Hints, token: int, score: float, pos: str
    ) -> list[Features]:
        """Return the features of each option and, last, of no event."""
        row, best, sure = hints.types[token], int(hints.best[token]), float(hints.sure[token])
        found = []
        for option in options:
            name = option.evocation.event_class
            parent = types.classes[name].parent
            log_class = sure if self._classes.get(name) == best else None  # the ontology may have newer classes
            found.append(option_features(option, parent, float(row[self._types[parent]]), log_class, score))
        return [*found, none_features(options, float(row[0]), pos)]

    def choose(self, features: Sequence[Features]) -> tuple[int, float]:
        """Return the index of the likeliest option and its probability; the last index is no event.

        An event is chosen where events together are likelier than `least`.
        """
        scores = [sum(self._weights.get(name, 0.0) * value for name, value in f.items()) for f in features]
        top = max(scores)
        odds = [exp(score - top) for score in scores]
        total = sum(odds)
        if len(odds) == 1 or 1.0 - odds[-1] / total < self.least:
            return len(odds) - 1, odds[-1] / total
        best = max(range(len(odds) - 1), key=odds.__getitem__)
        return best, odds[best] / total


def load_decider(path: Path = WEIGHTS) -> Decider:
    """Read the weights of event types that `training/events.py` writes; raises ModelError."""

    def decider(data: dict[str, Any]) -> Decider:
        inventory = Inventory(types=tuple(data["types"]), classes=tuple(data["classes"]))
        return Decider(_weights(data["weights"]), inventory, float(data["least"]))

    return _read(path, decider)


def load_standing(path: Path = WEIGHTS) -> Mapping[str, float]:
    """Read the weights of standings that `training/events.py` writes; raises ModelError."""
    return _read(path, lambda data: _weights(data["standing"]))


def _weights(data: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(weight) for name, weight in data.items()}


def _read(path: Path, part: Callable[[dict[str, Any]], Part]) -> Part:
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
        if missing := {"types", "classes", "least", "weights", "standing"} - data.keys():
            raise ValueError(f"{min(missing)} is missing")
        return part(data)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: no usable weights of events ({error}); install sitrep again") from error
