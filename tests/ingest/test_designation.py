"""The structure of military units' names."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.designation import Part, is_relative, read_designation
from ingest.unit_words import name_words
from ontology.records import Unit
from ontology.units import UnitTerms, load_unit_terms

NATIONS = {
    "russian": "RUS", "russia": "RUS", "us": "USA", "u.s.": "USA", "ukraine": "UKR", "british": "GBR", "fiji": "FJI",
    "polish": "POL", "jordanian": "JOR", "libyan": "LBY", "philippines": "PHL", "south korean": "KOR", "idf": "ISR",
    "israeli": "ISR", "ethiopian": "ETH", "turkish": "TUR", "german": "DEU", "swedish": "SWE",
}  # fmt: skip


load = cache(load_unit_terms)


@pytest.fixture(scope="module")
def terms() -> UnitTerms:
    return load()


def nation(text: str) -> str | None:
    """Return the country of a name or demonym, as a gazetteer would."""
    return NATIONS.get(text.lower())


def read(text: str, terms: UnitTerms) -> tuple[Part, ...]:
    """Return the units of a name given as text."""
    return read_designation(name_words(text), terms, nation)


def shape(unit: Unit) -> tuple[str | None, ...]:
    """Return a unit's structure as a tuple."""
    return unit.number, unit.echelon, unit.branch, unit.honorific


@pytest.mark.parametrize(
    ("name", "number", "echelon", "branch", "honorific"),
    [
        # Russia and the Soviet Union
        ("810th Separate Guards Naval Infantry Brigade", "810", "Brigade", "NavalInfantry", "Guards"),
        ("64th Guards Order of Zhukov Motor Rifle Brigade", "64", "Brigade", "MotorRifle", "Guards Order of Zhukov"),
        ("2nd Guards Tamanskaya Motor Rifle Division", "2", "Division", "MotorRifle", "Guards Tamanskaya"),
        ("76th Guards Air Assault Division", "76", "Division", "Airborne", "Guards"),
        ("1431st Motorized Rifle Regiment", "1431", "Regiment", "MotorRifle", None),
        ("20th Guards CAA", "20", "Army", "CombinedArms", "Guards"),
        ("1st Guards Tank Army", "1", "Army", "Armoured", "Guards"),
        ("6th Air and Air Defence Forces Army", "6", "Army", "Aviation", None),
        ("45th Separate Guards Spetsnaz Brigade", "45", "Brigade", "SpecialForces", "Guards"),
        ("136th BTG", "136", "BattalionTacticalGroup", None, None),
        ("Leningrad Military District", None, "MilitaryDistrict", None, "Leningrad"),
        ("Sever Group of Forces", None, "GroupOfForces", None, "Sever"),
        ("Black Sea Fleet", None, "Fleet", "Naval", "Black Sea"),
        ("1st Shock Army", "1", "Army", None, "Shock"),
        ("62nd Army", "62", "Army", None, None),
        # Ukraine
        ("47th Separate Mechanized Brigade", "47", "Brigade", "Mechanized", None),
        ("93rd Kholodnyi Yar Mechanized Brigade", "93", "Brigade", "Mechanized", "Kholodnyi Yar"),
        ("414th Unmanned Strike Aviation Brigade", "414", "Brigade", "UnmannedSystems", None),
        ("10th Mountain Assault Brigade Edelweiss", "10", "Brigade", "Mountain", "Edelweiss"),
        ("102nd Territorial Defence Brigade", "102", "Brigade", "TerritorialDefence", None),
        ("73rd Naval Special Operations Center", "73", "Centre", "SpecialForces", None),
        ("Azov Brigade", None, "Brigade", None, "Azov"),
        ("1st Presidential Operational Brigade", "1", "Brigade", None, "Presidential"),
        ("46th Airmobile Brigade", "46", "Brigade", "Airborne", None),
        # United States
        ("XVIII Airborne Corps", "18", "Corps", "Airborne", None),
        ("V Corps", "5", "Corps", None, None),
        ("3d Cavalry Regiment", "3", "Regiment", "Cavalry", None),
        ("5th Marines", "5", "Regiment", "NavalInfantry", None),
        ("II MEF", "2", "ExpeditionaryForce", "NavalInfantry", None),
        ("31st MEU", "31", "ExpeditionaryUnit", "NavalInfantry", None),
        ("1st Special Forces Group (Airborne)", "1", "UnitGroup", "SpecialForces", None),
        ("101st Airborne", "101", None, "Airborne", None),
        ("Carrier Strike Group 5", "5", "StrikeGroup", "Naval", None),
        ("Destroyer Squadron 15", "15", "Squadron", "Naval", None),
        ("48th Fighter Wing", "48", "Wing", "Aviation", None),
        ("Seventh Air Force", "7", "AirForce", "Aviation", None),
        ("Eighth Army", "8", "Army", None, None),
        ("Task Force 58", "58", "TaskForce", None, None),
        ("SEAL Team Six", "6", "Team", "SpecialForces", None),
        ("Brigade 2506", "2506", "Brigade", None, None),
        ("Massachusetts Air National Guard", None, "Service", "NationalGuardTroops", "Massachusetts"),
        # Britain and the Commonwealth
        ("16 Air Assault Brigade", "16", "Brigade", "Airborne", None),
        ("No. 617 Squadron", "617", "Squadron", None, None),
        ("617 Squadron RAF", "617", "Squadron", "Aviation", None),
        ("40 Commando", "40", "Battalion", "SpecialForces", None),
        ("2 Para", "2", "Battalion", "Airborne", None),
        ("Coldstream Guards", None, "Regiment", "Infantry", "Coldstream"),
        ("9th/12th Royal Lancers", "9/12", "Regiment", "Cavalry", "Royal"),
        ("Argyll and Sutherland Highlanders", None, "Regiment", "Infantry", "Argyll Sutherland"),
        ("Queen's Own Highlanders", None, "Regiment", "Infantry", "Queen's Own"),
        ("16 Bihar Regiment", "16", "Regiment", None, "Bihar"),
        ("44 Rashtriya Rifles", "44", "Regiment", "Infantry", "Rashtriya"),
        # elsewhere, and other times
        ("Golani Brigade", None, "Brigade", None, "Golani"),
        ("Home Front Command", None, "Command", None, "Home Front"),
        ("2e REP", "2", "Regiment", "Airborne", None),
        ("1er RPIMa", "1", "Regiment", "NavalInfantry", None),
        ("371 Marienberg Panzergrenadier Battalion", "371", "Battalion", "Mechanized", "Marienberg"),
        ("2nd SS Panzer Division Das Reich", "2", "Division", "Armoured", "SS Das Reich"),
        ("Army Group Centre", None, "ArmyGroup", None, "Centre"),
        ("Afrika Korps", None, "Corps", None, "Afrika"),
        ("Army of the Potomac", None, "Service", "Land", "Potomac"),
        ("324B Division", "324B", "Division", None, None),
        ("71st Group Army", "71", "Army", None, None),
        ("People's Liberation Army Rocket Force", None, "Service", "RocketForces", "People's Liberation"),
        ("Southern Theater Command", None, "MilitaryDistrict", None, "Southern"),
        ("Storm Corps", None, "Corps", None, "Storm"),
        ("11th Corps", "11", "Corps", None, None),
        ("65th Airborne Special Forces Brigade", "65", "Brigade", "SpecialForces", None),
        ("Second Army Region", "2", "MilitaryDistrict", None, None),
        ("Republican Guard", None, "Service", None, None),
        ("45th Brigade of the Popular Mobilization Forces", "45", "Brigade", None, None),
        ("Unit 29155", "29155", None, None, None),
        ("Multinational Joint Task Force", None, "TaskForce", None, "Multinational"),
        ("al-Hamza Division", None, "Division", None, "al Hamza"),
    ],
)  # fmt: skip
def test_names_have_structure(
    name: str, number: str | None, echelon: str | None, branch: str | None, honorific: str | None, terms: UnitTerms
) -> None:
    (part,) = read(name, terms)
    assert shape(part.unit) == (number, echelon, branch, honorific)
    assert part.begin == 0
    assert part.superior is None


@pytest.mark.parametrize(
    "name",
    ["Wagner Group", "Azov", "Akhmat", "Peshmerga", "KFOR", "Alpha Group", "al-Qassam Brigades", "Tiger Forces",
     "the army", "12 Marines", "five battalions", "US Marines", "Defense Companies", "Rapid Support Forces",
     "Popular Front", "Navy", "soldiers", "Conti Group", "Nujaba Movement", "Russian troops", ""],
)  # fmt: skip
def test_other_names_are_no_designations(name: str, terms: UnitTerms) -> None:
    assert read(name, terms) == ()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("3rd Bn, 75th Ranger Rgt", [("3", "Battalion", 1), ("75", "Regiment", None)]),
        ("3rd Bn., 75th Ranger Regt.", [("3", "Battalion", 1), ("75", "Regiment", None)]),
        ("1st Battalion of the 5th Marines", [("1", "Battalion", 1), ("5", "Regiment", None)]),
        ("1st Battalion 5th Marine Regiment", [("1", "Battalion", 1), ("5", "Regiment", None)]),
        ("2/7 Marines", [("2", "Battalion", 1), ("7", "Regiment", None)]),
        ("1-64 Armor", [("1", "Battalion", 1), ("64", "Regiment", None)]),
        ("1st Battalion, 327th Infantry", [("1", "Battalion", 1), ("327", "Regiment", None)]),
        ("2nd Battalion The Yorkshire Regiment", [("2", "Battalion", 1), (None, "Regiment", None)]),
        ("1st Battalion, The Rifles", [("1", "Battalion", 1), (None, "Regiment", None)]),
        (
            "A Company, 2nd Battalion, Royal Gurkha Rifles",
            [("A", "MilitaryCompany", 1), ("2", "Battalion", 2), (None, "Regiment", None)],
        ),
        (
            "Charlie Company, 1st Battalion, 20th Infantry Regiment",
            [("C", "MilitaryCompany", 1), ("1", "Battalion", 2), ("20", "Regiment", None)],
        ),
        (
            "Easy Company, 2nd Battalion, 506th Parachute Infantry Regiment",
            [(None, "MilitaryCompany", 1), ("2", "Battalion", 2), ("506", "Regiment", None)],
        ),
        ("B Squadron, 22 SAS", [("B", "Squadron", 1), ("22", "Regiment", None)]),
        ("2nd Brigade Combat Team, 101st Airborne Division", [("2", "Brigade", 1), ("101", "Division", None)]),
        ("82nd Division's 504th Parachute Infantry Regiment", [("82", "Division", None), ("504", "Regiment", 0)]),
        ("11th Corps' 18th Division", [("11", "Corps", None), ("18", "Division", 0)]),
        ("155th Naval Infantry Brigade of the Pacific Fleet", [("155", "Brigade", 1), (None, "Fleet", None)]),
        ("Hammurabi Division of the Republican Guard", [(None, "Division", 1), (None, "Service", None)]),
        ("76th and 98th Guards Airborne Divisions", [("76", "Division", None), ("98", "Division", None)]),
        (
            "1st and 2nd Battalions, 5th Marines",
            [("1", "Battalion", 2), ("2", "Battalion", 2), ("5", "Regiment", None)],
        ),
        (
            "104th, 234th and 237th Regiments",
            [("104", "Regiment", None), ("234", "Regiment", None), ("237", "Regiment", None)],
        ),
        ("810th Brigade, 40th Brigade", [("810", "Brigade", None), ("40", "Brigade", None)]),
    ],
)  # fmt: skip
def test_compound_names_are_taken_apart(
    name: str, parts: list[tuple[str | None, str, int | None]], terms: UnitTerms
) -> None:
    assert [(p.unit.number, p.unit.echelon, p.superior) for p in read(name, terms)] == parts


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Russian 3rd Motor Rifle Division", "RUS"),
        ("Russia's 1st Guards Tank Army", "RUS"),
        ("US Army 3rd Infantry Division", "USA"),
        ("1st (Polish) Armoured Division", "POL"),
        ("Armed Forces of the Philippines", "PHL"),
        ("South Korean Marine Corps", "KOR"),
        ("British Army", "GBR"),
        ("Royal Jordanian Air Force", "JOR"),
        ("IDF", "ISR"),
        ("12th Special Forces Brigade of Ukraine", "UKR"),
        ("3rd Battalion, Fiji Infantry Regiment", "FJI"),
        ("47th Brigade", None),
    ],
)
def test_nationality_tells_the_country(name: str, country: str | None, terms: UnitTerms) -> None:
    part = read(name, terms)[0]
    assert part.country == country


def test_labels_name_each_part(terms: UnitTerms) -> None:
    labels = [p.label for p in read("76th and 98th Guards Airborne Divisions", terms)]
    assert labels == ["76th Guards Airborne Division", "98th Guards Airborne Division"]
    assert [p.label for p in read("2/7 Marines", terms)] == ["2nd Battalion", "7th Marines"]
    assert [p.label for p in read("No. 617 Squadron", terms)] == ["No. 617 Squadron"]
    assert [p.label for p in read("1st Special Forces Group (Airborne)", terms)] == [
        "1st Special Forces Group (Airborne)"
    ]


def test_words_as_the_tokenizer_leaves_them(terms: UnitTerms) -> None:
    words = ["79th", "Air", "-", "Assault", "Brigade"]
    (part,) = read_designation(words, terms)
    assert (part.unit.branch, part.label, part.begin, part.end) == ("Airborne", "79th Air-Assault Brigade", 0, 5)


@pytest.mark.parametrize(
    ("name", "relative"),
    [("3rd Battalion", True), ("A Company", True), ("1st Brigade", True), ("810th Naval Infantry Brigade", False),
     ("225th Assault Battalion", False), ("58th Army", False), ("4th Division", False)],
)  # fmt: skip
def test_small_units_are_told_apart_by_what_they_are_part_of(name: str, relative: bool, terms: UnitTerms) -> None:
    assert is_relative(read(name, terms)[0].unit, terms) is relative


WORDS = ["3rd", "1st", "76th", "and", ",", "of", "the", "Guards", "Naval", "Infantry", "Tank", "Brigade", "Battalions",
         "Division", "Corps", "Army", "'s", "Azov", "Russian", "2/7", "XXI", "A", "Company", "-", "(", ")", "Marines",
         "Group", "12"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_parts_lie_within_the_name(words: list[str]) -> None:
    parts = read_designation(words, load(), nation)
    for i, part in enumerate(parts):
        assert 0 <= part.begin < part.end <= len(words)
        assert part.label
        assert part.superior is None or (0 <= part.superior < len(parts) and part.superior != i)
