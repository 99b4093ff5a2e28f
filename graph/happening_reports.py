"""Reports: what one document says of one happening, as grouping compares it; read from a store when asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from graph.happening_keys import EVENT_TYPE, KEY, REPORTS, ROLES
from graph.happening_kinds import Window, families, window
from graph.happening_words import content_words
from graph.identity import named
from graph.quads import Literal, Quad, Term
from graph.vocabulary import LABEL, SCHEMA, SEM, TYPE, name_of
from ontology.iris import SR
from ontology.measures import KINDS

DESCRIPTION = (TYPE, LABEL, SR + "country")  # what of a participant grouping looks at
_BEFORE = 40  # characters before a trigger in which its article stands
_DEFINITE = re.compile(r"\b(?:the|this|these|such(?: an?)?)(?:\s+\w+)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A participant of a report: the entity that stands for it, and what is known of that.

    `own` where only its document knows it ("3,000 soldiers").
    """

    role: str
    iri: str
    type: str
    label: str
    country: str | None
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim of a report: who says it, how, and the words; `begin` is where they begin in the document's text."""

    iri: str
    source: str
    certainty: str
    polarity: str
    temporality: str
    quote: str
    begin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number that a report gives: kind (killed, strength, …), inclusive bounds, unit; `high` None where open."""

    kind: str
    low: float
    high: float | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An event of a document, with what grouping looks at.

    `trigger` holds the words that evoke it, which begin at `begin`; `definite` where an article stands before them.
    """

    iri: str
    document: str
    class_: str
    type: str
    families: tuple[str, ...]
    parties: tuple[Party, ...]
    window: Window | None
    published: str | None
    publisher: str
    claims: tuple[Said, ...]
    values: tuple[Value, ...]
    trigger: str
    begin: int
    definite: bool

    @property
    def words(self) -> frozenset[str]:
        """The words of its evidence that name nobody."""
        return content_words(
            tuple(claim.quote for claim in self.claims), tuple(party.label for party in self.parties if not party.own)
        )

    @property
    def is_real(self) -> bool:
        """Whether anybody says that it was, is or will be: hypothetical deeds are grouped with nothing."""
        return any(claim.temporality != "hypothetical" for claim in self.claims)

    @property
    def is_plan(self) -> bool:
        """Whether everybody who speaks of it says that it is still to come."""
        return all(claim.temporality == "future" for claim in self.claims)


def order(report: Report) -> tuple[str, str, int, str]:
    """Return the place of a report in the canonical order: the earliest published first, undated ones last."""
    return report.published or "9999", report.document, report.begin, report.iri


class Readable(Protocol):
    """What reports are read from: a store, or one as it will be after a change."""

    base: str

    def find(
        self, subject: str | None, predicate: str | None, object_: Term | None, graph: str | None
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern; None matches all, the graph "" is the default graph."""
        ...


class Reports:
    """The reports of a store, each read once; `documents` restricts them to some, None to none.

    It is a view of the store as it is: make another one after a change.
    """

    def __init__(self, store: Readable, documents: frozenset[str] | None = None) -> None:
        self.store = store
        self.documents = documents
        self._reports: dict[str, Report | None] = {}
        self._parties: dict[str, tuple[str, str, str | None]] = {}
        self._keyed: dict[str, frozenset[str]] = {}
        self._holders: dict[str, list[str]] = {}
        self._within: dict[str, list[str]] = {}
        self._facts: dict[str, tuple[str, str | None, str]] = {}

    def allows(self, event: str) -> bool:
        """Tell whether an event is of one of the documents that this view is about."""
        return self.documents is None or self.document_of(event) in self.documents

    def document_of(self, event: str) -> str:
        """Return the document of an event."""
        return event.partition("/event/")[0]

    def report(self, event: str) -> Report | None:
        """Return an event as a report; None where it is not stored, hypothetical or of another document."""
        if event not in self._reports:
            found = self._read(event) if self.allows(event) else None
            self._reports[event] = found if found is not None and found.is_real else None
        return self._reports[event]

    def text(self, document: str) -> str:
        """Return the text of a document."""
        return self._document(document)[0]

    def near(self, report: Report) -> Iterator[Report]:
        """Yield the reports that may tell of the same: those that share a key, and those of its document."""
        events = set(self._events_within(report.document))
        for key in self._keys(report.iri):
            if key not in self._holders:
                self._holders[key] = [q.subject for q in self.store.find(None, KEY, Literal(key), "")]
            events.update(self._holders[key])
        for event in sorted(events - {report.iri}):
            found = self.report(event)
            if found is not None:
                yield found

    def are_near(self, one: Report, other: Report) -> bool:
        """Tell whether two reports are near each other."""
        return one.document == other.document or not self._keys(one.iri).isdisjoint(self._keys(other.iri))

    def _keys(self, event: str) -> frozenset[str]:
        if event not in self._keyed:
            found = self.store.find(event, KEY, None, "")
            self._keyed[event] = frozenset(q.object.value for q in found if isinstance(q.object, Literal))
        return self._keyed[event]

    def _events_within(self, document: str) -> list[str]:
        if document not in self._within:
            self._within[document] = [q.subject for q in self.store.find(None, EVENT_TYPE, None, document)]
        return self._within[document]

    def within(self, document: str) -> list[Report]:
        """Return the reports of one document in the order of its text."""
        found = (self.report(event) for event in self._events_within(document))
        return sorted((report for report in found if report is not None), key=order)

    def _values(self, subject: str) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for q in self.store.find(subject, None, None, ""):
            found[q.predicate].append(_text(q))
        return found

    def _read(self, event: str) -> Report | None:
        said = self._values(event)
        if EVENT_TYPE not in said:
            return None
        document = self.document_of(event)
        text, published, publisher = self._document(document)
        claims = tuple(sorted(self._claims(event), key=lambda c: (c.begin, c.iri)))
        spans = [line.split(" ") for line in said[SR + "spans"][0].split("\n")]
        begin, end = map(int, next(part[1] for part in spans if part[0] == "trigger").split("-"))
        class_ = min(name_of(SR, iri) for iri in said[TYPE] if iri.startswith(SR))
        parties = tuple(sorted(self._participants(said), key=lambda p: (p.role, p.iri)))
        return Report(
            iri=event, document=document, class_=class_, type=said[EVENT_TYPE][0].rpartition("#")[2].rpartition("/")[2],
            families=families(class_), parties=parties,
            window=window(
                min(said[SEM + "hasBeginTimeStamp"], default=None), max(said[SEM + "hasEndTimeStamp"], default=None),
                published, ahead=all(c.temporality == "future" for c in claims),
            ),
            published=published, publisher=publisher, claims=claims, values=tuple(_measures(spans)),
            trigger=text[begin:end], begin=begin,
            definite=_DEFINITE.search(text[max(0, begin - _BEFORE) : begin]) is not None,
        )  # fmt: skip

    def _claims(self, event: str) -> Iterator[Said]:
        for claim in [q.subject for q in self.store.find(None, REPORTS, event, "")]:
            said = self._values(claim)
            yield Said(
                iri=claim, source=said[SR + "source"][0], certainty=name_of(SR, said[SR + "certainty"][0]),
                polarity=name_of(SR, said[SR + "polarity"][0]), temporality=name_of(SR, said[SR + "temporality"][0]),
                quote=said[SR + "quote"][0], begin=int(said[SR + "begin"][0]),
            )  # fmt: skip

    def _participants(self, said: Mapping[str, list[str]]) -> Iterator[Party]:
        for role in ROLES:
            for iri in said.get(SR + role, ()):
                if iri not in self._parties:
                    self._parties[iri] = described(self.store, iri)
                type_, label, country = self._parties[iri]
                own = "/document/" in iri
                yield Party(role=role, iri=iri, type=type_, label=label, country=country, own=own)

    def _document(self, document: str) -> tuple[str, str | None, str]:
        if document not in self._facts:
            texts, dates, publishers = (
                [_text(q) for q in self.store.find(document, SCHEMA + name, None, document)]
                for name in ("articleBody", "datePublished", "publisher")
            )
            self._facts[document] = (texts[0], next(iter(dates), None), next(iter(publishers), document))
        return self._facts[document]


def described(store: Readable, iri: str) -> tuple[str, str, str | None]:
    """Return the type, label and country of a participant as all documents give them."""
    types, labels, countries = (sorted(_text(q) for q in store.find(iri, p, None, "")) for p in DESCRIPTION)
    name = named(iri)
    country = next(iter(countries), None if name is None else name.country)
    type_ = next((name_of(SR, each) for each in types if each.startswith(SR)), "Thing")
    return type_, next(iter(labels), iri), country


def _text(quad: Quad) -> str:
    term: Term = quad.object
    return term.value if isinstance(term, Literal) else term


def _measures(spans: Iterable[list[str]]) -> Iterator[Value]:
    """Yield the numbers of an event from its `sr:spans`: kind, offsets, low, high (empty where open), unit."""
    for part in spans:
        if part[0] in KINDS and len(part) >= 4:
            high = float(part[3]) if part[3] else None
            yield Value(kind=part[0], low=float(part[2]), high=high, unit=part[4] if len(part) > 4 else None)
