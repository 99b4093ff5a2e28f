"""How a text is cut into windows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.reader.windows import pack, paragraph_starts


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_runs_cover_everything_once_and_begin_at_starts(sizes: list[int]) -> None:
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    runs = pack(starts, sum(sizes), most=70)
    assert [b for b, _ in runs] == [0, *(e for _, e in runs)][:-1]
    assert runs[-1][1] == sum(sizes)
    assert all(b in starts for b, _ in runs)
    assert all(e - b <= 70 for b, e in runs)


def test_a_long_stretch_stays_whole() -> None:
    assert pack([0, 500], 510, most=100) == [(0, 500), (500, 510)]


def test_no_words_no_runs() -> None:
    assert pack([], 0) == []


def test_blank_line_begins_a_paragraph_even_after_an_open_sentence() -> None:
    assert paragraph_starts(["", " ", "\n\n"], [False, False, False]) == [0, 2]


def test_wrapped_lines_do_not_begin_paragraphs() -> None:
    gaps = ["", "\n", " ", "\n", "\n"]
    closed = [False, False, False, False, True]
    assert paragraph_starts(gaps, closed) == [0, 4]


def test_one_paragraph_a_line_with_an_open_headline() -> None:
    gaps = ["", "\n", "\n", "\n"]
    closed = [False, False, True, True]
    assert paragraph_starts(gaps, closed) == [0, 1, 2, 3]
