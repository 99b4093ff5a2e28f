"""What a record must hold to become a graph: it may not contradict itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ontology.errors import InputError
from ontology.event_types import SLOTS
from ontology.measures import KINDS
from ontology.records import Annotated, Span

ROLES = frozenset(SLOTS)
_OWN = frozenset({"mentions", "country", "echelon", "branch"})  # properties of entities


def check_record(record: Annotated) -> None:
    """Raise InputError where a record has a span outside its text, or names what it does not list."""
    document, known = record.document, {e.iri for e in record.entities}
    where = f"record of document {document.id!r}"
    if len(known) < len(record.entities) or len({e.iri for e in record.events}) < len(record.events):
        raise InputError(f"{where}: an entity or event is listed twice; give each IRI once")
    for span in _all_spans(record):
        if not 0 <= span.begin <= span.end <= len(document.text):
            raise InputError(f"{where}: span {span.begin}-{span.end} lies outside the text of {len(document.text)}")
    for event in record.events:
        if not event.iri.startswith(f"{document.iri}/event/"):
            raise InputError(f"{where}: event {event.iri} must start with {document.iri}/event/")
        if unknown := {p.role for p in event.participants} - ROLES:
            raise InputError(f"{where}: event {event.iri} has role {min(unknown)!r}; roles are {', '.join(SLOTS)}")
        if strange := {m.kind for m in event.measures} - KINDS:
            raise InputError(
                f"{where}: event {event.iri} measures {min(strange)!r}; kinds are {', '.join(sorted(KINDS))}"
            )
    if taken := {r.predicate for r in record.relations} & _OWN:
        raise InputError(f"{where}: {min(taken)!r} is a property of entities; give the relation another predicate")
    if lost := {iri for r in record.relations for iri in r.derived_from} - {e.iri for e in record.events}:
        raise InputError(f"{where}: a relation is derived from {min(lost)}, which is not listed among the events")
    if missing := set(_named(record)) - known:
        raise InputError(f"{where}: entity {min(missing)} is used but not listed among the entities")


def _named(record: Annotated) -> Iterable[str]:
    for event in record.events:
        yield from (p.entity for p in event.participants)
        yield from (c.source for c in event.claims if c.source is not None)
    for relation in record.relations:
        yield from (relation.subject, relation.object)


def _all_spans(record: Annotated) -> Iterator[Span]:
    for entity in record.entities:
        yield from entity.mentions
        if entity.strength is not None:
            yield entity.strength.span
    for event in record.events:
        yield event.trigger
        yield from (p.span for p in event.participants)
        yield from (m.quantity.span for m in event.measures)
        for claim in event.claims:
            yield from filter(None, (claim.evidence, claim.cue))
        if event.time is not None:
            yield event.time.span
    for relation in record.relations:
        yield from (relation.subject_span, relation.object_span, relation.evidence)
