"""Fit the weights of coreference: `python -m training.coreference --corpora DIR [--out FILE]`.

The gold chains of GUM train tell for each pronoun and description which of the candidates that `ingest.coreference`
weighs is right, if any: a log-linear model over candidates, with a Gaussian prior, by L-BFGS. Descriptions and
pronouns are fitted apart. The pipeline's own mentions are matched with gold ones by head word.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from spacy.language import Language
from spacy.tokens import Doc

from api.evaluate import gold_doc, read_trees
from api.evaluate_coreference import read_chains
from ingest import load_pipeline
from ingest.chain import Thread
from ingest.coreference import Coreference
from ingest.coreference_weights import WEIGHTS, Choice, features

THRESHOLDS = {"he": 0.45, "it": 0.5, "they": 0.45, "noun": 0.6}  # probability from which a candidate is taken
PRIOR, RAREST, SMALLEST = 3.0, 4, 0.02


class Example(NamedTuple):
    """Features of "nothing" and of each candidate, and which of them are right."""

    kind: str
    features: list[list[str]]
    right: list[bool]


def collect(coreference: Coreference, doc: Doc, gold: dict[int, str]) -> Iterator[Example]:
    """Yield what has to be decided in a document, each with earlier decisions as gold has them."""
    found: list[Example] = []

    def decide(token: int, choice: Choice) -> Thread | None:
        chain = gold.get(token)
        right = [chain is not None and _chain_of(thread, gold) == chain for thread, _ in choice.found]
        rows = [features(choice.nothing), *(features(signature) for _, signature in choice.found)]
        found.append(Example(choice.kind, rows, [not any(right), *right]))
        return next((thread for (thread, _), is_right in zip(choice.found, right, strict=True) if is_right), None)

    coreference.resolve(doc, decide)
    yield from found


def _chain_of(thread: Thread, gold: dict[int, str]) -> str | None:
    return next((gold[m.head] for m in reversed(thread.mentions) if m.head in gold), None)


def fit(examples: list[Example]) -> dict[str, float]:
    """Return the weights that maximise the likelihood of the right candidates, under the prior."""
    counts = Counter(f for e in examples for row in e.features for f in row)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}
    rows, columns, starts, right = [], [], [], []
    for example in examples:
        starts.append(len(right))
        for row, is_right in zip(example.features, example.right, strict=True):
            known = [index[f] for f in row if f in index]
            rows += [len(right)] * len(known)
            columns += known
            right.append(is_right)
    row, column, start = np.array(rows), np.array(columns), np.array(starts)
    gold, group = np.array(right), np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = np.bincount(row, weights[column], minlength=len(gold))
        scores = np.exp(scores - np.maximum.reduceat(scores, start)[group])
        total, mass = np.add.reduceat(scores, start), np.add.reduceat(scores * gold, start)
        error = scores / total[group] - scores * gold / mass[group]
        gradient = np.bincount(column, error[row], minlength=len(index)) + PRIOR * weights
        return float(-np.log(mass / total).sum() + PRIOR * weights @ weights / 2), gradient

    found: Any = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {f: round(float(found.x[i]), 3) for f, i in index.items() if abs(found.x[i]) >= SMALLEST}


def read_examples(nlp: Language, folder: Path) -> Iterator[Example]:
    """Yield the examples of all documents of a folder, with our reader's analysis of gold words and sentences."""
    coreference = dict(nlp.pipeline)["sitrep_coreference"]
    assert isinstance(coreference, Coreference)
    for path in sorted(folder.glob("*.conllu")):
        sentences = list(read_trees([path]))
        doc = gold_doc(nlp, sentences)
        for name, component in nlp.pipeline:
            if name == "sitrep_coreference":
                break
            doc = component(doc)
        chains = sorted(read_chains(sentences), key=lambda m: m.begin - m.end)
        yield from collect(coreference, doc, {head: m.chain for m in chains for head in m.heads})


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    a = parser.parse_args()
    examples = list(read_examples(load_pipeline(), a.corpora / "gum" / "train"))
    print(Counter(e.kind for e in examples))
    weights = fit([e for e in examples if e.kind != "noun"]) | fit([e for e in examples if e.kind == "noun"])
    data = {"thresholds": THRESHOLDS, "weights": dict(sorted(weights.items()))}
    a.out.write_text(json.dumps(data, indent=0) + "\n", encoding="utf8")
    print(f"{a.out}: {len(weights)} weights")


if __name__ == "__main__":
    main()
