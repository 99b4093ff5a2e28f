"""Which words of a text are time expressions, and where they look."""

from __future__ import annotations

import pytest

from ingest.tense import looks_ahead
from ingest.tree import read_tree


def _times(annotated) -> list[tuple[str, str | None, str | None]]:
    return [(annotated[w.begin : w.end].text, w.start, w.finish) for w in annotated._.times]


@pytest.fixture
def read_times(nlp, make_doc):
    """Return the expressions of a table, read on Wednesday 13 November 2024."""
    from ontology.records import Document

    def read(table: str) -> list[tuple[str, str | None, str | None]]:
        doc = make_doc(table)
        doc._.document = Document(
            iri="d", id="d", title=None, text=doc.text, published="2024-11-13", source=None, url=None, sha256="0"
        )
        return _times(nlp.get_pipe("times" if nlp.has_pipe("times") else "sitrep_times")(doc))

    return read


def _clause(*verb: str) -> str:
    """Return a table of a clause with these lines for its verbs, the last of which heads it, and "on Friday"."""
    head = len(verb) + 1
    lines = [f"They they PRP {head} nsubj"]
    lines += [f"{line} {head} aux" if i < len(verb) - 1 else f"{line} 0 root" for i, line in enumerate(verb)]
    return "\n".join([*lines, f"on = IN {head + 2} case", f"Friday = NNP {head} obl DATE", f". = . {head} punct"])


@pytest.mark.parametrize(
    ("verbs", "start"),
    [
        (("left leave VBD",), "2024-11-08"),
        (("will = MD", "leave = VB"), "2024-11-15"),
        (("could = MD", "leave = VB"), "2024-11-15"),
        (("may = MD", "have = VB", "left leave VBN"), "2024-11-08"),
        (("are be VBP", "leaving leave VBG"), "2024-11-15"),
        (("were be VBD", "leaving leave VBG"), "2024-11-08"),
        (("leave = VBP",), "2024-11-15"),
        (("say = VBP",), "2024-11-08"),
        (("are be VBP", "expected expect VBN"), "2024-11-15"),
        (("have = VBP", "left leave VBN"), "2024-11-08"),
    ],
)
def test_tense_of_the_clause_decides(read_times, verbs: tuple[str, ...], start: str) -> None:
    assert read_times(_clause(*verbs)) == [("on Friday", start, start)]


def _infinitive(verb: str) -> str:
    return f"""
        They they PRP 2 nsubj
        {verb} 0 root
        to = TO 4 mark
        leave = VB 2 xcomp
        on = IN 6 case
        Friday = NNP 4 obl DATE
        . = . 2 punct
        """


@pytest.mark.parametrize(("verb", "ahead"), [("vowed vow VBD", True), ("managed manage VBD", False)])
def test_infinitive_looks_ahead_unless_it_came_true(make_doc, verb: str, ahead: bool) -> None:
    assert looks_ahead(read_tree(make_doc(_infinitive(verb))), 5) is ahead


@pytest.mark.parametrize(
    "table",
    [
        "Theresa = NNP 3 nsubj PERSON\nMay = NNP 1 flat PERSON\nleft leave VBD 0 root",
        "Rebels rebel NNS 3 nsubj\nmay = MD 3 aux\nattack = VB 0 root",
        "Crowds crowd NNS 2 nsubj\nmarch = VBP 0 root",
        "Black = NNP 2 amod DATE\nSeptember = NNP 3 nsubj DATE\nattacked attack VBD 0 root",
        "The the DT 3 det\nSunday = NNP 3 compound ORGANIZATION\n"
        "Times = NNP 4 nsubj ORGANIZATION\nasked ask VBD 0 root",
        "Vision = NNP 3 nsubj DATE\n2030 = CD 1 flat DATE\nfailed fail VBD 0 root",
        "USA = NNP 3 nsubj LOCATION\nToday = NN 3 nsubj DATE\nasked ask VBD 0 root",
        "They they PRP 2 nsubj\nown = VBP 0 root\n2012 = CD 4 nummod DATE\nflats flat NNS 2 obj",
        "The the DT 2 det\nfall = NN 5 nsubj\nof = IN 4 case\nKabul = NNP 2 nmod\ncame come VBD 0 root",
        "It it PRP 2 nsubj\ncame come VBD 0 root\ntwo = CD 4 nummod\ndays day NNS 7 nmod\nafter = IN 7 case\n"
        "the = DT 7 det\nsummit = NN 2 obl",
        "It it PRP 3 nsubj\nwill = MD 3 aux\nlast = VB 0 root\nseveral = JJ 5 amod\nweeks week NNS 3 obl",
        "It it PRP 2 nsubj\nlasted last VBD 0 root\nthree = CD 4 nummod\nweeks week NNS 2 obl",
    ],
)
def test_what_only_looks_like_a_time(read_times, table: str) -> None:
    assert read_times(table) == []


def test_day_before_a_noun_is_no_bound(read_times) -> None:
    table = """
        They they PRP 2 nsubj
        fled flee VBD 0 root
        after = IN 6 case
        Tuesday = NNP 6 nmod:poss DATE
        's = POS 4 case
        attack = NN 2 obl
        """
    assert read_times(table) == [("Tuesday", "2024-11-12", "2024-11-12")]


def test_day_earlier_counts_from_the_sentence_before(read_times) -> None:
    table = """
        They they PRP 2 nsubj
        left leave VBD 0 root
        on = IN 4 case
        Tuesday = NNP 2 obl DATE
        . = . 2 punct

        Others other NNS 2 nsubj
        left leave VBD 0 root
        a = DT 4 det
        day = NN 2 obl
        earlier = RB 4 advmod
        . = . 2 punct
        """
    assert read_times(table)[1] == ("a day earlier", "2024-11-11", "2024-11-11")


def test_neighbouring_times_are_told_apart(read_times) -> None:
    table = """
        They they PRP 2 nsubj
        fought fight VBD 0 root
        on = IN 4 case
        Monday = NNP 2 obl DATE
        and = CC 6 cc
        Tuesday = NNP 4 conj DATE
        . = . 2 punct
        """
    assert [start for _, start, _ in read_times(table)] == ["2024-11-11", "2024-11-12"]


def test_within_needs_a_clause_that_looks_ahead(read_times) -> None:
    table = """
        He he PRP 2 nsubj
        died die VBD 0 root
        within = IN 5 case
        two = CD 5 nummod
        days day NNS 2 obl
        """
    assert read_times(table) == []


def test_range_of_a_noun_is_read_whole(read_times) -> None:
    table = """
        The the DT 2 det
        war = NN 0 root
        from = IN 4 case
        1992 = CD 2 nmod DATE
        to = IN 6 case
        1995 = CD 4 nmod DATE
        """
    assert read_times(table) == [("from 1992 to 1995", "1992-01-01", "1995-12-31")]


def test_picture_from_a_time_is_no_beginning(read_times) -> None:
    table = """
        Pictures picture NNS 4 nsubj
        from = IN 3 case
        January = NNP 1 nmod DATE
        show = VBP 0 root
        """
    assert read_times(table) == [("January", "2024-01-01", "2024-01-31")]
