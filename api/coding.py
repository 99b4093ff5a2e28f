"""What an event is in the schemes of event data: PLOVER, CAMEO and ACLED, with its class's own names for the roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ontology.acled import AcledCode
from ontology.event_types import EventClass, EventTypes, cameo_code
from ontology.plover import score_of
from ontology.records import Annotated, Entity, Event

ARMED = frozenset({"Force", "MilitaryUnit"})
UNARMED = frozenset({"Person", "Group"})  # people; whoever is described as armed is a Force
STATES = frozenset({"State", "MilitaryUnit"})
GROUND = ("theme", "recipient", "place", "destination")  # where what is taken may stand, the first that tells


def coding(event: Event, record: Annotated, types: EventTypes) -> dict[str, Any] | None:
    """Return an event's codes, participants and numbers as JSON has them; what is not determined is None.

    Participants are lists by the class's own names: two sides of a meeting are one event. The whole is None where
    the ontology no longer has the event's class.
    """
    if event.class_ not in types.classes or event.type not in types.types:
        return None
    entities = {entity.iri: entity for entity in record.entities}
    type_, class_ = types.types[event.type], types.classes[event.class_]
    code = acled_code(event, entities, types)
    return {
        "type": event.type, "mode": event.mode, "auxiliary": _auxiliary(event, class_),
        "contexts": list(event.contexts), "quad_class": type_.quad, "score": score_of(type_, event.mode),
        "cameo": cameo_code(types, event.class_, event.type, event.mode),
        "acled": None if code is None else {"type": code.type, "sub_type": code.sub_type},
        "source": _names(_in_role(event, entities, "actor")), "target": _names(targets(event, record, types)),
        "slots": _slots(event, entities, class_), "measures": _measures(event),
    }  # fmt: skip


def targets(event: Event, record: Annotated, types: EventTypes) -> list[Entity]:
    """Return who or what is PLOVER's recipient of an event: what fills the first of its type's slots that is filled.

    Of a role, those with a country come first; where all sides act alike, each is the others' recipient.
    """
    class_ = types.classes[event.class_]
    entities = {entity.iri: entity for entity in record.entities}
    actors = _in_role(event, entities, "actor")
    if class_.reciprocal and len(actors) > 1:
        return actors + _in_role(event, entities, "recipient")
    filled = [_in_role(event, entities, role) for role in types.types[class_.parent].target_slots]
    return next((f for f in filled if any(e.country for e in f)), next(filter(None, filled), []))


def _names(entities: list[Entity]) -> list[dict[str, str | None]]:
    return [{"iri": e.iri, "label": e.label, "country": e.country} for e in entities]


def _auxiliary(event: Event, class_: EventClass) -> list[str]:
    """Return PLOVER's auxiliary modes, as far as all claims agree.

    An event that counts as another type for it (a planned meeting is an AGREE) has none.
    """
    if not event.claims or event.type != class_.parent:
        return []
    times = {claim.temporality for claim in event.claims}
    found: list[str] = [time for time in ("future", "hypothetical") if times == {time}]
    return found + ["negation"] * all(claim.polarity == "negative" for claim in event.claims)


def acled_code(event: Event, entities: Mapping[str, Entity], types: EventTypes) -> AcledCode | None:
    """Return the ACLED type of an event, None for what ACLED does not record or the record does not tell.

    An event that is only threatened, planned or refused counts as another type than its class's, and has none.
    """
    class_ = types.classes[event.class_]
    if event.type != class_.parent:
        return None
    for condition in (*_conditions(event, entities, class_), "any"):
        if (name := class_.acled.get(condition)) is not None:
            return types.acled[name]
    return None


def _conditions(event: Event, entities: Mapping[str, Entity], class_: EventClass) -> Iterator[str]:
    """Yield the conditions of `acled.ttl` that hold, beside `any`, those that tell most first."""
    if event.mode is not None:
        yield event.mode
    actors = _in_role(event, entities, "actor")
    ground = next((e.country for role in GROUND for e in _in_role(event, entities, role) if e.country), None)
    if actors and all(actor.type in STATES and actor.country for actor in actors) and ground is not None:
        yield "own" if all(actor.country == ground for actor in actors) else "other"
    elif actors and all(actor.type == "Organization" for actor in actors):
        yield "other"  # bodies that take ground and are neither state nor army
    others = actors if class_.reciprocal else _in_role(event, entities, "recipient")
    armed, unarmed = ({entity.iri for entity in others if entity.type in kind} for kind in (ARMED, UNARMED))
    if armed or unarmed:
        yield "mixed" if armed and unarmed else "armed" if armed else "civilian"


def _in_role(event: Event, entities: Mapping[str, Entity], role: str) -> list[Entity]:
    return [entities[p.entity] for p in event.participants if p.role == role and p.entity in entities]


def _slots(event: Event, entities: Mapping[str, Entity], class_: EventClass) -> dict[str, list[dict[str, Any]]]:
    slots: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for participant in event.participants:
        entity = entities[participant.entity]
        found = {"iri": entity.iri, "label": entity.label, "type": entity.type, "country": entity.country}
        filled = slots[class_.slot_names.get(participant.role, participant.role)]
        if found not in filled:
            filled.append(found)
    return dict(slots)


def _measures(event: Event) -> dict[str, list[dict[str, Any]]]:
    measures: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for measure in event.measures:
        quantity = measure.quantity
        measures[measure.kind].append({"low": quantity.low, "high": quantity.high, "unit": quantity.unit})
    return dict(measures)
