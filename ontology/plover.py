"""The event types of PLOVER, with modes, scores and quad classes, read from `plover.ttl`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.turtle import SR_NS, local_name, members, required_text, split_pairs, text_of

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverType:
    """One of PLOVER's 16 event types; `modes` maps its modes to their conflict-cooperation scores.

    `keeps_content` is true where what the event is about stays an event of its own: an accusation's, not a request's.
    `future` is the type that a future event of this type counts as (a meeting that will take place is
    an AGREE), `announced` the type when its own actor announces it (a boycott is a THREATEN), `declined`
    when its own actor says that it will not happen (REJECT). `instrument_modes` gives the mode by the
    semantic class of the instrument (or, failing that, of the theme or the actor), `content_modes` by the
    event type or semantic class of what is in the slot `content` (a threat to arrest has mode arrest).
    `target_slots` are the roles in which PLOVER's recipient may stand, the first that is filled counts: that of a
    withdrawal is where it is from. `cameo` maps a mode, another type that the event's class has, or `any`, to a CAMEO
    code.
    """

    name: str
    label: str
    quad: Quad
    score: float
    modes: Mapping[str, float]
    needs_recipient: bool
    keeps_content: bool
    future: str | None
    announced: str | None
    declined: str | None
    instrument_modes: Mapping[str, str]
    content_modes: Mapping[str, str]
    cameo: Mapping[str, str] = field(default_factory=dict)
    target_slots: tuple[str, ...] = ("recipient",)


def score_of(type_: PloverType, mode: str | None) -> float:
    """Return the conflict-cooperation score of events of a type and mode, from -10 to 10.

    A mode without a score of its own, and none, have the type's.
    """
    return type_.score if mode is None else type_.modes.get(mode, type_.score)


def read_types(graph: Graph) -> Iterable[PloverType]:
    """Read the PLOVER types.

    Raises OntologyError naming a type that lacks something or names what does not exist.
    """
    for node in members(graph, SR_NS.EventType):
        name = local_name(node)
        score = float(required_text(graph, node, SR_NS.score))
        modes = {
            local_name(m).partition("-")[2]: float(text_of(graph, m, SR_NS.score) or score)
            for m in sorted(graph.subjects(SR_NS.modeOf, node), key=str)
        }
        instrument_modes = split_pairs(text_of(graph, node, SR_NS.instrumentModes), name)
        content_modes = split_pairs(text_of(graph, node, SR_NS.contentModes), name)
        for mode in (*instrument_modes.values(), *content_modes.values()):
            if mode not in modes:
                raise OntologyError(f"{name}: has no mode {mode!r}; use one of {', '.join(modes)}")
        yield PloverType(
            name=name,
            label=required_text(graph, node, SKOS.prefLabel),
            quad=_quad(graph, node),
            score=score,
            modes=modes,
            keeps_content=text_of(graph, node, SR_NS.keepsContent) == "true",
            needs_recipient=text_of(graph, node, SR_NS.needsRecipient) == "true",
            future=_type_of(graph, node, SR_NS.whenFuture),
            announced=_type_of(graph, node, SR_NS.whenAnnounced),
            declined=_type_of(graph, node, SR_NS.whenDeclined),
            instrument_modes=instrument_modes,
            content_modes=content_modes,
            cameo=split_pairs(text_of(graph, node, SR_NS.cameo), name),
            target_slots=tuple((text_of(graph, node, SR_NS.targetSlots) or "recipient").split()),
        )


def _type_of(graph: Graph, node: Node, predicate: Node) -> str | None:
    other = graph.value(node, predicate)
    if other is None:
        return None
    if (other, RDF.type, SR_NS.EventType) not in graph:
        raise OntologyError(f"{local_name(node)}: {local_name(predicate)} names no PLOVER type: {local_name(other)}")
    return local_name(other)


def _quad(graph: Graph, node: Node) -> Quad:
    quad = graph.value(node, SR_NS.quadClass)
    if quad is None:
        raise OntologyError(f"{local_name(node)}: quadClass is missing; add it")
    return cast(Quad, required_text(graph, quad, SKOS.prefLabel))
