"""The reader with the weights that are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ingest.reader import load_reader
from ontology.errors import ModelError

TEXTS = [
    "The general flew to Khartoum on Sunday. He will meet the president, his office said.",
    "Rebels seized the airport",
    "Finland joined NATO in April 2023, and Sweden followed.\n\nHungary had delayed the vote. It gave no reason.",
    "Why did the two ministers not sign? Nobody knows; they left Geneva without a word.",
    "",
    "  \n ",
    "Ukraine's 47th Brigade shelled the bridge near Robotyne (a village of 500), an officer told Reuters.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_reader()


def analysis(doc: Doc) -> list[object]:
    tokens = [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, t.is_sent_start) for t in doc]
    return [tokens, [(e.start, e.end, e.label_) for e in doc.ents], doc._.frames]


def test_alone_batched_and_reordered_are_the_same(nlp: Language) -> None:
    alone = {t: analysis(nlp(t)) for t in TEXTS}
    for order in (TEXTS, TEXTS[::-1], TEXTS[3:] + TEXTS[:3]):
        for size in (1, 2, 50):
            for text, doc in zip(order, nlp.pipe(order, batch_size=size), strict=True):
                assert analysis(doc) == alone[text]


def test_more_threads_change_nothing() -> None:
    one, four = load_reader(threads=1), load_reader(threads=4)
    for a, b in zip(one.pipe(TEXTS), four.pipe(TEXTS), strict=True):
        assert analysis(a) == analysis(b)


def test_fills_every_layer(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert [s.text for s in doc.sents] == [
        "The general flew to Khartoum on Sunday.",
        "He will meet the president, his office said.",
    ]
    assert [(e.text, e.label_) for e in doc.ents] == [("Khartoum", "LOCATION"), ("Sunday", "DATE")]
    flew = doc[2]
    assert (flew.lemma_, flew.pos_, flew.tag_, flew.dep_, flew.head) == ("fly", "VERB", "VBD", "root", flew)
    assert doc[1].head == flew
    assert doc[1].dep_ == "nsubj"
    frames = {doc[f.predicate].text: f for f in doc._.frames}
    assert frames["flew"].roleset.startswith("fly.")
    roles = {a.role: doc[a.begin : a.end].text for a in frames["meet"].arguments}
    assert roles["ARG0"] == "He"
    assert roles["ARG1"] == "the president"


def test_given_words_and_sentence_starts_are_kept(nlp: Language) -> None:
    words = ["Rebels", "seized", "Goma", "M23", "denied", "it"]
    doc = Doc(nlp.vocab, words=words, sent_starts=[True, False, False, True, False, False])
    doc = nlp.get_pipe("reader")(doc)
    assert [t.text for t in doc] == words
    assert [s.start for s in doc.sents] == [0, 3]
    assert all(t.head in s for s in doc.sents for t in s)


def test_a_tree_for_each_sentence(nlp: Language) -> None:
    for doc in nlp.pipe(t for t in TEXTS if t.strip()):
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            assert sum(t.dep_ == "root" for t in words) == 1
        assert all(t.head.sent == t.sent for t in doc)


def test_long_text_is_read_to_its_end(nlp: Language) -> None:
    sentence = "The minister visited Baku on Monday, and he met the president there. "
    doc = nlp(sentence * 150)
    assert sum(1 for _ in doc.sents) == 150
    assert sum(f.roleset == "visit.01" for f in doc._.frames) == 150
    assert [e.text for e in doc.ents if e.label_ == "DATE"] == ["Monday"] * 150


def test_a_sentence_longer_than_any_window_is_read(nlp: Language) -> None:
    words = ["and", "tanks"] * 600
    doc = nlp(" ".join(words))
    assert len(doc) == 1200
    assert all(t.pos_ for t in doc)


def test_line_breaks_are_no_words(nlp: Language) -> None:
    doc = nlp("Talks began\n\n\nThe army\twithdrew.")
    assert [t.pos_ for t in doc if t.is_space] == ["SPACE"] * sum(t.is_space for t in doc)
    assert [s.text.strip() for s in doc.sents] == ["Talks began", "The army\twithdrew."]


def test_frames_stay_within_the_sentence(nlp: Language) -> None:
    for doc in nlp.pipe(TEXTS):
        for frame in doc._.frames:
            sentence = doc[frame.predicate].sent
            for a in frame.arguments:
                assert sentence.start <= a.begin <= a.head < a.end <= sentence.end
                assert 0 <= frame.score <= 1


def test_missing_weights_are_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_reader(tmp_path)
