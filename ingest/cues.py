"""What the words around an event add up to, and cues of several words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.tree import Tree
from ontology.attribution import Attribution, Cue, Embedding
from ontology.records import Certainty, Polarity, Temporality

SURE: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")
FAR: tuple[Temporality | None, ...] = (None, "present", "past", "future", "hypothetical")


@dataclass(slots=True)
class Standing:
    """What the words around an event add up to; `cue` is the token that weakened, turned round or attributed it."""

    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    temporality: Temporality | None = None
    cue: tuple[int, int] | None = None
    ceased: bool = False

    def weaken(self, certainty: Certainty | None) -> None:
        """Take the less sure of two certainties."""
        if certainty is not None and SURE.index(certainty) > SURE.index(self.certainty):
            self.certainty = certainty

    def move(self, temporality: Temporality | None) -> None:
        """Take the temporality that lies further from what has happened."""
        if FAR.index(temporality) > FAR.index(self.temporality):
            self.temporality = temporality

    def flip(self) -> None:
        """Turn the polarity round."""
        self.polarity = "negative" if self.polarity == "positive" else "positive"

    def apply(self, cue: Cue | Embedding, begin: int, end: int) -> None:
        """Let a cue or an embedding predicate at these tokens act."""
        if cue.flip:
            self.flip()
            if self.ceased:  # who refuses to stop goes on
                self.flip()
        self.ceased = isinstance(cue, Embedding) and cue.temporality == "past" and not cue.flip
        if isinstance(cue, Embedding) and cue.temporality is not None:
            self.temporality = None if self.temporality != "hypothetical" else self.temporality
        self.weaken(cue.certainty)
        self.move(cue.temporality)
        if self.cue is None and (cue.flip or cue.certainty not in {None, "certain"} or cue.temporality is not None):
            self.cue = (begin, end)


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Cues of several words by their first word."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]

    def find(self, tree: Tree) -> list[tuple[int, int, Cue]]:
        """Return where the phrases occur, as token spans; words may be inflected ("was going to")."""
        found = []
        for token, lemma in enumerate(tree.lemmas):
            for words, cue in self.by_first.get(lemma) or self.by_first.get(tree.lower[token]) or ():
                end = token + len(words)
                if tuple(tree.lower[token + 1 : end]) == words[1:]:
                    found.append((token, end, cue))
                    break
        return found


def index_phrases(attribution: Attribution) -> Phrases:
    """Collect the cues that are fixed phrases, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for lemma, cue in attribution.cues.items():
        words = tuple(lemma.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append((words, cue))
    return Phrases({first: tuple(sorted(all_, key=lambda p: -len(p[0]))) for first, all_ in found.items()})
