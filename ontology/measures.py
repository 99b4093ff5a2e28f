"""Numbers in events: which participants of which classes are counted as what, read from `measures.ttl`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from rdflib import SKOS, Graph
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.event_types import SLOTS
from ontology.turtle import (
    ONTOLOGY,
    SR_NS,
    local_name,
    members,
    read_graph,
    required_text,
    split_list,
    split_pairs,
    text_of,
)

KINDS = frozenset({"strength", "killed", "wounded", "captured", "amount", "money"})
Counted = Literal["patient", "subject", "noun", "clause"]
_SPECIAL = {"result": frozenset({"casualties"}), "any": frozenset({"money"})}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTerms:
    """What event classes measure, and the words that numbers stand with.

    `roles` gives, for each class, the kind of measure by role; the key `result` stands for casualties that its
    sentence reports, `any` for money in its clause. `casualties` gives, by lemma, what is counted as which kind: one
    lemma can be a verb and an adjective. `currencies` gives ISO 4217 codes by symbol or noun, or the noun itself where
    several currencies share it.
    """

    roles: Mapping[str, Mapping[str, str]]
    casualties: Mapping[str, Mapping[Counted, str]]
    currencies: Mapping[str, str]
    portions: frozenset[str]


def load_measure_terms(classes: Iterable[str], folder: Path = ONTOLOGY) -> MeasureTerms:
    """Read the tables for event classes with these names.

    Raises OntologyError naming the term that is malformed, unknown or given twice.
    """
    graph = read_graph([folder / "measures.ttl"])
    known = set(classes)
    roles: dict[str, Mapping[str, str]] = {}
    for node in sorted(set(graph.subjects(SR_NS.measures)), key=str):
        name = local_name(node)
        if name not in known:
            raise OntologyError(f"measures.ttl: {name} is no event class; correct the name or add the class")
        roles[name] = _read_roles(name, required_text(graph, node, SR_NS.measures))
    return MeasureTerms(
        roles=roles,
        casualties=_read_casualties(graph),
        currencies={
            word: text_of(graph, node, SKOS.notation) or word
            for node in members(graph, SR_NS.Currency)
            for word in _lemmas(graph, node)
        },
        portions=frozenset(word for node in members(graph, SR_NS.PortionWords) for word in _lemmas(graph, node)),
    )


def _read_roles(name: str, text: str) -> Mapping[str, str]:
    pairs = split_pairs(text, f"{name}: measures")
    for role, kind in pairs.items():
        if kind not in _SPECIAL.get(role, KINDS) or role not in {*SLOTS, *_SPECIAL}:
            raise OntologyError(
                f"{name}: measures has {role}={kind}; roles are {', '.join(SLOTS)}, kinds {', '.join(sorted(KINDS))}; "
                "or write result=casualties, any=money"
            )
    return pairs


def _read_casualties(graph: Graph) -> Mapping[str, Mapping[Counted, str]]:
    found: dict[str, dict[Counted, str]] = {}
    for node in members(graph, SR_NS.CasualtyWords):
        kind, counts = required_text(graph, node, SR_NS.measure), required_text(graph, node, SR_NS.counts)
        form = next((form for form in get_args(Counted) if form == counts), None)
        if form is None or kind not in KINDS:
            known = ", ".join(get_args(Counted))
            raise OntologyError(f"{local_name(node)}: measure {kind!r}, counts {counts!r}; it can count {known}")
        for word in _lemmas(graph, node):
            found.setdefault(word, {})[form] = kind
    return found


def _lemmas(graph: Graph, node: Node) -> tuple[str, ...]:
    return split_list(required_text(graph, node, SR_NS.lemmas))
