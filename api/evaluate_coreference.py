"""Measure coreference on gold chains: `sitrep evaluate coreference`.

Gold is CoNLL-U in GUM's way: `Entity=` in MISC opens and closes mentions, `(id-type-…` and `id)`, and mentions that
share an id in a document are one chain. The reader and the components up to coreference run on gold words and
sentences. A mention found is a gold one where its head token is one of the head words that GUM marks (field minspan:
"captain Harry Kane" is one mention whichever of the words is the head); figures for exact spans stand beside.
Adjectives ("North Korean") and relative pronouns are left out, for GUM does not annotate them. Chains of one mention do
not count in MUC, B-cubed and CEAF-e, whose mean is CoNLL F1 (Pradhan et al. 2014, "Scoring coreference partitions of
predicted mentions").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from pathlib import Path

import networkx as nx
from spacy.language import Language
from spacy.tokens import Doc

from api.evaluate import Counts, Gold, Result, gold_doc, read_trees
from ingest.layers import Mention

KEPT = frozenset({"person", "organization", "place", "object", "event"})  # GUM's types of what sitrep keeps
LAST = "sitrep_coreference"
BRACKETS = re.compile(r"\([^()]*\)?|[^()]+\)")
KINDS = {"PRON": "pronouns", "DET": "pronouns", "PROPN": "names"}

Chain = frozenset[Hashable]
Sums = tuple[float, float, float, float]  # numerator and denominator of recall, then those of precision


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """A gold mention: token span, its head words, the id of its chain in the document and GUM's type of entity."""

    begin: int
    end: int
    heads: tuple[int, ...]
    chain: str
    type: str


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A document's gold mentions, the mentions found, and its words and gold parts of speech."""

    gold: Sequence[GoldMention]
    found: Sequence[Mention]
    words: Sequence[str]
    upos: Sequence[str]


def muc(key: Sequence[Chain], response: Sequence[Chain]) -> Sums:
    """Return the sums of MUC: the links kept of those that chains need (Vilain et al. 1995)."""
    return (*_muc(key, response), *_muc(response, key))


def _muc(key: Sequence[Chain], response: Sequence[Chain]) -> tuple[float, float]:
    where = _places(response)
    parts = sum(len({where.get(m, ("alone", m)) for m in chain}) for chain in key)
    whole = sum(map(len, key))
    return whole - parts, whole - len(key)


def b_cubed(key: Sequence[Chain], response: Sequence[Chain]) -> Sums:
    """Return the sums of B-cubed: the share of each mention's chain that is kept (Bagga and Baldwin 1998)."""
    overlaps = _overlaps(key, response)
    kept = sum(n * n / len(key[k]) for (k, _), n in overlaps.items())
    right = sum(n * n / len(response[r]) for (_, r), n in overlaps.items())
    return kept, sum(map(len, key)), right, sum(map(len, response))


def ceaf_e(key: Sequence[Chain], response: Sequence[Chain]) -> Sums:
    """Return the sums of CEAF by entities, similarity phi 4: chains are aligned one to one (Luo 2005)."""
    graph = nx.Graph()
    for (k, r), n in sorted(_overlaps(key, response).items()):
        graph.add_edge((0, k), (1, r), weight=2 * n / (len(key[k]) + len(response[r])))
    similarity = sum(sorted(graph.edges[edge]["weight"] for edge in nx.max_weight_matching(graph)))
    return similarity, len(key), similarity, len(response)


def _places(chains: Sequence[Chain]) -> dict[Hashable, Hashable]:
    return {mention: n for n, chain in enumerate(chains) for mention in chain}


def _overlaps(key: Sequence[Chain], response: Sequence[Chain]) -> dict[tuple[int, int], int]:
    """Return how many mentions a chain of each side share, where there are any."""
    return {(k, r): n for k, a in enumerate(key) for r, b in enumerate(response) if (n := len(a & b))}


METRICS: Mapping[str, Callable[[Sequence[Chain], Sequence[Chain]], Sums]] = {
    "MUC": muc,
    "B-cubed": b_cubed,
    "CEAF-e": ceaf_e,
}


@dataclass(slots=True)
class Tally:
    """Sums over documents: of the metrics, and of the pairs of mentions that one chain holds."""

    sums: dict[str, Sums] = field(default_factory=lambda: dict.fromkeys(METRICS, (0.0, 0.0, 0.0, 0.0)))
    pairs: Counts = field(default_factory=Counts)

    def add(self, key: Iterable[Chain], response: Iterable[Chain]) -> None:
        """Count a document; chains of one mention do not count."""
        gold, found = ([c for c in chains if len(c) > 1] for chains in (key, response))
        for name, metric in METRICS.items():
            a, b = self.sums[name], metric(gold, found)
            self.sums[name] = (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3])
        self.pairs.add(_pairs(found), _pairs(gold))

    def scores(self) -> Result:
        """Return precision, recall and F1 of each metric, their mean F1, and precision and recall of pairs."""
        found: dict[str, object] = {}
        total = 0.0
        for name, (kept, gold, right, response) in self.sums.items():
            recall, precision = kept / max(gold, 1), right / max(response, 1)
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            total += f1
            found[name] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
        return {"CoNLL F1": round(total / len(METRICS), 4), "pairs": self.pairs.scores(), **found}


def _pairs(chains: Iterable[Chain]) -> set[Hashable]:
    return {frozenset(pair) for chain in chains for pair in combinations(chain, 2)}


def read_chains(sentences: Iterable[Gold]) -> list[GoldMention]:
    """Return the gold mentions of one document in text order; tokens count over the document."""
    found: list[GoldMention] = []
    token = 0
    for s in sentences:
        opened: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
        for row in s.rows:
            value = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
            for part in BRACKETS.findall(value):
                chain, *fields = part.strip("()").split("-")
                if part[0] == "(":
                    opened[chain].append((token, fields))
                if part[-1] == ")" and opened[chain]:
                    begin, (type_, _, _, _, heads, *_) = opened[chain].pop()
                    found.append(
                        GoldMention(
                            begin=begin, end=token + 1, heads=tuple(begin + int(n) - 1 for n in heads.split(",")),
                            chain=chain, type=type_,
                        )
                    )  # fmt: skip
            token += 1
    return sorted(found, key=lambda g: (g.begin, g.end))


def names_by_span(document: Scored) -> list[Hashable]:
    """Return what each mention found is known by where the same mention is the same span."""
    return [(m.begin, m.end) for m in document.found]


def names_by_head(document: Scored) -> list[Hashable]:
    """Return what each mention found is known by where the same mention has the same head: a gold span if it has one.

    Of gold mentions that share a head word, the one with the exact span is taken, else the shortest. Where several
    mentions found have heads in a gold one, it is the name, else the first; the rest count as none unless they stand
    for the same.
    """
    at: dict[int, list[GoldMention]] = defaultdict(list)
    for g in document.gold:
        for head in g.heads:
            at[head].append(g)
    names: dict[int, Hashable] = {}
    taken: dict[Hashable, tuple[int, ...]] = {}
    for m in sorted(document.found, key=lambda m: (m.kind != "name", m.head)):
        same = sorted(at[m.head], key=lambda g: ((g.begin, g.end) != (m.begin, m.end), g.end - g.begin))
        name = (same[0].begin, same[0].end) if same else None
        fresh = name is not None and taken.setdefault(name, m.entities) == m.entities
        names[m.head] = name if fresh else ("not gold", m.head)
    return [names[m.head] for m in document.found]


def entities_of(document: Scored) -> list[Hashable]:
    """Return the cluster of each mention found: an entity, or several where they are one plural."""
    return [m.entities[0] if m.split or len(m.entities) == 1 else m.entities for m in document.found]


def same_words(document: Scored) -> list[Hashable]:
    """Return the clusters of the floor: names of the same words are one, all else is alone."""
    return [
        tuple(document.words[m.begin : m.end]) if m.kind in {"name", "modifier"} else ("alone", m.head)
        for m in document.found
    ]


def _chains(names: Iterable[Hashable], clusters: Iterable[Hashable]) -> list[Chain]:
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for name, cluster in zip(names, clusters, strict=True):
        found[cluster].append(name)
    return [frozenset(members) for members in found.values()]


def _kept(document: Scored) -> Scored:
    """Return a document without gold mentions of types that sitrep does not keep, nor what was found for them."""
    others = {(g.begin, g.end) for g in document.gold if g.type not in KEPT}
    pairs = zip(document.found, names_by_head(document), strict=True)
    return Scored(
        gold=[g for g in document.gold if g.type in KEPT],
        found=[m for m, name in pairs if name not in others],
        words=document.words,
        upos=document.upos,
    )


def score_links(documents: Iterable[Scored]) -> Result:
    """Return precision and recall of links by kind of mention: of each mention to the one before it in its chain.

    A link is right where gold has both ends in one chain; recall is of gold mentions that are not their chain's first.
    """
    counts = {kind: Counts() for kind in ("names", "descriptions", "pronouns")}
    for document in documents:
        names = names_by_head(document)
        gold = {(g.begin, g.end): g for g in document.gold}
        first: set[str] = set()
        for g in document.gold:
            if g.chain in first:
                counts[_kind(document, g.heads[0])].gold += 1
            first.add(g.chain)
        last: dict[Hashable, GoldMention | None] = {}
        for mention, name, cluster in sorted(
            zip(document.found, names, entities_of(document), strict=True), key=lambda f: f[0].head
        ):
            here = gold.get(name)  # type: ignore[call-overload]
            if cluster in last and (here is None or here is not last[cluster]):
                before = last[cluster]
                count = counts[_kind(document, mention.head)]
                count.found += 1
                count.right += here is not None and before is not None and here.chain == before.chain
            last[cluster] = here
    return {kind: count.scores() for kind, count in counts.items()}


def _kind(document: Scored, head: int) -> str:
    return KINDS.get(document.upos[head], "descriptions")


def score_coreference(documents: Sequence[Scored]) -> Result:
    """Return all figures for documents that are analysed."""
    kept = [_kept(d) for d in documents]
    return {
        "documents": len(documents),
        "heads": _score(documents, names_by_head, entities_of),
        "heads, kept types": _score(kept, names_by_head, entities_of),
        "exact spans": _score(documents, names_by_span, entities_of),
        "floor: same words, heads": _score(documents, names_by_head, same_words),
        "links": score_links(documents),
    }


def _score(
    documents: Iterable[Scored],
    name: Callable[[Scored], list[Hashable]],
    cluster: Callable[[Scored], list[Hashable]],
) -> Result:
    tally = Tally()
    for document in documents:
        spans = [(g.begin, g.end) for g in document.gold]
        key = _chains(spans, [g.chain for g in document.gold])
        tally.add(key, _chains(name(document), cluster(document)))
    return tally.scores()


def to_scored(sentences: Sequence[Gold], doc: Doc) -> Scored:
    """Return a document's gold beside the mentions that the pipeline left in its Doc, adjectives left out."""
    upos = [row[3] for s in sentences for row in s.rows]
    found = [
        m
        for m in doc._.mentions
        if (m.kind != "modifier" or upos[m.head] != "ADJ") and doc[m.head].tag_ not in {"WDT", "WP", "WP$"}
    ]
    return Scored(read_chains(sentences), found, [w for s in sentences for w in s.words], upos)


def evaluate_coreference(nlp: Language, paths: Sequence[Path]) -> Result:
    """Return the figures of the pipeline on CoNLL-U files or folders of them; components behind coreference rest.

    Raises InputError where a file cannot be read.
    """
    documents = [list(g) for _, g in groupby(read_trees(paths), key=lambda s: s.document)]
    docs = [gold_doc(nlp, sentences) for sentences in documents]
    behind = nlp.pipe_names[nlp.pipe_names.index(LAST) + 1 :]
    with nlp.select_pipes(disable=behind):
        return score_coreference([to_scored(g, d) for g, d in zip(documents, nlp.pipe(docs), strict=True)])
