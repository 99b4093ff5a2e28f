"""Bootstrap intervals: how far a figure would move had other sentences or documents been drawn.

Items are rows of counts, one row for each sentence, document or pair that was drawn as one; a figure is a function of
the sums of their columns. Items are drawn with replacement, so many times as there are, again and again; the interval
lies between the 2.5th and the 97.5th percentile of the figures (Efron and Tibshirani 1993, "An Introduction to the
Bootstrap", chapter 13).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

SAMPLES = 1000
SEED = 1
BETWEEN = (2.5, 97.5)  # percentiles
INTERVAL = ", 95 % interval"  # behind the name of a figure, the name of its interval
_PART = 100  # samples drawn at once, so that memory stays small

Sums = NDArray[np.float64]  # one row for each sample, one column for each count
Figure = Callable[[Sums], NDArray[np.float64]]


def share(sums: Sums) -> NDArray[np.float64]:
    """Return the first count divided by the second; not a number where there is nothing to divide by."""
    return _divide(sums[:, 0], sums[:, 1])


def f1(sums: Sums) -> NDArray[np.float64]:
    """Return F1 of the counts right, found, gold."""
    return _divide(2 * sums[:, 0], sums[:, 1] + sums[:, 2])


def _divide(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def interval(items: Iterable[Sequence[float]], figure: Figure = share) -> list[float] | None:
    """Return the 95 % interval of a figure, rounded to four places; None where there is nothing to count.

    Samples in which the figure is not defined are left out.
    """
    rows = np.array(list(items), dtype=np.float64)
    if not len(rows):
        return None
    chance = np.random.default_rng(SEED)
    chances = np.full(len(rows), 1 / len(rows))
    drawn = [figure(chance.multinomial(len(rows), chances, size=_PART) @ rows) for _ in range(SAMPLES // _PART)]
    figures = np.concatenate(drawn)
    figures = figures[~np.isnan(figures)]
    if not len(figures):
        return None
    low, high = np.percentile(figures, BETWEEN)
    return [round(float(low), 4), round(float(high), 4)]


def share_of(name: str, right: Iterable[bool]) -> dict[str, object]:
    """Return the share of what is right under a name, with its interval beside it; each is an item of its own."""
    return share_by(name, [(float(each), 1.0) for each in right])


def share_by(name: str, items: Sequence[Sequence[float]]) -> dict[str, object]:
    """Return the share of two counts over items under a name, with its interval beside it."""
    part, whole = (sum(column) for column in zip(*items, strict=True)) if items else (0.0, 0.0)
    return {name: round(part / max(whole, 1), 4), name + INTERVAL: interval(items)}


def scores(items: Sequence[Sequence[float]]) -> dict[str, object]:
    """Return precision, recall and F1 with its interval, and the number of gold; items are right, found, gold."""
    right, found, gold = (sum(column) for column in zip(*items, strict=True)) if items else (0.0, 0.0, 0.0)
    precision, recall = right / max(found, 1), right / max(gold, 1)
    harmonic = 2 * right / max(found + gold, 1)
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(harmonic, 4),
        "f1" + INTERVAL: interval(items, f1), "gold": int(gold), "found": int(found),
    }  # fmt: skip


def interval_of(result: Mapping[str, object], name: str) -> list[float] | None:
    """Return the interval that stands beside a figure of a result, None where none does."""
    value = result.get(name + INTERVAL)
    return cast("list[float]", value) if value else None
