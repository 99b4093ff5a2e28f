"""Memory over a long ingest: `python -m benchmarks.memory [--documents 10000]`; prints JSON.

The example articles are read again and again, each time with other numbers and other names of persons and villages, so
that no two documents are alike; only the records are made, nothing is stored. Printed is the resident memory after each
tenth of the documents: it is flat when the last is no more than the first, but for caches with a fixed bound.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from ingest import annotate, load_pipeline
from ingest.read import read_text
from ontology.iris import DEFAULT_BASE
from ontology.records import Annotated, Document

EXAMPLES = Path(__file__).parents[1] / "examples"
SYLLABLES = ("ba", "do", "ka", "li", "mo", "ne", "ra", "sho", "tu", "vi")
NUMBER = re.compile(r"\b\d{2,3}\b")


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """Yield documents of about 400 words, no two alike."""
    rng = random.Random(seed)
    texts = [path.read_text(encoding="utf8") for path in sorted(EXAMPLES.glob("*.txt"))]
    for number in range(count):
        name = "".join(rng.choices(SYLLABLES, k=3)).title()
        village = "".join(rng.choices(SYLLABLES, k=4)).title()
        text = NUMBER.sub(lambda _: str(rng.randint(10, 999)), texts[number % len(texts)])
        text += f"\n\nColonel {name} {village}ev said on Tuesday that troops had left {village} in the north."
        yield read_text(text, id=f"document-{number}", published="2024-11-14", base=DEFAULT_BASE)


def resident() -> float:
    """Return the resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * resource.getpagesize() / 1e6, 1)


def measure(count: int) -> dict[str, object]:
    """Return the resident memory after each tenth of the documents."""
    nlp = load_pipeline()
    steps: list[float] = []
    events = 0
    begin = time.perf_counter()
    for number, record in enumerate(annotate(documents(count), nlp, base=DEFAULT_BASE), 1):
        events += len(record.events) if isinstance(record, Annotated) else 0
        if number % max(count // 10, 1) == 0:
            steps.append(resident())
    seconds = time.perf_counter() - begin
    return {"documents": count, "events": events, "seconds": round(seconds, 1), "resident MB by tenths": steps}


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    print(json.dumps(measure(parser.parse_args().documents), indent=2))


if __name__ == "__main__":
    main()
