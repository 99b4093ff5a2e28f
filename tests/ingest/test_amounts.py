"""Quantities and numbers, read from words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import find_amounts, read_amount
from ingest.numerals import read_cardinal, read_nth, read_ordinal, read_roman, split_words


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("two", 2, 2),
        ("1,500", 1500, 1500),
        ("10 000", 10_000, 10_000),
        ("10k", 10_000, 10_000),
        ("1.5 million", 1_500_000, 1_500_000),
        ("1.5 m", 1_500_000, 1_500_000),
        ("twenty - five", 25, 25),
        ("twenty-five thousand", 25_000, 25_000),
        ("three hundred and fifty", 350, 350),
        ("two million three hundred thousand", 2_300_000, 2_300_000),
        ("150-thousand", 150_000, 150_000),
        ("half a million", 500_000, 500_000),
        ("a quarter of a million", 250_000, 250_000),
        ("two and a half million", 2_500_000, 2_500_000),
        ("a hundred", 100, 100),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("two dozen", 24, 24),
        ("some 1,500", 1350, 1650),
        ("about two thousand", 1800, 2200),
        ("an estimated 700", 630, 770),
        ("1,500 or so", 1350, 1650),
        ("1,500 - odd", 1350, 1650),
        ("~300", 270, 330),
        ("nearly 2,000", 1800, 2000),
        ("just over 400", 400, 440),
        ("more than 200", 201, None),
        ("over half a million", 500_001, None),
        ("more than a dozen", 13, None),
        ("at least 10,000", 10_000, None),
        ("no fewer than 30", 30, None),
        ("10,000 or more", 10_000, None),
        ("200+", 200, None),
        ("at least two dozen", 24, None),
        ("up to 3,000", 1, 3000),
        ("as many as 40,000", 1, 40_000),
        ("fewer than 100", 1, 99),
        ("up to 10,000 - 12,000", 1, 12_000),
        ("between 8,000 and 12,000", 8000, 12_000),
        ("from 8,000 to 12,000", 8000, 12_000),
        ("8,000–12,000", 8000, 12_000),
        ("12 to 15", 12, 15),
        ("three or four", 3, 4),
        ("10 to 12 thousand", 10_000, 12_000),
        ("five hundred to six hundred", 500, 600),
        ("dozens", 24, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("thousands", 2000, None),
        ("tens of thousands", 20_000, None),
        ("hundreds of thousands", 200_000, None),
        ("many thousands", 2000, None),
        ("several", 3, 9),
        ("several hundred", 300, 900),
        ("several dozen", 36, 108),
        ("a few thousand", 2000, 9000),
        ("a couple of dozen", 24, 24),
        ("a handful", 2, 9),
        ("one", 1, 1),
    ],
)
def test_amounts_have_bounds(text: str, low: float, high: float | None) -> None:
    words = text.split()
    count = read_amount(words)
    assert count is not None
    assert (count.low, count.high) == (low, high)
    assert (count.begin, count.end) == (0, len(words))


@pytest.mark.parametrize(
    "text", ["the", "a", "some", "million", "soldiers", "two-thirds", "30 percent", "half", "3rd", ""]
)
def test_other_words_are_no_amounts(text: str) -> None:
    assert read_amount(text.split()) is None


def test_amounts_are_found_among_words() -> None:
    text = "Between 20 and 30 gunmen killed at least four soldiers and two thirds of a patrol"
    words = text.split()
    assert [(c.low, c.high, " ".join(words[c.begin : c.end])) for c in find_amounts(words)] == [
        (20, 30, "Between 20 and 30"), (4, None, "at least four"),
    ]  # fmt: skip
    assert find_amounts(["many", "soldiers"]) == ()


@given(st.integers(1, 10_000_000))
def test_figures_are_read_back(value: int) -> None:
    count = read_amount([f"{value:,}", "soldiers"])
    assert count is not None
    assert (count.low, count.high, count.end) == (value, value, 1)


WORDS = [
    "some",
    "12",
    "two",
    "thousand",
    "-",
    "and",
    "to",
    "million",
    "of",
    "dozens",
    "at",
    "least",
    "a",
    "half",
    "or",
    "up",
]


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_bounds_are_in_order(words: list[str]) -> None:
    for count in find_amounts(words):
        assert count.high is None or count.low <= count.high
        assert 0 <= count.begin < count.end <= len(words)


@pytest.mark.parametrize(
    ("text", "value"), [("XXI", 21), ("IV", 4), ("XVIII", 18), ("V", 5), ("IIII", None), ("MIX", None), ("", None)]
)
def test_roman_numerals(text: str, value: int | None) -> None:
    assert read_roman(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("82nd", 82),
        ("3d", 3),
        ("Third", 3),
        ("Twenty-First", 21),
        ("Twenty First", 21),
        ("2e", 2),
        ("ninetieth", 90),
        ("Twenty", None),
    ],
)
def test_ordinals(text: str, value: int | None) -> None:
    found = read_ordinal(split_words(text.split()), 0)
    assert (None if found is None else found[0]) == value
    assert read_nth("82") is None


def test_a_number_ends_before_what_is_no_part_of_it() -> None:
    pieces = split_words(["twenty", "thirty", "and", "forty"])
    assert read_cardinal(pieces, 0) == (20, 1)
    assert read_cardinal(split_words(["two", "and", "three"]), 0) == (2, 1)
