"""Check a store: SHACL for the shape of each document's graph, SPARQL for what holds between its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

import ontology
from graph.edges import affirms
from graph.listing import need
from graph.quads import Literal, Quad
from graph.reading import from_quads
from graph.store import Store
from graph.vocabulary import EDGE
from ontology.errors import OntologyError
from ontology.iris import SR
from ontology.turtle import read_graph

EVIDENCE = """
SELECT ?d ?c WHERE {
  GRAPH ?d {
    ?c sr:begin ?begin ; sr:quote ?quote .
    OPTIONAL { ?d schema:articleBody ?text }
    FILTER(!BOUND(?text) || SUBSTR(?text, ?begin + 1, STRLEN(?quote)) != ?quote)
  }
} ORDER BY ?d ?c
"""
"""Finds every claim and relation whose quote is not what the document says at its place; none, if all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that is wrong: `focus` is what in the document's graph, `path` which property, if any."""

    document: str
    focus: str
    path: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is wrong with a store, by document."""

    documents: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations

    @property
    def text(self) -> str:
        """Return one line for each violation, or one that says that there is none."""
        if self.conforms:
            return f"{self.documents} documents conform"
        lines = (f"{v.document}: {v.focus}{f' {v.path}' if v.path else ''}: {v.message}" for v in self.violations)
        return "\n".join(lines)


def validate(store: Store) -> Report:
    """Return what is wrong with a store; raises OntologyError where the shapes cannot be read."""
    shapes = read_graph([Path(ontology.__file__).with_name("shapes.ttl")])
    documents = [document.iri for document in store.documents()]
    found: list[Violation] = []
    for iri in documents:
        quads = store.quads(iri)
        malformed = list(violations_of(quads, shapes))
        found += malformed or loose_edges(quads)
    for row in store.select(EVIDENCE):
        message = "the quote differs from the document's text at its place"
        found.append(Violation(document=need(row[0]), focus=need(row[1]), path=SR + "quote", message=message))
    return Report(documents=len(documents), violations=tuple(sorted(found, key=_order)))


def violations_of(quads: Iterable[Quad], shapes: rdflib.Graph) -> Iterator[Violation]:
    """Yield what SHACL finds wrong with the graph of one document."""
    data, document = rdflib.Graph(bind_namespaces="none"), ""
    for quad in quads:
        document = quad.graph
        data.add((rdflib.URIRef(quad.subject), rdflib.URIRef(quad.predicate), _node(quad)))
    try:
        _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    except Exception as error:  # pyshacl's errors share no base beyond Exception
        raise OntologyError(f"shapes.ttl cannot be applied: {error}; restore the file") from error
    for result in results.subjects(RDF.type, SH.ValidationResult):
        path = results.value(result, SH.resultPath)
        yield Violation(
            document=document,
            focus=str(results.value(result, SH.focusNode)),
            path=str(path) if isinstance(path, rdflib.URIRef) else None,
            message="; ".join(sorted(map(str, results.objects(result, SH.resultMessage)))),
        )


def loose_edges(quads: Sequence[Quad]) -> Iterator[Violation]:
    """Yield the plain edges that lead back to no affirmed event, and the relations without their plain triple."""
    known = {(q.subject, q.predicate, q.object) for q in quads}
    record = from_quads(quads)
    ends = {e.iri: {p.entity for p in e.participants} for e in record.events if any(map(affirms, e.claims))}
    backed = [(q.object, ends[q.subject]) for q in quads if q.predicate == SR + "edge" and q.subject in ends]
    for quad in quads:
        if quad.predicate.startswith(EDGE) and not any(
            predicate == quad.predicate and {quad.subject, quad.object} <= both for predicate, both in backed
        ):
            message = "the plain edge leads back to no event that a claim affirms"
            yield Violation(document=quad.graph, focus=quad.subject, path=quad.predicate, message=message)
    for relation in record.relations:
        if (relation.subject, SR + relation.predicate, relation.object) not in known:
            message = "the plain triple of the relation is missing"
            yield Violation(
                document=record.document.iri, focus=relation.subject, path=SR + relation.predicate, message=message
            )


def _node(quad: Quad) -> rdflib.URIRef | rdflib.Literal:
    value = quad.object
    if isinstance(value, Literal):
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype), normalize=False)
    return rdflib.URIRef(value)


def _order(v: Violation) -> tuple[str, str, str, str]:
    return v.document, v.focus, v.path or "", v.message
