"""Who says so and how sure: reporting verbs, verbs that embed events, and other cues, from `attribution.ttl`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast, get_args

from rdflib import Graph
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.records import Certainty, Polarity, Temporality
from ontology.turtle import ONTOLOGY, SR_NS, local_name, members, read_graph, split_list, text_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """A roleset by which a source reports something: the roles of the source and of what is reported.

    `certainty` and `polarity` are what the verb alone says of the content: "estimate" makes it probable,
    "deny" certain and negative.
    """

    roleset: str
    source: str
    content: str
    certainty: Certainty
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """A roleset that changes the standing of the event in its role `content`.

    None leaves certainty or temporality as they are; `flip` turns the polarity round ("failed to capture").
    `shares` is the role whose filler is also the actor of the content ("plan to attack"), None where another acts.
    """

    roleset: str
    content: str
    shares: str | None
    certainty: Certainty | None
    flip: bool
    temporality: Temporality | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word or fixed phrase that changes the standing of the event it stands with; `pos` are its UPOS tags.

    `embeds` tells that the event lies beneath the cue (a plan to attack, it is unclear whether …), not above it.
    """

    lemma: str
    pos: frozenset[str]
    embeds: bool
    certainty: Certainty | None
    flip: bool
    temporality: Temporality | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Everything that decides a claim's source, certainty, polarity and temporality.

    `phrases` name a source before a noun ("according to"), with the certainty that they lend.
    """

    reporting: Mapping[str, Reporting]
    embedding: Mapping[str, Embedding]
    cues: Mapping[str, Cue]
    phrases: Mapping[str, Certainty]


def load_attribution(folder: Path = ONTOLOGY) -> Attribution:
    """Read reporting rolesets, embedding rolesets and cues.

    Raises OntologyError naming the term that is malformed or given twice.
    """
    graph = read_graph([folder / "attribution.ttl"])
    return Attribution(
        reporting=_keyed(_read_reporting(graph), "sr:Reporting"),
        embedding=_keyed(_read_embedding(graph), "sr:Embedding"),
        cues=_keyed(_read_cues(graph), "sr:Cue"),
        phrases=_keyed(_read_phrases(graph), "sr:SourcePhrase"),
    )


def _keyed(items: Iterable[tuple[str, T]], kind: str) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for key, item in items:
        if key in found:
            raise OntologyError(f"attribution.ttl: {key!r} is in two {kind} groups; keep it in one")
        found[key] = item
    return dict(sorted(found.items()))


def _read_reporting(graph: Graph) -> Iterable[tuple[str, Reporting]]:
    for node in members(graph, SR_NS.Reporting):
        certainty, polarity = _certainty(graph, node), text_of(graph, node, SR_NS.polarity)
        source, content = text_of(graph, node, SR_NS.sourceRole), text_of(graph, node, SR_NS.contentRole)
        if certainty is None or polarity not in get_args(Polarity) or source is None or content is None:
            raise OntologyError(
                f"attribution.ttl: {local_name(node)} needs certainty, polarity, sourceRole and contentRole"
            )
        for roleset in split_list(text_of(graph, node, SR_NS.roleset)):
            yield (
                roleset,
                Reporting(
                    roleset=roleset,
                    source=source,
                    content=content,
                    certainty=certainty,
                    polarity=cast(Polarity, polarity),
                ),
            )


def _read_embedding(graph: Graph) -> Iterable[tuple[str, Embedding]]:
    for node in members(graph, SR_NS.Embedding):
        content = text_of(graph, node, SR_NS.contentRole)
        if content is None:
            raise OntologyError(f"attribution.ttl: {local_name(node)} needs contentRole")
        for roleset in split_list(text_of(graph, node, SR_NS.roleset)):
            yield (
                roleset,
                Embedding(
                    roleset=roleset,
                    content=content,
                    shares=text_of(graph, node, SR_NS.sharedRole),
                    certainty=_certainty(graph, node),
                    flip=_flag(graph, node, SR_NS.flips),
                    temporality=_temporality(graph, node),
                ),
            )


def _read_cues(graph: Graph) -> Iterable[tuple[str, Cue]]:
    for node in members(graph, SR_NS.Cue):
        for lemma in split_list(text_of(graph, node, SR_NS.lemmas)):
            yield (
                lemma,
                Cue(
                    lemma=lemma,
                    pos=frozenset(split_list(text_of(graph, node, SR_NS.pos))),
                    embeds=_flag(graph, node, SR_NS.embeds),
                    certainty=_certainty(graph, node),
                    flip=_flag(graph, node, SR_NS.flips),
                    temporality=_temporality(graph, node),
                ),
            )


def _read_phrases(graph: Graph) -> Iterable[tuple[str, Certainty]]:
    for node in members(graph, SR_NS.SourcePhrase):
        certainty = _certainty(graph, node)
        if certainty is None:
            raise OntologyError(f"attribution.ttl: {local_name(node)} needs certainty")
        for phrase in split_list(text_of(graph, node, SR_NS.lemmas)):
            yield phrase, certainty


def _flag(graph: Graph, node: Node, predicate: Node) -> bool:
    return text_of(graph, node, predicate) == "true"


def _certainty(graph: Graph, node: Node) -> Certainty | None:
    return cast("Certainty | None", _one_of(graph, node, SR_NS.certainty, get_args(Certainty)))


def _temporality(graph: Graph, node: Node) -> Temporality | None:
    return cast("Temporality | None", _one_of(graph, node, SR_NS.temporality, get_args(Temporality)))


def _one_of(graph: Graph, node: Node, predicate: Node, allowed: tuple[str, ...]) -> str | None:
    value = text_of(graph, node, predicate)
    if value is not None and value not in allowed:
        raise OntologyError(
            f"attribution.ttl: {local_name(node)}: {local_name(predicate)} {value!r} is none of {', '.join(allowed)}"
        )
    return value
