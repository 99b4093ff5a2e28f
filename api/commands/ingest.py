"""`sitrep ingest` and `sitrep extract`: articles to records, with or without a store."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from api.console import INTERRUPTED, SOME_FAILED, complain, guarded, messages
from api.holder import open_store
from api.options import (
    ModelOption,
    PathsArgument,
    PublishedOption,
    QuietOption,
    SourceOption,
    StoreOption,
    settings_in_force,
)
from api.progress import Advance, progress
from api.settings import Settings
from ontology.errors import DocumentError, InputError
from ontology.iris import DEFAULT_BASE
from ontology.record_json import to_json
from ontology.records import Annotated as Record
from ontology.records import Document

if TYPE_CHECKING:
    from api.lookup import DocumentRow
    from graph.mapping import Run
    from graph.store import Store


@dataclass(slots=True)
class Tally:
    """What became of the documents of one run."""

    stored: int = 0
    unchanged: int = 0
    failed: int = 0
    events: int = 0
    claims: int = 0
    seen: set[str] = field(default_factory=set)

    def fail(self, error: DocumentError) -> None:
        """Count and report a document that failed."""
        self.failed += 1
        complain(error)

    def store(self, record: Record) -> None:
        """Count a stored record."""
        self.stored += 1
        self.events += len(record.events)
        self.claims += sum(len(event.claims) for event in record.events)

    def __str__(self) -> str:
        found = f" ({self.events:,} events, {self.claims:,} claims)" if self.stored else ""
        parts = [f"{self.stored:,} stored{found}"]
        parts += [f"{self.unchanged:,} unchanged"] if self.unchanged else []
        parts += [f"{self.failed:,} failed"] if self.failed else []
        return ", ".join(parts)


@guarded
def ingest(
    paths: PathsArgument,
    published: PublishedOption = None,
    source: SourceOption = None,
    store: StoreOption = None,
    model: ModelOption = None,
    quiet: QuietOption = False,
    again: Annotated[bool, typer.Option("--again", help="Analyse documents again that are stored unchanged.")] = False,
) -> None:
    """Read articles and store what they claim; documents already stored unchanged are skipped."""
    from api import lookup
    from api.provenance import read_run
    from ingest.read import read_documents

    settings = settings_in_force(store=store, model=model, quiet=quiet)
    tally = Tally()
    with open_store(settings, create=True) as opened, progress(paths, quiet=settings.quiet) as advance:
        found = read_documents(
            paths, published=published, source=source, base=opened.base, limit=settings.max_document_chars
        )
        run = read_run(settings.model)
        known = {} if again else {row.iri: row for row in lookup.documents(opened) if made_by(row, run)}
        try:
            _fill(opened, _fresh(found, known, tally, advance), settings, run, tally, advance)
        except KeyboardInterrupt as error:
            complain(f"interrupted: {tally}; what was stored stays, run the same command again to go on")
            raise typer.Exit(INTERRUPTED) from error
    if not settings.quiet:
        messages().print(str(tally), markup=False)
    if tally.failed:
        raise typer.Exit(SOME_FAILED)
    if not (tally.stored or tally.unchanged):
        raise InputError("no document found; give files or folders with .txt, .md, .html or .jsonl files")


def _fill(
    store: Store, fresh: Iterator[Document], settings: Settings, run: Run, tally: Tally, advance: Advance
) -> None:
    first = next(fresh, None)
    if first is None:
        return  # nothing new: the reader need not be loaded
    for outcome in analysed(itertools.chain([first], fresh), settings, store.base):
        if isinstance(outcome, DocumentError):
            tally.fail(outcome)
        else:
            store.replace(outcome, run=run)
            tally.store(outcome)
        advance()


def analysed(documents: Iterable[Document], settings: Settings, base: str) -> Iterator[Record | DocumentError]:
    """Load the pipeline and yield the record or the error of each document, in order."""
    import ingest as ingesting

    nlp = ingesting.load_pipeline(settings.model)
    yield from ingesting.annotate(documents, nlp, base=base)


def _fresh(
    found: Iterable[Document | DocumentError], known: Mapping[str, DocumentRow], tally: Tally, advance: Advance
) -> Iterator[Document]:
    """Pass on the documents that are new or changed; count and report the others."""
    for each in found:
        if isinstance(each, DocumentError):
            tally.fail(each)
            advance()
        elif unchanged(each, known.get(each.iri)):
            tally.unchanged += 1
            advance()
        else:
            yield each


def made_by(row: DocumentRow, run: Run) -> bool:
    """Tell whether a stored document was read by the same software with the same weights."""
    return (row.version, row.model) == (run.version, run.model)


def unchanged(document: Document, stored: DocumentRow | None) -> bool:
    """Tell whether a document is stored with the same text and the same description."""
    return stored is not None and all(
        getattr(document, name) == getattr(stored, name) for name in ("sha256", "title", "published", "source", "url")
    )


@guarded
def extract(
    paths: PathsArgument,
    format: Annotated[str, typer.Option("--format", help="Format of the records; jsonl is the only one.")] = "jsonl",
    published: PublishedOption = None,
    source: SourceOption = None,
    model: ModelOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the records of articles to standard output, one JSON object a document, and store nothing."""
    from ingest.read import read_documents

    if format != "jsonl":
        raise InputError(f"no such format: {format!r}; extract writes jsonl")
    settings = settings_in_force(model=model, quiet=quiet)
    base, tally = settings.base or DEFAULT_BASE, Tally()
    found = read_documents(paths, published=published, source=source, base=base, limit=settings.max_document_chars)
    with progress(paths, quiet=settings.quiet) as advance:
        fresh = _fresh(found, {}, tally, advance)
        first = next(fresh, None)
        outcomes = analysed(itertools.chain([first], fresh), settings, base) if first is not None else iter(())
        for outcome in outcomes:
            if isinstance(outcome, DocumentError):
                tally.fail(outcome)
            else:
                sys.stdout.write(json.dumps(to_json(outcome), ensure_ascii=False, separators=(",", ":")) + "\n")
                tally.store(outcome)
            advance()
    if tally.failed:
        raise typer.Exit(SOME_FAILED)
    if not tally.stored:
        raise InputError("no document found; give files or folders with .txt, .md, .html or .jsonl files")
