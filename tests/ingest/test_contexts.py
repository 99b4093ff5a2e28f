"""General contexts of events, from class, words, participants and document."""

from __future__ import annotations

VISIT = """
    Hanoi = NNP 2 nsubj LOCATION
    hosted host VBD 0 root
    the = DT 4 det
    minister = NN 2 obj
    . = . 2 punct
"""


def sentence(*words: str) -> str:
    """Return the table of a sentence of nouns without an event."""
    rows = [f"{w} = NN {'0 root' if n == 0 else '1 dep'}" for n, w in enumerate(words)]
    return "\n".join([*rows, ". = . 1 punct"])


def contexts(record) -> tuple[str, ...]:
    """Return the contexts of the only event."""
    (event,) = record.events
    return event.contexts


def test_words_of_the_sentence_add_to_the_class(annotate_doc) -> None:
    table = """
        Police police NNS 2 nsubj
        arrested arrest VBD 0 root
        a = DT 4 det
        politician = NN 2 obj
        for = IN 6 mark
        smuggling smuggle VBG 2 advcl
        nerve = NN 8 compound
        agents agent NNS 6 obj
        . = . 2 punct
    """
    frame = "arrested arrest.01 ARG0:Police ARG1:politician"
    assert contexts(annotate_doc(table, frame)) == ("cbrn", "legal", "trafficking")


def test_crime_yields_to_what_is_more_specific(annotate_doc) -> None:
    table = """
        Police police NNS 2 nsubj
        arrested arrest VBD 0 root
        a = DT 4 det
        {0} {0} NN 2 obj
        for = IN 6 case
        {1} {1} NN 2 obl
        . = . 2 punct
    """
    frame = "arrested arrest.01 ARG0:Police ARG1:{0}"
    robber, official = ("robber", "murder"), ("gangster", "bribery")
    assert contexts(annotate_doc(table.format(*robber), frame.format(*robber))) == ("crime", "legal")
    assert contexts(annotate_doc(table.format(*official), frame.format(*official))) == ("corruption", "legal")


def test_police_against_protesters_is_repression(annotate_doc) -> None:
    table = """
        {0} {1} NNS 2 nsubj
        beat = VBD 0 root
        {2} {3} NNS 2 obj
        . = . 2 punct
    """
    police = annotate_doc(
        table.format("Police", "police", "protesters", "protester"), "beat beat.02 ARG0:Police ARG1:protesters"
    )
    villagers = annotate_doc(
        table.format("Villagers", "villager", "protesters", "protester"), "beat beat.02 ARG0:Villagers ARG1:protesters"
    )
    assert contexts(police) == ("repression",)
    assert contexts(villagers) == ()


def test_what_prevails_in_the_document_holds_where_the_sentence_is_silent(annotate_doc) -> None:
    told = [sentence("hospital", "ward"), sentence("cholera"), sentence("vaccine", "plan"), sentence("Monday")]
    assert contexts(annotate_doc("\n\n".join([VISIT.strip(), *told]), "hosted host.01 ARG0:Hanoi ARG1:minister")) == (
        "diplomatic",
        "health",
    )
    two = "\n\n".join([VISIT.strip(), *told[:2], told[3]])
    assert contexts(annotate_doc(two, "hosted host.01 ARG0:Hanoi ARG1:minister")) == ("diplomatic",)


def test_what_prevails_gives_way_to_the_sentences_own_words(annotate_doc) -> None:
    told = [sentence("hospital", "ward"), sentence("cholera"), sentence("vaccine", "plan")]
    visit = VISIT.strip().replace("minister = NN", "hacker = NN")
    assert contexts(annotate_doc("\n\n".join([visit, *told]), "hosted host.01 ARG0:Hanoi ARG1:hacker")) == (
        "cyber",
        "diplomatic",
    )


def test_an_expression_ends_with_its_sentence(annotate_doc) -> None:
    split = "\n\n".join(["nuclear = JJ 0 root", VISIT.strip().replace("Hanoi =", "test ="), sentence("Monday")])
    assert "cbrn" not in {c for e in annotate_doc(split, "hosted host.01 ARG0:test ARG1:minister").events
                          for c in e.contexts}  # fmt: skip
