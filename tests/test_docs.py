"""The documentation names every command, option, setting, exit code, route and term."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from fastapi.testclient import TestClient
from rdflib import OWL, RDF, Graph, Namespace

from api.app import create_app
from api.cli import create_cli
from api.console import EXIT_CODES
from api.formats import FORMATS
from api.prefixes import PREFIXES
from api.settings import SETTINGS, read_settings
from graph.store import Store
from ontology.iris import SR
from tests.api.records import first

ROOT = Path(__file__).parents[1]
COMMANDS = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
HTTP = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
TERMS = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
IDENTITY = (ROOT / "docs" / "identity.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sparql\n(.*?)```", TERMS + IDENTITY, re.DOTALL)


def commands() -> list[tuple[str, list[str]]]:
    """Return each command with its options in long form."""
    found = []

    def walk(command: object, name: str) -> None:
        if hasattr(command, "commands"):
            for part, inner in command.commands.items():
                walk(inner, f"{name} {part}")
            return
        options = [option for each in command.params for option in each.opts if option.startswith("--")]
        found.append((name, [option for option in options if option != "--help"]))

    walk(typer.main.get_command(create_cli()), "sitrep")
    return found


@pytest.mark.parametrize(("name", "options"), commands())
def test_every_command_and_option_is_documented(name: str, options: list[str]) -> None:
    assert f"`{name}" in COMMANDS
    for option in options:
        assert f"`{option}" in COMMANDS


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"SITREP_[A-Z_]+", COMMANDS))
    assert documented == {setting.variable for setting in SETTINGS}
    assert set(re.findall(r"SITREP_[A-Z_]+", HTTP)) <= documented


def test_every_exit_code_is_documented() -> None:
    for code, meaning in EXIT_CODES:
        assert f"| {code} | {meaning} |" in COMMANDS


def test_every_route_parameter_and_format_is_documented(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        app = create_app(store, read_settings({}, store=tmp_path / "store"))
        paths = TestClient(app).get("/openapi.json").json()["paths"]
    for path in ("/", "/docs", *paths):
        assert f"`{path}`" in HTTP, path
    for path, operations in paths.items():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                name = parameter["name"]
                assert any(f"{mark}{name}{end}" in HTTP for mark in "`?{/" for end in "`=}"), (path, name)
    for format in FORMATS:
        assert f"`{format.name}`" in HTTP
        assert f"`{format.name}`" in COMMANDS


def test_every_term_of_the_vocabulary_is_documented_and_no_other() -> None:
    vocabulary = Graph().parse(ROOT / "ontology" / "ontology.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    terms = {str(term).removeprefix(SR) for kind in kinds for term in vocabulary.subjects(RDF.type, kind)}
    documented = set(re.findall(r"^\| `sr:([\w-]+)` \|", TERMS, re.MULTILINE))
    assert terms <= documented
    assert documented <= {str(s).removeprefix(SR) for s in vocabulary.subjects(RDF.type, None)}


def test_every_prefix_is_documented() -> None:
    for prefix in (*PREFIXES, "id"):
        assert f"`{prefix}:`" in TERMS, prefix


@pytest.mark.parametrize("query", QUERIES)
def test_the_queries_use_terms_that_exist_and_can_be_asked(query: str, tmp_path: Path) -> None:
    known = Graph()
    for file in (ROOT / "ontology").rglob("*.ttl"):
        known.parse(file)
    sr = Namespace(SR)
    for name in re.findall(r"\bsr:([\w-]+)", query):
        assert (sr[name], None, None) in known, name
    with Store.open(tmp_path / "store") as store:
        store.replace(first())
        list(store.query(query))
