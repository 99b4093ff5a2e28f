"""From documents to records: the reader, our components in the order of pipeline.cfg, and a guard per document."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config

from ingest.factories import load_knowledge, register_factories
from ingest.reader import load_reader
from ingest.records import to_record
from ontology.errors import DocumentError
from ontology.records import Annotated, Document

CONFIG = Path(__file__).with_name("pipeline.cfg")
LONGEST_TEXT = 50_000_000  # characters; the reader works in windows, so only memory sets a limit
TOGETHER = 32  # documents that are in the pipeline at once


def load_pipeline(model_dir: Path | None = None) -> Language:
    """Return the reader with our components behind it.

    Raises ModelError without usable weights, OntologyError where the ontology is malformed.
    """
    nlp = load_reader(model_dir)
    add_components(nlp)
    gc.freeze()  # ontology and gazetteer live as long as the process: the collector need not walk them again and again
    return nlp


def add_components(nlp: Language, config: Path = CONFIG) -> None:
    """Add the components that a config file lists to a pipeline that fills the reader's part."""
    register_factories()
    settings = load_config(config)
    for name in settings["nlp"]["pipeline"]:
        component = dict(settings["components"][name])
        nlp.add_pipe(component.pop("factory"), name=name, config=component)
    nlp.max_length = max(nlp.max_length, LONGEST_TEXT)
    nlp.set_error_handler(_note_failure)


def annotate(documents: Iterable[Document], nlp: Language, *, base: str) -> Iterator[Annotated | DocumentError]:
    """Yield each document's record, in the order given; one that cannot be analysed yields its error instead.

    The pipeline streams: at most about 32 documents are held at a time.
    """
    known = load_knowledge()
    waiting: deque[tuple[Document, Doc | DocumentError]] = deque()
    for doc in nlp.pipe(_make_docs(documents, nlp, waiting), batch_size=TOGETHER):
        yield from _failures(waiting, doc)
        document, _ = waiting.popleft()
        try:
            yield to_record(doc, document, known, base)
        except Exception as error:  # the per-document guard
            yield _failure(document, "records", error)
    yield from _failures(waiting, None)


def _make_docs(
    documents: Iterable[Document], nlp: Language, waiting: deque[tuple[Document, Doc | DocumentError]]
) -> Iterator[Doc]:
    for document in documents:
        try:
            doc = nlp.make_doc(document.text)
        except Exception as error:  # the per-document guard
            waiting.append((document, _failure(document, "tokenizer", error)))
            continue
        doc._.document = document
        waiting.append((document, doc))
        yield doc


def _failures(waiting: deque[tuple[Document, Doc | DocumentError]], until: Doc | None) -> Iterator[DocumentError]:
    """Yield the errors of documents that went in before `until` and did not come out."""
    while waiting and waiting[0][1] is not until:
        document, result = waiting.popleft()
        if isinstance(result, DocumentError):
            yield result
        else:
            name, error = result._.failure or ("pipeline", "no result")
            yield _failure(document, name, error)


def _failure(document: Document, part: str, error: object) -> DocumentError:
    reason = f"{part} failed ({type(error).__name__}: {error}); the document is left out"
    return DocumentError(document.id, reason)


def _note_failure(name: str, component: Callable[[Doc], Doc], docs: Sequence[Doc], error: Exception) -> Any:
    """Keep an error with its document, so that the others go on."""
    for doc in docs:
        doc._.failure = (name, error)
