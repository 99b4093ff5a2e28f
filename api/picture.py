"""The picture of a graph: pyvis nodes and edges with the evidence of each edge, ready for the page."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from api.facts import STANDINGS, Standing
from api.layout import place
from api.lines import Line, merged

if TYPE_CHECKING:
    from pyvis.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStyle:
    """Colour and shape of a type of entity; colours are of the palette of Okabe and Ito, told apart by all."""

    color: str
    shape: str


NODE_STYLES: Mapping[str, NodeStyle] = {
    "State": NodeStyle(color="#0072b2", shape="dot"),
    "Person": NodeStyle(color="#e69f00", shape="dot"),
    "Organization": NodeStyle(color="#009e73", shape="square"),
    "Group": NodeStyle(color="#009e73", shape="dot"),
    "MilitaryUnit": NodeStyle(color="#d55e00", shape="diamond"),
    "Force": NodeStyle(color="#d55e00", shape="diamond"),
    "Place": NodeStyle(color="#56b4e9", shape="triangleDown"),
    "Facility": NodeStyle(color="#56b4e9", shape="square"),
    "Weapon": NodeStyle(color="#8d6e63", shape="star"),
    "Platform": NodeStyle(color="#8d6e63", shape="triangle"),
    "Agreement": NodeStyle(color="#cc79a7", shape="hexagon"),
    "Happening": NodeStyle(color="#cc79a7", shape="diamond"),
    "Thing": NodeStyle(color="#7a8594", shape="dot"),
}  # fmt: skip

DASHES: Mapping[Standing, bool | list[int]] = {
    "affirmed": False, "hedged": [2, 6], "planned": [14, 7], "denied": [8, 4, 2, 4], "standing": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the page draws; `omitted` entities were left out because there are too many."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    omitted: int

    @property
    def types(self) -> set[str]:
        """Return the types of the nodes drawn."""
        return {node["type"] for node in self.nodes}

    @property
    def statements(self) -> int:
        """Return how many statements the lines stand for."""
        return sum(len(edge["statements"]) for edge in self.edges)

    @property
    def data(self) -> dict[str, Any]:
        """Return the JSON that the page's script reads."""
        return {"nodes": self.nodes, "edges": self.edges, "options": self.options}


def draw(graph: nx.MultiDiGraph, *, omitted: int = 0) -> Picture:
    """Return the picture of a graph whose nodes and edges carry what the page shows.

    Nodes need `label` and `type`; edges need `label` and `standing`. All further attributes reach the page: those
    of a node in the node, those of an edge in one of the `statements` of the line drawn for it.
    """
    network = _network(graph)
    network.set_options(json.dumps(_OPTIONS))
    return Picture(nodes=network.nodes, edges=network.edges, options=network.options, omitted=omitted)


def _network(graph: nx.MultiDiGraph) -> Network:
    from pyvis.network import Network  # it imports IPython, which takes longer than most commands

    network = Network(directed=True, notebook=False, cdn_resources="in_line")
    positions = place(graph)
    degrees = dict(graph.degree())
    for node, attributes in sorted(graph.nodes(data=True)):
        style = NODE_STYLES.get(attributes["type"], NODE_STYLES["Thing"])
        x, y = positions[node]
        network.add_node(
            node, **{**attributes, "label": wrapped(attributes["label"])}, name=attributes["label"], x=x, y=y,
            shape=style.shape, color=style.color, size=8 + min(14, round(2.5 * degrees[node] ** 0.5)),
            font={"size": 13 + min(4, round(0.8 * degrees[node] ** 0.5))}, degree=degrees[node],
        )  # fmt: skip
    lines = merged(graph)
    beside = Counter(frozenset((line.begin, line.end)) for line in lines)
    drawn: Counter[frozenset[str]] = Counter()
    for number, line in enumerate(lines):
        pair = frozenset((line.begin, line.end))
        network.add_edge(
            line.begin, line.end, id=f"edge-{number}", label=line.label, standing=line.standing,
            statements=list(line.statements), **_look(line, drawn[pair], beside[pair]),
        )  # fmt: skip
        drawn[pair] += 1
    return network


def _look(line: Line, nth: int, beside: int) -> dict[str, Any]:
    """Return how a line looks: those between the same two nodes bend apart, evenly to both sides."""
    bend = 0.2 * (nth - (beside - 1) / 2)
    smooth: bool | dict[str, Any] = False
    if bend:
        clockwise = (bend > 0) != (line.begin > line.end)
        smooth = {"enabled": True, "type": "curvedCW" if clockwise else "curvedCCW", "roundness": min(0.9, abs(bend))}
    count = len(line.statements)
    arrow = {"enabled": True, "type": "bar" if line.standing == "denied" else "arrow", "scaleFactor": 0.7}
    return {
        "dashes": DASHES[line.standing], "smooth": smooth,
        "width": 1.2 if line.standing == "standing" else 1.8 + min(3.0, 0.8 * math.log2(count)),
        "arrows": {"to": arrow, "from": {**arrow, "enabled": line.mutual}},
        "standing_label": STANDINGS[line.standing],
    }  # fmt: skip


def wrapped(label: str, width: int = 18) -> str:
    """Return a label in lines of about `width` characters, three at most."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= 2 * width else line[: 2 * width] + "…" for line in lines[:3]]
    return "\n".join(kept) + ("…" if len(lines) > 3 else "")


_OPTIONS: Mapping[str, Any] = {
    "interaction": {
        "hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "multiselect": False,
        "hideEdgesOnDrag": False, "tooltipDelay": 10_000_000,
    },
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "physics": {"enabled": False},
    "nodes": {"borderWidth": 0, "borderWidthSelected": 3, "labelHighlightBold": False, "font": {"size": 14}},
    "edges": {
        "selectionWidth": 2, "hoverWidth": 1, "labelHighlightBold": False, "font": {"size": 12, "align": "horizontal"},
    },
}  # fmt: skip
