"""The tree that components read instead of tokens."""

from __future__ import annotations

from ingest.tree import read_tree

TABLE = """
the = DT 2 det
troops troop NNS 8 nsubj
that = WDT 4 nsubj
went go VBD 2 acl:relcl
to = IN 6 case
Mali = NNP 4 obl LOCATION
have = VBP 8 aux
left leave VBN 0 root
. = . 8 punct

They = PRP 2 nsubj
fought fight VBD 0 root
. = . 2 punct
"""


def test_subtrees_and_sentences(make_doc) -> None:
    tree = read_tree(make_doc(TABLE))
    assert (tree.left[1], tree.right[1]) == (0, 6)
    assert tree.bounds == [(0, 9), (9, 12)]
    assert tree.sentences[8:10] == [0, 1]
    assert tree.case(5) == "to"


def test_relative_pronoun_gives_way_to_its_noun(make_doc) -> None:
    tree = read_tree(make_doc(TABLE, "went go.01 ARG1:that ARG4:Mali"))
    assert [(a.role, a.head) for a in tree.frames[3].arguments] == [("ARG1", 1), ("ARG4", 5)]
    assert [f.roleset for f, _ in tree.governors[1]] == ["go.01"]


def test_likeliest_frame_of_a_predicate_counts(make_doc) -> None:
    doc = make_doc(TABLE, "left leave.01 ARG0:troops")
    doc._.frames = (*doc._.frames, type(doc._.frames[0])(7, "leave.02", (), 0.95))
    assert read_tree(doc).frames[7].roleset == "leave.02"


def test_empty_document_has_an_empty_tree(nlp) -> None:
    assert read_tree(nlp.make_doc("")).bounds == []
