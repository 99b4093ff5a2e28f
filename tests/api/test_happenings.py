"""Happenings and contradictions on the command line and over HTTP, and as-of questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import create_cli
from api.evaluate_happenings import Pair, read_pairs, score_pairs
from api.settings import read_settings
from graph.store import Store
from ontology.errors import InputError
from tests.api.happening_records import DENIED, LATER, REPORTED, the_event

HTML = {"Accept": "text/html"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a store with a report, another one of the same, and a denial, a day apart each."""
    with Store.open(tmp_path / "store") as store:
        for day, record in enumerate((REPORTED, LATER, DENIED), 1):
            store.clock = lambda day=day: datetime(2031, 6, day, tzinfo=UTC)  # type: ignore[misc]
            store.replace(record)
    return tmp_path / "store"


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with Store.open(folder) as store:
        yield TestClient(create_app(store, read_settings({}, store=folder)))


def run(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(create_cli(), [*words, "--store", str(folder)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_happenings_are_listed(folder: Path) -> None:
    assert "3 reports, 3 documents, 3 publishers, 3 independent" in run(folder, "happenings")
    (found,) = map(json.loads, run(folder, "happenings", "--format", "json").splitlines())
    assert (found["documents"], found["independent_publishers"]) == (3, 3)
    assert "no happening" in run(folder, "happenings", "--least", "4")


def test_contradictions_are_listed(folder: Path) -> None:
    text = run(folder, "contradictions", "--about", "Ruritania")
    assert "affirmed by" in text
    assert "denied by" in text
    assert "no contradictions" in run(folder, "contradictions", "--as-of", "2031-05-07")
    assert "no contradictions" in run(folder, "contradictions", "--known-by", "2031-06-02")


def test_reports_are_parted_and_joined_again(folder: Path) -> None:
    run(folder, "different", the_event(REPORTED), the_event(DENIED), "--by", "Ada")
    run(folder, "different", the_event(LATER), the_event(DENIED), "--by", "Ada")
    assert "no contradictions" in run(folder, "contradictions")
    run(folder, "undo", "1", "--by", "Ada")
    run(folder, "undo", "2", "--by", "Ada")
    assert "denied by" in run(folder, "contradictions")
    refused = CliRunner().invoke(
        create_cli(), ["same", the_event(REPORTED), "Ruritania", "--force", "--by", "Ada", "--store", str(folder)]
    )
    assert refused.exit_code == 2


def test_as_of_on_the_command_line(folder: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?e sr:eventType ?t }"
    assert run(folder, "query", count, "--as-of", "2031-05-06").split() == ["n", "1"]
    assert run(folder, "query", count, "--known-by", "2031-06-02").split() == ["n", "2"]
    assert len(run(folder, "documents", "--format", "json", "--as-of", "2031-05-07").splitlines()) == 2
    assert "denied" not in run(folder, "show", "Ruritania", "--as-of", "2031-05-07")


def test_over_http(client: TestClient) -> None:
    (found,) = client.get("/happenings").json()["items"]
    assert client.get(found["page"]).json()["iri"] == found["iri"]
    (dispute,) = client.get("/contradictions", params={"about": "Ruritania"}).json()["items"]
    assert dispute["kind"] == "denial"
    assert dispute["other"][0]["source"] == "Anna Kowal"
    assert client.get("/contradictions", params={"as_of": "2031-05-07"}).json()["items"] == []
    for path in ("/happenings", "/contradictions", found["page"]):
        page = client.get(path, headers=HTML)
        assert page.status_code == 200
        assert "Ruritania" in page.text
    assert client.get("/happenings/none/0-1-Strike").status_code == 404


@pytest.mark.parametrize(("parameter", "count"), [({"as_of": "2031-05-06"}, 1), ({"known_by": "2031-06-02"}, 2)])
def test_as_of_over_http(client: TestClient, parameter: dict[str, str], count: int) -> None:
    for path in ("/events", "/documents"):
        body = client.get(path, params=parameter).json()
        assert body["total"] == body["as_of"]["documents"] == count
    query = "SELECT (COUNT(*) AS ?n) { ?e sr:eventType ?t }"
    answer = client.get("/sparql", params={"query": query, "format": "csv", **parameter})
    assert answer.text.split() == ["n", str(count)]
    assert client.post("/sparql", data={"query": query, "format": "csv", **parameter}).text == answer.text
    assert client.get("/events", params={"as_of": "soon"}).status_code == 422


def test_pairs_are_scored(tmp_path: Path) -> None:
    ends = [(name, r.events[0].trigger.begin, r.events[0].trigger.end) for name, r in (("a", REPORTED), ("b", LATER))]
    found = score_pairs([Pair(ends[0], ends[1], True)], {"a": REPORTED, "b": LATER})
    assert found["all"] == {
        "pairs": 1, "same": 1, "precision": 1.0, "precision, 95 % interval": [1.0, 1.0], "recall": 1.0,
        "recall, 95 % interval": [1.0, 1.0],
    }  # fmt: skip
    bad = tmp_path / "pairs.tsv"
    bad.write_text("# comment\na\t1\t2\tword\n")
    with pytest.raises(InputError, match="line 2"):
        list(read_pairs(bad))
