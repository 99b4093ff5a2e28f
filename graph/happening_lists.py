"""Lists of happenings, those reported last first: of the whole store by what it keeps, else document by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from graph.happening_groups import event_iri_of
from graph.happening_kept import DISPUTES, DOCUMENTS, LAST, OF
from graph.happening_keys import EVENT_TYPE, REPORTS
from graph.happenings import Happening, Happenings
from graph.quads import check_iri, term_text
from graph.store import Store
from graph.vocabulary import TYPE, term
from ontology.iris import PLOVER, SR


def list_happenings(
    store: Store, *, about: str | None = None, type: str | None = None, class_: str | None = None,
    documents: frozenset[str] | None = None, least: int = 1,
) -> Iterator[Happening]:  # fmt: skip
    """Yield happenings; `about` is the IRI of a participant, `least` the least number of documents.

    `type` and `class_` are those of one of its reports, `documents` are the only ones to count.
    """
    happenings = Happenings(store, documents)
    kinds = [(EVENT_TYPE, term(PLOVER, type))] if type else []
    kinds += [(TYPE, term(SR, class_))] if class_ else []
    inside = None if about is None else events_of(store, about)
    if documents is None and least > 1:
        events = _kept(store, least, about, kinds)
    else:
        alike = [{q.subject for q in store.find(None, predicate, iri, "")} for predicate, iri in kinds]
        events = newest_first(store, documents, set.intersection(*alike) if alike else inside)
    for members in happenings.each(events):
        fits = any(type in (None, m.type) and class_ in (None, m.class_) for m in members)
        named = inside is None or any(member.iri in inside for member in members)
        if fits and named and len({member.document for member in members}) >= least:
            found = happenings.of(members[0].iri)
            if found is not None:
                yield found


def _kept(store: Store, least: int, about: str | None, kinds: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a report of each happening that so many documents report and that has reports of a kind and a party."""
    wanted = [f"?h <{DOCUMENTS}> ?n FILTER(?n >= {least})"]
    if about is not None:
        wanted.append(f"?m ?role {term_text(check_iri(about))} ; <{OF}> ?h .")
    if kinds:
        wanted.append(f"?k <{OF}> ?h ; " + " ; ".join(f"<{p}> {term_text(check_iri(iri))}" for p, iri in kinds) + " .")
    yield from select_kept(store, " ".join(wanted))


def kept_disputes(store: Store, about: str | None) -> Iterator[str]:
    """Yield a report of each happening whose claims contradict each other, which an entity is in or speaks of."""
    wanted = f"?h <{DISPUTES}> ?n ."
    if about is not None:
        iri = term_text(check_iri(about))
        wanted += (f" {{ ?m ?role {iri} ; <{OF}> ?h . }} UNION"
                   f" {{ ?claim <{SR}source> {iri} ; <{REPORTS}> ?m . ?m <{OF}> ?h . }}")  # fmt: skip
    yield from select_kept(store, wanted)


def select_kept(store: Store, wanted: str) -> Iterator[str]:
    """Yield the first report of each happening ?h that a pattern matches."""
    query = f"SELECT DISTINCT ?h ?last {{ {wanted} ?h <{LAST}> ?last }} ORDER BY DESC(?last) ?h"
    for happening, _ in store.select(query):
        event = event_iri_of(store.base, str(happening))
        if event is not None:
            yield event


def newest_first(store: Store, documents: frozenset[str] | None, inside: Collection[str] | None) -> Iterator[str]:
    """Yield events of some documents (None: all), the newest first; `inside` are the only ones, None for all."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    for event in inside or ():
        known[event.partition("/event/")[0]].append(event)
    for row in reversed(store.documents()):
        if documents is None or row.iri in documents:
            found = (
                [q.subject for q in store.find(None, EVENT_TYPE, None, row.iri)] if inside is None else known[row.iri]
            )
            yield from sorted(found, key=_place)


def _place(event: str) -> tuple[int, str]:
    """Return the place of an event in its document: where its trigger begins."""
    begin = event.partition("/event/")[2].partition("-")[0]
    return int(begin) if begin.isdigit() else 0, event


def events_of(store: Store, entity: str) -> frozenset[str]:
    """Return the events that an entity takes part in, whatever its role."""
    return frozenset(q.subject for q in store.find(None, None, entity, "") if "/event/" in q.subject)


def events_told_by(store: Store, entity: str) -> frozenset[str]:
    """Return the events of which an entity speaks."""
    claims = [q.subject for q in store.find(None, SR + "source", entity, "") if "/claim/" in q.subject]
    found = (q.object for claim in claims for q in store.find(claim, REPORTS, None, ""))
    return frozenset(iri for iri in found if isinstance(iri, str))
