"""Time expressions against a day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.timex import find_time

WEDNESDAY = date(2024, 11, 13)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Tuesday", "2024-11-12", "2024-11-12"),
        ("Wednesday", "2024-11-13", "2024-11-13"),
        ("Thursday", "2024-11-07", "2024-11-07"),
        ("last Wednesday", "2024-11-06", "2024-11-06"),
        ("next Friday", "2024-11-15", "2024-11-15"),
        ("Sunday night", "2024-11-10", "2024-11-10"),
        ("in June", "2024-06-01", "2024-06-30"),
        ("in December", "2023-12-01", "2023-12-31"),
        ("November", "2024-11-01", "2024-11-30"),
        ("last November", "2023-11-01", "2023-11-30"),
        ("early June 2022", "2022-06-01", "2022-06-10"),
        ("late 2021", "2021-09-01", "2021-12-31"),
        ("over the past two weeks", "2024-10-30", "2024-11-13"),
        ("in the last 3 days", "2024-11-10", "2024-11-13"),
        ("since 2014", "2014-01-01", None),
        ("since February 2022", "2022-02-01", None),
        ("until Friday", None, "2024-11-15"),
        ("before 1 March 2023", None, "2023-02-28"),
        ("after May 2, 2020", "2020-05-03", None),
        ("last year", "2023-01-01", "2023-12-31"),
        ("last week", "2024-11-04", "2024-11-10"),
        ("this month", "2024-11-01", "2024-11-30"),
        ("earlier this year", "2024-01-01", "2024-11-13"),
        ("later this week", "2024-11-13", "2024-11-17"),
        ("yesterday", "2024-11-12", "2024-11-12"),
        ("tomorrow", "2024-11-14", "2024-11-14"),
        ("two months ago", "2024-09-01", "2024-09-30"),
        ("10 days ago", "2024-11-03", "2024-11-03"),
        ("a year ago", "2023-01-01", "2023-12-31"),
        ("13 November 2024", "2024-11-13", "2024-11-13"),
        ("Nov. 5", "2024-11-05", "2024-11-05"),
        ("November 20", "2023-11-20", "2023-11-20"),
        ("Tuesday, August 6, 2024", "2024-08-06", "2024-08-06"),
        ("the 5th of July", "2024-07-05", "2024-07-05"),
        ("2024-08-06", "2024-08-06", "2024-08-06"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("21st century", "2001-01-01", "2100-12-31"),
        ("from 3 to 5 June 2024", "2024-06-03", "2024-06-05"),
        ("between 2014 and 2016", "2014-01-01", "2016-12-31"),
        ("last summer", "2024-06-01", "2024-08-31"),
        ("winter 2022", "2022-12-01", "2023-02-28"),
        ("the end of 2023", "2023-09-01", "2023-12-31"),
    ],
)
def test_expression_is_read_against_publication(text: str, start: str | None, end: str | None) -> None:
    found = find_time(text, WEDNESDAY)
    assert found is not None
    assert (found.start and found.start.isoformat(), found.end and found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Friday", "2024-11-15", "2024-11-15"),
        ("Wednesday", "2024-11-20", "2024-11-20"),
        ("in January", "2025-01-01", "2025-01-31"),
        ("in two weeks", "2024-11-13", "2024-11-27"),
        ("December 1", "2024-12-01", "2024-12-01"),
    ],
)
def test_future_tense_looks_ahead(text: str, start: str, end: str) -> None:
    found = find_time(text, WEDNESDAY, future=True)
    assert found is not None
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize("text", ["Tuesday", "in June", "last year", "yesterday", "two weeks ago", "June 5"])
def test_nothing_is_guessed_without_anchor(text: str) -> None:
    assert find_time(text, None) is None


@pytest.mark.parametrize("text", ["", "recently", "the war", "24 hours", "31 June 2024", "99999", "2 weeks", "may be"])
def test_what_says_no_date_has_none(text: str) -> None:
    assert find_time(text, WEDNESDAY) is None


def test_explicit_date_needs_no_anchor() -> None:
    found = find_time("on 6 August 1945", None)
    assert found is not None
    assert str(found.start) == "1945-08-06"


def test_far_counts_stay_inside_the_calendar() -> None:
    assert find_time("9999 years ago", WEDNESDAY) is None
