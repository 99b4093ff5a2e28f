"""Who an entity is: its names, what it is made of, and why each document was read to mean it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.entries import Entries
from api.links import page_of
from api.lookup import EntityRow
from api.resolved import documents_of, reads, row_of, said, text_of
from graph.merged import ALT, COUNTRY
from graph.quads import Literal
from graph.reasons import reasons
from graph.store import Store
from graph.vocabulary import CODE, GEO, LABEL, OWL, SCHEMA, SKOS, name_of
from ontology.gazetteer import FormerName
from ontology.iris import SR, link_iri, linked

DOUBTFUL = 0.75  # score below which a link is shown without being asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A name, or what one document calls somebody (`document`), that an entity stands for, and why."""

    iri: str
    label: str
    reason: str | None
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where one document means an entity: under which label, and why it was read so.

    `entity` is what it was read as, `link` the IRI to contest. Score, reason and runner-up are known of entries of
    the gazetteer. `decided` tells whether the document means this entity by a decision about its link.
    """

    document: str
    title: str
    published: str | None
    entity: str
    link: str
    label: str
    score: float | None
    reason: str | None
    runner_up: str | None
    runner_up_label: str | None
    decided: bool

    @property
    def is_doubtful(self) -> bool:
        """Tell whether the reading is one to look at."""
        return self.score is not None and self.score < DOUBTFUL and not self.decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """An entity that stands for itself; `readings` are of its newest documents, those worth a look first.

    `source` and `former` are what the gazetteer says of an entry: where its facts are from, and names that it had.
    """

    row: EntityRow
    aliases: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    same_as: tuple[str, ...]
    point: tuple[float, float] | None
    source: str | None
    former: tuple[FormerName, ...]
    members: tuple[Member, ...]
    documents: tuple[str, ...]
    readings: tuple[Reading, ...]


def read_portrait(store: Store, entries: Entries, iri: str, *, limit: int) -> Portrait | None:
    """Return who an entity is, with what the newest documents call it; None where the store does not know it.

    `documents` are at most `limit`, newest first.
    """
    row = row_of(store, iri)
    if row is None:
        return None
    values: dict[str, set[str]] = {}
    codes = set()
    for quad in store.find(iri, None, None, ""):
        values.setdefault(quad.predicate, set()).add(text_of(quad))
        if quad.predicate == SKOS + "notation" and isinstance(quad.object, Literal):
            codes.add((name_of(CODE, quad.object.datatype), quad.object.value))
    documents = documents_of(store, iri)[:limit]
    names = {*values.get(ALT, ()), *values[LABEL]} - {row.label}
    entry = entries.entry(iri)
    return Portrait(
        row=row, aliases=tuple(sorted(names)), codes=tuple(sorted(codes)),
        same_as=tuple(sorted(values.get(OWL + "sameAs", ()))),
        point=_point(min(values.get(GEO + "asWKT", ()), default=None)), members=tuple(_members(store, iri)),
        documents=tuple(documents),
        source=None if entry is None else entry.source, former=() if entry is None else entry.former,
        readings=tuple(sorted(_readings(store, entries, iri, documents), key=lambda r: not r.is_doubtful)),
    )  # fmt: skip


def _point(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    longitude, latitude = text.removeprefix("POINT(").removesuffix(")").split()
    return float(longitude), float(latitude)


def _members(store: Store, iri: str) -> Iterator[Member]:
    ties = reasons(store, iri)
    for member in sorted(store.resolution().members(iri), key=lambda each: (each != iri, each)):
        document, entity = linked(store.base, member) or (None, member)
        label = said(store, entity, LABEL, document) or entity
        yield Member(
            iri=member, reason=None if (tie := ties.get(member)) is None else tie.reason, document=document,
            label=label if document is None else f"{label} in “{title_of(store, document)}”",
        )  # fmt: skip


def _readings(store: Store, entries: Entries, iri: str, documents: Sequence[str]) -> Iterator[Reading]:
    """Yield what each of the documents calls an entity, in their order."""
    resolution = store.resolution()
    links = ((member, linked(store.base, member)) for member in resolution.members(iri))
    raw = sorted({member if link is None else link[1] for member, link in links})
    for document in documents:
        for entity in raw:
            if resolution.of(entity, document) == iri:
                yield from _reading(store, entries, document, entity)


def _reading(store: Store, entries: Entries, document: str, entity: str) -> Iterator[Reading]:
    if not reads(store, document, entity):
        return
    link = link_iri(store.base, document, entity)
    why = {quad.predicate: text_of(quad) for quad in store.find(link, None, None, document)}
    score, runner = why.get(SR + "confidence"), why.get(SR + "runnerUp")
    yield Reading(
        document=document, title=title_of(store, document), entity=entity,
        published=said(store, document, SCHEMA + "datePublished", document),
        link=entity if entity.startswith(f"{document}/") else link,
        label=said(store, entity, LABEL, document) or entity,
        score=None if score is None else float(score), reason=why.get(SR + "reason"), runner_up=runner,
        runner_up_label=None if runner is None else label_of(store, entries, runner),
        decided=store.resolution().target(link) is not None,
    )  # fmt: skip


def title_of(store: Store, document: str) -> str:
    """Return the title of a document, else its id, else, where it is not stored, the end of its IRI."""
    found = (said(store, document, SCHEMA + name, document) for name in ("headline", "identifier"))
    return next(filter(None, found), document.rpartition("/")[2])


def label_of(store: Store, entries: Entries, iri: str) -> str:
    """Return what an entity, another name of it, or an entry of the gazetteer is called, with its country if known."""
    label, country = said(store, iri, LABEL, ""), said(store, iri, COUNTRY, "")
    if label is None and (entry := entries.entity(iri)) is not None:
        label, country = entry.label, entry.country
    label = label or said(store, iri, LABEL) or iri
    return f"{label} ({country})" if country else label


def row_json(row: EntityRow, base: str) -> dict[str, Any]:
    """Return an entity in one line as the JSON of `/entities` has it."""
    return {
        "iri": row.iri, "label": row.label, "type": row.type, "country": row.country, "documents": row.documents,
        "page": page_of(row.iri, base),
    }  # fmt: skip


def portrait_json(portrait: Portrait, base: str) -> dict[str, Any]:
    """Return who an entity is as JSON."""
    links = []
    for reading in portrait.readings:
        link = asdict(reading)
        runner = link.pop("runner_up_label")
        link["runner_up"] = None if reading.runner_up is None else {"iri": reading.runner_up, "label": runner}
        links.append(link)
    return {
        **row_json(portrait.row, base), "aliases": list(portrait.aliases), "codes": dict(portrait.codes),
        "same_as": list(portrait.same_as), "point": None if portrait.point is None else list(portrait.point),
        "source": portrait.source, "former_names": [asdict(former) for former in portrait.former],
        "members": [asdict(member) for member in portrait.members], "links": links,
    }  # fmt: skip
