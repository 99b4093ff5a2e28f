"""Standing relations between entities."""

from __future__ import annotations

from ontology.records import Annotated


def triples(record: Annotated) -> set[tuple[str, str, str]]:
    """Return relations by label."""
    labels = {e.iri: e.label for e in record.entities}
    return {(labels[r.subject], r.predicate, labels[r.object]) for r in record.relations}


def test_apposition_names_the_leader(annotate_doc) -> None:
    record = annotate_doc(
        """
        Lena = NNP 9 nsubj PERSON
        Moreau = NNP 1 flat PERSON
        , = , 4 punct
        leader = NN 1 appos
        of = IN 7 case
        Volta = NNP 7 compound ORGANIZATION
        Front = NNP 4 nmod ORGANIZATION
        , = , 4 punct
        spoke speak VBD 0 root
        . = . 9 punct
        """
    )
    assert triples(record) == {("Lena Moreau", "commands", "Volta Front")}
    (relation,) = record.relations
    assert record.document.text[relation.evidence.begin : relation.evidence.end].startswith("Lena Moreau")


def test_seat_and_containing_state(annotate_doc) -> None:
    record = annotate_doc(
        """
        The the DT 5 det
        Geneva = NNP 4 obl LOCATION
        - = HYPH 4 punct
        based base VBN 5 amod
        agency = NN 6 nsubj
        praised praise VBD 0 root
        Goma = NNP 6 obj LOCATION
        in = IN 9 case
        Congo = NNP 7 nmod LOCATION
        . = . 6 punct
        """,
        "praised praise.01 ARG0:agency ARG1:Goma",
    )
    found = triples(record)
    assert any(p == "locatedIn" and s.endswith("agency") for s, p, _ in found)
    assert any((s, p) == ("Goma", "locatedIn") for s, p, _ in found)


def test_denied_relation_is_none(annotate_doc) -> None:
    record = annotate_doc(
        """
        Lena = NNP 5 nsubj PERSON
        is be VBZ 5 cop
        not = RB 5 advmod
        a = DT 5 det
        member = NN 0 root
        of = IN 7 case
        Hezbollah = NNP 5 nmod ORGANIZATION
        . = . 5 punct
        """
    )
    assert triples(record) == set()


def test_wars_have_sides(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 3 nmod:poss LOCATION
        's = POS 1 case
        war = NN 6 nsubj
        against = IN 5 case
        Niger = NNP 3 nmod LOCATION
        continues continue VBZ 0 root
        . = . 6 punct
        """
    )
    assert ("Chad", "fightingAgainst", "Niger") in triples(record)
