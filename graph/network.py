"""networkx views of the store: the neighbourhood of an entity, and what a query finds.

Nodes are entity IRIs with `label`, `type` and `country`. Each edge is one claim of an event, or a standing
relation, with the fields of `graph.reported.Link` (label, event, source, certainty, evidence, document, …) and
`affirmed`. Denied and planned events make edges too: filter by `affirmed` for what is reported to have happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain

import networkx as nx

from graph.edges import asserted
from graph.listing import entities, entity, need
from graph.reported import Link, event_links, events_of, names_of, relation_links, words
from graph.store import Store
from ontology.errors import InputError


def neighbourhood(store: Store, entity_iri: str, depth: int = 1, *, limit: int = 200) -> nx.MultiDiGraph:
    """Return what is reported between an entity and those at most `depth` steps away.

    Beyond `limit` entities, those with the fewest links to what is already in are left out; the attribute
    `omitted` of the graph is their number. Raises UnknownError.
    """
    entity(store, entity_iri)
    inside, frontier = {entity_iri}, {entity_iri}
    found: dict[tuple[str, str, str, str], Link] = {}
    omitted: set[str] = set()
    for _ in range(depth):
        for link in links_of(store, frontier):
            found[link.claim, link.subject, link.predicate, link.object] = link
        near: Counter[str] = Counter()
        for link in found.values():
            near.update({link.subject, link.object} - inside)
        ranked = sorted(near, key=lambda iri: (-near[iri], iri))
        room = max(0, limit - len(inside))
        frontier = set(ranked[:room])
        omitted |= set(ranked[room:])
        inside |= frontier
    return _network(store, inside, found.values(), omitted=len(omitted - inside))


def links_of(store: Store, iris: Iterable[str]) -> chain[Link]:
    """Return all links of the events and relations that any of some entities takes part in."""
    known = set(iris)
    return chain(event_links(store, events_of(store, known), store.classes), relation_links(store, known))


def network_of_query(store: Store, sparql: str, *, limit: int = 200) -> nx.MultiDiGraph:
    """Return what a query finds.

    Triples of a CONSTRUCT become edges, with evidence where a claim says the same. Of a SELECT, the links of
    the events and claims in its rows are shown; where there are none, those among the entities in its rows.
    Raises InputError for an ASK.
    """
    result = store.query(sparql)
    if result.kind == "boolean":
        raise InputError("an ASK has no network; give a SELECT of entities or events, or a CONSTRUCT")
    rows = list(result)
    iris = {value for row in rows for value in row if isinstance(value, str) and not value.startswith("_:")}
    if result.kind == "graph":
        triples = {(s, p, o) for s, p, o in rows if isinstance(s, str) and isinstance(p, str) and isinstance(o, str)}
        return _network_of_triples(store, triples, limit)
    known = {each.iri for each in entities(store, iris)}
    events = _events_among(store, iris - known)
    if events:
        found = list(event_links(store, events, store.classes))
        known |= {iri for link in found for iri in (link.subject, link.object)}
    else:
        found = [link for link in links_of(store, known) if {link.subject, link.object} <= known]
    kept = _most_linked(known, found, limit)
    return _network(store, kept, found, omitted=len(known) - len(kept))


def _network_of_triples(store: Store, triples: set[tuple[str, str, str]], limit: int) -> nx.MultiDiGraph:
    ends = {iri for s, _, o in triples for iri in (s, o)}
    known = {each.iri for each in entities(store, ends)}
    found = [link for link in links_of(store, known) if (link.subject, link.predicate, link.object) in triples]
    bare = triples - {(link.subject, link.predicate, link.object) for link in found}
    kept = _most_linked(ends, found, limit)
    graph = _network(store, kept, found, omitted=len(ends) - len(kept))
    for subject, predicate, object_ in sorted(bare):
        if subject in kept and object_ in kept:
            graph.add_edge(subject, object_, predicate=predicate, label=words(predicate), affirmed=False)
    return graph


def _most_linked(iris: set[str], found: Iterable[Link], limit: int) -> set[str]:
    degrees = Counter(iri for link in found for iri in (link.subject, link.object))
    return set(sorted(iris, key=lambda iri: (-degrees[iri], iri))[:limit])


def _events_among(store: Store, iris: Iterable[str]) -> set[str]:
    """Return the events among some IRIs, and those that claims among them report."""
    values = " ".join(f"<{iri}>" for iri in sorted(iris))
    if not values:
        return set()
    query = "SELECT DISTINCT ?e { VALUES ?x { %s } { ?x sr:eventType [] BIND(?x AS ?e) } UNION { ?x sr:reports ?e } }"
    return {need(row[0]) for row in store.select(query % values)}


def _network(store: Store, inside: set[str], found: Iterable[Link], *, omitted: int) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(omitted=omitted)
    known = {each.iri: each for each in entities(store, inside)}
    names = names_of(store, inside - set(known))
    for iri in sorted(inside):
        if (each := known.get(iri)) is not None:
            graph.add_node(iri, label=each.label, type=each.type, country=each.country)
        else:
            graph.add_node(iri, label=names.get(iri) or words(iri) or iri, type="Thing", country=None)
    ordered = sorted(found, key=lambda k: (k.published or "", k.document, k.claim, k.subject, k.predicate, k.object))
    for link in ordered:
        if link.subject in inside and link.object in inside:
            attributes = {name: value for name, value in asdict(link).items() if name not in ("subject", "object")}
            graph.add_edge(link.subject, link.object, **attributes, affirmed=_affirmed(link))
    return graph


def _affirmed(link: Link) -> bool:
    return link.event is None or asserted(link.certainty, link.polarity, link.temporality)
