"""Event types and sub-event types of ACLED, read from `acled.ttl`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import SKOS, Graph

from ontology.turtle import local_name, members, required_text

CONDITIONS = frozenset({"any", "own", "other", "civilian", "armed", "mixed"})  # beside the modes of the type


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledCode:
    """An event type of ACLED by its label, with a sub-event type where one is determined."""

    type: str
    sub_type: str | None


def read_acled(graph: Graph) -> Mapping[str, AcledCode]:
    """Return the concepts of ACLED by local name.

    Raises OntologyError naming a concept without a label.
    """
    codes: dict[str, AcledCode] = {}
    for node in members(graph, SKOS.Concept):
        label, above = required_text(graph, node, SKOS.prefLabel), graph.value(node, SKOS.broader)
        codes[local_name(node)] = (
            AcledCode(type=label, sub_type=None)
            if above is None
            else AcledCode(type=required_text(graph, above, SKOS.prefLabel), sub_type=label)
        )
    return codes
