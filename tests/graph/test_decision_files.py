"""Logs of decisions as RDF, and one log added to another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graph_records import BASE
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.decision_files import contradictions, decisions_text, moved, new_decisions, parse_decisions
from graph.decisions import Decision, active, next_decision, next_undo
from graph.reasons import reasons
from graph.store import Store
from ontology.errors import InputError

OTHER = "http://elsewhere.example/id/"
ENTITIES = [f"{BASE}entity/name/Person/-/{name}" for name in "abc"]
FORMATS = [".nq", ".trig", ".ttl", ".jsonld"]


@st.composite
def logs(draw: st.DrawFn) -> list[Decision]:
    """Draw a log as people make it: decisions and undos, several of them in one second."""
    log: list[Decision] = []
    for _ in range(draw(st.integers(1, 6))):
        said = {"who": draw(st.sampled_from(["Ada", "Bea L."])), "why": draw(st.sampled_from([None, 'so "it" is\n']))}
        when = f"2031-01-01T00:00:0{draw(st.integers(0, 2))}Z"
        held = active(log)
        try:
            if held and draw(st.booleans()):
                log.append(next_undo(log, draw(st.sampled_from(held)).number, when=when, **said))
            else:
                pair = draw(st.lists(st.sampled_from(ENTITIES), min_size=2, max_size=2, unique=True))
                log.append(next_decision(log, draw(st.sampled_from(["same", "different"])), pair, when=when, **said))
        except InputError:
            continue
    return log


@settings(max_examples=25, deadline=None)
@given(log=logs(), suffix=st.sampled_from(FORMATS))
def test_a_log_goes_out_and_comes_back(log: list[Decision], suffix: str) -> None:
    with Store.in_memory(base=BASE) as store:
        store.decide(*log)
        text = decisions_text(store, suffix)
        assert decisions_text(store, suffix) == text
    assert parse_decisions(text, suffix, base=BASE) == log
    assert new_decisions(log, log) == []
    elsewhere = parse_decisions(text, suffix, base=OTHER)
    assert [moved(decision, OTHER, BASE) for decision in elsewhere] == log
    assert all(iri.startswith(OTHER) for decision in elsewhere for iri in decision.about)


@settings(max_examples=50, deadline=None)
@given(one=logs(), other=logs())
def test_a_log_is_added_to_another_once(one: list[Decision], other: list[Decision]) -> None:
    added = new_decisions(one, other)
    both = [*one, *added]
    assert [d.number for d in both] == list(range(1, len(both) + 1))
    assert all(number < d.number for d in both for number in d.undoes)
    assert new_decisions(both, other) == []
    if not one:
        assert added == other


def test_what_an_added_decision_undoes_is_renumbered() -> None:
    first = Decision(number=1, verdict="same", about=(ENTITIES[0], ENTITIES[1]), who="Ada", when="2031-01-01T00:00:00Z")
    second = replace(first, number=2, about=(ENTITIES[1], ENTITIES[2]))
    third = replace(second, number=3, verdict="undo", undoes=(2,))
    mine = [replace(first, who="Bea"), replace(second, number=2)]
    assert new_decisions(mine, [first, second, third]) == [replace(first, number=3), replace(third, number=4)]
    with pytest.raises(InputError, match="undoes decision 2, which is not there"):
        new_decisions([], [third])


def test_times_are_read_in_any_zone() -> None:
    text = (
        "@prefix sr: <https://w3id.org/sitrep/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> . "
        "<http://a.example/decision/1> a sr:Decision ; sr:verdict sr:same ; sr:about <x:a>, <x:b> ; "
        'prov:wasAssociatedWith <x:ada> ; prov:endedAtTime "%s" . '
        '<x:ada> <http://www.w3.org/2000/01/rdf-schema#label> "Ada" .'
    )
    (read,) = parse_decisions((text % "2031-01-01T01:30:00+01:00").encode(), ".ttl", base=BASE)
    assert read.when == "2031-01-01T00:30:00Z"
    with pytest.raises(InputError, match="no date-time"):
        parse_decisions((text % "yesterday").encode(), ".ttl", base=BASE)
    with pytest.raises(InputError, match="1 entities"):
        parse_decisions((text % "2031-01-01").replace(", <x:b>", "").encode(), ".ttl", base=BASE)


def test_contradictions_are_found_among_those_that_hold() -> None:
    same = Decision(number=1, verdict="same", about=tuple(ENTITIES), who="Ada", when="2031-01-01T00:00:00Z")
    apart = replace(same, number=2, verdict="different", about=(ENTITIES[0], ENTITIES[1]))
    assert contradictions([same, apart]) == [(same, apart)]
    undone = replace(apart, number=3, verdict="undo", undoes=(2,))
    assert contradictions([same, apart, undone]) == []


def test_reasons_name_the_decision() -> None:
    with Store.in_memory(base=BASE) as store:
        made = next_decision([], "same", ENTITIES[:2], who="Ada", when="2031-01-01T00:00:00Z", why=None)
        store.decide(made)
        assert {iri: tie.reason for iri, tie in reasons(store, ENTITIES[0]).items()} == {ENTITIES[1]: "decision 1"}
        assert reasons(store, ENTITIES[2]) == {}
