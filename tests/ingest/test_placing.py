"""How the readings of a place name are weighed."""

from __future__ import annotations

import pytest

from ingest.candidates import Candidate, Level, sphere
from ingest.placing import Context, Evidence, decide
from ontology.gazetteer import Entry


def candidate(
    key: str,
    country: str,
    level: Level = "city",
    size: float = 2.0,
    at: tuple[float, float] = (0.0, 0.0),
    division: str = "",
) -> Candidate:
    """Return a reading whose entry has no more than it needs."""
    entry = Entry(key=key, type="Place", label=key, country=country, codes={}, point=at, same_as=())
    size = size if level == "city" else 0.0
    small = level == "city" and size < 0.7
    return Candidate(
        entry=entry, level=level, size=size, small=small, main=True, likeness=1.0, at=sphere(*at),
        division=division or None,
    )  # fmt: skip


def context(*countries: str) -> Context:
    """Return the context of a sentence that names countries."""
    found = Context(sentences=[{}])
    for country in countries:
        found.add_country(0, country)
    return found


LARGE = candidate("large", "ESP", size=3.0)
SMALLER = candidate("smaller", "ARG", size=2.5, at=(-64.0, -31.0))


def test_the_larger_city_is_meant_unless_the_text_is_about_the_country_of_another() -> None:
    assert decide([SMALLER, LARGE], Evidence(sentence=0), context()).candidate == LARGE
    decision = decide([SMALLER, LARGE], Evidence(sentence=0), context("ARG", "ARG"))
    assert decision.candidate == SMALLER
    assert decision.choice.runner_up == "large"
    assert "country of the text" in decision.choice.reason


def test_modifiers_outweigh_the_rest_of_the_text() -> None:
    evidence = Evidence(sentence=0, countries=("ESP",))
    assert decide([SMALLER, LARGE], evidence, context("ARG", "ARG")).candidate == LARGE


@pytest.mark.parametrize("within", [True, False])
def test_what_a_city_is_said_to_lie_in_holds_it(within: bool) -> None:
    state = candidate("state/ARG", "ARG", "state")
    evidence = Evidence(sentence=0, around=(state,), within=within)
    assert decide([SMALLER, LARGE], evidence, context()).candidate == SMALLER


def test_what_holds_none_of_them_tells_nothing_after_a_comma() -> None:
    evidence = Evidence(sentence=0, around=(candidate("state/FRA", "FRA", "state"),))
    assert decide([SMALLER, LARGE], evidence, context()).candidate == LARGE
    elsewhere = Evidence(sentence=0, around=evidence.around, within=True)
    assert decide([SMALLER], elsewhere, context()).candidate is None


def test_a_city_in_the_division_named_beside_it() -> None:
    here = candidate("here", "USA", size=2.0, division="place/US-IL")
    there = candidate("there", "USA", size=2.2, division="place/US-MA")
    division = candidate("place/US-IL", "USA", "region", division="place/US-IL")
    assert decide([there, here], Evidence(sentence=0, around=(division,)), context()).candidate == here
    named = context()
    named.add_place(0, division)
    assert decide([there, here], Evidence(sentence=0), named).candidate == here


def test_the_nearer_of_two_in_one_country() -> None:
    near, far = candidate("near", "USA", at=(10.0, 10.0)), candidate("far", "USA", size=2.1, at=(60.0, 40.0))
    text = context()
    text.add_place(0, candidate("other", "USA", at=(10.5, 10.5)))
    assert decide([far, near], Evidence(sentence=0), text).candidate == near


@pytest.mark.parametrize(("called", "level"), [("city", "city"), ("region", "region"), (None, "city")])
def test_a_noun_tells_the_city_from_its_province(called: str | None, level: str) -> None:
    city = candidate("city", "RUS", size=2.6, division="place/RU-KRS")
    region = candidate("place/RU-KRS", "RUS", "region", division="place/RU-KRS")
    decision = decide([city, region], Evidence(sentence=0, called=called), context())  # type: ignore[arg-type]
    assert decision.candidate is not None
    assert decision.candidate.level == level


def test_a_hamlet_needs_a_text_that_leads_to_it() -> None:
    hamlet = candidate("hamlet", "POL", size=0.0)
    assert decide([hamlet], Evidence(sentence=0, length=5), context()).candidate is None
    assert decide([hamlet], Evidence(sentence=0, countries=("POL",), length=5), context()).candidate == hamlet


def test_where_only_the_city_of_a_region_is_known_its_country_is_told() -> None:
    city = candidate("city", "RUS", size=3.0)
    decision = decide([city], Evidence(sentence=0, called="region"), context())
    assert (decision.candidate, decision.country) == (None, "RUS")


def test_scores_are_probabilities() -> None:
    decision = decide([SMALLER, LARGE], Evidence(sentence=0), context())
    assert 0.5 < decision.choice.score < decision.certainty + 1e-4 <= 1.0
