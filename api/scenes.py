"""What a picture shows: the claims around an entity, in a document, in a query's answer, or in the newest articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from api import lookup
from api.facts import STANDINGS, UNNAMED, Statement, document_name, event_of, key_of, read_statements, standing_of
from api.links import claim_page, page_of, picture_of
from api.lookup import Article
from api.passages import read_passage
from api.picture import Picture, draw
from api.prefixes import add_prefixes
from api.resolved import is_entity, read_record, read_records, stands_for
from api.service import Service
from graph.edges import links, verb_of
from graph.network import neighbourhood, network_of_query
from ontology.records import Annotated, Span

_FIRST_RECORDS, _FIRST_NODES = 30, 28  # the picture that nobody asked anything of

Wanted = Callable[[Statement], bool]


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
    if document is not None and not is_entity(store.base, entity):
        return _of_document(service, read_record(store, document), entity)
    return _of_entity(service, stands_for(store, entity), depth)


def _of_newest(service: Service) -> Scene:
    newest = [row.iri for row in lookup.documents(service.store)[:_FIRST_RECORDS]]
    whole = _graph(service, read_records(service.store, newest), lambda _: True)
    graph = core(whole, min(_FIRST_NODES, service.settings.max_nodes))
    graph.graph["omitted"] = len(whole) - len(graph)
    empty = "Nothing is stored yet, or nothing stored tells of two entities."
    return _scene(service, graph, "What the newest articles say", empty)


def core(graph: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """Return a connected part of a graph: the node with most edges, then always the one best tied to the part."""
    ties: Counter[str] = Counter()
    chosen: dict[str, None] = {}
    first = min(graph, key=lambda node: (-graph.degree(node), node), default=None)
    while first is not None and len(chosen) < most:
        chosen[first] = None
        ties.pop(first, None)
        for other in (*graph.successors(first), *graph.predecessors(first)):
            if other not in chosen:
                ties[other] += graph.number_of_edges(first, other) + graph.number_of_edges(other, first)
        first = min(ties, key=lambda node: (-ties[node], -graph.degree(node), node), default=None)
    return nx.MultiDiGraph(graph.subgraph(chosen))


def _of_document(service: Service, record: Annotated, iri: str) -> Scene:
    event = event_of(record, iri)
    title = document_name(record)
    graph = _graph(service, [record], lambda statement: event is None or statement.iri == event.iri)
    return _scene(service, graph, title, "Nothing that ties two entities was read from this text.")


def _of_entity(service: Service, iri: str, depth: int) -> Scene:
    found = neighbourhood(service.store, iri, depth, limit=service.settings.max_nodes)
    label = found.nodes[iri]["label"]
    empty = f"{label} is named, but nothing stored ties it to another entity."
    return _scene(service, _with_evidence(service, found), label, empty, focus=iri)


def _of_query(service: Service, query: str) -> Scene:
    found = network_of_query(service.store, add_prefixes(query, service.store.base), limit=service.settings.max_nodes)
    empty = "No two entities in this answer are tied by a claim; select entities (?actor) or events (?event) to draw."
    return _scene(service, _with_evidence(service, found), "Answer to a query", empty)


def _with_evidence(service: Service, found: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a network with all that is shown of its nodes and edges."""
    edges = [attributes for *_, attributes in found.edges(data=True)]
    articles = lookup.articles(service.store, {e["document"] for e in edges if "document" in e})
    times = lookup.times(service.store, {e["event"] for e in edges if e.get("event")})
    graph = nx.MultiDiGraph(omitted=found.graph["omitted"])
    for iri, node in found.nodes(data=True):
        _add_node(service, graph, iri, node["label"], node["type"], node["country"])
    for begin, end, edge in found.edges(data=True):
        if begin != end:
            graph.add_edge(begin, end, **_link(service, edge, articles, times))
    return graph


def _link(
    service: Service, edge: Mapping[str, Any], articles: Mapping[str, Article], times: Mapping[str, str]
) -> dict[str, object]:
    """Return what is shown of a network's edge; one that no claim stands for has no evidence."""
    base = service.store.base
    if "document" not in edge:
        return {
            "label": edge["label"],
            "standing": "standing",
            "standing_label": STANDINGS["standing"],
            "passage": ["", "", ""],
            "says": None,
        }
    article, event = articles[edge["document"]], edge["event"]
    passage = read_passage(article.text, Span(edge["begin"], edge["begin"] + len(edge["evidence"])))
    standing = "standing" if event is None else standing_of(edge["certainty"], edge["polarity"], edge["temporality"])
    return {
        "label": edge["label"], "event": event, "event_url": None if event is None else page_of(event, base),
        "standing": standing, "standing_label": STANDINGS[standing], "certainty": edge["certainty"],
        "polarity": edge["polarity"], "temporality": edge["temporality"],
        "time": times.get(event or ""), "says": edge["source"] or article.publisher or UNNAMED,
        "passage": [passage.before, passage.quote, passage.after], "document": edge["document"],
        "document_url": claim_page(edge["document"], key_of(edge["claim"]), base), "name": article.name,
        "published": edge["published"][:10] if edge["published"] else None,
    }  # fmt: skip


def _graph(service: Service, records: Iterable[Annotated], wanted: Wanted) -> nx.MultiDiGraph:
    """Return the graph of the statements' edges that are wanted; each knows its sentence, source and document."""
    graph = nx.MultiDiGraph()
    for record in records:
        entities = {entity.iri: entity for entity in record.entities}
        classes = {event.iri: event.class_ for event in record.events}
        for statement in read_statements(record, service.classes):
            for begin, end, label in _edges(service, statement, classes):
                if begin != end and wanted(statement):
                    for each in (entities[begin], entities[end]):
                        _add_node(service, graph, each.iri, each.label, each.type, each.country)
                    graph.add_edge(begin, end, **_shown(service, statement, label))
    return graph


def _edges(service: Service, statement: Statement, classes: dict[str, str]) -> list[tuple[str, str, str]]:
    if statement.iri is None:
        subject, object_ = statement.parts
        return [(subject.iri, object_.iri, statement.name)]
    roles = [(part.role, part.iri) for part in statement.parts]
    edges = links(classes[statement.iri], roles, service.classes)
    return [(edge.subject, edge.object, verb_of(edge.predicate)) for edge in edges]


def _add_node(
    service: Service, graph: nx.MultiDiGraph, iri: str, label: str, type_: str, country: str | None
) -> None:  # fmt: skip
    if iri not in graph:
        graph.add_node(
            iri, label=label, type=type_, country=country, url=page_of(iri, service.store.base),
            graph_url=picture_of(iri),
        )  # fmt: skip


def _shown(service: Service, s: Statement, label: str) -> dict[str, object]:
    base = service.store.base
    return {
        "label": label, "event": s.iri, "event_url": None if s.iri is None else page_of(s.iri, base),
        "standing": s.standing, "standing_label": s.standing_label, "certainty": s.certainty, "polarity": s.polarity,
        "temporality": s.temporality, "time": s.time,
        "says": s.source, "passage": [s.passage.before, s.passage.quote, s.passage.after], "document": s.document,
        "document_url": claim_page(s.document, s.key, base), "name": s.title,
        "published": s.published[:10] if s.published else None,
    }  # fmt: skip


def _scene(
    service: Service, graph: nx.MultiDiGraph, title: str, empty: str, *, focus: str | None = None
) -> Scene:  # fmt: skip
    """Return the scene of a graph, of its best connected nodes alone where there are more than may be drawn."""
    settings = service.settings
    ranked = sorted(graph, key=lambda node: (node != focus, -graph.degree(node), node))
    kept = ranked[: settings.max_nodes]
    drawn = nx.MultiDiGraph(graph.subgraph(kept))
    drawn.remove_nodes_from([node for node in list(drawn) if drawn.degree(node) == 0])
    omitted = graph.graph.get("omitted", 0) + len(ranked) - len(drawn)
    picture = draw(drawn, omitted=omitted)
    return Scene(title=title, picture=picture, empty=empty)
