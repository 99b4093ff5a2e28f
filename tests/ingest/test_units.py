"""Military units in documents: names mended and merged, what they belong to, how many they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from spacy.tokens import Doc

from ingest.factories import load_knowledge
from ingest.layers import Mention, Referent, When
from ingest.tree import read_tree
from ingest.unit_identity import is_telling_unit
from ingest.units import UnitFinder
from ontology.records import Unit
from ontology.units import load_unit_terms

Find = Callable[..., Doc]


@cache
def finder() -> UnitFinder:
    """Return the component, with the real gazetteer."""
    known = load_knowledge()
    return UnitFinder(load_unit_terms(), known.gazetteer, known.lexicon)


@pytest.fixture
def find(make_doc: Callable[..., Doc]) -> Find:
    """Build a Doc with mentions and let the component read it.

    A mention is `words: Type` for a name, `words: Type described` for a description, `words: State PRK` for a state
    that qualifies another noun; `word = other words` is a pronoun for the mention of other words. Occurrences of the
    same words are taken in turn. Names with the same words are one entity, as the mention finder makes them.
    """

    def build(table: str, *mentions: str, since: tuple[str, str, str | None] | None = None) -> Doc:
        doc = make_doc(table)
        tree = read_tree(doc)
        found: list[Mention] = []
        entities: list[Referent] = []
        index: dict[str, int] = {}
        used: set[tuple[int, int]] = set()
        for text in mentions:
            pronoun, _, owner = text.partition(" = ")
            words, _, kind = text.partition(": ")
            begin, end = _locate(tree.words, (pronoun if owner else words).split(), used)
            used.add((begin, end))
            head = next(
                (t for t in range(begin, end) if not begin <= tree.heads[t] < end or tree.heads[t] == t), end - 1
            )
            if owner:
                found.append(Mention(head=head, begin=begin, end=end, kind="pronoun", entities=(index[owner],)))
                continue
            type_, *more = kind.split()
            described = "described" in more
            country = next((m for m in more if m.isupper()), None)
            if described or words not in index:
                classes = load_knowledge().lexicon.widen(type_)
                entities.append(
                    Referent(type=type_, label=words, country=country, described=described, classes=classes)
                )
                index[words] = len(entities) - 1
            form = "nominal" if described else "modifier" if type_ == "State" else "name"
            found.append(Mention(head=head, begin=begin, end=end, kind=form, entities=(index[words],)))
        doc._.mentions, doc._.entities = tuple(found), tuple(entities)
        doc._.times = ()
        if since is not None:
            begin, end = _locate(tree.words, since[0].split(), set())
            doc._.times = (When(head=end - 1, begin=begin, end=end, start=since[1], finish=since[2]),)
        return finder()(doc)

    return build


def _locate(words: list[str], wanted: list[str], used: set[tuple[int, int]]) -> tuple[int, int]:
    for begin in range(len(words)):
        end = begin + len(wanted)
        if words[begin:end] == wanted and not any(b == begin and end <= e for b, e in used):
            return begin, end
    raise AssertionError(f"{wanted} is not in the text")


def names(doc: Doc) -> dict[str, set[str]]:
    """Return the texts of each entity's mentions by its label."""
    found: dict[str, set[str]] = {}
    for mention in doc._.mentions:
        for entity in mention.entities:
            found.setdefault(doc._.entities[entity].label, set()).add(doc[mention.begin : mention.end].text)
    return found


def entity(doc: Doc, label: str) -> Referent:
    """Return the entity with a label that has mentions."""
    return next(doc._.entities[e] for m in doc._.mentions for e in m.entities if doc._.entities[e].label == label)


def links(doc: Doc) -> set[tuple[str, str, str]]:
    """Return what belongs to what, by label."""
    entities = doc._.entities
    return {(entities[r.subject].label, r.predicate, entities[r.object].label) for r in doc._.relations}


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
