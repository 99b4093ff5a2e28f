"""Cues of contexts: the data as shipped, and what the loader refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.contexts import load_contexts
from ontology.errors import OntologyError
from ontology.event_types import SLOTS, load_event_types
from ontology.lexicon import load_lexicon


def test_every_context_has_words_and_every_class_exists() -> None:
    cues, types, semantic = load_contexts(), load_event_types(), load_lexicon().broader
    assert {context for found in cues.words.values() for _, context in found} == types.contexts
    assert set(cues.classes) <= set(semantic)
    for context, when in cues.conditions:
        assert context in types.contexts
        assert set(when) <= {"type", *SLOTS}
        assert when["type"] <= set(types.types)
        assert frozenset().union(*(classes for role, classes in when.items() if role != "type")) <= set(semantic)
    assert cues.yields == {"crime": {"corruption", "illegal_drugs", "trafficking"}}


def test_longest_expressions_come_first_and_hyphens_may_part() -> None:
    words = load_contexts().words
    assert [len(rest) for rest, _ in words["war"]] == sorted((len(rest) for rest, _ in words["war"]), reverse=True)
    assert (("-", "qaeda"), "terrorism") in words["al"]
    assert ((), "terrorism") in words["al-qaeda"]


def test_a_word_given_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "contexts.ttl").write_text(
        """@prefix sr: <https://w3id.org/sitrep/ontology#> .
        <https://w3id.org/sitrep/plover#health> sr:lemmas "virus, clinic, virus" ."""
    )
    with pytest.raises(OntologyError, match="health lists virus twice"):
        load_contexts(tmp_path)
