"""Time expressions against a day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.calendar import Interval, days
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
        ("until Friday", None, "2024-11-08"),
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
        ("early on Tuesday", "2024-11-12", "2024-11-12"),
        ("late Monday", "2024-11-11", "2024-11-11"),
        ("in the early hours of Friday", "2024-11-08", "2024-11-08"),
        ("before dawn on Tuesday", "2024-11-12", "2024-11-12"),
        ("at 3 a.m. on Tuesday", "2024-11-12", "2024-11-12"),
        ("Wednesday of last week", "2024-11-06", "2024-11-06"),
        ("overnight", "2024-11-12", "2024-11-13"),
        ("last night", "2024-11-12", "2024-11-12"),
        ("this morning", "2024-11-13", "2024-11-13"),
        ("11/14/2023", "2023-11-14", "2023-11-14"),
        ("25/04/2023", "2023-04-25", "2023-04-25"),
        ("03.04.2019", "2019-04-03", "2019-04-03"),
        ("2025/01/15", "2025-01-15", "2025-01-15"),
        ("June first", "2024-06-01", "2024-06-01"),
        ("14 Nov. last year", "2023-11-14", "2023-11-14"),
        ("December of last year", "2023-12-01", "2023-12-31"),
        ("mid-May", "2024-05-11", "2024-05-20"),
        ("in mid-2025", "2025-05-01", "2025-08-31"),
        ("early this year", "2024-01-01", "2024-04-30"),
        ("late last week", "2024-11-08", "2024-11-10"),
        ("earlier in the month", "2024-11-01", "2024-11-13"),
        ("earlier in the day", "2024-11-13", "2024-11-13"),
        ("in the past week", "2024-11-06", "2024-11-13"),
        ("in the last decade", "2014-11-13", "2024-11-13"),
        ("in the past 24 hours", "2024-11-12", "2024-11-13"),
        ("twenty-five years ago", "1999-01-01", "1999-12-31"),
        ("three weeks ago", "2024-10-21", "2024-10-27"),
        ("two weeks from now", "2024-11-25", "2024-12-01"),
        ("in recent weeks", None, "2024-11-13"),
        ("over the past few days", None, "2024-11-13"),
        ("in the coming days", "2024-11-13", None),
        ("at the weekend", "2024-11-09", "2024-11-10"),
        ("next spring", "2025-03-01", "2025-05-31"),
        ("in the fall of 1999", "1999-09-01", "1999-11-30"),
        ("the third quarter", "2024-07-01", "2024-09-30"),
        ("Q1 2023", "2023-01-01", "2023-03-31"),
        ("the final quarter of 2023", "2023-10-01", "2023-12-31"),
        ("last quarter", "2024-07-01", "2024-09-30"),
        ("the second half of last year", "2023-07-01", "2023-12-31"),
        ("the first nine months of 2023", "2023-01-01", "2023-09-30"),
        ("fiscal year 2024", "2024-01-01", "2024-12-31"),
        ("the 2022-23 financial year", "2022-01-01", "2023-12-31"),
        ("the last fiscal year", "2023-01-01", "2023-12-31"),
        ("the '90s", "1990-01-01", "1999-12-31"),
        ("the sixties", "1960-01-01", "1969-12-31"),
        ("the late 1980s", "1987-01-01", "1989-12-31"),
        ("the twelfth century", "1101-01-01", "1200-12-31"),
        ("the early 17th century", "1601-01-01", "1633-12-31"),
        ("since the start of the year", "2024-01-01", None),
        ("until the end of the month", None, "2024-11-30"),
        ("by year's end", None, "2024-12-31"),
        ("by 2030", None, "2030-12-31"),
        ("no later than 31 December 2025", None, "2025-12-31"),
        ("from 2024 onwards", "2024-01-01", None),
        ("between 3 and 5 March", "2024-03-03", "2024-03-05"),
        ("from Monday to Wednesday", "2024-11-11", "2024-11-13"),
        ("from 28 October to 2 November", "2024-10-28", "2024-11-02"),
        ("17-18 February", "2024-02-17", "2024-02-18"),
        ("November 6-8", "2024-11-06", "2024-11-08"),
        ("from June to September 2018", "2018-06-01", "2018-09-30"),
        ("1991-2002", "1991-01-01", "2002-12-31"),
        ("2006-7", "2006-01-01", "2007-12-31"),
        ("Christmas Eve", "2023-12-24", "2023-12-24"),
        ("New Year's Day", "2024-01-01", "2024-01-01"),
        ("Easter Sunday 2019", "2019-04-21", "2019-04-21"),
        ("Good Friday", "2024-03-29", "2024-03-29"),
        ("during Ramadan", "2024-03-11", "2024-04-09"),
        ("Eid al-Adha 2021", "2021-07-20", "2021-07-20"),
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
        ("Wednesday", "2024-11-13", "2024-11-13"),
        ("until Friday", None, "2024-11-15"),
        ("in November", "2024-11-01", "2024-11-30"),
        ("this winter", "2024-12-01", "2025-02-28"),
        ("in five days", "2024-11-18", "2024-11-18"),
        ("within 48 hours", "2024-11-13", "2024-11-15"),
        ("from Monday to Wednesday", "2024-11-18", "2024-11-20"),
        ("from January", "2025-01-01", None),
        ("over the weekend", "2024-11-16", "2024-11-17"),
        ("by the end of the year", None, "2024-12-31"),
        ("before the end of the month", None, "2024-11-30"),
        ("in January", "2025-01-01", "2025-01-31"),
        ("in two weeks", "2024-11-25", "2024-12-01"),
        ("December 1", "2024-12-01", "2024-12-01"),
    ],
)
def test_future_tense_looks_ahead(text: str, start: str | None, end: str | None) -> None:
    found = find_time(text, WEDNESDAY, future=True)
    assert found is not None
    assert (found.start and str(found.start), found.end and str(found.end)) == (start, end)


@pytest.mark.parametrize("text", ["Tuesday", "in June", "last year", "yesterday", "two weeks ago", "June 5"])
def test_nothing_is_guessed_without_anchor(text: str) -> None:
    assert find_time(text, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "recently",
        "the war",
        "24 hours",
        "31 June 2024",
        "99999",
        "2 weeks",
        "may be",
        "03/04/2019",
        "the 1900s",
        "a day later",
        "the previous week",
        "several years ago",
        "the fall",
        "the next day",
        "5th quarter of 2024",
        "for three weeks",
    ],
)
def test_what_says_no_date_has_none(text: str) -> None:
    assert find_time(text, WEDNESDAY) is None


def test_explicit_date_needs_no_anchor() -> None:
    found = find_time("on 6 August 1945", None)
    assert found is not None
    assert str(found.start) == "1945-08-06"


def test_far_counts_stay_inside_the_calendar() -> None:
    assert find_time("9999 years ago", WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "reference", "start", "end"),
    [
        ("a day earlier", days(date(2024, 11, 12), 1), "2024-11-11", "2024-11-11"),
        ("16 days later", days(date(2021, 7, 7), 1), "2021-07-23", "2021-07-23"),
        ("a week later", days(date(2021, 7, 7), 1), "2021-07-14", "2021-07-14"),
        ("the next day", days(date(2022, 2, 28), 1), "2022-03-01", "2022-03-01"),
        ("the day before", days(date(2022, 3, 1), 1), "2022-02-28", "2022-02-28"),
        ("that day", days(date(2022, 3, 1), 1), "2022-03-01", "2022-03-01"),
        ("the following year", Interval(date(2019, 1, 1), date(2019, 12, 31), "year"), "2020-01-01", "2020-12-31"),
        ("June that year", Interval(date(2019, 1, 1), date(2019, 12, 31), "year"), "2019-06-01", "2019-06-30"),
    ],
)
def test_expression_counts_from_another_time(text: str, reference: Interval, start: str, end: str) -> None:
    found = find_time(text, WEDNESDAY, reference=reference)
    assert found is not None
    assert (str(found.start), str(found.end)) == (start, end)


def test_coarse_reference_gives_no_day() -> None:
    year = Interval(date(2019, 1, 1), date(2019, 12, 31), "year")
    assert find_time("two days later", WEDNESDAY, reference=year) is None


def test_unit_is_that_of_the_expression() -> None:
    texts = ("Tuesday", "last week", "in June", "Q1 2023", "last summer", "2012", "the 1990s", "at 8 pm on Tuesday")
    units = [found.unit for text in texts if (found := find_time(text, WEDNESDAY))]
    assert units == ["day", "week", "month", "quarter", "season", "year", "decade", "hour"]
