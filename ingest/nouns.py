"""Semantic classes of common nouns where they stand, compounds first ("spy agency")."""

from __future__ import annotations

from ingest.tree import Tree
from ontology.lexicon import Lexicon


def noun_classes(lexicon: Lexicon, tree: Tree, head: int) -> frozenset[str]:
    """Return the classes of a noun and of the compound that it makes with the word before it."""
    found = lexicon.classes_of(tree.lemmas[head])
    if head > 0 and tree.heads[head - 1] == head:
        found |= lexicon.classes_of(f"{tree.lower[head - 1]} {tree.lemmas[head]}")
    return found
