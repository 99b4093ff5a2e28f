"""One entity under several names: rules, decisions, and the default graph that they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from graph_records import BASE, CLASSES
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.decisions import Decision, active, decision_quads, next_decision, next_undo, read_decisions
from graph.identity import Tie, keys, named, skeleton, ties
from graph.quads import Literal, Quad
from graph.store import Store
from graph.vocabulary import LABEL, TYPE
from ontology.errors import InputError, UnknownError
from ontology.iris import SR, digest, document_iri, event_iri, link_iri, name_iri
from ontology.records import Annotated, Claim, Document, Entity, Event, Participant, Span

WHEN = "2031-01-01T00:00:00Z"
GEORGIA, STATE = f"{BASE}entity/state/GEO", f"{BASE}entity/place/US-GA"


def person(label: str, country: str | None = None) -> str:
    return name_iri(BASE, "Person", label, country)


ANNA = person("Anna Kowal")


def article(
    number: int, *people: tuple[str, str | None], aliases: tuple[str, ...] = (), type_: str = "Person"
) -> Annotated:
    """Return a record in which people meet in Georgia."""
    text = f"Article {number} says they met in Georgia."
    iri = document_iri(BASE, digest(text))
    spot = Span(0, 7)
    entities = [
        Entity(
            iri=name_iri(BASE, type_, label, country), type=type_, label=label, country=country, codes={},
            aliases=aliases, mentions=(spot,),
        )
        for label, country in people
    ]  # fmt: skip
    place = Entity(iri=GEORGIA, type="State", label="Georgia", country="GEO", codes={"geonames": "1"}, mentions=(spot,))
    claim = Claim(
        source=None, certainty="certain", polarity="positive", temporality="past", evidence=spot, confidence=1.0
    )
    meeting = Event(
        iri=event_iri(iri, 0, 7, "Meeting"), type="CONSULT", mode=None, class_="Meeting", trigger=spot, claims=(claim,),
        participants=(
            *(Participant(role="actor", entity=e.iri, span=spot) for e in entities),
            Participant(role="place", entity=GEORGIA, span=spot),
        ),
    )  # fmt: skip
    document = Document(
        iri=iri, id=str(number), title=None, text=text, published=None, source=None, url=None, sha256=digest(text)
    )
    return Annotated(document=document, entities=(*entities, place), events=(meeting,), relations=())


def store_of(records: Iterable[Annotated]) -> Store:
    store = Store.in_memory(base=BASE, classes=CLASSES)
    for record in records:
        store.replace(record)
    return store


def merged(store: Store) -> set[Quad]:
    return set(store.find(None, None, None, ""))


def decide(store: Store, verdict: str, *about: str) -> Decision:
    made = next_decision(store.decisions(), verdict, about, who="Ada", when=WHEN, why="checked")  # type: ignore[arg-type]
    store.decide(made)
    return made


def undo(store: Store, number: int) -> None:
    store.decide(next_undo(store.decisions(), number, who="Ada", when=WHEN, why=None))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei", "Sergey"),
        ("Muhammad", "Mohammed"),
        ("Aleksandr", "Alexander"),
        ("Yevgeny", "Evgeniy"),
        ("Qasim", "Kassem"),
    ],
)
def test_skeletons_of_spellings_agree(one: str, other: str) -> None:
    assert skeleton(one.lower()) == skeleton(other.lower())


def tied(*iris: str) -> set[frozenset[str]]:
    """Return the groups that ties make of some names."""
    holders: dict[str, set[str]] = {}
    for iri in iris:
        name = named(iri)
        assert name is not None
        for key in keys(name):
            holders.setdefault(key, set()).add(iri)
    groups = {iri: {iri} for iri in iris}
    for key, members in holders.items():
        for tie in ties(key, members):
            groups[tie.one] |= groups[tie.other]
            for member in groups[tie.other]:
                groups[member] = groups[tie.one]
    return {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Sergei Ivanenko"), person("Sergey Ivanenko")),
        (person("Mohammed al-Tamimi", "IRQ"), person("Muhammad Al Tamimi", "IRQ")),
        (person("Anna Kowal"), person("Anna Kowal", "POL")),
        (person("Anna B. Kowal"), person("Anna Kowal")),
        (name_iri(BASE, "Organization", "Institute of Strategy"), name_iri(BASE, "Organization", "Strategy Institute")),
        (name_iri(BASE, "Organization", "Northern Front"), name_iri(BASE, "MilitaryUnit", "The Northern Front")),
    ],
)
def test_spellings_of_one_name_are_tied(one: str, other: str) -> None:
    assert tied(one, other) == {frozenset({one, other})}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Mohamed Ali", "EGY"), person("Mohamed Ali", "KEN")),
        (person("Jon Smith"), person("Jane Smith")),
        (person("Kim Jong Un"), person("Kim Yo Jong")),
        (person("George H. W. Bush"), person("George W. Bush")),
        (person("Georgia"), name_iri(BASE, "Place", "Georgia")),
        (
            name_iri(f"{document_iri(BASE, 'a' * 64)}/", "Person", "Kim"),
            name_iri(f"{document_iri(BASE, 'b' * 64)}/", "Person", "Kim"),
        ),
    ],
)
def test_different_names_are_not_tied(one: str, other: str) -> None:
    assert tied(one, other) == {frozenset({one}), frozenset({other})}


def test_a_name_without_a_country_joins_no_one_of_two() -> None:
    egypt, kenya, bare = person("Mohamed Ali", "EGY"), person("Mohamed Ali", "KEN"), person("Mohamed Ali")
    assert tied(egypt, kenya, bare) == {frozenset({egypt}), frozenset({kenya}), frozenset({bare})}
    assert tied(egypt, bare) == {frozenset({egypt, bare})}


def test_an_alias_ties_to_its_bearer_only() -> None:
    one, other = (name_iri(BASE, "Organization", n) for n in ("United Relief Mission", "Urban Renewal Ministry"))
    short = name_iri(BASE, "Organization", "UNREMI")
    key, name = "body=unremi", named(one)
    assert name is not None
    assert key in keys(name, ["UNREMI"])
    assert "body=urm" not in keys(name, ["URM"])
    assert not list(ties(key, [one, other]))
    assert {t.one for t in ties(key, [one, short])} | {t.other for t in ties(key, [one, short])} == {one, short}


def test_ties_say_why() -> None:
    found = list(ties("person=anna kowal", [person("Anna Kowal"), person("Anna Kowal", "POL")]))
    assert found == [Tie(person("Anna Kowal", "POL"), person("Anna Kowal"), 0.95, "same name; only one country known")]


def test_default_graph_speaks_of_one_entity() -> None:
    store = store_of([article(1, ("Anna Kowal", None)), article(2, ("Anna Kowal", "POL"))])
    whole, bare = person("Anna Kowal", "POL"), person("Anna Kowal")
    assert store.resolution().of(bare) == whole
    assert store.resolution().members(whole) == {whole, bare}
    rows = list(store.query(f"SELECT ?e {{ ?e sr:actor <{whole}> }}"))
    assert len(rows) == 2
    assert not list(store.query(f"SELECT ?e {{ ?e sr:actor <{bare}> }}"))
    assert {row[0] for row in store.query(f"SELECT ?l {{ <{whole}> rdfs:label ?l }}")} == {Literal("Anna Kowal")}


def test_forgetting_takes_a_tie_away() -> None:
    first, second = article(1, ("Anna Kowal", None)), article(2, ("Anna Kowal", "POL"))
    store = store_of([first, second])
    store.forget(second.document.iri)
    assert merged(store) == merged(store_of([first]))


def test_merge_then_undo_restores_everything() -> None:
    records = [article(1, ("Anna Kowal", None)), article(2, ("Hanna Kowalska", "POL"))]
    store = store_of(records)
    before = merged(store)
    decide(store, "same", person("Anna Kowal"), person("Hanna Kowalska", "POL"))
    assert store.resolution().of(person("Anna Kowal")) == person("Hanna Kowalska", "POL")
    undo(store, 1)
    assert merged(store) == before
    undo_of_undo = next_decision(
        store.decisions(), "same", (person("Anna Kowal"), GEORGIA), who="B", when=WHEN, why=None
    )
    store.decide(undo_of_undo)
    assert store.resolution().of(person("Anna Kowal")) == GEORGIA


def test_a_contested_link_is_split_off_and_relinked() -> None:
    one, two = article(1, ("Anna Kowal", None)), article(2, ("Anna Kowal", None))
    store = store_of([one, two])
    before = merged(store)
    link = link_iri(BASE, one.document.iri, GEORGIA)
    decide(store, "different", link, GEORGIA)
    places = {row[1] for row in store.query("SELECT ?e ?p { ?e sr:place ?p }")}
    assert places == {GEORGIA, link}
    assert set(store.find(link, LABEL, None, "")) == {Quad(link, LABEL, Literal("Georgia"), "")}
    assert not list(store.find(link, SR + "country", None, ""))
    state = Entity(iri=STATE, type="Place", label="Georgia", country="USA", codes={}, mentions=())
    store.decide(
        next_decision(store.decisions(), "same", (link, STATE), who="Ada", when=WHEN, why=None), entries=[state]
    )
    assert {row[1] for row in store.query("SELECT ?e ?p { ?e sr:place ?p }")} == {GEORGIA, STATE}
    assert set(store.find(STATE, TYPE, None, "")) == {Quad(STATE, TYPE, SR + "Place", "")}
    undo(store, 2)
    undo(store, 1)
    assert merged(store) == before


def test_namesakes_in_one_name_are_split_by_document() -> None:
    one, two = article(1, ("Anna Kowal", None)), article(2, ("Anna Kowal", None))
    store = store_of([one, two])
    link = link_iri(BASE, one.document.iri, person("Anna Kowal"))
    decide(store, "different", link, person("Anna Kowal"))
    assert len(list(store.query(f"SELECT ?e {{ ?e sr:actor <{ANNA}> }}"))) == 1
    assert len(list(store.query(f"SELECT ?e {{ ?e sr:actor <{link}> }}"))) == 1


def test_different_beats_a_rule_and_the_later_word_counts() -> None:
    store = store_of([article(1, ("Anna Kowal", None)), article(2, ("Anna Kowal", "POL"))])
    one, other = person("Anna Kowal"), person("Anna Kowal", "POL")
    decide(store, "different", one, other)
    assert store.resolution().of(one) == one
    again = decide(store, "same", one, other)
    assert again.undoes == (1,)
    assert store.resolution().of(one) == other


def test_decisions_outlive_their_documents() -> None:
    records = [article(1, ("Anna Kowal", None)), article(2, ("Hanna Kowalska", "POL"))]
    store = store_of(records)
    decide(store, "same", person("Anna Kowal"), person("Hanna Kowalska", "POL"))
    after = merged(store)
    for record in records:
        store.forget(record.document.iri)
    assert [d.verdict for d in store.decisions()] == ["same"]
    for record in records:
        store.replace(record)
    assert merged(store) == after


def test_bad_decisions_are_refused() -> None:
    log = [Decision(number=1, verdict="same", about=("x:a", "x:b"), who="Ada", when=WHEN)]
    with pytest.raises(InputError, match="two different"):
        next_decision(log, "same", ["x:a", "x:a"], who="Ada", when=WHEN, why=None)
    with pytest.raises(InputError, match="says so already"):
        next_decision(log, "same", ["x:b", "x:a"], who="Ada", when=WHEN, why=None)
    with pytest.raises(InputError, match="pair by pair"):
        next_decision(log, "different", ["x:b", "x:a", "x:c"], who="Ada", when=WHEN, why=None)
    with pytest.raises(UnknownError, match="no decision 7"):
        next_undo(log, 7, who="Ada", when=WHEN, why=None)
    log.append(next_undo(log, 1, who="Ada", when=WHEN, why=None))
    assert active(log) == []
    with pytest.raises(InputError, match="does not hold"):
        next_undo(log, 1, who="Ada", when=WHEN, why=None)


def test_decisions_are_read_back() -> None:
    made = Decision(
        number=3, verdict="different", about=("x:a", "x:b"), who="Ada L", when=WHEN, why="saw", undoes=(1, 2)
    )
    assert read_decisions(decision_quads(made, BASE)) == [made]
    with pytest.raises(InputError, match="incomplete"):
        read_decisions([q for q in decision_quads(made, BASE) if q.predicate != SR + "verdict"])


labels = st.sampled_from(["Anna Kowal", "Ana Koval", "Sergei Ivanenko", "Sergey B. Ivanenko", "Sergey C. Ivanenko"])
people = st.tuples(labels, st.sampled_from([None, "POL", "UKR"]))
articles = st.lists(
    st.builds(
        lambda n, names, alias: article(n, *names, aliases=alias),
        st.integers(1, 4),
        st.lists(people, min_size=1, max_size=3, unique=True),
        st.sampled_from([(), ("Anna Kowal",), ("Sergei",)]),
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def verdicts(draw: st.DrawFn) -> Iterator[tuple[str, str, str]]:
    iris = [person(label, country) for label in ("Anna Kowal", "Sergei Ivanenko") for country in (None, "POL")]
    iris += [GEORGIA, link_iri(BASE, article(1, ("Anna Kowal", None)).document.iri, GEORGIA)]
    pair = st.lists(st.sampled_from(iris), min_size=2, max_size=2, unique=True)
    return draw(st.lists(st.tuples(st.sampled_from(["same", "different"]), pair), max_size=3))  # type: ignore[return-value]


@settings(max_examples=60, deadline=None)
@given(records=articles, chosen=verdicts(), forgotten=st.integers(1, 4), order=st.randoms(use_true_random=False))
def test_the_graph_depends_on_what_it_holds_alone(records, chosen, forgotten, order) -> None:  # type: ignore[no-untyped-def]
    """Order of ingest, re-ingest, forgetting, and when decisions were taken make no difference."""
    store = Store.in_memory(base=BASE, classes=CLASSES)
    last: dict[str, Annotated] = {}
    for record in records:
        store.replace(record)
        last[record.document.iri] = record
    made = []
    for verdict, pair in chosen:
        try:
            made.append(decide(store, verdict, *pair))
        except InputError:
            continue
    gone = next((iri for iri, r in last.items() if r.document.id == str(forgotten)), None)
    if gone is not None:
        store.forget(gone)
        del last[gone]
    fresh = Store.in_memory(base=BASE, classes=CLASSES)
    for decision in made:
        fresh.decide(decision)
    remaining = list(last.values())
    order.shuffle(remaining)
    for record in remaining:
        fresh.replace(replace(record))
    assert merged(store) == merged(fresh)
    while held := active(store.decisions()):
        undo(store, held[-1].number)
    assert merged(store) == merged(store_of(last.values()))


def test_forces_and_units_of_one_wording_are_tied() -> None:
    army = [name_iri(BASE, type_, "army of Ruritania", "RUR") for type_ in ("Force", "MilitaryUnit")]
    assert tied(*army) == {frozenset(army)}


def test_a_bare_resolution_joins_the_only_body_that_has_its_number() -> None:
    council, assembly, bare, year = (
        name_iri(BASE, "Agreement", label)
        for label in (
            "Security Council Resolution 181", "General Assembly Resolution 181", "Resolution 181",
            "Security Council Resolution 205 of 181",
        )
    )  # fmt: skip
    assert tied(council, bare) == {frozenset({council, bare})}
    assert tied(council, assembly, bare, year) == {frozenset({each}) for each in (council, assembly, bare, year)}
