"""Words of which names of military units are made, from `units.ttl`: echelons, branches, titles, honorifics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from rdflib import SKOS, Graph
from rdflib.namespace import RDFS
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.turtle import ONTOLOGY, SR_NS, local_name, members, read_graph, required_text, split_list, text_of

T = TypeVar("T")

Kind = Literal["echelon", "branch", "title", "honorific", "qualifier"]

_CLASSES: tuple[tuple[Kind, Node], ...] = (
    ("echelon", SR_NS.Echelon),
    ("branch", SR_NS.Branch),
    ("title", SR_NS.UnitTitle),
    ("honorific", SR_NS.Honorific),
    ("qualifier", SR_NS.Qualifier),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTerm:
    """What a word or fixed phrase in a unit's name tells.

    `echelon` and `branch` are local names of `units.ttl`. A title may have both, one or neither; an echelon has a
    branch where all of its units are of one (a fleet is naval). `label` is the spelling that honorifics are kept in.
    """

    kind: Kind
    label: str
    echelon: str | None = None
    branch: str | None = None


Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTerms:
    """All terms by their folded words, and those that count only as written (`BTG`).

    `ranks` orders echelons, 1 the smallest; `civilian` are echelons whose word alone does not make a unit;
    `broader` gives each branch with all that lie above it; `longest` is the number of words of the longest phrase.
    """

    phrases: Mapping[Key, tuple[UnitTerm, ...]]
    acronyms: Mapping[str, tuple[UnitTerm, ...]]
    ranks: Mapping[str, int]
    civilian: frozenset[str]
    broader: Mapping[str, frozenset[str]]
    longest: int

    def find(self, words: Sequence[str]) -> tuple[tuple[UnitTerm, ...], bool]:
        """Return the terms that a phrase is, and whether it is a plural in -s ("Brigades"); none for other phrases."""
        if len(words) == 1 and (found := self.acronyms.get(words[0])):
            return found, False
        if len(words) == 1 and words[0].endswith("s") and (found := self.acronyms.get(words[0][:-1])):
            return found, True
        key = tuple(word.casefold() for word in words)
        if (found := self.phrases.get(key)) is not None:
            return found, False
        if key[-1].endswith("s") and (found := self.phrases.get((*key[:-1], key[-1][:-1]))) is not None:
            return found, True
        return (), False

    def rank(self, echelon: str | None) -> int:
        """Return an echelon's rank, 0 where it is unknown."""
        return 0 if echelon is None else self.ranks[echelon]


def fold_phrase(text: str) -> Key:
    """Return the words of a phrase as they are compared: case folded, hyphens as spaces, no closing full stop."""
    return tuple(word.rstrip(".") for word in text.casefold().replace("-", " ").split())


def load_unit_terms(folder: Path = ONTOLOGY) -> UnitTerms:
    """Read the terms of units' names.

    Raises OntologyError naming the term that is malformed, or the label that two terms of one kind share.
    """
    graph = read_graph([folder / "units.ttl"])
    echelons, branches = members(graph, SR_NS.Echelon), members(graph, SR_NS.Branch)
    phrases: dict[Key, tuple[UnitTerm, ...]] = {}
    acronyms: dict[str, tuple[UnitTerm, ...]] = {}
    for kind, class_ in _CLASSES:
        for node in members(graph, class_):
            term = _read_term(graph, kind, node)
            for label in _labels(graph, node):
                _add(phrases, fold_phrase(label), term)
            for acronym in sorted(map(str, graph.objects(node, SR_NS.acronym))):
                _add(acronyms, acronym, term)
    return UnitTerms(
        phrases=phrases,
        acronyms=acronyms,
        ranks={local_name(e): _read_rank(graph, e) for e in echelons},
        civilian=frozenset(local_name(e) for e in echelons if text_of(graph, e, SR_NS.alsoCivilian) == "true"),
        broader={local_name(b): frozenset(map(local_name, _widen(graph, b))) for b in branches},
        longest=max(map(len, phrases), default=0),
    )


def _read_term(graph: Graph, kind: Kind, node: Node) -> UnitTerm:
    label = required_text(graph, node, RDFS.label)
    echelon = local_name(node) if kind == "echelon" else None
    branch = local_name(node) if kind == "branch" else None
    for above in sorted(graph.objects(node, SKOS.broader), key=str) if kind != "branch" else ():
        if above in members(graph, SR_NS.Echelon) and echelon is None:
            echelon = local_name(above)
        elif above in members(graph, SR_NS.Branch) and branch is None:
            branch = local_name(above)
        else:
            raise OntologyError(
                f"units.ttl: {local_name(node)} is below {local_name(above)}; give it at most one of each"
            )
    return UnitTerm(kind=kind, label=label, echelon=echelon, branch=branch)


def _labels(graph: Graph, node: Node) -> Iterable[str]:
    lemmas = split_list(text_of(graph, node, SR_NS.lemmas))
    if lemmas:  # a list of words; the label is only a heading
        return lemmas
    return sorted({required_text(graph, node, RDFS.label), *map(str, graph.objects(node, SKOS.altLabel))})


def _add(index: dict[T, tuple[UnitTerm, ...]], key: T, term: UnitTerm) -> None:
    known = index.get(key, ())
    if term in known:
        return
    if any(other.kind == term.kind for other in known):
        raise OntologyError(f"units.ttl: {key!r} is a label of two terms of kind {term.kind}; keep one")
    index[key] = (*known, term)


def _read_rank(graph: Graph, node: Node) -> int:
    text = required_text(graph, node, SR_NS.rank)
    if not text.isdigit():
        raise OntologyError(f"units.ttl: {local_name(node)}: rank {text!r} is no whole number")
    return int(text)


def _widen(graph: Graph, node: Node) -> set[Node]:
    reached: set[Node] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current not in members(graph, SR_NS.Branch):
            raise OntologyError(f"units.ttl: {local_name(current)} above {local_name(node)} is no sr:Branch")
        if current not in reached:
            reached.add(current)
            waiting += graph.objects(current, SKOS.broader)
    return reached
