"""Events and who fills their slots."""

from __future__ import annotations

import pytest

from ontology.records import Annotated, Event


def slots(record: Annotated, event: Event) -> set[tuple[str, str]]:
    """Return an event's participants as (role, label)."""
    labels = {e.iri: e.label for e in record.entities}
    return {(p.role, labels[p.entity]) for p in event.participants}


def of_class(record: Annotated, class_: str) -> Event:
    """Return the only event of a class."""
    (event,) = [e for e in record.events if e.class_ == class_]
    return event


def test_quantity_gives_way_to_what_it_counts(annotate_doc) -> None:
    record = annotate_doc(
        """
        Ankara = NNP 2 nsubj LOCATION
        sent send VBD 0 root
        hundreds hundred NNS 2 obj
        of = IN 5 case
        troops troop NNS 3 nmod
        to = IN 7 case
        Qatar = NNP 2 obl LOCATION
        on = IN 9 case
        Monday = NNP 2 obl DATE
        . = . 2 punct
        """,
        "sent send.01 ARG0:Ankara ARG1:hundreds ARG2:Qatar ARGM-TMP:Monday",
    )
    event = of_class(record, "Deployment")
    assert (event.type, event.mode) == ("MOBILIZE", "troops")
    assert slots(record, event) == {
        ("actor", "Turkey"),
        ("theme", "hundreds of troops"),
        ("destination", "Qatar"),
    }
    assert next(e.country for e in record.entities if e.type == "Force") == "TUR"
    assert event.time is not None
    assert (event.time.start, event.time.end) == ("2024-11-11", "2024-11-11")


def test_a_place_sent_to_is_a_destination_whatever_the_sense(annotate_doc) -> None:
    record = annotate_doc(
        """
        Ankara = NNP 2 nsubj LOCATION
        sent send VBD 0 root
        troops troop NNS 2 obj
        to = IN 5 case
        Qatar = NNP 2 obl LOCATION
        . = . 2 punct
        """,
        "sent send.02 ARG0:Ankara ARG1:troops ARG2:Qatar",
    )
    (event,) = record.events
    assert ("destination", "Qatar") in slots(record, event)


def test_relative_participle_and_finite_verb_give_two_events(annotate_doc) -> None:
    record = annotate_doc(
        """
        Kenyan = JJ 2 amod NORP
        soldiers soldier NNS 7 nsubj
        dispatched dispatch VBN 2 acl
        to = IN 5 case
        Haiti = NNP 3 obl LOCATION
        have = VBP 7 aux
        moved move VBN 0 root
        to = IN 9 case
        Jacmel = NNP 7 obl LOCATION
        . = . 7 punct
        """,
        "dispatched dispatch.01 ARG1:soldiers ARG2:Haiti",
        "moved move.01 ARG1:soldiers ARG2:Jacmel",
    )
    assert [e.type for e in record.events] == ["MOBILIZE", "MOBILIZE"]
    assert all(("theme", "Kenyan soldiers") in slots(record, e) for e in record.events)


def test_light_verb_and_noun_are_one_event_with_the_subject_as_actor(annotate_doc) -> None:
    record = annotate_doc(
        """
        Israel = NNP 2 nsubj LOCATION
        carried carry VBD 0 root
        out = RP 2 compound:prt
        an = DT 5 det
        airstrike = NN 2 obj
        on = IN 7 case
        Homs = NNP 5 nmod LOCATION
        . = . 2 punct
        """,
        "carried carry_out.03 ARG0:Israel ARG1:airstrike",
    )
    (event,) = record.events
    assert event.class_ == "AirStrike"
    assert slots(record, event) == {("actor", "Israel"), ("recipient", "Homs")}


def test_complement_is_part_of_what_is_agreed_and_lends_its_participants(annotate_doc) -> None:
    record = annotate_doc(
        """
        Libya = NNP 2 nsubj LOCATION
        agreed agree VBD 0 root
        to = TO 4 mark
        extradite = VB 2 xcomp
        two = CD 6 nummod
        suspects suspect NNS 4 obj
        to = IN 8 case
        Chad = NNP 4 obl LOCATION
        . = . 2 punct
        """,
        "agreed agree.01 ARG0:Libya ARG1:extradite",
        "extradite extradite.01 ARG1:suspects ARG2:Chad",
    )
    agree = next(e for e in record.events if e.type == "AGREE" and record.document.text[slice(*_pair(e))] == "agreed")
    assert slots(record, agree) == {("actor", "Libya"), ("recipient", "Chad"), ("theme", "two suspects")}
    assert len(record.events) == 1


def _pair(event: Event) -> tuple[int, int]:
    return event.trigger.begin, event.trigger.end


def test_passive_with_agent(annotate_doc) -> None:
    record = annotate_doc(
        """
        Three = CD 2 nummod
        soldiers soldier NNS 4 nsubj:pass
        were be VBD 4 aux:pass
        killed kill VBN 0 root
        by = IN 6 case
        gunmen gunman NNS 4 obl:agent
        in = IN 8 case
        Niger = NNP 4 obl LOCATION
        . = . 4 punct
        """,
        "killed kill.01 ARG0:gunmen ARG1:soldiers ARGM-LOC:Niger",
    )
    event = of_class(record, "Killing")
    assert slots(record, event) == {("actor", "gunmen"), ("recipient", "Three soldiers"), ("place", "Niger")}


def test_coordinated_verbs_share_their_subject_and_all_conjuncts_take_part(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 4 nsubj LOCATION
        and = CC 3 cc
        Niger = NNP 1 conj |LOCATION
        attacked attack VBD 0 root
        rebels rebel NNS 4 obj
        and = CC 7 cc
        captured capture VBD 4 conj
        Faya = NNP 7 obj LOCATION
        . = . 4 punct
        """,
        "attacked attack.01 ARG0:Chad ARG1:rebels",
        "captured capture.01 ARG1:Faya",
    )
    assert len(record.events) == 2
    for event in record.events:
        assert {("actor", "Chad"), ("actor", "Niger")} <= slots(record, event)


def test_nominal_event_finds_its_own_dependents(annotate_doc) -> None:
    record = annotate_doc(
        """
        The = DT 2 det
        deployment = NN 8 nsubj
        of = IN 5 case
        Kenyan = JJ 5 amod NORP
        troops troop NNS 2 nmod
        to = IN 7 case
        Haiti = NNP 2 nmod LOCATION
        worries worry VBZ 0 root
        voters voter NNS 8 obj
        . = . 8 punct
        """,
        "worries worry.02 ARG0:deployment ARG1:voters",
    )
    event = of_class(record, "Deployment")
    assert {("theme", "Kenyan troops"), ("destination", "Haiti")} <= slots(record, event)


def test_unlisted_text_makes_no_event(annotate_doc) -> None:
    record = annotate_doc(
        """
        The = DT 2 det
        weather = NN 4 nsubj
        is be VBZ 4 cop
        fine = JJ 0 root
        . = . 4 punct
        """
    )
    assert record.events == ()
    assert record.entities == ()


@pytest.mark.parametrize(("case", "role"), [("for", "purpose"), ("against", "recipient"), ("beside", "actor")])
def test_who_one_fights_for_or_beside_is_no_enemy(annotate_doc, case: str, role: str) -> None:
    record = annotate_doc(
        f"""
        Chadian = JJ 2 amod NORP
        troops troop NNS 3 nsubj
        fought fight VBD 0 root
        {case} = IN 5 case
        Niger = NNP 3 obl LOCATION
        . = . 3 punct
        """,
        "fought fight.01 ARG0:troops ARG1:Niger",
    )
    (event,) = record.events
    assert (role, "Niger") in slots(record, event)
