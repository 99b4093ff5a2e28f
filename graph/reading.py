"""From the quads of a document's graph back to its record; the inverse of `graph.mapping`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import unquote

from graph.mapping import Run
from graph.quads import Literal, Quad, Term
from graph.vocabulary import CODE, GEO, LABEL, OWL, PROV, RDF, SCHEMA, SEM, SKOS, TYPE, name_of, relation_name
from ontology.errors import InputError
from ontology.iris import PLOVER, SR
from ontology.order import arranged
from ontology.records import (
    Annotated,
    Certainty,
    Claim,
    Document,
    Entity,
    Event,
    Link,
    Measure,
    Participant,
    Polarity,
    Quantity,
    Relation,
    Span,
    Temporality,
    Time,
    Unit,
)


class _Node:
    """What a graph says of one subject."""

    __slots__ = ("iri", "values")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: defaultdict[str, list[Term]] = defaultdict(list)

    def all(self, predicate: str) -> list[Term]:
        return self.values.get(predicate, [])

    def text(self, predicate: str) -> str | None:
        """Return the one value as a string, None where there is none."""
        found = self.all(predicate)
        if len(found) > 1:
            raise ValueError(f"{self.iri} has {len(found)} values of {predicate}")
        return None if not found else _text(found[0])

    def need(self, predicate: str) -> str:
        value = self.text(predicate)
        if value is None:
            raise ValueError(f"{self.iri} has no {predicate}")
        return value


def from_quads(quads: Iterable[Quad]) -> Annotated:
    """Return the record, in canonical order (`ontology.order.arranged`), that the quads were made from.

    They are those of one document's graph. Raises InputError where they are not what `to_quads` makes.
    """
    nodes: dict[str, _Node] = {}
    graph = ""
    for quad in quads:
        graph = quad.graph
        nodes.setdefault(quad.subject, _Node(quad.subject)).values[quad.predicate].append(quad.object)
    try:
        return arranged(_record(graph, nodes))
    except (ValueError, KeyError, IndexError) as error:
        raise InputError(f"graph {graph or '(empty)'} is not that of a document: {error}; ingest it anew") from error


def run_of(quads: Iterable[Quad]) -> Run | None:
    """Return the run that made a document's graph, or None where it is not recorded."""
    found = {q.predicate: _text(q.object) for q in quads if q.predicate in (SR + "softwareVersion", SR + "modelHash")}
    if len(found) < 2:
        return None
    return Run(version=found[SR + "softwareVersion"], model=found[SR + "modelHash"])


def _record(graph: str, nodes: Mapping[str, _Node]) -> Annotated:
    root = nodes[graph]
    publisher = root.text(SCHEMA + "publisher")
    claims: defaultdict[str, list[tuple[int, Claim]]] = defaultdict(list)
    links = {n.need(SR + "links"): n for n in nodes.values() if n.all(SR + "links")}
    for node in nodes.values():
        if (event := node.text(SR + "reports")) is not None:
            claims[event].append((int(node.iri.rpartition("-")[2]), _claim(node, {publisher, graph})))
    return Annotated(
        document=_document(root, None if publisher is None else nodes[publisher].need(SCHEMA + "name")),
        entities=tuple(_entity(n, links.get(n.iri)) for n in nodes.values() if n.all(SR + "mentions")),
        events=tuple(_event(n, claims[n.iri]) for n in nodes.values() if n.all(SR + "eventType")),
        relations=tuple(_relation(n) for n in nodes.values() if n.all(RDF + "subject")),
    )


def _document(n: _Node, source: str | None) -> Document:
    return Document(
        iri=n.iri,
        id=n.need(SCHEMA + "identifier"),
        title=n.text(SCHEMA + "headline"),
        text=n.need(SCHEMA + "articleBody"),
        published=n.text(SCHEMA + "datePublished"),
        source=source,
        url=n.text(SCHEMA + "url"),
        sha256=n.need(SR + "sha256"),
        language=n.need(SCHEMA + "inLanguage"),
    )


def _entity(n: _Node, link: _Node | None) -> Entity:
    codes = (literal for literal in n.all(SKOS + "notation") if isinstance(literal, Literal))
    wkt = n.text(GEO + "asWKT")
    longitude, latitude = (0.0, 0.0) if wkt is None else map(float, wkt[len("POINT(") : -1].split())
    return Entity(
        iri=n.iri,
        type=name_of(SR, n.need(TYPE)),
        label=n.need(LABEL),
        country=n.text(SR + "country"),
        codes={name_of(CODE, literal.datatype): literal.value for literal in codes},
        same_as=tuple(map(_text, n.all(OWL + "sameAs"))),
        point=None if wkt is None else (longitude, latitude),
        aliases=tuple(map(_text, n.all(SKOS + "altLabel"))),
        link=None
        if link is None
        else Link(
            score=float(link.need(SR + "confidence")),
            reason=link.need(SR + "reason"),
            runner_up=link.text(SR + "runnerUp"),
        ),
        unit=_unit(n),
        strength=_strength(n),
        mentions=tuple(map(_span, n.need(SR + "mentions").split())),
    )


def _unit(n: _Node) -> Unit | None:
    echelon, branch = n.text(SR + "echelon"), n.text(SR + "branch")
    unit = Unit(
        number=n.text(SR + "unitNumber"),
        echelon=None if echelon is None else name_of(SR, echelon),
        branch=None if branch is None else name_of(SR, branch),
        honorific=n.text(SR + "honorific"),
    )
    return None if unit == Unit() else unit


def _strength(n: _Node) -> Quantity | None:
    low, high = n.text(SR + "strengthLow"), n.text(SR + "strengthHigh")
    if low is None:
        return None
    return Quantity(
        low=float(low),
        high=None if high is None else float(high),
        unit=n.text(SR + "strengthUnit"),
        span=_span(n.need(SR + "strengthSpan")),
    )


def _event(n: _Node, claims: list[tuple[int, Claim]]) -> Event:
    spans = [row.split(" ") for row in n.need(SR + "spans").split("\n")]
    type_ = name_of(PLOVER, n.need(SR + "eventType"))
    mode = n.text(SR + "mode")
    time = next((_span(row[1]) for row in spans if row[0] == "time"), None)
    return Event(
        iri=n.iri,
        type=type_,
        mode=None if mode is None else name_of(PLOVER, mode).removeprefix(f"{type_}-"),
        class_=name_of(SR, n.need(TYPE)),
        contexts=tuple(name_of(PLOVER, _text(c)) for c in n.all(SR + "context")),
        trigger=_span(spans[0][1]),
        participants=tuple(
            Participant(role=row[0], entity=row[2], span=_span(row[1])) for row in spans if len(row) == 3
        ),
        time=None
        if time is None
        else Time(
            start=n.text(SEM + "hasBeginTimeStamp"),
            end=n.text(SEM + "hasEndTimeStamp"),
            span=time,
            granularity=n.text(SR + "granularity"),
        ),
        measures=tuple(_measure(*row) for row in spans if len(row) > 3),
        claims=tuple(claim for _, claim in sorted(claims, key=lambda pair: pair[0])),
    )


def _measure(kind: str, where: str, low: str, high: str, unit: str | None = None) -> Measure:
    return Measure(
        kind=kind,
        quantity=Quantity(
            low=float(low),
            high=float(high) if high else None,
            unit=None if unit is None else unquote(unit),
            span=_span(where),
        ),
    )


def _claim(n: _Node, unnamed: set[str | None]) -> Claim:
    source = n.need(SR + "source")
    cue = n.text(SR + "cue")
    return Claim(
        source=None if source in unnamed else source,
        certainty=cast(Certainty, name_of(SR, n.need(SR + "certainty"))),
        polarity=cast(Polarity, name_of(SR, n.need(SR + "polarity"))),
        temporality=cast(Temporality, name_of(SR, n.need(SR + "temporality"))),
        evidence=_evidence(n),
        confidence=float(n.need(SR + "confidence")),
        cue=None if cue is None else _span(cue),
    )


def _relation(n: _Node) -> Relation:
    spans = dict(row.split(" ") for row in n.need(SR + "spans").split("\n"))
    return Relation(
        subject=n.need(RDF + "subject"),
        predicate=relation_name(n.need(RDF + "predicate")),
        object=n.need(RDF + "object"),
        subject_span=_span(spans["subject"]),
        object_span=_span(spans["object"]),
        evidence=_evidence(n),
        confidence=float(n.need(SR + "confidence")),
        start=n.text(SEM + "hasBeginTimeStamp"),
        end=n.text(SEM + "hasEndTimeStamp"),
        derived_from=tuple(map(_text, n.all(PROV + "wasDerivedFrom"))),
    )


def _evidence(n: _Node) -> Span:
    begin = int(n.need(SR + "begin"))
    return Span(begin, begin + len(n.need(SR + "quote")))


def _span(text: str) -> Span:
    begin, end = text.split("-")
    return Span(int(begin), int(end))


def _text(value: Term) -> str:
    return value.value if isinstance(value, Literal) else value
