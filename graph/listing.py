"""Lists, counts and label search over a store, as SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.merged import Resolution
from graph.quads import Literal, Term, check_iri, term_text
from graph.vocabulary import name_of
from ontology.errors import UnknownError
from ontology.iris import SR

Row = Sequence[Term | None]


class Queryable(Protocol):
    """Something that answers SPARQL SELECT over the union of its graphs, with the prefixes of `PREFIXES`."""

    def select(self, sparql: str) -> Iterable[Row]:
        """Yield one row of terms for each solution, in the order of the variables."""
        ...

    def resolution(self) -> Resolution:
        """Return which entities stand for which."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSummary:
    """A stored document without its text."""

    iri: str
    id: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntitySummary:
    """An entity as the whole store knows it; `documents` is how many mention it."""

    iri: str
    type: str
    label: str
    country: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a store holds; an entity that several documents name counts once."""

    documents: int
    entities: int
    events: int
    claims: int
    relations: int
    quads: int


_DOCUMENTS = """
SELECT ?d ?id ?title ?source ?published ?url WHERE {
  GRAPH ?d {
    ?d a schema:NewsArticle ; schema:identifier ?id .
    OPTIONAL { ?d schema:headline ?title }
    OPTIONAL { ?d schema:publisher ?publisher . ?publisher schema:name ?source }
    OPTIONAL { ?d schema:datePublished ?published }
    OPTIONAL { ?d schema:url ?url }
  }
} ORDER BY ?published ?id ?d
"""

_COUNTS = """
SELECT (COUNT(DISTINCT ?d) AS ?documents) (COUNT(DISTINCT ?x) AS ?entities) (COUNT(DISTINCT ?e) AS ?events)
       (COUNT(DISTINCT ?c) AS ?claims) (COUNT(DISTINCT ?r) AS ?relations) WHERE {
  { ?d a schema:NewsArticle } UNION { ?x sr:mentionedIn [] } UNION { ?e sr:eventType [] }
  UNION { ?c sr:reports [] } UNION { ?r rdf:predicate [] }
}
"""

_ENTITIES = """
SELECT ?x (MIN(?t) AS ?type) (MIN(?l) AS ?label) (MIN(?c) AS ?country) (COUNT(DISTINCT ?g) AS ?documents) WHERE {
  %s
  ?x sr:mentionedIn ?g ; a ?t ; rdfs:label ?l . OPTIONAL { ?x sr:country ?c } %s
} GROUP BY ?x %s
"""


def documents(store: Queryable) -> list[DocumentSummary]:
    """Return every document by date, then id."""
    return [
        DocumentSummary(
            iri=need(row[0]),
            id=need(row[1]),
            title=text(row[2]),
            source=text(row[3]),
            published=text(row[4]),
            url=text(row[5]),
        )
        for row in store.select(_DOCUMENTS)
    ]


def counts(store: Queryable, quads: int) -> Counts:
    """Return how much a store holds."""
    (row,) = store.select(_COUNTS)
    found = [int(need(value)) for value in row]
    return Counts(
        documents=found[0], entities=found[1], events=found[2], claims=found[3], relations=found[4], quads=quads
    )


def search(
    store: Queryable, query: str, *, type_: str | None = None, limit: int = 20, offset: int = 0
) -> list[EntitySummary]:
    """Return the entities one of whose names holds the query, case aside: equal labels first, then the most reported.

    An empty query finds all.
    """
    needle = term_text(Literal(query))
    names = "?x rdfs:label|skos:altLabel ?n"
    filters = f"FILTER EXISTS {{ {names} FILTER(CONTAINS(LCASE(?n), LCASE({needle}))) }}" if query else ""
    if type_ is not None:
        filters += f" FILTER(?t = {term_text(SR + type_)})"
    order = f"ORDER BY DESC(LCASE(MIN(?l)) = LCASE({needle})) DESC(COUNT(DISTINCT ?g)) MIN(?l) ?x"
    return [
        _entity(row) for row in store.select(_ENTITIES % ("", filters, f"{order} LIMIT {limit:d} OFFSET {offset:d}"))
    ]


def entities(store: Queryable, iris: Iterable[str]) -> list[EntitySummary]:
    """Return those entities among some IRIs that the store holds, by IRI."""
    values = " ".join(term_text(check_iri(iri)) for iri in sorted(set(iris)))
    return [_entity(row) for row in store.select(_ENTITIES % (f"VALUES ?x {{ {values} }}", "", "ORDER BY ?x"))]


def entity(store: Queryable, iri: str) -> EntitySummary:
    """Return one entity; raises UnknownError."""
    found = entities(store, [iri])
    if not found:
        raise UnknownError(f"entity {iri} is not in the store; search by label to find its IRI")
    return found[0]


def _entity(row: Row) -> EntitySummary:
    return EntitySummary(
        iri=need(row[0]),
        type=name_of(SR, need(row[1])),
        label=need(row[2]),
        country=text(row[3]),
        documents=int(need(row[4])),
    )


def text(term: Term | None) -> str | None:
    """Return a term's string: its lexical form or its IRI."""
    return term.value if isinstance(term, Literal) else term


def need(term: Term | None) -> str:
    """Return the string of a term that the query always binds."""
    value = text(term)
    if value is None:
        raise AssertionError("a query left a variable unbound that it always binds")
    return value
