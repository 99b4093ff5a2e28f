"""What a picture shows: the claims around an entity, in a document, in a query's answer, or in the newest articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import networkx as nx

from api import lookup
from api.ask import ask
from api.facts import Statement, document_name, event_of, read_statements
from api.links import claim_page, page_of, picture_of
from api.picture import Picture, draw
from api.service import Service
from graph.edges import links, verb_of
from graph.store import Store
from ontology.errors import InputError, UnknownError
from ontology.records import Annotated, Entity

_MOST_RECORDS = 60  # documents read for one picture, the newest
_MOST_ASKED = 2_000  # IRIs of a query's answer that are looked up
_FIRST_RECORDS, _FIRST_NODES = 30, 60  # the picture that nobody asked anything of

Wanted = Callable[[Statement, str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A picture, its title, and what to say where it is empty."""

    title: str
    picture: Picture
    empty: str


def read_scene(service: Service, *, entity: str | None, query: str | None, depth: int) -> Scene:
    """Return the picture of an entity, event or document, else of a query's answer, else of what is newest.

    Raises UnknownError, QueryError, and InputError for a query whose answer has nothing to draw.
    """
    if query:
        return _of_query(service, query)
    if not entity:
        return _of_newest(service)
    store = service.store
    document = lookup.document_of(store, entity)
    if document is not None and not any(e.iri == entity for e in store.record(document).entities):
        return _of_document(service, store.record(document), entity)
    return _of_entity(service, entity, depth)


def _of_newest(service: Service) -> Scene:
    newest = [row.iri for row in lookup.documents(service.store)[:_FIRST_RECORDS]]
    graph = _graph(service, map(service.store.record, newest), lambda *_: True)
    most = min(_FIRST_NODES, service.settings.max_nodes)
    empty = "Nothing is stored yet, or nothing stored tells of two entities."
    return _scene(service, graph, "What the newest articles say", empty, most=most)


def _of_document(service: Service, record: Annotated, iri: str) -> Scene:
    event = event_of(record, iri)
    title = document_name(record)
    wanted: Wanted = (lambda *_: True) if event is None else (lambda statement, *_: statement.iri == event.iri)
    return _scene(service, _graph(service, [record], wanted), title, "Nothing was read from this text.")


def _of_entity(service: Service, iri: str, depth: int) -> Scene:
    graph = nx.MultiDiGraph()
    reached, frontier = {iri}, {iri}
    read: dict[str, Annotated] = {}
    for _ in range(depth):
        for each in sorted(frontier):
            for record in lookup.records_of(service.store, each, limit=max(0, _MOST_RECORDS - len(read))):
                read[record.document.iri] = record
        graph = _graph(service, read.values(), _touching(reached))
        frontier = set(graph) - reached
        reached |= frontier
    named = [entity for record in read.values() for entity in record.entities if entity.iri == iri]
    if not named:
        raise UnknownError(f"nothing is known of {iri}; look it up by name at /entities")
    empty = f"{named[0].label} is named, but nothing stored ties it to another entity."
    return _scene(service, graph, named[0].label, empty, focus=iri)


def _touching(entities: Iterable[str]) -> Wanted:
    near = frozenset(entities)
    return lambda _, a, b: a in near or b in near


def _of_query(service: Service, query: str) -> Scene:
    iris = set(sorted(_asked(service.store, query))[:_MOST_ASKED])
    start = f"{service.store.base}document/"
    documents = {start + iri[len(start) :].split("/", 1)[0] for iri in iris if iri.startswith(start)}
    shared = lookup.documents_with_two(service.store, iris)
    known = [row.iri for row in lookup.documents(service.store) if row.iri in documents or row.iri in shared]
    records = [service.store.record(iri) for iri in known[:_MOST_RECORDS]]
    events = {event.iri for record in records for iri in iris if (event := event_of(record, iri)) is not None}

    def wanted(statement: Statement, a: str, b: str) -> bool:
        return statement.iri in events or statement.document in iris or (a in iris and b in iris)

    empty = "No two entities in this answer are tied by a claim; select entities (?actor) or events (?event) to draw."
    return _scene(service, _graph(service, records, wanted), "Answer to a query", empty)


def _asked(store: Store, query: str) -> set[str]:
    """Return the IRIs of data in the answer to a query."""
    result = ask(store, query)
    if result.kind == "boolean":
        raise InputError("ASK answers yes or no, which cannot be drawn; ask with SELECT or CONSTRUCT")
    return {term for row in result for term in row if isinstance(term, str) and term.startswith(store.base)}


def _graph(service: Service, records: Iterable[Annotated], wanted: Wanted) -> nx.MultiDiGraph:
    """Return the graph of the statements' edges that are wanted; each knows its sentence, source and document."""
    graph = nx.MultiDiGraph()
    for record in records:
        entities = {entity.iri: entity for entity in record.entities}
        classes = {event.iri: event.class_ for event in record.events}
        for statement in read_statements(record, service.classes):
            for begin, end, label in _edges(service, statement, classes):
                if begin != end and wanted(statement, begin, end):
                    for iri in (begin, end):
                        _add_node(service, graph, entities[iri])
                    graph.add_edge(begin, end, **_shown(service, statement, label))
    return graph


def _edges(service: Service, statement: Statement, classes: dict[str, str]) -> list[tuple[str, str, str]]:
    if statement.iri is None:
        subject, object_ = statement.parts
        return [(subject.iri, object_.iri, statement.name)]
    roles = [(part.role, part.iri) for part in statement.parts]
    edges = links(classes[statement.iri], roles, service.classes)
    return [(edge.subject, edge.object, verb_of(edge.predicate)) for edge in edges]


def _add_node(service: Service, graph: nx.MultiDiGraph, entity: Entity) -> None:
    if entity.iri not in graph:
        graph.add_node(
            entity.iri, label=entity.label, type=entity.type, country=entity.country,
            url=page_of(entity.iri, service.store.base), graph_url=picture_of(entity.iri),
        )  # fmt: skip


def _shown(service: Service, s: Statement, label: str) -> dict[str, object]:
    base = service.store.base
    return {
        "label": label, "event": s.iri, "event_url": None if s.iri is None else page_of(s.iri, base),
        "standing": s.standing, "certainty": s.certainty, "temporality": s.temporality, "time": s.time,
        "says": s.source, "passage": [s.passage.before, s.passage.quote, s.passage.after], "document": s.document,
        "document_url": claim_page(s.document, s.key, base), "name": s.title,
        "published": s.published[:10] if s.published else None,
    }  # fmt: skip


def _scene(
    service: Service, graph: nx.MultiDiGraph, title: str, empty: str, *, focus: str | None = None,
    most: int | None = None,
) -> Scene:  # fmt: skip
    """Return the scene of a graph, of its best connected nodes alone where there are more than may be drawn."""
    settings = service.settings
    ranked = sorted(graph, key=lambda node: (node != focus, -graph.degree(node), node))
    kept = ranked[: settings.max_nodes if most is None else most]
    drawn = nx.MultiDiGraph(graph.subgraph(kept))
    drawn.remove_nodes_from([node for node in list(drawn) if drawn.degree(node) == 0])
    picture = draw(drawn, still_nodes=settings.still_nodes, omitted=len(ranked) - len(drawn))
    return Scene(title=title, picture=picture, empty=empty)
