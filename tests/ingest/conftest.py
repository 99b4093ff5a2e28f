"""Docs made by hand from small tables, and the components without the reader in front of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.pipeline import add_components
from ingest.reader.frames import Argument, Frame
from ingest.records import to_record
from ontology.iris import DEFAULT_BASE, digest, document_iri
from ontology.records import Annotated, Document

UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "RB": "ADV", "IN": "ADP",
    "DT": "DET", "PRP": "PRON", "PRP$": "PRON", "WDT": "PRON", "WP": "PRON", "CD": "NUM", "MD": "AUX", "TO": "PART",
    "POS": "PART", "CC": "CCONJ", "RP": "ADP", "WRB": "ADV", "EX": "PRON",
}  # fmt: skip
CLOSED_UP = frozenset({",", ".", ")", "'s", "n't", "”", "?", ":", ";"})
OPEN = frozenset({"(", "“"})

MakeDoc = Callable[..., Doc]
Annotate = Callable[..., Annotated]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The components behind a blank tokenizer."""
    language = spacy.blank("en")
    add_components(language)
    return language


@pytest.fixture
def make_doc(nlp: Language) -> MakeDoc:
    """Build a Doc from a table and frames.

    A line is `word lemma TAG head dep [LABEL]`: heads count from 1 within the sentence, 0 is the root, `=` is the
    word itself; a blank line ends a sentence. Neighbours with the same label are one name, `|LABEL` begins anew.
    A frame is `predicate roleset ROLE:head …`; an argument's span is its head's subtree. `word#2` is the second
    such word.
    """

    def build(table: str, *frames: str) -> Doc:
        words, lemmas, tags, pos, heads, deps, labels, starts = [], [], [], [], [], [], [], []
        for sentence in table.strip().split("\n\n"):
            offset = len(words)
            for number, line in enumerate(sentence.strip().splitlines()):
                word, lemma, tag, head, dep, *label = line.split()
                words.append(word)
                lemmas.append(word if lemma == "=" else lemma)
                tags.append(tag)
                pos.append(_upos(tag, dep))
                heads.append(offset + (int(head) - 1 if head != "0" else number))
                deps.append("root" if head == "0" else dep)
                labels.append(label[0] if label else "")
                starts.append(number == 0)
        spaces = [
            i + 1 < len(words) and words[i + 1] not in CLOSED_UP and words[i] not in OPEN for i in range(len(words))
        ]
        doc = Doc(
            nlp.vocab, words, spaces, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps, sent_starts=starts
        )
        doc.ents = _names(doc, labels)
        doc._.frames = tuple(_frame(doc, text) for text in frames)
        return doc

    return build


@pytest.fixture
def annotate_doc(nlp: Language, make_doc: MakeDoc) -> Annotate:
    """Build a Doc by hand and return the record that the components make of it."""
    from ingest.factories import load_knowledge

    def annotate(table: str, *frames: str, published: str | None = "2024-11-13") -> Annotated:
        doc = make_doc(table, *frames)
        sha = digest(doc.text)
        document = Document(
            iri=document_iri(DEFAULT_BASE, sha), id="d", title=None, text=doc.text, published=published, source="Post",
            url=None, sha256=sha,
        )  # fmt: skip
        doc._.document = document
        for _, component in nlp.pipeline:
            doc = component(doc)
        return to_record(doc, document, load_knowledge(), DEFAULT_BASE)

    return annotate


def _upos(tag: str, dep: str) -> str:
    if tag.startswith("VB"):
        return "AUX" if dep.partition(":")[0] in {"aux", "cop"} else "VERB"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    return UPOS.get(tag, "PUNCT")


def _names(doc: Doc, labels: list[str]) -> list[Span]:
    spans: list[Span] = []
    for i, label in enumerate(labels):
        plain = label.lstrip("|")
        if not plain:
            continue
        if spans and spans[-1].end == i and spans[-1].label_ == label:
            spans[-1] = Span(doc, spans[-1].start, i + 1, label=plain)
        else:
            spans.append(Span(doc, i, i + 1, label=plain))
    return spans


def _frame(doc: Doc, text: str) -> Frame:
    predicate, roleset, *arguments = text.split()
    found = []
    for argument in arguments:
        role, _, word = argument.partition(":")
        head = _find(doc, word)
        tokens = [t.i for t in doc[head].subtree]
        found.append(Argument(role, head, min(tokens), max(tokens) + 1))
    return Frame(_find(doc, predicate), roleset, tuple(found), 0.9)


def _find(doc: Doc, word: str) -> int:
    plain, _, number = word.partition("#")
    return [t.i for t in doc if t.text == plain][int(number or 1) - 1]


@pytest.fixture
def find(make_doc: MakeDoc) -> Any:
    """Build a Doc with mentions of military units and let their component read it."""
    from unit_docs import finding

    return finding(make_doc)
