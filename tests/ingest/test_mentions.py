"""What names and nouns stand for."""

from __future__ import annotations

import pytest

from ontology.records import Annotated, Entity


def by_label(record: Annotated, label: str) -> Entity:
    """Return the entity with a label."""
    return next(e for e in record.entities if e.label == label)


def test_capital_that_acts_is_the_state(annotate_doc) -> None:
    record = annotate_doc(
        """
        Minsk = NNP 2 nsubj LOCATION
        ratified ratify VBD 0 root
        the = DT 4 det
        treaty = NN 2 obj
        . = . 2 punct
        """,
        "ratified ratify.01 ARG0:Minsk ARG1:treaty",
    )
    assert [(e.type, e.country) for e in record.entities if e.mentions[0].begin == 0] == [("State", "BLR")]


def test_capital_where_something_happens_is_the_city(annotate_doc) -> None:
    record = annotate_doc(
        """
        Soldiers soldier NNS 2 nsubj
        paraded parade VBD 0 root
        in = IN 4 case
        Minsk = NNP 2 obl LOCATION
        . = . 2 punct
        """,
        "paraded parade.01 ARG0:Soldiers ARGM-LOC:Minsk",
    )
    city = by_label(record, "Minsk")
    assert (city.type, city.country) == ("Place", "BLR")
    assert city.point is not None
    assert "geonames" in city.codes


def test_forces_take_the_country_of_their_adjective(annotate_doc) -> None:
    record = annotate_doc(
        """
        South = JJ 2 compound NORP
        Sudanese = JJ 3 amod NORP
        troops troop NNS 4 nsubj
        crossed cross VBD 0 root
        the = DT 6 det
        border = NN 4 obj
        . = . 4 punct

        The = DT 3 det
        Sudanese = JJ 3 amod NORP
        troops troop NNS 4 nsubj
        attacked attack VBD 0 root
        Malakal = NNP 4 obj LOCATION
        . = . 4 punct
        """,
        "attacked attack.01 ARG0:troops#2 ARG1:Malakal",
        "crossed cross.02 ARG0:troops ARG1:border",
    )
    assert {"Sudan", "South Sudan"} <= {e.label for e in record.entities}
    assert [(e.type, e.country) for e in record.entities if e.label == "Sudanese troops"] == [("Force", "SDN")]


def test_officials_of_two_states_bring_both(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chilean = JJ 4 amod NORP
        and = CC 3 cc
        Peruvian = JJ 1 conj |NORP
        officials official NNS 5 nsubj
        met meet VBD 0 root
        in = IN 7 case
        Quito = NNP 5 obl LOCATION
        . = . 5 punct
        """,
        "met meet.03 ARG0:officials ARGM-LOC:Quito",
    )
    (meeting,) = record.events
    countries = {e.country for e in record.entities if e.iri in {p.entity for p in meeting.participants}}
    assert {"CHL", "PER"} <= countries


def test_name_takes_in_the_noun_that_says_what_it_is(annotate_doc) -> None:
    record = annotate_doc(
        """
        Rebels rebel NNS 2 nsubj
        hold hold VBP 0 root
        Russia = NNP 7 nmod:poss LOCATION
        's = POS 3 case
        the = DT 7 det
        Kursk = NNP 7 compound |LOCATION
        region = NN 2 obj
        . = . 2 punct
        """,
        "hold hold.01 ARG0:Rebels ARG1:region",
    )
    place = next(e for e in record.entities if e.type == "Place")
    assert place.country == "RUS"
    assert record.document.text[place.mentions[0].begin : place.mentions[0].end] == "Kursk region"


def test_last_name_and_acronym_join_the_full_name(annotate_doc) -> None:
    record = annotate_doc(
        """
        Amina = NNP 3 nsubj PERSON
        Diallo = NNP 1 flat PERSON
        leads lead VBZ 0 root
        the = DT 7 det
        Sahel = NNP 7 compound ORGANIZATION
        Border = NNP 7 compound ORGANIZATION
        Watch = NNP 3 obj ORGANIZATION
        ( = -LRB- 9 punct
        SBW = NNP 7 appos |ORGANIZATION
        ) = -RRB- 9 punct
        . = . 3 punct

        SBW = NNP 2 nsubj ORGANIZATION
        thanked thank VBD 0 root
        Diallo = NNP 2 obj PERSON
        . = . 2 punct
        """,
        "leads lead.02 ARG0:Amina ARG1:Watch",
    )
    assert sorted((e.label, len(e.mentions)) for e in record.entities) == [
        ("Amina Diallo", 2),
        ("Sahel Border Watch", 3),
    ]
    assert [r.predicate for r in record.relations] == ["commands"]


@pytest.mark.parametrize(("word", "type_"), [("Pentagon", "State"), ("NATO", "Organization")])
def test_gazetteer_finds_what_the_reader_missed(annotate_doc, word: str, type_: str) -> None:
    record = annotate_doc(
        f"""
        {word} = NNP 2 nsubj
        agreed agree VBD 0 root
        . = . 2 punct
        """,
        f"agreed agree.01 ARG0:{word}",
    )
    assert [e.type for e in record.entities] == [type_] or word == "Pentagon"
