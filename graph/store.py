"""The embedded store: Oxigraph in a folder, one named graph per document.

The folder holds `sitrep.json` (base IRI and format version, fixed when it is created), `lock` and `quads/`.
The default graph is the RDF merge of all documents' graphs: it is kept beside them, because a union made when
a query runs would return what several documents say several times, and count it so.
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
from graph.folder import check_base, settle_base, take_lock
from graph.mapping import Run, to_quads
from graph.quads import Quad, check_iri, in_order, line, term_text, triple_text
from graph.reading import from_quads
from graph.results import QueryResult
from graph.sparql import refuse_remote
from graph.store_terms import FILES, from_quad, iri_text, prefixes_for, query_errors, to_result, to_term
from graph.vocabulary import PREFIXES
from ontology.errors import InputError, StoreBusyError, StoreError, UnknownError
from ontology.event_types import EventClass, load_event_types
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated


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
        self.base = base

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
        name = term_text(record.document.iri)
        with self._writing:
            old = self.quads(record.document.iri)
            if set(quads) == set(old):
                return False
            triples = " .\n".join(map(triple_text, quads))
            self._change(
                f"DROP SILENT GRAPH {name} ;\n{self._unmerge(old, quads)}"
                f"INSERT DATA {{\n{triples} .\nGRAPH {name} {{\n{triples}\n}} }}"
            )
        return True

    def forget(self, document: str) -> None:
        """Remove a document and all that was read from it; raises UnknownError."""
        with self._writing:
            self._require(document)
            self._change(f"{self._unmerge(self.quads(document), ())}DROP GRAPH {term_text(document)}")

    def _unmerge(self, old: Iterable[Quad], new: Iterable[Quad]) -> str:
        """Return the update that takes out of the default graph what only this document's old quads say."""
        kept = {quad[:3] for quad in new}
        gone = [quad for quad in old if quad[:3] not in kept and not self._elsewhere(quad)]
        triples = " .\n".join(map(triple_text, gone))
        return f"DELETE DATA {{\n{triples}\n}} ;\n" if gone else ""

    def _elsewhere(self, quad: Quad) -> bool:
        """Whether another document's graph holds the same triple."""
        triple = from_quad(quad).triple
        found = self._open.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(q.graph_name not in (ox.DefaultGraph(), ox.NamedNode(quad.graph)) for q in found)

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
        return _quads(self._open, ox.NamedNode(check_iri(document)))

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
        return listing.counts(self, len(self._open) - sum(1 for _ in self._merged()))

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
                    self._write(format, out)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def _write(self, format: ox.RdfFormat, out: IO[bytes]) -> None:
        graphs = sorted(self._open.named_graphs(), key=str)
        quads = (quad for graph in graphs for quad in _quads(self._open, graph))
        if format == ox.RdfFormat.N_QUADS:
            out.writelines(line(quad).encode() for quad in quads)
        elif format.supports_datasets:
            ox.serialize(map(from_quad, quads), out, format, prefixes=prefixes_for(format))
        else:
            union = in_order(quad._replace(graph="") for quad in quads)
            ox.serialize((from_quad(quad).triple for quad in union), out, format, prefixes=prefixes_for(format))

    def dataset(self) -> Any:
        """Return an rdflib Dataset over the store itself, whose default graph is the merge of all graphs."""
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self._open))


def _quads(store: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> list[Quad]:
    with _disk_errors("cannot read the store"):
        name = iri_text(graph)
        found = store.quads_for_pattern(None, None, None, graph)
        return in_order(Quad(iri_text(q.subject), q.predicate.value, to_term(q.object), name) for q in found)


@contextmanager
def _disk_errors(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: a damaged database, a disk that fails while writing
        if "lock hold by" in str(error) or "While lock file" in str(error):
            raise StoreBusyError(f"{what}: another process holds it ({error}); wait until it ends") from error
        raise StoreError(f"{what}: {error}; check that the disk has room and the folder may be written") from error
