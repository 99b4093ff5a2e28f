"""Measure the countries of actors on PLOVER gold standard records: `sitrep evaluate actors`.

A record gives the wording of its source and target actors, and codes that begin with the ISO 3166-1 alpha-3 code of
their state. An actor is found where an entity is mentioned within its wording.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pycountry
from spacy.language import Language

from api.bootstrap import share_by
from ingest import annotate
from ingest.read import read_text
from ontology.errors import InputError
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated, Entity

Result = Mapping[str, object]


def evaluate_actors(nlp: Language, path: Path) -> Result:
    """Return the share of actors found, and of these the share whose country is right.

    Of the entities within the wording that have a country, the one whose mention covers most of it counts, the last
    where several do. `wrong` lists what is not right. Intervals are over sentences.
    """
    try:
        gold = [r for r in json.loads(path.read_text(encoding="utf8")) if r.get("text")]
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no gold records ({error}); give a JSON array of PLOVER records") from error
    documents = [read_text(r["text"], id=r["id"], published=r.get("date") or None, base=DEFAULT_BASE) for r in gold]
    finds: list[tuple[int, int]] = []
    hits: list[tuple[int, int]] = []
    wrong: list[str] = []
    for record, result in zip(gold, annotate(documents, nlp, base=DEFAULT_BASE), strict=True):
        actors = found = right = 0
        for wording, country in _actors(record):
            entities = _within(result, wording) if isinstance(result, Annotated) else []
            told = next((e.country for e in entities if e.country is not None), None)
            actors += 1
            found += bool(entities)
            right += told == country
            if entities and told != country:
                wrong.append(f"{record['id']} {wording!r}: {country}, not {told} ({entities[0].label})")
        finds.append((found, actors))
        hits.append((right, found))
    return {
        "actors": sum(actors for _, actors in finds),
        **share_by("found", finds),
        **share_by("country right, of those found", hits),
        "wrong": wrong,
    }


def _actors(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield wording and country of the sources and targets that belong to a state and are worded in the text."""
    for role in ("source", "target"):
        actors = record.get(role)
        for actor in actors if isinstance(actors, list) else ():
            wording, country = str(actor.get("actorText", "")).strip(), str(actor.get("code", ""))[:3]
            known = country == "XKX" or pycountry.countries.get(alpha_3=country) is not None
            if wording and known and wording in record["text"]:
                yield wording, country


def _within(result: Annotated, wording: str) -> list[Entity]:
    """Return the entities that are mentioned within the first place of a wording, who cover most of it first."""
    begin = result.document.text.find(wording)
    end = begin + len(wording)
    covers: list[tuple[int, int, Entity]] = []
    for entity in result.entities:
        for span in entity.mentions:
            if begin >= 0 and (shared := min(end, span.end) - max(begin, span.begin)) > 0:
                covers.append((-shared, -span.begin, entity))
    return [entity for _, _, entity in sorted(covers, key=lambda c: c[:2])]
