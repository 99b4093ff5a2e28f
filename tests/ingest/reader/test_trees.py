"""Trees from arc scores."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reader.trees import decode


def is_tree(heads: list[int]) -> bool:
    if sum(h == 0 for h in heads) != 1:
        return False
    for start in range(1, len(heads) + 1):
        at, steps = start, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


def total(scores: np.ndarray, heads: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[i, h] for i, h in enumerate(heads)))


@given(st.integers(0, 2**32 - 1), st.integers(1, 9))
def test_result_is_a_tree_with_one_root(seed: int, n: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert is_tree(decode(scores))


@pytest.mark.parametrize("seed", range(60))
def test_result_is_best_among_trees_with_its_root(seed: int) -> None:
    n = 4
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    found = decode(scores)
    root = found.index(0)
    trees = [t for t in product(range(n + 1), repeat=n) if t[root] == 0 and is_tree(list(t))]
    assert total(scores, found) == pytest.approx(max(total(scores, t) for t in trees), abs=1e-4)


def test_a_greedy_tree_is_kept() -> None:
    scores = np.full((3, 4), -5, np.float32)
    scores[0, 2] = scores[1, 0] = scores[2, 2] = 5
    assert decode(scores) == [2, 0, 2]
