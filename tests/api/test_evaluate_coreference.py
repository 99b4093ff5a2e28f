"""The measures of coreference on textbook examples, and how gold chains are read and matched."""

from __future__ import annotations

import pytest

from api.evaluate import Gold
from api.evaluate_coreference import (
    Chain,
    Scored,
    Sums,
    b_cubed,
    ceaf_e,
    muc,
    names_by_head,
    names_by_span,
    read_chains,
    score_coreference,
)
from ingest.layers import Mention


def chains(*texts: str) -> list[Chain]:
    """Return chains of mentions of one letter each."""
    return [frozenset(text) for text in texts]


def rates(sums: Sums) -> tuple[float, float]:
    """Return recall and precision."""
    kept, gold, right, found = sums
    return round(kept / gold, 3), round(right / found, 3)


def f1(sums: Sums) -> float:
    """Return F1."""
    kept, gold, right, found = sums
    recall, precision = kept / gold, right / found
    return round(2 * recall * precision / (recall + precision), 3)


LUO = chains("12345", "67", "89ABC")


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (chains("12345", "6789ABC"), (0.947, 0.865, 0.733)),
        (chains("1234589ABC", "67"), (0.947, 0.737, 0.667)),
        (chains("123456789ABC"), (0.9, 0.545, 0.294)),
    ],
)
def test_examples_of_luo(response: list[Chain], expected: tuple[float, float, float]) -> None:
    """Luo 2005, "On coreference resolution performance metrics", table 1."""
    assert tuple(f1(metric(LUO, response)) for metric in (muc, b_cubed, ceaf_e)) == expected


def test_example_of_pradhan() -> None:
    """Pradhan et al. 2014, section 4: key and response differ in mentions too."""
    key, response = chains("abc", "defg"), chains("ab", "cd", "fghi")
    assert rates(muc(key, response)) == (0.4, 0.4)
    assert rates(b_cubed(key, response)) == (0.417, 0.5)
    assert rates(ceaf_e(key, response)) == (0.65, 0.433)


@pytest.mark.parametrize("metric", [muc, b_cubed, ceaf_e])
def test_the_same_chains_are_perfect_and_none_are_nothing(metric) -> None:
    assert rates(metric(LUO, LUO)) == (1.0, 1.0)
    assert metric(LUO, [])[0] == 0
    assert metric(LUO, [])[3] == 0


def sentence(*rows: str) -> Gold:
    """Return a gold sentence; a row is `word UPOS entity`, with `_` for no entity."""
    columns = []
    for number, row in enumerate(rows, 1):
        word, upos, entity = row.split()
        misc = "_" if entity == "_" else f"SpaceAfter=No|Entity={entity}"
        columns.append([str(number), word, word, upos, "_", "_", "0", "_", "_", misc])
    return Gold(columns, [True] * len(rows), "d", False)


FIRST = sentence(
    "Captain NOUN (1-person-new-s-cf1-1,2,3-coref-Ann_Lee",
    "Ann PROPN _",
    "Lee PROPN 1)",
    "left VERB _",
    "her PRON (2-place-new-s-cf2-2-coref(1-person-giv-s-cf1-1-ana)",
    "port NOUN 2)",
)
SECOND = sentence(
    "She PRON (1-person-giv-s-cf1-1-ana)",
    "missed VERB _",
    "it PRON (2-place-giv-s-cf2-1-ana)",
    "today NOUN (3-time-new-s-cf3-1-sgl)",
)


def test_chains_are_read_with_nesting_over_sentences() -> None:
    gold = read_chains([FIRST, SECOND])
    assert [(g.begin, g.end, g.heads, g.chain, g.type) for g in gold] == [
        (0, 3, (0, 1, 2), "1", "person"),
        (4, 5, (4,), "1", "person"),
        (4, 6, (5,), "2", "place"),
        (6, 7, (6,), "1", "person"),
        (8, 9, (8,), "2", "place"),
        (9, 10, (9,), "3", "time"),
    ]


def mention(head: int, entity: int, begin: int | None = None, kind: str = "nominal") -> Mention:
    """Return a mention of one entity."""
    first = head if begin is None else begin
    return Mention(head=head, begin=first, end=head + 1, kind=kind, entities=(entity,))  # type: ignore[arg-type]


def scored(*found: Mention) -> Scored:
    """Return what was found beside the gold of two sentences."""
    rows = [row for s in (FIRST, SECOND) for row in s.rows]
    return Scored(read_chains([FIRST, SECOND]), found, [r[1] for r in rows], [r[3] for r in rows])


def test_title_and_name_of_one_gold_mention_count_once() -> None:
    document = scored(mention(0, 7), mention(1, 7, kind="name"), mention(6, 7))
    assert names_by_head(document) == [(0, 3), (0, 3), (6, 7)]
    assert names_by_span(document) == [(0, 1), (1, 2), (6, 7)]


def test_a_second_entity_in_a_gold_mention_matches_nothing() -> None:
    document = scored(mention(0, 8), mention(1, 7, kind="name"))
    assert names_by_head(document) == [("not gold", 0), (0, 3)]


def test_scores_of_pairs_and_links() -> None:
    document = scored(mention(1, 7, kind="name"), mention(4, 7), mention(5, 9), mention(6, 7), mention(8, 7))
    result = score_coreference([document])
    pairs = result["heads"]["pairs"]  # type: ignore[index]
    assert (pairs["precision"], pairs["recall"]) == (0.5, 0.75)
    links = result["links"]["pronouns"]  # type: ignore[index]
    assert (links["precision"], links["recall"], links["gold"]) == (round(2 / 3, 4), round(2 / 3, 4), 3)
    floor = result["floor: same words, heads"]
    assert floor["pairs"]["recall"] == 0.0  # type: ignore[index]


def test_types_that_are_not_kept_are_left_out() -> None:
    document = scored(mention(6, 7), mention(9, 7))
    result = score_coreference([document])
    assert result["heads"]["pairs"]["precision"] == 0.0  # type: ignore[index]
    assert result["heads, kept types"]["pairs"]["gold"] == 4  # type: ignore[index]
    assert result["heads, kept types"]["MUC"]["precision"] == 0.0  # type: ignore[index]
