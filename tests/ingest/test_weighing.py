"""Standing, weighed between what the words say and what the network sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ingest.claims import ClaimFinder
from ingest.cues import Standing
from ingest.factories import load_knowledge
from ingest.reader.hints import CERTAINTIES, POLARITIES, TEMPORALITIES
from ingest.roles import read_roles
from ingest.tree import read_tree
from ingest.weighing import DIMENSIONS, standing_features, weigh
from tests.ingest.conftest import MakeDoc
from tests.ingest.hinted import REST, hints_of

TABLE = """
    Rebels rebel NNS 2 nsubj
    attacked attack VBD 0 root
    Goma = NNP 2 obj LOCATION
    . = . 2 punct
    """
ATTACKED = 1
TRUSTING = {"certainty log": 1.0, "polarity log": 1.0, "temporality log": 1.0}
HEDGED = ("possible", "negative", "future")


@pytest.fixture
def doc(nlp: Language, make_doc: MakeDoc) -> Doc:
    """A plain sentence with its event."""
    found = make_doc(TABLE, "attacked attack.01 ARG0:Rebels ARG1:Goma")
    for name, component in nlp.pipeline:
        if name == "sitrep_claims":
            break
        found = component(found)
    return found


def claims_of(weights: Mapping[str, float] | None) -> ClaimFinder:
    """Return the component with weights made by hand."""
    known = load_knowledge()
    return ClaimFinder(known.types, known.lexicon, known.attribution, weights)


def hint(doc: Doc, standing: tuple[str, str, str]) -> Doc:
    """Let the network see an attack with this standing."""
    doc._.hints = hints_of(load_knowledge().types, len(doc), {ATTACKED: ("Attack", 0.9)}, {ATTACKED: standing})
    return doc


def read(finder: ClaimFinder, doc: Doc) -> tuple[str, str, str]:
    """Return the standing of the only claim."""
    (claim,) = finder(doc)._.claims
    return claim.certainty, claim.polarity, claim.temporality


def test_values_are_those_of_the_head_in_its_order() -> None:
    assert tuple(DIMENSIONS.values()) == (CERTAINTIES, POLARITIES, TEMPORALITIES)


def test_each_value_has_features_of_its_own(doc: Doc) -> None:
    finder = claims_of(None)
    ((event, standing, features),) = finder.standings(hint(doc, HEDGED))
    assert (event.trigger, standing.certainty, standing.polarity) == (ATTACKED, "certain", "positive")
    assert features is not None
    assert {name: len(options) for name, options in features.items()} == {n: len(v) for n, v in DIMENSIONS.items()}
    certain, _, possible, _ = features["certainty"]
    assert certain["certainty certain"] == certain["certainty read certain certain"] == 1
    assert certain["certainty certain quad material conflict"] == certain["certainty certain spoken False"] == 1
    assert certain["certainty log"] == certain["certainty log certain"] == -4.0  # below it, less tells no more
    assert log(REST) < -4.0
    assert possible["certainty read certain possible VERB"] == 1
    assert possible["certainty log"] == pytest.approx(log(1 - REST))
    assert "certainty possible" not in certain


def test_what_is_spoken_is_told_apart(doc: Doc) -> None:
    known = load_knowledge()
    roles = read_roles(read_tree(doc), doc._.mentions, doc._.entities, known.lexicon, known.attribution)
    hints = hint(doc, HEDGED)._.hints
    features = standing_features(Standing(), doc._.events[0], True, roles, known.types, hints)
    assert features["polarity"][0]["polarity positive spoken True"] == 1
    assert features["temporality"][0]["temporality read None past"] == 1  # what tense does not tell


def test_the_likeliest_value_of_each_dimension_is_taken() -> None:
    features = {name: [{f"{name} {value}": 1.0} for value in values] for name, values in DIMENSIONS.items()}
    weights = {"certainty probable": 2.0, "certainty possible": 1.0, "temporality future": 0.1, "polarity positive": -1}
    standing = Standing(temporality="past", cue=(3, 4), ceased=True)
    chosen = weigh(standing, features, weights)
    assert chosen == replace(standing, certainty="probable", polarity="negative", temporality="future")
    assert standing.certainty == "certain"


def test_of_equal_values_the_first_is_taken() -> None:
    features = {name: [{} for _ in values] for name, values in DIMENSIONS.items()}
    chosen = weigh(Standing(certainty="unknown", temporality="future"), features, {})
    assert (chosen.certainty, chosen.polarity, chosen.temporality) == ("certain", "positive", "past")


def test_the_network_has_a_say_in_claims(doc: Doc) -> None:
    assert read(claims_of(TRUSTING), hint(doc, HEDGED)) == HEDGED


def test_weights_may_trust_the_words_more(doc: Doc) -> None:
    reading = {"certainty read certain certain": 9.0, "polarity read positive positive": 9.0,
               "temporality read past past": 9.0}  # fmt: skip
    weights = {**TRUSTING, **reading}
    assert read(claims_of(weights), hint(doc, HEDGED)) == ("certain", "positive", "past")


def test_without_hints_the_words_decide(doc: Doc) -> None:
    assert doc._.hints is None
    ((_, _, features),) = claims_of(TRUSTING).standings(doc)
    assert features is None
    assert read(claims_of(TRUSTING), doc) == ("certain", "positive", "past")


def test_without_weights_the_words_decide(doc: Doc) -> None:
    assert read(claims_of(None), hint(doc, HEDGED)) == ("certain", "positive", "past")
