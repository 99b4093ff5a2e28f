"""The progress bar of commands that read many documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from api.console import messages


class Advance(Protocol):
    """Says that one more document is done."""

    def __call__(self) -> None:
        """Count one more document."""
        ...


class _Rate(ProgressColumn):
    """Documents per second, over the last half minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.1f} documents/s", style="cyan")


@contextmanager
def progress(paths: Sequence[Path | Literal["-"]], *, quiet: bool) -> Iterator[Advance]:
    """Show a progress bar on standard error while the block runs, if that is a terminal and not `quiet`."""
    console = messages()
    if quiet or not console.is_terminal:
        yield lambda: None
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=count_documents(paths))
        yield lambda: bar.advance(task)


def count_documents(paths: Sequence[Path | Literal["-"]]) -> int | None:
    """Estimate how many documents the paths hold, without reading them; None where only reading can tell."""
    total = 0
    for path in paths:
        if str(path) == "-":
            return None
        for file in _files(Path(path)):
            total += _count(file)
    return total


def _files(path: Path) -> Iterator[Path]:
    from ingest.read import SUFFIXES  # it comes with spaCy, for which most commands need not wait

    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in map(Path, names):
            if name.suffix.lower() in SUFFIXES and name.stem.upper() != "README" and not name.name.startswith("."):
                yield folder / name


def _count(file: Path) -> int:
    """Count the lines of a JSONL file; every other file is one document."""
    if file.suffix.lower() != ".jsonl":
        return 1
    try:
        with file.open("rb") as stream:
            return sum(1 for line in stream if line.strip())
    except OSError:
        return 1
