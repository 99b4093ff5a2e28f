"""The lines of a picture: the statements between two entities, merged where one line can stand for several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from api.facts import STANDINGS, Standing

_MOST_LINES = 3  # between two entities; where there are more, the verbs of one standing share a line
_MOST_VERBS = 2  # named on one line

Attributes = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line from one entity to another for statements of one standing; its label names verbs and their number."""

    begin: str
    end: str
    standing: Standing
    label: str
    statements: tuple[Attributes, ...]
    mutual: bool = False  # the same is said in both directions


def merged(graph: nx.MultiDiGraph) -> list[Line]:
    """Return the lines of a graph in a fixed order.

    Statements with the same ends, verb and standing share a line, and all of one standing do between entities
    that more than three lines would tie. What is said in both directions, as of those who meet, is one line.
    """
    by_verb: dict[tuple[str, str, Standing, str], list[Attributes]] = defaultdict(list)
    for begin, end, attributes in sorted(graph.edges(data=True), key=_order):
        by_verb[begin, end, attributes["standing"], attributes["label"]].append(attributes)
    mutual = _mutual(by_verb)
    beside = Counter(frozenset(key[:2]) for key in by_verb)
    groups: dict[tuple[str, ...], list[Attributes]] = defaultdict(list)
    for key, statements in by_verb.items():
        short = beside[frozenset(key[:2])] > _MOST_LINES and key not in mutual
        groups[key[:3] if short else key].extend(statements)
    lines = [
        Line(
            begin=key[0], end=key[1], standing=statements[0]["standing"], statements=tuple(statements),
            label=label_of(each["label"] for each in statements), mutual=key in mutual,
        )
        for key, statements in groups.items()
    ]  # fmt: skip
    ranks = list(STANDINGS)
    return sorted(lines, key=lambda line: (min(line.begin, line.end), max(line.begin, line.end),
                                           ranks.index(line.standing), line.begin, line.label))  # fmt: skip


def _mutual(by_verb: dict[tuple[str, str, Standing, str], list[Attributes]]) -> set[tuple[str, ...]]:
    """Drop each group whose claims are also there in the other direction, and return the groups that stay for it."""
    kept: set[tuple[str, ...]] = set()
    for key in sorted(by_verb):  # a copy: groups are dropped on the way
        back = (key[1], key[0], key[2], key[3])
        if key < back and back in by_verb and _claims(by_verb[key]) == _claims(by_verb[back]):
            del by_verb[back]
            kept.add(key)
    return kept


def _claims(statements: Iterable[Attributes]) -> list[tuple[str, str]]:
    return sorted((str(each.get("event")), str(each.get("document_url"))) for each in statements)


def label_of(verbs: Iterable[str]) -> str:
    """Return a line's label: its commonest verbs, how many more there are, and how often a single one is said."""
    counted = Counter(verbs)
    ordered = sorted(counted, key=lambda verb: (-counted[verb], verb))
    if len(ordered) == 1:
        count = counted[ordered[0]]
        return ordered[0] if count == 1 else f"{ordered[0]} ×{count}"
    more = len(ordered) - _MOST_VERBS
    return ", ".join(ordered[:_MOST_VERBS]) + (f" +{more}" if more > 0 else "")


def _order(edge: tuple[str, str, Attributes]) -> tuple[str, ...]:
    begin, end, attributes = edge
    return begin, end, *(str(attributes.get(name)) for name in ("label", "event", "document", "standing", "passage"))
