"""What was reported by a day, and what was in the store by a time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from graph_records import BASE, CLASSES
from happening_records import report, the_event

from graph.asof import held, read_as_of
from graph.changes import changes_graph, read_changes
from graph.happenings import Happenings
from graph.store import Store
from ontology.errors import InputError

OLD, NEW, UNDATED = (
    report(f"Ruritania struck Graustark {word}.", trigger="struck", actor="Ruritania", recipient="Graustark",
           published=published, time="2031-05-05", publisher=word)
    for word, published in (("first", "2031-05-06"), ("second", "2031-05-07"), ("undated", None))
)  # fmt: skip


def at(store: Store, day: int) -> None:
    store.clock = lambda: datetime(2031, 6, day, 12, tzinfo=UTC)


@pytest.fixture
def filled() -> Store:
    """Return a store to which a document came each day, of which the first was read again on the fourth."""
    store = Store.in_memory(base=BASE, classes=CLASSES)
    for day, record in enumerate((OLD, NEW, UNDATED), 1):
        at(store, day)
        store.replace(record)
    return store


def documents(store: Store, as_of: str | None, known_by: str | None) -> frozenset[str]:
    when = read_as_of(as_of, known_by)
    assert when is not None
    return held(store, when).documents


def test_reported_by_counts_the_day_of_publication(filled: Store) -> None:
    assert documents(filled, "2031-05-05", None) == frozenset()
    assert documents(filled, "2031-05-06", None) == {OLD.document.iri}
    when = read_as_of("2031-05-07", None)
    assert when is not None
    assert held(filled, when).undated == 1


def test_known_by_follows_the_log(filled: Store) -> None:
    assert documents(filled, None, "2031-06-01") == {OLD.document.iri}
    assert documents(filled, None, "2031-06-01T11:59:59") == frozenset()
    assert documents(filled, None, "2031-06-02T12:00:00Z") == {OLD.document.iri, NEW.document.iri}
    assert documents(filled, "2031-05-06", "2031-06-03") == {OLD.document.iri}


def test_the_log_survives_forgetting_and_coming_back(filled: Store) -> None:
    at(filled, 4)
    filled.forget(OLD.document.iri)
    when = read_as_of(None, "2031-06-03")
    assert when is not None
    assert held(filled, when).gone == 1
    at(filled, 5)
    filled.replace(OLD)
    filled.replace(OLD)  # nothing changes, nothing is logged
    log = read_changes(filled.quads(changes_graph(BASE)))
    assert [entry.kind for entry in log if entry.document == OLD.document.iri] == ["added", "removed", "added"]
    assert OLD.document.iri not in documents(filled, None, "2031-06-04")
    assert OLD.document.iri in documents(filled, None, "2031-06-03")


def test_exports_and_the_default_graph_hold_no_log(filled: Store, tmp_path: Path) -> None:
    filled.export(tmp_path / "a.nq")
    assert b"addedAt" not in (tmp_path / "a.nq").read_bytes()
    assert not list(filled.query("SELECT ?d { ?d sr:addedAt ?when }"))
    assert len(list(filled.query("SELECT ?d { GRAPH ?g { ?d sr:addedAt ?when } }"))) == 3


def test_a_part_is_what_a_store_of_these_documents_would_be(filled: Store) -> None:
    alone = Store.in_memory(base=BASE, classes=CLASSES)
    alone.replace(OLD)
    part = filled.part({OLD.document.iri})
    assert set(part.find(None, None, None, "")) == set(alone.find(None, None, None, ""))


def test_happenings_as_of_then(filled: Store) -> None:
    now, then = Happenings(filled), Happenings(filled, frozenset({OLD.document.iri}))
    found, before = now.of(the_event(OLD)), then.of(the_event(OLD))
    assert found is not None
    assert before is not None
    assert (found.documents, before.documents) == (3, 1)
    assert then.of(the_event(NEW)) is None


@pytest.mark.parametrize(
    ("as_of", "known_by"), [("yesterday", None), (None, "2031-13-01"), (None, "soon"), ("2031", None)]
)
def test_what_is_no_date_is_refused(as_of: str | None, known_by: str | None) -> None:
    with pytest.raises(InputError, match="give"):
        read_as_of(as_of, known_by)
    assert read_as_of(None, "") is None
