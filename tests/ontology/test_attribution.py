"""Reporting, embedding and cues."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.attribution import Attribution, load_attribution
from ontology.errors import OntologyError

PREFIX = "@prefix sr: <https://w3id.org/sitrep/ontology#> .\n"


@pytest.fixture(scope="module")
def attribution() -> Attribution:
    return load_attribution()


@pytest.mark.parametrize(
    ("roleset", "source", "content", "certainty", "polarity"),
    [
        ("say.01", "ARG0", "ARG1", "certain", "positive"),
        ("estimate.01", "ARG0", "ARG1", "probable", "positive"),
        ("speculate.01", "ARG0", "ARG1", "possible", "positive"),
        ("accuse.01", "ARG0", "ARG2", "possible", "positive"),
        ("deny.01", "ARG0", "ARG1", "certain", "negative"),
        ("inform.01", "ARG0", "ARG2", "certain", "positive"),
        ("hear.01", "ARG2", "ARG1", "probable", "positive"),
    ],
)
def test_reporting(
    attribution: Attribution, roleset: str, source: str, content: str, certainty: str, polarity: str
) -> None:
    found = attribution.reporting[roleset]
    assert (found.source, found.content, found.certainty, found.polarity) == (source, content, certainty, polarity)


@pytest.mark.parametrize(
    ("roleset", "content", "shares", "flip", "temporality"),
    [
        ("plan.01", "ARG1", "ARG0", False, "future"),
        ("threaten.01", "ARG1", "ARG0", False, "hypothetical"),
        ("refuse.01", "ARG1", "ARG0", True, None),
        ("fail.01", "ARG2", "ARG1", True, None),
        ("prevent.01", "ARG1", None, True, None),
        ("order.01", "ARG2", "ARG1", False, "hypothetical"),
        ("manage.02", "ARG1", "ARG0", False, None),
        ("promise.01", "ARG2", "ARG0", False, "future"),
    ],
)
def test_embedding(
    attribution: Attribution, roleset: str, content: str, shares: str | None, flip: bool, temporality: str | None
) -> None:
    found = attribution.embedding[roleset]
    assert (found.content, found.shares, found.flip, found.temporality) == (content, shares, flip, temporality)


@pytest.mark.parametrize(
    ("lemma", "certainty", "flip"),
    [
        ("reportedly", "probable", False),
        ("allegedly", "possible", False),
        ("may", "possible", False),
        ("never", "certain", True),
        ("unclear", "unknown", False),
        ("unlikely", "possible", True),
        ("suspected", "possible", False),
    ],
)
def test_cues(attribution: Attribution, lemma: str, certainty: str, flip: bool) -> None:
    cue = attribution.cues[lemma]
    assert (cue.certainty, cue.flip) == (certainty, flip)
    assert cue.pos


def test_phrases_name_sources(attribution: Attribution) -> None:
    assert attribution.phrases["according to"] == "certain"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('sr:a a sr:Reporting ; sr:roleset "say.01" .', "a needs certainty, polarity, sourceRole and contentRole"),
        ('sr:a a sr:Embedding ; sr:roleset "plan.01" .', "a needs contentRole"),
        ('sr:a a sr:Cue ; sr:lemmas "may" ; sr:certainty "sure" .', "certainty 'sure' is none of certain, probable"),
        ('sr:a a sr:Cue ; sr:lemmas "may" .\nsr:b a sr:Cue ; sr:lemmas "may, can" .', "'may' is in two sr:Cue groups"),
        ('sr:a a sr:SourcePhrase ; sr:lemmas "per" .', "a needs certainty"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, body: str, message: str) -> None:
    (tmp_path / "attribution.ttl").write_text(PREFIX + body)
    with pytest.raises(OntologyError, match=message):
        load_attribution(tmp_path)
