"""How gold of re3d is read, and how entities and relations are scored against it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.evaluate_entities import Found as Mention
from api.evaluate_entities import _overlapping, _paired
from api.evaluate_relations import Found, _anywhere, _at_evidence, _between
from api.re3d import GoldDocument, GoldEntity, GoldRelation, Tally, read_re3d, scores
from ontology.errors import InputError

ORGANISATION = frozenset({"Organisation"})


def write(folder: Path, name: str, *lines: object) -> None:
    """Write JSON Lines."""
    (folder / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def test_only_what_annotators_agree_on_is_read(tmp_path: Path) -> None:
    write(tmp_path, "documents.json", {"_id": "A2", "text": "Chad fights Niger."}, {"_id": "B1", "text": "Rain."})
    sure = {"documentId": "A2", "begin": 0, "end": 4, "type": "Organisation", "confidence": 0.9}
    write(tmp_path, "entities.json", sure, {**sure, "type": "Location", "confidence": 0.4})
    relation = {"documentId": "A2", "sourceBegin": 0, "sourceEnd": 4, "targetBegin": 12, "targetEnd": 17}
    write(tmp_path, "relations.json", {**relation, "type": "FightingAgainst", "confidence": 0.5})
    first, second = read_re3d(tmp_path)
    assert first.entities == (GoldEntity(span=(0, 4), type="Organisation"),)
    assert first.relations == (GoldRelation(source=(0, 4), target=(12, 17), type="FightingAgainst"),)
    assert (first.half, second.half) == ("even", "odd")


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"documents\.json"):
        read_re3d(tmp_path)
    write(tmp_path, "documents.json", {"_id": "A2", "text": "x"})
    with pytest.raises(InputError, match="not a part of re3d"):
        read_re3d(tmp_path)


def test_rates() -> None:
    result = scores([Tally(gold=2, hit=1, found=4, right=1), Tally(gold=2, hit=2, found=0, right=0)])
    assert (result["precision"], result["recall"], result["f1"]) == (0.25, 0.75, 0.375)
    assert Tally().f1 == 0.0


def test_mentions_match_by_overlap_and_type() -> None:
    gold = [GoldEntity(span=(0, 10), type="Organisation"), GoldEntity(span=(20, 25), type="Location")]
    found = [Mention((4, 8), "Force", ORGANISATION), Mention((9, 10), "Group", ORGANISATION)]
    found.append(Mention((20, 25), "Force", ORGANISATION))
    assert _overlapping(gold, found) == Tally(gold=2, hit=1, found=3, right=2)
    assert _paired(gold, found) == Tally(gold=2, hit=1, found=3, right=1)


def relation(label: str, subject: tuple[int, int], object_: tuple[int, int], *mentions: tuple[int, int]) -> Found:
    """Return a relation whose subject has further mentions."""
    return Found(label, (subject, *mentions), (object_,), (subject, object_))


def test_relations_match_by_any_mention_and_in_their_direction() -> None:
    gold = [GoldRelation(source=(0, 4), target=(10, 14), type="InChargeOf")]
    elsewhere = relation("InChargeOf", (50, 54), (10, 14), (0, 4))
    assert _anywhere(gold, [elsewhere]) == Tally(gold=1, hit=1, found=1, right=1)
    assert _at_evidence(gold, [elsewhere]).right == 0
    assert _anywhere(gold, [relation("InChargeOf", (10, 14), (0, 4))]).right == 0
    assert _anywhere(gold, [relation("BelongsTo", (0, 4), (10, 14))]).right == 0
    mutual = [GoldRelation(source=(0, 4), target=(10, 14), type="CoLocated")]
    assert _anywhere(mutual, [relation("CoLocated", (10, 14), (0, 4))]).right == 1


def test_parts_of_one_gold_mention_are_left_out() -> None:
    gold = GoldDocument(id="A", text="", entities=(GoldEntity(span=(0, 14), type="Location"),), relations=())
    inside, outside = relation("CoLocated", (0, 7), (9, 14)), relation("CoLocated", (0, 7), (20, 24))
    assert list(_between(gold, [inside, outside])) == [outside]
