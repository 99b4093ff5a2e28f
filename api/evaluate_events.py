"""Measure events on PLOVER gold standard records: `sitrep evaluate events`.

A record is a sentence with one coded event, its source and target actors and their codes (actor codes
begin with the ISO 3166-1 alpha-3 code of the state). Records of earlier PLOVER versions name types that
were merged since; they count as what they became (manual, section on changes).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pycountry
from spacy.language import Language

from api.bootstrap import INTERVAL, interval, share_by
from api.coding import targets
from ingest import annotate
from ingest.read import read_text
from ontology.errors import DocumentError, InputError
from ontology.event_types import EventTypes, load_event_types
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated, Event

RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT", "INVESTIGATE": "ACCUSE"}
Result = Mapping[str, object]


def evaluate_events(nlp: Language, path: Path) -> Result:
    """Return how often an event of the gold type is found, with the source's and target's country.

    `events beyond the gold type` counts, per sentence, found events whose type is not the gold one: an
    upper bound of false events, since many sentences report more than the one that was coded. Intervals are over
    sentences.
    """
    try:
        gold = [r for r in json.loads(path.read_text(encoding="utf8")) if r.get("event") and r.get("text")]
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no gold records ({error}); give a JSON array of PLOVER records") from error
    documents = [read_text(r["text"], id=r["id"], published=r.get("date") or None, base=DEFAULT_BASE) for r in gold]
    types = load_event_types()
    hits: dict[str, list[dict[str, bool]]] = defaultdict(list)
    beyond: list[tuple[int, int]] = []
    for record, found in zip(gold, annotate(documents, nlp, base=DEFAULT_BASE), strict=True):
        type_ = RENAMED.get(record["event"], record["event"])
        hits[type_].append(_judge(record, type_, found, types))
        beyond.append((sum(e.type != type_ for e in found.events) if isinstance(found, Annotated) else 0, 1))
    everything = [h for rows in hits.values() for h in rows]
    return {
        "all": _rates(everything),
        **share_by("events beyond the gold type, per sentence", beyond),
        "by type": {t: _rates(rows) for t, rows in sorted(hits.items())},
    }


def _judge(
    record: Mapping[str, Any], type_: str, found: Annotated | DocumentError, types: EventTypes
) -> dict[str, bool]:
    """Tell which of type, source country and target country are right; what gold does not say is left out."""
    events = [e for e in found.events if e.type == type_] if isinstance(found, Annotated) else []
    result = {"type": bool(events)}
    sources, coded = _countries(record.get("source")), _countries(record.get("target"))
    if sources:
        result["type and source"] = any(sources & _of(found, e, "actor") for e in events)
    if sources and coded:
        acting = [e for e in events if sources & _of(found, e, "actor")]
        result["type, source and target"] = any(coded & _others(found, e, types) for e in acting)
    return result


def _countries(actors: object) -> set[str]:
    codes = {str(a.get("code", ""))[:3] for a in actors if isinstance(a, dict)} if isinstance(actors, list) else set()
    return {c for c in codes if pycountry.countries.get(alpha_3=c) or c == "XKX"}


def _of(found: Annotated | DocumentError, event: Event, role: str) -> set[str]:
    assert isinstance(found, Annotated)
    countries = {e.iri: e.country for e in found.entities}
    return {c for p in event.participants if p.role == role and (c := countries.get(p.entity))}


def _others(found: Annotated | DocumentError, event: Event, types: EventTypes) -> set[str]:
    """Return the countries of PLOVER's recipients of an event; of its other actors too where it has several."""
    assert isinstance(found, Annotated)
    actors = _of(found, event, "actor")
    others = {entity.country for entity in targets(event, found, types)} - {None}
    return {c for c in others if c is not None} | (actors if len(actors) > 1 else set())


def _rates(rows: Iterable[Mapping[str, bool]]) -> Result:
    rows = list(rows)
    keys = ("type", "type and source", "type, source and target")
    rates: dict[str, object] = {"sentences": len(rows)}
    for key in keys:
        known = [r[key] for r in rows if key in r]
        rates[key] = None if not known else round(sum(known) / len(known), 3)
        rates[key + INTERVAL] = interval([(hit, 1) for hit in known])
        if key != "type":
            rates[f"{key}: coded"] = len(known)
    return rates
