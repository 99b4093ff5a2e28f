"""Documents in, records out, in order and each for itself."""

from __future__ import annotations

import spacy
from spacy.language import Language

from ingest.pipeline import add_components, annotate
from ontology.errors import DocumentError
from ontology.iris import DEFAULT_BASE, digest, document_iri
from ontology.records import Annotated, Document


def document(id_: str, text: str) -> Document:
    """Return a document of a text."""
    sha = digest(text)
    return Document(
        iri=document_iri(DEFAULT_BASE, sha), id=id_, title=None, text=text, published=None, source=None, url=None,
        sha256=sha,
    )  # fmt: skip


def pipeline() -> Language:
    """Return the components behind something that stands in for the reader."""
    nlp = spacy.blank("en")

    def read(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
        if "broken" in doc.text:
            raise ValueError("cannot read this")
        for token in doc:
            token.pos_, token.tag_, token.dep_, token.lemma_ = "PROPN", "NNP", "dep", token.text
        return doc

    Language.component("test_reader", func=read)
    nlp.add_pipe("test_reader")
    add_components(nlp)
    return nlp


def test_bad_document_yields_its_error_in_its_place() -> None:
    given = [document("a", "Chad"), document("b", "broken"), document("c", "Niger"), document("d", "broken")]
    found = list(annotate(given, pipeline(), base=DEFAULT_BASE))
    assert [type(r) for r in found] == [Annotated, DocumentError, Annotated, DocumentError]
    assert [r.where for r in found if isinstance(r, DocumentError)] == ["b", "d"]
    assert "cannot read this" in str(found[1])
    assert [e.label for r in found if isinstance(r, Annotated) for e in r.entities] == ["Chad", "Niger"]


def test_empty_text_gives_an_empty_record() -> None:
    (record,) = annotate([document("a", "")], pipeline(), base=DEFAULT_BASE)
    assert isinstance(record, Annotated)
    assert (record.entities, record.events, record.relations) == ((), (), ())


def test_text_that_is_too_long_is_an_error_not_an_end() -> None:
    nlp = pipeline()
    nlp.max_length = 10
    found = list(annotate([document("a", "x " * 10), document("b", "Chad")], nlp, base=DEFAULT_BASE))
    assert [type(r) for r in found] == [DocumentError, Annotated]


def test_output_does_not_depend_on_neighbours() -> None:
    nlp = pipeline()
    alone = [next(annotate([document(t, t)], nlp, base=DEFAULT_BASE)) for t in ("Chad", "Niger and Chad")]
    together = list(annotate([document(t, t) for t in ("Chad", "Niger and Chad")], nlp, base=DEFAULT_BASE))
    assert alone == together
