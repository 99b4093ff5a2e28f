"""All measures at once: `python -m benchmarks.accuracy --corpora DIR --gold DIR [--only NAME …]`.

Writes docs/accuracy.md for people, benchmarks/results/accuracy.json with all figures, and api/figures.json with the
main ones, which an installed sitrep tells (`sitrep figures`, `GET /quality`). What lacks its data is left out with the
reason. With --only, the other measures keep the figures of the last run. No path of the machine gets into the files,
and of results no list of what is wrong, for that would repeat sentences of corpora.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from spacy.language import Language

from api.bootstrap import INTERVAL
from api.provenance import read_run
from api.sheets import Sheet, figure_text, interval_text, to_markdown, to_sheets
from benchmarks.catalogue import ROOT, At, Figure, Measure, Result, create_catalogue
from ingest import load_pipeline
from ontology.errors import InputError

REPORT = ROOT / "docs" / "accuracy.md"
RESULTS = ROOT / "benchmarks" / "results" / "accuracy.json"
FIGURES = ROOT / "api" / "figures.json"
PACKAGES = ("spacy", "onnxruntime", "numpy")
Entry = Mapping[str, Any]  # of a measure: its result and seconds, or why it was skipped

HEAD = """\
# How good it is

`make evaluate` measures all of this anew and writes this page; `benchmarks/results/accuracy.json` has every figure.
`$CORPORA` and `$GOLD` are the folders with the corpora and gold data that are not part of the repository
([training.md](training.md) says which). The table has the main figures, and what follows all others.

Intervals are 95 % bootstrap intervals: sentences, documents or pairs, whatever was drawn as one, are drawn again with
replacement, 1,000 times with a fixed seed, and the middle 95 % of the figures taken. They say how far chance in drawing
the gold moves a figure, not what other kinds of text do to it. What was tuned on its gold is likely to be worse on
other text.
"""


def measure_all(
    measures: Sequence[Measure], folders: Mapping[str, Path | None], known: Mapping[str, Entry], only: Sequence[str]
) -> dict[str, Entry]:
    """Return what each measure gives, those that are not asked for as they are known; raises InputError.

    `folders` are those that $CORPORA and $GOLD stand for.
    """
    if unknown := set(only) - {m.name for m in measures}:
        raise InputError(f"no measure {min(unknown)!r}; there are {', '.join(m.name for m in measures)}")
    found: dict[str, Entry] = {}
    for each in measures:
        if only and each.name not in only:
            found[each.name] = known.get(each.name, {"skipped": "not measured yet"})
        else:
            sys.stderr.write(f"{each.name} …\n")
            found[each.name] = measure_one(each, folders)
    return found


def measure_one(measure: Measure, folders: Mapping[str, Path | None]) -> Entry:
    """Return the result of a measure, or why it was left out."""

    def at(path: str) -> Path:
        first, _, rest = path.partition("/")
        if not first.startswith("$"):
            return ROOT / path
        folder = folders.get(first[1:].lower())
        return Path(first) / rest if folder is None else folder / rest

    if missing := [path for path in measure.files if not at(path).exists()]:
        return {"skipped": f"{', '.join(missing)} not there"}
    begun = time.perf_counter()
    try:
        result = measure.run(_pipeline(), at)
    except InputError as error:
        return {"skipped": _without_paths(str(error), at, measure)}
    return {"seconds": round(time.perf_counter() - begun, 1), "result": _without_lists(result)}


@cache
def _pipeline() -> Language:
    return load_pipeline()


def _without_paths(text: str, at: At, measure: Measure) -> str:
    for path in measure.files:
        text = text.replace(str(at(path)), path)
    return text


def _without_lists(result: Result) -> Result:
    return {
        name: _without_lists(value) if isinstance(value, Mapping) else value
        for name, value in result.items()
        if not (isinstance(value, list) and any(isinstance(item, str) for item in value))
    }


def describe_machine() -> dict[str, Any]:
    """Return processor, cores and versions."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf8").splitlines() if cpu.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    run = read_run(None)
    return {
        "processor": names[0] if names else platform.processor() or platform.machine(),
        "cores": cores,
        "software": {"sitrep": run.version, "python": platform.python_version(), **{p: version(p) for p in PACKAGES}},
        "model": run.model,
    }


def main_figures(measures: Sequence[Measure], entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """Return the main figures of the measures that were taken, in their order."""
    found = []
    for each in measures:
        result = entries[each.name].get("result")
        for figure in each.figures if result is not None else ():
            value, bounds = find(result, figure.path), find(result, (*figure.path[:-1], figure.path[-1] + INTERVAL))
            if bounds is None and len(figure.path) > 1:  # the intervals of a whole group may stand beside it
                *above, group, name = figure.path
                bounds = find(result, (*above, group + INTERVAL, name))
            found.append(
                {
                    "measure": each.name, "title": each.title, "figure": figure.name, "value": value,
                    "interval": bounds or None, "items": find(result, figure.items), "target": figure.target,
                    "met": _is_met(figure, value),
                }
            )  # fmt: skip
    return found


def find(result: object, path: Sequence[str]) -> Any:
    """Return what stands at a path of a result, None where nothing does."""
    for name in path:
        result = result.get(name) if isinstance(result, Mapping) else None
    return result


def _is_met(figure: Figure, value: float | None) -> bool | None:
    if figure.target is None or value is None:
        return None
    return value <= figure.target if figure.most else value >= figure.target


def report(measures: Sequence[Measure], entries: Mapping[str, Entry], machine: Mapping[str, Any]) -> str:
    """Return the page."""
    targets = {
        (m.name, f.name): f"{'≤' if f.most else '≥'} {f.target}" for m in measures for f in m.figures if f.target
    }
    met = {True: "yes", False: "no", None: ""}
    rows = tuple(
        (
            f"[{row['title']}](#{_anchor(row['title'])})", row["figure"],
            targets.get((row["measure"], row["figure"]), ""), figure_text(row["value"]), interval_text(row["interval"]),
            figure_text(row["items"]), met[row["met"]],
        )
        for row in main_figures(measures, entries)
    )  # fmt: skip
    columns = ("measure", "figure", "target", "value", "95 % interval", "items", "met")
    versions = ", ".join(f"{name} {number}" for name, number in machine["software"].items())
    parts = [
        HEAD,
        to_markdown(Sheet(title="", columns=columns, rows=rows)),
        f"Measured on {machine['processor']}, {machine['cores']} cores, no GPU; {versions}; the reader's "
        f"weights are `{machine['model'][:16]}` (SHA-256).\n",
        *(_section(each, entries[each.name]) for each in measures),
    ]
    return "\n".join(parts)


def _anchor(title: str) -> str:
    return "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c == "-")


def _section(measure: Measure, entry: Entry) -> str:
    lines = [
        f"## {measure.title}\n",
        f"`{measure.command}`\n",
        f"Gold: {measure.gold} Tuned on it: {measure.tuned}.\n",
    ]
    if "result" not in entry:
        return "\n".join([*lines, f"Not measured: {entry['skipped']}.\n"])
    for sheet in to_sheets(entry["result"]):
        lines += [*([f"### {sheet.title[0].upper()}{sheet.title[1:]}\n"] if sheet.title else []), to_markdown(sheet)]
    return "\n".join(lines)


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON, making the folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf8")


def main() -> None:
    """Read the command line, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, help="the folder that $CORPORA stands for")
    parser.add_argument("--gold", type=Path, help="the folder that $GOLD stands for")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a measure to take; may repeat")
    for name, path in (("report", REPORT), ("results", RESULTS), ("figures", FIGURES)):
        parser.add_argument(f"--{name}", type=Path, default=path, help=f"default: {path.relative_to(ROOT)}")
    a = parser.parse_args()
    measures = create_catalogue()
    known = json.loads(a.results.read_text(encoding="utf8"))["measures"] if a.only and a.results.exists() else {}
    entries = measure_all(measures, {"corpora": a.corpora, "gold": a.gold}, known, a.only)
    machine = describe_machine()
    write_json(a.results, {**machine, "measures": entries})
    write_json(a.figures, {**machine, "figures": main_figures(measures, entries)})
    a.report.write_text(report(measures, entries, machine), encoding="utf8")


if __name__ == "__main__":
    main()
