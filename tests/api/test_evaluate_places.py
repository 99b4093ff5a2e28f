"""Measures of place names and of actors, on small corpora made here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.evaluate_actors import evaluate_actors
from api.evaluate_places import evaluate_places, read_gold
from ingest import load_pipeline
from ontology.errors import InputError

GMB = """Sentence #,Word,POS,Tag
Sentence: 1,Police,NNS,O
,returned,VBD,O
,to,TO,O
,Tripoli,NNP,B-geo
,",",",",O
,Lebanon,NNP,B-geo
,.,.,O
Sentence: 2,Minsk,NNP,B-geo
,denied,VBD,O
,it,PRP,O
,.,.,O
"""
GOLD = """# a comment
corpus\tdocument\tbegin\tend\tname\tkind\tgold\tcountry
gmb\t1\t3\t4\tTripoli\tcity\tplace/266826\tLBN
gmb\t2\t0\t1\tMinsk\tstate\tstate/BLR\tBLR
re3d\tD1\t23\t29\tAleppo\tcity\tplace/170063\tSYR
gmb\t99\t0\t1\tNowhere\tcity\t-\t-
"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A folder with a corpus of each kind."""
    (tmp_path / "gmb").mkdir()
    (tmp_path / "gmb" / "gmb-voa.csv").write_text(GMB, encoding="latin1")
    (tmp_path / "re3d" / "made").mkdir(parents=True)
    document = {"_id": "D1", "text": "The convoy went back to Aleppo on Friday."}
    (tmp_path / "re3d" / "made" / "documents.json").write_text(json.dumps(document) + "\n")
    (tmp_path / "gold.tsv").write_text(GOLD.replace("\t23\t29\t", "\t24\t30\t"))
    return tmp_path


def test_place_measures(corpora: Path) -> None:
    result = evaluate_places(load_pipeline(), corpora / "gold.tsv", corpora)
    assert result["mentions"] == 3
    assert result["left out, text missing"] == 1
    assert result["names given"] == {"exact": 1.0, "country": 1.0}
    assert result["floor: most populous"] == {"exact": 0.3333, "country": 0.6667}
    assert isinstance(result["names linked per second"], int)


def test_malformed_gold_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text("gmb\t1\t3\tTripoli\n")
    with pytest.raises(InputError, match=r"gold\.tsv:1: not a reading"):
        read_gold(path)


def test_corpora_that_are_missing(tmp_path: Path, corpora: Path) -> None:
    (tmp_path / "empty").mkdir(exist_ok=True)
    with pytest.raises(InputError, match="give the corpora's folder"):
        evaluate_places(load_pipeline(), corpora / "gold.tsv", tmp_path / "empty")


def test_actor_measures(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    record = {
        "id": "1",
        "text": "Kenyan officials met Hungary's ambassador on Monday.",
        "source": [{"actorText": "Kenyan officials", "code": "KENGOV"}],
        "target": [{"actorText": "Hungary's ambassador", "code": "AUT"}, {"actorText": "ambassador", "code": "IGO"}],
    }
    path.write_text(json.dumps([record]))
    result = evaluate_actors(load_pipeline(), path)
    assert (result["actors"], result["found"], result["country right, of those found"]) == (2, 1.0, 0.5)
    assert [str(line).partition(":")[0] for line in result["wrong"]] == ['1 "Hungary\'s ambassador"']  # type: ignore[attr-defined]
