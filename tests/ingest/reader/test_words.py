"""Shapes and lemmas of single words."""

from __future__ import annotations

import pytest

from ingest.reader.labels import shape
from ingest.reader.model import Model


@pytest.mark.parametrize(
    ("word", "expected"),
    [("troops", 1), ("Kursk", 2), ("NATO", 3), ("McCain", 4), ("I", 5), ("J.", 5), ("1,500", 6), ("...", 7), ("-", 7)],
)
def test_shape(word: str, expected: int) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("were", "VBD", "be"), ("shelled", "VBD", "shell"), ("ratified", "VBN", "ratify"), ("denies", "VBZ", "deny"),
        ("agencies", "NNS", "agency"), ("troops", "NNS", "troops"), ("Kursk", "NNP", "Kursk"), ("men", "NNS", "man"),
        ("bombing", "VBG", "bomb"), ("worse", "JJR", "bad"), ("'s", "POS", "'s"), ("deployed", "VBN", "deploy"),
    ],
)  # fmt: skip
def test_lemma(form: str, tag: str, lemma: str) -> None:
    assert Model().lemmas.of(form, tag) == lemma
