"""Weigh what the words around an event say of its standing against what the network sees in it.

`ingest.standing` reads certainty, polarity and temporality off syntax and cues; the network's head for events has its
own view of each. A log-linear model, fitted by `training/events.py`, chooses for each of the three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import get_args

from ingest.cues import Standing
from ingest.deciding import Features
from ingest.layers import Finding
from ingest.reader.hints import Hints
from ingest.roles import Roles
from ontology.event_types import EventTypes
from ontology.records import Certainty, Polarity, Temporality

DIMENSIONS: Mapping[str, Sequence[str]] = {
    "certainty": get_args(Certainty),
    "polarity": get_args(Polarity),
    "temporality": get_args(Temporality),
}
_FLOOR = -4.0  # a log probability below it tells no more


def standing_features(
    standing: Standing, event: Finding, spoken: bool, roles: Roles, types: EventTypes, hints: Hints
) -> Mapping[str, Sequence[Features]]:
    """Return the features of each value of certainty, polarity and temporality.

    `spoken` is true where somebody other than the publisher says it.
    """
    tree = roles.tree
    said = {"certainty": standing.certainty, "polarity": standing.polarity, "temporality": standing.temporality}
    class_ = types.classes[event.class_name]
    pos = tree.pos[event.trigger]
    tag = tree.tags[event.anchor]
    cue = "-" if standing.cue is None else " ".join(tree.lemmas[slice(*standing.cue)])
    facts = [
        f"cue {standing.cue is not None}", f"cue {cue}", f"spoken {spoken}", f"quad {class_.quad}", f"pos {pos}",
        f"tag {tag}",
        f"light {event.anchor != event.trigger}", f"dep {tree.bases[event.anchor]}",
        f"beyond {said['certainty'] != 'certain'} {said['temporality']} {said['polarity']}",
    ]  # fmt: skip
    found: dict[str, Sequence[Features]] = {}
    for name, values in DIMENSIONS.items():
        row = getattr(hints, name)[event.trigger]
        options: list[Features] = []
        for number, value in enumerate(values):
            features = {f"{name} {value} {fact}": 1.0 for fact in facts}
            features[f"{name} {value}"] = 1.0
            features[f"{name} read {said[name]} {value}"] = 1.0
            features[f"{name} read {said[name]} {value} {pos}"] = 1.0
            features[f"{name} log"] = features[f"{name} log {value}"] = max(float(row[number]), _FLOOR)
            features[f"{name} log {said[name]}"] = max(float(row[number]), _FLOOR)
            options.append(features)
        found[name] = options
    return found


def weigh(standing: Standing, features: Mapping[str, Sequence[Features]], weights: Mapping[str, float]) -> Standing:
    """Return the standing with the likeliest value of each dimension."""
    chosen: dict[str, str] = {}
    for name, options in features.items():
        scores = [sum(weights.get(key, 0.0) * value for key, value in option.items()) for option in options]
        chosen[name] = DIMENSIONS[name][max(range(len(scores)), key=scores.__getitem__)]
    return replace(standing, **chosen)  # type: ignore[arg-type]
