"""Networks carry the sentence behind every edge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graph_records import BASE, GRAUSTARK, RURITANIA, STRELSAU, TEXT, ferry_record

from graph import Store
from graph.network import neighbourhood, network_of_query
from graph.reported import words
from graph.vocabulary import EDGE
from ontology.errors import InputError, UnknownError
from ontology.iris import SR
from ontology.records import Annotated, Participant


@pytest.fixture
def troops(record: Annotated) -> str:
    return record.events[0].participants[1].entity


def test_neighbourhood(store: Store, record: Annotated, troops: str) -> None:
    graph = neighbourhood(store, RURITANIA)
    assert set(graph) == {RURITANIA, troops, STRELSAU}
    assert graph.nodes[RURITANIA] == {"label": "Ruritania", "type": "State", "country": "RUR"}
    (edge,) = graph[RURITANIA][troops].values()
    assert {key: edge[key] for key in ("label", "source", "certainty", "polarity", "title", "published")} == {
        "label": "deploys",
        "source": "Gazette",
        "certainty": "certain",
        "polarity": "positive",
        "title": "Troops move",
        "published": "2031-05-06",
    }
    assert edge["affirmed"] is True
    assert edge["event"] == record.events[0].iri
    assert edge["document"] == record.document.iri
    assert record.document.text[edge["begin"] :].startswith(edge["evidence"])
    assert [e["label"] for e in graph[troops][STRELSAU].values()] == ["deploys to"]
    assert [e["label"] for e in graph[STRELSAU][RURITANIA].values()] == ["located in"]
    assert graph.graph["omitted"] == 0


def test_denied_events_are_marked(store: Store, record: Annotated) -> None:
    signing = record.events[1]
    both = (*signing.participants, Participant(role="recipient", entity=RURITANIA, span=signing.trigger))
    store.replace(replace(record, events=(record.events[0], replace(signing, participants=both))))
    (edge,) = neighbourhood(store, GRAUSTARK)[GRAUSTARK][RURITANIA].values()
    assert (edge["affirmed"], edge["polarity"], edge["source"]) == (False, "negative", "Strelsau Wire")


def test_depth_and_limit(store: Store, troops: str) -> None:
    assert set(neighbourhood(store, STRELSAU, depth=2)) == {RURITANIA, troops, STRELSAU}
    small = neighbourhood(store, RURITANIA, limit=2)
    assert len(small) == 2
    assert small.graph["omitted"] == 1
    assert len(neighbourhood(store, GRAUSTARK)) == 1


def test_two_documents_make_two_edges(store: Store) -> None:
    store.replace(ferry_record(TEXT + " More.", id_="a2"))
    graph = neighbourhood(store, RURITANIA)
    assert len(graph[STRELSAU][RURITANIA]) == 2
    assert len(graph) == 4  # troops are described, not named: each document has its own


def test_unknown_entity(store: Store) -> None:
    with pytest.raises(UnknownError):
        neighbourhood(store, BASE + "entity/none")


def test_network_of_a_construct(store: Store, troops: str) -> None:
    graph = network_of_query(store, "CONSTRUCT { ?a edge:deploys ?b . ?a a sr:State } WHERE { ?a edge:deploys ?b }")
    (edge,) = graph[RURITANIA][troops].values()
    assert edge["source"] == "Gazette"
    (bare,) = graph[RURITANIA][SR + "State"].values()
    assert bare["label"] == "type"
    assert graph.nodes[SR + "State"]["label"] == "State"


def test_network_of_a_select_of_events(store: Store, troops: str) -> None:
    graph = network_of_query(store, "SELECT ?c { ?c sr:reports ?e . ?e a sr:Deployment }")
    assert set(graph) == {RURITANIA, troops, STRELSAU}
    assert {e["predicate"] for _, _, e in graph.edges(data=True)} == {EDGE + "deploys", EDGE + "deploysTo"}


def test_network_of_a_select_of_entities(store: Store) -> None:
    graph = network_of_query(store, "SELECT ?x ?l { ?x sr:country 'RUR' ; rdfs:label ?l FILTER(?l != 'troops') }")
    assert [(s, o) for s, o in graph.edges()] == [(STRELSAU, RURITANIA)]
    assert len(network_of_query(store, "SELECT ?x { ?x a sr:None }")) == 0


def test_network_of_an_ask(store: Store) -> None:
    with pytest.raises(InputError, match="ASK"):
        network_of_query(store, "ASK {}")


def test_words() -> None:
    assert words(SR + "memberOf") == "member of"
    assert words("http://www.w3.org/1999/02/22-rdf-syntax-ns#type") == "type"
