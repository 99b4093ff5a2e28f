"""Every term that data or the ontology's own files use is declared and explained; the schema describes records."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from graph_records import BASE, CLASSES, annotated, ferry_record
from hypothesis import HealthCheck, given, settings
from rdflib import OWL, RDF, RDFS, Graph, URIRef

import ontology
from graph import Run, to_quads
from ontology.event_types import SLOTS
from ontology.iris import SR
from ontology.record_json import from_json, to_json
from ontology.records import Annotated
from ontology.turtle import read_graph

FOLDER = Path(ontology.__file__).parent
FILES = sorted(p for p in FOLDER.rglob("*.ttl") if p.name != "shapes.ttl")
SCHEMA = json.loads((FOLDER / "record.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def declared() -> Graph:
    return read_graph([FOLDER / "ontology.ttl"])


def undeclared(names: set[str], declared: Graph) -> set[str]:
    known = {str(s) for s in declared.subjects(RDF.type)}
    return {name for name in names if name.startswith(SR)} - known


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(FOLDER)))
def test_terms_of_the_ontology_files_are_declared(path: Path, declared: Graph) -> None:
    graph = read_graph([path])
    own = {str(s) for s in graph.subjects() if isinstance(s, URIRef)} if path.name != "ontology.ttl" else set()
    own |= {str(s) for s in read_graph([FOLDER / "lexicon.ttl"]).subjects() if isinstance(s, URIRef)}
    used = {str(p) for _, p, _ in graph} | {str(o) for o in graph.objects() if isinstance(o, URIRef)}
    assert undeclared(used - own, declared) == set()


def test_terms_of_data_are_declared(record: Annotated, declared: Graph) -> None:
    quads = to_quads(record, base=BASE, run=Run(version="1", model="a"), classes=CLASSES)
    used = {q.predicate for q in quads} | {q.object for q in quads if isinstance(q.object, str)}
    used -= {SR + event.class_ for event in record.events}
    used -= {str(s) for s in read_graph([FOLDER / "units.ttl"]).subjects()}
    assert undeclared(used, declared) == set()
    assert undeclared({SR + slot for slot in SLOTS}, declared) == set()


def test_shapes_name_only_declared_terms(declared: Graph) -> None:
    shapes = read_graph([FOLDER / "shapes.ttl"])
    assert undeclared({str(o) for o in shapes.objects() if isinstance(o, URIRef)}, declared) == set()


def test_every_term_has_one_label_and_comment(declared: Graph) -> None:
    for term in sorted(set(declared.subjects(RDF.type)), key=str):
        assert len(list(declared.objects(term, RDFS.label))) == 1, term
        assert len(list(declared.objects(term, RDFS.comment))) == 1, term


def test_domains_and_ranges_are_classes(declared: Graph) -> None:
    classes = {str(c) for c in declared.subjects(RDF.type, OWL.Class)}
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf):
        named = {str(o) for o in declared.objects(None, predicate) if str(o).startswith(SR)}
        assert named <= classes


def test_schema_and_shapes_list_the_same_types() -> None:
    shapes = read_graph([FOLDER / "shapes.ttl"])
    local = {str(o).removeprefix(SR) for o in shapes.objects()}
    assert set(SCHEMA["$defs"]["entity"]["properties"]["type"]["enum"]) <= local
    assert tuple(SCHEMA["$defs"]["participant"]["properties"]["role"]["enum"]) == SLOTS
    types = read_graph([FOLDER / "plover.ttl"]).subjects(RDF.type, URIRef(SR + "EventType"))
    names = {str(t).rpartition("#")[2] for t in types}
    assert set(SCHEMA["$defs"]["event"]["properties"]["type"]["enum"]) == names
    assert names <= {str(o).rpartition("#")[2] for o in shapes.objects()}


def test_schema_is_one_and_records_follow_it(record: Annotated) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    data = json.loads(json.dumps(to_json(record)))
    assert [error.message for error in validator.iter_errors(data)] == []
    assert from_json(data) == record


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(annotated())
def test_json_round_trip(record: Annotated) -> None:
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("document", "sha256"), "x"),
        (("entities", 0, "type"), "Nonsense"),
        (("entities", 0, "country"), "Ruritania"),
        (("entities", 0, "mentions", 0), [1]),
        (("events", 0, "type"), "DANCE"),
        (("events", 0, "participants", 0, "role"), "dancer"),
        (("events", 0, "claims", 0, "confidence"), 2),
        (("events", 0, "claims", 0, "evidence"), None),
        (("relations", 0, "subject"), "no iri"),
        (("extra",), 1),
    ],
)
def test_schema_refuses(path: tuple[str | int, ...], value: object) -> None:
    data = json.loads(json.dumps(to_json(ferry_record())))
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(data)
