"""Which event happened when."""

from __future__ import annotations

ATTACK = "attacked attack.01 ARG0:Chad ARG1:Niger"
TABLE = """
    Chad = NNP 2 nsubj LOCATION
    attacked attack VBD 0 root
    Niger = NNP 2 obj LOCATION
    on = IN 6 case
    {} = NNP 6 compound DATE
    {} = CD 2 obl DATE
    . = . 2 punct
    """


def test_event_takes_the_time_beside_it(annotate_doc) -> None:
    (event,) = annotate_doc(TABLE.format("March", "3"), f"{ATTACK} ARGM-TMP:3").events
    assert event.time is not None
    assert (event.time.start, event.time.end) == ("2024-03-03", "2024-03-03")


def test_without_publication_there_is_no_time(annotate_doc) -> None:
    (event,) = annotate_doc(TABLE.format("March", "3"), f"{ATTACK} ARGM-TMP:3", published=None).events
    assert event.time is None


def test_time_of_saying_is_not_that_of_the_event(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        attacked attack VBD 6 ccomp
        Niger = NNP 2 obj LOCATION
        , = , 6 punct
        residents resident NNS 6 nsubj
        said say VBD 0 root
        on = IN 8 case
        Monday = NNP 6 obl DATE
        . = . 6 punct
        """,
        ATTACK,
        "said say.01 ARG0:residents ARG1:attacked ARGM-TMP:Monday",
    )
    assert record.events[0].time is None


def test_fronted_time_of_a_report_holds_for_what_is_reported(annotate_doc) -> None:
    record = annotate_doc(
        """
        On = IN 2 case
        Monday = NNP 4 obl DATE
        residents resident NNS 4 nsubj
        said say VBD 0 root
        Chad = NNP 6 nsubj LOCATION
        attacked attack VBD 4 ccomp
        Niger = NNP 6 obj LOCATION
        . = . 4 punct
        """,
        ATTACK,
        "said say.01 ARG0:residents ARG1:attacked ARGM-TMP:Monday",
    )
    time = record.events[0].time
    assert time is not None
    assert time.start == "2024-11-11"


def test_text_about_another_year_lends_no_year_of_its_own(annotate_doc) -> None:
    first = """
    Peace = NN 2 nsubj
    came come VBD 0 root
    in = IN 4 case
    1979 = CD 2 obl DATE
    . = . 2 punct
    """
    record = annotate_doc(f"{first.rstrip()}\n{TABLE.format('March', '3')}", f"{ATTACK} ARGM-TMP:3")
    assert record.events[-1].time is None
