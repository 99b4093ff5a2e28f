from __future__ import annotations

import json

import networkx as nx
import pytest

from api.facts import STANDINGS
from api.layout import place
from api.lines import label_of, merged
from api.picture import DASHES, NODE_STYLES, draw, wrapped
from api.scenes import core


def ring(size: int) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for n in range(size):
        graph.add_node(f"n{n}", label=f"Node {n}", type="State")
    for n in range(size):
        graph.add_edge(f"n{n}", f"n{(n + 1) % size}", label="meets", standing="affirmed", passage=["", "x", ""])
    return graph


@pytest.mark.parametrize("size", [1, 2, 30, 520])
def test_layout_is_the_same_each_time_and_keeps_nodes_apart(size: int) -> None:
    graph = ring(size)
    positions = place(graph)
    assert positions == place(graph.copy())
    assert set(positions) == set(graph)
    assert len(set(positions.values())) == size


def test_components_do_not_overlap() -> None:
    graph = nx.disjoint_union_all([ring(6) for _ in range(4)])
    graph = nx.relabel_nodes(graph, str)
    boxes = []
    positions = place(graph)
    for part in nx.weakly_connected_components(graph):
        xs, ys = zip(*(positions[n] for n in part), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for n, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert right < other[0] or other[1] < left or bottom < other[2] or other[3] < top


def test_parallel_edges_bend_apart_and_denials_end_in_a_bar() -> None:
    graph = ring(2)
    graph.add_edge("n0", "n1", label="meets", standing="denied", passage=["", "y", ""])
    edges = draw(graph).edges
    bends = [json.dumps([e["smooth"], e["from"] > e["to"]]) for e in edges]
    assert len(set(bends)) == len(edges) == 2
    assert {e["standing"]: e["arrows"]["to"]["type"] for e in edges} == {"affirmed": "arrow", "denied": "bar"}
    assert len({e["id"] for e in edges}) == 2


def test_statements_of_the_same_ends_verb_and_standing_share_a_line() -> None:
    graph = ring(2)
    for _ in range(2):
        graph.add_edge("n0", "n1", label="strikes", standing="affirmed", event="a", passage=["", "y", ""])
    lines = {line.label: line for line in merged(graph)}
    assert set(lines) == {"meets", "strikes ×2"}
    assert len(lines["strikes ×2"].statements) == 2
    assert sum(edge["label"] == "strikes ×2" for edge in draw(graph).edges) == 1
    assert draw(graph).statements == 3


def test_what_is_said_in_both_directions_is_one_line_with_two_arrows() -> None:
    (edge,) = draw(ring(2)).edges
    assert edge["arrows"]["from"]["enabled"]
    graph = ring(2)
    graph.add_edge("n0", "n1", label="meets", standing="affirmed", event="other", passage=["", "z", ""])
    assert not any(line.mutual for line in merged(graph))


def test_many_verbs_between_two_nodes_share_a_line_for_each_standing() -> None:
    graph = nx.MultiDiGraph()
    for node in "ab":
        graph.add_node(node, label=node, type="State")
    for n, verb in enumerate(["strikes", "strikes", "shells", "accuses", "bombs"]):
        graph.add_edge("a", "b", label=verb, standing="affirmed", event=str(n))
    graph.add_edge("a", "b", label="invades", standing="denied", event="9")
    assert [(line.standing, line.label) for line in merged(graph)] == [
        ("affirmed", "strikes, accuses +2"),
        ("denied", "invades"),
    ]


def test_label_of() -> None:
    assert label_of(["meets"]) == "meets"
    assert label_of(["meets", "meets"]) == "meets ×2"
    assert label_of(["visits", "meets"]) == "meets, visits"


def test_every_standing_has_a_line_and_lines_differ_where_colours_might_not() -> None:
    assert set(DASHES) == set(STANDINGS)
    assert len({json.dumps(DASHES[s]) for s in ("affirmed", "hedged", "planned", "denied")}) == 4


def test_styles_tell_types_apart() -> None:
    looks = [(s.color, s.shape) for name, s in NODE_STYLES.items() if name not in ("MilitaryUnit", "Force")]
    assert len(set(looks)) == len(looks)


def test_wrapped() -> None:
    assert wrapped("Norway") == "Norway"
    assert wrapped("a " * 60).count("\n") == 2
    assert wrapped("a " * 60).endswith("…")
    assert len(wrapped("x" * 500)) < 60


def test_the_core_is_connected_and_begins_at_the_hub() -> None:
    graph = nx.relabel_nodes(nx.disjoint_union(ring(8), ring(5)), str)
    graph.add_edges_from([("3", "5"), ("3", "6"), ("3", "7")], label="meets")
    part = core(graph, 5)
    assert "3" in part
    assert len(part) == 5
    assert nx.is_weakly_connected(part)
    assert len(core(graph, 100)) == 8
    assert len(core(nx.MultiDiGraph(), 5)) == 0
