"""What the network's head for events says of each word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
CERTAINTIES = ("certain", "probable", "possible", "unknown")
POLARITIES = ("positive", "negative")
TEMPORALITIES = ("past", "present", "future", "hypothetical")


@dataclass(frozen=True, slots=True)
class Hints:
    """Log probabilities for each of N words, as if it evoked an event.

    `types` (N, types + 1) of PLOVER types, index 0 is no event; `best` (N,) is the likeliest event class, 0 for none,
    and `sure` (N,) its log probability; `certainty` (N, 4), `polarity` (N, 2), `temporality` (N, 4) are in the order
    of the names above.
    """

    types: Array
    best: Array
    sure: Array
    certainty: Array
    polarity: Array
    temporality: Array

    def of(self, begin: int, end: int) -> Hints:
        """Return the hints of some of the words."""
        return Hints(*(array[begin:end] for array in self.arrays()))

    def arrays(self) -> tuple[Array, ...]:
        """Return the arrays in the order of the fields."""
        return self.types, self.best, self.sure, self.certainty, self.polarity, self.temporality

    def spread(self, indexes: Sequence[int], size: int) -> Hints:
        """Return the hints of `size` tokens of which those at `indexes` are the words; the others evoke nothing."""
        if len(indexes) == size:
            return self
        found = []
        for array in self.arrays():
            whole = np.zeros((size, *array.shape[1:]), array.dtype)
            whole[list(indexes)] = array
            found.append(whole)
        missing = np.setdiff1d(np.arange(size), indexes)
        found[0][missing, 1:] = -np.inf
        return Hints(*found)


def join_hints(parts: Sequence[Hints]) -> Hints | None:
    """Return the hints of words that follow one another."""
    if not parts:
        return None
    return Hints(*(np.concatenate(arrays) for arrays in zip(*(part.arrays() for part in parts), strict=True)))
