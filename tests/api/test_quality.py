"""The figures of a release: as DQV in a store's graph of their own, over HTTP and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api import quality
from api.cli import create_cli
from api.quality import figures_quads
from graph.mapping import Run, run_iri
from graph.quads import Literal
from graph.store import Store
from graph.vocabulary import DQV, XSD, quality_graph
from ontology.iris import DEFAULT_BASE
from tests.api.records import first

FIGURES = {
    "processor": "p", "cores": 2, "software": {"sitrep": "1.0"}, "model": "abc",
    "figures": [
        {"measure": "claims", "title": "Claims", "figure": "source, F1", "value": 0.5, "interval": [0.25, 1.0],
         "items": 4, "target": 0.8, "met": False},
        {"measure": "claims", "title": "Claims", "figure": "kappa", "value": None, "interval": None, "items": 4,
         "target": None, "met": None},
    ],
}  # fmt: skip


@pytest.fixture
def figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The figures as if they had come with the package."""
    path = tmp_path / "figures.json"
    path.write_text(json.dumps(FIGURES))
    monkeypatch.setattr(quality, "FIGURES", path)
    return path


def test_a_figure_and_its_bounds_are_measurements() -> None:
    quads = figures_quads(FIGURES, DEFAULT_BASE)
    assert {q.graph for q in quads} == {quality_graph(DEFAULT_BASE)}
    start = f"{DEFAULT_BASE}quality/claims/source-f1"
    values = {q.subject.removeprefix(start): q.object for q in quads if q.predicate == DQV + "value"}
    assert values == {
        "": Literal("0.5", XSD + "double"),
        "-lower-bound-of-the-95-interval": Literal("0.25", XSD + "double"),
        "-upper-bound-of-the-95-interval": Literal("1", XSD + "double"),
    }
    run = run_iri(DEFAULT_BASE, Run(version="1.0", model="abc"))
    assert {q.object for q in quads if q.predicate.endswith("wasGeneratedBy")} == {run}


def test_a_store_keeps_them_apart_from_what_documents_say(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.replace(first())
        before, merged = store.counts(), set(store.find(None, None, None, ""))
        quads = figures_quads(FIGURES, store.base)
        store.put_quality(quads)
        store.put_quality(quads)
        assert set(store.find(None, None, None, "")) == merged
        assert store.counts().quads == before.quads + len(quads)
        asked = f"SELECT ?v {{ GRAPH <{quality_graph(store.base)}> {{ ?m dqv:value ?v }} }}"
        assert len(list(store.query(f"PREFIX dqv: <{DQV}> {asked}"))) == 3
        store.export(tmp_path / "all.nq")
        assert f"<{quality_graph(store.base)}> ." in (tmp_path / "all.nq").read_text()
        store.forget(first().document.iri)
        store.put_quality([])
        assert store.counts().quads == 0


def test_the_server_tells_them(reading: TestClient, figures: Path) -> None:
    assert reading.get("/quality").json() == FIGURES
    turtle = reading.get("/quality", headers={"Accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert turtle.text == reading.get("/quality?format=ttl").text
    assert DQV + "QualityMeasurement" in turtle.text
    led = reading.get("/id/quality/claims/source-f1", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, "/quality")


def test_a_release_without_figures_says_so(
    reading: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "FIGURES", tmp_path / "none.json")
    assert reading.get("/quality").status_code == 404
    result = CliRunner().invoke(create_cli(), ["figures"])
    assert result.exit_code == 2


def test_the_command_prints_and_loads_them(figures: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    assert json.loads(CliRunner().invoke(create_cli(), ["figures", "--format", "json"]).output) == FIGURES
    assert "0.250 to 1.000" in CliRunner().invoke(create_cli(), ["figures"]).output
    assert DQV in CliRunner().invoke(create_cli(), ["figures", "--format", "ttl"]).output
    assert CliRunner().invoke(create_cli(), ["figures", "--format", "xml"]).exit_code == 2
    assert CliRunner().invoke(create_cli(), ["figures", "--load", "--store", store]).exit_code == 0
    with Store.open(Path(store)) as opened:
        assert opened.quads(quality_graph(opened.base)) == figures_quads(FIGURES, opened.base)
