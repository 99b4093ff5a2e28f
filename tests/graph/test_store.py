"""The store keeps documents whole, and says clearly what is wrong."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from graph_records import BASE, CLASSES, GAZETTE, RURITANIA, TEXT, annotated, ferry_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import Literal, Run, Store, entity, search, to_quads
from graph.happening_kept import KEPT
from graph.quads import Quad, line
from graph.vocabulary import XSD
from ontology.errors import InputError, QueryError, StoreBusyError, StoreError, UnknownError
from ontology.event_types import load_event_types
from ontology.iris import SR
from ontology.records import Annotated

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
RUN = Run(version="1.0", model="00ff")


def exported(store: Store, tmp_path: Path, name: str = "all.nq") -> bytes:
    store.export(tmp_path / name)
    return (tmp_path / name).read_bytes()


def test_a_record_comes_back(tmp_path: Path, record: Annotated) -> None:
    with Store.open(tmp_path / "s", base=BASE, classes=CLASSES) as store:
        assert store.replace(record, run=RUN) is True
        assert store.record(record.document.iri) == record
    with Store.open(tmp_path / "s") as store:
        assert store.base == BASE
        assert store.record(record.document.iri) == record


def test_ingesting_again_changes_nothing(tmp_path: Path, store: Store, record: Annotated) -> None:
    before = exported(store, tmp_path)
    assert store.replace(record) is False
    assert exported(store, tmp_path) == before


def test_replacing_leaves_nothing_of_the_old(store: Store, record: Annotated) -> None:
    less = replace(record, events=(), relations=())
    assert store.replace(less) is True
    assert store.record(record.document.iri) == less
    assert store.counts().claims == 0


@FEW
@given(st.lists(annotated(), min_size=1, max_size=4, unique_by=lambda r: r.document.iri), st.data())
def test_store_round_trip_and_forgetting_equals_a_clean_rebuild(records: list[Annotated], data: st.DataObject) -> None:
    full, rebuilt = Store.in_memory(base=BASE, classes=CLASSES), Store.in_memory(base=BASE, classes=CLASSES)
    gone = data.draw(st.sampled_from(records))
    for record in records:
        full.replace(record)
        full.replace(record)
    for record in records:
        assert full.record(record.document.iri) == record
    full.forget(gone.document.iri)
    for record in reversed(records):
        if record is not gone:
            rebuilt.replace(record)
    iris = sorted(r.document.iri for r in records)
    lines = [[line(q) for iri in iris for q in store.quads(iri)] for store in (full, rebuilt)]
    assert lines[0] == lines[1]
    assert full.counts() == rebuilt.counts()


def merged(store: Store) -> tuple[set[Quad], set[Quad]]:
    """Return the default graph, without what it has of its own, and what the documents' graphs give it."""
    own = {SR + "nameKey", SR + "identifiedAs", SR + "happeningKey", *KEPT}
    default = {q for q in store.find(None, None, None, "") if q.predicate not in own}
    resolution = store.resolution()
    given = {resolution.triple(q) for q in store.find(None, None, None, None) if q.graph not in ("", f"{BASE}changes")}
    return default, {q for q in given if q is not None}


@FEW
@given(st.lists(annotated(), min_size=1, max_size=4), st.data())
def test_the_default_graph_is_the_merge_of_the_documents(records: list[Annotated], data: st.DataObject) -> None:
    with Store.in_memory(base=BASE, classes=CLASSES) as store:
        for record in records:
            store.replace(record)
            store.replace(replace(record, relations=()))
        default, named = merged(store)
        assert default == named
        store.forget(data.draw(st.sampled_from(records)).document.iri)
        default, named = merged(store)
        assert default == named


def test_what_two_documents_say_is_returned_once(store: Store) -> None:
    store.replace(ferry_record(TEXT + " ", id_="a2"))
    labels = list(store.query(f"SELECT ?l {{ <{RURITANIA}> rdfs:label ?l }}"))
    assert len(labels) == 1


def test_stored_quads_are_those_of_the_mapping(store: Store, record: Annotated) -> None:
    assert store.quads(record.document.iri) == to_quads(record, base=BASE, classes=CLASSES)
    lazy = Store.in_memory(base=BASE)
    lazy.replace(record)
    assert lazy.quads(record.document.iri) == to_quads(record, base=BASE, classes=load_event_types().classes)


def test_forgetting_what_is_not_there(store: Store) -> None:
    with pytest.raises(UnknownError, match="not in the store"):
        store.forget(BASE + "document/none")
    with pytest.raises(UnknownError):
        store.record(BASE + "document/none")
    with pytest.raises(InputError, match="not an absolute IRI"):
        store.forget("none")


def test_another_base_is_refused(tmp_path: Path, record: Annotated) -> None:
    Store.open(tmp_path / "s", base=BASE).close()
    with pytest.raises(StoreError, match=r"base IRI of this store is http://example\.org/id/"):
        Store.open(tmp_path / "s", base="http://elsewhere.org/")
    with (
        Store.open(tmp_path / "t", base="http://elsewhere.org/") as other,
        pytest.raises(InputError, match="another base"),
    ):
        other.replace(record)
    with pytest.raises(InputError, match="must end with"):
        Store.open(tmp_path / "u", base="http://elsewhere.org")
    assert not (tmp_path / "u").exists()


def test_folders_that_are_no_store(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("x")
    with pytest.raises(StoreError, match="neither a sitrep store nor an empty folder"):
        Store.open(tmp_path / "a")
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path / "b", read_only=True)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "sitrep.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        Store.open(tmp_path / "c")
    (tmp_path / "c" / "sitrep.json").write_text('{"format": 99, "base": "x:"}')
    with pytest.raises(StoreError, match="format 99"):
        Store.open(tmp_path / "c")
    (tmp_path / "f").write_text("a file")
    with pytest.raises(StoreError, match="neither"):
        Store.open(tmp_path / "f")


def test_damaged_database(tmp_path: Path) -> None:
    Store.open(tmp_path / "s").close()
    (tmp_path / "s" / "quads" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError, match="cannot open the store"):
        Store.open(tmp_path / "s")


def test_one_writer_or_many_readers(tmp_path: Path, record: Annotated) -> None:
    path = tmp_path / "s"
    with Store.open(path, base=BASE, classes=CLASSES) as store:
        store.replace(record)
        with pytest.raises(StoreBusyError, match="another process is using"):
            Store.open(path)
        with pytest.raises(StoreBusyError):
            Store.open(path, read_only=True)
    with Store.open(path, read_only=True) as one, Store.open(path, read_only=True) as two:
        assert one.record(record.document.iri) == two.record(record.document.iri) == record
        with pytest.raises(StoreError, match="reading only"):
            one.forget(record.document.iri)
        with pytest.raises(StoreBusyError):
            Store.open(path)


def test_another_process_holds_the_store(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from graph import Store\n"
        "store = Store.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "s")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreBusyError):
            Store.open(tmp_path / "s")
        process.communicate("")
    Store.open(tmp_path / "s").close()


def test_closed_store(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.counts()


def test_a_record_that_cannot_be_stored_leaves_the_old_one(tmp_path: Path, store: Store, record: Annotated) -> None:
    before = exported(store, tmp_path)
    bad = replace(record, entities=(replace(record.entities[0], same_as=("http://[x/",)), *record.entities[1:]))
    with pytest.raises(InputError):
        store.replace(bad)
    with pytest.raises(InputError):
        store.replace(replace(record, document=replace(record.document, title="\ud800")))
    assert exported(store, tmp_path) == before


def test_lists_counts_and_search(store: Store, record: Annotated) -> None:
    (document,) = store.documents()
    assert (document.id, document.source, document.published) == ("a1", "Strelsau Wire", "2031-05-06")
    counts = store.counts()
    assert (counts.documents, counts.entities, counts.events, counts.claims, counts.relations) == (1, 5, 2, 2, 1)
    assert counts.quads == len(store.quads(record.document.iri))
    assert [e.iri for e in search(store, "gazETTE")] == [GAZETTE]
    assert [e.label for e in search(store, "r", type_="State")] == ["Graustark", "Ruritania"]
    assert len(search(store, "", limit=2)) == 2
    assert [e.iri for e in search(store, "", limit=2, offset=1)] == [e.iri for e in search(store, "")][1:3]
    assert search(store, '") } #') == []
    found = entity(store, RURITANIA)
    assert (found.label, found.type, found.country, found.documents) == ("Ruritania", "State", "RUR", 1)
    with pytest.raises(UnknownError):
        entity(store, BASE + "entity/none")


def test_an_entity_of_two_documents_counts_once(store: Store) -> None:
    store.replace(ferry_record(TEXT + " More.", id_="a2"))
    assert store.counts().documents == 2
    assert entity(store, RURITANIA).documents == 2
    assert search(store, "Ruritania")[0].documents == 2


def test_empty_store() -> None:
    store = Store.in_memory()
    assert store.documents() == []
    assert search(store, "x") == []
    assert store.counts().quads == store.counts().documents == 0


SENT = """
SELECT ?who ?what ?where ?quote WHERE {
  ?e a sr:Deployment ; sr:actor/rdfs:label ?who ; sr:theme/rdfs:label ?what ; sr:destination/rdfs:label ?where .
  ?c sr:reports ?e ; sr:polarity sr:positive ; sr:quote ?quote .
}
"""


def test_select(store: Store) -> None:
    result = store.query(SENT)
    assert (result.kind, result.variables) == ("bindings", ("who", "what", "where", "quote"))
    quote = "Ruritania sent troops to Strelsau on Monday, the Gazette said."
    assert list(result) == [(Literal("Ruritania"), Literal("troops"), Literal("Strelsau"), Literal(quote))]


def test_ask_and_unbound(store: Store) -> None:
    assert store.query("ASK { ?s a sr:State }")
    assert not store.query("ASK { ?s a sr:Nothing }")
    assert list(store.query("SELECT ?x ?y WHERE { VALUES (?x ?y) { (1 UNDEF) } }")) == [
        (Literal("1", XSD + "integer"), None)
    ]


@pytest.mark.parametrize(
    ("format", "start"),
    [("json", b'{"head"'), ("csv", b"who,what"), ("tsv", b"?who\t?what"), ("xml", b"<?xml")],
)
def test_tables_are_written(store: Store, format: str, start: bytes) -> None:
    out = io.BytesIO()
    store.query(SENT).write(format, out)
    assert out.getvalue().startswith(start)


@pytest.mark.parametrize("format", ["ttl", "nt", "jsonld", "rdf"])
def test_graphs_are_written(store: Store, format: str) -> None:
    out = io.BytesIO()
    result = store.query("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }")
    assert result.kind == "graph"
    result.write(format, out)
    assert RURITANIA.encode() in out.getvalue()


def test_format_must_suit_the_answer(store: Store) -> None:
    with pytest.raises(InputError, match="choose one of json, csv, tsv, xml"):
        store.query("SELECT * { ?s ?p ?o }").write("ttl", io.BytesIO())
    with pytest.raises(InputError, match="choose one of ttl"):
        store.query("DESCRIBE <x:y>").write("csv", io.BytesIO())


@pytest.mark.parametrize(
    ("sparql", "line_", "column"),
    [("SELECT ?x WHERE { ?x ?y }", 1, 26), ("SELECT *\nWHERE { ?s ?p ?o ", 2, 18), ("FOO", 1, 4)],
)
def test_malformed_queries_say_where(store: Store, sparql: str, line_: int, column: int) -> None:
    with pytest.raises(QueryError, match="malformed SPARQL at line") as caught:
        store.query(sparql)
    assert (caught.value.line, caught.value.column) == (line_, column)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . service silent ?x { ?s ?p ?o } }",
        "ASK { ?s ?p 'a # b' # SERVICE\n SERVICE <x:y> {} }",
        "LOAD <http://example.org/x>",
    ],
)
def test_nothing_is_fetched_from_the_network(store: Store, sparql: str) -> None:
    with pytest.raises(QueryError, match="refused"):
        store.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'PREFIX service: <x:service/> SELECT * { ?s service:SERVICE """ " SERVICE """ } # SERVICE',
        "SELECT * { ?s <x:SERVICE> ?o ; sr:load ?from . _:service ?p ?o . ?a ?b 'x'@en-service }",
    ],
)
def test_the_word_service_elsewhere_is_harmless(store: Store, sparql: str) -> None:
    assert list(store.query(sparql)) == []


def test_which_graphs_a_query_is_about(store: Store, record: Annotated) -> None:
    document = record.document.iri
    everything = len(list(store.query("SELECT * { ?s ?p ?o FILTER(?p NOT IN (sr:happeningKey, sr:ofHappening)) }")))
    assert everything == store.counts().quads
    assert list(store.query("SELECT * FROM <x:none> { ?s ?p ?o }")) == []
    assert len(list(store.query(f"SELECT * FROM <{document}> {{ ?s ?p ?o }}"))) == everything
    assert list(store.query("SELECT * { ?s ?p ?o }", default_graphs=["x:none"])) == []
    assert list(store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }", named_graphs=["x:none"])) == []


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".ttl", ".jsonld"])
def test_exports_are_deterministic_and_read_back(tmp_path: Path, record: Annotated, suffix: str) -> None:
    records = [record, ferry_record(TEXT + " More.", id_="a2")]
    outputs = []
    for order in (records, records[::-1]):
        store = Store.in_memory(base=BASE, classes=CLASSES)
        for each in order:
            store.replace(each, run=RUN)
        outputs.append(exported(store, tmp_path, "x" + suffix))
    assert outputs[0] == outputs[1]
    read = pyoxigraph.parse(outputs[0], pyoxigraph.RdfFormat.from_extension(suffix[1:]))
    triples = {quad.triple for quad in read}
    assert len(triples) == len(
        set(store.query(f"SELECT ?s ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{BASE}changes>) }}"))
    )


def test_export_of_unknown_kind(tmp_path: Path, store: Store) -> None:
    with pytest.raises(InputError, match=r"\.nq \.trig"):
        store.export(tmp_path / "x.doc")
    with pytest.raises(StoreError, match="cannot write"):
        store.export(tmp_path / "none" / "x.nq")
    assert list(tmp_path.iterdir()) == []


def test_full_disk_leaves_no_half_export(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graph.store.write_graphs", full)
    with pytest.raises(StoreError, match="No space left"):
        store.export(tmp_path / "x.nq")
    assert list(tmp_path.iterdir()) == []


# oxrdflib 0.5 still asks rdflib 7.6 for the dataset's default context
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
def test_rdflib_sees_the_same(store: Store) -> None:
    rows = list(store.dataset().query("SELECT ?s WHERE { ?s a <https://w3id.org/sitrep/ontology#State> }"))
    assert len(rows) == 2


def test_settings_file(tmp_path: Path) -> None:
    Store.open(tmp_path / "s", base=BASE).close()
    assert json.loads((tmp_path / "s" / "sitrep.json").read_text()) == {"format": 3, "base": BASE}
