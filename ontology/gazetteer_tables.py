"""Tables of strings and numbers in one stretch of bytes, which may be a file mapped into memory.

Layout: SHA-256 of all that follows (32 bytes), length of the header (4 bytes), header, tables. The header is JSON:
for each table its offset and its length in bytes. Numbers are unsigned, 4 bytes, in the byte order of the machine.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from mmap import mmap
from typing import overload

Buffer = bytes | mmap
DIGEST = hashlib.sha256().digest_size
_ALIGNMENT = 8
_STRIDE = 64


class Strings(Sequence[bytes]):
    """A sequence of byte strings."""

    __slots__ = ("_begin", "_data", "_ends", "_marks")

    def __init__(self, data: Buffer, begin: int, ends: memoryview) -> None:
        self._data, self._begin, self._ends = data, begin, ends
        self._marks: list[bytes] | None = None  # every 64th string, from the first search on

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...

    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return self._data[self._begin + self._ends[index] : self._begin + self._ends[index + 1]]

    def search(self, value: bytes) -> int | None:
        """Return the index of a string, None where it is not there; the strings must be in order."""
        if (marks := self._marks) is None:
            self._marks = marks = [self[i] for i in range(0, len(self), _STRIDE)]
        begin = max(0, bisect_right(marks, value) - 1) * _STRIDE
        index = bisect_left(self, value, begin, min(begin + _STRIDE, len(self)))
        return index if index < len(self) and self[index] == value else None


class Lists:
    """A sequence of lists of numbers."""

    __slots__ = ("_ends", "_values")

    def __init__(self, values: memoryview, ends: memoryview) -> None:
        self._values, self._ends = values, ends

    def __getitem__(self, index: int) -> Sequence[int]:
        return self._values[self._ends[index] : self._ends[index + 1]]


class Tables:
    """The tables in a stretch of bytes that `pack` made."""

    def __init__(self, data: Buffer) -> None:
        self._data = data
        begin = DIGEST + 4 + int.from_bytes(data[DIGEST : DIGEST + 4], sys.byteorder)
        header: dict[str, tuple[int, int]] = json.loads(data[DIGEST + 4 : begin])
        first = _aligned(begin)
        self._extents = {name: (first + offset, length) for name, (offset, length) in header.items()}

    def numbers(self, name: str) -> memoryview:
        """Return a table of numbers."""
        begin, length = self._extents[name]
        return memoryview(self._data)[begin : begin + length].cast("I")

    def strings(self, name: str) -> Strings:
        """Return a table of strings."""
        return Strings(self._data, self._extents[name][0], self.numbers(f"{name}.ends"))

    def lists(self, name: str) -> Lists:
        """Return a table of lists of numbers."""
        return Lists(self.numbers(name), self.numbers(f"{name}.ends"))


def numbers(values: Iterable[int]) -> bytes:
    """Return a table of numbers as bytes."""
    return array("I", values).tobytes()


def strings(name: str, values: Sequence[bytes]) -> dict[str, bytes]:
    """Return the two tables that hold strings."""
    return {name: b"".join(values), f"{name}.ends": numbers(accumulate(map(len, values), initial=0))}


def lists(name: str, values: Sequence[Sequence[int]]) -> dict[str, bytes]:
    """Return the two tables that hold lists of numbers."""
    joined = numbers(number for value in values for number in value)
    return {name: joined, f"{name}.ends": numbers(accumulate(map(len, values), initial=0))}


def pack(tables: Mapping[str, bytes]) -> bytes:
    """Join tables, behind their digest and header."""
    extents: dict[str, tuple[int, int]] = {}
    parts: list[bytes] = []
    offset = 0
    for name, table in tables.items():
        extents[name] = (offset, len(table))
        parts += [table, bytes(_aligned(len(table)) - len(table))]
        offset += _aligned(len(table))
    header = json.dumps(extents).encode()
    begin = DIGEST + 4 + len(header)
    body = b"".join([len(header).to_bytes(4, sys.byteorder), header, bytes(_aligned(begin) - begin), *parts])
    return hashlib.sha256(body).digest() + body


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
