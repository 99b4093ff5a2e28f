"""One small record, made by hand, that every test of the graph starts from."""

from __future__ import annotations

import pytest
from graph_records import BASE, CLASSES, ferry_record

from graph import Store
from ontology.records import Annotated


@pytest.fixture
def record() -> Annotated:
    return ferry_record()


@pytest.fixture
def store(record: Annotated) -> Store:
    """Return a store in memory that holds the record."""
    store = Store.in_memory(base=BASE, classes=CLASSES)
    store.replace(record)
    return store
