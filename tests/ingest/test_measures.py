"""Numbers of events: which phrase counts what, and which event a number belongs to."""

from __future__ import annotations

import pytest

from ontology.records import Annotated, Event

DEPS = {
    "CD": "nummod", "JJ": "amod", "JJR": "amod", "JJS": "amod", "RB": "advmod", "IN": "case", "TO": "case", "DT": "det",
    "NN": "compound", "NNP": "compound", "VBN": "amod", "CC": "cc", "PRP$": "nmod:poss", "HYPH": "punct",
    "NNS": "nummod",
}  # fmt: skip
LEMMAS = {"civilians": "civilian", "men": "man", "people": "people", "troops": "troops", "children": "child"}
Measures = set[tuple[str, float, float | None, str | None]]


def phrase(text: str) -> list[tuple[str, str]]:
    """Read `20/CD civilians/NNS`."""
    return [(word.rpartition("/")[0], word.rpartition("/")[2]) for word in text.split()]


def table(before: str, verb: str, text: str, dep: str = "obj") -> tuple[str, str]:
    """Return the table of a sentence whose object is a phrase with the head last, and that head as frames name it."""
    words = phrase(text)
    head = 2 + len(words)
    rows = [f"{before} = NNS 2 nsubj", verb]
    for number, (word, tag) in enumerate(words, 3):
        lemma = LEMMAS.get(word, word.removesuffix("s") if tag == "NNS" else word)
        rows.append(f"{word} {lemma} {tag} {2 if number == head else head} {dep if number == head else DEPS[tag]}")
    rows.append(". = . 2 punct")
    occurrence = sum(word == words[-1][0] for word, _ in words)
    return "\n".join(rows), f"{words[-1][0]}#{occurrence}"


def measures(event: Event) -> Measures:
    """Return what an event measures."""
    return {(m.kind, m.quantity.low, m.quantity.high, m.quantity.unit) for m in event.measures}


def of_class(record: Annotated, class_: str) -> Event:
    (event,) = [e for e in record.events if e.class_ == class_]
    return event


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("12/CD people/NNS", 12, 12, None),
        ("12/CD persons/NNS", 12, 12, None),
        ("12/CD others/NNS", 12, 12, None),
        ("two/CD civilians/NNS", 2, 2, "civilian"),
        ("1,500/CD men/NNS", 1500, 1500, "man"),
        ("at/IN least/JJS 20/CD civilians/NNS", 20, None, "civilian"),
        ("more/JJR than/IN 100/CD soldiers/NNS", 101, None, "soldier"),
        ("over/IN 100/CD soldiers/NNS", 101, None, "soldier"),
        ("up/IN to/TO 15/CD soldiers/NNS", 1, 15, "soldier"),
        ("as/RB many/JJ as/IN 40/CD soldiers/NNS", 1, 40, "soldier"),
        ("no/DT more/JJR than/IN 40/CD soldiers/NNS", 1, 40, "soldier"),
        ("fewer/JJR than/IN 10/CD soldiers/NNS", 1, 9, "soldier"),
        ("some/DT 1,500/CD villagers/NNS", 1350, 1650, "villager"),
        ("about/RB 40/CD villagers/NNS", 36, 44, "villager"),
        ("nearly/RB 200/CD villagers/NNS", 180, 200, "villager"),
        ("between/IN 10/CD and/CC 12/CD villagers/NNS", 10, 12, "villager"),
        ("10/CD to/TO 12/CD villagers/NNS", 10, 12, "villager"),
        ("a/DT dozen/CD villagers/NNS", 12, 12, "villager"),
        ("two/CD dozen/CD villagers/NNS", 24, 24, "villager"),
        ("several/JJ villagers/NNS", 3, 9, "villager"),
        ("several/JJ hundred/CD villagers/NNS", 300, 900, "villager"),
        ("a/DT few/JJ villagers/NNS", 2, 9, "villager"),
        ("10,000/CD troops/NNS", 10_000, 10_000, "troop"),
        ("12/CD Russian/JJ army/NN soldiers/NNS", 12, 12, "soldier"),
        ("12/CD armed/VBN men/NNS", 12, 12, "man"),
        ("seven/CD more/JJR civilians/NNS", 7, 7, "civilian"),
        ("their/PRP$ 12/CD children/NNS", 12, 12, "child"),
        ("dozens/NNS of/IN civilians/NNS", 24, None, "civilian"),
        ("hundreds/NNS of/IN their/PRP$ soldiers/NNS", 200, None, "soldier"),
        ("twenty/CD -/HYPH five/CD civilians/NNS", 25, 25, "civilian"),
        ("1.5/CD million/CD people/NNS", 1_500_000, 1_500_000, None),
        ("12/CD", 12, 12, None),
        ("hundreds/NNS", 200, None, None),
        ("no/DT one/NN", 0, 0, None),
        ("no/DT civilians/NNS", 0, 0, None),
    ],
)
def test_how_many_are_killed(annotate_doc, text: str, low: float, high: float | None, unit: str | None) -> None:
    rows, head = table("Strikes", "killed kill VBD 0 root", text)
    record = annotate_doc(rows, f"killed kill.01 ARG0:Strikes ARG1:{head}")
    found = {m for event in record.events for m in measures(event)}
    assert found == {("killed", low, high, unit)}


@pytest.mark.parametrize(
    "text",
    [
        "a/DT 25/CD -/HYPH year/NN -/HYPH old/JJ man/NN",
        "the/DT 2015/CD attacker/NN",
        "a/DT 77-year-old/JJ man/NN",
        "soldiers/NNS",
        "the/DT 3rd/JJ commander/NN",
        "half/NN civilians/NNS",
    ],
)
def test_what_counts_nobody(annotate_doc, text: str) -> None:
    rows, head = table("Rebels", "killed kill VBD 0 root", text)
    record = annotate_doc(rows, f"killed kill.01 ARG0:Rebels ARG1:{head}")
    assert not any(event.measures for event in record.events)


@pytest.mark.parametrize(
    ("verb", "roleset", "text", "measure"),
    [
        ("wounded wound", "wound.01", "45/CD people/NNS", ("wounded", 45, 45, None)),
        ("arrested arrest", "arrest.01", "43/CD students/NNS", ("captured", 43, 43, "student")),
        ("expelled expel", "expel.01", "two/CD diplomats/NNS", ("strength", 2, 2, "diplomat")),
        ("kidnapped kidnap", "kidnap.01", "276/CD students/NNS", ("captured", 276, 276, "student")),
        ("released release", "release.01", "24/CD hostages/NNS", ("strength", 24, 24, "hostage")),
        ("deployed deploy", "deploy.01", "3,000/CD soldiers/NNS", ("strength", 3000, 3000, "soldier")),
        ("deployed deploy", "deploy.01", "155/CD mm/NN howitzers/NNS", None),
    ],
)
def test_kind_follows_the_class_and_what_is_counted(annotate_doc, verb: str, roleset: str, text: str, measure) -> None:
    rows, head = table("Rebels", f"{verb} VBD 0 root", text)
    if measure is None:
        rows = rows.replace("155 155 CD 5 nummod", "155 155 CD 4 nummod")
    record = annotate_doc(rows, f"{verb.split()[0]} {roleset} ARG0:Rebels ARG1:{head}")
    assert {m for event in record.events for m in measures(event)} == ({measure} if measure else set())


def test_portions_are_part_of_the_unit(annotate_doc) -> None:
    record = annotate_doc(
        """
        India = NNP 2 nsubj LOCATION
        donated donate VBD 0 root
        30,000 = CD 4 nummod
        tons ton NNS 2 obj
        of = IN 6 case
        wheat = NN 4 nmod
        to = IN 8 case
        Qatar = NNP 2 obl LOCATION
        . = . 2 punct
        """,
        "donated donate.01 ARG0:India ARG1:tons ARG2:Qatar",
    )
    (event,) = record.events
    assert measures(event) == {("amount", 30_000, 30_000, "ton of wheat")}
    quantity = event.measures[0].quantity
    assert record.document.text[quantity.span.begin : quantity.span.end] == "30,000"


@pytest.mark.parametrize(
    ("money", "low", "unit"),
    [
        ("$ = $ 2 obj|61 = CD 5 compound|billion = CD 3 nummod", 61e9, "USD"),
        ("€ = $ 2 obj|2.5 = CD 5 compound|million = CD 3 nummod", 2.5e6, "EUR"),
        ("20 = CD 4 compound|million = CD 5 nummod|euros euro NNS 2 obj", 20e6, "EUR"),
        ("500 = CD 4 compound|million = CD 5 nummod|rupees rupee NNS 2 obj", 500e6, "rupee"),
        ("two = CD 5 compound|thousand = CD 3 nummod|dollars dollar NNS 2 obj", 2000, "USD"),
    ],
)
def test_money_has_its_currency(annotate_doc, money: str, low: float, unit: str) -> None:
    rows = money.split("|")
    record = annotate_doc(
        "\n".join(
            [
                "Japan = NNP 2 nsubj LOCATION",
                "donated donate VBD 0 root",
                *rows,
                "to = IN 7 case",
                "Qatar = NNP 2 obl LOCATION",
                ". = . 2 punct",
            ]
        ),
        f"donated donate.01 ARG0:Japan ARG1:{next(r.split()[0] for r in rows if ' obj' in r)} ARG2:Qatar",
    )
    (event,) = record.events
    assert measures(event) == {("money", low, low, unit)}


def test_casualties_belong_to_the_attack_that_they_result_from(annotate_doc) -> None:
    record = annotate_doc(
        """
        Rebels rebel NNS 2 nsubj
        attacked attack VBD 0 root
        Aleppo = NNP 2 obj LOCATION
        , = , 5 punct
        killing kill VBG 2 advcl
        six = CD 7 nummod
        officers officer NNS 5 obj
        and = CC 9 cc
        wounding wound VBG 5 conj
        45 = CD 9 obj
        . = . 2 punct
        """,
        "attacked attack.01 ARG0:Rebels ARG1:Aleppo",
        "killing kill.01 ARG0:Rebels ARG1:officers",
    )
    assert measures(of_class(record, "Attack")) == {("killed", 6, 6, "officer"), ("wounded", 45, 45, None)}
    assert measures(of_class(record, "Killing")) == {("killed", 6, 6, "officer")}


def test_an_attack_leaves_dead_and_wounded(annotate_doc) -> None:
    record = annotate_doc(
        """
        The the DT 3 det
        rocket = NN 3 compound
        attack = NN 4 nsubj
        left leave VBD 0 root
        12 = CD 4 obj
        dead = JJ 4 xcomp
        and = CC 11 cc
        more = JJR 10 advmod
        than = IN 8 fixed
        30 = CD 11 nsubj
        injured injure VBN 4 conj
        . = . 4 punct
        """
    )
    (event,) = record.events
    assert measures(event) == {("killed", 12, 12, None), ("wounded", 31, None, None)}


def test_an_attack_in_another_clause_has_no_part_in_the_dead(annotate_doc) -> None:
    record = annotate_doc(
        """
        Rebels rebel NNS 2 nsubj
        killed kill VBD 0 root
        four = CD 4 nummod
        soldiers soldier NNS 2 obj
        and = CC 6 cc
        attacked attack VBD 2 conj
        Aleppo = NNP 6 obj LOCATION
        . = . 2 punct
        """,
        "killed kill.01 ARG0:Rebels ARG1:soldiers",
        "attacked attack.01 ARG0:Rebels ARG1:Aleppo",
    )
    assert measures(of_class(record, "Killing")) == {("killed", 4, 4, "soldier")}
    assert measures(of_class(record, "Attack")) == set()


def test_what_a_relative_clause_tells_of_the_dead_did_not_kill_them(annotate_doc) -> None:
    record = annotate_doc(
        """
        Soldiers soldier NNS 2 nsubj
        killed kill VBD 0 root
        24 = CD 4 nummod
        rebels rebel NNS 2 obj
        who = WP 6 nsubj
        attacked attack VBD 4 acl:relcl
        Aleppo = NNP 6 obj LOCATION
        . = . 2 punct
        """,
        "killed kill.01 ARG0:Soldiers ARG1:rebels",
        "attacked attack.01 ARG0:who ARG1:Aleppo",
    )
    assert measures(of_class(record, "Killing")) == {("killed", 24, 24, "rebel")}
    assert ("killed", 24, 24, "rebel") not in measures(of_class(record, "Attack"))


def test_goods_in_a_list_keep_their_numbers(annotate_doc) -> None:
    record = annotate_doc(
        """
        Germany = NNP 2 nsubj LOCATION
        delivered deliver VBD 0 root
        31 = CD 4 nummod
        tanks tank NNS 2 obj
        and = CC 7 cc
        90 = CD 7 nummod
        trucks truck NNS 4 conj
        to = IN 9 case
        Qatar = NNP 2 obl LOCATION
        . = . 2 punct
        """,
        "delivered deliver.01 ARG0:Germany ARG1:tanks ARG2:Qatar",
    )
    (event,) = record.events
    assert measures(event) == {("amount", 31, 31, "tank"), ("amount", 90, 90, "truck")}


def test_a_toll_rises(annotate_doc) -> None:
    record = annotate_doc(
        """
        The the DT 3 det
        death = NN 3 compound
        toll = NN 9 nsubj
        from = IN 7 case
        the = DT 7 det
        rocket = NN 7 compound
        attack = NN 3 nmod
        has have VBZ 9 aux
        risen rise VBN 0 root
        to = IN 11 case
        40 = CD 9 obl
        . = . 9 punct
        """
    )
    (event,) = record.events
    assert measures(event) == {("killed", 40, 40, None)}


def test_a_prison_term_is_no_measure(annotate_doc) -> None:
    record = annotate_doc(
        """
        Judges judge NNS 2 nsubj
        sentenced sentence VBD 0 root
        the = DT 4 det
        minister = NN 2 obj
        to = IN 7 case
        12 = CD 7 nummod
        years year NNS 2 obl
        in = IN 9 case
        prison = NN 7 nmod
        . = . 2 punct
        """,
        "sentenced sentence.01 ARG0:Judges ARG1:minister ARG2:years",
    )
    assert not any(event.measures for event in record.events)
