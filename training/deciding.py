"""Fit the models that weigh the network's head for events against cues: see `training.events`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from torch import Tensor

from api.annotations import Noted, Sentence
from ingest.claims import ClaimFinder
from ingest.deciding import Decider, Features, Inventory
from ingest.events import EventFinder, light_verbs
from ingest.evoking import Evoker
from ingest.options import Option
from ingest.roles import read_roles
from ingest.tree import read_tree
from ingest.weighing import DIMENSIONS
from training.loglinear import Example, fit

PRIOR_TYPES, PRIOR_STANDING = 0.5, 2.0
LEAST = 0.25  # probability from which there is an event: F1 in cross-validation hardly changes from .2 to .5


@dataclass(slots=True)
class Text:
    """A sentence, its analysis, the head's input (N, 3 H), and its events by token; `left_out` tokens are unclear."""

    sentence: Sentence
    doc: Doc
    vectors: Tensor
    events: dict[int, Noted]
    left_out: set[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A word with its options, the features of each and of no event, and which of these are right.

    `missed` is true where the word evokes what is not among its options.
    """

    token: int
    options: Sequence[Option]
    features: Sequence[Features]
    right: Sequence[bool]
    missed: bool


def words_of(text: Text) -> list[int]:
    """Return the tokens that may evoke events: predicates and nouns."""
    tree = read_tree(text.doc)
    return [t for t, pos in enumerate(tree.pos) if t in tree.frames or pos == "NOUN" or t in text.events]


def align_triggers(finder: EventFinder, text: Text) -> None:
    """Move events to the word that evokes them by the ontology's cues ("said … must", "reached … deal").

    Annotators took the other one, which no cue is for.
    """
    doc, tree = text.doc, read_tree(text.doc)
    plain = finder.evoker(read_roles(tree, doc._.mentions, doc._.entities, finder.lexicon, finder.attribution), None)
    matches = {t: m.evocation.event_class for t in words_of(text) if (m := plain.match(t)) is not None}
    for token, event in list(text.events.items()):
        if token in matches:
            continue
        for other, name in matches.items():
            tied = other in {tree.heads[token], tree.heads[tree.heads[token]]} or tree.heads[other] == token
            if name == event.class_name and other not in text.events and tied:
                text.events[other] = text.events.pop(token)
                break


def weighed(finder: EventFinder, text: Text, inventory: Inventory) -> Iterator[Weighed]:
    """Yield the words of a sentence that have options; conditions on arguments see what cues alone decide."""
    doc, tree = text.doc, read_tree(text.doc)
    roles = read_roles(tree, doc._.mentions, doc._.entities, finder.lexicon, finder.attribution)
    plain = finder.evoker(roles, None)
    light = set(light_verbs(plain, finder.types).values())
    evoker = finder.evoker(roles, finder.advise(doc, Decider({}, inventory)))
    words = [t for t in words_of(text) if t not in roles.covered or t in tree.frames]
    for token in words:
        evoker.assume(token, plain.match(token))
    for token in words:
        options = evoker.options(token)
        if not options or token in light or token in text.left_out:
            continue
        assert evoker.advice is not None
        features = evoker.features(token, options, evoker.advice)
        right = _right(evoker, options, text.events.get(token))
        missed = token in text.events and not any(right)
        yield Weighed(
            token=token, options=options, features=features, right=[*right, not any(right)], missed=missed
        )  # fmt: skip


def _right(evoker: Evoker, options: Sequence[Option], event: Noted | None) -> list[bool]:
    """Tell which options are of an event's class; where none is, which are of its type."""
    if event is None:
        return [False] * len(options)
    exact = [o.evocation.event_class == event.class_name for o in options]
    classes = evoker.types.classes
    type_ = classes[event.class_name].parent
    return exact if any(exact) else [classes[o.evocation.event_class].parent == type_ for o in options]


def standings(
    finder: EventFinder, claims: ClaimFinder, text: Text
) -> Iterator[tuple[Noted, Mapping[str, Sequence[Features]], Mapping[str, str]]]:
    """Yield each event found that is annotated, the features of its standing, and what cues alone say."""
    doc = finder(text.doc)
    for event, standing, features in claims.standings(doc):
        noted = text.events.get(event.trigger)
        if noted is not None and features is not None:
            read = {name: str(getattr(standing, name)) for name in DIMENSIONS}
            yield noted, features, read


def standing_examples(noted: Noted, features: Mapping[str, Sequence[Features]]) -> Iterator[Example]:
    """Yield what there is to choose of an event's standing."""
    for name, options in features.items():
        yield options, [value == getattr(noted, name) for value in DIMENSIONS[name]]


def fit_weights(
    finder: EventFinder, claims: ClaimFinder, texts: Sequence[Text], inventory: Inventory
) -> dict[str, object]:
    """Return the weights of event types and of standings, as `ingest/deciding.json` holds them."""
    words = [w for text in texts for w in weighed(finder, text, inventory) if not w.missed]
    types = fit([(w.features, w.right) for w in words], PRIOR_TYPES)
    finder.decider = Decider(types, inventory, LEAST)
    standing = [
        example
        for text in texts
        for noted, features, _ in standings(finder, claims, text)
        for example in standing_examples(noted, features)
    ]
    return {
        "types": inventory.types, "classes": inventory.classes, "least": LEAST, "weights": types,
        "standing": fit(standing, PRIOR_STANDING, rarest=3, smallest=0.02),
    }  # fmt: skip
