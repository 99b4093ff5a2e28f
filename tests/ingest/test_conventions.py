"""What PLOVER makes of announcements, refusals, demands, and of events that speak of others."""

from __future__ import annotations

import pytest

from ontology.records import Annotated, Event


def types_of(record: Annotated) -> list[tuple[str, str]]:
    """Return type and class of each event."""
    return [(e.type, e.class_) for e in record.events]


def labels(record: Annotated, event: Event) -> set[tuple[str, str]]:
    """Return an event's participants as (role, label)."""
    names = {e.iri: e.label for e in record.entities}
    return {(p.role, names[p.entity]) for p in event.participants}


ANNOUNCEMENT = """
    SOURCE = NNP 2 nsubj LOCATION
    said say VBD 0 root
    Chad = NNP 5 nsubj LOCATION
    would = MD 5 aux
    VERB = VB 2 ccomp
    Niger = NNP 5 obj LOCATION
    . = . 2 punct
    """


@pytest.mark.parametrize(
    ("speaker", "verb", "roleset", "expected"),
    [
        ("Chad", "attack", "attack.01", "THREATEN"),  # one's own doing
        ("Togo", "attack", "attack.01", "ASSAULT"),  # another's
        ("Chad", "visit", "visit.01", "AGREE"),
    ],
)
def test_announced_harm_is_a_threat_and_announced_help_an_agreement(
    annotate_doc, speaker, verb, roleset, expected
) -> None:
    table = ANNOUNCEMENT.replace("SOURCE", speaker).replace("VERB", verb)
    again = "Chad#2" if speaker == "Chad" else "Chad"
    record = annotate_doc(table, f"said say.01 ARG0:{speaker} ARG1:{verb}", f"{verb} {roleset} ARG0:{again} ARG1:Niger")
    assert [t for t, _ in types_of(record)] == [expected]


def test_threat_takes_its_mode_from_what_is_announced(annotate_doc) -> None:
    record = annotate_doc(
        ANNOUNCEMENT.replace("SOURCE", "Chad").replace("VERB", "attack"),
        "said say.01 ARG0:Chad ARG1:attack",
        "attack attack.01 ARG0:Chad#2 ARG1:Niger",
    )
    assert record.events[0].mode == "violence"


@pytest.mark.parametrize(("helper", "expected"), [("will", "REJECT"), ("did", "CONSULT")])
def test_what_somebody_will_not_do_is_a_refusal(annotate_doc, helper, expected) -> None:
    lemma, tag = ("do", "VBD") if helper == "did" else ("will", "MD")
    record = annotate_doc(
        f"""
        Kenya = NNP 4 nsubj LOCATION
        {helper} {lemma} {tag} 4 aux
        not = RB 4 advmod
        visit = VB 0 root
        Sudan = NNP 4 obj LOCATION
        . = . 4 punct
        """,
        "visit visit.01 ARG0:Kenya ARG1:Sudan",
    )
    assert [t for t, _ in types_of(record)] == [expected]
    assert record.events[0].claims[0].polarity == "negative"


def test_what_another_must_do_is_a_request(annotate_doc) -> None:
    record = annotate_doc(
        """
        Peru = NNP 2 nsubj LOCATION
        said say VBD 0 root
        Chile = NNP 5 nsubj LOCATION
        must = MD 5 aux
        release = VB 2 ccomp
        two = CD 7 nummod
        prisoners prisoner NNS 5 obj
        . = . 2 punct
        """,
        "said say.01 ARG0:Peru ARG1:release",
        "release release.01 ARG0:Chile ARG1:prisoners",
    )
    assert types_of(record) == [("REQUEST", "Exhortation")]
    assert labels(record, record.events[0]) == {("actor", "Peru"), ("recipient", "Chile"), ("theme", "two prisoners")}


def test_what_one_must_do_oneself_is_none(annotate_doc) -> None:
    record = annotate_doc(
        """
        Peru = NNP 2 nsubj LOCATION
        said say VBD 0 root
        it = PRP 5 nsubj
        must = MD 5 aux
        wait = VB 2 ccomp
        . = . 2 punct
        """,
        "said say.01 ARG0:Peru ARG1:wait",
        "wait wait.01 ARG0:it",
    )
    assert record.events == ()


def test_noun_that_a_verb_undoes_is_no_event_beside_it(annotate_doc) -> None:
    record = annotate_doc(
        """
        Egypt = NNP 2 nsubj LOCATION
        lifted lift VBD 0 root
        the = DT 4 det
        curfew = NN 2 obj
        . = . 2 punct
        """,
        "lifted lift.02 ARG0:Egypt ARG1:curfew",
    )
    assert [t for t, _ in types_of(record)] == ["CONCEDE"]


def test_what_is_condemned_stays_an_event(annotate_doc) -> None:
    record = annotate_doc(
        """
        Egypt = NNP 2 nsubj LOCATION
        condemned condemn VBD 0 root
        the = DT 4 det
        attack = NN 2 obj
        on = IN 6 case
        Libya = NNP 4 nmod LOCATION
        . = . 2 punct
        """,
        "condemned condemn.01 ARG0:Egypt ARG1:attack",
    )
    assert [t for t, _ in types_of(record)] == ["ACCUSE", "ASSAULT"]


def test_things_are_asked_of_agents_whatever_the_roles_say(annotate_doc) -> None:
    record = annotate_doc(
        """
        Benin = NNP 2 nsubj LOCATION
        asked ask VBD 0 root
        France = NNP 2 obj LOCATION
        for = IN 5 case
        helicopters helicopter NNS 2 obl
        . = . 2 punct
        """,
        "asked ask.02 ARG0:Benin ARG1:France ARG2:helicopters",
    )
    assert labels(record, record.events[0]) == {
        ("actor", "Benin"),
        ("recipient", "France"),
        ("content", "helicopters"),
    }


def test_who_says_so_does_not_act(annotate_doc) -> None:
    record = annotate_doc(
        """
        Dozens dozen NNS 3 nsubj:pass
        were be VBD 3 aux:pass
        arrested arrest VBN 0 root
        , = , 6 punct
        according accord VBG 6 case
        to = IN 5 fixed
        activists activist NNS 3 obl:agent
        . = . 3 punct
        """.replace("6 punct", "7 punct").replace("6 case", "7 case"),
        "arrested arrest.01 ARG1:Dozens ARG0:activists",
    )
    assert not any(p.role == "actor" for e in record.events for p in e.participants)


def test_subject_is_shared_by_coordinated_passives(annotate_doc) -> None:
    record = annotate_doc(
        """
        The = DT 2 det
        rebels rebel NNS 4 nsubj:pass
        were be VBD 4 aux:pass
        arrested arrest VBN 0 root
        and = CC 6 cc
        deported deport VBN 4 conj
        . = . 4 punct
        """,
        "arrested arrest.01 ARG1:rebels",
        "deported deport.01",
    )
    assert all(("recipient", "rebels") in labels(record, e) for e in record.events)
    assert len(record.events) == 2


@pytest.mark.parametrize(("noun", "found"), [("striker", 0), ("minister", 1)])
def test_attacks_of_sportsmen_are_none(annotate_doc, noun, found) -> None:
    record = annotate_doc(
        f"""
        The = DT 2 det
        {noun} = NN 3 nsubj
        attacked attack VBD 0 root
        two = CD 5 nummod
        men man NNS 3 obj
        . = . 3 punct
        """,
        f"attacked attack.01 ARG0:{noun} ARG1:men",
    )
    assert len(record.events) == found
