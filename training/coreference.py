"""Fit the weights of coreference: `python -m training.coreference --corpora DIR [--out FILE]`.

Gold chains tell for each pronoun and description which of the candidates that `ingest.coreference` weighs is right, if
any: those of GUM train, and our own for some news of the GMB sample (`data/coreference-voa.tsv`). A log-linear model
over candidates, with a Gaussian prior, by L-BFGS; pronouns and descriptions apart. Two rounds: in the first, what was
decided before each mention is as gold has it, in the second also as the first round's weights decide, mistakes
included. The pipeline's own mentions are matched with gold ones by head word.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from api.evaluate import gold_doc, read_trees
from api.evaluate_coreference import read_chains
from ingest import load_pipeline
from ingest.chain import Thread
from ingest.coreference import Coreference
from ingest.coreference_weights import WEIGHTS, Choice, Decide, Weights, features
from training.loglinear import fit
from training.names import read_gmb

THRESHOLDS = {"he": 0.45, "it": 0.5, "they": 0.45, "noun": 0.6}  # probability from which a candidate is taken
EVEN = dict.fromkeys(THRESHOLDS, 0.5)
PRIOR, RAREST, SMALLEST = 4.0, 4, 0.02
NEWS = Path(__file__).parent / "data" / "coreference-voa.tsv"
SENTENCES = 9  # in each piece of news
COPIES = 2  # of the examples from news, which are nearer to what sitrep reads


class Text(NamedTuple):
    """A document before coreference, its chains by head token, and the tokens that are left out."""

    doc: Doc
    gold: dict[int, str]
    unclear: frozenset[int]
    copies: int


class Example(NamedTuple):
    """Features of "nothing" and of each candidate, and which of them are right."""

    kind: str
    features: list[list[str]]
    right: list[bool]


def collect(coreference: Coreference, text: Text, weights: Weights | None) -> list[Example]:
    """Return what has to be decided in a document, each with earlier decisions as weights, or else gold, make them."""
    found: list[Example] = []

    def decide(token: int, choice: Choice) -> Thread | None:
        chain = text.gold.get(token)
        right = [chain is not None and _chain_of(thread, text.gold) == chain for thread, _ in choice.found]
        if token not in text.unclear:
            rows = [features(choice.nothing), *(features(signature) for _, signature in choice.found)]
            found.append(Example(choice.kind, rows, [not any(right), *right]))
        if weights is not None:
            return weights.decide(token, choice)
        return next((thread for (thread, _), is_right in zip(choice.found, right, strict=True) if is_right), None)

    by: Decide = decide
    coreference.resolve(text.doc, by)
    return found * text.copies


def _chain_of(thread: Thread, gold: dict[int, str]) -> str | None:
    return next((gold[m.head] for m in reversed(thread.mentions) if m.head in gold), None)


def fit_apart(examples: list[Example], prior: float) -> dict[str, float]:
    """Return the weights of pronouns and of descriptions."""
    found: dict[str, float] = {}
    for nouns in (False, True):
        own = [e for e in examples if (e.kind == "noun") is nouns]
        chosen = [([dict.fromkeys(names, 1.0) for names in e.features], e.right) for e in own]
        found |= fit(chosen, prior, RAREST, SMALLEST)
    return found


def read_texts(nlp: Language, corpora: Path) -> Iterator[Text]:
    """Yield the documents of GUM train and our pieces of news, with our reader's analysis of gold words."""
    for path in sorted((corpora / "gum" / "train").glob("*.conllu")):
        sentences = list(read_trees([path]))
        chains = sorted(read_chains(sentences), key=lambda m: m.begin - m.end)
        gold = {head: m.chain for m in chains for head in m.heads}
        yield Text(_analyse(nlp, gold_doc(nlp, sentences)), gold, frozenset(), 1)
    news = read_gmb(corpora / "gmb" / "gmb-voa.csv")
    for line in NEWS.read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        first, chained, left_out = line.split("\t")
        words = [s.words for s in news[int(first) : int(first) + SENTENCES]]
        starts: list[bool | int | None] = [i == 0 for s in words for i in range(len(s))]
        doc = Doc(nlp.vocab, words=[w for s in words for w in s], sent_starts=starts)
        gold = {int(token): chain for chain in chained.split() for token in chain.split(",")}
        unclear = frozenset(int(token) for token in left_out[1:].split(",") if token)
        yield Text(_analyse(nlp, doc), gold, unclear, COPIES)


def _analyse(nlp: Language, doc: Doc) -> Doc:
    for name, component in nlp.pipeline:
        if name == "sitrep_coreference":
            break
        doc = component(doc)
    return doc


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    a = parser.parse_args()
    nlp = load_pipeline()
    coreference = dict(nlp.pipeline)["sitrep_coreference"]
    assert isinstance(coreference, Coreference)
    texts = list(read_texts(nlp, a.corpora))
    examples = [e for text in texts for e in collect(coreference, text, None)]
    print(Counter(e.kind for e in examples))
    first = Weights(fit_apart(examples, PRIOR), EVEN)
    examples += [e for text in texts for e in collect(coreference, text, first)]
    weights = fit_apart(examples, 2 * PRIOR)
    data = {"thresholds": THRESHOLDS, "weights": dict(sorted(weights.items()))}
    a.out.write_text(json.dumps(data, indent=0) + "\n", encoding="utf8")
    print(f"{a.out}: {len(weights)} weights")


if __name__ == "__main__":
    main()
