"""Reports (events of documents) as what decisions are about: are two of them of one happening?"""

from __future__ import annotations

from api.facts import spaced
from api.lookup import EntityRow, is_known
from api.portrait import title_of
from graph.happening_reports import Reports
from graph.happenings import Happenings
from graph.store import Store

REPORT = "Report"  # in place of an entity's type: a report can be one with reports alone


def is_report(store: Store, iri: str) -> bool:
    """Tell whether an IRI is that of a stored event of a document."""
    return iri.startswith(f"{store.base}document/") and "/event/" in iri and is_known(store, iri)


def report_label(store: Store, iri: str) -> str:
    """Return a report in words: what it is of, the words that tell of it, and the title of its document."""
    document, _, tail = iri.partition("/event/")
    found = Reports(store).report(iri)
    said = spaced(tail.rpartition("-")[2]) if found is None else f"{spaced(found.class_)} “{found.trigger}”"
    return f"{said} in “{title_of(store, document)}”"


def report_row(store: Store, iri: str) -> EntityRow:
    """Return a report as a line of decisions, with the number of documents that report its happening."""
    found = Happenings(store).of(iri)
    return EntityRow(
        iri=iri, label=report_label(store, iri), type=REPORT, country=None,
        documents=1 if found is None else found.documents,
    )  # fmt: skip


def first_report(happenings: Happenings, iri: str) -> str | None:
    """Return the report that the happening of another one goes by, None for what is no report."""
    found = happenings.of(iri) if "/event/" in iri else None
    return None if found is None else found.members[0].iri
