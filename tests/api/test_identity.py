"""Who is who on the command line: deciding, undoing, listing, exporting, reviewing, showing."""

from __future__ import annotations

import getpass
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api import entries
from api.cli import create_cli
from api.identity import are_compatible
from graph.store import Store
from ontology.errors import InputError
from tests.api.identity_records import (
    AGENCY,
    ANNA,
    ANNA_POL,
    BASE,
    GEORGIA,
    HANNA,
    NATO,
    PEACH,
    STORM_LINK,
    gazetteer,
    storm,
    talks,
    visit,
)


@pytest.fixture(autouse=True)
def small_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    known = gazetteer()
    monkeypatch.setattr(entries.Entries.__init__, "__defaults__", (lambda: known,))
    monkeypatch.setenv("SITREP_USER", "Ada")


@pytest.fixture
def filled(folder: Path) -> Path:
    with Store.open(folder) as store:
        for record in (storm(), visit(), talks()):
            store.replace(record)
    return folder


@pytest.fixture
def run(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.setenv("SITREP_STORE", str(filled))

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(create_cli(), [str(a) for a in arguments])

    return invoke


def merged(folder: Path) -> set[object]:
    with Store.open(folder, read_only=True) as store:
        return set(store.find(None, None, None, ""))


def test_same_joins_two_names_and_undo_parts_them(run, filled: Path) -> None:
    before = merged(filled)
    result = run("same", "Hanna Kowalska", "Anna Kowal", "--why", "her maiden name")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "decision 1: same"
    assert f"Anna Kowal (Person, POL), in 3 documents <{ANNA_POL}>" in result.stdout
    assert f"stands for Hanna Kowalska <{HANNA}>" in result.stdout
    assert "to undo it: sitrep undo 1" in result.stdout
    shown = run("show", "Hanna Kowalska").stdout
    assert shown.startswith("Anna Kowal  Person · POL")
    assert "also called A. Kowal, Hanna Kowalska" in shown
    assert "decision 1" in shown
    back = run("undo", "1", "--why", "no, a sister", "--by", "Bea")
    assert back.exit_code == 0, back.output
    assert "decision 2: undo (undoes 1)" in back.stdout
    assert merged(filled) == before


def test_a_wrong_link_is_found_contested_and_corrected(run, filled: Path) -> None:
    shown = run("show", "state/GEO")
    assert shown.exit_code == 0, shown.output
    assert "perhaps wrongly read as this in" in shown.stdout
    assert f"Storm in Savannah, 2031-05-01 · Georgia · 0.55 · largest of 2 · or Georgia (USA) {PEACH}" in shown.stdout
    assert STORM_LINK in shown.stdout
    contested = run("different", "Georgia", "--in", "storm")
    assert contested.exit_code == 0, contested.output
    assert f"Georgia (State, GEO), in 2 documents <{GEORGIA}>" in contested.stdout
    assert f"Georgia (State), in 1 document <{STORM_LINK}>" in contested.stdout
    assert run("show", STORM_LINK).stdout.splitlines()[1] == STORM_LINK
    corrected = run("same", "Georgia", "place/US-GA", "--in", "storm")
    assert f"Georgia (Place, USA), in 1 document <{PEACH}>" in corrected.stdout
    assert "stands for Georgia" in corrected.stdout
    shown = run("show", "place/US-GA", "--links")
    assert "Anna Kowal meets" in shown.stdout
    assert "by decision" in shown.stdout
    assert run("show", STORM_LINK).stdout == run("show", PEACH).stdout
    assert "perhaps wrongly" not in run("show", "state/GEO").stdout


def test_a_document_is_shown_with_identities_resolved(run) -> None:
    run("same", "Hanna Kowalska", "Anna Kowal")
    assert "Anna Kowal meets" in run("show", "talks").stdout
    assert "Anna Kowal" in run("show", talks().events[0].iri).stdout


def test_members_are_shown_with_the_reason_and_can_be_parted(run) -> None:
    shown = run("show", ANNA).stdout
    assert "made of" in shown
    assert re.search(rf"Anna Kowal · same name; only one country known {re.escape(ANNA)}$", shown, re.MULTILINE)
    result = run("different", "name/Person/-/anna-kowal", "name/Person/POL/anna-kowal")
    assert f"Anna Kowal (Person), in 1 document <{ANNA}>" in result.stdout
    assert run("show", ANNA).stdout.splitlines()[1] == ANNA


def test_several_names_become_one_at_once(run) -> None:
    result = run("same", HANNA, ANNA, AGENCY, "--force")
    assert result.exit_code == 0, result.output
    assert "in 3 documents" in result.stdout


def test_a_contradicting_decision_undoes_the_one_before(run) -> None:
    run("same", HANNA, ANNA_POL)
    assert "decision 2: different (undoes 1)" in run("different", HANNA, ANNA_POL).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["same", "Anna Kowal", "Atlantis"], ["nothing stored is called 'Atlantis'", "gazetteer"]),
        (
            ["same", "Anna Kowal", "Springfield"],
            ["'Springfield' names several", "USA) place/1", "CAN) place/2"],
        ),
        (["same", "Anna Kowal", "state/XXX"], ["'state/XXX'"]),
        (["same", "Anna Kowal", "Harbour Agency"], ["of type Person", "of type Organization", "--force"]),
        (["same", "Anna Kowal"], ["two names"]),
        (["same", "Anna Kowal", ANNA_POL], ["both mean Anna Kowal", ANNA, "give two IRIs"]),
        (["different", HANNA, ANNA, AGENCY], ["pair by pair"]),
        (["same", "Georgia", "place/US-GA", "--in", "nothing"], ["no document 'nothing'"]),
        (["same", "Atlantis", "place/US-GA", "--in", "storm"], ["not read to mention 'Atlantis'", "Harbour Agency"]),
        (["same", storm().document.iri, ANNA], ["is no entity"]),
        (["same", HANNA, ANNA, "--by", " "], ["empty", "--by"]),
        (["undo", "7"], ["no decision 7"]),
        (["decisions", "--format", "xml"], ["no such format"]),
        (["decisions", "--export", "log.pdf"], ["'.pdf'"]),
        (["decisions", "--import", "missing.ttl"], ["no such file"]),
        (["review", "--format", "xml"], ["no such format"]),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_reason(run, filled: Path, arguments: list[str], words) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert len(result.stderr.splitlines()) == 1
    for word in words:
        assert word in result.stderr
    with Store.open(filled, read_only=True) as store:
        assert store.decisions() == []


def test_a_decision_is_not_taken_against_one_that_keeps_its_entities_apart(run) -> None:
    run("different", HANNA, ANNA_POL)
    result = run("same", HANNA, ANNA_POL, ANNA)
    assert result.exit_code == 2
    assert "sitrep undo 1" in result.stderr


def test_the_login_decides_where_nobody_is_named(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITREP_USER")
    monkeypatch.setattr(getpass, "getuser", lambda: "grace")
    run("same", HANNA, ANNA_POL)
    assert json.loads(run("decisions", "--format", "json").stdout)["who"] == "grace"

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    result = run("undo", "1")
    assert result.exit_code == 2
    assert "SITREP_USER" in result.stderr


def test_a_name_in_the_text_finds_what_it_was_read_as(run, filled: Path) -> None:
    record = visit()
    with Store.open(filled) as store:
        assert store.replace(record) is False
    assert "decision 1" in run("different", "a. kowal", "--in", "document/" + record.document.iri[-16:]).stdout


def test_a_gazetteer_entry_that_no_document_names_is_described(run, filled: Path) -> None:
    assert run("same", AGENCY, "NATO").exit_code == 0
    with Store.open(filled, read_only=True) as store:
        labels = [row[0].value for row in store.query(f"SELECT ?l {{ <{NATO}> rdfs:label ?l }}")]
    assert labels == ["North Atlantic Treaty Organization"]
    assert "Harbour Agency" in run("show", "org/nato").stdout


def test_decisions_are_listed(run) -> None:
    assert run("decisions").exit_code == 0
    run("same", HANNA, ANNA_POL, "--why", "her maiden name")
    run("different", "Georgia", "--in", "storm")
    run("undo", "1")
    table = run("decisions").stdout
    for words in ("Hanna Kowalska", "her maiden name", "undone by 3", "holds", "Georgia (GEO) in “Storm in Savannah”"):
        assert words in table
    rows = [json.loads(line) for line in run("decisions", "--format", "json").stdout.splitlines()]
    assert [row["verdict"] for row in rows] == ["same", "different", "undo"]
    assert [row["holds"] for row in rows] == [False, True, False]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", rows[0]["when"])
    assert rows[0]["about"][0] == {"iri": ANNA_POL, "label": "Anna Kowal (POL)"}
    one = run("show", f"{BASE}decision/1").stdout
    assert "undone by 3" in one
    assert "her maiden name" in one


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nq", ".jsonld"])
def test_decisions_travel_to_another_store(run, filled: Path, tmp_path: Path, suffix: str) -> None:
    run("same", HANNA, ANNA_POL, "--why", "her maiden name")
    run("different", "Georgia", "--in", "storm")
    run("undo", "1")
    file, other = tmp_path / f"log{suffix}", tmp_path / "other"
    assert run("decisions", "--export", file).exit_code == 0
    with Store.open(other) as store:
        for record in (talks(), visit(), storm()):
            store.replace(record)
    run("same", AGENCY, NATO, "--store", other)
    result = run("decisions", "--import", file, "--store", other)
    assert result.exit_code == 0, result.output
    assert "3 decisions added: 2 to 4" in result.stderr
    assert "0 decisions added" in run("decisions", "--import", file, "--store", other).stderr
    with Store.open(other, read_only=True) as store:
        log = store.decisions()
    assert [(d.number, d.verdict, d.undoes) for d in log] == [
        (1, "same", ()), (2, "same", ()), (3, "different", ()), (4, "undo", (2,)),
    ]  # fmt: skip
    assert log[1].why == "her maiden name"
    run("undo", "1", "--store", other)
    assert {q for q in merged(other) if NATO not in q} == merged(filled)


def test_the_decisions_of_a_store_or_a_whole_export_are_read(run, filled: Path, tmp_path: Path) -> None:
    run("same", HANNA, ANNA_POL)
    whole = tmp_path / "all.nq"
    run("export", whole)
    for source in (filled, whole):
        other = tmp_path / f"to-{source.name}"
        Store.open(other).close()
        assert "1 decision added" in run("decisions", "--import", source, "--store", other).stderr


def test_imported_decisions_that_contradict_are_told(run, tmp_path: Path) -> None:
    run("different", HANNA, ANNA_POL)
    file, other = tmp_path / "log.ttl", tmp_path / "other"
    run("decisions", "--export", file)
    with Store.open(other) as store:
        store.replace(talks())
        store.replace(visit())
    run("same", HANNA, ANNA_POL, "--store", other)
    result = run("decisions", "--import", file, "--store", other)
    assert "decision 1 says that they are one, 2 that they are two" in result.stderr


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("nonsense {", "cannot be read as Turtle"),
        ("", "no decision"),
        ("<http://x.example/decision/1> a <https://w3id.org/sitrep/ontology#Decision> .", "incomplete"),
        ("@prefix sr: <https://w3id.org/sitrep/ontology#> . <http://x.example/decision/1> a sr:Decision . "
         "<http://y.example/decision/1> a sr:Decision .", "several stores"),
        ("@prefix sr: <https://w3id.org/sitrep/ontology#> . <http://x.example/decision/1> a sr:Decision ; "
         "sr:verdict sr:same , sr:different .", "mixes the logs of several stores"),
    ],
)  # fmt: skip
def test_files_that_hold_no_log_are_refused(run, tmp_path: Path, text: str, word: str) -> None:
    file = tmp_path / "log.ttl"
    file.write_text(text)
    result = run("decisions", "--import", file)
    assert result.exit_code == 2, result.output
    assert word in result.stderr
    assert "log.ttl" in result.stderr


def test_review_asks_and_each_answer_is_a_command(run) -> None:
    text = run("review").stdout
    assert "Georgia (State, GEO) or Georgia (Place, USA)?" in text
    assert "Storm in Savannah: “Anna Kowal of the Harbour Agency met Atlanta's mayor in Georgia.”" in text
    questions = [json.loads(line) for line in run("review", "--format", "json").stdout.splitlines()]
    link = next(q for q in questions if q["kind"] == "link")
    assert link["link"] == STORM_LINK
    assert [a["verdict"] for a in link["answers"]] == ["same", "same", "different"]
    for question in questions:
        command = question["answers"][1]["command"]
        assert command in text
        assert run(*command.split()[1:]).exit_code == 0, command
    assert "nothing to decide" in run("review").stdout
    assert "in 1 document" in run("show", "place/US-GA").stdout


def test_a_link_that_was_confirmed_is_not_asked_for_again(run) -> None:
    question = json.loads(run("review", "--format", "json", "--limit", "9").stdout.splitlines()[-1])
    for each in map(json.loads, run("review", "--format", "json").stdout.splitlines()):
        question = each if each["kind"] == "link" else question
    assert question["kind"] == "link"
    assert run(*question["answers"][0]["command"].split()[1:]).exit_code == 0
    assert STORM_LINK not in run("review", "--format", "json").stdout
    assert "in 3 documents" in run("show", "state/GEO").stdout


def test_commands_name_the_store_that_was_given(run, filled: Path) -> None:
    assert f"--store {filled}" in run("review", "--store", filled).stdout
    assert f"sitrep undo 1 --store {filled}" in run("same", HANNA, ANNA_POL, "--store", filled).stdout


def test_quiet_decides_silently(run) -> None:
    assert run("same", HANNA, ANNA_POL, "--quiet").output == ""
    assert run("undo", "1", "--quiet").output == ""


def test_an_alias_leads_to_the_entity_unless_it_is_somebody_s_label(run) -> None:
    assert run("show", "a. kowal").stdout.startswith("Anna Kowal  Person")


def test_decisions_outlive_forgetting_and_are_seen_without_a_document(run) -> None:
    run("different", "Georgia", "--in", "storm")
    for document in ("storm", "visit", "talks"):
        assert run("forget", document).exit_code == 0
    shown = run("show", "state/GEO")
    assert "in 0 documents" in shown.stdout
    gone = run("show", STORM_LINK)
    assert gone.exit_code == 2
    assert "Traceback" not in gone.output
    assert run("decisions").exit_code == 0


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("Person", "Person", True), ("Organization", "Force", True), ("MilitaryUnit", "Group", True),
        ("State", "Facility", True), ("Weapon", "Platform", True), ("Thing", "Agreement", True), (None, "Person", True),
        ("Person", "Organization", False), ("State", "Organization", False), ("Weapon", "Force", False),
        ("Agreement", "Happening", False),
    ],
)  # fmt: skip
def test_types_that_can_be_one(one: str | None, other: str, fits: bool) -> None:
    assert are_compatible(one, other) is fits
    assert are_compatible(other, one) is fits


def test_names_that_are_not_utf_8(filled: Path) -> None:
    from api.identity import who_decides

    with pytest.raises(InputError, match="not UTF-8"):
        who_decides("A\udcffda")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("NATO", ["org/nato"]), ("nato", []), ("Georgia", ["state/GEO", "place/US-GA"]), ("Georgian", ["state/GEO"]),
        ("Atlantis", []),
    ],
)  # fmt: skip
def test_names_of_the_gazetteer(name: str, keys: list[str]) -> None:
    found = entries.Entries(BASE, gazetteer).named(name)
    assert [entity.iri.removeprefix(f"{BASE}entity/") for entity in found] == keys
