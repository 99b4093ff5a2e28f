"""Results as tables, and how `sitrep evaluate` prints them."""

from __future__ import annotations

import json

import pytest
import typer

from api.cli import create_cli
from api.commands.evaluate import Format, _print
from api.sheets import to_markdown, to_sheets

RESULT = {
    "sentences": 1200,
    "share": 0.5,
    "share, 95 % interval": [0.4, 0.6],
    "all": {"f1": 0.25, "f1, 95 % interval": None, "gold": 4},
    "given": {"exact": 1.0, "country": None},
    "given, 95 % interval": {"exact": [1.0, 1.0], "country": None},
    "by type": {
        "A": {"f1": 0.5, "f1, 95 % interval": [0.1, 0.9], "floor": {"f1": 0.2}},
        "B": {"f1": 1.0, "f1, 95 % interval": None, "floor": {"f1": 0.3}},
    },
    "wrong": ["a line", "another"],
}


def test_figures_are_lines_and_groups_are_tables() -> None:
    first, group = to_sheets(RESULT)
    assert first.rows == (
        ("sentences", "1,200", ""),
        ("share", "0.500", "0.400 to 0.600"),
        ("all: f1", "0.250", ""),
        ("all: gold", "4", ""),
        ("given: exact", "1.000", "1.000 to 1.000"),
        ("given: country", "–", ""),
        ("wrong", "2 listed in JSON", ""),
    )
    assert group.title == "by type"
    assert group.columns == ("", "f1", "95 % interval", "floor: f1")
    assert group.rows == (("A", "0.500", "0.100 to 0.900", "0.200"), ("B", "1.000", "", "0.300"))


def test_a_table_is_markdown() -> None:
    assert to_markdown(to_sheets({"a|b": 1})[0]).splitlines() == [
        "| measure | value | 95 % interval |", "| --- | --- | --- |", "| a/b | 1 |  |",
    ]  # fmt: skip


def test_results_are_json_unless_a_table_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    _print(RESULT)
    assert json.loads(capsys.readouterr().out) == RESULT
    _print(RESULT, Format.TABLE)
    printed = capsys.readouterr().out
    assert "0.400 to 0.600" in printed
    assert "\nby type\n" in printed


def test_every_measure_can_be_printed_as_a_table() -> None:
    evaluate = typer.main.get_command(create_cli()).commands["evaluate"]  # type: ignore[attr-defined]
    for command in evaluate.commands.values():
        assert "--format" in {option for each in command.params for option in each.opts}, command.name
