"""Records as JSON: `to_json` and `from_json` convert an `Annotated` to and from the object that
`ontology/record.schema.json` describes; the round trip is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontology.records import (
    Annotated,
    Claim,
    Document,
    Entity,
    Event,
    Link,
    Measure,
    Participant,
    Quantity,
    Relation,
    Span,
    Time,
    Unit,
)


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.begin, span.end]


def _span(pair: list[int]) -> Span:
    return Span(pair[0], pair[1])


def to_json(record: Annotated) -> dict[str, Any]:
    """Return the JSON object of a record."""
    d = record.document
    return {
        "document": {
            "iri": d.iri, "id": d.id, "title": d.title, "published": d.published, "source": d.source,
            "url": d.url, "language": d.language, "sha256": d.sha256, "text": d.text,
        },
        "entities": list(map(_entity_to_json, record.entities)),
        "events": [_event_to_json(e) for e in record.events],
        "relations": [
            {
                "subject": r.subject, "predicate": r.predicate, "object": r.object,
                "subject_span": _pair(r.subject_span), "object_span": _pair(r.object_span),
                "evidence": _pair(r.evidence), "confidence": r.confidence,
                "start": r.start, "end": r.end, "derived_from": list(r.derived_from),
            }
            for r in record.relations
        ],
    }  # fmt: skip


def _entity_to_json(e: Entity) -> dict[str, Any]:
    link, unit = e.link, e.unit
    return {
        "iri": e.iri, "type": e.type, "label": e.label, "aliases": list(e.aliases), "country": e.country,
        "codes": dict(e.codes), "same_as": list(e.same_as), "point": None if e.point is None else list(e.point),
        "link": None if link is None else {"score": link.score, "reason": link.reason, "runner_up": link.runner_up},
        "unit": None
        if unit is None
        else {"number": unit.number, "echelon": unit.echelon, "branch": unit.branch, "honorific": unit.honorific},
        "strength": None if e.strength is None else _quantity_to_json(e.strength),
        "mentions": [_pair(m) for m in e.mentions],
    }  # fmt: skip


def _quantity_to_json(q: Quantity) -> dict[str, Any]:
    return {"low": q.low, "high": q.high, "unit": q.unit, "span": _pair(q.span)}


def _event_to_json(e: Event) -> dict[str, Any]:
    t = e.time
    return {
        "iri": e.iri, "type": e.type, "mode": e.mode, "class": e.class_, "contexts": list(e.contexts),
        "trigger": _pair(e.trigger),
        "participants": [{"role": p.role, "entity": p.entity, "span": _pair(p.span)} for p in e.participants],
        "time": None
        if t is None
        else {"start": t.start, "end": t.end, "span": _pair(t.span), "granularity": t.granularity},
        "measures": [{"kind": m.kind, "quantity": _quantity_to_json(m.quantity)} for m in e.measures],
        "claims": [
            {
                "source": c.source, "certainty": c.certainty, "polarity": c.polarity, "temporality": c.temporality,
                "evidence": _pair(c.evidence), "cue": _pair(c.cue), "confidence": c.confidence,
            }
            for c in e.claims
        ],
    }  # fmt: skip


def from_json(data: Mapping[str, Any]) -> Annotated:
    """Read a record from its JSON object.

    Raises KeyError or TypeError where the object does not follow the schema.
    """
    return Annotated(
        document=Document(**data["document"]),
        entities=tuple(map(_entity_from_json, data["entities"])),
        events=tuple(map(_event_from_json, data["events"])),
        relations=tuple(
            Relation(
                subject=r["subject"],
                predicate=r["predicate"],
                object=r["object"],
                subject_span=_span(r["subject_span"]),
                object_span=_span(r["object_span"]),
                evidence=_span(r["evidence"]),
                confidence=r["confidence"],
                start=r["start"],
                end=r["end"],
                derived_from=tuple(r["derived_from"]),
            )
            for r in data["relations"]
        ),
    )


def _entity_from_json(e: Mapping[str, Any]) -> Entity:
    link, unit, strength = e["link"], e["unit"], e["strength"]
    return Entity(
        **{k: e[k] for k in ("iri", "type", "label", "country", "codes")},
        same_as=tuple(e["same_as"]),
        point=None if e["point"] is None else (e["point"][0], e["point"][1]),
        aliases=tuple(e["aliases"]),
        link=None if link is None else Link(**link),
        unit=None if unit is None else Unit(**unit),
        strength=None if strength is None else _quantity_from_json(strength),
        mentions=tuple(map(_span, e["mentions"])),
    )


def _quantity_from_json(q: Mapping[str, Any]) -> Quantity:
    return Quantity(low=q["low"], high=q["high"], unit=q["unit"], span=_span(q["span"]))


def _event_from_json(e: Mapping[str, Any]) -> Event:
    t = e["time"]
    return Event(
        iri=e["iri"], type=e["type"], mode=e["mode"], class_=e["class"], contexts=tuple(e["contexts"]),
        trigger=_span(e["trigger"]),
        participants=tuple(
            Participant(role=p["role"], entity=p["entity"], span=_span(p["span"])) for p in e["participants"]
        ),
        time=None
        if t is None
        else Time(start=t["start"], end=t["end"], span=_span(t["span"]), granularity=t["granularity"]),
        measures=tuple(Measure(kind=m["kind"], quantity=_quantity_from_json(m["quantity"])) for m in e["measures"]),
        claims=tuple(
            Claim(
                source=c["source"], certainty=c["certainty"], polarity=c["polarity"], temporality=c["temporality"],
                evidence=_span(c["evidence"]), confidence=c["confidence"],
                cue=None if c.get("cue") is None else _span(c["cue"]),
            )
            for c in e["claims"]
        ),
    )  # fmt: skip
