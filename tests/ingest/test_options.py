"""What a word may evoke: what cues propose, and the network."""

from __future__ import annotations

from math import exp

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ingest.events import EventFinder
from ingest.evoking import GUESS
from ingest.options import Option, one_per_class, read_guesses
from ontology.event_types import EventTypes, Evocation
from tests.ingest.conftest import MakeDoc
from tests.ingest.hinted import (
    ANKARA,
    ATTACK,
    NEAR,
    SENT,
    STORM,
    TABLE,
    evocation,
    evoke,
    option,
    read,
)


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


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (option(is_rule=True, holds=False), option(poss="State", by="State")),
        (option(via="lemma"), option(holds=False, poss="State")),
        (option(), option(via="lemma", poss="State")),
        (option(poss="State"), option()),
        (Option(evocation=evocation(cue="suicide attack"), roles={}, via="noun", holds=True), option()),
    ],
    ids=["rule", "conditions that hold", "own sense", "more conditions", "more words"],
)
def test_the_best_option_of_a_class_stays(better: Option, worse: Option) -> None:
    assert one_per_class([better, worse]) == one_per_class([worse, better]) == [better]


def test_options_are_in_order_of_class() -> None:
    options = [option("Visit"), option("Attack"), option("Meeting"), option("Attack", holds=False)]
    assert [o.evocation.event_class for o in one_per_class(options)] == ["Attack", "Meeting", "Visit"]
    assert one_per_class([]) == []


def test_a_guess_fills_slots_as_most_cues_of_its_class_and_kind_do() -> None:
    def cue(kind: str, **slots: str) -> Evocation:
        return Evocation(cue="x", kind=kind, event_class="Attack", slots=slots, when={})  # type: ignore[arg-type]

    types = EventTypes(
        types={}, contexts=frozenset(), classes={}, light_verbs={},
        by_roleset={"x.01": (cue("roleset", ARG1="recipient"), cue("roleset", ARG1="place", ARG2="theme"))},
        by_noun={"x": (cue("noun", of="recipient"), cue("noun", of="actor")), "y": (cue("noun", of="actor"),)},
    )  # fmt: skip
    guesses = read_guesses(types)
    assert guesses.keys() == {("Attack", "roleset"), ("Attack", "noun")}
    assert guesses["Attack", "noun"].slots == {"of": "actor"}
    assert guesses["Attack", "roleset"].slots == {"ARG1": "place", "ARG2": "theme"}  # as many: the first by name
    assert guesses["Attack", "roleset"].kind == "roleset"
    assert not guesses["Attack", "noun"].when


def test_what_cues_alone_decide_is_marked(finder: EventFinder, sentence: Doc) -> None:
    evoker = evoke(finder, sentence, None)
    (attack,) = evoker.options(ATTACK)
    assert (attack.evocation.event_class, attack.via, attack.holds, attack.is_rule) == ("Attack", "noun", True, True)
    sent = evoker.options(SENT)
    assert {"Deployment", "AidDelivery", "ArmsTransfer"} <= {o.evocation.event_class for o in sent}
    assert len({o.evocation.event_class for o in sent}) == len(sent)
    assert not any(o.holds or o.is_rule for o in sent)  # nothing that is sent is a force, aid or a weapon
    assert evoker.options(STORM) == evoker.options(NEAR) == []


def test_one_option_is_the_rule_where_conditions_hold(nlp: Language, finder: EventFinder, make_doc: MakeDoc) -> None:
    doc = read(nlp, make_doc(TABLE.format(what="troops"), "sent send.01 ARG0:Ankara ARG1:troops ARG2:Qatar"))
    options = evoke(finder, doc, None).options(SENT)
    assert [o.evocation.event_class for o in options if o.is_rule] == ["Deployment"]


def test_the_network_adds_an_option_where_it_is_sure(finder: EventFinder, sentence: Doc) -> None:
    sure, unsure = exp(GUESS) + 0.01, exp(GUESS) - 0.01
    (guess,) = evoke(finder, sentence, {STORM: ("Shelling", sure)}).options(STORM)
    assert (guess.evocation.event_class, guess.via, guess.holds, guess.is_rule) == ("Shelling", "guess", True, False)
    assert guess.evocation.kind == "noun"
    assert evoke(finder, sentence, {STORM: ("Shelling", unsure)}).options(STORM) == []
    assert evoke(finder, sentence, {}).options(STORM) == []


def test_the_network_adds_no_option_that_cues_give(finder: EventFinder, sentence: Doc) -> None:
    (option_,) = evoke(finder, sentence, {ATTACK: ("Attack", 0.9)}).options(ATTACK)
    assert option_.via == "noun"
    options = evoke(finder, sentence, {ATTACK: ("Shelling", 0.9)}).options(ATTACK)
    assert [(o.evocation.event_class, o.via, o.is_rule) for o in options] == [
        ("Attack", "noun", True),
        ("Shelling", "guess", False),
    ]


def test_the_network_guesses_at_predicates_and_nouns_that_are_no_names(finder: EventFinder, sentence: Doc) -> None:
    hinted = dict.fromkeys((NEAR, ANKARA, SENT), ("Shelling", 0.9))
    evoker = evoke(finder, sentence, hinted)
    assert evoker.options(NEAR) == evoker.options(ANKARA) == []
    (guess,) = [o for o in evoker.options(SENT) if o.via == "guess"]
    assert guess.evocation.kind == "roleset"
    assert guess.roles["ARG0"] == [ANKARA]


def test_a_noun_within_a_name_evokes_nothing(nlp: Language, finder: EventFinder, make_doc: MakeDoc) -> None:
    doc = make_doc(
        """
        Storm storm NN 2 compound ORGANIZATION
        Attack attack NN 3 nsubj ORGANIZATION
        met meet VBD 0 root
        . = . 3 punct
        """
    )
    evoker = evoke(finder, read(nlp, doc), {0: ("Shelling", 0.9), 1: ("Attack", 0.9)})
    assert evoker.options(0) == evoker.options(1) == []
