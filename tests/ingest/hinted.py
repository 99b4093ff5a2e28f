"""What the network could say of words, made by hand, and a sentence to weigh it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from ingest.deciding import Decider, Inventory
from ingest.events import EventFinder
from ingest.evoking import Advice, Evoker
from ingest.options import Option, Via, read_guesses
from ingest.reader.hints import CERTAINTIES, POLARITIES, TEMPORALITIES, Hints
from ingest.roles import read_roles
from ingest.tree import read_tree
from ontology.event_types import EventTypes, Evocation

Seen = Mapping[int, tuple[str, float]]  # by token: event class, and how likely it is
REST = 0.001  # probability of what is hardly possible


def hints_of(types: EventTypes, size: int, seen: Seen, standing: Mapping[int, Sequence[str]] | None = None) -> Hints:
    """Return hints of `size` words that evoke nothing but what is seen, all positive and past but where `standing`
    gives certainty, polarity and temporality."""
    inventory = Inventory.of(types)
    rows = np.full((size, len(inventory.types) + 1), log(REST), np.float32)
    rows[:, 0] = log(1 - REST)
    best, sure = np.zeros(size, np.int64), np.full(size, log(1 - REST), np.float32)
    for token, (name, likely) in seen.items():
        rows[token, 0] = log(1 - likely)
        rows[token, inventory.types.index(types.classes[name].parent) + 1] = log(likely)
        best[token], sure[token] = inventory.classes.index(name) + 1, log(likely)
    values = [(standing or {}).get(token, ("certain", "positive", "past")) for token in range(size)]
    return Hints(rows, best, sure, *(_rows(names, [v[n] for v in values]) for n, names in enumerate(_NAMES)))


_NAMES = (CERTAINTIES, POLARITIES, TEMPORALITIES)


def _rows(names: Sequence[str], values: Sequence[str]) -> np.ndarray:
    rows = np.full((len(values), len(names)), log(REST), np.float32)
    for token, value in enumerate(values):
        rows[token, names.index(value)] = log(1 - REST)
    return rows


TABLE = """
    Rebels rebel NNS 2 nsubj
    reported report VBD 0 root
    the = DT 4 det
    attack = NN 2 obj
    near = IN 7 case
    the = DT 7 det
    storm = NN 4 nmod
    and = CC 10 cc
    Ankara = NNP 10 nsubj LOCATION
    sent send VBD 2 conj
    {what} {what} NNS 10 obj
    to = IN 13 case
    Qatar = NNP 10 obl LOCATION
    . = . 2 punct
    """
ATTACK, NEAR, STORM, ANKARA, SENT = 3, 4, 6, 8, 9
EVEN = {"log type": 1.0, "log none": 1.0}  # as the network says


def evocation(name: str = "Attack", cue: str = "attack", **when: str) -> Evocation:
    """Return a cue for a noun with conditions."""
    held = {role: frozenset({class_}) for role, class_ in when.items()}
    return Evocation(cue=cue, kind="noun", event_class=name, slots={}, when=held)


def option(name: str = "Attack", via: Via = "noun", holds: bool = True, is_rule: bool = False, **when: str) -> Option:
    """Return an option with nothing in its slots."""
    return Option(evocation=evocation(name, **when), roles={}, via=via, holds=holds, is_rule=is_rule)


def read(nlp: Language, doc: Doc) -> Doc:
    """Let the components before events read a Doc."""
    for name, component in nlp.pipeline:
        if name == "sitrep_events":
            break
        doc = component(doc)
    return doc


def evoke(
    finder: EventFinder, doc: Doc, hinted: Mapping[int, tuple[str, float]] | None, weights: Mapping[str, float] = EVEN
) -> Evoker:
    """Return what matches the words of a Doc, with hand-made hints unless `hinted` is None."""
    roles = read_roles(read_tree(doc), doc._.mentions, doc._.entities, finder.lexicon, finder.attribution)
    if hinted is None:
        return finder.evoker(roles, None)
    decider = Decider(weights, Inventory.of(finder.types))
    hints = hints_of(finder.types, len(doc), hinted)
    return finder.evoker(roles, Advice(decider=decider, hints=hints, guesses=read_guesses(finder.types)))
