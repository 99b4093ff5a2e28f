from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.passages import cut, read_passage
from ontology.records import Span
from tests.api.records import TEXT, span


def test_a_passage_is_the_sentence_around_the_quotation() -> None:
    passage = read_passage(TEXT, span(TEXT, "ship tanks"))
    assert (passage.before, passage.quote) == ("Norway may ", "ship tanks")
    assert passage.after == " to Riga, the Institute of Strategy said."
    assert passage.sentence == "Norway may ship tanks to Riga, the Institute of Strategy said."


def test_a_whole_sentence_needs_no_context() -> None:
    passage = read_passage(TEXT, span(TEXT, "Latvia denied that the soldiers had crossed the border."))
    assert (passage.before, passage.after) == ("", "")


def test_endless_text_is_cut_with_a_sign() -> None:
    text = "a " * 1000
    passage = read_passage(text, Span(1000, 1001))
    assert passage.before.startswith("…")
    assert passage.after.endswith("…")
    assert len(passage.sentence) < 700


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), st.sampled_from("abc")), max_size=8),
)
def test_pieces_joined_are_the_text_and_marks_keep_their_words(text: str, marks: list[tuple[int, int, str]]) -> None:
    spans = [(Span(min(b, e), max(b, e)), f"{key}{n}") for n, (b, e, key) in enumerate(marks)]
    pieces = cut(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    for at, key in spans:
        marked = "".join(piece.text for piece in pieces if key in piece.keys)
        assert marked == text[at.begin : at.end]


def test_triggers_are_told() -> None:
    pieces = cut(TEXT, [(Span(0, 12), "claim")], [span(TEXT, "sent")])
    assert [(p.text, p.keys, p.trigger) for p in pieces[:3]] == [
        ("Norway ", ("claim",), False), ("sent", ("claim",), True), (" ", ("claim",), False)
    ]  # fmt: skip
