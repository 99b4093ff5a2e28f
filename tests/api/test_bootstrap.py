"""Bootstrap intervals of figures over items."""

from __future__ import annotations

from api.bootstrap import f1, interval, interval_of, scores, share_by, share_of


def bounds(items: list[tuple[float, ...]]) -> tuple[float, float]:
    low, high = interval(items) or (0.0, 0.0)
    return low, high


def test_the_interval_holds_the_figure_and_narrows_with_more_items() -> None:
    few, many = bounds([(1, 1), (0, 1)] * 10), bounds([(1, 1), (0, 1)] * 1000)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert 0.2 < few[0] < 0.35  # the normal approximation gives 0.28 to 0.72
    assert 0.47 < many[0] < 0.485


def test_the_same_items_give_the_same_interval() -> None:
    items = [(1, 2), (0, 1), (3, 3), (1, 4)]
    assert interval(items) == interval(items)
    assert interval([(1, 1)] * 5) == [1.0, 1.0]


def test_nothing_to_count_has_no_interval() -> None:
    assert interval([]) is None
    assert interval([(0, 0), (0, 0)]) is None


def test_samples_without_a_figure_are_left_out() -> None:
    """One sentence of many has the only events of a type, all found: what lacks it in a sample says nothing."""
    assert interval([(1, 1, 1), *[(0, 0, 0)] * 9], f1) == [1.0, 1.0]


def test_scores_and_shares_have_their_interval_beside_them() -> None:
    result = scores([(2, 3, 2), (0, 1, 2)])
    assert (result["precision"], result["recall"], result["f1"]) == (0.5, 0.5, 0.5)
    assert (result["gold"], result["found"]) == (4, 4)
    assert interval_of(result, "f1") == [0.0, 0.8]
    assert share_of("right", [True, False]) == share_by("right", [(1.0, 1.0), (0.0, 1.0)])
    assert share_by("right", []) == {"right": 0.0, "right, 95 % interval": None}
    assert scores([])["f1"] == 0.0
