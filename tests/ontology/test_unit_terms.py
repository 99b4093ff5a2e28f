"""The words of units' names, as `units.ttl` has them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, URIRef

import ontology
from ontology.errors import OntologyError
from ontology.turtle import SR_NS, members, read_graph
from ontology.units import UnitTerms, load_unit_terms

FOLDER = Path(ontology.__file__).parent


@pytest.fixture(scope="module")
def terms() -> UnitTerms:
    return load_unit_terms()


def test_echelons_are_ordered(terms: UnitTerms) -> None:
    order = ["Team", "Squad", "Section", "Platoon", "MilitaryCompany", "Battalion", "Regiment", "Brigade", "Division",
             "Corps", "Army", "Front", "MilitaryDistrict", "Service", "NationalForces"]  # fmt: skip
    ranks = [terms.rank(echelon) for echelon in order]
    assert ranks == sorted(set(ranks))
    assert terms.rank("Battery") == terms.rank("Troop") == terms.rank("MilitaryCompany")
    assert terms.rank(None) == 0


@pytest.mark.parametrize(
    ("phrase", "echelon"),
    [
        ("Bn", "Battalion"), ("Rgt", "Regiment"), ("regt", "Regiment"), ("Bde", "Brigade"), ("Div", "Division"),
        ("coy", "MilitaryCompany"), ("Btn", "Battalion"), ("BTGs", "BattalionTacticalGroup"),
        ("Brigades", "Brigade"), ("Batteries", "Battery"), ("brigade combat team", "Brigade"), ("Army Corps", "Corps"),
    ],
)  # fmt: skip
def test_abbreviations_and_plurals_of_echelons(terms: UnitTerms, phrase: str, echelon: str) -> None:
    found, _ = terms.find(phrase.split())
    assert echelon in {term.echelon for term in found}


@pytest.mark.parametrize(
    ("phrase", "branch"),
    [
        ("armored", "Armoured"), ("armoured", "Armoured"), ("mechanised", "Mechanized"), ("VDV", "Airborne"),
        ("mechanized infantry", "Mechanized"), ("Motor Rifle", "MotorRifle"), ("air defense", "AirDefence"),
        ("air defence", "AirDefence"), ("air assault", "Airborne"), ("spetsnaz", "SpecialForces"),
        ("naval infantry", "NavalInfantry"), ("drone", "UnmannedSystems"),
    ],
)  # fmt: skip
def test_british_and_american_spellings_of_branches(terms: UnitTerms, phrase: str, branch: str) -> None:
    found, _ = terms.find(phrase.split())
    assert branch in {term.branch for term in found}


def test_acronyms_count_only_as_written(terms: UnitTerms) -> None:
    assert terms.find(["MEU"])[0]
    assert not terms.find(["meu"])[0]
    assert not terms.find(["Ruritanian"])[0]


def test_narrow_branches_know_the_broader(terms: UnitTerms) -> None:
    assert "Infantry" in terms.broader["NavalInfantry"]
    assert terms.broader["Artillery"] == {"Artillery"}


def test_terms_are_of_one_file_and_of_one_class() -> None:
    own = read_graph([FOLDER / "units.ttl"])
    others = read_graph(p for p in FOLDER.rglob("*.ttl") if p.name != "units.ttl")
    terms = {s for s in own.subjects(RDF.type) if isinstance(s, URIRef)}
    assert terms.isdisjoint(set(others.subjects(RDF.type)))
    assert all(len(list(own.objects(term, RDF.type))) == 1 for term in terms)
    labels = [str(label) for label in own.objects(None, SKOS.altLabel)]
    assert all(label == label.strip() for label in labels)


def broken(tmp_path: Path, old: str, new: str) -> Path:
    """Return a folder with a copy of units.ttl in which a passage is another."""
    folder = tmp_path / "ontology"
    folder.mkdir()
    text = shutil.copy(FOLDER / "units.ttl", folder / "units.ttl").read_text(encoding="utf-8")
    assert old in text
    (folder / "units.ttl").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sr:rank 8 ;", "", "rank is missing"),
        ("sr:rank 8 ;", 'sr:rank "high" ;', "no whole number"),
        ('"platoon"@en', '"squad"@en', "two terms of kind echelon"),
        ("skos:broader sr:Infantry", "skos:broader sr:Platoon", "is no sr:Branch"),
        ("skos:broader sr:Regiment , sr:Cavalry", "skos:broader sr:Regiment , sr:Brigade", "at most one of each"),
    ],
)
def test_malformed_terms_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        load_unit_terms(broken(tmp_path, old, new))


def test_every_echelon_has_a_rank_and_every_title_a_label() -> None:
    graph = read_graph([FOLDER / "units.ttl"])
    for node in members(graph, SR_NS.Echelon):
        assert len(list(graph.objects(node, SR_NS["rank"]))) == 1
