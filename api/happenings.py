"""Happenings and contradictions in words and as JSON: reports with their sources, dates and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from api.facts import UNNAMED, interval, spaced, standing_of
from api.links import page_of
from api.names import resolve
from api.resolved import is_entity, stands_for
from graph.contradictions import Contradiction
from graph.happening_disputes import Side
from graph.happening_groups import event_iri_of
from graph.happening_reports import Report, Said, Value
from graph.happenings import Happening, Happenings
from graph.reported import names_of
from graph.store import Store
from ontology.errors import InputError, UnknownError


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A claim as it is shown: who says what, when and where; `number` where numbers conflict."""

    claim: str
    event: str
    document: str
    title: str
    published: str | None
    publisher: str
    source: str
    source_iri: str
    says: str
    certainty: str
    polarity: str
    temporality: str
    quote: str
    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A happening as it is shown: its name, who and where, when, how often it is reported, and all claims."""

    happening: Happening
    name: str
    parties: tuple[tuple[str, str, str], ...]
    when: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A contradiction as it is shown; the heads say what each side does."""

    found: Contradiction
    told: Told
    heads: tuple[str, str]
    one: tuple[Line, ...]
    other: tuple[Line, ...]


_HEADS = {
    "denial": ("affirmed by", "denied by"),
    "change of mind": ("said first", "said later"),
    "conflicting values": ("lower", "higher"),
}


def the_happening(store: Store, iri: str, documents: frozenset[str] | None = None) -> Happening:
    """Return the happening of an IRI, which is its own or that of any of its reports; raises UnknownError."""
    found = Happenings(store, documents).of(event_iri_of(store.base, iri) or iri)
    if found is None:
        raise UnknownError(f"{iri} is no happening; /happenings lists them")
    return found


def entity_of(store: Store, name: str | None) -> str | None:
    """Return the entity that a name stands for, None where none is given; raises UnknownError, InputError."""
    if not name:
        return None
    iri = resolve(store, name, documents=False)
    if not is_entity(store.base, iri):
        raise InputError(f"{iri} is no entity; name an entity")
    return stands_for(store, iri)


def page(found: Iterable[Any], limit: int, offset: int) -> tuple[list[Any], bool]:
    """Return a page of what is found one by one, and whether there is more."""
    items = list(islice(found, offset, offset + limit + 1))
    return items[:limit], len(items) > limit


def tell(store: Store, happening: Happening) -> Told:
    """Return a happening with everything that is shown of it."""
    first = happening.members[0]
    classes = [member.class_ for member in happening.members]
    common = min(set(classes), key=lambda name: (-classes.count(name), name))
    parties = {(p.role, p.iri): p.label for member in happening.members for p in member.parties if not p.own}
    if not parties:
        parties = {(p.role, p.iri): p.label for p in first.parties}
    stated = [m.window for m in happening.members if m.window is not None and m.window.stated]
    days = (max(w.first for w in stated).isoformat(), min(w.last for w in stated).isoformat()) if stated else None
    return Told(
        happening=happening, name=spaced(common),
        parties=tuple((role, iri, label) for (role, iri), label in sorted(parties.items())),
        when=None if days is None else interval(*(days if days[0] <= days[1] else days[::-1])),
        lines=tuple(_lines(store, ((m, c, None) for m in happening.members for c in m.claims))),
    )  # fmt: skip


def dispute(store: Store, found: Contradiction) -> Disputed:
    """Return a contradiction with everything that is shown of it."""

    def lines(sides: Iterable[Side]) -> tuple[Line, ...]:
        return tuple(_lines(store, ((side.report, side.claim, side.value) for side in sides)))

    return Disputed(
        found=found, told=tell(store, found.happening), heads=_HEADS[found.kind], one=lines(found.one),
        other=lines(found.other),
    )  # fmt: skip


def _lines(store: Store, claims: Iterable[tuple[Report, Said, Value | None]]) -> Iterator[Line]:
    rows, resolution = list(claims), store.resolution()
    sources = [resolution.of(claim.source, report.document) for report, claim, _ in rows]
    names = names_of(store, {*sources, *(r.document for r, _, _ in rows), *(r.publisher for r, _, _ in rows)})
    for (report, claim, value), source in zip(rows, sources, strict=True):
        unnamed = report.publisher == report.document  # a document without a publisher speaks for itself
        publisher = UNNAMED if unnamed else names.get(report.publisher, report.publisher)
        yield Line(
            claim=claim.iri, event=report.iri, document=report.document,
            title=names.get(report.document, report.document), published=report.published, publisher=publisher,
            source=publisher if source == report.publisher else names.get(source, source), source_iri=source,
            says=standing_of(claim.certainty, claim.polarity, claim.temporality), certainty=claim.certainty,
            polarity=claim.polarity, temporality=claim.temporality, quote=" ".join(claim.quote.split()),
            number=None if value is None else number_text(value),
        )  # fmt: skip


def number_text(value: Value) -> str:
    """Return a number with its bounds and unit: 17, at least 17, 10 to 12."""
    low, high = (None if bound is None else f"{bound:,.10g}" for bound in (value.low, value.high))
    text = str(low) if low == high else f"at least {low}" if high is None else f"{low} to {high}"
    return f"{text} {value.unit}" if value.unit else text


def told_json(told: Told, base: str) -> dict[str, Any]:
    """Return a happening as JSON."""
    happening = told.happening
    return {
        "iri": happening.iri, "page": page_of(happening.iri, base), "name": told.name, "time": told.when,
        "participants": [{"role": role, "iri": iri, "label": label} for role, iri, label in told.parties],
        "reports": len(happening.members), "documents": happening.documents, "publishers": happening.publishers,
        "independent_publishers": happening.independent,
        "members": [
            {"iri": m.iri, "class": m.class_, "type": m.type, "document": m.document, "published": m.published}
            for m in happening.members
        ],
        "ties": [{"one": t.one, "other": t.other, "reason": t.reason} for t in happening.reasons],
        "claims": [line_json(line) for line in told.lines],
    }  # fmt: skip


def line_json(line: Line) -> dict[str, Any]:
    """Return a claim as JSON."""
    return {
        "claim": line.claim, "event": line.event, "source": line.source, "source_iri": line.source_iri,
        "publisher": line.publisher, "document": line.document, "title": line.title, "published": line.published,
        "certainty": line.certainty, "polarity": line.polarity, "temporality": line.temporality,
        "evidence": line.quote, **({} if line.number is None else {"value": line.number}),
    }  # fmt: skip


def dispute_json(disputed: Disputed, base: str) -> dict[str, Any]:
    """Return a contradiction as JSON: of what kind, about which happening, and the claims of both sides."""
    told = disputed.told
    return {
        "kind": disputed.found.kind, "value": disputed.found.about, "happening": told.happening.iri,
        "page": page_of(told.happening.iri, base), "name": told.name, "time": told.when,
        "participants": [{"role": role, "iri": iri, "label": label} for role, iri, label in told.parties],
        "one": [line_json(line) for line in disputed.one], "other": [line_json(line) for line in disputed.other],
    }  # fmt: skip
