"""What the server's routes share: the open store, the pipeline, and the lock that lets one ingest run at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from api.entries import Entries
from api.provenance import read_run
from api.settings import Settings
from graph.mapping import Run
from graph.store import Store
from ontology.errors import DocumentError
from ontology.event_types import load_event_types
from ontology.records import Annotated as Record
from ontology.records import Document

if TYPE_CHECKING:
    from spacy.language import Language

Annotate = Callable[[Iterable[Document]], Iterable[Record | DocumentError]]


class Service:
    """An open store and the pipeline that fills it; the pipeline is loaded at the first ingest."""

    def __init__(self, store: Store, settings: Settings, annotate: Annotate | None = None) -> None:
        self.store = store
        self.settings = settings
        self.types = load_event_types()
        self.classes = self.types.classes
        self.entries = Entries(store.base)
        self.deciding = threading.Lock()  # a decision's number follows from those before it
        self._annotate = annotate
        self._run: Run | None = None
        self._ingesting = threading.Lock()

    def ingest(self, documents: Sequence[Document]) -> list[Record | DocumentError]:
        """Analyse and store documents, one ingest at a time; what fails is returned in its place.

        Raises ModelError where the reader cannot be loaded and StoreError where the store cannot be written.
        """
        with self._ingesting:
            if self._annotate is None:
                self._run = read_run(self.settings.model)
                self._annotate = load_annotate(self.settings, self.store.base)
            outcomes = []
            for outcome in self._annotate(documents):
                if not isinstance(outcome, DocumentError):
                    self.store.replace(outcome, run=self._run)
                outcomes.append(outcome)
            return outcomes

    def forget(self, document: str) -> None:
        """Remove a document and everything read from it, or raise UnknownError."""
        with self._ingesting:
            self.store.forget(document)


def load_annotate(settings: Settings, base: str) -> Annotate:
    """Load the pipeline; the function returned analyses documents into records with IRIs below `base`."""
    import ingest  # loading spaCy takes a second that commands and pages without ingest need not wait for

    nlp: Language = ingest.load_pipeline(settings.model)
    return lambda documents: ingest.annotate(documents, nlp, base=base)


def service_of(request: Request) -> Service:
    """Return the application's service."""
    service: Service = request.app.state.service
    return service


Shared = Annotated[Service, Depends(service_of)]
