"""The canonical order of a record, so that two records that say the same are equal.

RDF keeps no order; `graph` reads records back in this one, and `ingest` gives them out in it.
"""

from __future__ import annotations

from dataclasses import replace

from ontology.records import Annotated, Entity, Event, Relation, Span

_NOWHERE = Span(2**62, 2**62)


def arranged(record: Annotated) -> Annotated:
    """Return a record in canonical order; what it says is unchanged.

    Entities stand by first mention, events by trigger, relations by the places of subject and object; contexts,
    aliases, same-as and the events that a relation is derived from are alphabetical without repetition. Participants,
    measures, claims and mentions keep their order.
    """
    return replace(
        record,
        entities=tuple(sorted(map(_entity, record.entities), key=_entity_key)),
        events=tuple(sorted(map(_event, record.events), key=lambda e: (e.trigger, e.class_, e.iri))),
        relations=tuple(sorted(set(map(_relation, record.relations)), key=_relation_key)),
    )


def _entity(entity: Entity) -> Entity:
    return replace(entity, same_as=tuple(sorted(set(entity.same_as))), aliases=tuple(sorted(set(entity.aliases))))


def _event(event: Event) -> Event:
    return replace(event, contexts=tuple(sorted(set(event.contexts))))


def _relation(relation: Relation) -> Relation:
    return replace(relation, derived_from=tuple(sorted(set(relation.derived_from))))


def _entity_key(entity: Entity) -> tuple[Span, str]:
    return (entity.mentions[0] if entity.mentions else _NOWHERE, entity.iri)


def _relation_key(r: Relation) -> tuple[Span, Span, str, str, str, Span, float, str, str, tuple[str, ...]]:
    where, what = (r.subject_span, r.object_span), (r.predicate, r.subject, r.object)
    return (*where, *what, r.evidence, r.confidence, r.start or "", r.end or "", r.derived_from)
