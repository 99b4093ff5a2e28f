"""From a record to the quads of its document's graph; `graph.reading` is the exact inverse.

The graph is named by the document. Nothing is a blank node, nothing depends on anything but the record, the
run and the event classes. What queries ask for are properties; where each word stands is kept in one literal
per entity (`sr:mentions`) and per event or relation (`sr:spans`), because a node per span would triple the size
of a graph. Numbers of characters are Unicode code points into `schema:articleBody`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from graph.consistency import check_record
from graph.edges import plain_edges
from graph.quads import DOUBLE, INTEGER, Literal, Quad, Term, check_iri, in_order, number
from graph.vocabulary import CODE, GEO, LABEL, OWL, PROV, RDF, SCHEMA, SEM, SKOS, TYPE, XSD, relation_iri, term
from ontology.event_types import EventClass
from ontology.iris import PLOVER, SR, digest, link_iri
from ontology.order import arranged
from ontology.records import Annotated, Claim, Document, Entity, Event, Quantity, Relation, Span, Unit

WKT = GEO + "wktLiteral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What made records: version of the software and SHA-256 of the reader's weights.

    It has no time of day, so that the same document always gives the same graph.
    """

    version: str
    model: str


_Statement = tuple[str, str, Term]


def to_quads(
    record: Annotated, *, base: str, run: Run | None = None, classes: Mapping[str, EventClass] | None = None
) -> list[Quad]:
    """Return the quads of a record in the order of their N-Quads lines.

    `classes` gives the verbs of plain edges (`load_event_types().classes`). Raises InputError where the record
    contradicts itself: a span outside the text, an IRI that is none, an entity that is not listed.
    """
    record = arranged(record)
    check_record(record)
    document = record.document
    statements: list[_Statement] = list(_document(document, base, run))
    for entity in record.entities:
        statements += _entity(entity, document, base)
    for event in record.events:
        statements += _event(event, document, base, classes or {})
    seen: dict[str, int] = {}
    for relation in record.relations:
        statements += _relation(relation, document, seen)
    quads = in_order(Quad(s, p, o, document.iri) for s, p, o in statements)
    for iri in {i for q in quads for i in (q.subject, q.predicate, q.object) if isinstance(i, str)}:
        check_iri(iri)
    return quads


def publisher_iri(base: str, name: str) -> str:
    """Return the IRI of a publisher, kept apart from entities that articles mention."""
    return f"{base}publisher/{digest(name)[:16]}"


def run_iri(base: str, run: Run) -> str:
    """Return the IRI of a run, derived from what it ran."""
    return f"{base}run/{digest(f'{run.version} {run.model}')[:16]}"


def source_iri(base: str, document: Document) -> str:
    """Return who says what nobody else is said to say: the publisher, or where there is none the document."""
    return document.iri if document.source is None else publisher_iri(base, document.source)


def _document(d: Document, base: str, run: Run | None) -> Iterator[_Statement]:
    yield d.iri, TYPE, SCHEMA + "NewsArticle"
    yield d.iri, SCHEMA + "identifier", Literal(d.id)
    yield d.iri, SCHEMA + "articleBody", Literal(d.text)
    yield d.iri, SCHEMA + "inLanguage", Literal(d.language)
    yield d.iri, SR + "sha256", Literal(d.sha256)
    if d.title is not None:
        yield d.iri, SCHEMA + "headline", Literal(d.title)
    if d.published is not None:
        yield d.iri, SCHEMA + "datePublished", moment(d.published)
    if d.url is not None:
        yield d.iri, SCHEMA + "url", Literal(d.url, XSD + "anyURI")
    if d.source is not None:
        publisher = publisher_iri(base, d.source)
        yield d.iri, SCHEMA + "publisher", publisher
        yield publisher, TYPE, SCHEMA + "Organization"
        yield publisher, SCHEMA + "name", Literal(d.source)
    if run is not None:
        yield d.iri, PROV + "wasGeneratedBy", (activity := run_iri(base, run))
        yield activity, TYPE, PROV + "Activity"
        yield activity, SR + "softwareVersion", Literal(run.version)
        yield activity, SR + "modelHash", Literal(run.model)


def entry_quads(e: Entity, graph: str) -> list[Quad]:
    """Return what describes an entity by itself, without what a document says of it."""
    return in_order(Quad(s, p, o, graph) for s, p, o in _description(e))


def _entity(e: Entity, document: Document, base: str) -> Iterator[_Statement]:
    yield from _description(e)
    yield e.iri, SR + "mentions", Literal(" ".join(map(_pair, e.mentions)))
    if e.unit is not None:
        yield from _unit(e.iri, e.unit)
    if e.strength is not None:
        yield from _quantity(e.iri, "strength", e.strength)
        yield e.iri, SR + "strengthSpan", Literal(_pair(e.strength.span))
    if e.link is not None:
        link = link_iri(base, document.iri, e.iri)
        yield link, SR + "links", e.iri
        yield link, SR + "confidence", Literal(number(e.link.score), DOUBLE)
        yield link, SR + "reason", Literal(e.link.reason)
        if e.link.runner_up is not None:
            yield link, SR + "runnerUp", e.link.runner_up


def _description(e: Entity) -> Iterator[_Statement]:
    yield e.iri, TYPE, term(SR, e.type)
    yield e.iri, LABEL, Literal(e.label)
    for alias in e.aliases:
        yield e.iri, SKOS + "altLabel", Literal(alias)
    if e.country is not None:
        yield e.iri, SR + "country", Literal(e.country)
    for scheme, code in e.codes.items():
        yield e.iri, SKOS + "notation", Literal(code, term(CODE, scheme))
    for other in e.same_as:
        yield e.iri, OWL + "sameAs", other
    if e.point is not None:
        yield e.iri, GEO + "asWKT", Literal(f"POINT({number(e.point[0])} {number(e.point[1])})", WKT)


def _quantity(iri: str, kind: str, q: Quantity) -> Iterator[_Statement]:
    yield iri, f"{SR}{kind}Low", Literal(number(q.low), DOUBLE)
    if q.high is not None:
        yield iri, f"{SR}{kind}High", Literal(number(q.high), DOUBLE)
    if q.unit is not None:
        yield iri, f"{SR}{kind}Unit", Literal(q.unit)


def _unit(iri: str, unit: Unit) -> Iterator[_Statement]:
    if unit.number is not None:
        yield iri, SR + "unitNumber", Literal(unit.number)
    if unit.echelon is not None:
        yield iri, SR + "echelon", term(SR, unit.echelon)
    if unit.branch is not None:
        yield iri, SR + "branch", term(SR, unit.branch)
    if unit.honorific is not None:
        yield iri, SR + "honorific", Literal(unit.honorific)


def _event(e: Event, document: Document, base: str, classes: Mapping[str, EventClass]) -> Iterator[_Statement]:
    yield e.iri, TYPE, term(SR, e.class_)
    yield e.iri, SR + "eventType", term(PLOVER, e.type)
    yield e.iri, SR + "spans", Literal("\n".join(_spans(e)))
    if e.mode is not None:
        yield e.iri, SR + "mode", term(PLOVER, f"{e.type}-{e.mode}")
    for context in e.contexts:
        yield e.iri, SR + "context", term(PLOVER, context)
    for participant in e.participants:
        yield e.iri, SR + participant.role, participant.entity
    if e.time is not None and e.time.start is not None:
        yield e.iri, SEM + "hasBeginTimeStamp", moment(e.time.start)
    if e.time is not None and e.time.end is not None:
        yield e.iri, SEM + "hasEndTimeStamp", moment(e.time.end)
    if e.time is not None and e.time.granularity is not None:
        yield e.iri, SR + "granularity", Literal(e.time.granularity)
    for measure in e.measures:
        yield from _quantity(e.iri, measure.kind, measure.quantity)
    for edge in plain_edges(e, classes):
        yield edge.subject, edge.predicate, edge.object
        yield e.iri, SR + "edge", edge.predicate
    tail = e.iri.removeprefix(f"{document.iri}/event/")
    for index, claim in enumerate(e.claims):
        yield from _claim(f"{document.iri}/claim/{tail}-{index}", e, claim, document, base)


def _spans(e: Event) -> Iterator[str]:
    yield f"trigger {_pair(e.trigger)}"
    if e.time is not None:
        yield f"time {_pair(e.time.span)}"
    for p in e.participants:
        yield f"{p.role} {_pair(p.span)} {p.entity}"
    for m in e.measures:
        # The bounds stand here too: of two measures of one kind, properties do not tell which bound goes with which.
        q = m.quantity
        unit = () if q.unit is None else (quote(q.unit, safe=""),)
        yield " ".join((m.kind, _pair(q.span), number(q.low), "" if q.high is None else number(q.high), *unit))


def _claim(iri: str, e: Event, c: Claim, document: Document, base: str) -> Iterator[_Statement]:
    yield iri, SR + "reports", e.iri
    yield iri, SR + "source", source_iri(base, document) if c.source is None else c.source
    yield iri, SR + "certainty", SR + c.certainty
    yield iri, SR + "polarity", SR + c.polarity
    yield iri, SR + "temporality", SR + c.temporality
    yield from _evidence(iri, c.evidence, c.confidence, document)
    if c.cue is not None:
        yield iri, SR + "cue", Literal(_pair(c.cue))


def _evidence(iri: str, span: Span, confidence: float, document: Document) -> Iterator[_Statement]:
    # The end is left out: it is the beginning plus the length of the quote.
    yield iri, SR + "begin", Literal(str(span.begin), INTEGER)
    yield iri, SR + "quote", Literal(document.text[span.begin : span.end])
    yield iri, SR + "confidence", Literal(number(confidence), DOUBLE)


def _relation(r: Relation, document: Document, seen: dict[str, int]) -> Iterator[_Statement]:
    stem = f"{document.iri}/relation/{_pair(r.subject_span)}-{r.predicate}-{_pair(r.object_span)}"
    seen[stem] = index = seen.get(stem, -1) + 1
    iri, predicate = f"{stem}-{index}", relation_iri(r.predicate)
    if r.end is None or document.published is None or r.end >= document.published[:10]:  # not a former president's
        yield r.subject, predicate, r.object
    yield iri, RDF + "subject", r.subject
    yield iri, RDF + "predicate", predicate
    yield iri, RDF + "object", r.object
    if r.start is not None:
        yield iri, SEM + "hasBeginTimeStamp", moment(r.start)
    if r.end is not None:
        yield iri, SEM + "hasEndTimeStamp", moment(r.end)
    for event in r.derived_from:
        yield iri, PROV + "wasDerivedFrom", event
    yield iri, SR + "spans", Literal(f"subject {_pair(r.subject_span)}\nobject {_pair(r.object_span)}")
    yield from _evidence(iri, r.evidence, r.confidence, document)


def _pair(span: Span) -> str:
    return f"{span.begin}-{span.end}"


_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])(:[0-5]\d){2}(?:Z|[+-](?!00:00)(?:0\d|1[0-3]):[0-5]\d)?")


def moment(text: str) -> Literal:
    """Return an ISO 8601 date or date-time as a typed literal, other forms (2024-11) as plain text.

    Only forms that a store gives back unchanged are typed: seconds are whole, UTC is written Z.
    """
    match = _INSTANT.fullmatch(text)
    day = text if match is None else match[1]
    try:
        valid = len(day) == 10 and date.fromisoformat(day).isoformat() == day
    except ValueError:
        valid = False
    if not valid:
        return Literal(text)
    return Literal(text, XSD + ("date" if match is None else "dateTime"))
