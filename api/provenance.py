"""What makes records here: the version of sitrep and the reader's weights."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from graph.mapping import Run
from ontology.errors import ModelError


def read_run(model: Path | None) -> Run:
    """Return the run that the installed software and the weights in a folder make.

    Raises ModelError where the weights do not say what they are.
    """
    from ingest.reader.model import MODEL  # it imports onnxruntime, which most commands need not wait for

    file = (MODEL if model is None else model) / "reader.json"
    try:
        digest = json.loads(file.read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the reader's weights are missing or broken ({file}: {error}); install them again") from error
    return Run(version=version("sitrep"), model=str(digest))
