"""Semantic classes of common nouns, read from `lexicon.ttl`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import SKOS, Graph
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.turtle import ONTOLOGY, SR_NS, local_name, members, read_graph, split_list, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Common nouns and their semantic classes; `broader` gives each class with all that lie above it."""

    lemmas: Mapping[str, frozenset[str]]
    broader: Mapping[str, frozenset[str]]

    def classes_of(self, lemma: str) -> frozenset[str]:
        """Return the semantic classes of a noun, broader ones included; empty when it is not listed.

        The lemma may be capitalised or left in the plural ("talks").
        """
        key = lemma.lower()
        found = self.lemmas.get(key)
        if found is None and key.endswith("s"):
            found = self.lemmas.get(key[:-1])
        return frozenset() if found is None else found

    def widen(self, class_: str) -> frozenset[str]:
        """Return a semantic class with all broader ones (`Official` is a `Person` too)."""
        return self.broader.get(class_, frozenset({class_}))


def load_lexicon(folder: Path = ONTOLOGY) -> Lexicon:
    """Read the semantic classes.

    Raises OntologyError naming the term that is malformed or unknown.
    """
    graph = read_graph([folder / "lexicon.ttl"])
    classes = members(graph, SR_NS.SemanticClass)
    broader = {local_name(c): frozenset(map(local_name, _widen(graph, c, set(classes)))) for c in classes}
    lemmas: dict[str, set[str]] = defaultdict(set)
    for node in classes:
        listed = split_list(text_of(graph, node, SR_NS.lemmas))
        if twice := {lemma for lemma in listed if listed.count(lemma) > 1}:
            raise OntologyError(f"lexicon.ttl: {local_name(node)} lists {', '.join(sorted(twice))} twice; keep one")
        for lemma in listed:
            lemmas[lemma.lower()] |= broader[local_name(node)]
    return Lexicon(lemmas={lemma: frozenset(found) for lemma, found in sorted(lemmas.items())}, broader=broader)


def _widen(graph: Graph, node: Node, classes: set[Node]) -> set[Node]:
    reached: set[Node] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current not in classes:
            raise OntologyError(f"lexicon.ttl: {local_name(current)} above {local_name(node)} is no sr:SemanticClass")
        if current not in reached:
            reached.add(current)
            waiting += graph.objects(current, SKOS.broader)
    return reached
