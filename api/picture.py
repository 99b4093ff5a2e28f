"""The picture of a graph: pyvis nodes and edges with the evidence of each edge, ready for the page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from api.facts import STANDINGS, Standing
from api.layout import place

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
    def data(self) -> dict[str, Any]:
        """Return the JSON that the page's script reads."""
        return {"nodes": self.nodes, "edges": self.edges, "options": self.options}


def draw(graph: nx.MultiDiGraph, *, still_nodes: int, omitted: int = 0) -> Picture:
    """Return the picture of a graph whose nodes and edges carry what the page shows.

    Nodes need `label` and `type`; edges need `label` and `standing`. All further attributes reach the page.
    With more than `still_nodes` nodes the layout computed here stays as it is.
    """
    moving = 1 < len(graph) <= still_nodes
    network = _network(graph)
    options = {**_OPTIONS, "physics": {**_PHYSICS, "enabled": moving}}
    network.set_options(json.dumps(options))
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
            shape=style.shape, color=style.color, size=12 + min(18, 3 * degrees[node] ** 0.5),
            font={"size": 13 + min(15, round(1.5 * degrees[node] ** 0.5))},
        )  # fmt: skip
    drawn: Counter[frozenset[str]] = Counter()
    for number, (begin, end, attributes) in enumerate(sorted(graph.edges(data=True), key=_edge_order)):
        pair = frozenset((begin, end))
        look = _edge_look(attributes, drawn[pair], begin > end)
        network.add_edge(begin, end, id=f"edge-{number}", **attributes, **look)
        drawn[pair] += 1
    return network


def _edge_order(edge: tuple[str, str, Mapping[str, Any]]) -> tuple[str, ...]:
    begin, end, attributes = edge
    return begin, end, *(str(attributes.get(name)) for name in ("label", "event", "document", "standing", "passage"))


def _edge_look(attributes: Mapping[str, Any], nth: int, turned: bool) -> dict[str, Any]:
    """Bend the edges between the same two nodes apart: the first is straight, then they alternate sides."""
    standing: Standing = attributes["standing"]
    bend = ((nth + 1) // 2) * 0.18
    clockwise = (nth % 2 == 1) != turned
    smooth: bool | dict[str, Any] = False
    if nth:
        smooth = {"enabled": True, "type": "curvedCW" if clockwise else "curvedCCW", "roundness": min(0.9, bend)}
    return {
        "dashes": DASHES[standing], "smooth": smooth, "width": 1.2 if standing == "standing" else 2,
        "arrows": {"to": {"enabled": True, "type": "bar" if standing == "denied" else "arrow", "scaleFactor": 0.8}},
        "standing_label": STANDINGS[standing],
    }  # fmt: skip


def wrapped(label: str, width: int = 22) -> str:
    """Return a label in lines of about `width` characters, three at most."""
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [line if len(line) <= 2 * width else line[: 2 * width] + "…" for line in lines[:3]]
    return "\n".join(kept) + ("…" if len(lines) > 3 else "")


_PHYSICS: Mapping[str, Any] = {
    "solver": "barnesHut",
    "barnesHut": {"gravitationalConstant": -6000, "springLength": 150, "springConstant": 0.03, "avoidOverlap": 0.4},
    "stabilization": {"enabled": True, "iterations": 200, "fit": True},
    "minVelocity": 1.0,
}

_OPTIONS: Mapping[str, Any] = {
    "interaction": {
        "hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "multiselect": False,
        "hideEdgesOnDrag": False, "tooltipDelay": 10_000_000,
    },
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "nodes": {"borderWidth": 0, "borderWidthSelected": 3, "font": {"size": 14}},
    "edges": {"selectionWidth": 2, "hoverWidth": 1, "font": {"size": 12, "align": "middle"}},
}  # fmt: skip
