"""Who says what, how sure, affirmed or denied, and when."""

from __future__ import annotations

import pytest

from ontology.records import Annotated, Claim


def claims(record: Annotated, word: str) -> tuple[Claim, ...]:
    """Return the claims of the event that a word triggers."""
    text = record.document.text
    return next(e.claims for e in record.events if text[e.trigger.begin : e.trigger.end] == word)


def standing(claim: Claim) -> tuple[str, str, str]:
    """Return a claim's values."""
    return claim.certainty, claim.polarity, claim.temporality


def source(record: Annotated, claim: Claim) -> str | None:
    """Return the label of a claim's source."""
    return next((e.label for e in record.entities if e.iri == claim.source), None)


def test_plain_statement_is_the_publishers(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        attacked attack VBD 0 root
        Niger = NNP 2 obj LOCATION
        . = . 2 punct
        """,
        "attacked attack.01 ARG0:Chad ARG1:Niger",
    )
    (claim,) = claims(record, "attacked")
    assert claim.source is None
    assert standing(claim) == ("certain", "positive", "past")
    assert record.document.text[claim.evidence.begin : claim.evidence.end] == "Chad attacked Niger."


DENIAL = """
    Rwanda = NNP 2 nsubj LOCATION
    VERB = VBD 0 root
    that = IN 6 mark
    it = PRP 6 nsubj
    had have VBD 6 aux
    sent send VBN 2 ccomp
    troops troop NNS 6 obj
    to = IN 9 case
    Congo = NNP 6 obl LOCATION
    . = . 2 punct
    """


@pytest.mark.parametrize(
    ("verb", "lemma", "expected"),
    [
        ("denied", "deny", ("certain", "negative", "past")),
        ("said", "say", ("certain", "positive", "past")),
        ("estimated", "estimate", ("probable", "positive", "past")),
    ],
)
def test_reporting_verb_names_the_source_and_colours_the_claim(annotate_doc, verb, lemma, expected) -> None:
    record = annotate_doc(
        DENIAL.replace("VERB =", f"{verb} {lemma}"),
        f"{verb} {lemma}.01 ARG0:Rwanda ARG1:sent",
        "sent send.01 ARG0:it ARG1:troops ARG2:Congo",
    )
    (claim,) = claims(record, "sent")
    assert source(record, claim) == "Rwanda"
    assert standing(claim) == expected
    actors = {p.entity for e in record.events for p in e.participants if p.role == "actor"}
    assert claim.source in actors


def test_impersonal_belief_has_no_source_and_is_not_certain(annotate_doc) -> None:
    record = annotate_doc(
        """
        It it PRP 3 expl
        is be VBZ 3 aux:pass
        believed believe VBN 0 root
        that = IN 6 mark
        Iran = NNP 6 nsubj LOCATION
        attacked attack VBD 3 ccomp
        Iraq = NNP 6 obj LOCATION
        . = . 3 punct
        """,
        "believed believe.01 ARG1:attacked",
        "attacked attack.01 ARG0:Iran ARG1:Iraq",
    )
    (claim,) = claims(record, "attacked")
    assert claim.source is None
    assert claim.certainty != "certain"


def test_plan_is_future(annotate_doc) -> None:
    record = annotate_doc(
        """
        Finland = NNP 2 nsubj LOCATION
        plans plan VBZ 0 root
        to = TO 4 mark
        send = VB 2 xcomp
        soldiers soldier NNS 4 obj
        to = IN 7 case
        Mali = NNP 4 obl LOCATION
        . = . 2 punct
        """,
        "plans plan.01 ARG0:Finland ARG1:send",
        "send send.01 ARG1:soldiers ARG2:Mali",
    )
    (claim,) = claims(record, "send")
    assert claim.temporality == "future"


@pytest.mark.parametrize(
    ("modal", "certainty", "temporality"), [("will", "probable", "future"), ("may", "possible", "future")]
)
def test_modals(annotate_doc, modal, certainty, temporality) -> None:
    record = annotate_doc(
        f"""
        Chad = NNP 3 nsubj LOCATION
        {modal} = MD 3 aux
        attack = VB 0 root
        Niger = NNP 3 obj LOCATION
        . = . 3 punct
        """,
        "attack attack.01 ARG0:Chad ARG1:Niger",
    )
    (claim,) = claims(record, "attack")
    assert (claim.certainty, claim.temporality) == (certainty, temporality)


def test_negation_turns_the_claim_round(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 4 nsubj LOCATION
        did do VBD 4 aux
        not = RB 4 advmod
        attack = VB 0 root
        Niger = NNP 4 obj LOCATION
        . = . 4 punct
        """,
        "attack attack.01 ARG0:Chad ARG1:Niger ARGM-NEG:not",
    )
    (claim,) = claims(record, "attack")
    assert standing(claim) == ("certain", "negative", "past")


def test_condition_is_hypothetical(annotate_doc) -> None:
    record = annotate_doc(
        """
        Each = DT 2 nsubj
        helps help VBZ 0 root
        if = IN 5 mark
        Chad = NNP 5 nsubj LOCATION
        attacks attack VBZ 2 advcl
        Niger = NNP 5 obj LOCATION
        . = . 2 punct
        """,
        "attacks attack.01 ARG0:Chad ARG1:Niger",
    )
    (claim,) = claims(record, "attacks")
    assert claim.temporality == "hypothetical"


def test_in_case_of_is_hypothetical(annotate_doc) -> None:
    record = annotate_doc(
        """
        Cuba = NNP 3 nsubj LOCATION
        will = MD 3 aux
        help = VB 0 root
        Chad = NNP 3 obj LOCATION
        in = IN 6 case
        case = NN 3 obl
        of = IN 9 case
        an = DT 9 det
        attack = NN 6 nmod
        on = IN 11 case
        Chad = NNP 9 nmod LOCATION
        . = . 3 punct
        """,
    )
    (claim,) = claims(record, "attack")
    assert claim.temporality == "hypothetical"


def test_according_to(annotate_doc) -> None:
    record = annotate_doc(
        """
        Rebels rebel NNS 2 nsubj
        captured capture VBD 0 root
        Faya = NNP 2 obj LOCATION
        , = , 7 punct
        according accord VBG 7 case
        to = IN 5 fixed
        residents resident NNS 2 obl
        . = . 2 punct
        """,
        "captured capture.01 ARG0:Rebels ARG1:Faya",
    )
    (claim,) = claims(record, "captured")
    assert source(record, claim) == "residents"


def test_speaker_of_the_last_sentence_adds(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        attacked attack VBD 7 ccomp
        Niger = NNP 2 obj LOCATION
        , = , 7 punct
        the = DT 6 det
        agency = NN 7 nsubj
        said say VBD 0 root
        . = . 7 punct

        They they PRP 2 nsubj
        captured capture VBD 6 ccomp
        Faya = NNP 2 obj LOCATION
        , = , 6 punct
        it = PRP 6 nsubj
        added add VBD 0 root
        . = . 6 punct
        """,
        "said say.01 ARG0:agency ARG1:attacked",
        "attacked attack.01 ARG0:Chad ARG1:Niger",
        "added add.01 ARG0:it ARG1:captured",
        "captured capture.01 ARG0:They ARG1:Faya",
    )
    assert source(record, claims(record, "attacked")[0]) == "agency"
    assert claims(record, "captured")[0].source == claims(record, "attacked")[0].source


def test_nested_sources_make_two_claims(annotate_doc) -> None:
    record = annotate_doc(
        """
        Xinhua = NNP 2 nsubj ORGANIZATION
        said say VBD 0 root
        Cuba = NNP 4 nsubj LOCATION
        claimed claim VBD 2 ccomp
        that = IN 7 mark
        Chad = NNP 7 nsubj LOCATION
        attacked attack VBD 4 ccomp
        Niger = NNP 7 obj LOCATION
        . = . 2 punct
        """,
        "said say.01 ARG0:Xinhua ARG1:claimed",
        "claimed claim.01 ARG0:Cuba ARG1:attacked",
        "attacked attack.01 ARG0:Chad ARG1:Niger",
    )
    assert source(record, claims(record, "attacked")[0]) == "Cuba"
    assert len(claims(record, "attacked")) == 2


def test_quotation_of_two_sentences_keeps_its_speaker(annotate_doc) -> None:
    record = annotate_doc(
        """
        “ = `` 3 punct
        Chad = NNP 3 nsubj LOCATION
        attacked attack VBD 7 ccomp
        Niger = NNP 3 obj LOCATION
        , = , 7 punct
        ministers minister NNS 7 nsubj
        said say VBD 0 root
        . = . 7 punct

        “ = `` 3 punct
        Cuba = NNP 3 nsubj LOCATION
        attacked attack VBD 0 root
        Chad = NNP 3 obj LOCATION
        . = . 3 punct

        Cuba = NNP 2 nsubj LOCATION
        captured capture VBD 7 ccomp
        Faya = NNP 2 obj LOCATION
        , = , 7 punct
        ” = '' 7 punct
        residents resident NNS 7 nsubj
        said say VBD 0 root
        . = . 7 punct
        """.replace("“ = `` 3 punct\n        Chad", "Now now RB 3 advmod\n        Chad"),
        "said say.01 ARG0:ministers ARG1:attacked",
        "attacked attack.01 ARG0:Chad ARG1:Niger",
        "attacked#2 attack.01 ARG0:Cuba ARG1:Chad#2",
        "captured capture.01 ARG0:Cuba#2 ARG1:Faya",
        "said#2 say.01 ARG0:residents ARG1:captured",
    )
    second = [e for e in record.events if record.document.text[e.trigger.begin : e.trigger.end] == "attacked"][1]
    assert source(record, second.claims[0]) == "residents"


def test_denied_reports_deny_what_they_report(annotate_doc) -> None:
    record = annotate_doc(
        """
        Uganda = NNP 2 nsubj LOCATION
        denied deny VBD 0 root
        reports report NNS 2 obj
        that = IN 7 mark
        it = PRP 7 nsubj
        had have VBD 7 aux
        bombed bomb VBN 3 acl
        Goma = NNP 7 obj LOCATION
        . = . 2 punct
        """,
        "denied deny.01 ARG0:Uganda ARG1:reports",
        "reports report.01 ARG0:Uganda ARG1:bombed",
        "bombed bomb.01 ARG0:it ARG1:Goma",
    )
    (claim,) = claims(record, "bombed")
    assert source(record, claim) == "Uganda"
    assert claim.polarity == "negative"


def test_negative_object_denies_its_verb(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        sent send VBD 0 root
        no = DT 4 det
        troops troop NNS 2 obj
        to = IN 6 case
        Niger = NNP 2 obl LOCATION
        . = . 2 punct
        """,
        "sent send.01 ARG0:Chad ARG1:troops ARG2:Niger",
    )
    assert standing(claims(record, "sent")[0]) == ("certain", "negative", "past")


def test_denied_act_without_its_role_is_denied(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        denied deny VBD 0 root
        shelling shell VBG 2 xcomp
        Goma = NNP 3 obj LOCATION
        . = . 2 punct
        """,
        "denied deny.01 ARG0:Chad ARG2:shelling",
        "shelling shell.01 ARG0:Chad ARG1:Goma",
    )
    (claim,) = claims(record, "shelling")
    assert source(record, claim) == "Chad"
    assert claim.polarity == "negative"


def test_refusal_to_stop_goes_on(annotate_doc) -> None:
    record = annotate_doc(
        """
        Rebels rebel NNS 2 nsubj
        refused refuse VBD 0 root
        to = TO 4 mark
        stop = VB 2 xcomp
        kidnapping kidnap VBG 4 xcomp
        civilians civilian NNS 5 obj
        . = . 2 punct
        """,
        "refused refuse.01 ARG0:Rebels ARG1:stop",
        "stop stop.01 ARG0:Rebels ARG1:kidnapping",
        "kidnapping kidnap.01 ARG0:Rebels ARG1:civilians",
    )
    assert claims(record, "kidnapping")[0].polarity == "positive"
