"""The direction of imports: ontology <- ingest, ontology <- graph, and all of them <- api."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ontology", "ingest", "graph", "api")
FORBIDDEN = {
    "ontology": {"ingest", "graph", "api", "training", "spacy", "onnxruntime", "pyoxigraph", "fastapi", "networkx"},
    "ingest": {"graph", "api", "training", "rdflib", "pyoxigraph", "networkx", "fastapi"},
    "graph": {"ingest", "api", "training", "spacy", "onnxruntime", "fastapi"},
    "api": {"training"},
}
ONLY = {"onnxruntime": "ingest/reader/", "pyoxigraph": "graph/store"}
MODULES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and not n.level}
    return {n.split(".")[0] for n in names}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_follow_the_arrows(path: Path) -> None:
    relative = str(path.relative_to(ROOT))
    assert not imported(path) & FORBIDDEN[relative.split("/")[0]]
    for library, place in ONLY.items():
        assert library not in imported(path) or relative.startswith(place)
