"""The reader's network at run time: one window of words in, scores of every layer out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ingest.reader.hints import Hints
from ingest.reader.lemmas import Lemmas
from ingest.reader.pieces import Pieces
from ontology.errors import ModelError

BEFORE_HINTS = 12  # outputs of the network that are not of its head for events
MODEL = Path(__file__).parent / "model"
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a window of N words; row or column 0 of the (N + 1)-sized axes is the root.

    `upos`, `xpos` (N + 1,) class indexes; `names` (N + 1, tags) log probabilities; `predicate`, `start`
    (N + 1,) log odds; `arcs` (N + 1, N + 1) scores of [dependent, head]; the score of a label l for an
    arc is `dependent[d, l] · head[h]`; `at` (P,) the predicates, of which the first is the root and no
    predicate; `role` (P, N + 1) class indexes and `margin` their advantage over no role; `sense` (P, S);
    `hints` are of the N + 1 rows, None for a
    network without a head for events.
    """

    upos: Ints
    xpos: Ints
    names: Floats
    predicate: Floats
    start: Floats
    arcs: Floats
    dependent: Floats
    head: Floats
    at: Ints
    role: Ints
    margin: Floats
    sense: Floats
    hints: Hints | None


class Model:
    """Weights and label inventories of one version of the reader; `run` may be called from several threads."""

    def __init__(self, folder: Path = MODEL) -> None:
        try:
            tables: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf8"))
            self._vectors: Floats = np.load(folder / "rolesets.npz")["vectors"].astype(np.float32)
            self.pieces = Pieces(folder / "tokenizer.json")
            self._session = onnxruntime.InferenceSession(
                str(folder / "reader.onnx"), sess_options=_options(), providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"the reader's weights in {folder} cannot be loaded ({error}): run `make train`"
            ) from error
        except Exception as error:  # onnxruntime raises its own types, which share no base
            raise ModelError(f"the reader's network in {folder} cannot be loaded: {error}") from error
        self.sha256: str = tables["sha256"]
        self.upos: list[str] = tables["upos"]
        self.xpos: list[str] = tables["xpos"]
        self.deps: list[str] = tables["deps"]
        self.roles: list[str] = tables["roles"]
        self.rolesets: list[str] = list(tables["rolesets"])
        self.lemmas = Lemmas(tables["lemmas"])
        self._by_lemma = _by_lemma(tables["rolesets"])

    def run(self, words: Sequence[str]) -> Scores:
        """Score one window; the result depends on these words alone."""
        ids, shapes, first = self.pieces.encode(words)
        found = self._session.run(None, {"ids": ids[None], "shapes": shapes[None], "first": first[None]})
        hints = Hints(*found[BEFORE_HINTS:]) if len(found) > BEFORE_HINTS else None
        return Scores(*found[:BEFORE_HINTS], hints)  # type: ignore[call-arg]

    def roleset(self, lemma: str, following: str | None, sense: Floats) -> str:
        """Return the best roleset of a predicate's lemma, or `lemma.01` where the frames know none.

        `following` is the lemma of a particle, which picks phrasal rolesets (carry out).
        """
        candidates: Sequence[int] | None = None
        if following is not None:
            candidates = self._by_lemma.get(f"{lemma}_{following}")
        candidates = candidates or self._by_lemma.get(lemma) or self._by_lemma.get(american(lemma))
        if not candidates:
            return f"{lemma}.01"
        if len(candidates) == 1:
            return self.rolesets[candidates[0]]
        return self.rolesets[candidates[int(np.argmax(self._vectors[candidates] @ sense))]]


def american(lemma: str) -> str:
    """Return a lemma in the American spelling that rolesets are named in (mobilise, labour, defence)."""
    for british, ours in (("ise", "ize"), ("yse", "yze"), ("isation", "ization"), ("our", "or"), ("ence", "ense")):
        if lemma.endswith(british):
            return lemma[: -len(british)] + ours
    return lemma


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 3
    return options


def _by_lemma(rolesets: dict[str, list[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, aliases in enumerate(rolesets.values()):
        for alias in aliases:
            found.setdefault(alias.lower(), []).append(i)
    return found
