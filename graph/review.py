"""What is worth a person's look: names that may be one entity, and links that may be wrong, best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Literal as Either

from graph.clusters import Verdicts
from graph.decisions import active
from graph.identity import named, similarity
from graph.listing import need, text
from graph.reported import names_of
from graph.store import Store

_LEAST = 0.45  # similarity from which two names are suggested
_DOUBT = 0.75  # confidence below which a link is suggested
_MOST_ALIKE = 24  # names of one key that are compared with each other: the most reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A question to a person: are two names one (`identity`), should a document's link go elsewhere (`link`)?

    `score` is how likely the answer is yes, from 0 to 1; `gain` is the score times the documents that it concerns.
    For a link, `one` is the link, `now` the entry that it has, `other` the runner-up.
    """

    kind: Either["identity", "link"]
    one: str
    one_label: str
    other: str
    other_label: str
    now: str | None = None
    reason: str
    score: float
    documents: int
    gain: float


_KEYS = 'SELECT ?key ?x { ?x sr:nameKey ?key FILTER(CONTAINS(?key, "?")) }'
_COUNTS = "SELECT ?x (COUNT(?d) AS ?n) { VALUES ?x { %s } ?x sr:mentionedIn ?d } GROUP BY ?x"
_LINKS = """
SELECT ?link ?entry ?confidence ?reason ?runner WHERE {
  ?link sr:links ?entry ; sr:confidence ?confidence ; sr:reason ?reason ; sr:runnerUp ?runner .
  FILTER(?confidence < %s)
}
"""


def suggestions(store: Store, limit: int = 20) -> list[Suggestion]:
    """Return what is most worth deciding, by expected gain; nothing about which a decision holds."""
    verdicts = Verdicts(active(store.decisions()))
    found = [*_identities(store, verdicts), *_links(store, verdicts)]
    return sorted(found, key=lambda s: (-s.gain, s.one, s.other))[:limit]


def _identities(store: Store, verdicts: Verdicts) -> list[Suggestion]:
    resolution = store.resolution()
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.select(_KEYS):
        groups[need(row[0])].add(need(row[1]))
    groups = defaultdict(set, {key: members for key, members in groups.items() if len(members) > 1})
    counts = _counts(store, {resolution.of(iri) for members in groups.values() for iri in members})
    pairs: dict[tuple[str, str], float] = {}
    for members in groups.values():
        most = sorted(members, key=lambda iri: (-counts[resolution.of(iri)], iri))[:_MOST_ALIKE]
        for a, b in combinations(sorted(most), 2):
            one, other = sorted((resolution.of(a), resolution.of(b)))
            first, second = named(a), named(b)
            if one == other or first is None or second is None or _is_decided(verdicts, {a, one}, {b, other}):
                continue
            pairs[one, other] = max(pairs.get((one, other), 0.0), similarity(first, second))
    labels = names_of(store, {iri for pair in pairs for iri in pair})
    return [
        Suggestion(
            kind="identity", one=one, one_label=labels.get(one, one), other=other, other_label=labels.get(other, other),
            reason="similar names", score=round(score, 3), documents=(n := min(counts[one], counts[other])),
            gain=round(score * n, 3),
        )
        for (one, other), score in pairs.items()
        if score >= _LEAST
    ]  # fmt: skip


def _is_decided(verdicts: Verdicts, ones: set[str], others: set[str]) -> bool:
    return any(not verdicts.different.get(iri, frozenset()).isdisjoint(others) for iri in ones)


def _counts(store: Store, iris: set[str]) -> Counter[str]:
    if not iris:
        return Counter()
    values = " ".join(f"<{iri}>" for iri in sorted(iris))
    return Counter({need(row[0]): int(need(row[1])) for row in store.select(_COUNTS % values)})


def _links(store: Store, verdicts: Verdicts) -> list[Suggestion]:
    rows = [
        tuple(map(need, row))
        for row in store.select(_LINKS % _DOUBT)
        if (link := text(row[0])) not in verdicts.same and link not in verdicts.different
    ]
    labels = names_of(store, {iri for row in rows for iri in (row[1], row[4])})
    return [
        Suggestion(
            kind="link", one=link, one_label=labels.get(entry, entry), other=runner,
            other_label=labels.get(runner, runner), now=entry, reason=reason, score=round(1 - float(confidence), 3),
            documents=1, gain=round(1 - float(confidence), 3),
        )
        for link, entry, confidence, reason, runner in rows
    ]  # fmt: skip
