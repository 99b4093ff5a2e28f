"""The embedded store: Oxigraph in a folder, one named graph per document.

The folder holds `sitrep.json` (base IRI and format version, fixed when it is created), `lock` and `quads/`.
The default graph is the RDF merge of all documents' graphs with identities resolved (`graph.merged`): it is kept
beside them, because a union made when a query runs would return what several documents say several times, and
count it so. What was decided about identity is a graph too (`graph.decisions`).
One process writes, or several read. Every change is one transaction.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import oxrdflib
import pyoxigraph as ox
import rdflib

from graph import listing
from graph.changes import Kind, changes_graph, entry_text, utc_now
from graph.decisions import Decision, active, decision_quads, decisions_graph, read_decisions
from graph.folder import check_base, settle_base, take_lock
from graph.mapping import Run, entry_quads, to_quads
from graph.merged import Change, Resolution, change, facts, with_happenings
from graph.quads import Quad, Term, check_iri, in_order, term_text, triples_text
from graph.reading import from_quads
from graph.results import QueryResult
from graph.sparql import refuse_remote
from graph.store_files import FILES, read_graph, write_graphs
from graph.store_part import copy_part
from graph.store_terms import graph_text, iri_text, pattern, query_errors, to_result, to_term
from graph.vocabulary import PREFIXES, quality_graph
from ontology.errors import InputError, StoreBusyError, StoreError, UnknownError
from ontology.event_types import EventClass, load_event_types
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated, Entity


class Store:
    """An open store; close it, or use it in a `with` statement. Threads may share it."""

    def __init__(
        self,
        store: ox.Store,
        base: str,
        lock: IO[str] | None,
        read_only: bool,
        classes: Mapping[str, EventClass] | None,
    ) -> None:
        self._store: ox.Store | None = store
        self._lock = lock
        self._read_only = read_only
        self._writing = threading.Lock()
        self._classes = classes
        self._log: list[Decision] | None = None
        self.base = base
        self.clock = utc_now

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        base: str | None = None,
        read_only: bool = False,
        classes: Mapping[str, EventClass] | None = None,
    ) -> Store:
        """Open a store, creating it where nothing is yet unless `read_only`.

        `classes` holds the verbs of plain edges; where it is not given, the first write loads the ontology's.
        `base` is fixed at creation (default `DEFAULT_BASE`) and ends with a slash or `#`. Raises StoreBusyError
        where another process holds the store, StoreError where the folder is no store, was made with another
        base or format, or cannot be read.
        """
        with _disk_errors(f"cannot open the store {path}"):
            known = settle_base(path, base, create=not read_only)
            lock = take_lock(path, shared=read_only)
            try:
                quads = str(path / "quads")
                store = ox.Store.read_only(quads) if read_only else ox.Store(quads)
            except BaseException:
                lock.close()
                raise
        return cls(store, known, lock, read_only, classes)

    @classmethod
    def in_memory(cls, *, base: str = DEFAULT_BASE, classes: Mapping[str, EventClass] | None = None) -> Store:
        """Return an empty store that lives in memory only."""
        return cls(ox.Store(), check_base(base), None, False, classes)

    def close(self) -> None:
        """Write everything to disk and let others open the store; closing twice is allowed."""
        lock, self._lock = self._lock, None
        if lock is not None:
            with lock, _disk_errors("cannot close the store"):
                if not self._read_only:
                    self._open.flush()
                self._store = None  # Oxigraph gives its files up when the last reference goes

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the store is closed; open it again")
        return self._store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def replace(self, record: Annotated, *, run: Run | None = None) -> bool:
        """Store a record in place of what is stored of its document; False where that is the same already.

        Raises InputError where the record contradicts itself or was made for another base.
        """
        if not record.document.iri.startswith(self.base):
            raise InputError(
                f"document {record.document.iri} was read for another base than the store's {self.base}; "
                "read it again with the store's base"
            )
        quads = to_quads(record, base=self.base, run=run, classes=self.classes)
        with self._writing:
            if set(quads) == set(old := self.quads(record.document.iri)):
                return False
            self._replace(record.document.iri, old, quads, "replaced" if old else "added")
        return True

    def forget(self, document: str) -> None:
        """Remove a document and all that was read from it; raises UnknownError."""
        with self._writing:
            self._require(document)
            self._replace(document, self.quads(document), (), "removed")

    def _replace(self, document: str, old: Sequence[Quad], new: Sequence[Quad], kind: Kind) -> None:
        found = change(self.find, self.base, document, old=old, new=new, held=(held := active(self.decisions())))
        self._put(document, new, with_happenings(self, found, document, old=old, new=new, held=held), kind)

    def decisions(self) -> list[Decision]:
        """Return all decisions about identity, the undone ones too, by number."""
        if self._log is None:
            self._log = read_decisions(self.quads(decisions_graph(self.base)))
        return self._log

    def decide(self, *decisions: Decision, entries: Iterable[Entity] = ()) -> None:
        """Add decisions to the log and resolve identities anew.

        `entries` describe the gazetteer entries among what they are about, so that one which no document names
        has a label.
        """
        graph = decisions_graph(self.base)
        with self._writing:
            known, log = self.quads(graph), self.decisions()
            quads = {*known, *(q for d in decisions for q in decision_quads(d, self.base))}
            quads |= {quad for entry in entries for quad in entry_quads(entry, graph)}
            before, after = active(log), active([*log, *decisions])
            found = change(
                self.find, self.base, graph, old=facts(known, self.base, before),
                new=facts(quads, self.base, after), held=after,
                decided=(about := {iri for d in {*before} ^ {*after} for iri in d.about}),
            )  # fmt: skip
            kept = with_happenings(self, found, graph, old=known, new=quads, held=after, decided=about)
            self._put(graph, in_order(quads), kept)
            self._log = None

    def put_quality(self, quads: Iterable[Quad]) -> None:
        """Keep how good the release is, in place of what was said of it before; the default graph does not change."""
        with self._writing:
            self._put(quality_graph(self.base), in_order(quads), Change(set(), set()))

    def resolution(self) -> Resolution:
        """Return which entities stand for which, as of now."""
        return Resolution(self.find, self.base)

    def find(
        self, subject: str | None, predicate: str | None, object_: Term | None, graph: str | None
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern; None matches all, the graph "" is the default graph."""
        for q in self._open.quads_for_pattern(*pattern(subject, predicate, object_, graph)):
            yield Quad(iri_text(q.subject), q.predicate.value, to_term(q.object), graph_text(q.graph_name))

    def _put(self, graph: str, quads: Sequence[Quad], found: Change, kind: Kind | None = None) -> None:
        """Replace a named graph, change the default graph and log what was done to a document, in one transaction."""
        update = f"DROP SILENT GRAPH {term_text(graph)}"
        if found.gone:
            update += f" ;\nDELETE DATA {{\n{triples_text(found.gone)}\n}}"
        inside = f"GRAPH {term_text(graph)} {{\n{triples_text(quads)}\n}}" if quads else ""
        logged = "" if kind is None else entry_text(self.base, graph, kind, self.clock())
        if quads or found.added or logged:
            update += f" ;\nINSERT DATA {{\n{triples_text(found.added)} {inside} {logged} }}"
        self._change(update)

    def _change(self, update: str) -> None:
        if self._read_only:
            raise StoreError("the store was opened for reading only; open it for writing")
        with _disk_errors("cannot write to the store, which is as it was before"):
            try:
                self._open.update(update)
            except (SyntaxError, UnicodeEncodeError) as error:
                raise InputError(f"the document holds an IRI or text that no store can keep: {error}") from error

    @property
    def classes(self) -> Mapping[str, EventClass]:
        """Return the event classes that give plain edges their verbs."""
        if self._classes is None:
            self._classes = load_event_types().classes
        return self._classes

    def _require(self, document: str) -> None:
        if not self._open.contains_named_graph(ox.NamedNode(check_iri(document))):
            raise UnknownError(f"document {document} is not in the store; `documents` lists those that are")

    def quads(self, document: str) -> list[Quad]:
        """Return the quads of a document's graph in canonical order; none where it is unknown."""
        with _disk_errors("cannot read the store"):
            return read_graph(self._open, ox.NamedNode(check_iri(document)))

    def record(self, document: str) -> Annotated:
        """Return what was read from a document, in canonical order; raises UnknownError."""
        self._require(document)
        return from_quads(self.quads(document))

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] | None = None,
        base_iri: str | None = None,
    ) -> QueryResult:
        """Answer a SPARQL 1.1 query; the prefixes of `PREFIXES` need no declaration.

        Without FROM or graphs given here, it is about the merge of all graphs. Raises QueryError with line and
        column for malformed text, SERVICE and LOAD.
        """
        refuse_remote(sparql)
        with query_errors():
            answer = self._open.query(
                sparql,
                base_iri=base_iri,
                prefixes=dict(PREFIXES),
                default_graph=[ox.NamedNode(check_iri(g)) for g in default_graphs] or None,
                named_graphs=None if named_graphs is None else [ox.NamedNode(check_iri(g)) for g in named_graphs],
            )
        return to_result(answer)

    def select(self, sparql: str) -> QueryResult:
        """Answer one of our own SELECT queries."""
        return self.query(sparql)

    def documents(self) -> list[listing.DocumentSummary]:
        """Return every document by date, then id."""
        return listing.documents(self)

    def counts(self) -> listing.Counts:
        """Return how much the store holds."""
        own = sum(1 for _ in self._merged()) + len(self.quads(changes_graph(self.base)))
        return listing.counts(self, len(self._open) - own)

    def _merged(self) -> Iterator[ox.Quad]:
        return self._open.quads_for_pattern(None, None, None, ox.DefaultGraph())

    def export(self, path: Path) -> None:
        """Write everything to a file as its suffix says: .nq, .trig, .jsonld, or .ttl without graph names.

        The same content gives the same bytes. The file appears whole or not at all.
        """
        if (format := FILES.get(path.suffix)) is None:
            raise InputError(f"{path}: no export has the suffix {path.suffix!r}; use {' '.join(FILES)}")
        part = path.with_name(f".{path.name}.part")
        with _disk_errors(f"cannot write {path}"):
            try:
                with part.open("wb") as out:
                    write_graphs(self._open, format, out, changes_graph(self.base))
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def part(self, documents: Iterable[str]) -> Store:
        """Return a copy in memory of some documents with names as they are resolved here, for reading only."""
        copied = copy_part(self._open, self.base, self.resolution(), documents)
        return Store(copied, self.base, None, True, self._classes)

    def dataset(self) -> Any:
        """Return an rdflib Dataset over the store itself, whose default graph is the merge of all graphs."""
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self._open))


@contextmanager
def _disk_errors(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: a damaged database, a disk that fails while writing
        if "lock hold by" in str(error) or "While lock file" in str(error):
            raise StoreBusyError(f"{what}: another process holds it ({error}); wait until it ends") from error
        raise StoreError(f"{what}: {error}; check that the disk has room and the folder may be written") from error
