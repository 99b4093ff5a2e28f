"""Plain edges: what an event says as single triples, for people who think in triples.

`actor — deploys → theme`, `theme — deploysTo → destination`. An edge stands in a document's graph only where a
claim of that document affirms its event; the event names its edges' predicates (`sr:edge`), so that an edge
leads back to the event by its predicate and two ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from graph.vocabulary import EDGE, term
from ontology.event_types import EventClass
from ontology.records import Claim, Event

_PLACES = {"destination": "to", "origin": "from", "place": "in"}


class Edge(NamedTuple):
    """A plain triple of three IRIs."""

    subject: str
    predicate: str
    object: str


def affirms(claim: Claim) -> bool:
    """Whether a claim says, with some confidence, that its event happened or is happening."""
    return asserted(claim.certainty, claim.polarity, claim.temporality)


def asserted(certainty: str | None, polarity: str | None, temporality: str | None) -> bool:
    """Whether these values of a claim affirm its event."""
    return polarity == "positive" and certainty in ("certain", "probable") and temporality in ("past", "present")


def plain_edges(event: Event, classes: Mapping[str, EventClass]) -> list[Edge]:
    """Return the edges of an event that at least one of its claims affirms, sorted; otherwise none."""
    if not any(map(affirms, event.claims)):
        return []
    return links(event.class_, ((p.role, p.entity) for p in event.participants), classes)


def links(class_: str, roles: Iterable[tuple[str, str]], classes: Mapping[str, EventClass]) -> list[Edge]:
    """Return the edges between the participants of an event of a class, whatever its claims say, sorted.

    An actor does it to every theme and recipient, and in a reciprocal class (a meeting, a clash) to every other
    actor; what moves or acts is then tied to destination, origin and place. A class that the ontology does not
    hold has its own name for a verb.
    """
    by_role: dict[str, list[str]] = {}
    for role, entity in roles:
        by_role.setdefault(role, []).append(entity)
    known = classes.get(class_)
    verb = known.edge if known is not None else class_
    return sorted({e for e in _links(by_role, verb, known is not None and known.reciprocal) if e.subject != e.object})


def _links(by_role: Mapping[str, list[str]], verb: str, reciprocal: bool) -> Iterator[Edge]:
    actors, themes = by_role.get("actor", []), by_role.get("theme", [])
    bare = re.sub(r" (to|from|in)$", "", verb)  # somebody withdraws *from* somewhere, but withdraws troops
    for actor in actors:
        for theme in themes:
            yield Edge(actor, predicate(bare), theme)
        for recipient in by_role.get("recipient", []):
            yield Edge(actor, predicate(verb), recipient)
    if reciprocal:
        for one, other in permutations(actors, 2):
            yield Edge(one, predicate(verb), other)
    for mover in themes or actors:
        for role, preposition in _PLACES.items():
            for place in by_role.get(role, ()):
                arrives = role == "destination" and verb.endswith(" in")  # one arrives in a place, not to it
                yield Edge(mover, predicate(verb if arrives else f"{bare} {preposition}"), place)


def predicate(verb: str) -> str:
    """Return the IRI of a verb phrase: `bombs from the air` is `edge:bombsFromTheAir`."""
    first, *rest = re.findall(r"[^\W_]+", verb) or [verb]
    return term(EDGE, first[:1].lower() + first[1:] + "".join(word[:1].upper() + word[1:] for word in rest))


def verb_of(iri: str) -> str:
    """Return the words of an edge's predicate: `edge:bombsFromTheAir` is `bombs from the air`."""
    return re.sub(r"(?<=[^A-Z])([A-Z])", lambda m: " " + m[1].lower(), iri.removeprefix(EDGE))
