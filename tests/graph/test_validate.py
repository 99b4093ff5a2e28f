"""SHACL and SPARQL find what is wrong, and nothing where all is well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from graph_records import BASE, CLASSES, GRAUSTARK, RURITANIA, STRELSAU, TEXT, ferry_record

import ontology
from graph import Literal, Quad, Run, Store, to_quads
from graph.quads import triple_text
from graph.validate import EVIDENCE, validate, violations_of
from graph.vocabulary import EDGE, RDF, SCHEMA, TYPE, XSD
from ontology.iris import SR
from ontology.measures import KINDS
from ontology.records import Annotated, Measure, Quantity, Span
from ontology.turtle import read_graph

SHAPES = read_graph([Path(ontology.__file__).with_name("shapes.ttl")])


def test_a_store_conforms(store: Store) -> None:
    other = ferry_record(TEXT + " More.", source=None)
    store.replace(replace(other, entities=(), events=(), relations=()))
    report = validate(store)
    assert report.text == "2 documents conform"
    assert report.conforms


def test_a_run_conforms(record: Annotated) -> None:
    quads = to_quads(record, base=BASE, run=Run(version="1", model="a"), classes=CLASSES)
    assert list(violations_of(quads, SHAPES)) == []


def measured(record: Annotated) -> Annotated:
    """Return the record with numbers in its first event, and its relation derived from that event."""
    quantity = Quantity(low=10, high=12, unit="soldier", span=Span(10, 14))
    measures = tuple(Measure(kind=kind, quantity=quantity) for kind in sorted(KINDS))
    event = replace(record.events[0], measures=(*measures, measures[0]))
    relation = replace(record.relations[0], derived_from=(event.iri,))
    return replace(record, events=(event, *record.events[1:]), relations=(relation,))


def test_measures_and_derived_relations_conform(record: Annotated) -> None:
    assert list(violations_of(to_quads(measured(record), base=BASE), SHAPES)) == []


def changed(record: Annotated, subject: str | None, predicate: str, value: str | Literal | None) -> list[Quad]:
    """Return the record's quads with one property of one subject (of all, if None) set to another value."""
    quads = to_quads(record, base=BASE, classes=CLASSES)
    target = subject or next(q.subject for q in quads if q.predicate == predicate)
    kept = [q for q in quads if (q.subject, q.predicate) != (target, predicate)]
    return kept if value is None else [*kept, Quad(target, predicate, value, record.document.iri)]


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (None, SCHEMA + "articleBody", None),
        (None, SR + "sha256", Literal("abc")),
        (None, SCHEMA + "name", None),
        (RURITANIA, TYPE, SR + "Nonsense"),
        (RURITANIA, SR + "country", Literal("Ruritania")),
        (RURITANIA, SR + "mentions", Literal("everywhere")),
        (RURITANIA, SR + "mentions", None),
        (None, SR + "eventType", "https://w3id.org/sitrep/plover#DANCE"),
        (None, SR + "spans", Literal("none")),
        (None, SR + "reports", RURITANIA),
        (None, SR + "source", "http://example.org/nobody"),
        (None, SR + "certainty", SR + "sure"),
        (None, SR + "polarity", None),
        (None, SR + "confidence", Literal("1.5", XSD + "double")),
        (None, SR + "begin", Literal("-1", XSD + "integer")),
        (None, SR + "quote", Literal("")),
        (None, RDF + "object", "http://example.org/nobody"),
    ],
)
def test_what_shacl_finds(record: Annotated, subject: str | None, predicate: str, value: str | Literal | None) -> None:
    assert list(violations_of(changed(record, subject, predicate, value), SHAPES))


def insert(store: Store, record: Annotated, *quads: Quad, without: tuple[str, str] | None = None) -> None:
    """Write quads past the mapping, in place of what a subject and predicate say."""
    kept = [q for q in store.quads(record.document.iri) if (q.subject, q.predicate) != without]
    triples = " . ".join(map(triple_text, [*kept, *quads]))
    graph = f"<{record.document.iri}>"
    store._change(f"DROP GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}")


def test_evidence_must_be_what_the_text_says(store: Store, record: Annotated) -> None:
    assert list(store.query(EVIDENCE)) == []
    claim = record.events[0].iri.replace("/event/", "/claim/") + "-0"
    wrong = Quad(claim, SR + "quote", Literal("Ruritania sent nobody."), record.document.iri)
    insert(store, record, wrong, without=(claim, SR + "quote"))
    report = validate(store)
    assert not report.conforms
    assert [(v.document, v.focus) for v in report.violations] == [(record.document.iri, claim)]
    assert "quote differs" in report.text


def test_plain_edges_must_lead_back(store: Store, record: Annotated) -> None:
    insert(store, record, Quad(RURITANIA, EDGE + "deploys", GRAUSTARK, record.document.iri))
    (violation,) = validate(store).violations
    assert (violation.focus, violation.path) == (RURITANIA, EDGE + "deploys")
    assert "no event" in violation.message


def test_relations_must_have_their_plain_triple(store: Store, record: Annotated) -> None:
    insert(store, record, without=(STRELSAU, SR + "locatedIn"))
    (violation,) = validate(store).violations
    assert (violation.focus, violation.path) == (STRELSAU, SR + "locatedIn")
