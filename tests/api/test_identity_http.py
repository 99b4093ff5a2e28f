"""Who is who over HTTP: decisions, review, entities by any of their names, and the pages for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api import entries
from api.app import create_app
from api.settings import read_settings
from graph.store import Store
from tests.api.identity_records import (
    AGENCY,
    ANNA,
    ANNA_POL,
    BASE,
    GEORGIA,
    HANNA,
    PEACH,
    STORM_LINK,
    gazetteer,
    storm,
    talks,
    visit,
)
from tests.api.records import PAYLOADS, hostile

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TTL = {"Accept": "text/turtle"}


def path_of(iri: str) -> str:
    return "/id/" + iri.removeprefix(BASE)


@pytest.fixture
def opened(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as store:
        for record in (storm(), visit(), talks()):
            store.replace(record)
        yield store


@pytest.fixture
def client(opened: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    known = gazetteer()
    monkeypatch.setattr(entries.Entries.__init__, "__defaults__", (lambda: known,))
    settings = read_settings({}, store=folder, user="Ada")
    with TestClient(create_app(opened, settings), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def decide(client: TestClient, verdict: str, *about: str, **more: object) -> dict[str, object]:
    answer = client.post("/decisions", json={"verdict": verdict, "about": list(about), **more})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/decisions/{answer.json()['number']}"
    return answer.json()


def test_a_decision_is_taken_listed_and_undone(client: TestClient, opened: Store) -> None:
    before = set(opened.find(None, None, None, ""))
    made = decide(client, "same", "Hanna Kowalska", ANNA_POL, why="her maiden name", by="Bea")
    assert (made["number"], made["who"], made["why"], made["holds"]) == (1, "Bea", "her maiden name", True)
    assert {row["iri"] for row in made["now"]} == {ANNA_POL}
    assert made["now"][0]["documents"] == 3
    assert client.get("/decisions/1").json()["undone_by"] is None
    undone = client.post("/decisions/1/undo", json={"why": "a sister"})
    assert undone.status_code == 201
    assert undone.json()["undoes"] == [1]
    assert undone.json()["who"] == "Ada"
    listed = client.get("/decisions").json()
    assert [row["number"] for row in listed["items"]] == [2, 1]
    assert listed["items"][1]["undone_by"] == 2
    assert set(opened.find(None, None, None, "")) == before


def test_deleting_a_decision_undoes_it(client: TestClient) -> None:
    decide(client, "same", HANNA, ANNA_POL)
    answer = client.delete("/decisions/1")
    assert (answer.status_code, answer.headers["location"]) == (204, "/decisions/2")
    assert client.get("/decisions/1").json()["undone_by"] == 2
    assert client.delete("/decisions/1").status_code == 422


def test_a_document_s_link_is_corrected(client: TestClient) -> None:
    decide(client, "different", "Georgia", GEORGIA, **{"in": "storm"})
    made = decide(client, "same", "Georgia", "place/US-GA", **{"in": "storm"})
    assert made["about"][0] == {"iri": STORM_LINK, "label": "Georgia (GEO) in “Storm in Savannah”"}
    events = client.get("/events", params={"actor": ANNA_POL}).json()["items"]
    places = {p["iri"] for event in events for p in event["participants"] if p["role"] == "place"}
    assert places == {GEORGIA, PEACH}
    drawn = client.get("/graph", params={"entity": STORM_LINK}, headers={"Accept": "application/json"}).json()
    assert PEACH in {node["id"] for node in drawn["nodes"]}
    key = storm().document.iri.rsplit("/", 1)[1]
    assert GEORGIA in client.get(f"/documents/{key}").text
    page = client.get(f"/documents/{key}", headers=HTML).text
    assert path_of(PEACH) in page
    assert path_of(GEORGIA) not in page


@pytest.mark.parametrize("name", [GEORGIA, "state/GEO", "entity/state/GEO", "Georgia", "georgia"])
def test_an_entity_is_told_by_any_name(client: TestClient, name: str) -> None:
    answer = client.get(f"/entities/{quote(name, safe='')}")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["iri"], found["documents"], found["codes"]) == (GEORGIA, 3, {"iso3166-1-alpha-3": "GEO"})
    link = found["links"][0]
    assert link["link"] == STORM_LINK
    assert (link["score"], link["reason"]) == (0.55, "largest of 2")
    assert link["runner_up"] == {"iri": PEACH, "label": "Georgia (USA)"}


def test_members_and_aliases_are_told(client: TestClient) -> None:
    found = client.get(f"/entities/{quote(ANNA, safe='')}").json()
    assert found["iri"] == ANNA_POL
    assert found["aliases"] == ["A. Kowal"]
    assert [(m["iri"], m["reason"]) for m in found["members"]] == [
        (ANNA_POL, None), (ANNA, "same name; only one country known"),
    ]  # fmt: skip
    assert client.get("/entities", params={"q": "a. kow"}).json()["items"][0]["iri"] == ANNA_POL
    to_page = client.get("/entities/a.%20kowal", headers=HTML)
    assert (to_page.status_code, to_page.headers["location"]) == (303, path_of(ANNA_POL))


def test_any_member_s_page_leads_to_the_entity_that_stands_for_it(client: TestClient) -> None:
    for iri, target in ((ANNA, ANNA_POL), (STORM_LINK, GEORGIA)):
        answer = client.get(path_of(iri), headers=HTML)
        assert (answer.status_code, answer.headers["location"]) == (303, path_of(target))
    decide(client, "different", STORM_LINK, GEORGIA)
    assert client.get(path_of(STORM_LINK), headers=HTML).status_code == 200
    turtle = client.get(path_of(ANNA), headers=TTL).text
    assert re.search(r"sr:identifiedAs\s+<\S+POL/anna-kowal>", turtle)


def test_an_entity_s_page_says_who_it_is(client: TestClient) -> None:
    page = unescape(client.get(path_of(GEORGIA), headers=HTML).text)
    for words in ("Storm in Savannah", "0.55 · largest of 2", "it means Georgia (USA)", "<details open>"):
        assert words in page
    buttons = [json.loads(found) for found in re.findall(r"data-decision='([^']*)'", page)]
    assert {"verdict": "same", "about": [STORM_LINK, PEACH]} in buttons
    for button in buttons[:2]:
        assert client.post("/decisions", json=button).status_code == 201
    page = unescape(client.get(path_of(ANNA_POL), headers=HTML).text)
    assert "also called A. Kowal" in page
    assert "same name; only one country known" in page


def test_review_as_json_and_as_a_page(client: TestClient) -> None:
    items = client.get("/review").json()["items"]
    assert items[0]["link"] == STORM_LINK
    assert items[0]["quotes"][0].startswith("Anna Kowal of the Harbour Agency met")
    page = unescape(client.get("/review", headers=HTML).text)
    assert "<mark>Georgia</mark>" in page
    answers = [json.loads(found) for found in re.findall(r"data-decision='([^']*)'", page)]
    assert answers == [{"verdict": a["verdict"], "about": a["about"]} for item in items for a in item["answers"]]
    for item in items:
        decide(client, item["answers"][0]["verdict"], *item["answers"][0]["about"])
    assert client.get("/review").json()["items"] == []
    assert "Nothing to decide" in client.get("/review", headers=HTML).text
    assert client.get("/review", params={"limit": 0}).status_code == 400


def test_decisions_have_a_page_and_data(client: TestClient) -> None:
    assert "Nothing was decided yet" in client.get("/decisions", headers=HTML).text
    decide(client, "same", HANNA, ANNA_POL, why="her <b>maiden</b> name")
    page = client.get("/decisions", headers=HTML).text
    assert "her &lt;b&gt;maiden&lt;/b&gt; name" in page
    assert 'data-undo="/decisions/1/undo"' in page
    assert client.get("/id/decision/1", headers=HTML).status_code == 200
    assert client.get("/id/decisions", headers=HTML).headers["location"] == "/decisions"
    for path in ("/id/decision/1", "/id/decisions", "/id/agent/ada"):
        turtle = client.get(path, headers=TTL)
        assert turtle.status_code == 200, path
        assert '"Ada"' in turtle.text
    assert client.get("/id/agent/ada", headers=HTML).status_code == 404
    assert client.get("/id/decision/2", headers=HTML).status_code == 404
    assert client.get("/decisions/2").status_code == 404


@pytest.mark.parametrize(
    ("format", "media"),
    [("ttl", "text/turtle"), ("trig", "application/trig"), ("nq", "application/n-quads"),
     ("jsonld", "application/ld+json")],
)  # fmt: skip
def test_the_log_goes_out_and_comes_in_as_rdf(
    client: TestClient, tmp_path: Path, format: str, media: str
) -> None:  # fmt: skip
    decide(client, "same", HANNA, ANNA_POL)
    decide(client, "different", STORM_LINK, GEORGIA)
    assert client.post("/decisions/1/undo").status_code == 201
    log = client.get("/decisions", params={"format": format})
    assert log.headers["content-type"].startswith(media)
    assert client.get("/decisions", headers={"Accept": media}).content == log.content
    with Store.open(tmp_path / "other") as other:
        app = create_app(other, read_settings({}, store=tmp_path / "other"))
        with TestClient(app) as elsewhere:
            send = {"content": log.content, "headers": {"Content-Type": media}}
            answer = elsewhere.post("/decisions", **send)
            assert (answer.status_code, answer.json()["added"]) == (201, 3), answer.text
            assert elsewhere.post("/decisions", **send).json()["added"] == 0
            assert elsewhere.get("/decisions", params={"format": format}).content == log.content


@pytest.mark.parametrize(
    ("send", "status", "word"),
    [
        (lambda c: c.post("/decisions", json={"verdict": "same", "about": [ANNA, "Atlantis"]}), 422, "Atlantis"),
        (lambda c: c.post("/decisions", json={"verdict": "same", "about": [ANNA, "Springfield"]}), 422, "place/1"),
        (lambda c: c.post("/decisions", json={"verdict": "same", "about": [ANNA, AGENCY]}), 422, "of type"),
        (lambda c: c.post("/decisions", json={"verdict": "alike", "about": [ANNA, AGENCY]}), 422, "verdict"),
        (lambda c: c.post("/decisions", json={"verdict": "same", "about": []}), 422, "about"),
        (lambda c: c.post("/decisions", json={"verdict": "same", "about": [HANNA, ANNA], "in": "x"}), 422, "'x'"),
        (lambda c: c.post("/decisions", content=b"{", headers={"Content-Type": "application/json"}), 422, "JSON"),
        (lambda c: c.post("/decisions", content=b"{", headers={"Content-Type": "text/turtle"}), 422, "Turtle"),
        (lambda c: c.post("/decisions", content=b"x", headers={"Content-Type": "image/png"}), 415, "image/png"),
        (lambda c: c.post("/decisions", json={"verdict": "same", "about": [HANNA, ANNA]},
                          headers={"Origin": "http://evil.example"}), 403, "evil"),
        (lambda c: c.post("/decisions/7/undo", headers={"Origin": "http://evil.example"}), 403, "evil"),
        (lambda c: c.delete("/decisions/7", headers={"Origin": "http://evil.example"}), 403, "evil"),
        (lambda c: c.post("/decisions/7/undo"), 404, "no decision 7"),
        (lambda c: c.delete("/decisions/7"), 404, "no decision 7"),
        (lambda c: c.get("/decisions/x"), 400, "number"),
        (lambda c: c.get("/decisions?format=xml"), 400, "format"),
        (lambda c: c.get("/entities/Atlantis"), 404, "Atlantis"),
        (lambda c: c.get(f"/entities/{quote(storm().document.iri, safe='')}"), 404, "no entity"),
        (lambda c: c.get(path_of(f"{storm().document.iri}/link/state/XXX")), 404, "nothing is known"),
    ],
)  # fmt: skip
def test_bad_requests(client: TestClient, opened: Store, send, status: int, word: str) -> None:
    answer = send(client)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]
    assert opened.decisions() == []


def test_decisions_taken_at_once_get_numbers_of_their_own(client: TestClient, opened: Store) -> None:
    pairs = [(HANNA, ANNA_POL), (HANNA, ANNA), (ANNA, ANNA_POL), (HANNA, AGENCY)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda pair: decide(client, "different", *pair), pairs))
    assert sorted(answer["number"] for answer in answers) == [1, 2, 3, 4]
    assert len(opened.decisions()) == 4


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_stay_text_on_the_pages_of_decisions(client: TestClient, opened: Store, payload: str) -> None:
    record = hostile(payload)
    opened.replace(record)
    one, two = (entity.iri for entity in record.entities)
    decide(client, "same", one, two, why=payload, by=payload, force=True)
    for path in (
        "/decisions",
        "/review",
        "/id/decision/1",
        path_of(client.get("/decisions/1").json()["about"][0]["iri"]),
    ):
        page = client.get(path, headers=HTML, follow_redirects=True).text
        for sign in ("<script>alert", "<img src=x", "<svg onload", "<!--<script", 'href="javascript', "49 {%"):
            assert sign not in page, path
