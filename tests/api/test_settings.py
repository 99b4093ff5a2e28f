from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import SETTINGS, Settings, read_settings
from ontology.errors import InputError


def test_one_field_for_each_row() -> None:
    assert [row.name for row in SETTINGS] == [field.name for field in fields(Settings)]
    assert all(row.help.endswith(".") for row in SETTINGS)


def test_options_go_before_the_environment_and_that_before_defaults(tmp_path: Path) -> None:
    environment = {"SITREP_PORT": "9000", "SITREP_STORE": str(tmp_path)}
    assert read_settings(environment).port == 9000
    assert read_settings(environment, port=9001, store=None).port == 9001
    assert read_settings(environment).store == tmp_path
    assert read_settings({}).port == 8000
    assert read_settings({}).store.is_absolute()


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SITREP_PORT", "many"), ("SITREP_PORT", "0"), ("SITREP_QUIET", "perhaps"), ("SITREP_BASE", "no iri")],
)
def test_a_variable_that_cannot_be_read_is_named(variable: str, value: str) -> None:
    with pytest.raises(InputError, match=variable):
        read_settings({variable: value})


def test_unknown_setting() -> None:
    with pytest.raises(InputError, match="colour"):
        read_settings({}, colour="red")
