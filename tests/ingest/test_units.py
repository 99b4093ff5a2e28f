"""Military units in documents: names mended and merged."""

from __future__ import annotations

from unit_docs import Find, entity, links, names

from ingest.unit_identity import is_telling_unit
from ontology.units import load_unit_terms

TWICE = """
    The = DT 6 det
    810th = JJ 6 amod MILITARY_UNIT
    Guards = NNP 6 compound MILITARY_UNIT
    Naval = NNP 6 compound MILITARY_UNIT
    Infantry = NNP 6 compound MILITARY_UNIT
    Brigade = NNP 7 nsubj MILITARY_UNIT
    attacked attack VBD 0 root
    . = . 7 punct

    The = DT 2 det
    {number} = JJ 3 nsubj
    lost lose VBD 0 root
    men man NNS 3 obj
    . = . 3 punct
"""


def test_a_number_alone_is_the_only_unit_of_that_number(find: Find) -> None:
    doc = find(TWICE.format(number="810th"), "810th Guards Naval Infantry Brigade: MilitaryUnit", "810th: MilitaryUnit")
    assert names(doc) == {"810th Guards Naval Infantry Brigade": {"810th Guards Naval Infantry Brigade", "810th"}}
    unit = entity(doc, "810th Guards Naval Infantry Brigade").unit
    assert unit is not None
    assert (unit.number, unit.echelon, unit.branch, unit.honorific) == ("810", "Brigade", "NavalInfantry", "Guards")
    assert entity(doc, "810th Guards Naval Infantry Brigade").aliases == ("810th",)


def test_another_number_is_another_unit(find: Find) -> None:
    doc = find(TWICE.format(number="155th"), "810th Guards Naval Infantry Brigade: MilitaryUnit", "155th: MilitaryUnit")
    assert set(names(doc)) == {"810th Guards Naval Infantry Brigade", "155th"}
    assert not is_telling_unit(entity(doc, "155th"), load_unit_terms())  # of which there are many


COMPOUND = """
    The = DT 3 det
    3rd = JJ 3 amod MILITARY_UNIT
    Battalion = NNP 8 nsubj MILITARY_UNIT
    , = , 7 punct MILITARY_UNIT
    75th = JJ 7 amod MILITARY_UNIT
    Ranger = NNP 7 compound MILITARY_UNIT
    Regiment = NNP 3 appos MILITARY_UNIT
    left leave VBD 0 root
    . = . 8 punct

    The = DT 3 det
    3rd = JJ 3 amod MILITARY_UNIT
    Battalion = NNP 4 nsubj MILITARY_UNIT
    returned return VBD 0 root
    . = . 4 punct
"""


def test_a_compound_name_is_two_units(find: Find) -> None:
    doc = find(COMPOUND, "3rd Battalion , 75th Ranger Regiment: MilitaryUnit", "3rd Battalion: MilitaryUnit")
    label = "3rd Battalion, 75th Ranger Regiment"
    assert names(doc) == {label: {"3rd Battalion"}, "75th Ranger Regiment": {"75th Ranger Regiment"}}
    assert links(doc) == {(label, "subOrganizationOf", "75th Ranger Regiment")}


def test_names_side_by_side_are_the_same(find: Find) -> None:
    doc = find(
        COMPOUND, "3rd Battalion: MilitaryUnit", "75th Ranger Regiment: MilitaryUnit", "3rd Battalion: MilitaryUnit"
    )
    assert links(doc) == {("3rd Battalion, 75th Ranger Regiment", "subOrganizationOf", "75th Ranger Regiment")}


def test_battalions_of_two_regiments_stay_apart(find: Find) -> None:
    doc = find(
        """
        The = DT 3 det
        1st = JJ 3 amod
        Battalion = NNP 8 nsubj
        , = , 6 punct
        5th = JJ 6 amod
        Marines = NNPS 3 appos
        , = , 3 punct
        left leave VBD 0 root
        the = DT 11 det
        1st = JJ 11 amod
        Battalion = NNP 8 obj
        of = IN 14 case
        7th = JJ 14 amod
        Marines = NNPS 11 nmod
        . = . 8 punct
        """,
        "1st Battalion: MilitaryUnit", "5th Marines: MilitaryUnit", "1st Battalion: MilitaryUnit",
        "7th Marines: MilitaryUnit",
    )  # fmt: skip
    assert links(doc) == {
        ("1st Battalion, 5th Marines", "subOrganizationOf", "5th Marines"),
        ("1st Battalion, 7th Marines", "subOrganizationOf", "7th Marines"),
    }


def test_a_name_that_the_reader_cut_is_mended(find: Find) -> None:
    doc = find(
        """
        The = DT 5 det
        321st = JJ 5 amod MILITARY_UNIT
        Field = NNP 5 compound |MILITARY_UNIT
        Artillery = NNP 5 compound |MILITARY_UNIT
        Regiment = NNP 6 nsubj |MILITARY_UNIT
        fired fire VBD 0 root
        . = . 6 punct

        It it PRP 2 nsubj
        left leave VBD 0 root
        . = . 2 punct
        """,
        "321st: MilitaryUnit", "Field Artillery Regiment: MilitaryUnit", "It = Field Artillery Regiment",
    )  # fmt: skip
    assert names(doc) == {"321st Field Artillery Regiment": {"321st Field Artillery Regiment", "It"}}


def test_a_name_that_the_reader_missed_is_found(find: Find) -> None:
    doc = find(
        """
        Soldiers soldier NNS 6 nsubj
        of = IN 5 case
        the = DT 5 det
        47th = JJ 5 amod
        brigade = NN 1 nmod
        left leave VBD 0 root
        two = CD 8 nummod
        brigades brigade NNS 6 obj
        . = . 6 punct
        """,
        "Soldiers: Force described", "brigade: MilitaryUnit described", "brigades: MilitaryUnit described",
    )  # fmt: skip
    assert "47th brigade" in names(doc)
    assert links(doc) == {("Soldiers of the 47th brigade", "memberOf", "47th brigade")}
    strength = entity(doc, "brigades").strength
    assert strength is not None
    assert (strength.low, strength.high, strength.unit) == (2, 2, "Brigade")


def test_numbers_that_share_a_noun_are_units_of_one_mention(find: Find) -> None:
    doc = find(
        """
        The = DT 6 det
        76th = JJ 6 amod MILITARY_UNIT
        and = CC 4 cc MILITARY_UNIT
        98th = JJ 2 conj |MILITARY_UNIT
        Airborne = NNP 6 compound |MILITARY_UNIT
        Divisions division NNPS 7 nsubj |MILITARY_UNIT
        moved move VBD 0 root
        . = . 7 punct
        """,
        "76th and: MilitaryUnit", "98th Airborne Divisions: MilitaryUnit",
    )  # fmt: skip
    text = "76th and 98th Airborne Divisions"
    assert names(doc) == {"76th Airborne Division": {text}, "98th Airborne Division": {text}}


def test_slashed_numbers_are_a_battalion_and_its_regiment(find: Find) -> None:
    doc = find(
        """
        2/7 = CD 2 nummod MILITARY_UNIT
        Marines = NNPS 3 nsubj MILITARY_UNIT
        landed land VBD 0 root
        . = . 3 punct
        """,
        "2/7 Marines: MilitaryUnit",
    )
    assert links(doc) == {("2nd Battalion, 7th Marines", "subOrganizationOf", "7th Marines")}
    outer = [m for m in doc._.mentions if m.head == 1]
    assert [doc._.entities[m.entities[0]].label for m in outer] == ["2nd Battalion, 7th Marines"]


def test_renamed_units_are_one(find: Find) -> None:
    doc = find(
        """
        The = DT 3 det
        11th = JJ 3 amod MILITARY_UNIT
        Corps = NNP 10 nsubj MILITARY_UNIT
        , = , 5 punct
        known know VBN 3 acl
        as = IN 9 case
        the = DT 9 det
        Storm = NNP 9 compound |MILITARY_UNIT
        Corps = NNP 5 obl |MILITARY_UNIT
        left leave VBD 0 root
        . = . 10 punct
        """,
        "11th Corps: MilitaryUnit", "Storm Corps: MilitaryUnit",
    )  # fmt: skip
    assert names(doc) == {"11th Corps": {"11th Corps", "Storm Corps"}}
    assert entity(doc, "11th Corps").aliases == ("Storm Corps",)
