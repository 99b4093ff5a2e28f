"""What tells that an event belongs to a general context of PLOVER, read from `contexts.ttl`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.turtle import ONTOLOGY, SR_NS, local_name, read_graph, split_conditions, split_list, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextCues:
    """Cues of contexts: words of a sentence, semantic classes of participants, conditions on the event itself.

    `words` maps the first lemma of an expression, in small letters, to what follows it and the context that the whole
    speaks of, longest first. A condition maps `type` to PLOVER types and roles to semantic classes. `yields` gives
    for a context those beside which it is left out.
    """

    words: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    classes: Mapping[str, frozenset[str]]
    conditions: tuple[tuple[str, Mapping[str, frozenset[str]]], ...]
    yields: Mapping[str, frozenset[str]]


def load_contexts(folder: Path = ONTOLOGY) -> ContextCues:
    """Read the cues of all contexts.

    Raises OntologyError naming the context that is malformed.
    """
    graph = read_graph([folder / "contexts.ttl"])
    words: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    classes: dict[str, set[str]] = defaultdict(set)
    conditions: list[tuple[str, Mapping[str, frozenset[str]]]] = []
    yields: dict[str, frozenset[str]] = {}
    for node in sorted(set(graph.subjects()), key=str):
        name = local_name(node)
        for first, *rest in _expressions(graph, node):
            words[first].add((tuple(rest), name))
        for class_ in split_list(text_of(graph, node, SR_NS.participantClasses)):
            classes[class_].add(name)
        if when := split_conditions(text_of(graph, node, SR_NS.when), name):
            conditions.append((name, when))
        if others := frozenset(map(local_name, graph.objects(node, SR_NS.yieldsTo))):
            yields[name] = others
    return ContextCues(
        words={first: tuple(sorted(found, key=_longest)) for first, found in sorted(words.items())},
        classes={class_: frozenset(found) for class_, found in sorted(classes.items())},
        conditions=tuple(conditions),
        yields=yields,
    )


def _expressions(graph: Graph, node: Node) -> Iterable[list[str]]:
    """Yield the words of each expression; a tokenizer may or may not part those that a hyphen joins."""
    listed = split_list(text_of(graph, node, SR_NS.lemmas))
    if twice := {lemma for lemma in listed if listed.count(lemma) > 1}:
        raise OntologyError(
            f"contexts.ttl: {local_name(node)} lists {', '.join(sorted(twice))} twice; keep one of each"
        )
    for lemma in listed:
        yield lemma.lower().split()
        if "-" in lemma:
            yield lemma.lower().replace("-", " - ").split()


def _longest(found: tuple[tuple[str, ...], str]) -> tuple[int, tuple[str, ...], str]:
    rest, name = found
    return -len(rest), rest, name
