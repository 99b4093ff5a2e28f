"""Where the nodes of a picture stand: computed once, the same for the same graph.

The page stretches these places to its canvas and keeps labels apart there, because only it knows the canvas and
the size of the letters.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import networkx as nx

_SEED = 7
_ASPECT = 1.5  # screens are wider than high
_SPACING = 110.0  # pixels between neighbours
_SPREAD = 0.65  # share of a place that comes from its rank, which empties no part of the canvas and crowds none
_DENSE = 480  # networkx needs SciPy from 500 nodes on; ForceAtlas2 does not

Point = tuple[float, float]


def place(graph: nx.MultiDiGraph) -> Mapping[str, Point]:
    """Return a position in pixels for each node; components stand side by side, the largest first."""
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    components = sorted(nx.connected_components(simple), key=lambda c: (-len(c), min(c)))
    placed: dict[str, Point] = {}
    x = y = row = 0.0
    width = max(_ASPECT * _SPACING * math.sqrt(len(simple) + 1), _side(len(components[0])) if components else 0.0)
    for component in components:
        points, size = _place_one(simple.subgraph(sorted(component)))
        if x > 0 and x + size > width:
            x, y, row = 0.0, y + row, 0.0
        placed.update({node: (x + left, y + top) for node, (left, top) in points.items()})
        x, row = x + size, max(row, size)
    return spread(placed)


def spread(placed: Mapping[str, Point]) -> dict[str, Point]:
    """Return places that keep their order from left to right and from top to bottom, more evenly filled."""
    high = _SPACING * math.sqrt(len(placed) + 1)
    xs = _even({node: x for node, (x, _) in placed.items()}, high * _ASPECT)
    ys = _even({node: y for node, (_, y) in placed.items()}, high)
    return {node: (xs[node], ys[node]) for node in placed}


def _even(values: Mapping[str, float], extent: float) -> dict[str, float]:
    ordered = sorted(values, key=lambda node: (values[node], node))
    least, most = min(values.values(), default=0.0), max(values.values(), default=0.0)
    range_, last = (most - least) or 1.0, max(1, len(ordered) - 1)
    return {
        node: round(extent * (_SPREAD * rank / last + (1 - _SPREAD) * (values[node] - least) / range_), 1)
        for rank, node in enumerate(ordered)
    }


def _side(count: int) -> float:
    return _SPACING * math.sqrt(count)


def _place_one(graph: nx.Graph) -> tuple[dict[str, Point], float]:
    """Return positions from (0, 0) on, and the side of the square that they and a margin fill."""
    count = len(graph)
    side = _side(count)
    if count == 1:
        return dict.fromkeys(graph, (side / 2, side / 2)), side
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges()))
    if count <= _DENSE:
        found = nx.spring_layout(ordered, k=2.6 / math.sqrt(count), iterations=200, seed=_SEED)
    else:
        found = nx.forceatlas2_layout(ordered, pos=nx.circular_layout(ordered), max_iter=60, seed=_SEED)
    across, down = _fit(p[0] for p in found.values()), _fit(p[1] for p in found.values())
    inner, margin = 0.8 * side, 0.1 * side
    points = {
        node: (
            inner * (float(p[0]) - across[0]) / across[1] + margin,
            inner * (float(p[1]) - down[0]) / down[1] + margin,
        )
        for node, p in found.items()
    }
    return points, side


def _fit(values: Iterable[float]) -> Point:
    """Return the least value and the extent, which is not zero."""
    found = [float(value) for value in values]
    return min(found), (max(found) - min(found)) or 1.0
