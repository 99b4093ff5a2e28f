from __future__ import annotations

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings
from graph.store import Store
from ontology.iris import name_iri
from ontology.order import arranged
from ontology.record_json import from_json
from tests.api.conftest import annotate
from tests.api.records import BASE, COURIER, LATVIA, NORWAY, PAYLOADS, first, hostile, second


class Attributes(HTMLParser):
    """Collects all attributes of a page as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [(name, value) for name, value in attributes if name != "value"]


HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FIRST = f"/documents/{first().document.iri.rsplit('/', 1)[1]}"


def test_documents_are_listed_newest_first(reading: TestClient) -> None:
    answer = reading.get("/documents").json()
    assert answer["total"] == 2
    assert [item["id"] for item in answer["items"]] == ["courier-2", "courier-1"]
    assert reading.get("/documents", params={"limit": 1, "offset": 1}).json()["items"][0]["id"] == "courier-1"


def test_a_document_is_its_record(reading: TestClient) -> None:
    answer = reading.get(FIRST)
    assert from_json(answer.json()) == arranged(first())
    assert answer.headers["etag"] == reading.get(FIRST).headers["etag"]


def test_a_document_s_page_marks_the_evidence(reading: TestClient) -> None:
    page = reading.get(FIRST, headers=HTML).text
    assert "Soldiers in Latvia" in page
    assert re.search(
        r'<mark data-claims="claim-111-118-TroopMovement-0">Latvia denied that the soldiers had </mark>', page
    )
    assert "Institute of Strategy" in page


@pytest.mark.parametrize(
    "path", ["/documents/nothing", "/id/entity/state/XXX", "/id/nothing", "/graph?entity=http://x.example/", "/nothing"]
)
def test_unknown_things(reading: TestClient, path: str) -> None:
    answer = reading.get(path)
    assert answer.status_code == 404
    if path != "/graph?entity=http://x.example/":
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 404
    page = reading.get(path, headers=HTML)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "send",
    [
        lambda c: c.post("/documents", json={"text": "Alpha attacked.", "title": "T", "published": "14 May 2024"}),
        lambda c: c.post("/documents?title=T&published=2024-05-14", content="Alpha attacked.",
                         headers={"Content-Type": "text/plain"}),
    ],
)  # fmt: skip
def test_post_stores(client: TestClient, send) -> None:
    answer = send(client)
    assert answer.status_code == 201, answer.text
    assert answer.json()["claims"] == 1
    stored = client.get(answer.headers["location"]).json()
    assert stored["document"]["text"] == "Alpha attacked."
    assert stored["document"]["published"] == "2024-05-14"
    assert client.get("/entities", params={"q": "alpha"}).json()["total"] == 1


def test_upload(client: TestClient) -> None:
    lines = '{"text": "Beta attacked.", "id": "b"}\nbroken\n{"text": "Gamma attacked."}\n'
    files = [("file", ("news.jsonl", lines)), ("file", ("one.txt", "Delta attacked."))]
    answer = client.post("/documents", files=files, data={"published": "2024-05-14", "source": "The Wire"})
    assert answer.status_code == 201, answer.text
    assert [d["title"] for d in answer.json()["documents"]] == ["b", "news.jsonl:3", "one.txt"]
    assert len(answer.json()["failures"]) == 1
    assert "news.jsonl:2" in answer.json()["failures"][0]


@pytest.mark.parametrize(
    ("send", "status", "word"),
    [
        (lambda c: c.post("/documents", json={"text": ""}), 422, "empty"),
        (lambda c: c.post("/documents", json={"title": "x"}), 422, "text"),
        (lambda c: c.post("/documents", json={"text": "x", "published": "never"}), 422, "never"),
        (lambda c: c.post("/documents", json={"text": "x", "url": "no address"}), 422, "url"),
        (lambda c: c.post("/documents", content=b"{", headers={"Content-Type": "application/json"}), 422, "JSON"),
        (lambda c: c.post("/documents", content=b"\xff", headers={"Content-Type": "text/plain"}), 422, "UTF-8"),
        (lambda c: c.post("/documents", content=b"x", headers={"Content-Type": "image/png"}), 415, "image/png"),
        (lambda c: c.post("/documents", json={"text": "unreadable"}), 422, "analysed"),
        (lambda c: c.post("/documents", json={"text": "x" * 6_000}), 422, "limit"),
        (lambda c: c.post("/documents", json={"text": "x" * 200_000}), 413, "limit"),
        (lambda c: c.post("/documents", content=(b"x" * 50_000 for _ in range(4)),
                          headers={"Content-Type": "text/plain"}), 413, "limit"),
        (lambda c: c.post("/documents", files={"file": ("x.txt", b"x" * 200_000)}), 413, "limit"),
        (lambda c: c.post("/documents", files={"file": ("x.bin", bytes(range(256)))}), 422, "x.bin"),
        (lambda c: c.post("/documents", json={"text": "x"}, headers={"Origin": "http://evil.example"}), 403, "evil"),
        (lambda c: c.delete("/documents/nothing"), 404, "nothing"),
        (lambda c: c.get("/documents?limit=-1"), 400, "limit"),
    ],
)  # fmt: skip
def test_bad_requests(client: TestClient, send, status: int, word: str) -> None:
    answer = send(client)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]
    assert client.get("/documents").json()["total"] == 2


def test_delete(client: TestClient) -> None:
    assert client.delete(FIRST).status_code == 204
    assert client.get(FIRST).status_code == 404
    assert client.get("/documents").json()["total"] == 1


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ({"q": "norw"}, ["Norway"]),
        ({"q": "NORWAY"}, ["Norway"]),
        ({"q": "riga", "type": "Place"}, ["Riga"]),
        ({"q": "riga", "type": "State"}, []),
        ({"type": "State"}, ["Latvia", "Norway"]),
        ({"country": "nor", "type": "State"}, ["Norway"]),
        ({"q": '" } DROP ALL'}, []),
    ],
)
def test_entities(reading: TestClient, query: dict[str, str], labels: list[str]) -> None:
    answer = reading.get("/entities", params=query).json()
    assert sorted(item["label"] for item in answer["items"]) == labels
    assert answer["total"] == len(labels)


@pytest.mark.parametrize(
    ("query", "classes"),
    [
        ({"type": "RETREAT"}, ["Withdrawal"]),
        ({"class": "Deployment"}, ["Deployment"]),
        ({"actor": NORWAY}, ["ArmsTransfer", "Deployment", "Exercise", "Withdrawal"]),
        ({"actor": "soldiers", "source": "latvia"}, ["TroopMovement"]),
        ({"source": COURIER}, ["Deployment", "Withdrawal"]),
        ({"document": second().document.iri}, ["Withdrawal"]),
        ({"class": "Nothing"}, []),
    ],
)
def test_events(reading: TestClient, query: dict[str, str], classes: list[str]) -> None:
    answer = reading.get("/events", params=query).json()
    assert sorted(item["class"] for item in answer["items"]) == classes
    assert all(item["claims"] for item in answer["items"])


def test_iris_dereference_as_page_and_as_turtle(reading: TestClient) -> None:
    iris = [NORWAY, first().document.iri, first().events[0].iri]
    for iri in iris:
        path = "/id/" + iri.partition("/id/")[2]
        assert reading.get(path, headers=HTML).headers["content-type"].startswith("text/html")
        turtle = reading.get(path, headers={"Accept": "text/turtle"})
        assert turtle.status_code == 200, turtle.text
        assert turtle.headers["content-type"].startswith("text/turtle")
        assert f"<{iri}>" in turtle.text
        assert reading.get(path, params={"format": "jsonld"}).headers["content-type"] == "application/ld+json"


def test_the_graph_carries_its_evidence(reading: TestClient) -> None:
    answer = reading.get("/graph", params={"entity": NORWAY}, headers={"Accept": "application/json"}).json()
    assert {node["name"] for node in answer["nodes"]} >= {"Norway", "Latvia", "300 soldiers", "tanks"}
    by_standing = {edge["standing"] for edge in answer["edges"]}
    assert by_standing >= {"affirmed", "hedged", "planned", "standing"}
    for said in (said for edge in answer["edges"] for said in edge["statements"]):
        assert said["passage"][1]
        assert said["says"]
        assert said["document_url"].startswith("/documents/")
    denied = reading.get("/graph", params={"entity": LATVIA}, headers={"Accept": "application/json"}).json()
    assert "denied" in {edge["standing"] for edge in denied["edges"]}


@pytest.mark.parametrize("name", ["Norway", "norway", NORWAY])
def test_an_entity_can_be_drawn_by_its_label(reading: TestClient, name: str) -> None:
    answer = reading.get("/graph", params={"entity": name}, headers={"Accept": "application/json"})
    assert answer.json()["title"] == "Norway"


def test_a_label_of_several_entities_gives_the_candidates(store: Store, client: TestClient) -> None:
    record = second()
    twin = replace(
        record.entities[0], iri=name_iri(BASE, "Organization", "Norway"), type="Organization", label="Norway"
    )
    others = tuple(e for e in record.entities if e.iri != twin.iri)
    store.replace(replace(record, entities=tuple(sorted((*others, twin), key=lambda e: e.iri))))
    answer = client.get("/graph", params={"entity": "Norway"}, headers={"Accept": "application/json"})
    assert answer.status_code == 300
    assert {each["iri"] for each in answer.json()["candidates"]} == {NORWAY, twin.iri}
    page = client.get("/graph", params={"entity": "Norway"}, headers=HTML)
    assert page.status_code == 300
    assert page.text.count("/graph?entity=") == 2


def test_an_unknown_label_is_answered_with_near_ones(reading: TestClient) -> None:
    answer = reading.get("/graph", params={"entity": "Institute"}, headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert "Institute of Strategy" in answer.json()["detail"]


def test_a_record_can_be_asked_for_by_format(reading: TestClient) -> None:
    answer = reading.get(FIRST, params={"format": "json"}, headers=HTML)
    assert answer.json()["document"]["id"] == "courier-1"


def test_a_query_can_be_drawn(reading: TestClient) -> None:
    query = f"SELECT ?e WHERE {{ VALUES ?e {{ <{NORWAY}> <{LATVIA}> }} }}"
    answer = reading.get("/graph", params={"query": query}, headers={"Accept": "application/json"})
    assert {node["name"] for node in answer.json()["nodes"]} == {"Norway", "Latvia"}
    assert {edge["standing"] for edge in answer.json()["edges"]} == {"planned", "standing"}
    assert reading.get("/graph", params={"query": "SELECT"}).status_code == 400
    assert reading.get("/graph", params={"query": "ASK {}", "entity": NORWAY}).status_code == 422


@pytest.mark.parametrize("path", ["/", "/graph", f"/graph?entity={quote(NORWAY)}", FIRST, "/docs", "/sparql"])
def test_pages_load_nothing_from_elsewhere(reading: TestClient, path: str) -> None:
    answer = reading.get(path, headers=HTML)
    assert answer.status_code == 200
    assert not re.search(r"""<(script|link|img|iframe)[^>]*(src|href)=["']?(https?:)?//""", answer.text)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", answer.text)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    for source in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
        loaded = reading.get(source)
        assert loaded.status_code == 200, source


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(client: TestClient, store: Store, payload: str) -> None:
    record = hostile(payload)
    store.replace(record)
    paths = [f"/id/{record.document.iri.partition('/id/')[2]}", "/", "/documents", "/graph", "/events",
             f"/entities?q={quote(payload)}", *(f"/id/{e.iri.partition('/id/')[2]}" for e in record.entities),
             f"/id/{record.events[0].iri.partition('/id/')[2]}"]  # fmt: skip
    for path in paths:
        page = client.get(path, headers=HTML)
        assert page.status_code == 200, (path, page.text)
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        for sign in ("<script>alert", "<img src=x", "<svg onload", "<!--<script", 'href="javascript', "49 {%"):
            assert sign not in page.text, path
        attributes = Attributes()
        attributes.feed(page.text)
        assert not [name for name, _ in attributes.found if name.startswith("on")]
        assert not [value for _, value in attributes.found if (value or "").lower().startswith("javascript:")]


def test_a_document_s_address_is_no_script(client: TestClient, store: Store) -> None:
    record = json.loads(json.dumps(client.get(FIRST).json()))
    record["document"]["url"] = "javascript:alert(1)"
    store.replace(from_json(record))
    assert "javascript:" not in client.get(FIRST, headers=HTML).text


def test_one_ingest_at_a_time_and_the_rest_goes_on(store: Store, folder: Path) -> None:
    running, most, lock = 0, 0, threading.Lock()

    def slow(documents):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.3)
        with lock:
            running -= 1
        return annotate(documents)

    app = create_app(store, read_settings({}, store=folder), annotate=slow)
    with TestClient(app) as client, ThreadPoolExecutor(4) as pool:
        posts = [pool.submit(client.post, "/documents", json={"text": f"Number{n} attacked."}) for n in range(3)]
        time.sleep(0.1)
        start = time.monotonic()
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert time.monotonic() - start < 0.5
        assert [post.result().status_code for post in posts] == [201, 201, 201]
    assert most == 1


def test_an_app_opens_and_closes_a_store_of_its_own(folder: Path) -> None:
    with TestClient(create_app(folder, read_settings({}, store=folder))) as client:
        assert client.get("/documents").json()["total"] == 0
        assert "Nothing is stored yet" in client.get("/", headers=HTML).text
        assert client.get("/graph", headers=HTML).status_code == 200
    Store.open(folder).close()


def test_every_route_is_described(reading: TestClient) -> None:
    described = reading.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/sparql", "/documents", "/documents/{key}", "/entities", "/entities/{name}", "/events", "/graph", "/id/{path}",
        "/decisions", "/decisions/{number}", "/decisions/{number}/undo", "/review", "/quality", "/happenings",
        "/contradictions", "/happenings/{document}/{report}",
    }  # fmt: skip
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"]
