"""Fit a log-linear choice among options: each is a sum of weights of its features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

Options = Sequence[Mapping[str, float]]
Example = tuple[Options, Sequence[bool]]  # features of each option, and which of them are right


def fit(examples: Sequence[Example], prior: float, rarest: int = 1, smallest: float = 0.0) -> dict[str, float]:
    """Return the weights that maximise the likelihood of the right options, under a Gaussian prior.

    Features seen less than `rarest` times and weights below `smallest` are left out.
    """
    counts = Counter(name for options, _ in examples for features in options for name in features)
    index = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= rarest))}
    rows, columns, values, starts = list[int](), list[int](), list[float](), list[int]()
    right = list[bool]()
    for options, is_right in examples:
        starts.append(len(right))
        for features, one in zip(options, is_right, strict=True):
            for name, value in features.items():
                if name in index:
                    rows.append(len(right))
                    columns.append(index[name])
                    values.append(value)
            right.append(one)
    row, column, value_, start = np.array(rows), np.array(columns), np.array(values), np.array(starts)
    gold, group = np.array(right), np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = np.bincount(row, weights[column] * value_, minlength=len(gold))
        scores = np.exp(scores - np.maximum.reduceat(scores, start)[group])
        total, mass = np.add.reduceat(scores, start), np.add.reduceat(scores * gold, start)
        error = scores / total[group] - scores * gold / mass[group]
        gradient = np.bincount(column, error[row] * value_, minlength=len(index)) + prior * weights
        return float(-np.log(mass / total).sum() + prior * weights @ weights / 2), gradient

    found: Any = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {name: round(float(found.x[n]), 3) for name, n in index.items() if abs(found.x[n]) >= smallest}
