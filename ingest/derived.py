"""Derive standing relations from events, by the rules of `ontology/relations.ttl`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ontology.records import Claim, Entity, Event, Participant, Relation
from ontology.relations import Relations, Rule

Key = tuple[str, str, str]


def derive(
    events: Iterable[Event], entities: Mapping[str, Entity], known: Relations, stated: Iterable[Relation] = ()
) -> list[Relation]:
    """Return the relations that follow from events, each pair once, naming all events that it follows from.

    Only events count that somebody affirms as certain or probable, past or present, and that nobody in the document
    denies. What the document states itself (`stated`) is not derived.
    """
    told = {key for r in stated for key in _keys(r, known)}
    found: dict[Key, Relation] = {}
    for event in events:
        rules = known.rules.get(event.class_, ())
        claim = _best_claim(event) if rules else None
        if claim is None:
            continue
        for rule in rules:
            for relation in _follow(event, claim, rule, entities, known):
                keys = _keys(relation, known)
                if not told.intersection(keys):
                    key = next((k for k in keys if k in found), keys[0])
                    found[key] = _merge(found[key], relation) if key in found else relation
    return list(found.values())


def _keys(relation: Relation, known: Relations) -> list[Key]:
    """Return what a relation says, the other way round too where it is symmetric."""
    keys = [(relation.subject, relation.predicate, relation.object)]
    kind = known.types.get(relation.predicate)
    if kind is not None and kind.symmetric:
        keys.append((relation.object, relation.predicate, relation.subject))
    return keys


def _best_claim(event: Event) -> Claim | None:
    """Return the surest claim that the event happened or happens; None where there is none, or where it is denied."""
    if any(c.polarity == "negative" for c in event.claims):
        return None
    held = [c for c in event.claims if c.certainty in {"certain", "probable"} and c.temporality in {"past", "present"}]
    return max(held, key=lambda c: c.confidence, default=None)


def _follow(
    event: Event, claim: Claim, rule: Rule, entities: Mapping[str, Entity], known: Relations
) -> Iterator[Relation]:
    kind = known.types[rule.relation]
    subjects = _fillers(event, rule.subjects, rule, entities, kind.subjects)
    objects = _fillers(event, rule.objects, rule, entities, kind.objects)
    start = None if event.time is None else event.time.start
    end = event.time.end if event.time is not None and rule.holds == "during" else None
    for one in subjects:
        for other in objects:
            if one.entity != other.entity:
                yield Relation(
                    subject=one.entity, predicate=rule.relation, object=other.entity,
                    subject_span=one.span, object_span=other.span, evidence=claim.evidence,
                    confidence=round(claim.confidence * rule.weight, 4),
                    start=start, end=end, derived_from=(event.iri,),
                )  # fmt: skip


def _fillers(
    event: Event, roles: Iterable[str], rule: Rule, entities: Mapping[str, Entity], types: frozenset[str]
) -> list[Participant]:
    """Return who has the first of some roles that anybody has, of the entity types that rule and relation allow."""
    for role in roles:
        found = [p for p in event.participants if p.role == role and p.entity in entities]
        if found:
            allowed = types & rule.when.get(role, types)
            return [p for p in found if entities[p.entity].type in allowed]
    return []


def _merge(one: Relation, other: Relation) -> Relation:
    """Return one relation for two: the surer, from the earliest beginning, to the latest end if both have one."""
    best = max(one, other, key=lambda r: r.confidence)
    starts = [r.start for r in (one, other) if r.start is not None]
    ends = [r.end for r in (one, other) if r.end is not None]
    return replace(
        best,
        start=min(starts, default=None),
        end=max(ends) if len(ends) == 2 else None,
        derived_from=(*one.derived_from, *(iri for iri in other.derived_from if iri not in one.derived_from)),
    )
