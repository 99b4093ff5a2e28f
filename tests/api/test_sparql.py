from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from api.examples import EXAMPLES
from api.formats import FORMATS

SELECT = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"


def test_get_and_both_posts_give_the_same(reading: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    answers = [
        reading.get("/sparql", params={"query": query}),
        reading.post("/sparql", data={"query": query}),
        reading.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert [a.status_code for a in answers] == [200, 200, 200]
    assert {a.headers["content-type"] for a in answers} == {"application/sparql-results+json"}
    assert len({a.text for a in answers}) == 1
    assert int(answers[0].json()["results"]["bindings"][0]["n"]["value"]) > 50


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_every_format_by_accept_and_by_name(reading: TestClient, format) -> None:
    query = SELECT if format.rows else CONSTRUCT
    media = format.media[0]
    by_accept = reading.get("/sparql", params={"query": query}, headers={"Accept": media.partition(";")[0]})
    by_name = reading.get("/sparql", params={"query": query, "format": format.name}, headers={"Accept": "image/png"})
    assert by_accept.headers["content-type"] == media == by_name.headers["content-type"]
    assert by_accept.content == by_name.content != b""
    assert by_accept.headers["vary"] == "Accept"
    if format.name in ("json", "jsonld"):
        json.loads(by_accept.text)


@pytest.mark.parametrize("accept", [None, "*/*", "application/*"])
def test_defaults(reading: TestClient, accept: str | None) -> None:
    headers = {"Accept": accept} if accept else {}
    assert reading.get("/sparql", params={"query": "ASK {}"}, headers=headers).json()["boolean"] is True


def test_ask_has_no_csv(reading: TestClient) -> None:
    assert reading.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "text/csv"}).status_code == 406
    assert reading.get("/sparql", params={"query": "ASK {}", "format": "csv"}).status_code == 400


def test_well_known_prefixes_need_no_declaration(reading: TestClient) -> None:
    query = "ASK { ?event sr:eventType plover:MOBILIZE OPTIONAL { ?event dct:date ?date } }"
    assert reading.get("/sparql", params={"query": query}).json()["boolean"] is True


def test_malformed_query_says_line_and_column_of_the_text_as_given(reading: TestClient) -> None:
    query = "SELECT ?s WHERE { ?s dct:date ?o"
    answer = reading.get("/sparql", params={"query": query})
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert f"line 1, column {len(query) + 1}" in answer.text
    second = reading.get("/sparql", params={"query": "SELECT ?s\nWHERE { ?s sem:eventType ?o"})
    assert "line 2" in second.text


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda c: c.get("/sparql"), 400),
        (lambda c: c.get("/sparql", params={"update": "DROP ALL"}), 403),
        (lambda c: c.post("/sparql", data={"update": "DROP ALL"}), 403),
        (lambda c: c.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"}), 403),
        (lambda c: c.get("/sparql", params={"query": "DROP ALL"}), 400),
        (lambda c: c.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400),
        (lambda c: c.post("/sparql?query=ASK%7B%7D", data={"query": "ASK {}"}), 400),
        (lambda c: c.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"}), 415),
        (lambda c: c.post("/sparql", content=b"\xff", headers={"Content-Type": "application/sparql-query"}), 400),
        (lambda c: c.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"}), 406),
        (lambda c: c.put("/sparql"), 405),
        (lambda c: c.get("/sparql", params={"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}), 400),
    ],
)
def test_refusals_are_one_line_of_text(reading: TestClient, send, status: int) -> None:
    answer = send(reading)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert len(answer.text.strip().splitlines()) == 1


def test_a_browser_without_a_query_gets_the_page(reading: TestClient) -> None:
    answer = reading.get("/sparql", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "<textarea" in answer.text


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.title)
def test_examples_answer(reading: TestClient, example) -> None:
    answer = reading.get("/sparql", params={"query": example.query})
    assert answer.status_code == 200, answer.text
    if answer.headers["content-type"] == "application/sparql-results+json":
        assert answer.json()["results"]["bindings"], "an example should show something on the sample"
