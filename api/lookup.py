"""Finding what a store holds: documents, entities and events, by what people know of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.ask import rows
from api.facts import interval
from graph.decisions import decisions_graph
from graph.quads import Literal, check_iri, term_text
from graph.store import Store
from graph.vocabulary import name_of, term
from ontology.errors import InputError
from ontology.iris import PLOVER, SR, normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """What is known of a document, without its text."""

    iri: str
    id: str
    sha256: str
    title: str | None
    published: str | None
    source: str | None
    url: str | None
    version: str | None
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """An entity with the label it has most often, and in how many documents it is mentioned."""

    iri: str
    label: str
    type: str
    country: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document's text, its title or id, and its publisher's name."""

    text: str
    name: str
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are asked for; `actor` and `source` are IRIs or parts of names, None means any."""

    type: str | None = None
    class_: str | None = None
    actor: str | None = None
    source: str | None = None
    document: str | None = None


_DOCUMENTS = """
SELECT DISTINCT ?iri ?id ?sha256 ?title ?published ?source ?url ?version ?model WHERE {
  ?iri schema:articleBody ?text ; schema:identifier ?id ; sr:sha256 ?sha256 .
  OPTIONAL { ?iri schema:headline ?title }
  OPTIONAL { ?iri schema:datePublished ?published }
  OPTIONAL { ?iri schema:publisher/schema:name ?source }
  OPTIONAL { ?iri schema:url ?url }
  OPTIONAL { ?iri prov:wasGeneratedBy ?run . ?run sr:softwareVersion ?version ; sr:modelHash ?model }
}
"""


def documents(store: Store) -> list[DocumentRow]:
    """Return all documents, newest first."""
    names = ("iri", "id", "sha256", "title", "published", "source", "url", "version", "model")
    found = [DocumentRow(**{name: row.get(name) for name in names}) for row in rows(store, _DOCUMENTS)]  # type: ignore[arg-type]
    return sorted(sorted(found, key=lambda row: row.iri), key=lambda row: row.published or "", reverse=True)


def find_documents(store: Store, name: str) -> list[DocumentRow]:
    """Return the documents with this IRI, last part of their IRI, id or title."""
    found, key = documents(store), name.removeprefix(store.base).removeprefix("document/")
    for same in (
        [row for row in found if key == row.iri.rsplit("/", 1)[-1]],
        [row for row in found if row.id == name],
        [row for row in found if row.title is not None and normalise(row.title) == normalise(name)],
    ):
        if same:
            return same
    return []


_ENTITIES = """
SELECT ?iri ?type ?label ?country ?document WHERE {
  ?iri sr:mentionedIn ?document ; a ?type ; rdfs:label ?label .
  OPTIONAL { ?iri sr:country ?country }
  %s
}
"""


_ALIASES = "SELECT DISTINCT ?iri ?alias WHERE { ?iri skos:altLabel ?alias }"


def entities(
    store: Store, *, q: str | None = None, type: str | None = None, country: str | None = None
) -> list[EntityRow]:
    """Return the entities one of whose names holds `q` whatever its case and accents, those in most documents first."""
    wanted = normalise(q or "")
    also = {row["iri"] for row in rows(store, _ALIASES) if wanted in normalise(row["alias"])} if wanted else set()
    conditions = f"FILTER(?type = {iri_text(term(SR, type))})" if type else ""
    conditions += f" FILTER(?country = {text(country)})" if country else ""
    found = [
        row
        for row in _entity_rows(rows(store, _ENTITIES % conditions))
        if not wanted or wanted in normalise(row.label) or row.iri in also
    ]
    return sorted(found, key=lambda row: (normalise(row.label) != wanted, -row.documents, row.label, row.iri))


def named(store: Store, name: str) -> list[EntityRow]:
    """Return the entities with exactly this label, whatever its case and accents; where there are none, this alias."""
    found, wanted = entities(store, q=name), normalise(name)
    if own := [row for row in found if normalise(row.label) == wanted]:
        return own
    also = {row["iri"] for row in rows(store, _ALIASES) if normalise(row["alias"]) == wanted}
    return [row for row in found if row.iri in also]


def _entity_rows(found: Iterable[Mapping[str, str]]) -> Iterable[EntityRow]:
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    countries: dict[str, str] = {}
    within: dict[str, set[str]] = defaultdict(set)
    for row in found:
        if not row["type"].startswith(SR):
            continue
        labels[row["iri"]][row["label"]] += 1
        types[row["iri"]][name_of(SR, row["type"])] += 1
        within[row["iri"]].add(row["document"])
        if "country" in row:
            countries[row["iri"]] = min(row["country"], countries.get(row["iri"], row["country"]))
    for iri, counted in labels.items():
        yield EntityRow(
            iri=iri, label=_commonest(counted), type=_commonest(types[iri]), country=countries.get(iri),
            documents=len(within[iri]),
        )  # fmt: skip


def _commonest(counted: Counter[str]) -> str:
    return min(counted, key=lambda value: (-counted[value], value))


def events(store: Store, chosen: EventFilter) -> list[tuple[str, str]]:
    """Return the IRIs of the events that fit, each with its document's, newest document first."""
    patterns = [
        "?event sr:eventType ?type ; a ?class . BIND(IRI(STRBEFORE(STR(?event), '/event/')) AS ?document)",
    ]
    if chosen.type is not None:
        patterns.append(f"FILTER(?type = {iri_text(term(PLOVER, chosen.type))})")
    if chosen.class_ is not None:
        patterns.append(f"FILTER(?class = {iri_text(term(SR, chosen.class_))})")
    if chosen.actor is not None:
        patterns.append(f"?event sr:actor ?actor . {_called('actor', chosen.actor)}")
    if chosen.source is not None:
        patterns.append(f"?claim sr:reports ?event ; sr:source ?source . {_called('source', chosen.source)}")
    if chosen.document is not None:
        patterns.append(f"FILTER(?document = {iri_text(chosen.document)})")
    query = (
        f"SELECT DISTINCT ?event ?document ?published WHERE {{ {' '.join(patterns)} "
        "OPTIONAL { ?document schema:datePublished ?published } }"
    )
    found = sorted(rows(store, query), key=lambda row: row["event"])
    found.sort(key=lambda row: row.get("published", ""), reverse=True)
    return [(row["event"], row["document"]) for row in found]


def _called(variable: str, name: str) -> str:
    """Return the pattern for a variable that is an IRI, or whose name holds a text."""
    if name.startswith(("http://", "https://", "urn:")):
        return f"FILTER(?{variable} = {iri_text(name)})"
    holds = f"FILTER(CONTAINS(LCASE(?{variable}Name), LCASE({text(name)})))"
    return f"?{variable} rdfs:label|skos:altLabel|schema:name ?{variable}Name . {holds}"


def event_kinds(store: Store) -> tuple[list[str], list[str]]:
    """Return the PLOVER types and the domain classes of the events stored, sorted."""
    found = list(rows(store, "SELECT DISTINCT ?type ?class WHERE { ?event sr:eventType ?type ; a ?class }"))
    types = {name_of(PLOVER, row["type"]) for row in found}
    return sorted(types), sorted({name_of(SR, row["class"]) for row in found if row["class"].startswith(SR)})


def is_known(store: Store, iri: str) -> bool:
    """Tell whether the store says anything of an IRI; a text that is no IRI is not known."""
    try:
        return next(store.find(check_iri(iri), None, None, None), None) is not None
    except (InputError, ValueError):  # ValueError: characters that no IRI has
        return False


def document_of(store: Store, iri: str) -> str | None:
    """Return the IRI of the stored document that an IRI names or lies within, None where there is none."""
    start = f"{store.base}document/"
    if not iri.startswith(start):
        return None
    document = start + iri[len(start) :].split("/", 1)[0]
    return document if is_known(store, document) else None


def articles(store: Store, documents: Iterable[str]) -> dict[str, Article]:
    """Return the text of each of the documents, and what it and its publisher are called."""
    values = " ".join(sorted({iri_text(iri) for iri in documents}))
    query = (
        f"SELECT DISTINCT ?iri ?text ?id ?title ?publisher WHERE {{ VALUES ?iri {{ {values} }} "
        "?iri schema:articleBody ?text ; schema:identifier ?id . OPTIONAL { ?iri schema:headline ?title } "
        "OPTIONAL { ?iri schema:publisher/schema:name ?publisher } }"
    )
    return {
        row["iri"]: Article(text=row["text"], name=row.get("title", row["id"]), publisher=row.get("publisher"))
        for row in rows(store, query)
    }


def times(store: Store, events: Iterable[str]) -> dict[str, str]:
    """Return when each of the events was, for those of which it is known."""
    values = " ".join(sorted({iri_text(iri) for iri in events}))
    query = (
        f"SELECT DISTINCT ?iri ?start ?end WHERE {{ VALUES ?iri {{ {values} }} "
        "OPTIONAL { ?iri sem:hasBeginTimeStamp ?start } OPTIONAL { ?iri sem:hasEndTimeStamp ?end } }"
    )
    found = ((row["iri"], interval(row.get("start"), row.get("end"))) for row in rows(store, query) if "iri" in row)
    return {iri: when for iri, when in found if when is not None}


def labels(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """Return a label for each of the IRIs that has one."""
    values = " ".join(sorted({iri_text(iri) for iri in iris}))
    if not values:
        return {}
    query = (
        f"SELECT ?iri (MIN(?each) AS ?label) WHERE {{ VALUES ?iri {{ {values} }} "
        "?iri rdfs:label|schema:headline|schema:name ?each } GROUP BY ?iri"
    )
    return {row["iri"]: row["label"] for row in rows(store, query) if "iri" in row}


def describe(store: Store, iri: str) -> str:
    """Return the query for what the store says of an IRI: of a document all, of an event also its claims."""
    this, log = iri_text(iri), decisions_graph(store.base)
    if iri == log:
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {this} {{ ?s ?p ?o }} }}"
    if iri.startswith((f"{store.base}decision/", f"{store.base}agent/")):
        also = f"{{ BIND({this} AS ?s) }} UNION {{ {this} prov:wasAssociatedWith ?s }}"
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri_text(log)} {{ {also} ?s ?p ?o }} }}"
    if document_of(store, iri) == iri:
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {this} {{ ?s ?p ?o }} }}"
    return (
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ VALUES ?s {{ {this} }} ?s ?p ?o }} "
        f"UNION {{ ?s sr:reports {this} ; ?p ?o }} }}"
    )


def iri_text(iri: str) -> str:
    """Return an IRI as SPARQL writes it; raises InputError for a text that is none."""
    return term_text(check_iri(iri))


def text(value: str) -> str:
    """Return a string literal as SPARQL writes it."""
    return term_text(Literal(value))
