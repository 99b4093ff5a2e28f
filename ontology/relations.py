"""Standing relations: between what they hold, which words state them, and from which events they follow.

Read from `relations.ttl`, whose head explains its properties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rdflib import OWL, RDF, Graph
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.turtle import (
    ONTOLOGY,
    SR_NS,
    local_name,
    members,
    read_graph,
    required_text,
    split_conditions,
    split_list,
    split_pairs,
    text_of,
)

Kind = Literal["roleset", "noun", "participle", "preposition"]
KINDS: tuple[Kind, ...] = ("noun", "participle", "roleset", "preposition")
ENDS = frozenset({"subject", "object", "both"})
HOLDS = frozenset({"", "from", "aimed", "clause", "during"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """A relation and the entity types that it may hold between; a symmetric one holds both ways.

    With `through_owner` what belongs to somebody stands for its owner as object.
    """

    name: str
    subjects: frozenset[str]
    objects: frozenset[str]
    symmetric: bool
    through_owner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words that state a relation; `slots` maps arguments or dependents to "subject", "object" or "both".

    `holds` is "from" where the words tell of the beginning, "aimed" where an infinitive is enough, "clause" where
    their clause must be neither denied nor to come. `when` maps "subject"
    and "object" to entity types of which one is needed, `described` has the types of which a description may be the
    subject, `cases` the prepositions that arguments may have; None is all.
    """

    relation: str
    slots: Mapping[str, str]
    when: Mapping[str, frozenset[str]]
    described: frozenset[str] | None
    cases: frozenset[str] | None
    weight: float
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What follows from an event: the roles that fill subject and object, of which the first with somebody counts.

    `when` maps roles to the entity types of which their filler must have one. `holds` is "during" where the relation
    ends with the event.
    """

    relation: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    when: Mapping[str, frozenset[str]]
    weight: float
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """All relations, their wordings by kind and cue, their rules by event class.

    `ended` are words that say that it is over, `lesser` those that make a leader less than one.
    """

    types: Mapping[str, RelationType]
    wordings: Mapping[Kind, Mapping[str, tuple[Wording, ...]]]
    rules: Mapping[str, tuple[Rule, ...]]
    ended: frozenset[str]
    lesser: frozenset[str]


def load_relations(classes: Collection[str], folder: Path = ONTOLOGY) -> Relations:
    """Read every relation; `classes` are the event classes that rules may name.

    Raises OntologyError naming the relation that is malformed or the term that is unknown.
    """
    vocabulary = read_graph([folder / "ontology.ttl"])
    graph = read_graph([folder / "relations.ttl"])
    entities = {local_name(n) for n in vocabulary.subjects(RDF.type, OWL.Class)}
    types: dict[str, RelationType] = {}
    wordings: dict[Kind, dict[str, list[Wording]]] = {kind: defaultdict(list) for kind in KINDS}
    rules: dict[str, list[Rule]] = defaultdict(list)
    for node in members(graph, SR_NS.RelationType):
        name = local_name(node)
        types[name] = RelationType(
            name=name,
            subjects=_names(graph, node, SR_NS.subjectTypes, entities),
            objects=_names(graph, node, SR_NS.objectTypes, entities),
            symmetric=(node, RDF.type, OWL.SymmetricProperty) in vocabulary,
            through_owner=text_of(graph, node, SR_NS.throughOwner) == "true",
        )
        for group in graph.objects(node, SR_NS.wordedBy):
            _read_wording(graph, group, name, wordings)
        for group in graph.objects(node, SR_NS.followsFrom):
            rule = _read_rule(graph, group, name)
            for class_ in sorted(_names(graph, group, SR_NS.classes, classes, name)):
                rules[class_].append(rule)
    return Relations(
        types=types,
        wordings={kind: {c: _sorted(found) for c, found in sorted(cues.items())} for kind, cues in wordings.items()},
        rules={c: tuple(sorted(r, key=lambda r: (r.relation, r.subjects))) for c, r in sorted(rules.items())},
        ended=_list(graph, SR_NS.RelationScheme, SR_NS.ended) or frozenset(),
        lesser=_list(graph, SR_NS.RelationScheme, SR_NS.lesser) or frozenset(),
    )


def _sorted(found: Iterable[Wording]) -> tuple[Wording, ...]:
    return tuple(sorted(found, key=lambda w: (w.relation, sorted(w.slots.items()))))


def _names(graph: Graph, node: Node, property_: Node, known: Collection[str], where: str = "") -> frozenset[str]:
    found = frozenset(split_list(required_text(graph, node, property_)))
    if unknown := found.difference(known):
        names = ", ".join(sorted(unknown))
        raise OntologyError(f"{where or local_name(node)}: {local_name(property_)} names {names}, which is not defined")
    return found


def _list(graph: Graph, node: Node, property_: Node) -> frozenset[str] | None:
    text = text_of(graph, node, property_)
    return None if text is None else frozenset(split_list(text))


def _read_wording(graph: Graph, group: Node, name: str, wordings: Mapping[Kind, dict[str, list[Wording]]]) -> None:
    slots = split_pairs(required_text(graph, group, SR_NS.slots), name)
    if unknown := set(slots.values()) - ENDS:
        raise OntologyError(f"{name}: a slot is filled with {', '.join(sorted(unknown))}; use subject, object or both")
    wording = Wording(
        relation=name,
        slots=slots,
        when=split_conditions(text_of(graph, group, SR_NS.when), name),
        described=_list(graph, group, SR_NS.described),
        cases=_list(graph, group, SR_NS.cases),
        weight=_weight(graph, group, name),
        holds=_holds(graph, group, name),
    )
    cues = [(kind, cue) for kind in KINDS for cue in split_list(text_of(graph, group, SR_NS[kind]))]
    if not cues:
        raise OntologyError(f"{name}: a group of sr:wordedBy has no words; give it one of {', '.join(KINDS)}")
    for kind, cue in cues:
        wordings[kind][cue].append(wording)


def _read_rule(graph: Graph, group: Node, name: str) -> Rule:
    return Rule(
        relation=name,
        subjects=split_list(required_text(graph, group, SR_NS.subjectRoles)),
        objects=split_list(required_text(graph, group, SR_NS.objectRoles)),
        when=split_conditions(text_of(graph, group, SR_NS.when), name),
        weight=_weight(graph, group, name),
        holds=_holds(graph, group, name),
    )


def _weight(graph: Graph, group: Node, name: str) -> float:
    text = required_text(graph, group, SR_NS.weight)
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if not 0 < weight <= 1:
        raise OntologyError(f"{name}: the weight {text!r} is no number above 0 and up to 1")
    return weight


def _holds(graph: Graph, group: Node, name: str) -> str:
    text = text_of(graph, group, SR_NS.holds) or ""
    if text not in HOLDS:
        raise OntologyError(f"{name}: sr:holds is {text!r}; use from, aimed, clause or during")
    return text
