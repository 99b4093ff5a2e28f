from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import ingest
from api import provenance
from api.app import create_app
from api.settings import read_settings
from graph.mapping import Run
from graph.store import Store
from ontology.errors import DocumentError
from ontology.iris import name_iri
from ontology.records import Annotated, Claim, Document, Entity, Event, Participant, Span
from tests.api.records import first, second


def read(document: Document) -> Annotated:
    """Stand in for the pipeline: the first word is an organisation that strikes."""
    end = len(document.text.split()[0])
    at = Span(0, end)
    organisation = name_iri(document.iri.partition("document/")[0], "Organization", document.text[:end])
    claim = Claim(source=None, certainty="certain", polarity="positive", temporality="past",
                  evidence=Span(0, len(document.text)), confidence=0.5)  # fmt: skip
    event = Event(
        iri=f"{document.iri}/event/0-{end}-Strike", type="ASSAULT", mode=None, class_="Strike", trigger=at,
        participants=(Participant(role="actor", entity=organisation, span=at),), claims=(claim,),
    )  # fmt: skip
    entity = Entity(iri=organisation, type="Organization", label=document.text[:end], codes={}, mentions=(at,))
    return Annotated(document=document, entities=(entity,), events=(event,), relations=())


def annotate(documents: Iterable[Document], *_: object, **__: object) -> Iterator[Annotated | DocumentError]:
    for document in documents:
        if "unreadable" in document.text:
            yield DocumentError(document.id, "cannot be analysed")
        else:
            yield read(document)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Put the stand-in in the pipeline's place and count how often it is loaded."""
    loaded = itertools.count()
    monkeypatch.setattr(provenance, "read_run", lambda model: Run(version="1", model=str(model)))
    monkeypatch.setattr(ingest, "load_pipeline", lambda model_dir=None: next(loaded) and None, raising=False)
    monkeypatch.setattr(ingest, "annotate", annotate, raising=False)
    return loaded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder) as opened:
        for record in (first(), second()):
            opened.replace(record)
        yield opened


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client for tests that change nothing."""
    folder = tmp_path_factory.mktemp("reading") / "store"
    with Store.open(folder) as store:
        for record in (first(), second()):
            store.replace(record)
        with TestClient(create_app(store, read_settings({}, store=folder)), raise_server_exceptions=False) as client:
            yield client


@pytest.fixture
def client(store: Store, folder: Path) -> Iterator[TestClient]:
    settings = read_settings({}, store=folder, max_body_bytes=100_000, max_document_chars=5_000)
    with TestClient(create_app(store, settings, annotate=annotate), raise_server_exceptions=False) as opened:
        yield opened
