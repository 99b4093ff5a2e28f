"""Dependency trees from arc scores: greedy where that gives a tree, Chu-Liu-Edmonds where it does not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def decode(scores: Floats) -> list[int]:
    """Return each word's head (0 = root, else 1-based) from scores (n, n + 1) of [word, head].

    The result is a tree with exactly one word under the root.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = [int(h) for h in scores.argmax(1)]
    roots = [i for i, h in enumerate(heads) if h == 0]
    if len(roots) == 1 and not _cycle(heads):
        return heads
    root = max(range(n), key=lambda i: scores[i, 0] - scores[i, 1:].max(initial=-1e4)) if n > 1 else 0
    scores[:, 0] = -np.inf
    scores[root] = -np.inf
    scores[root, 0] = 0
    return _spanning(np.concatenate([np.full((1, n + 1), -np.inf, np.float32), scores]))[1:]


def _cycle(heads: list[int]) -> list[int]:
    """Return the words (1-based) of one cycle, or nothing."""
    state = [0] * (len(heads) + 1)
    state[0] = -1
    for start in range(1, len(heads) + 1):
        at = start
        while state[at] == 0:
            state[at] = start
            at = heads[at - 1]
        if state[at] == start:
            cycle, first = [at], at
            while (at := heads[at - 1]) != first:
                cycle.append(at)
            return cycle
    return []


def _spanning(scores: Floats) -> list[int]:
    """Return heads of the maximum spanning arborescence; scores (m, m) of [node, head], node 0 the root."""
    m = len(scores)
    heads = [0, *(int(h) for h in scores[1:].argmax(1))]
    cycle = _cycle(heads[1:])
    if not cycle:
        return heads
    inside = np.zeros(m, bool)
    inside[cycle] = True
    ring = np.array(cycle)
    outer = np.flatnonzero(~inside)
    own = scores[cycle, [heads[c] for c in cycle]]
    # contract the cycle to one node, the last of the new graph
    into = scores[np.ix_(ring, outer)] - own[:, None]
    out = scores[np.ix_(outer, ring)]
    k = len(outer)
    small = np.full((k + 1, k + 1), -np.inf, np.float32)
    small[:k, :k] = scores[np.ix_(outer, outer)]
    small[k, :k] = into.max(0)
    small[:k, k] = out.max(1)
    small[0] = -np.inf
    found = _spanning(small)
    result = [0] * m
    for a in range(1, k):
        result[outer[a]] = int(outer[found[a]]) if found[a] < k else cycle[int(out[a].argmax())]
    for c in cycle:
        result[c] = heads[c]
    entry = cycle[int(into[:, found[k]].argmax())]
    result[entry] = int(outer[found[k]])
    return result
