"""Days of feasts, against calendars in print."""

from __future__ import annotations

import pytest

from ingest.feasts import FEASTS, feast_in


@pytest.mark.parametrize(
    ("name", "year", "start"),
    [
        ("easter sunday", 1961, "1961-04-02"),
        ("easter sunday", 2008, "2008-03-23"),
        ("easter", 2038, "2038-04-25"),
        ("good friday", 2025, "2025-04-18"),
        ("easter monday", 2019, "2019-04-22"),
        ("ramadan", 2024, "2024-03-11"),
        ("ramadan", 2025, "2025-03-01"),
        ("eid al-fitr", 2021, "2021-05-13"),
        ("eid al-adha", 2021, "2021-07-20"),
        ("christmas", 2024, "2024-12-25"),
    ],
)
def test_feast_begins(name: str, year: int, start: str) -> None:
    (found, *_) = feast_in(name, year)
    assert found is not None
    assert str(found.start) == start


def test_islamic_year_may_hold_a_feast_twice() -> None:
    assert [str(f.start) for f in feast_in("ramadan", 2030) if f] == ["2030-01-06", "2030-12-26"]


@pytest.mark.parametrize("name", sorted(FEASTS))
def test_every_feast_lies_in_its_year(name: str) -> None:
    assert all(f is not None and f.start is not None and f.start.year == 2024 for f in feast_in(name, 2024))
