"""Which of its options a word evokes, weighed between cues and what the network says."""

from __future__ import annotations

import json
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from ingest.deciding import LEAST, WEIGHTS, Decider, Inventory, load_decider, load_standing, none_features
from ingest.deciding import option_features as features_of
from ingest.events import EventFinder
from ingest.options import Option
from ontology.errors import ModelError
from ontology.event_types import load_event_types
from tests.ingest.conftest import MakeDoc
from tests.ingest.hinted import (
    ATTACK,
    EVEN,
    REST,
    SENT,
    STORM,
    TABLE,
    evoke,
    hints_of,
    option,
    read,
)

CUES = {"rule": 9.0, "none no rule": 5.0}  # as the cues say


@pytest.fixture
def finder(nlp: Language) -> EventFinder:
    """The component that finds events."""
    found = dict(nlp.pipeline)["sitrep_events"]
    assert isinstance(found, EventFinder)
    return found


@pytest.fixture
def sentence(nlp: Language, make_doc: MakeDoc) -> Doc:
    """A sentence about an attack, with a predicate whose conditions fail, as the components before events read it."""
    return read(nlp, make_doc(TABLE.format(what="letters"), "sent send.01 ARG0:Ankara ARG1:letters ARG2:Qatar"))


def test_features_tell_what_speaks_for_an_option() -> None:
    found = features_of(option(poss="State", is_rule=True), "ASSAULT", log(0.5), log(0.25), 0.9)
    assert found == {
        "via noun": 1, "via noun holds 1": 1, "type ASSAULT": 1, "log type": log(0.5), "log type noun": log(0.5),
        "unsure": pytest.approx(0.1), "class": 1, "class noun": 1, "log class": log(0.25),
        "log class noun": log(0.25), "rule": 1, "rule noun": 1, "rule ASSAULT": 1,
    }  # fmt: skip
    poor = features_of(option(holds=False), "ASSAULT", log(1e-9), None, 1.0)
    assert poor["via noun fails 0"] == 1
    assert poor["log type"] == log(LEAST)
    assert not [name for name in poor if "class" in name or "rule" in name]
    crowded = features_of(option(poss="State", by="State", of="State"), "ASSAULT", 0.0, None, 1.0)
    assert crowded["via noun holds 2"] == 1  # two conditions or more


@pytest.mark.parametrize(("options", "rule"), [([option(is_rule=True)], "none rule"), ([option()], "none no rule")])
def test_features_tell_what_speaks_for_no_event(options: list[Option], rule: str) -> None:
    found = none_features(options, log(1e-9), "VERB")
    assert found == {"none VERB": 1, "log none": log(LEAST), "log none VERB": log(LEAST), rule: 1}


def test_features_are_of_each_option_and_last_of_none(finder: EventFinder, sentence: Doc) -> None:
    evoker = evoke(finder, sentence, {ATTACK: ("Shelling", 0.9)})
    assert evoker.advice is not None
    attack, shelling, none = evoker.features(ATTACK, evoker.options(ATTACK), evoker.advice)
    assert attack["log type"] == shelling["log type"] == pytest.approx(log(0.9))  # both classes are of one type
    assert "class" not in attack
    assert shelling["class guess"] == 1
    assert none["log none"] == pytest.approx(log(0.1))
    assert none["none rule"] == 1


def test_a_class_that_the_network_does_not_know_is_weighed_by_cue_and_type(finder: EventFinder, sentence: Doc) -> None:
    evoker = evoke(finder, sentence, {})
    inventory = Inventory.of(finder.types)
    older = Inventory(types=inventory.types, classes=tuple(c for c in inventory.classes if c != "Attack"))
    hints = hints_of(finder.types, len(sentence), {ATTACK: ("Shelling", 0.9)})
    attack, none = Decider(EVEN, older).features(evoker.options(ATTACK), finder.types, hints, ATTACK, 0.9, "NOUN")
    assert attack["log type"] == pytest.approx(log(0.9))
    assert "class" not in attack
    assert none["none rule"] == 1


def decider(least: float = 0.5, **weights: float) -> Decider:
    """Return a decider with hand-made weights."""
    return Decider(weights, Inventory(types=(), classes=()), least)


def test_the_sum_of_weights_decides() -> None:
    features = [{"a": 1.0}, {"b": 2.0, "unknown": 5.0}, {"none": 1.0}]
    best, probability = decider(a=1.0, b=1.0, none=0.0).choose(features)
    assert best == 1
    assert probability == pytest.approx(exp(2) / (exp(1) + exp(2) + 1))
    best, probability = decider(a=1.0, b=1.0, none=4.0).choose(features)
    assert best == 2
    assert probability == pytest.approx(exp(4) / (exp(1) + exp(2) + exp(4)))


def test_there_is_an_event_where_all_together_are_likelier_than_the_least() -> None:
    features = [{"a": 1.0}, {"b": 1.0}, {"none": 1.0}]
    weights = {"a": log(0.28), "b": log(0.32), "none": log(0.4)}
    assert decider(0.55, **weights).choose(features) == (1, pytest.approx(0.32))
    assert decider(0.65, **weights).choose(features) == (2, pytest.approx(0.4))


def test_without_options_there_is_no_event() -> None:
    assert decider(0.0, a=-9.0).choose([{"a": 1.0}]) == (0, 1.0)


@given(st.lists(st.integers(-300, 300), min_size=1, max_size=5), st.floats(0, 1))
def test_what_is_chosen_has_a_probability(scores: list[int], least: float) -> None:
    best, probability = decider(least, x=1.0).choose([{"x": score} for score in scores])
    assert 0 <= best < len(scores)
    assert 0 <= probability <= 1
    if best < len(scores) - 1:
        assert scores[best] == max(scores[:-1])


def test_a_noun_that_the_network_sees_as_no_event_is_left_out(finder: EventFinder, sentence: Doc) -> None:
    assert evoke(finder, sentence, {}).match(ATTACK) is None
    match = evoke(finder, sentence, {ATTACK: ("Attack", 0.9)}).match(ATTACK)
    assert match is not None
    assert match.evocation.event_class == "Attack"
    assert match.score == pytest.approx(0.9)


def test_a_word_without_cue_is_an_event_where_the_network_sees_one(finder: EventFinder, sentence: Doc) -> None:
    match = evoke(finder, sentence, {STORM: ("Shelling", 0.9)}).match(STORM)
    assert match is not None
    assert (match.evocation.event_class, match.evocation.cue) == ("Shelling", "")
    assert evoke(finder, sentence, {STORM: ("Shelling", 0.4)}).match(STORM) is None


def test_weights_may_trust_cues_more_than_the_network(finder: EventFinder, sentence: Doc) -> None:
    evoker = evoke(finder, sentence, {STORM: ("Shelling", 0.9)}, CUES)
    match = evoker.match(ATTACK)
    assert match is not None
    assert match.evocation.event_class == "Attack"
    assert evoker.match(STORM) is None


def test_without_hints_cues_alone_decide(finder: EventFinder, sentence: Doc) -> None:
    assert sentence._.hints is None
    assert finder.advise(sentence, Decider(EVEN, Inventory.of(finder.types))) is None
    evoker = evoke(finder, sentence, None)
    match = evoker.match(ATTACK)
    assert match is not None
    assert match.evocation.event_class == "Attack"
    assert evoker.match(SENT) is evoker.match(STORM) is None


def test_hints_of_a_document_reach_its_events(finder: EventFinder, sentence: Doc) -> None:
    own = EventFinder(finder.types, finder.lexicon, finder.attribution, Decider(EVEN, Inventory.of(finder.types)))
    sentence._.hints = hints_of(finder.types, len(sentence), {STORM: ("Shelling", 0.95)})
    found = own(sentence)._.events
    assert [(e.trigger, e.class_name) for e in found] == [(STORM, "Shelling")]
    assert found[0].score == pytest.approx(0.95 / (0.95 + 0.05), abs=REST)


@pytest.mark.parametrize("load", [load_decider, load_standing])
@pytest.mark.parametrize(
    ("text", "names"),
    [
        (None, "No such file"),
        ("{", "Expecting"),
        ("[]", "list"),
        ('{"types": [], "classes": [], "least": 0.5, "standing": {}}', "weights is missing"),
        ('{"types": [], "classes": [], "least": 0.5, "weights": {}}', "standing is missing"),
    ],
    ids=["missing", "malformed", "no object", "no weights", "no standing"],
)
def test_unusable_weights_are_named(tmp_path, load, text: str | None, names: str) -> None:
    path = tmp_path / "deciding.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ModelError, match="install sitrep again") as error:
        load(path)
    assert str(path) in str(error.value)
    assert names in str(error.value)


@pytest.mark.parametrize(
    ("load", "wrong"),
    [(load_decider, '"types": 5'), (load_decider, '"weights": []'), (load_standing, '"standing": [1]')],
)
def test_weights_of_another_shape_are_unusable(tmp_path, load, wrong: str) -> None:
    path = tmp_path / "deciding.json"
    path.write_text('{"types": [], "classes": [], "least": 0.5, "weights": {}, "standing": {}, ' + wrong + "}")
    with pytest.raises(ModelError, match="install sitrep again"):
        load(path)


def test_weights_are_read_as_written(tmp_path) -> None:
    path = tmp_path / "deciding.json"
    data = {
        "types": ["AID"], "classes": ["Aid"], "least": 0.4, "weights": {"log type": 2.0}, "standing": {"x": 1.0},
    }  # fmt: skip
    path.write_text(json.dumps(data))
    found = load_decider(path)
    assert (found.inventory, found.least) == (Inventory(types=("AID",), classes=("Aid",)), 0.4)
    assert found.choose([{"log type": 1.0}, {}]) == (0, pytest.approx(exp(2) / (exp(2) + 1)))
    assert load_standing(path) == {"x": 1.0}


def test_the_shipped_weights_are_for_the_ontology_as_it_is() -> None:
    shipped, now = load_decider(WEIGHTS).inventory, Inventory.of(load_event_types())
    changed = {*shipped.types, *shipped.classes} ^ {*now.types, *now.classes}
    again = (
        "python -m training.events --corpora DIR --run RUN, then python -m training.export (docs/training.md, Events)"
    )
    assert shipped == now, f"event types are other than those of {WEIGHTS.name}: {sorted(changed)}; run {again}"
