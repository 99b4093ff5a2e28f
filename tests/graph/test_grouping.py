"""Which reports are of one happening, how many of their publishers are independent, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from graph_records import BASE, CLASSES
from happening_records import report, the_event
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.contradictions import contradictions
from graph.decisions import active, next_decision, next_undo
from graph.happening_copies import are_copied_documents, are_copied_sentences, is_agency
from graph.happening_groups import event_iri_of
from graph.happening_kept import KEPT
from graph.happening_kinds import NEWS, Window, families, is_timely, report_keys, window
from graph.happenings import Happening, Happenings
from graph.quads import Quad
from graph.store import Store
from ontology.event_types import load_event_types
from ontology.iris import SR
from ontology.records import Annotated

WHEN = "2031-06-01T00:00:00Z"
FIRST = report("Ruritania struck Graustark on Monday.", trigger="struck", actor="Ruritania", recipient="Graustark",
               time="2031-05-05")  # fmt: skip
SECOND = report("Jets of Ruritania struck targets in Graustark.", trigger="struck", actor="Ruritania",
                recipient="Graustark", time="2031-05-05", publisher="Zenda Times", published="2031-05-07")  # fmt: skip


def store_of(*records: Annotated) -> Store:
    store = Store.in_memory(base=BASE, classes=CLASSES)
    for record in records:
        store.replace(record)
    return store


def happening(store: Store, record: Annotated) -> Happening:
    found = Happenings(store).of(the_event(record))
    assert found is not None
    return found


def groups(store: Store, records: Iterable[Annotated], documents: frozenset[str] | None = None) -> set[frozenset[str]]:
    happenings = Happenings(store, documents)
    found = (happenings.of(event.iri) for record in records for event in record.events)
    return {frozenset(member.iri for member in each.members) for each in found if each is not None}


def decide(store: Store, verdict: str, *about: str) -> int:
    made = next_decision(store.decisions(), verdict, about, who="Ada", when=WHEN, why=None)  # type: ignore[arg-type]
    store.decide(made)
    return made.number


def undo(store: Store, number: int) -> None:
    store.decide(next_undo(store.decisions(), number, who="Ada", when=WHEN, why=None))


def test_reports_that_agree_are_one() -> None:
    found = happening(store_of(SECOND, FIRST), SECOND)
    assert [member.iri for member in found.members] == [the_event(FIRST), the_event(SECOND)]
    assert (found.documents, found.publishers, found.independent) == (2, 2, 2)
    assert event_iri_of(BASE, found.iri) == the_event(FIRST)


@pytest.mark.parametrize(
    "other",
    [
        report("Ruritania struck Graustark.", trigger="struck", actor="Ruritania", recipient="Graustark",
               time="2031-05-20", published="2031-05-21"),
        report("Borduria struck Graustark.", trigger="struck", actor="Borduria", recipient="Graustark",
               time="2031-05-05", publisher="Zenda Times"),
        report("Graustark struck Ruritania.", trigger="struck", actor="Graustark", recipient="Ruritania",
               time="2031-05-05", publisher="Zenda Times"),
        report("Ruritania accused Graustark.", trigger="accused", actor="Ruritania", recipient="Graustark",
               time="2031-05-05", class_="Accusation"),
        report("If Ruritania strikes Graustark, war follows.", trigger="strikes", actor="Ruritania",
               recipient="Graustark", time="2031-05-05", temporality="hypothetical"),
        report("Ruritania struck Graustark.", trigger="struck", actor="Ruritania", recipient="Graustark",
               published=None),
    ],
    ids=["time", "actor", "roles", "kind", "hypothetical", "undated"],
)  # fmt: skip
def test_what_keeps_reports_apart(other: Annotated) -> None:
    store = store_of(FIRST, other)
    assert len(happening(store, FIRST).members) == 1


def test_copies_and_reports_of_one_agency_are_not_independent() -> None:
    wire = "Ruritania struck Graustark on Monday and hit the old bridge over the river, officials said."
    copies = [
        report(wire, trigger="struck", actor="Ruritania", recipient="Graustark", time="2031-05-05", publisher=name)
        for name in ("Strelsau Wire", "Zenda Times", "Hentzau Post")
    ]
    own = report("Reuters saw how Ruritania struck Graustark.", trigger="struck", actor="Ruritania",
                 recipient="Graustark", time="2031-05-05", publisher="Graustark Star", source="Reuters")  # fmt: skip
    agency = report("Ruritania struck Graustark.", trigger="struck", actor="Ruritania", recipient="Graustark",
                    time="2031-05-05", publisher="Reuters")  # fmt: skip
    found = happening(store_of(*copies, own, agency), own)
    assert (found.documents, found.publishers, found.independent) == (5, 5, 2)


def test_texts_that_are_copies() -> None:
    one = "The army said on Monday that it had taken the town of Zenda after two days of heavy fighting."
    assert are_copied_sentences(one, one.replace("heavy fighting", "fighting"))
    assert not are_copied_sentences(one, "The army said on Monday that it would leave Zenda to the people of the town.")
    assert not are_copied_sentences("He was killed.", "He was killed.")
    assert are_copied_documents(one, one + " More was not known. Nobody came to the bridge.")
    assert [is_agency(name) for name in ("Reuters", "Ruritanian News Agency", "Strelsau Wire")] == [True, True, False]


def test_decisions_about_reports_go_before_what_they_say_and_can_be_undone() -> None:
    store = store_of(FIRST, SECOND)
    number = decide(store, "different", the_event(FIRST), the_event(SECOND))
    assert len(happening(store, FIRST).members) == 1
    undo(store, number)
    assert len(happening(store, FIRST).members) == 2
    other = report("Borduria invaded Syldavia.", trigger="invaded", actor="Borduria", class_="Invasion")
    store.replace(other)
    before = set(store.find(None, None, None, ""))
    number = decide(store, "same", the_event(FIRST), the_event(other))
    assert len(happening(store, FIRST).members) == 3
    assert {q for q in before if q.predicate not in KEPT} <= set(store.find(None, None, None, ""))
    undo(store, number)
    assert len(happening(store, FIRST).members) == 2
    assert set(store.find(None, None, None, "")) == before


def test_a_decision_about_an_entity_brings_its_reports_together() -> None:
    records = [
        report(text, trigger="killed", actor=actor, recipient="Graustark", class_="Killing", time="2031-05-05",
               publisher=publisher)
        for text, actor, publisher in (
            ("Night Riders killed guards of Graustark.", "Night Riders", "Strelsau Wire"),
            ("Black Riders killed guards of Graustark.", "Black Riders", "Zenda Times"),
        )
    ]  # fmt: skip
    store = store_of(*records)
    assert len(happening(store, records[0]).members) == 1
    number = decide(store, "same", *(record.events[0].participants[0].entity for record in records))
    assert len(happening(store, records[0]).members) == 2
    undo(store, number)
    assert len(happening(store, records[0]).members) == 1


def test_a_denial_contradicts() -> None:
    denial = report("Anna Kowal denied that Ruritania struck Graustark.", trigger="struck", actor="Ruritania",
                    recipient="Graustark", time="2031-05-05", source="Anna Kowal", denied=True)  # fmt: skip
    store = store_of(FIRST, denial)
    (found,) = contradictions(store)
    assert found.kind == "denial"
    assert [side.report.iri for side in found.one] == [the_event(FIRST)]
    assert [side.report.iri for side in found.other] == [the_event(denial)]
    assert list(contradictions(store, about=denial.entities[-1].iri)) != []
    assert list(contradictions(store, about=f"{BASE}entity/state/BOR")) == []
    assert list(contradictions(store, documents=frozenset({FIRST.document.iri}))) == []


def test_who_affirms_what_he_denied_has_changed_his_mind() -> None:
    first, then = (
        report(f"Anna Kowal {word} that Ruritania struck Graustark.", trigger="struck", actor="Ruritania",
               recipient="Graustark", time="2031-05-05", source="Anna Kowal", denied=denied, published=published)
        for word, denied, published in (("denied", True, "2031-05-06"), ("said", False, "2031-05-09"))
    )  # fmt: skip
    (found,) = contradictions(store_of(then, first))
    assert found.kind == "change of mind"
    assert found.one[0].report.iri == the_event(first)


@pytest.mark.parametrize(
    ("killed", "kinds"), [((20.0, 20.0), ["conflicting values"]), ((3.0, None), []), ((7.0, 9.0), [])]
)
def test_numbers_conflict_where_their_bounds_exclude_each_other(
    killed: tuple[float, float | None], kinds: list[str]
) -> None:
    counts = [
        report(f"{name} said Ruritania killed people in Graustark.", trigger="killed", actor="Ruritania",
               recipient="Graustark", class_="Killing", time="2031-05-05", killed=number, publisher=name)
        for name, number in (("Zenda Times", (8.0, 10.0)), ("Hentzau Post", killed))
    ]  # fmt: skip
    assert [found.kind for found in contradictions(store_of(*counts))] == kinds


def test_families_name_classes_of_the_ontology() -> None:
    known = set(load_event_types().classes)
    for class_ in ("Attack", "Deployment", "TreatySigning", "Ceasefire"):
        assert class_ in known
        assert families(class_) != (class_,) or class_ == "Ceasefire"
    assert families("NoSuchClass") == ("NoSuchClass",)


def test_a_vague_time_has_no_keys() -> None:
    vague = window("1990-01-01", "2020-12-31", None, ahead=False)
    assert report_keys("Strike", vague, None, ["RUR", "GRK"]) == set()
    assert window(None, None, None, ahead=False) is None


kinds = st.sampled_from(["Strike", "Attack", "Deployment"])
sides = st.sampled_from([("Ruritania", "Graustark"), ("Ruritania", "Borduria"), ("Night Riders", "Graustark")])
days = st.integers(1, 9)
articles = st.lists(
    st.builds(
        lambda kind, pair, day, published, paper, timed, denied: report(
            f"{paper} wrote that {pair[0]} hit {pair[1]} on day {day}.", trigger="hit", actor=pair[0],
            recipient=pair[1], class_=kind, time=f"2031-05-0{day}" if timed else None,
            published=f"2031-05-{published + 9}", publisher=paper, denied=denied,
        ),
        kinds, sides, days, days, st.sampled_from(["Zenda Times", "Hentzau Post"]), st.booleans(), st.booleans(),
    ),
    min_size=1, max_size=7, unique_by=lambda record: record.document.iri,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(records=articles, order=st.randoms(use_true_random=False), verdict=st.sampled_from(["same", "different"]))
def test_groups_depend_on_what_is_stored_alone(records, order, verdict) -> None:  # type: ignore[no-untyped-def]
    """Order of ingest, documents that came and went, and decisions undone make no difference."""
    store = store_of(*records)
    expected = groups(store, records)
    shuffled = list(records)
    order.shuffle(shuffled)
    extra = report("Ruritania hit Graustark and Borduria.", trigger="hit", actor="Ruritania", recipient="Graustark")
    other = store_of(extra, *shuffled)
    if len(records) > 1:
        decide(other, verdict, the_event(records[0]), the_event(records[1]))
        decide(other, "same", f"{BASE}entity/state/RUR", f"{BASE}entity/state/BOR")
    other.forget(extra.document.iri)
    while held := active(other.decisions()):
        undo(other, held[-1].number)
    assert groups(other, records) == expected
    assert kept(other) == kept(store)


@settings(max_examples=25, deadline=None)
@given(records=articles, order=st.randoms(use_true_random=False), verdict=st.sampled_from(["same", "different"]))
def test_what_is_kept_is_what_forming_all_groups_anew_gives(records, order, verdict) -> None:  # type: ignore[no-untyped-def]
    """After each document that comes or goes and each decision."""
    store = Store.in_memory(base=BASE, classes=CLASSES)
    stored: list[Annotated] = []
    for record in records:
        store.replace(record)
        stored.append(record)
        if len(stored) == 2:
            decide(store, verdict, *map(the_event, stored))
        if len(stored) == 3:
            decide(store, "same", f"{BASE}entity/state/GRK", f"{BASE}entity/state/BOR")
        if len(stored) > 3:
            store.forget(stored.pop(order.randrange(len(stored))).document.iri)
        assert groups(store, stored) == groups(store, stored, frozenset(each.document.iri for each in stored))


moments = st.integers(0, 60).map(lambda n: date(2031, 5, 1) + timedelta(n))
windows = st.builds(
    lambda first, days, stated: Window(first, first + timedelta(days), stated),
    moments, st.integers(0, 40), st.booleans(),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(windows, windows, st.none() | moments, st.none() | moments)
def test_reports_whose_times_agree_share_a_key(
    one: Window, other: Window, told: date | None, said: date | None
) -> None:
    """What deeds that recur need to be one happening, and for those done once that they have a day in common."""
    for class_, needed in (("Strike", is_timely(one, told, other, said)), ("Deployment", True)):
        if needed and one.meets(other):
            ours, theirs = (report_keys(class_, *each, ["RUR", "GRK"]) for each in ((one, told), (other, said)))
            assert not ours.isdisjoint(theirs)
    far = report_keys("Strike", Window(one.first, one.last, False), one.first + timedelta(2 * NEWS + 2), ["RUR", "GRK"])
    assert far.isdisjoint(report_keys("Strike", Window(one.first, one.last, False), one.first, ["RUR", "GRK"]))


def kept(store: Store) -> set[Quad]:
    return {q for p in (SR + "happeningKey", *KEPT) for q in store.find(None, p, None, "")}
