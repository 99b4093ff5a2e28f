"""Measures of coded events and of the countries of actors, with their intervals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import interval_of
from api.evaluate_actors import evaluate_actors
from api.evaluate_events import evaluate_events
from ingest import load_pipeline

RECORDS = [
    {
        "id": "1", "event": "CONSULT", "text": "Kenyan officials met Hungary's ambassador on Monday.",
        "source": [{"actorText": "Kenyan officials", "code": "KENGOV"}],
        "target": [{"actorText": "Hungary's ambassador", "code": "HUNGOV"}],
    },
    {"id": "2", "event": "FIGHT", "text": "The festival was a success.", "source": [], "target": []},
]  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(RECORDS))
    return path


def test_figures_of_events_have_intervals(gold: Path) -> None:
    result: Mapping[str, Any] = evaluate_events(load_pipeline(), gold)
    every = result["all"]
    assert (every["sentences"], every["type"], every["type and source"]) == (2, 0.5, 1.0)
    assert interval_of(every, "type") == [0.0, 1.0]
    assert interval_of(every, "type and source") == [1.0, 1.0]
    assert result["by type"]["ASSAULT"]["type"] == 0.0
    assert result["by type"]["ASSAULT"]["type and source, 95 % interval"] is None
    assert interval_of(result, "events beyond the gold type, per sentence") is not None


def test_figures_of_actors_have_intervals(gold: Path) -> None:
    result = evaluate_actors(load_pipeline(), gold)
    assert (result["actors"], result["found"]) == (2, 1.0)
    assert interval_of(result, "country right, of those found") == [1.0, 1.0]
