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


def test_former_leaders_have_an_end(annotate_doc) -> None:
    table = """
        former = JJ 2 amod
        leader = NN 6 nsubj
        of = IN 5 case
        Volta = NNP 5 compound ORGANIZATION
        Front = NNP 2 nmod ORGANIZATION
        spoke speak VBD 0 root
        . = . 6 punct

        Lena = NNP 7 nsubj PERSON
        , = , 4 punct
        former = JJ 4 amod
        leader = NN 1 appos
        of = IN 6 case
        Hezbollah = NNP 4 nmod ORGANIZATION
        spoke speak VBD 0 root
        . = . 7 punct
        """
    relations = [r for r in annotate_doc(table).relations if r.predicate == "commands"]
    assert [(r.start, r.end) for r in relations] == [(None, "2024-11-12")]
    undated = annotate_doc(table, published=None)
    assert "commands" not in {r.predicate for r in undated.relations}


def test_times_bound_what_they_stand_beside(annotate_doc) -> None:
    record = annotate_doc(
        """
        Lena = NNP 2 nsubj PERSON
        led lead VBD 0 root
        Hezbollah = NNP 2 obj ORGANIZATION
        until = IN 5 case
        2019 = CD 2 obl DATE
        . = . 2 punct
        """,
        "led lead.02 ARG0:Lena ARG1:Hezbollah",
    )
    (relation,) = [r for r in record.relations if r.predicate == "commands"]
    assert relation.start is None
    assert (relation.end or "").startswith("2019")


def test_deputies_do_not_lead(annotate_doc) -> None:
    record = annotate_doc(
        """
        Lena = NNP 7 nsubj PERSON
        , = , 4 punct
        deputy = JJ 4 amod
        leader = NN 1 appos
        of = IN 6 case
        Hezbollah = NNP 4 nmod ORGANIZATION
        spoke speak VBD 0 root
        . = . 7 punct
        """
    )
    assert "commands" not in {p for _, p, _ in triples(record)}


def test_participles_tell_who_holds_and_who_backs(annotate_doc) -> None:
    record = annotate_doc(
        """
        Hezbollah = NNP 3 compound ORGANIZATION
        - = HYPH 1 punct
        held hold VBN 4 amod
        Goma = NNP 5 nsubj LOCATION
        fell fall VBD 0 root
        . = . 5 punct
        """
    )
    assert ("Hezbollah", "controls", "Goma") in triples(record)


def test_nothing_in_a_place_is_not_in_it(annotate_doc) -> None:
    def made(determiner: str) -> set[tuple[str, str, str]]:
        return triples(
            annotate_doc(
                f"""
                They = PRP 2 nsubj
                saw see VBD 0 root
                {determiner} = DT 4 det
                rebels rebel NNS 2 obj
                in = IN 6 case
                Goma = NNP 4 nmod LOCATION
                . = . 2 punct
                """,
                "saw see.01 ARG1:rebels",
            )
        )

    assert ("rebels", "locatedIn", "Goma") in made("the")
    assert not made("no")


def test_who_becomes_a_member_is_one(annotate_doc) -> None:
    record = annotate_doc(
        """
        Finland = NNP 2 nsubj LOCATION
        became become VBD 0 root
        a = DT 4 det
        member = NN 2 xcomp
        of = IN 6 case
        NATO = NNP 4 nmod ORGANIZATION
        . = . 2 punct
        """
    )
    assert ("Finland", "memberOf", "North Atlantic Treaty Organization") in triples(record)


def test_strikes_on_positions_are_on_their_owner(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 3 nmod:poss LOCATION
        's = POS 1 case
        strikes strike NNS 7 nsubj
        against = IN 6 case
        Hezbollah = NNP 6 compound ORGANIZATION
        positions position NNS 3 nmod
        continued continue VBD 0 root
        . = . 7 punct
        """
    )
    assert ("Chad", "fightingAgainst", "Hezbollah") in triples(record)


def test_aims_count_for_hostility_alone(annotate_doc) -> None:
    def made(verb: str, roleset: str) -> set[str]:
        record = annotate_doc(
            f"""
            Chad = NNP 2 nsubj LOCATION
            vowed vow VBD 0 root
            to = TO 4 mark
            {verb} = VB 2 xcomp
            Hezbollah = NNP 4 obj ORGANIZATION
            . = . 2 punct
            """,
            f"{verb} {roleset} ARG0:Chad ARG1:Hezbollah",
        )
        return {p for _, p, _ in triples(record)}

    assert "fightingAgainst" in made("defeat", "defeat.01")
    assert made("lead", "lead.02") == set()
