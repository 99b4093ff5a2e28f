"""The settings of sitrep: one table that the environment, the command line and the documentation read.

A setting named `port` is read from the variable `SITREP_PORT`; an option given on the command line
goes before the environment, the environment before the default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from ontology.errors import InputError
from ontology.iris import DEFAULT_BASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the table; `read` turns the text of an environment variable into the value."""

    name: str
    read: Callable[[str], Any]
    default: Any
    help: str

    @property
    def variable(self) -> str:
        """Return the name of the environment variable."""
        return f"SITREP_{self.name.upper()}"


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("a number above zero is needed")
    return number


def _flag(text: str) -> bool:
    values = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.strip().lower() not in values:
        raise ValueError("one of 1, true, yes, on, 0, false, no, off is needed")
    return values[text.strip().lower()]


def _base(text: str) -> str:
    if not text.startswith(("http://", "https://", "urn:")) or not text.endswith(("/", ":")):
        raise ValueError("an absolute IRI ending in a slash is needed")
    return text


def default_store() -> Path:
    """Return the folder in the user's data directory where the store lies unless told otherwise."""
    return Path(platformdirs.user_data_dir("sitrep", appauthor=False)) / "store"


SETTINGS: tuple[Setting, ...] = (
    Setting(name="store", read=lambda text: Path(text).expanduser(), default=default_store,
            help="Folder of the store."),
    Setting(name="model", read=lambda text: Path(text).expanduser(), default=None,
            help="Folder of the language reader's weights; the installed ones where not set."),
    Setting(name="base", read=_base, default=None,
            help=f"IRI that the data IRIs of a new store start with; {DEFAULT_BASE} where not set."),
    Setting(name="host", read=str, default="127.0.0.1",
            help="Address that the server listens at; 0.0.0.0 opens it to the network."),
    Setting(name="port", read=_whole, default=8000,
            help="Port that the server listens at."),
    Setting(name="user", read=str, default=None,
            help="Who decides about identity; the name of the login where not set."),
    Setting(name="quiet", read=_flag, default=False,
            help="Show no progress and no summary, errors only."),
    Setting(name="max_body_bytes", read=_whole, default=12_000_000,
            help="Largest request body, in bytes, that the server reads."),
    Setting(name="max_document_chars", read=_whole, default=2_000_000,
            help="Longest text, in characters, that is read as one document."),
    Setting(name="max_nodes", read=_whole, default=400,
            help="Most nodes in one picture of the graph."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values in force; a field for each row of `SETTINGS`."""

    store: Path
    model: Path | None
    base: str | None
    host: str
    port: int
    user: str | None
    quiet: bool
    max_body_bytes: int
    max_document_chars: int
    max_nodes: int


def read_settings(environment: Mapping[str, str], **given: Any) -> Settings:
    """Return the settings in force; `given` values that are not None go before the environment.

    Raises InputError for a variable that cannot be read and for a name that is no setting.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environment.get(setting.variable, "")
        if text:
            try:
                values[setting.name] = setting.read(text)
            except ValueError as error:
                raise InputError(f"{setting.variable}={text!r} cannot be used: {error}") from error
        else:
            values[setting.name] = setting.default() if callable(setting.default) else setting.default
    settings = Settings(**values)
    unknown = set(given) - {field.name for field in fields(Settings)}
    if unknown:
        raise InputError(f"no such setting: {', '.join(sorted(unknown))}; see SETTINGS in api/settings.py")
    return replace(settings, **{name: value for name, value in given.items() if value is not None})


def setting(name: str) -> Setting:
    """Return the row of a setting by its name."""
    for row in SETTINGS:
        if row.name == name:
            return row
    raise InputError(f"no such setting: {name}")
