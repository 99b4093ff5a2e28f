"""What each kind of wording is tied to: names and titles, speakers, pairs of subjects, nouns that sum up a name."""

from __future__ import annotations

import pytest

from ingest.chain import Chain, Thread
from ingest.coreference_gender import gender_of_word
from ingest.coreference_nouns import Nouns
from ingest.coreference_weights import Choice, Weights, features, load_weights
from ingest.layers import Mention, Referent
from ontology.errors import ModelError
from ontology.lexicon import load_lexicon


@pytest.fixture
def tied(nlp, make_doc):
    """Return a function from a table and frames to the mentions' texts by what they stand for."""

    def tie(table: str, *frames: str) -> dict[str, list[str]]:
        doc = make_doc(table, *frames)
        for name, component in nlp.pipeline:
            doc = component(doc)
            if name == "sitrep_coreference":
                break
        found: dict[str, list[str]] = {}
        for mention in doc._.mentions:
            for entity in mention.entities:
                label = doc._.entities[entity].label
                found.setdefault(label, []).append(doc[mention.begin : mention.end].text)
        return found

    return tie


def test_title_noun_and_name_are_one_person(tied) -> None:
    found = tied(
        """
        Rebel rebel NN 2 compound
        leader leader NN 3 compound
        Anna = NNP 5 nsubj PERSON
        Okoro = NNP 3 flat PERSON
        spoke speak VBD 0 root
        . = . 5 punct
        """,
        "spoke speak.01 ARG0:Anna",
    )
    assert found["Anna Okoro"] == ["Rebel leader", "Anna Okoro"]


def test_apposition_of_an_unknown_noun_is_the_person(tied) -> None:
    found = tied(
        """
        Anna = NNP 7 nsubj PERSON
        Okoro = NNP 1 flat PERSON
        , = , 5 punct
        the = DT 5 det
        curator = NN 1 appos
        , = , 5 punct
        spoke speak VBD 0 root
        . = . 7 punct
        """,
        "spoke speak.01 ARG0:curator",
    )
    assert found["Anna Okoro"] == ["Anna Okoro", "the curator"]


def test_copula_makes_one_only_in_the_plain_present(tied) -> None:
    table = """
        Anna = NNP 5 nsubj PERSON
        Okoro = NNP 1 flat PERSON
        {is} be {tag} 5 cop
        the = DT 5 det
        leader = NN 0 root
        of = IN 8 case
        the = DT 8 det
        Front = NNP 5 nmod ORGANIZATION
        . = . 5 punct
        """
    assert "the leader" in tied(table.format(**{"is": "is", "tag": "VBZ"}))["Anna Okoro"]
    assert "the leader" not in tied(table.format(**{"is": "was", "tag": "VBD"}))["Anna Okoro"]


def test_acronym_and_shortened_name_need_no_brackets(tied) -> None:
    found = tied(
        """
        The the DT 4 det
        Lake = NNP 4 compound ORGANIZATION
        Liberation = NNP 4 compound ORGANIZATION
        Front = NNP 5 nsubj ORGANIZATION
        left leave VBD 0 root
        . = . 5 punct

        LLF = NNP 2 nsubj ORGANIZATION
        and = CC 5 cc
        the = DT 5 det
        Liberation = NNP 5 compound |ORGANIZATION
        Front = NNP 1 conj ORGANIZATION
        spoke speak VBD 0 root
        . = . 6 punct
        """.replace("LLF = NNP 2", "LLF = NNP 6"),
    )
    assert found["Lake Liberation Front"] == ["Lake Liberation Front", "LLF", "Liberation Front"]


def test_the_north_is_the_state_named_before(tied) -> None:
    found = tied(
        """
        North = NNP 2 compound LOCATION
        Korea = NNP 3 nsubj LOCATION
        fired fire VBD 0 root
        . = . 3 punct

        The the DT 2 det
        North = NNP 3 nsubj LOCATION
        denied deny VBD 0 root
        it = PRP 3 obj
        . = . 3 punct
        """,
    )
    assert found["North Korea"][:2] == ["North Korea", "North"]


TWO_PERSONS = """
    Anna = NNP 3 nsubj PERSON
    Okoro = NNP 1 flat PERSON
    met meet VBD 0 root
    John = NNP 3 obj |PERSON
    Mensah = NNP 4 flat PERSON
    . = . 3 punct

    {pronoun} = PRP 2 nsubj
    left leave VBD 0 root
    . = . 2 punct
    """


@pytest.mark.parametrize(("pronoun", "label"), [("She", "Anna Okoro"), ("He", "John Mensah")])
def test_first_names_decide_between_persons(tied, pronoun: str, label: str) -> None:
    found = tied(
        TWO_PERSONS.format(pronoun=pronoun), "met meet.03 ARG0:Anna ARG1:John", f"left leave.01 ARG0:{pronoun}"
    )
    assert found[label][-1] == pronoun


def test_they_are_the_parties_that_a_subject_joins(tied) -> None:
    found = tied(
        """
        Chad = NNP 4 nsubj LOCATION
        and = CC 3 cc
        Niger = NNP 1 conj |LOCATION
        said say VBD 0 root
        they = PRP 6 nsubj
        agreed agree VBD 4 ccomp
        . = . 4 punct
        """,
        "said say.01 ARG0:Chad ARG1:agreed",
        "agreed agree.01 ARG0:they",
    )
    assert found["Chad"] == ["Chad", "they"]
    assert found["Niger"] == ["Niger", "they"]


QUOTE = """
    “ = `` 4 punct
    {word} = PRP 4 nsubj
    will = MD 4 aux
    fight = VB 7 ccomp
    , = , 4 punct
    ” = '' 4 punct
    said say VBD 0 root
    Front = NNP 9 compound ORGANIZATION
    spokesman = NN 10 compound
    John = NNP 7 nsubj PERSON
    Mensah = NNP 10 flat PERSON
    . = . 7 punct
    """


@pytest.mark.parametrize(("word", "label"), [("I", "John Mensah"), ("We", "Front")])
def test_first_persons_in_quotes_are_the_speaker_and_his_body(tied, word: str, label: str) -> None:
    found = tied(QUOTE.format(word=word), "said say.01 ARG0:John ARG1:fight", f"fight fight.01 ARG0:{word}")
    assert word in found[label]


def test_our_forces_are_those_of_the_speakers_state(nlp, make_doc) -> None:
    table = QUOTE.format(word="Our").replace("Our = PRP 4 nsubj", "Our our PRP$ 3 nmod:poss")
    table = table.replace("will = MD 4 aux", "troops troop NNS 4 nsubj").replace("fight = VB", "fight = VBP")
    table = table.replace("Front = NNP 9 compound ORGANIZATION", "Chad = NNP 9 compound LOCATION")
    doc = make_doc(table, "said say.01 ARG0:John ARG1:fight", "fight fight.01 ARG0:troops")
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == "sitrep_coreference":
            break
    assert [e.country for e in doc._.entities if e.type == "Force"] == ["TCD"]


SUMMED = """
    {name} = NNP 2 nsubj {label}
    left leave VBD 0 root
    {place} = NNP 2 obj {place_label}
    . = . 2 punct

    The the DT 2 det
    {noun} = NN 3 nsubj
    thanked thank VBD 0 root
    envoys envoy NNS 3 obj
    . = . 3 punct
    """


@pytest.mark.parametrize(
    ("name", "label", "place", "place_label", "noun", "ties"),
    [
        ("Ansarullah", "ORGANIZATION", "Faya", "LOCATION", "group", True),
        ("Ansarullah", "ORGANIZATION", "Wagner", "|ORGANIZATION", "group", False),
        ("Chad", "LOCATION", "talks", "", "country", True),
        ("Chad", "LOCATION", "Niger", "|LOCATION", "country", False),
        ("Ansarullah", "ORGANIZATION", "Faya", "LOCATION", "opposition", False),
    ],
)
def test_a_noun_sums_up_the_only_name_that_it_fits(tied, name, label, place, place_label, noun, ties) -> None:
    table = SUMMED.format(name=name, label=label, place=place, place_label=place_label, noun=noun)
    found = tied(table, f"left leave.01 ARG0:{name} ARG1:{place}", f"thanked thank.01 ARG0:{noun}")
    mentions = next(texts for texts in found.values() if name in texts)
    assert (f"The {noun}" in mentions) is ties


def test_the_upper_house_is_not_the_lower_house(tied) -> None:
    found = tied(
        """
        The the DT 3 det
        lower = JJ 3 amod
        house = NN 4 nsubj
        approved approve VBD 0 root
        it = PRP 4 obj
        . = . 4 punct

        The the DT 3 det
        upper = JJ 3 amod
        house = NN 4 nsubj
        agreed agree VBD 0 root
        . = . 4 punct
        """,
        "approved approve.01 ARG0:house",
        "agreed agree.01 ARG0:house#2",
    )
    assert (found["lower house"], found["upper house"]) == (["The lower house"], ["The upper house"])


def test_another_one_is_new(make_doc, nlp) -> None:
    doc = make_doc(
        """
        The the DT 3 det
        other = JJ 3 amod
        ship = NN 4 nsubj
        sank sink VBD 0 root
        . = . 4 punct
        """
    )
    doc = nlp.pipeline[0][1](doc)
    chain = Chain(
        doc._.tree, doc._.mentions, [*doc._.entities, Referent(type="Platform", label="ship", described=True)]
    )
    known = Mention(head=2, begin=0, end=3, kind="nominal", entities=(len(chain.entities) - 1,))
    chain.push(known)
    assert Nouns(load_lexicon()).choice(chain, chain.mentions[2]) is None


@pytest.mark.parametrize(
    ("word", "gender"),
    [("spokeswoman", "she"), ("businessman", "he"), ("mrs", "she"), ("german", ""), ("minister", ""), ("woman", "she")],
)
def test_gender_of_nouns_and_titles(word: str, gender: str) -> None:
    assert gender_of_word(word) == gender


def test_a_family_name_in_front_tells_no_gender(tied) -> None:
    table = (
        TWO_PERSONS.replace("Anna = NNP 3", "Kim = NNP 3").replace("Okoro", "Mensa").replace("John = NNP", "Ann = NNP")
    )
    found = tied(table.format(pronoun="He"), "met meet.03 ARG0:Kim ARG1:Ann", "left leave.01 ARG0:He")
    assert "He" not in found["Ann Mensah"]


def test_the_end_of_a_name_tells_no_gender() -> None:
    assert gender_of_word("zimmerman", is_name=True) == ""


class Sign(tuple):
    """A signature of one field."""

    kind = "it"
    rank = property(lambda self: self[0])

    def templates(self) -> tuple[str, ...]:
        """Return its only feature."""
        return ("rank",)


def test_a_candidate_must_be_likely_enough() -> None:
    one, other = Thread(entities=(1,)), Thread(entities=(2,))
    choice = Choice("it", Sign((None,)), [(one, Sign((0,))), (other, Sign((1,)))])
    assert features(Sign((0,))) == ["it rank=0"]
    assert features(Sign((None,))) == []
    weights = {"it rank=0": 1.0, "it rank=1": 0.0}
    assert Weights(weights, {"it": 0.5}).decide(0, choice) is one  # e / (e + 2) is 0.58
    assert Weights(weights, {"it": 0.6}).decide(0, choice) is None
    assert Weights(weights, {"it": 0.5}).decide(0, Choice("it", Sign((None,)), [])) is None


def test_malformed_weights_are_a_model_error(tmp_path) -> None:
    path = tmp_path / "coreference.json"
    path.write_text('{"weights": []}')
    with pytest.raises(ModelError, match="no usable weights"):
        load_weights(path)
