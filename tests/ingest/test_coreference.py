"""Who "it", "they", "the agency" and "the two countries" are."""

from __future__ import annotations

import pytest
from spacy.language import Language

from ingest.coreference import Coreference, deeds_of_forces
from ingest.coreference_weights import Weights
from ingest.factories import load_knowledge
from ontology.records import Annotated


def words(record: Annotated, label: str) -> list[str]:
    """Return the texts of the mentions of the entity with a label."""
    entity = next(e for e in record.entities if e.label == label)
    return [record.document.text[m.begin : m.end] for m in entity.mentions]


SPEAKER = """
    {name} {label}
    said say VBD 0 root
    {pronoun} = PRP 5 nsubj
    had have VBD 5 aux
    attacked attack VBN 2 ccomp
    Faya = NNP 5 obj LOCATION
    . = . 2 punct
    """
FRAMES = ("said say.01 ARG0:{} ARG1:attacked", "attacked attack.01 ARG0:{} ARG1:Faya")


def test_pronoun_in_what_is_said_is_the_speaker(annotate_doc) -> None:
    table = SPEAKER.format(name="Chad = NNP 2 nsubj", label="LOCATION", pronoun="it")
    record = annotate_doc(table, FRAMES[0].format("Chad"), FRAMES[1].format("it"))
    assert words(record, "Chad") == ["Chad", "it"]


def test_pronoun_of_another_kind_is_left_alone(annotate_doc) -> None:
    table = SPEAKER.format(name="Chad = NNP 2 nsubj", label="LOCATION", pronoun="she")
    record = annotate_doc(table, FRAMES[0].format("Chad"), FRAMES[1].format("she"))
    assert words(record, "Chad") == ["Chad"]


def test_two_candidates_leave_a_pronoun_open(annotate_doc) -> None:
    record = annotate_doc(
        """
        Envoys envoy NNS 2 nsubj
        left leave VBD 0 root
        Chad = NNP 2 obj LOCATION
        for = IN 5 case
        Niger = NNP 2 obl |LOCATION
        . = . 2 punct

        Its its PRP$ 2 nmod:poss
        army = NN 3 nsubj
        attacked attack VBD 0 root
        Faya = NNP 3 obj LOCATION
        . = . 3 punct
        """,
        "attacked attack.01 ARG0:army ARG1:Faya",
    )
    assert words(record, "Chad") == ["Chad"]
    assert words(record, "Niger") == ["Niger"]


def test_the_two_countries_are_the_two_just_named(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        thanked thank VBD 0 root
        Niger = NNP 2 obj LOCATION
        . = . 2 punct

        The the DT 3 det
        two = CD 3 nummod
        countries country NNS 4 nsubj
        signed sign VBD 0 root
        a = DT 6 det
        treaty = NN 4 obj
        . = . 4 punct
        """,
        "signed sign.02 ARG0:countries ARG1:treaty",
    )
    signing = next(e for e in record.events if e.class_ == "TreatySigning")
    labels = {e.iri: e.label for e in record.entities}
    assert {labels[p.entity] for p in signing.participants if p.role == "actor"} == {"Chad", "Niger"}


def test_the_two_countries_stay_open_after_three(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        thanked thank VBD 0 root
        Niger = NNP 2 obj LOCATION
        and = CC 5 cc
        Mali = NNP 3 conj |LOCATION
        . = . 2 punct

        The the DT 3 det
        two = CD 3 nummod
        countries country NNS 4 nsubj
        agreed agree VBD 0 root
        . = . 4 punct
        """
    )
    assert words(record, "Chad") == ["Chad"]


def test_possessor_gives_its_forces_the_country(annotate_doc) -> None:
    record = annotate_doc(
        """
        Chad = NNP 2 nsubj LOCATION
        sent send VBD 0 root
        its = PRP$ 4 nmod:poss
        troops troop NNS 2 obj
        to = IN 6 case
        Mali = NNP 2 obl LOCATION
        . = . 2 punct
        """,
        "sent send.01 ARG0:Chad ARG1:troops ARG2:Mali",
    )
    assert [(e.label, e.country) for e in record.entities if e.type == "Force"] == [("its troops", "TCD")]


def test_description_takes_the_name_that_ends_in_it(annotate_doc) -> None:
    record = annotate_doc(
        """
        The = DT 3 det
        Lake = NNP 3 compound ORGANIZATION
        Commission = NNP 4 nsubj ORGANIZATION
        thanked thank VBD 0 root
        the = DT 7 det
        River = NNP 7 compound |ORGANIZATION
        Agency = NNP 4 obj |ORGANIZATION
        . = . 4 punct

        The the DT 2 det
        commission = NN 3 nsubj
        met meet VBD 0 root
        envoys envoy NNS 3 obj
        . = . 3 punct
        """.replace("River = NNP 7 compound |ORGANIZATION\n        Agency = NNP 4 obj |ORGANIZATION",
                    "River = NNP 7 compound ORGANIZATION\n        Agency = NNP 4 obj ORGANIZATION"),
        "met meet.03 ARG0:commission ARG1:envoys",
    )  # fmt: skip
    assert words(record, "Lake Commission") == ["Lake Commission", "The commission"]


FORCES = """
    The = DT 2 det
    agency = NN 3 nsubj
    said say VBD 0 root
    Chadian = JJ 5 amod NORP
    troops troop NNS 7 nsubj
    had have VBD 7 aux
    reached reach VBN 3 ccomp
    Faya = NNP 7 obj LOCATION
    . = . 3 punct

    They = PRP 3 nsubj
    had have VBD 3 aux
    {} VBN 0 root
    {} NN 3 obj
    . = . 3 punct
    """


@pytest.mark.parametrize(
    ("verb", "noun", "tied"),
    [("completed complete", "deployment =", True), ("attacked attack", "Moussoro =", True),
     ("published publish", "maps map", False)],
)  # fmt: skip
def test_what_forces_do_is_the_nearest_force_s_doing(make_doc, nlp: Language, verb: str, noun: str, tied: bool) -> None:
    doc = make_doc(FORCES.format(verb, noun), "reached reach.01 ARG0:troops ARG1:Faya")
    doc = dict(nlp.pipeline)["sitrep_mentions"](doc)
    known = load_knowledge()
    undecided = Weights({}, {})
    coreference = Coreference(known.lexicon, known.attribution, undecided, deeds_of_forces(known.types))
    chain = coreference.resolve(doc, lambda token, choice: None)
    they = next((m for m in chain.mentions.values() if doc[m.head].text == "They"), None)
    assert (they is not None and chain.entities[they.entities[0]].label == "Chadian troops") is tied
