"""What the network's head for events says of each word."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ingest.deciding import load_decider
from ingest.reader import load_reader
from ingest.reader.hints import CERTAINTIES, POLARITIES, TEMPORALITIES, Hints, join_hints

SPACED = "  Rebels shelled\n\nOdesa .  The minister \t denied it. \n"
TEXTS = [SPACED, "Troops may withdraw from Goma.", "", " \n ", "Two ministers met in Geneva on Sunday; they agreed."]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_reader()


def rows(size: int, first: int = 0) -> Hints:
    """Return hints whose values tell their word and column apart."""

    def block(columns: int, offset: int) -> np.ndarray:
        return (100 * np.arange(first, first + size)[:, None] + offset + np.arange(columns)).astype(np.float32)

    best = np.arange(first, first + size)
    return Hints(block(3, 0), best, best / 2, block(4, 10), block(2, 20), block(4, 30))


def same(one: Hints, other: Hints) -> bool:
    """Tell whether two hints are equal to the last bit, in shape and in kind."""
    pairs = list(zip(one.arrays(), other.arrays(), strict=True))
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)


def test_some_of_the_words() -> None:
    part = rows(5).of(1, 3)
    assert same(part, rows(2, first=1))
    assert all(len(array) == 0 for array in rows(5).of(2, 2).arrays())


def test_words_that_follow_one_another() -> None:
    joined = join_hints([rows(2), rows(0, 2), rows(3, first=2)])
    assert joined is not None
    assert same(joined, rows(5))
    assert join_hints([]) is None


def test_parts_joined_are_the_whole() -> None:
    whole = rows(6)
    for at in range(7):
        joined = join_hints([whole.of(0, at), whole.of(at, 6)])
        assert joined is not None
        assert same(joined, whole)


def test_tokens_that_are_no_words_evoke_nothing() -> None:
    words = rows(3, first=1)
    spread = words.spread([1, 2, 4], 6)
    assert all(len(array) == 6 for array in spread.arrays())
    for array, own in zip(spread.arrays(), words.arrays(), strict=True):
        assert np.array_equal(array[[1, 2, 4]], own)
    for token in (0, 3, 5):
        assert spread.types[token, 0] == 0  # certainly no event
        assert np.all(np.isneginf(spread.types[token, 1:]))
        assert spread.best[token] == 0
    assert words.spread([0, 1, 2], 3) is words


def test_a_doc_with_white_space_has_hints_of_its_length(nlp: Language) -> None:
    doc = nlp(SPACED)
    spaces = [t.i for t in doc if t.is_space]
    assert len(spaces) > 2
    hints = doc._.hints
    inventory = load_decider().inventory
    sizes = [(len(inventory.types) + 1,), (), (), *((len(v),) for v in (CERTAINTIES, POLARITIES, TEMPORALITIES))]
    assert [array.shape for array in hints.arrays()] == [(len(doc), *size) for size in sizes]
    assert np.all(np.isneginf(hints.types[spaces, 1:]))
    assert not hints.best[spaces].any()
    words = [t.i for t in doc if not t.is_space]
    for array in (hints.types, hints.certainty, hints.polarity, hints.temporality):
        assert np.allclose(np.exp(array[words]).sum(-1), 1, atol=1e-4)
    assert np.all((hints.best >= 0) & (hints.best <= len(inventory.classes)))
    assert np.all(hints.sure <= 0)


def test_a_doc_without_words_has_no_hints(nlp: Language) -> None:
    assert nlp("")._.hints is None
    assert nlp(" \n ")._.hints is None


def test_hints_do_not_depend_on_batching(nlp: Language) -> None:
    alone = [nlp(text)._.hints for text in TEXTS]
    for size in (1, 2, 50):
        for hints, doc in zip(alone, nlp.pipe(TEXTS, batch_size=size), strict=True):
            if hints is None:
                assert doc._.hints is None
            else:
                assert same(doc._.hints, hints)


def test_a_text_of_many_windows_has_hints_for_each_word(nlp: Language) -> None:
    doc: Doc = nlp(" ".join(["The minister met rebels in Goma and denied that troops had shelled Odesa."] * 30))
    assert len(doc._.hints.types) == len(doc)
