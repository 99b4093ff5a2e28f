"""The form of annotated sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.annotations import join, read_annotations, read_gmb_sentences
from ontology.errors import InputError
from ontology.records import Span

OWN = """# a comment

@ own-1
The ministry denied on Monday that its troops had shelled Odesa, as Odesa's mayor said.
- shelled | Shelling | actor=its troops | place=Odesa#2 | source=mayor | source=The ministry | certain - past
# another comment
- denied | Denial | certain + past

@ own-2
Nothing happened.
"""
HEADER = "Sentence #,Word,POS,Tag"
SENTENCES = ["The envoy left .", "He did n't say why , but \" Kim 's aides \" ( two ) paid $ 5 .", "Rebels fled"]


def write_gmb(folder: Path, sentences: list[str]) -> Path:
    """Write sentences in the form of the GMB sample."""
    lines = [HEADER]
    for number, sentence in enumerate(sentences, 1):
        for n, word in enumerate(sentence.split()):
            quoted = '"' + word.replace('"', '""') + '"' if word in {'"', ","} else word
            lines.append(f"{f'Sentence: {number}' if n == 0 else ''},{quoted},NN,O")
    path = folder / "gmb-voa.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    return path


def write(folder: Path, text: str) -> Path:
    path = folder / "events.txt"
    path.write_text(text, encoding="utf8")
    return path


def test_a_sentence_of_our_own(tmp_path: Path) -> None:
    first, second = read_annotations(write(tmp_path, OWN))
    assert (first.id, second.id, second.text, second.events) == ("own-1", "own-2", "Nothing happened.", ())
    shelled, denied = first.events

    def quote(span: Span) -> str:
        return first.text[span.begin : span.end]

    assert (quote(shelled.trigger), shelled.class_name) == ("shelled", "Shelling")
    assert [(role, quote(span)) for role, span in shelled.roles] == [("actor", "its troops"), ("place", "Odesa")]
    assert shelled.roles[1][1].begin == first.text.index("Odesa's")  # the second one
    assert [quote(span) for span in shelled.sources] == ["mayor", "The ministry"]  # innermost first
    assert (shelled.certainty, shelled.polarity, shelled.temporality) == ("certain", "negative", "past")
    assert (denied.roles, denied.sources, denied.polarity) == ((), (), "positive")


def test_a_sentence_of_the_gmb_sample(tmp_path: Path) -> None:
    path = write(tmp_path, "@ voa-2\n- 3-4 | Statement | actor=0-1 | actor=8-10 | unknown - hypothetical\n\n@ voa-1\n")
    second, first = read_annotations(path, write_gmb(tmp_path, SENTENCES))
    assert (second.id, first.id, first.text, first.events) == ("voa-2", "voa-1", "The envoy left.", ())
    assert second.text == "He didn't say why, but \"Kim's aides\" (two) paid $5."
    (event,) = second.events
    spans = [event.trigger, *(span for _, span in event.roles)]
    assert [second.text[s.begin : s.end] for s in spans] == ["say", "He", "Kim's"]
    assert (event.certainty, event.polarity, event.temporality) == ("unknown", "negative", "hypothetical")


def test_without_the_gmb_sample_its_sentences_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, "@ voa-1\n- 0-1 | Visit | certain + past\n\n" + OWN + "\n@ voa-2\n")
    assert [s.id for s in read_annotations(path)] == ["own-1", "own-2"]


@pytest.mark.parametrize(
    ("quoted", "begin"), [("strike", 2), ("strike#2", 19), ("strike#3", 41), ("hit", 36), ("$5", 52), ("-", 25)]
)
def test_a_quotation_is_of_whole_words(tmp_path: Path, quoted: str, begin: int) -> None:
    text = "A strike, strikers strike-breakers, hit: strike for $5."
    path = write(tmp_path, f"@ own-1\n{text}\n- {quoted} | Strike | certain + past\n")
    (event,) = read_annotations(path)[0].events
    assert event.trigger.begin == begin
    assert text[begin : event.trigger.end] == quoted.partition("#")[0]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("@ own-1\nRebels fled.\n- left | Exit | certain + past", "'left' is not in 'Rebels fled.'"),
        ("@ own-1\nRebels fled.\n- fled#2 | Exit | certain + past", "'fled#2' is not in"),
        ("@ own-1\nRebels fled.\n- fled | Exit | sure + past", "'sure + past' is no certainty, sign and temporality"),
        ("@ own-1\nRebels fled.\n- fled | Exit | certain ? past", "is no certainty"),
        ("@ own-1\nRebels fled.\n- fled | Exit | certain + yesterday", "is no certainty"),
        ("@ own-1\nRebels fled.\n- fled | Exit | certain past", "values to unpack"),
        ("@ own-1\nRebels fled.\n- fled | Exit", "values to unpack"),
        ("@ own-1\nRebels fled.\n- fled", "values to unpack"),
        ("@ own-1\nRebels fled.\n- fled | Exit | who=Rebels | certain + past", "'who' is no role"),
        ("@ own-1\nRebels fled.\nfled | Exit | certain + past", "does not begin with a hyphen"),
        ("@ own-1", "out of range"),
        ("@ voa-9", "the GMB sample has no sentence 9"),
        ("@ voa-x", "invalid literal"),
        ("@ voa-1\n- 3-5 | Exit | certain + past", "'3-5' is no begin-end of 4 tokens"),
        ("@ voa-1\n- 2-2 | Exit | certain + past", "is no begin-end"),
        ("@ voa-1\n- left | Exit | certain + past", "is no begin-end"),
        ("@ voa-1\n- 2-3 | Exit | actor=0 | certain + past", "'0' is no begin-end"),
    ],
)
def test_what_is_not_in_the_form_is_named(tmp_path: Path, block: str, said: str) -> None:
    path = write(tmp_path, f"# two blocks\n\n@ own-7\nAll is well.\n\n{block}\n")
    with pytest.raises(InputError, match=re.escape(said)) as error:
        read_annotations(path, write_gmb(tmp_path, SENTENCES))
    assert str(error.value).startswith(f"{path}, block at line 6: ")
    assert "see the form in api/annotations.py" in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.txt: cannot be read"):
        read_annotations(tmp_path / "missing.txt")
    path = tmp_path / "latin.txt"
    path.write_bytes(b"@ own-1\nCaf\xe9 closed.\n")
    with pytest.raises(InputError, match=r"latin\.txt: cannot be read"):
        read_annotations(path)


def test_what_is_not_the_gmb_sample_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "@ voa-1\n")
    with pytest.raises(InputError, match=r"gmb-voa\.csv: is not the GMB sample"):
        read_annotations(path, tmp_path / "gmb-voa.csv")
    (tmp_path / "gmb-voa.csv").write_text("")
    with pytest.raises(InputError, match=r"gmb-voa\.csv: is not the GMB sample"):
        read_annotations(path, tmp_path / "gmb-voa.csv")


def test_words_of_the_gmb_sample(tmp_path: Path) -> None:
    found = read_gmb_sentences(write_gmb(tmp_path, SENTENCES))
    assert found == {n: sentence.split() for n, sentence in enumerate(SENTENCES, 1)}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("", ""),
        ("Rebels fled .", "Rebels fled."),
        ("He did n't , she 'll ; they 're", "He didn't, she'll; they're"),
        ('" No , " he said , " not " " now "', '"No," he said, "not" "now"'),
        ("about ( two ) men , 5 % : $ 10 !", "about (two) men, 5%: $10!"),
        ("Kim 's aides ' cars", "Kim's aides' cars"),
    ],
)
def test_text_is_joined_as_it_is_printed(words: str, text: str) -> None:
    assert join(words.split())[0] == text


@given(st.lists(st.one_of(st.text(min_size=1, max_size=4), st.sampled_from(['"', "(", ")", "'s", ",", "$", "."]))))
def test_places_of_joined_text_are_the_words(words: list[str]) -> None:
    text, places = join(words)
    assert [text[p.begin : p.end] for p in places] == words
    ends = [0, *(p.end for p in places)]
    gaps = [text[end : p.begin] for end, p in zip(ends, places, strict=False)]
    assert set(gaps) <= {"", " "}
    assert text == "".join(gap + word for gap, word in zip(gaps, words, strict=True))
