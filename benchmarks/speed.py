"""How fast: `python -m benchmarks.speed [--corpora DIR] [--words N]`; prints JSON.

Times, on the same texts in the same run: an untrained spaCy pipeline of en_core_web_sm's architecture in
two processes (the peer), the reader alone (the floor), the whole of ingest, the mapping to
RDF, and storing. Texts are `DIR/gum/dev` where it is given, else `examples/`, repeated up to N words.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.training import Example

from api.evaluate import read_trees
from graph import Store, to_quads
from ingest import annotate, load_pipeline
from ingest.read import read_text
from ingest.reader import load_reader
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated

REPEATS = 3
EXAMPLES = Path(__file__).parent.parent / "examples"


def read_texts(corpora: Path | None, words: int) -> list[str]:
    """Return texts of about `words` words in all."""
    if corpora is None:
        texts = [p.read_text(encoding="utf8") for p in sorted(EXAMPLES.glob("*.txt"))]
    else:
        found: dict[str, str] = {}
        for s in read_trees([corpora / "gum" / "dev"]):
            text = "".join(w + " " * x for w, x in zip(s.words, s.spaces, strict=True))
            found[s.document] = found.get(s.document, "") + ("\n\n" if s.paragraph else " ") + text.strip()
        texts = [t.strip() for t in found.values()]
    mean = sum(len(t.split()) for t in texts) / len(texts)
    # a number in front makes repeated texts different documents
    return [f"{i}. {t}" for i, t in enumerate(islice(cycle(texts), max(2, round(words / mean))))]


def peer() -> Language:
    """Return an untrained pipeline of en_core_web_sm's architecture."""
    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency", silent=True)
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    words = ["Rebels", "seized", "Goma"]
    annotations = {
        "words": words, "tags": ["NNS", "VBD", "NNP"], "heads": [1, 1, 1], "deps": ["nsubj", "ROOT", "dobj"],
        "entities": ["O", "O", "U-GPE"],
    }  # fmt: skip
    doc = spacy.blank("en").make_doc(" ".join(words))
    nlp.initialize(lambda: [Example.from_dict(doc, annotations)])
    return nlp


def timed(work: Callable[[], Iterable[object]], times: int = 1) -> float:
    """Return the seconds that consuming a stream takes: the best of so many times, for machines are noisy."""
    best = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        for _ in work():
            pass
        best = min(best, time.perf_counter() - begun)
    return best


def measure(texts: list[str]) -> dict[str, object]:
    """Return words per second and seconds of each stage."""
    begun = time.perf_counter()
    reader = load_reader()
    loading = time.perf_counter() - begun
    pipeline = load_pipeline()
    tokenizer = spacy.blank("en")
    words = sum(1 for doc in tokenizer.pipe(texts) for t in doc if not t.is_space)
    documents = [read_text(t, id=str(i), published="2024-06-01", base=DEFAULT_BASE) for i, t in enumerate(texts)]
    list(reader.pipe(texts[:2]))
    seconds = {"reader": timed(lambda: reader.pipe(texts), REPEATS)}
    stage = "ingest (reader and all after it)"
    seconds[stage] = timed(lambda: annotate(documents, pipeline, base=DEFAULT_BASE), REPEATS)
    records = [r for r in annotate(documents, pipeline, base=DEFAULT_BASE) if isinstance(r, Annotated)]
    triples = 0

    def mapping() -> Iterable[object]:
        nonlocal triples
        for record in records:
            triples += len(to_quads(record, base=DEFAULT_BASE, run=None))
            yield record

    seconds["mapping to RDF"] = timed(mapping)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        seconds["mapping and storing"] = timed(lambda: (store.replace(r) for r in records))
    untrained = peer()
    seconds["spaCy small architecture, two processes"] = timed(lambda: untrained.pipe(texts, n_process=2), REPEATS)
    after = seconds[stage] / seconds["reader"] - 1
    whole = seconds[stage] + seconds["mapping and storing"]
    return {
        "machine": f"{platform.processor() or platform.machine()}, {_cores()} cores",
        "documents": len(texts),
        "words": words,
        "words/s": {k: round(words / v) for k, v in seconds.items()},
        "reader against spaCy": round(seconds["spaCy small architecture, two processes"] / seconds["reader"], 2),
        "after the reader, share of its time": round(after, 3),
        "end to end": {"words/s": round(words / whole), "triples/s": round(triples / whole)},
        "reader loads in s": round(loading, 2),
        "peak memory in MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0))


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--words", type=int, default=60_000)
    a = parser.parse_args()
    print(json.dumps(measure(read_texts(a.corpora, a.words)), indent=2))


if __name__ == "__main__":
    main()
