"""What documents report of events and relations, as links between two entities with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.edges import links, verb_of
from graph.listing import Queryable, need, text
from graph.quads import check_iri, term_text
from graph.vocabulary import EDGE, name_of
from ontology.event_types import EventClass
from ontology.iris import PLOVER, SR

_BATCH = 500  # IRIs in one VALUES: larger lists make no query faster and its text long


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two entities that one claim of an event, or a standing relation, ties together.

    `claim` is the IRI of the claim or relation; `event` and all that only claims have are None for relations.
    `source` is the name of who says it, `evidence` the quote at `begin` of the document's text.
    """

    subject: str
    predicate: str
    object: str
    label: str
    claim: str
    event: str | None = None
    event_type: str | None = None
    event_class: str | None = None
    source: str | None = None
    source_iri: str | None = None
    certainty: str | None = None
    polarity: str | None = None
    temporality: str | None = None
    evidence: str
    begin: int
    confidence: float
    document: str
    title: str | None
    published: str | None


_EVENTS_OF = """
SELECT DISTINCT ?e WHERE { VALUES ?x { %s } ?e ?role ?x ; sr:eventType [] }
"""
_CLAIMS = """
SELECT ?e ?class ?type ?spans ?c ?s ?certainty ?polarity ?temporality ?quote ?begin ?confidence ?d ?title ?published
WHERE {
  VALUES ?e { %s }
  GRAPH ?d {
    ?e a ?class ; sr:eventType ?type ; sr:spans ?spans .
    ?c sr:reports ?e ; sr:source ?s ; sr:certainty ?certainty ; sr:polarity ?polarity ; sr:temporality ?temporality ;
       sr:quote ?quote ; sr:begin ?begin ; sr:confidence ?confidence .
    OPTIONAL { ?d schema:headline ?title }
    OPTIONAL { ?d schema:datePublished ?published }
  }
} ORDER BY ?published ?d ?e ?c
"""
# Asked apart: as an OPTIONAL of the query above, Oxigraph scans all labels for each graph, two hundred times slower.
_NAMES = """
SELECT ?s (MIN(?n) AS ?name) WHERE {
  VALUES ?s { %s }
  { ?s rdfs:label ?n } UNION { ?s schema:name ?n } UNION { ?s schema:headline ?n }
} GROUP BY ?s
"""
_RELATIONS = """
SELECT DISTINCT ?r ?s ?p ?o ?quote ?begin ?confidence ?d ?title ?published WHERE {
  VALUES ?x { %s }
  { ?r rdf:subject ?x } UNION { ?r rdf:object ?x }
  GRAPH ?d {
    ?r rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
       sr:quote ?quote ; sr:begin ?begin ; sr:confidence ?confidence .
    OPTIONAL { ?d schema:headline ?title }
    OPTIONAL { ?d schema:datePublished ?published }
  }
} ORDER BY ?published ?d ?r
"""


def events_of(store: Queryable, entities: Iterable[str]) -> list[str]:
    """Return the IRIs of the events that any of the entities takes part in, sorted."""
    return sorted({need(row[0]) for batch in _batches(entities) for row in store.select(_EVENTS_OF % batch)})


def event_links(store: Queryable, events: Iterable[str], classes: Mapping[str, EventClass]) -> Iterator[Link]:
    """Yield what each claim of each event says of each pair of its participants, affirmed or not."""
    for batch in _batches(events):
        resolution = store.resolution()
        rows = list(store.select(_CLAIMS % batch))
        sources = [resolution.of(need(row[5]), need(row[12])) for row in rows]
        names = names_of(store, sources)
        for row, source in zip(rows, sources, strict=True):
            values = [text(value) for value in row]
            class_ = name_of(SR, need(row[1]))
            parts = (part.split(" ") for part in need(row[3]).split("\n"))
            roles = ((part[0], resolution.of(part[2], need(row[12]))) for part in parts if len(part) == 3)
            for edge in links(class_, roles, classes):
                yield Link(
                    subject=edge.subject,
                    predicate=edge.predicate,
                    object=edge.object,
                    label=verb_of(edge.predicate),
                    claim=need(row[4]),
                    event=values[0],
                    event_type=name_of(PLOVER, need(row[2])),
                    event_class=class_,
                    source=names.get(source),
                    source_iri=source,
                    certainty=name_of(SR, need(row[6])),
                    polarity=name_of(SR, need(row[7])),
                    temporality=name_of(SR, need(row[8])),
                    evidence=need(row[9]),
                    begin=int(need(row[10])),
                    confidence=float(need(row[11])),
                    document=need(row[12]),
                    title=values[13],
                    published=values[14],
                )


def names_of(store: Queryable, iris: Iterable[str]) -> dict[str, str]:
    """Return the labels of entities, names of publishers and headlines of documents, where there are any."""
    batches = _batches(iris)
    return {need(row[0]): need(row[1]) for batch in batches for row in store.select(_NAMES % batch)}


def relation_links(store: Queryable, entities: Iterable[str]) -> Iterator[Link]:
    """Yield the standing relations that any of the entities has."""
    for batch in _batches(entities):
        resolution = store.resolution()
        for row in store.select(_RELATIONS % batch):
            yield Link(
                subject=resolution.of(need(row[1]), need(row[7])),
                predicate=need(row[2]),
                object=resolution.of(need(row[3]), need(row[7])),
                label=words(need(row[2])),
                claim=need(row[0]),
                evidence=need(row[4]),
                begin=int(need(row[5])),
                confidence=float(need(row[6])),
                document=need(row[7]),
                title=text(row[8]),
                published=text(row[9]),
            )


def words(predicate: str) -> str:
    """Return the words of a predicate's local name: `sr:memberOf` is `member of`."""
    return verb_of(EDGE + predicate.rpartition("#")[2].rpartition("/")[2])


def _batches(iris: Iterable[str]) -> Iterator[str]:
    ordered = sorted(set(iris))
    for start in range(0, len(ordered), _BATCH):
        yield " ".join(term_text(check_iri(iri)) for iri in ordered[start : start + _BATCH])
