"""Names exchanged for others of their kind."""

from __future__ import annotations

import random

from training.corpora import Sentence
from training.names import tags_of
from training.swaps import Pool, exchange

POOL = Pool([["Lower", "Strelsau"]], [["Lower", "Strelsau"]], [["Relief", "Fund"]], ["Rudolf"], ["Rassendyll"])
OUTSIDE = frozenset(["O"])


def test_names_keep_their_kind_and_the_rest_stays() -> None:
    person, place = tags_of("PERSON"), tags_of("LOCATION", "FACILITY")
    sentence = Sentence(
        words=["Anna", "Maria", "Kowal", "left", "Riga", "."],
        names=[person["B"], person["I"], person["I"], OUTSIDE, place["B"], OUTSIDE],
    )
    seen = set()
    for seed in range(40):
        found = exchange(sentence, POOL, random.Random(seed))
        assert found.names is not None
        assert len(found.words) == len(found.names)
        rest = [word for word, tags in zip(found.words, found.names, strict=True) if tags == OUTSIDE]
        assert rest == ["left", "."]
        people = [word for word, tags in zip(found.words, found.names, strict=True) if tags in person.values()]
        places = [word for word, tags in zip(found.words, found.names, strict=True) if tags in place.values()]
        assert people in (["Anna", "Maria", "Kowal"], ["Rudolf", "Rassendyll"])
        assert places in (["Riga"], ["Lower", "Strelsau"])
        seen.add((len(people), len(places)))
    assert seen == {(3, 1), (3, 2), (2, 1), (2, 2)}


def test_what_may_be_no_name_stays() -> None:
    open_ = frozenset(["O", "B-PERSON", "I-PERSON"])
    sentence = Sentence(words=["Rose", "rose"], names=[open_, OUTSIDE])
    assert exchange(sentence, POOL, random.Random(1)).words == ["Rose", "rose"]
