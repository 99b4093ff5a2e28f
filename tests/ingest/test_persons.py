"""Persons that the gazetteer knows, by the wording of a text."""

from __future__ import annotations

import pytest

from ingest.naming import Naming
from ontology.gazetteer import load_gazetteer
from ontology.lexicon import load_lexicon
from ontology.records import Annotated


def persons(record: Annotated) -> list[tuple[str, str | None, bool]]:
    """Return label, country and whether the gazetteer knows it, of each person."""
    return [(e.label, e.country, "/entity/person/" in e.iri) for e in record.entities if e.type == "Person"]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (("Vladimir", "Putin"), "PERSON"),
        (("Putin",), "PERSON"),
        (("President", "Putin"), "PERSON"),
        (("Mr", "Putin"), "PERSON"),
        (("Mr.", "Putin"), "PERSON"),
        (("Putin",), ""),
        (("President", "Vladimir", "Putin"), ""),
    ],
)
def test_a_known_person_has_its_country(annotate_doc, words: tuple[str, ...], label: str) -> None:
    last = len(words)
    rows = [f"{word} = NNP {last} compound {label}" for word in words[:-1]]
    rows += [f"{words[-1]} = NNP {last + 1} nsubj {label}", "spoke speak VBD 0 root", f". = . {last + 1} punct"]
    record = annotate_doc("\n".join(rows), "spoke speak.01 ARG0:Putin")
    assert persons(record)[-1:] == [("Vladimir Putin", "RUS", True)]


def test_a_longer_unlabelled_name_is_not_cut(annotate_doc) -> None:
    record = annotate_doc(
        """
        Putin = NNP 2 compound
        Avenue = NNP 3 nsubj
        reopened reopen VBD 0 root
        . = . 3 punct
        """
    )
    assert persons(record) == []


def test_a_name_that_the_reader_labels_a_place_is_the_place(annotate_doc) -> None:
    record = annotate_doc(
        """
        They they PRP 2 nsubj
        left leave VBD 0 root
        Obama = NNP 2 obj LOCATION
        . = . 2 punct
        """,
        "left leave.01 ARG0:They ARG1:Obama",
    )
    assert [(e.type, e.country) for e in record.entities if e.label == "Obama"] == [("Place", "JPN")]


def test_a_last_name_is_that_of_the_person_whom_the_text_names_in_full(annotate_doc) -> None:
    record = annotate_doc(
        """
        Nadia = NNP 3 nsubj PERSON
        Lavrov = NNP 1 flat PERSON
        spoke speak VBD 0 root
        . = . 3 punct

        Lavrov = NNP 2 nsubj PERSON
        left leave VBD 0 root
        . = . 2 punct
        """,
        "spoke speak.01 ARG0:Nadia",
    )
    assert persons(record) == [("Nadia Lavrov", None, False)]


def test_reading_of_a_person() -> None:
    naming = Naming(load_gazetteer(), load_lexicon())
    assert naming.read("Lavrov").only_person
    obama = naming.read("Obama")
    assert obama.person is not None
    assert obama.places
    assert not obama.only_person
    assert naming.read("Pyongyang").person is None
    assert [naming.is_title(word) for word in ("mr.", "president", "vladimir")] == [True, True, False]
