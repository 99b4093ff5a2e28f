"""How fast and large the gazetteer is: `python -m benchmarks.gazetteer [--names N]`; prints JSON.

Building, loading and memory are measured in fresh processes with a cache folder of their own; memory is what the
process holds more after than before. Names to find are half known ones and half such with a letter exchanged.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ontology.gazetteer import Gazetteer, load_gazetteer

_IN_A_PROCESS = """
import json, time
from ontology.gazetteer import load_gazetteer
def held():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))
before, wall, cpu = held(), time.perf_counter(), time.process_time()
gazetteer = load_gazetteer()
found = {"s": time.perf_counter() - wall, "CPU s": time.process_time() - cpu, "MB": held() - before}
for key in gazetteer:
    gazetteer.find(gazetteer.entry(key).label)
found["MB, all entries and names read"] = held() - before
print(json.dumps({name: round(value, 3) for name, value in found.items()}))
"""


def in_a_process(folder: str) -> dict[str, float]:
    """Load the gazetteer in a fresh process with that cache folder, and return its seconds and MB."""
    environment = {**os.environ, "SITREP_CACHE": folder}
    done = subprocess.run([sys.executable, "-c", _IN_A_PROCESS], env=environment, capture_output=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def names_of(gazetteer: Gazetteer, count: int) -> list[str]:
    """Return so many names, half of them known."""
    rng = random.Random(1)
    known = [gazetteer.entry(key).label for key in rng.sample(list(gazetteer), count // 2)]
    return [*known, *(_misspelled(name, rng) for name in known)]


def _misspelled(name: str, rng: random.Random) -> str:
    at = rng.randrange(len(name))
    return name[:at] + rng.choice(string.ascii_lowercase) + name[at + 1 :]


def measure(count: int) -> dict[str, object]:
    """Return times, sizes and rates."""
    with tempfile.TemporaryDirectory() as folder:
        built, loaded = in_a_process(folder), in_a_process(folder)
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    gazetteer = load_gazetteer()
    names = names_of(gazetteer, count)
    begun = time.process_time()
    known = sum(1 for name in names if gazetteer.find(name))
    finding = time.process_time() - begun
    seconds = []
    for name in names[count // 2 :]:
        begun = time.process_time()
        gazetteer.similar(name)
        seconds.append(time.process_time() - begun)
    return {
        "machine": f"{platform.processor() or platform.machine()}, {len(os.sched_getaffinity(0))} cores",
        "entries": dict(Counter(key.split("/")[0] for key in gazetteer)),
        "built": built,
        "loaded": loaded,
        "file in MB": round(size / 1e6, 1),
        "names": {"all": len(names), "known": known},
        "find/s": round(len(names) / finding),
        "similar/s": round(len(seconds) / sum(seconds)),
        "similar in ms": {
            "median": round(1000 * statistics.median(seconds), 2),
            "99 %": round(1000 * statistics.quantiles(seconds, n=100)[-1], 2),
        },
    }


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=5000)
    print(json.dumps(measure(parser.parse_args().names), indent=2))


if __name__ == "__main__":
    main()
