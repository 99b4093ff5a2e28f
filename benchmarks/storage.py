"""How much a store takes: `python -m benchmarks.storage`.

Prints quads and bytes on disk per article of 400 words, over `examples/`.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks.speed import EXAMPLES
from graph import Store, to_quads
from ingest import annotate, load_pipeline
from ingest.read import read_documents
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated, Document

ARTICLE = 400


def measure() -> dict[str, object]:
    """Return quads and bytes on disk for 400 words, over the example articles stored together."""
    found = read_documents([EXAMPLES], published=None, source=None, base=DEFAULT_BASE)
    documents = [d for d in found if isinstance(d, Document)]
    records = [r for r in annotate(documents, load_pipeline(), base=DEFAULT_BASE) if isinstance(r, Annotated)]
    words = sum(len(r.document.text.split()) for r in records)
    quads = [len(to_quads(r, base=DEFAULT_BASE, run=None)) for r in records]
    rates = sorted(q * ARTICLE / len(r.document.text.split()) for q, r in zip(quads, records, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        with Store.open(path) as store:
            for record in records:
                store.replace(record)
        size = sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
    return {
        "articles": len(records),
        "words": words,
        "quads per 400 words": {"mean": round(sum(quads) * ARTICLE / words), "most": round(rates[-1])},
        "bytes on disk per 400 words": round(size * ARTICLE / words),
    }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
