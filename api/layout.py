"""Where the nodes of a picture stand: computed once, the same for the same graph."""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx

_SEED = 7
_ASPECT = 1.35  # screens are wider than high
_SPACING = 150.0  # pixels between neighbours
_DENSE = 480  # networkx needs SciPy from 500 nodes on; ForceAtlas2 does not


def place(graph: nx.MultiDiGraph) -> Mapping[str, tuple[float, float]]:
    """Return a position in pixels for each node; components stand side by side, the largest first."""
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    components = sorted(nx.connected_components(simple), key=lambda c: (-len(c), min(c)))
    placed: dict[str, tuple[float, float]] = {}
    x = y = row = 0.0
    width = 1.6 * _SPACING * math.sqrt(max(1, len(simple))) * 1.5
    for component in components:
        points, size = _place_one(simple.subgraph(sorted(component)).copy())
        if x > 0 and x + size > width:
            x, y, row = 0.0, y + row, 0.0
        for node, (left, top) in points.items():
            placed[node] = (round(_ASPECT * (x + left), 1), round(y + top, 1))
        x, row = x + size, max(row, size)
    return placed


def _place_one(graph: nx.Graph) -> tuple[dict[str, tuple[float, float]], float]:
    """Return positions from (0, 0) on, and the side of the square that they and a margin fill."""
    count = len(graph)
    if count == 1:
        return dict.fromkeys(graph, (_SPACING / 2, _SPACING / 2)), _SPACING
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges()))
    if count <= _DENSE:
        found = nx.spring_layout(ordered, k=2.2 / math.sqrt(count), iterations=150, seed=_SEED)
    else:
        found = nx.forceatlas2_layout(ordered, pos=nx.circular_layout(ordered), max_iter=60, seed=_SEED)
    left, top = min(p[0] for p in found.values()), min(p[1] for p in found.values())
    extent = max(max(p[0] for p in found.values()) - left, max(p[1] for p in found.values()) - top) or 1.0
    side = _SPACING * max(1.0, 1.35 * math.sqrt(count) - 0.6)
    points = {
        node: (float(p[0] - left) / extent * side + _SPACING / 2, float(p[1] - top) / extent * side + _SPACING / 2)
        for node, p in found.items()
    }
    return points, side + _SPACING
