from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import create_cli
from api.holder import announced
from graph.store import Store
from ontology.record_json import from_json
from tests.api.records import NORWAY, first, second

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(create_cli(), [str(a) for a in arguments], input=stdin)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Alpha attacked.")
    (folder / "b.txt").write_text("Beta attacked.")
    return folder


@pytest.fixture
def filled(folder: Path) -> Path:
    with Store.open(folder) as store:
        for record in (first(), second()):
            store.replace(record)
    return folder


def test_ingest_stores_skips_and_tells(pipeline, articles: Path, folder: Path) -> None:
    result = run("ingest", articles, "--store", folder, "--published", "14 May 2024", "--source", "The Wire")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "2 stored" in result.stderr
    again = run("ingest", articles, "--store", folder, "--published", "2024-05-14", "--source", "The Wire")
    assert again.exit_code == 0
    assert "2 unchanged" in again.stderr
    assert next(pipeline) == 1, "the reader is not loaded where there is nothing new"
    changed = run("ingest", articles, "--store", folder, "--published", "2024-05-15", "--source", "The Wire")
    assert "2 stored" in changed.stderr
    forced = run("ingest", articles, "--store", folder, "--published", "2024-05-15", "--source", "The Wire", "--again")
    assert "2 stored" in forced.stderr
    listed = run("documents", "--store", folder, "--format", "json")
    assert [json.loads(line)["published"] for line in listed.stdout.splitlines()] == ["2024-05-15"] * 2


def test_quiet(pipeline, articles: Path, folder: Path) -> None:
    result = run("ingest", articles, "--store", folder, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_some_failures_are_reported_and_the_rest_is_stored(pipeline, articles: Path, folder: Path) -> None:
    (articles / "c.txt").write_text("")
    (articles / "d.txt").write_text("unreadable")
    (articles / "e.jsonl").write_text('{"text": "Gamma attacked."}\n{broken\n{"text": "Delta attacked."}\n')
    result = run("ingest", articles, "--store", folder)
    assert result.exit_code == 1
    assert "c.txt: empty" in result.stderr
    assert "d.txt: cannot be analysed" in result.stderr
    assert "e.jsonl:2" in result.stderr
    assert "4 stored" in result.stderr
    assert "3 failed" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["ingest", "missing.txt"], 1, "missing.txt"),
        (["ingest", "EMPTY"], 2, "no document found"),
        (["ingest", "ARTICLES", "--published", "someday"], 2, "someday"),
        (["ingest"], 2, "Missing argument"),
        (["ingest", "ARTICLES", "--colour"], 2, "--colour"),
        (["extract", "ARTICLES", "--format", "xml"], 2, "xml"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_bad_input(pipeline, articles: Path, folder: Path, tmp_path: Path, arguments, code: int, word: str) -> None:
    (tmp_path / "empty").mkdir()
    places = {"ARTICLES": articles, "EMPTY": tmp_path / "empty"}
    store = ["--store", str(folder)] if arguments[0] == "ingest" else []
    result = run(*(places.get(a, a) for a in arguments), *store)
    assert result.exit_code == code, result.output
    assert word in result.stderr
    assert "Traceback" not in result.output


def test_extract_writes_one_record_a_line_in_input_order(pipeline, articles: Path) -> None:
    result = run("extract", articles / "b.txt", articles / "a.txt")
    assert result.exit_code == 0, result.output
    records = [from_json(json.loads(line)) for line in result.stdout.splitlines()]
    assert [record.document.id for record in records] == ["b.txt", "a.txt"]


def test_standard_input(pipeline, folder: Path) -> None:
    result = run("extract", "-", stdin='{"text": "Alpha attacked.", "id": "x"}\n')
    assert json.loads(result.stdout)["document"]["id"] == "x"
    assert run("ingest", "-", "--store", folder, stdin="Beta attacked.").exit_code == 0


def test_interrupted_ingest_keeps_what_was_stored(
    pipeline, articles: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ingest
    from tests.api.conftest import read

    def interrupted(documents, *_, **__):
        yield read(next(iter(documents)))
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest, "annotate", interrupted)
    result = run("ingest", articles, "--store", folder)
    assert result.exit_code == 130
    assert "1 stored" in result.stderr
    assert "run the same command again" in result.stderr
    assert len(run("documents", "--store", folder, "--format", "json").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("json", '{"head"'), ("csv", "label\nNorway"), ("tsv", '?label\n"Norway"'), ("xml", "<?xml"),
        ("table", " label"), (None, "label\nNorway"),
    ],
)  # fmt: skip
def test_query_formats(filled: Path, format: str | None, start: str) -> None:
    query = f"SELECT DISTINCT ?label WHERE {{ <{NORWAY}> rdfs:label ?label }}"
    result = run("query", query, "--store", filled, *(["--format", format] if format else []))
    assert result.exit_code == 0, result.output
    assert result.stdout.replace("\ufeff", "").lstrip("\n").startswith(start.lstrip() if format == "table" else start)
    assert result.stderr == ""


@pytest.mark.parametrize("format", ["ttl", "nt", "jsonld", "table", None])
def test_construct_formats(filled: Path, format: str | None) -> None:
    query = f"CONSTRUCT {{ <{NORWAY}> rdfs:label ?label }} WHERE {{ <{NORWAY}> rdfs:label ?label }}"
    result = run("query", query, "--store", filled, *(["--format", format] if format else []))
    assert result.exit_code == 0, result.output
    assert "Norway" in result.stdout


def test_query_from_a_file_and_from_standard_input(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text("# how many\nSELECT (1 AS ?n) {}")
    assert run("query", file, "--store", filled, "--format", "csv").stdout == "n\n1\n"
    assert run("query", "-", "--store", filled, "--format", "csv", stdin="SELECT (2 AS ?n) {}").stdout == "n\n2\n"


@pytest.mark.parametrize(
    ("query", "options", "word"),
    [
        ("SELECT ?s WHERE { ?s dct:date ?o", [], "line 1, column 33"),
        ("missing.rq", [], "no such file: missing.rq"),
        ("ASK {}", ["--format", "ttl"], "does not fit"),
        ("ASK {}", ["--format", "png"], "no such format"),
        ("DROP ALL", [], "line 1"),
    ],
)
def test_bad_queries(filled: Path, query: str, options: list[str], word: str) -> None:
    result = run("query", query, "--store", filled, *options)
    assert result.exit_code == 2
    assert word in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize("command", [["query", "ASK {}"], ["documents"], ["show", "x"], ["forget", "x"], ["validate"]])
def test_no_store_is_made_by_asking(folder: Path, command: list[str]) -> None:
    result = run(*command, "--store", folder)
    assert result.exit_code == 4
    assert "no store at" in result.stderr
    assert not folder.exists()


def test_show_an_entity_by_label(filled: Path) -> None:
    result = run("show", "norway", "--store", filled)
    assert result.exit_code == 0, result.output
    for words in ("Norway", "State", NORWAY, "Institute of Strategy", "“Norway may ship tanks to Riga, the Institute",
                  "not certain · possible", "Soldiers in Latvia, 2024-05-14", "planned or hypothetical"):  # fmt: skip
        assert words in result.stdout


def test_show_by_iri_a_document_and_an_event(filled: Path) -> None:
    record = first()
    document = run("show", record.document.iri, "--store", filled).stdout
    assert "Soldiers in Latvia" in document
    assert "denied" in document
    assert run("show", "courier-1", "--store", filled).stdout == document
    event = run("show", record.events[1].iri, "--store", filled).stdout
    assert "troop movement" in event
    assert "Latvia denied" in event


def test_show_names_candidates_or_says_nothing_is_known(filled: Path) -> None:
    with Store.open(filled) as store:
        record = second()
        other = next(e for e in record.entities if e.label == "Baltic Courier")
        moved = from_json(
            json.loads(json.dumps(_json(record)).replace(other.iri, other.iri + "0").replace("courier-2", "courier-3"))
        )
        store.replace(moved)
    result = run("show", "Baltic Courier", "--store", filled)
    assert result.exit_code == 2
    assert other.iri in result.stderr
    assert other.iri + "0" in result.stderr
    missing = run("show", "Atlantis", "--store", filled)
    assert missing.exit_code == 2
    assert "Atlantis" in missing.stderr
    near = run("show", "Norw", "--store", filled)
    assert "did you mean Norway" in near.stderr


def _json(record):
    from ontology.record_json import to_json

    return to_json(record)


def test_documents_forget_export_validate(filled: Path, tmp_path: Path) -> None:
    assert "Soldiers in Latvia" in run("documents", "--store", filled).stdout
    file = tmp_path / "all.nq"
    exported = run("export", file, "--store", filled)
    assert exported.exit_code == 0, exported.output
    assert NORWAY in file.read_text()
    assert run("export", tmp_path / "all.xyz", "--store", filled).exit_code == 2
    valid = run("validate", "--store", filled)
    assert valid.exit_code == 0, valid.output
    gone = run("forget", first().document.iri.rsplit("/", 1)[1], "--store", filled)
    assert gone.exit_code == 0, gone.output
    assert run("forget", "courier-1", "--store", filled).exit_code == 2
    assert len(run("documents", "--store", filled, "--format", "json").stdout.splitlines()) == 1


def test_environment_names_the_store(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_STORE", str(filled))
    assert run("query", "ASK {}").exit_code == 0


def sitrep(*arguments: str | Path, **options) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", *map(str, arguments)], cwd=ROOT, text=True,
        stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def test_a_store_held_by_a_server_is_named_with_its_address(filled: Path) -> None:
    with Store.open(filled), announced(filled, "http://localhost:8765"):
        process = sitrep("query", "ASK {}", "--store", filled)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "http://localhost:8765/sparql" in complaint
    assert str(os.getpid()) in complaint
    assert len(complaint.splitlines()) == 1


def test_full_disk_and_closed_pipe(filled: Path) -> None:
    with open("/dev/full", "w") as full:
        process = sitrep("query", "SELECT * { ?s ?p ?o }", "--store", filled, stdout=full)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "no space left" in complaint.lower()
    assert len(complaint.splitlines()) == 1
    reader, writer = os.pipe()
    process = sitrep("query", "SELECT * { ?s ?p ?o }", "--store", filled, stdout=writer)
    os.close(reader)
    os.close(writer)
    _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (141, "")


def test_serve_answers_and_ends_on_interrupt(filled: Path) -> None:
    import socket
    import urllib.request

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = sitrep("serve", "--port", str(port), "--store", filled)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D") as answer:
                    assert b"true" in answer.read()
                break
            except OSError:
                assert process.poll() is None, process.communicate()[1]
                assert time.monotonic() < deadline
                time.sleep(0.1)
        busy = sitrep("documents", "--store", filled)
        assert f"http://localhost:{port}/sparql" in busy.communicate(timeout=60)[1]
        taken = sitrep("serve", "--port", str(port), "--store", filled.with_name("other"))
        assert f":{port}" in taken.communicate(timeout=60)[1]
        assert taken.returncode == 2
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert run("documents", "--store", filled).exit_code == 0


def test_help_lists_every_command_and_exit_code() -> None:
    text = run("--help").output
    for name in ("ingest", "extract", "query", "export", "documents", "show", "forget", "serve", "validate"):
        assert name in text
