"""Which entry of the gazetteer a name is linked to, and why."""

from __future__ import annotations

import pytest

from ontology.records import Annotated, Entity


def at(record: Annotated, name: str, number: int = 0) -> Entity:
    """Return the entity that the numbered mention of a name, "Kursk" also in "Kursk region", stands for."""
    text = record.document.text
    found = [(m.begin, e) for e in record.entities for m in e.mentions if text[m.begin : m.end].startswith(name)]
    return sorted(found, key=lambda pair: pair[0])[number][1]


def tail(entity: Entity) -> str:
    """Return what follows "entity/" in an IRI."""
    return entity.iri.partition("/entity/")[2]


FIRE = """
A = DT 2 det
fire fire NN 3 nsubj
began begin VBD 0 root
"""


@pytest.mark.parametrize(
    ("rows", "name", "country"),
    [
        (("in = IN 5 case", "Tripoli = NNP 3 obl LOCATION", ", = , 7 punct", "Lebanon = NNP 5 appos |LOCATION"),
         "Tripoli", "LBN"),
        (("in = IN 5 case", "Tripoli = NNP 3 obl LOCATION"), "Tripoli", "LBY"),
        (("in = IN 5 case", "Cordoba = NNP 3 obl LOCATION", "in = IN 7 case", "Spain = NNP 5 nmod |LOCATION"),
         "Cordoba", "ESP"),
        (("in = IN 5 case", "Cordoba = NNP 3 obl LOCATION", "in = IN 7 case", "Argentina = NNP 5 nmod |LOCATION"),
         "Cordoba", "ARG"),
        (("in = IN 7 case", "the = DT 7 det", "Pakistani = JJ 7 amod NORP", "city city NN 3 obl", "of = IN 9 case",
          "Hyderabad = NNP 7 nmod LOCATION"), "Hyderabad", "PAK"),
        (("in = IN 5 case", "Hyderabad = NNP 3 obl LOCATION"), "Hyderabad", "IND"),
        (("in = IN 5 case", "Birmingham = NNP 3 obl LOCATION", ", = , 7 punct", "Alabama = NNP 5 appos |LOCATION"),
         "Birmingham", "USA"),
    ],
)  # fmt: skip
def test_what_a_place_is_said_to_lie_in_decides(annotate_doc, rows: tuple[str, ...], name: str, country: str) -> None:
    record = annotate_doc(FIRE.strip() + "\n" + "\n".join([*rows, ". = . 3 punct"]))
    assert at(record, name).country == country


def test_one_place_name_has_one_reading_in_a_document(annotate_doc) -> None:
    record = annotate_doc(
        """
        Police police NNS 2 nsubj
        came come VBD 0 root
        to = IN 4 case
        Springfield = NNP 2 obl LOCATION
        , = , 6 punct
        Illinois = NNP 4 appos |LOCATION
        . = . 2 punct

        Springfield = NNP 2 nsubj LOCATION
        slept sleep VBD 0 root
        . = . 2 punct
        """
    )
    first, second = at(record, "Springfield"), at(record, "Springfield", 1)
    assert first == second
    assert first.country == "USA"
    assert tail(at(record, "Illinois")) == "place/US-IL"
    assert first.point is not None
    assert 39 < first.point[1] < 40  # not Massachusetts, nor Missouri


def test_a_noun_tells_a_region_from_the_city_of_its_name(annotate_doc) -> None:
    record = annotate_doc(
        """
        Drones drone NNS 2 nsubj
        hit hit VBD 0 root
        the = DT 5 det
        Kursk = NNP 5 compound LOCATION
        region region NN 2 obj
        and = CC 9 cc
        the = DT 8 det
        city city NN 2 obj
        of = IN 10 case
        Kursk = NNP 8 nmod LOCATION
        . = . 2 punct
        """
    )
    assert tail(at(record, "Kursk")) == "place/RU-KRS"
    assert tail(at(record, "Kursk", 1)).removeprefix("place/").isdigit()


def test_a_state_s_name_yields_to_a_division_where_the_text_says_so(annotate_doc) -> None:
    record = annotate_doc(
        """
        Police police NNS 2 nsubj
        came come VBD 0 root
        to = IN 4 case
        Atlanta = NNP 2 obl LOCATION
        , = , 6 punct
        Georgia = NNP 4 appos |LOCATION
        . = . 2 punct
        """
    )
    assert tail(at(record, "Georgia")) == "place/US-GA"


def test_a_link_says_how_sure_it_is_and_why(annotate_doc) -> None:
    record = annotate_doc(FIRE.strip() + "\nin = IN 5 case\nTripoli = NNP 3 obl LOCATION\n. = . 3 punct")
    link = at(record, "Tripoli").link
    assert link is not None
    assert 0.5 < link.score <= 1.0
    assert "largest of" in link.reason
    assert link.runner_up is not None
    assert "/entity/place/" in link.runner_up


@pytest.mark.parametrize("name", ["Zzyzxgrad", "Onnabruck"])
def test_an_unknown_place_is_a_new_entity(annotate_doc, name: str) -> None:
    record = annotate_doc(
        f"""
        A = DT 2 det
        fire fire NN 3 nsubj
        began begin VBD 0 root
        in = IN 7 case
        the = DT 7 det
        Syrian = JJ 7 amod NORP
        town town NN 3 obl
        of = IN 9 case
        {name} = NNP 7 nmod LOCATION
        . = . 3 punct
        """
    )
    entity = at(record, name)
    assert tail(entity).startswith("name/Place/")
    assert entity.country == "SYR"
    assert entity.link is None


def test_a_direction_is_no_province(annotate_doc) -> None:
    record = annotate_doc(FIRE.strip() + "\nin = IN 6 case\nthe = DT 6 det\nWest = NNP 3 obl LOCATION\n. = . 3 punct")
    assert tail(at(record, "West")).startswith("name/")


def test_a_misspelt_region_is_found_in_the_country_named(annotate_doc) -> None:
    record = annotate_doc(
        """
        A = DT 2 det
        fire fire NN 3 nsubj
        began begin VBD 0 root
        in = IN 8 case
        China = NNP 8 nmod:poss LOCATION
        's = POS 5 case
        Zheijiang = NNP 8 compound |LOCATION
        province province NN 3 obl
        . = . 3 punct
        """
    )
    assert tail(at(record, "Zheijiang")) == "place/CN-ZJ"


@pytest.mark.parametrize(
    ("rows", "type_"),
    [
        (("near = IN 5 case", "Baku = NNP 3 obl PERSON"), "Place"),
        (("under = IN 6 case", "Mr = NNP 6 compound", "Baku = NNP 3 obl PERSON"), "Person"),
    ],
)
def test_a_city_that_the_reader_takes_for_a_person(annotate_doc, rows: tuple[str, ...], type_: str) -> None:
    record = annotate_doc(FIRE.strip() + "\n" + "\n".join([*rows, ". = . 3 punct"]))
    assert at(record, "Baku").type == type_


@pytest.mark.parametrize(("country", "key"), [("Syria", "org/syrian-democratic-forces"), ("Japan", "org/jsdf")])
def test_an_acronym_of_several_is_read_by_the_country(annotate_doc, country: str, key: str) -> None:
    record = annotate_doc(
        f"""
        The = DT 2 det
        SDF = NNP 3 nsubj ORGANIZATION
        left leave VBD 0 root
        {country} = NNP 3 obj LOCATION
        . = . 3 punct
        """
    )
    assert tail(at(record, "SDF")) == key


@pytest.mark.parametrize(
    ("before", "known"), [("", False), ("President = NNP 2 compound\n", True), ("Reuters = NNP 2 compound\n", False)]
)
def test_a_family_name_that_is_a_town_too_needs_support(annotate_doc, before: str, known: bool) -> None:
    head = 1 + before.count("\n")
    record = annotate_doc(
        f"{before}Obama = NNP {head + 1} nsubj PERSON\nspoke speak VBD 0 root\n. = . {head + 1} punct"
    )
    assert (tail(at(record, "Obama")) == "person/barack-obama") is known


@pytest.mark.parametrize(
    ("title", "country", "known"),
    [("Secretary", "Washington", True), ("Judge", "Ireland", False), ("Mrs", "Ireland", False)],
)
def test_a_shared_family_name_needs_the_office_and_the_country(
    annotate_doc, title: str, country: str, known: bool
) -> None:
    record = annotate_doc(
        f"""
        {title} = NNP 2 compound
        Kerry = NNP 3 nsubj PERSON
        left leave VBD 0 root
        {country} = NNP 3 obj LOCATION
        . = . 3 punct
        """
    )
    assert (tail(at(record, "Kerry")) == "person/john-kerry") is known


def test_an_office_of_state_is_not_part_of_the_name(annotate_doc) -> None:
    record = annotate_doc(
        """
        Secretary = NNP 4 compound
        of = IN 3 case
        State = NNP 1 nmod PERSON
        Kerry = NNP 5 nsubj PERSON
        left leave VBD 0 root
        Washington = NNP 5 obj LOCATION
        . = . 5 punct
        """
    )
    assert tail(at(record, "Kerry")) == "person/john-kerry"


@pytest.mark.parametrize(
    ("words", "key"), [(("Russian", "navy"), "org/russian-navy"), (("al-Qaeda", "in", "Iraq"), "org/al-qaeda-in-iraq")]
)
def test_a_name_that_the_reader_cuts_is_read_in_full(annotate_doc, words: tuple[str, ...], key: str) -> None:
    last = len(words)
    rows = [f"{words[0]} = JJ {last} amod NORP"]
    rows += [f"{word} = {'IN' if word.islower() and word == 'in' else 'NN'} {last} case" for word in words[1:-1]]
    rows += [f"{words[-1]} = NN {last + 1} nsubj", "left leave VBD 0 root", f". = . {last + 1} punct"]
    assert tail(at(annotate_doc("\n".join(rows)), words[0])) == key


def test_a_city_has_the_names_that_reports_use(annotate_doc) -> None:
    rows = ["in = IN 5 case", "Stepanakert = NNP 3 obl LOCATION", ", = , 7 punct", "Azerbaijan = NNP 5 appos |LOCATION"]
    record = annotate_doc("\n".join([FIRE.strip(), *rows]))
    assert tail(at(record, "Stepanakert")) == "place/146970"


def test_descent_is_not_citizenship(annotate_doc) -> None:
    record = annotate_doc(
        """
        Ethnic ethnic JJ 2 amod
        Albanians Albanian NNPS 3 nsubj NORP
        left leave VBD 0 root
        Skopje = NNP 3 obj LOCATION
        . = . 3 punct
        """
    )
    assert {e.country for e in record.entities} == {"MKD"}


def test_an_official_is_of_the_only_country_of_the_text(annotate_doc) -> None:
    record = annotate_doc(
        """
        Judge = NNP 3 compound
        Nadia = NNP 3 compound PERSON
        Quispe = NNP 4 nsubj PERSON
        spoke speak VBD 0 root
        in = IN 6 case
        Lima = NNP 4 obl LOCATION
        . = . 4 punct
        """
    )
    assert at(record, "Nadia").country == "PER"
