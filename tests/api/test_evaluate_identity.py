"""Measuring identity across documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.evaluate_identity import Pair, entity_at, read_pairs
from ontology.errors import InputError
from ontology.records import Entity, Span

ROOT = Path(__file__).parents[2]


def entity(label: str, *mentions: Span) -> Entity:
    return Entity(iri=f"x:{label}", type="Thing", label=label, codes={}, mentions=mentions)


def test_the_mention_that_fits_best_wins() -> None:
    wide, exact = entity("wide", Span(0, 30)), entity("exact", Span(5, 12), Span(40, 44))
    assert entity_at([wide, exact], 5, 12) == exact
    assert entity_at([wide, exact], 14, 20) == wide
    assert entity_at([wide, exact], 39, 43) == exact
    assert entity_at([wide, exact], 31, 39) is None


def test_pairs_are_read(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("# head\nexamples\ta\t0\t4\tState\tre3d\tb/1\t7\t9\tState\tsame\n")
    assert list(read_pairs(file)) == [Pair((("examples", "a"), 0, 4), (("re3d", "b/1"), 7, 9), same=True)]
    file.write_text("examples\ta\t0\t4\tState\tre3d\tb/1\t7\tx\tState\tsame\n")
    with pytest.raises(InputError, match="line 1: not a pair"):
        list(read_pairs(file))


def test_the_pairs_of_the_repository_are_consistent() -> None:
    """No pair is labelled twice, none is of one document, and `same` is never contradicted through a third."""
    pairs = list(read_pairs(ROOT / "benchmarks" / "data" / "identity-pairs.tsv"))
    assert len(pairs) >= 200
    assert len({frozenset({p.one, p.other}) for p in pairs}) == len(pairs)
    assert all(p.one[0] != p.other[0] for p in pairs)
    group = {end: {end} for p in pairs for end in (p.one, p.other)}
    for pair in filter(lambda p: p.same, pairs):
        joined = group[pair.one] | group[pair.other]
        for member in joined:
            group[member] = joined
    assert not [p for p in pairs if not p.same and group[p.one] is group[p.other]]
