"""Military units in documents: what they belong to, how many they are, where their names tell."""

from __future__ import annotations

import pytest
from unit_docs import Find, entity, links, names

from ingest.layers import Referent
from ingest.unit_identity import is_telling_unit
from ontology.records import Unit
from ontology.units import load_unit_terms

PART = """
    The = DT 3 det
    92nd = JJ 3 amod MILITARY_UNIT
    Brigade = NNP 5 nsubj:pass MILITARY_UNIT
    {helper} = {tag} 5 {dep}
    transferred transfer VBN 0 root
    to = IN 9 case
    the = DT 9 det
    3rd = JJ 9 amod |MILITARY_UNIT
    Corps = NNP 5 obl |MILITARY_UNIT
    in = IN 11 case
    May = NNP 5 obl
    . = . 5 punct
"""


@pytest.mark.parametrize(
    ("helper", "tag", "dep", "start"),
    [("was", "VBD", "aux:pass", "2023-05-01"), ("not", "RB", "advmod", None), ("might", "MD", "aux", None)],
)
def test_transfers_begin_a_relation_unless_hedged(
    find: Find, helper: str, tag: str, dep: str, start: str | None
) -> None:
    doc = find(
        PART.format(helper=helper, tag=tag, dep=dep), "92nd Brigade: MilitaryUnit", "3rd Corps: MilitaryUnit",
        since=("in May", "2023-05-01", "2023-05-31"),
    )  # fmt: skip
    assert [(r.predicate, r.start, r.finish) for r in doc._.relations] == (
        [] if start is None else [("subOrganizationOf", start, None)]
    )


def test_part_of_holds_since_when_the_text_says(find: Find) -> None:
    doc = find(
        """
        The = DT 3 det
        Givati = NNP 3 compound MILITARY_UNIT
        Brigade = NNP 6 nsubj MILITARY_UNIT
        has have VBZ 6 aux
        been be VBN 6 cop
        part = NN 0 root
        of = IN 10 case
        the = DT 10 det
        162nd = JJ 10 amod MILITARY_UNIT
        Division = NNP 6 nmod MILITARY_UNIT
        since = IN 12 case
        1999 = CD 6 obl
        . = . 6 punct
        """,
        "Givati Brigade: MilitaryUnit", "162nd Division: MilitaryUnit ISR", since=("since 1999", "1999-01-01", None),
    )  # fmt: skip
    (link,) = doc._.relations
    assert (link.predicate, link.start, link.finish) == ("subOrganizationOf", "1999-01-01", None)
    assert entity(doc, "Givati Brigade").country == "ISR"  # of what it is part of


def test_the_smaller_is_part_of_the_larger_only(find: Find) -> None:
    doc = find(
        """
        The = DT 3 det
        3rd = JJ 3 amod MILITARY_UNIT
        Corps = NNP 8 nsubj MILITARY_UNIT
        of = IN 7 case
        the = DT 7 det
        92nd = JJ 7 amod |MILITARY_UNIT
        Brigade = NNP 3 nmod |MILITARY_UNIT
        left leave VBD 0 root
        . = . 8 punct
        """,
        "3rd Corps: MilitaryUnit", "92nd Brigade: MilitaryUnit",
    )  # fmt: skip
    assert links(doc) == set()


@pytest.mark.parametrize(
    ("before", "low", "high"),
    [
        ("some = DT 4 advmod\n1,500 = CD 5 nummod", 1350, 1650),
        ("up = IN 5 advmod\nto = IN 3 fixed\n3,000 = CD 6 nummod", 1, 3000),
        ("several = JJ 4 amod\nhundred = CD 5 nummod", 300, 900),
    ],
)
def test_forces_have_a_strength(find: Find, before: str, low: float, high: float) -> None:
    lines = before.count("\n") + 1
    table = f"Reports report NNS 2 nsubj\nsay say VBP 0 root\n{before}\nsoldiers soldier NNS 2 obj\n. = . 2 punct"
    doc = find(table, "soldiers: Force described")
    strength = entity(doc, "soldiers").strength
    assert strength is not None
    assert (strength.low, strength.high, strength.unit) == (low, high, None)
    assert (strength.begin, strength.end) == (2, 2 + lines)


def test_counted_forces_of_a_quantity_noun(find: Find) -> None:
    doc = find(
        """
        Tens ten NNS 6 nsubj
        of = IN 3 case
        thousands thousand NNS 1 nmod
        of = IN 5 case
        troops troop NNS 3 nmod
        left leave VBD 0 root
        . = . 6 punct
        """,
        "troops: Force described",
    )
    strength = entity(doc, "troops").strength
    assert strength is not None
    assert (strength.low, strength.high) == (20_000, None)


def test_a_strong_brigade(find: Find) -> None:
    doc = find(
        """
        A a DT 6 det
        10,000 = CD 4 nummod
        - = HYPH 4 punct
        strong = JJ 6 amod
        Ethiopian = JJ 6 amod
        brigade = NN 7 nsubj
        left leave VBD 0 root
        . = . 7 punct
        """,
        "Ethiopian: State ETH", "brigade: MilitaryUnit described",
    )  # fmt: skip
    strength = entity(doc, "brigade").strength
    assert strength is not None
    assert (strength.low, strength.high, strength.unit) == (10_000, 10_000, None)


def test_what_opposes_a_body_is_no_member_of_it(find: Find) -> None:
    doc = find(
        """
        The = DT 4 det
        anti = AFX 4 amod
        - = HYPH 4 punct
        Volta = NNP 5 compound ORGANIZATION
        fighters fighter NNS 6 nsubj
        fled flee VBD 0 root
        Volta = NNP 8 compound |ORGANIZATION
        fighters fighter NNS 6 obj
        . = . 6 punct
        """,
        "Volta: Organization", "fighters: Force described", "Volta: Organization", "fighters: Force described",
    )  # fmt: skip
    assert [doc[r.subject_span[0]].i for r in doc._.relations] == [7]


def test_members_take_the_country_of_their_body(find: Find) -> None:
    doc = find(
        """
        The = DT 3 det
        155th = JJ 3 amod MILITARY_UNIT
        Brigade = NNP 5 nmod:poss MILITARY_UNIT
        's = POS 3 case
        soldiers soldier NNS 6 nsubj
        fled flee VBD 0 root
        . = . 6 punct
        """,
        "155th Brigade: MilitaryUnit RUS", "155th Brigade 's soldiers: Force described",
    )  # fmt: skip
    assert links(doc) == {("155th Brigade 's soldiers", "memberOf", "155th Brigade")}
    assert entity(doc, "155th Brigade 's soldiers").country == "RUS"


@pytest.mark.parametrize(
    ("label", "unit", "country", "telling"),
    [
        ("3rd Battalion", ("3", "Battalion", None, None), "USA", False),
        ("3rd Battalion, 5th Marines", ("3", "Battalion", None, None), None, True),
        ("14th Brigade", ("14", "Brigade", None, None), None, False),
        ("14th Brigade", ("14", "Brigade", None, None), "UKR", True),
        ("47th Mechanized Brigade", ("47", "Brigade", "Mechanized", None), None, True),
        ("Golani Brigade", (None, "Brigade", None, "Golani"), None, True),
        ("Northern Command", (None, "Command", None, "Northern"), None, False),
        ("Polish Navy", (None, "Service", "Naval", None), "POL", True),
        ("Unit 29155", ("29155", None, None, None), None, True),
        ("155th", ("155", None, None, None), None, False),
    ],
)
def test_names_that_mean_the_same_unit_elsewhere(
    label: str, unit: tuple[str | None, ...], country: str | None, telling: bool
) -> None:
    number, echelon, branch, honorific = unit
    structure = Unit(number=number, echelon=echelon, branch=branch, honorific=honorific)
    referent = Referent(type="MilitaryUnit", label=label, country=country, unit=structure)
    assert is_telling_unit(referent, load_unit_terms()) is telling


def test_not_all_troops_of_a_state_are_one_units(find: Find) -> None:
    doc = find(
        """
        Russian = JJ 2 amod
        troops troop NNS 7 nsubj
        of = IN 6 case
        the = DT 6 det
        74th = JJ 6 amod
        Brigade = NNP 2 nmod
        fled flee VBD 0 root
        . = . 7 punct
        """,
        "Russian: State RUS", "troops: Force described RUS", "74th Brigade: MilitaryUnit",
    )  # fmt: skip
    label = "troops of the 74th Brigade"
    assert links(doc) == {(label, "memberOf", "74th Brigade")}
    assert entity(doc, label).country == "RUS"


def test_the_army_alone_has_no_structure(find: Find) -> None:
    doc = find("Army = NNP 2 nsubj\nmoved move VBD 0 root\n. = . 2 punct", "Army: MilitaryUnit")
    assert entity(doc, "Army").unit is None


def test_a_document_without_units_is_left_as_it_is(find: Find) -> None:
    doc = find("Chad = NNP 2 nsubj\nvoted vote VBD 0 root\n. = . 2 punct", "Chad: State TCD")
    assert names(doc) == {"Chad": {"Chad"}}
    assert doc._.relations == ()
