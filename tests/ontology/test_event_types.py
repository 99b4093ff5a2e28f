"""Event types: the data as shipped, and what the loader refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import SKOS

from ontology.errors import OntologyError
from ontology.event_types import SLOTS, EventTypes, cameo_code, find_noun, load_event_types
from ontology.lexicon import Lexicon, load_lexicon
from ontology.plover import score_of
from ontology.turtle import ONTOLOGY, local_name, read_graph

PLOVER_TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
GENERAL_VERBS = {
    "give.01", "make.01", "make.02", "take.01", "use.01", "hold.01", "hold.04", "go.01", "come.01", "have.03",
    "move.01", "get.01", "put.01", "send.01",
    "open.01", "cut.02", "strike.01", "call.02", "say.01", "tell.01", "want.01",
}  # fmt: skip
HEADER = """@prefix sr: <https://w3id.org/sitrep/ontology#> .
@prefix plover: <https://w3id.org/sitrep/plover#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
sr:Feast a sr:EventClass ; skos:prefLabel "feast"@en ; skos:definition "A feast."@en ;
"""


@pytest.fixture(scope="module")
def types() -> EventTypes:
    return load_event_types()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the ontology with none of its event classes."""
    for name in ("plover.ttl", "lexicon.ttl", "acled.ttl"):
        shutil.copy(ONTOLOGY / name, tmp_path / name)
    (tmp_path / "events").mkdir()
    return tmp_path


def write(folder: Path, body: str) -> Path:
    """Add one event class, `sr:Feast`, with the given properties."""
    (folder / "events" / "feast.ttl").write_text(HEADER + body)
    return folder


def test_there_are_the_16_plover_types_and_each_has_classes(types: EventTypes) -> None:
    assert set(types.types) == PLOVER_TYPES
    assert {c.parent for c in types.classes.values()} == PLOVER_TYPES
    assert len(types.contexts) == 37
    assert sum(len(t.modes) for t in types.types.values()) == 67


def test_plover_scores_and_quad_classes(types: EventTypes) -> None:
    assert (types.types["AID"].score, types.types["AID"].quad) == (10.0, "material cooperation")
    assert types.types["RETREAT"].modes["disarm"] == 10.0
    assert types.types["PROTEST"].modes["vandalize"] == types.types["PROTEST"].score
    assert types.types["CONSULT"].future == "AGREE"
    assert types.types["SANCTION"].announced == "THREATEN"
    assert types.types["AID"].declined == "REJECT"


def test_coverage_is_broad(types: EventTypes) -> None:
    evocations = [e for found in (*types.by_roleset.values(), *types.by_noun.values()) for e in found]
    assert len(types.classes) >= 45
    assert len(evocations) >= 600
    assert len(types.by_roleset) + len(types.by_noun) >= 450
    assert {types.classes[e.event_class].parent for e in evocations} == PLOVER_TYPES
    assert {e.event_class for e in evocations} == set(types.classes)


@pytest.mark.parametrize("roleset", sorted(GENERAL_VERBS))
def test_a_general_verb_evokes_nothing_without_a_condition(types: EventTypes, roleset: str) -> None:
    assert all(e.when for e in types.by_roleset.get(roleset, ()))


@pytest.mark.parametrize(
    ("roleset", "conditions", "event_class"),
    [
        ("send.01", {"ARG1": "Force"}, "Deployment"),
        ("send.01", {"ARG1": "Weapon"}, "ArmsTransfer"),
        ("send.01", {"ARG1": "Aid"}, "AidDelivery"),
        ("withdraw.01", {"ARG2": "Agreement"}, "Exit"),
        ("ratify.01", {}, "TreatyRatification"),
        ("deploy.01", {}, "Deployment"),
    ],
)
def test_an_argument_decides_what_a_verb_evokes(
    types: EventTypes, roleset: str, conditions: dict[str, str], event_class: str
) -> None:
    found = [
        e.event_class
        for e in types.by_roleset[roleset]
        if set(e.when) == set(conditions) and all(conditions[role] in classes for role, classes in e.when.items())
    ]
    assert found == [event_class]


def test_most_conditions_come_first(types: EventTypes) -> None:
    for found in (*types.by_roleset.values(), *types.by_noun.values()):
        assert [len(e.when) for e in found] == sorted((len(e.when) for e in found), reverse=True)


def test_slots_are_known_and_defaults_are_inherited(types: EventTypes) -> None:
    for found in (*types.by_roleset.values(), *types.by_noun.values()):
        for evocation in found:
            assert set(evocation.slots.values()) <= set(SLOTS)
    attack = types.by_roleset["attack.01"][-1]
    assert attack.slots["ARG0"] == "actor"
    assert attack.slots["ARGM-LOC"] == "place"
    assert types.by_noun["ceasefire"][0].slots["by"] == "actor"
    assert "of" not in types.by_noun["ceasefire"][0].slots


def test_find_noun_puts_cues_with_modifiers_first(types: EventTypes) -> None:
    assert find_noun(types, "strike", ("hunger",))[0].event_class == "HungerStrike"
    assert find_noun(types, "Strike", ("long", "hunger"))[0].event_class == "HungerStrike"
    assert find_noun(types, "talk", ("peace",))[0].event_class == "Negotiation"
    assert all(e.event_class != "HungerStrike" for e in find_noun(types, "strike"))
    assert find_noun(types, "umbrella") == ()


def test_light_verbs_say_where_the_noun_is(types: EventTypes) -> None:
    assert types.light_verbs["carry_out.03"][0].noun == "ARG1"
    assert types.light_verbs["engage.01"][0].noun == "ARG2"
    assert types.light_verbs["suffer.01"][0].slots["ARG0"] == "recipient"
    assert types.light_verbs["make.LV"][0].noun in {"ARG1", "ARGM-PRR"}


def test_no_semantic_class_shares_the_name_of_an_event_class(types: EventTypes, lexicon: Lexicon) -> None:
    assert set(types.classes).isdisjoint(lexicon.broader)


def test_modes_follow_from_known_classes(types: EventTypes, lexicon: Lexicon) -> None:
    for type_ in types.types.values():
        assert set(type_.instrument_modes) <= set(lexicon.broader)
        assert set(type_.content_modes) <= {*lexicon.broader, *types.types, *types.classes}


def test_a_score_is_the_modes_or_the_types(types: EventTypes) -> None:
    assert score_of(types.types["ASSAULT"], "unconventional") == -10.0
    assert score_of(types.types["ASSAULT"], None) == -9.0
    assert score_of(types.types["PROTEST"], "vandalize") == -5.0
    assert score_of(types.types["CONSULT"], "third-party") == 1.0


def test_cameo_codes_stand_under_the_type_that_they_are_given_for(types: EventTypes) -> None:
    graph = read_graph([ONTOLOGY / "cameo.ttl"])
    under = {
        str(code): {local_name(o).partition("-")[0] for o in graph.objects(node, SKOS.broadMatch)}
        for node, code in graph.subject_objects(SKOS.notation)
    }
    for class_ in types.classes.values():
        for code in set(class_.cameo.values()) - {"-"}:
            assert class_.parent in under[code], (class_.name, code)
    for type_ in types.types.values():
        assert all(type_.name in under[code] for code in type_.cameo.values()), type_.name
        assert set(type_.cameo) <= {*type_.modes, *types.types, "any"}


@pytest.mark.parametrize(
    ("class_", "type_", "mode", "code"),
    [
        ("Strike", "ASSAULT", None, "19"),
        ("Strike", "ASSAULT", "drone", "195"),
        ("Meeting", "CONSULT", None, "04"),
        ("Meeting", "AGREE", None, "036"),
        ("Meeting", "REJECT", None, "125"),
        ("Demand", "REQUEST", "meet", "106"),
        ("Appeal", "REQUEST", "meet", None),
        ("Killing", "ASSAULT", None, None),
        ("Apology", "CONCEDE", None, None),
        ("Deployment", "THREATEN", None, "138"),
    ],
)
def test_cameo_code(types: EventTypes, class_: str, type_: str, mode: str | None, code: str | None) -> None:
    assert cameo_code(types, class_, type_, mode) == code


def test_every_class_names_its_slots(types: EventTypes) -> None:
    assert all(class_.slot_names for class_ in types.classes.values())
    assert types.classes["Arrest"].slot_names["recipient"] == "arrested"


def test_acled_has_its_six_types(types: EventTypes) -> None:
    assert {code.type for code in types.acled.values()} == {
        "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
        "Strategic developments",
    }  # fmt: skip
    assert sum(code.sub_type is not None for code in types.acled.values()) == 25


def test_loading_twice_gives_the_same(types: EventTypes) -> None:
    assert load_event_types() == types


def test_a_class_of_ones_own_loads(folder: Path) -> None:
    body = """skos:broader plover:CONSULT ; sr:mode plover:CONSULT-visit ; sr:context plover:diplomatic ;
        sr:edge "feasts with" ; sr:reciprocal true ; sr:nounSlots "with=actor at=-" ;
        sr:evokedBy [ sr:roleset "feast.01, dine.01" ; sr:slots "ARG0=actor" ; sr:when "ARG0=Official,State" ] ,
            [ sr:noun "feast, state banquet" ] ."""
    types = load_event_types(write(folder, body))
    feast = types.classes["Feast"]
    assert (feast.parent, feast.mode, feast.contexts, feast.reciprocal) == ("CONSULT", "visit", ("diplomatic",), True)
    assert types.by_roleset["dine.01"][0].when == {"ARG0": frozenset({"Official", "State"})}
    noun = types.by_noun["state banquet"][0]
    assert noun.slots["with"] == "actor"
    assert "at" not in noun.slots


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('skos:broader plover:DANCE ; sr:edge "x" .', "Feast: skos:broader must name one PLOVER type, not DANCE"),
        ("skos:broader plover:AID .", "Feast: edge is missing"),
        ('skos:broader plover:AID ; sr:mode plover:CONSULT-visit ; sr:edge "x" .', "CONSULT-visit is no mode of AID"),
        ('skos:broader plover:AID ; sr:context plover:food ; sr:edge "x" .', "Feast: unknown context food"),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:evokedBy [ sr:noun "feast" ; sr:slots "of=guest" ] .',
            "Feast: unknown slot guest",
        ),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:evokedBy [ sr:noun "feast" ; sr:slots "of theme" ] .',
            "Feast: 'of' is not of the form KEY=value",
        ),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:evokedBy [ sr:roleset "feast" ; sr:slots "ARG0=actor" ] .',
            "Feast: 'feast' is not a roleset",
        ),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:evokedBy [ sr:roleset "feast.01" ; sr:slots "of=theme" ] .',
            "'of' is no role of a roleset",
        ),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:evokedBy [ sr:noun "feast" ; sr:when "of=Gods" ] .',
            "Feast: feast needs of to be Gods",
        ),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:evokedBy [ sr:noun "feast" ] , [ sr:noun "feast, meal" ] .',
            "feast: evokes Feast and Feast under the same conditions",
        ),
        ('skos:broader plover:AID ; sr:edge "x" , "y" .', "Feast: has several values of edge"),
        ('skos:broader plover:AID ; sr:edge "x" ; sr:slotNames "guest=eater" .', "Feast: unknown slot guest"),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:slotNames "actor=theme" .',
            "Feast: two slots are called theme",
        ),
        (
            'skos:broader plover:AID ; sr:edge "x" ; sr:cameo "drone=07" .',
            "Feast: unknown condition 'drone'; use a mode of AID or any",
        ),
        ('skos:broader plover:AID ; sr:edge "x" ; sr:acled "any=banquet" .', "Feast: 'banquet' is not in acled.ttl"),
        ("skos:broader plover:AID ; sr:edge", "feast.ttl: is not valid Turtle"),
    ],
)
def test_a_mistake_is_named(folder: Path, body: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message.replace("(", r"\(")):
        load_event_types(write(folder, body))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"plover\.ttl: cannot be read"):
        load_event_types(tmp_path)
