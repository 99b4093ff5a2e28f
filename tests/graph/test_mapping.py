"""Records become quads and come back unchanged."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from graph_records import BASE, CLASSES, GAZETTE, GRAUSTARK, RURITANIA, STRELSAU, annotated, event_class
from hypothesis import HealthCheck, given, settings

from graph import Literal, Quad, Run, from_quads, publisher_iri, run_of, to_quads
from graph.edges import Edge, affirms, links, plain_edges, predicate, verb_of
from graph.mapping import moment
from graph.quads import line, number
from graph.vocabulary import EDGE, PROV, SCHEMA, XSD
from ontology.errors import InputError
from ontology.iris import SR
from ontology.order import arranged
from ontology.records import Annotated, Claim, Measure, Participant, Quantity, Span

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(annotated())
def test_round_trip(record: Annotated) -> None:
    quads = to_quads(record, base=BASE, run=Run(version="1", model="ab"), classes=CLASSES)
    assert from_quads(quads) == record
    shuffled = Random(0).sample(quads, len(quads))
    assert from_quads(shuffled) == record
    assert run_of(quads) == Run(version="1", model="ab")


@SLOW
@given(annotated())
def test_quads_are_sorted_and_unique_and_without_blank_nodes(record: Annotated) -> None:
    quads = to_quads(record, base=BASE)
    lines = [line(q) for q in quads]
    assert lines == sorted(set(lines))
    assert {q.graph for q in quads} == {record.document.iri}
    assert not any(q.subject.startswith("_:") for q in quads)


def test_order_of_a_record_does_not_matter(record: Annotated) -> None:
    reversed_ = replace(record, entities=record.entities[::-1], events=record.events[::-1])
    assert to_quads(reversed_, base=BASE) == to_quads(record, base=BASE)
    assert arranged(reversed_) == record == arranged(record)


def test_quote_stands_on_the_claim(record: Annotated) -> None:
    quads = to_quads(record, base=BASE)
    claim = record.events[0].iri.replace("/event/", "/claim/") + "-0"
    said = {(q.predicate.removeprefix(SR), q.object) for q in quads if q.subject == claim}
    assert ("source", GAZETTE) in said
    assert ("quote", Literal("Ruritania sent troops to Strelsau on Monday, the Gazette said.")) in said
    assert ("begin", Literal("0", XSD + "integer")) in said
    assert ("polarity", SR + "positive") in said


def test_publisher_is_the_source_of_what_nobody_else_says(record: Annotated) -> None:
    sources = {q.subject: q.object for q in to_quads(record, base=BASE) if q.predicate == SR + "source"}
    assert publisher_iri(BASE, "Strelsau Wire") in sources.values()
    unnamed = replace(record, document=replace(record.document, source=None))
    sources = {q.subject: q.object for q in to_quads(unnamed, base=BASE) if q.predicate == SR + "source"}
    assert record.document.iri in sources.values()


def test_a_verb_keeps_one_preposition() -> None:
    classes = {"Exit": event_class("Exit", "withdraws from")}
    roles = [("actor", "x:a"), ("theme", "x:t"), ("recipient", "x:r"), ("origin", "x:o"), ("destination", "x:d")]
    assert {(e.subject, verb_of(e.predicate), e.object) for e in links("Exit", roles, classes)} == {
        ("x:a", "withdraws", "x:t"),
        ("x:a", "withdraws from", "x:r"),
        ("x:t", "withdraws from", "x:o"),
        ("x:t", "withdraws to", "x:d"),
    }


def test_one_arrives_in_a_place() -> None:
    (edge,) = links(
        "Arrival", [("theme", "x:t"), ("destination", "x:d")], {"Arrival": event_class("Arrival", "arrives in")}
    )
    assert verb_of(edge.predicate) == "arrives in"


def test_plain_edges_only_of_affirmed_events(record: Annotated) -> None:
    troops = record.events[0].participants[1].entity
    quads = to_quads(record, base=BASE, classes=CLASSES)
    edges = {(q.subject, q.predicate, q.object) for q in quads if q.predicate.startswith(EDGE)}
    assert edges == {(RURITANIA, EDGE + "deploys", troops), (troops, EDGE + "deploysTo", STRELSAU)}
    # Each edge leads back to its event by predicate and ends.
    named = {q.object for q in quads if q.subject == record.events[0].iri and q.predicate == SR + "edge"}
    assert named == {EDGE + "deploys", EDGE + "deploysTo"}
    assert not [q for q in quads if q.subject == record.events[1].iri and q.predicate == SR + "edge"]


@pytest.mark.parametrize(
    ("change", "affirmed"),
    [
        ({}, True),
        ({"certainty": "probable", "temporality": "present"}, True),
        ({"certainty": "possible"}, False),
        ({"certainty": "unknown"}, False),
        ({"polarity": "negative"}, False),
        ({"temporality": "future"}, False),
        ({"temporality": "hypothetical"}, False),
    ],
)
def test_what_counts_as_affirmed(record: Annotated, change: dict[str, str], affirmed: bool) -> None:
    event = record.events[0]
    claim: Claim = replace(event.claims[0], **change)  # type: ignore[arg-type]
    assert affirms(claim) is affirmed
    assert bool(plain_edges(replace(event, claims=(claim,)), CLASSES)) is affirmed


def test_one_affirming_claim_is_enough(record: Annotated) -> None:
    event = record.events[0]
    denied = replace(event.claims[0], polarity="negative")
    assert plain_edges(replace(event, claims=(denied, *event.claims)), CLASSES)
    assert plain_edges(replace(event, claims=()), CLASSES) == []


def test_reciprocal_edges_go_both_ways() -> None:
    roles = [("actor", "x:a"), ("actor", "x:b"), ("place", "x:p")]
    assert links("Meeting", roles, CLASSES) == [
        Edge("x:a", EDGE + "meetsWith", "x:b"),
        Edge("x:a", EDGE + "meetsWithIn", "x:p"),
        Edge("x:b", EDGE + "meetsWith", "x:a"),
        Edge("x:b", EDGE + "meetsWithIn", "x:p"),
    ]
    assert links("Unheard", [("actor", "x:a"), ("recipient", "x:b")], {}) == [Edge("x:a", EDGE + "unheard", "x:b")]
    assert links("Meeting", [("actor", "x:a"), ("recipient", "x:a")], CLASSES) == []


def test_edge_names() -> None:
    assert predicate("bombs from the air") == EDGE + "bombsFromTheAir"
    assert verb_of(EDGE + "bombsFromTheAir") == "bombs from the air"


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2024-11-06", "date"),
        ("2024-11-06T10:00:00Z", "dateTime"),
        ("2024-11-06T10:00:00+05:30", "dateTime"),
        ("2024-11-06T10:00:00+00:00", "string"),
        ("2024-11-06T10:00:00.5Z", "string"),
        ("2024-02-30", "string"),
        ("2024-11", "string"),
        ("20241106", "string"),
        ("2024-W45-3", "string"),
    ],
)
def test_moments(text: str, datatype: str) -> None:
    assert moment(text) == Literal(text, XSD + datatype)


@pytest.mark.parametrize("value", [0.0, 1.0, 0.93, 1e-7, 5e-324, 0.1 + 0.2, 1e300, -12.5])
def test_numbers_read_back(value: float) -> None:
    assert float(number(value)) == value
    assert "e" not in number(value)


def _broken(record: Annotated) -> list[tuple[Annotated, str]]:
    event, document = record.events[0], record.document
    wrong = Participant(role="mode", entity=GRAUSTARK, span=Span(0, 1))
    return [
        (replace(record, entities=record.entities[1:]), "used but not listed"),
        (replace(record, entities=(*record.entities, record.entities[0])), "listed twice"),
        (replace(record, events=(replace(event, trigger=Span(5, 10**6)),)), "outside the text"),
        (replace(record, events=(replace(event, trigger=Span(5, 4)),)), "outside the text"),
        (replace(record, events=(replace(event, iri="http://example.org/e"),)), "must start with"),
        (replace(record, events=(replace(event, participants=(wrong,)),)), "has role 'mode'"),
        (replace(record, relations=(replace(record.relations[0], predicate="mentions"),)), "property of entities"),
        (replace(record, document=replace(document, iri="no iri"), events=()), "not an absolute IRI"),
    ]


@pytest.mark.parametrize("index", range(8))
def test_records_that_contradict_themselves(record: Annotated, index: int) -> None:
    broken, message = _broken(record)[index]
    with pytest.raises(InputError, match=message):
        to_quads(broken, base=BASE)


def test_quads_that_are_no_document() -> None:
    with pytest.raises(InputError, match="not that of a document"):
        from_quads([Quad("x:a", "x:b", "x:c", "x:g")])
    with pytest.raises(InputError, match="not that of a document"):
        from_quads([])
    with pytest.raises(InputError, match="articleBody"):
        from_quads([Quad("x:g", SCHEMA + "identifier", Literal("1"), "x:g")])


def test_frugal(record: Annotated) -> None:
    """An event with three participants, time and claim, and an entity, cost what the design allows."""
    empty = replace(record, entities=(), events=(), relations=())
    bare = len(to_quads(empty, base=BASE))
    people = len(to_quads(replace(record, events=(), relations=()), base=BASE)) - bare
    events = len(to_quads(replace(record, relations=()), base=BASE)) - bare - people
    assert bare <= 12
    assert people / len(record.entities) <= 5
    assert events / len(record.events) <= 18


def _measure(kind: str, low: float, high: float | None, unit: str | None) -> Measure:
    return Measure(kind=kind, quantity=Quantity(low=low, high=high, unit=unit, span=Span(10, 14)))


def test_measures_are_properties_of_the_event(record: Annotated) -> None:
    measures = (
        _measure("killed", 10, 12, "soldier"),
        _measure("killed", 3, None, None),
        _measure("money", 2, 2, "EUR"),
    )
    event = replace(record.events[0], measures=measures)
    counted = replace(record, events=(event, record.events[1]))
    quads = to_quads(counted, base=BASE)
    said = {(q.predicate.removeprefix(SR), q.object[0]) for q in quads if q.subject == event.iri}
    assert {("killedLow", "10"), ("killedHigh", "12"), ("killedUnit", "soldier"), ("killedLow", "3")} <= said
    assert from_quads(quads) == counted


def test_measure_of_unknown_kind_is_refused(record: Annotated) -> None:
    event = replace(record.events[0], measures=(_measure("height", 1, 2, None),))
    with pytest.raises(InputError, match="measures 'height'"):
        to_quads(replace(record, events=(event,)), base=BASE)


def test_relation_names_the_events_that_it_is_derived_from(record: Annotated) -> None:
    iri = record.events[0].iri
    derived = replace(record, relations=(replace(record.relations[0], derived_from=(iri,)),))
    quads = to_quads(derived, base=BASE)
    assert [q.object for q in quads if q.predicate == PROV + "wasDerivedFrom"] == [iri]
    assert from_quads(quads) == derived
    lost = replace(record, relations=(replace(record.relations[0], derived_from=(iri + "x",)),))
    with pytest.raises(InputError, match="not listed among the events"):
        to_quads(lost, base=BASE)
