"""Records for tests: one by hand, and strategies that draw any."""

from __future__ import annotations

from hypothesis import strategies as st

from ontology.event_types import EventClass
from ontology.iris import digest, document_iri, event_iri
from ontology.measures import KINDS
from ontology.order import arranged
from ontology.records import (
    Annotated,
    Claim,
    Document,
    Entity,
    Event,
    Link,
    Measure,
    Participant,
    Quantity,
    Relation,
    Span,
    Time,
    Unit,
)

BASE = "http://example.org/id/"
TEXT = "Ruritania sent troops to Strelsau on Monday, the Gazette said. Graustark denied it had signed a pact."
RURITANIA = BASE + "entity/state/RUR"
GRAUSTARK = BASE + "entity/state/GRK"
STRELSAU = BASE + "entity/place/1"
GAZETTE = BASE + "entity/name/Organization/gazette"


def event_class(name: str, edge: str, *, reciprocal: bool = False) -> EventClass:
    return EventClass(
        name=name, label=name, definition="", parent="MOBILIZE", mode=None, contexts=(), quad="material conflict",
        edge=edge, reciprocal=reciprocal,
    )  # fmt: skip


CLASSES = {
    "Deployment": event_class("Deployment", "deploys"),
    "Meeting": event_class("Meeting", "meets with", reciprocal=True),
}


def span(part: str, text: str = TEXT) -> Span:
    begin = text.index(part)
    return Span(begin, begin + len(part))


def ferry_record(text: str = TEXT, *, id_: str = "a1", source: str | None = "Strelsau Wire") -> Annotated:
    """Return a record of an affirmed deployment and a denied signing."""
    sha = digest(text)
    iri = document_iri(BASE, sha)
    troops = f"{iri}/entity/15-21"
    deployment = Event(
        iri=event_iri(iri, 10, 14, "Deployment"),
        type="MOBILIZE",
        mode="troops",
        class_="Deployment",
        contexts=("military",),
        trigger=span("sent"),
        participants=(
            Participant(role="actor", entity=RURITANIA, span=span("Ruritania")),
            Participant(role="theme", entity=troops, span=span("troops")),
            Participant(role="destination", entity=STRELSAU, span=span("Strelsau")),
        ),
        time=Time(start="2031-05-05", end="2031-05-05", span=span("on Monday")),
        claims=(
            Claim(
                source=GAZETTE,
                certainty="certain",
                polarity="positive",
                temporality="past",
                evidence=span("Ruritania sent troops to Strelsau on Monday, the Gazette said."),
                confidence=0.93,
                cue=span("said"),
            ),
        ),
    )
    signing = Event(
        iri=event_iri(iri, *_pair("signed"), "TreatySigning"),
        type="AGREE",
        mode=None,
        class_="TreatySigning",
        trigger=span("signed"),
        participants=(Participant(role="actor", entity=GRAUSTARK, span=span("Graustark")),),
        claims=(
            Claim(
                source=None,
                certainty="certain",
                polarity="negative",
                temporality="past",
                evidence=span("Graustark denied it had signed a pact."),
                confidence=0.5,
            ),
        ),
    )
    state = {"iso3166-1-alpha-3": "RUR", "geonames": "12"}
    return arranged(
        Annotated(
            document=Document(
                iri=iri,
                id=id_,
                title="Troops move",
                text=text,
                published="2031-05-06",
                source=source,
                url="https://example.org/a?b=c d",
                sha256=sha,
            ),
            entities=(
                Entity(
                    iri=RURITANIA,
                    type="State",
                    label="Ruritania",
                    country="RUR",
                    codes=state,
                    same_as=("https://sws.geonames.org/12/",),
                    point=(12.5, 48.25),
                    mentions=(span("Ruritania"),),
                ),
                Entity(
                    iri=GRAUSTARK,
                    type="State",
                    label="Graustark",
                    country="GRK",
                    codes={},
                    mentions=(span("Graustark"), span("it")),
                ),
                Entity(
                    iri=STRELSAU, type="Place", label="Strelsau", country="RUR", codes={}, mentions=(span("Strelsau"),)
                ),
                Entity(iri=GAZETTE, type="Organization", label="Gazette", codes={}, mentions=(span("the Gazette"),)),
                Entity(iri=troops, type="Force", label="troops", country="RUR", codes={}, mentions=(span("troops"),)),
            ),
            events=(deployment, signing),
            relations=(
                Relation(
                    subject=STRELSAU,
                    predicate="locatedIn",
                    object=RURITANIA,
                    subject_span=span("Strelsau"),
                    object_span=span("Ruritania"),
                    evidence=span("Ruritania sent troops to Strelsau"),
                    confidence=0.25,
                ),
            ),
        )
    )


def _pair(part: str) -> tuple[int, int]:
    found = span(part)
    return found.begin, found.end


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
words = st.from_regex(r"[A-Za-z][A-Za-z0-9 _.'-]{0,8}", fullmatch=True)
names = st.from_regex(r"[A-Z][a-z]{1,6}", fullmatch=True)
dates = st.one_of(
    st.dates().map(lambda d: d.isoformat()),
    st.datetimes().map(lambda d: d.isoformat()),
    st.sampled_from(["2024", "2024-11", "2024-11-06T10:00:00Z", "2024-11-06T10:00:00+00:00", "2024-02-30", "soon"]),
    texts,
)
fractions = st.floats(0, 1)
optional = lambda strategy: st.none() | strategy  # noqa: E731
sizes = st.floats(0, 1e9)
units = st.builds(
    Unit, number=optional(words), echelon=optional(names), branch=optional(names), honorific=optional(texts)
).filter(lambda unit: unit != Unit())


@st.composite
def _spans(draw: st.DrawFn, length: int) -> Span:
    begin = draw(st.integers(0, length))
    return Span(begin, draw(st.integers(begin, length)))


@st.composite
def annotated(draw: st.DrawFn) -> Annotated:
    """Draw any record that does not contradict itself, in canonical order."""
    text = draw(texts)
    iri = document_iri(BASE, digest(text))
    spans = _spans(len(text))
    iris = draw(st.lists(st.integers(0, 99).map(lambda n: f"{BASE}entity/{n}"), max_size=4, unique=True))
    entities = tuple(draw(_entities(each, spans)) for each in iris)
    triggers = draw(st.lists(st.tuples(spans, names), max_size=3, unique=True))
    events = tuple(draw(_events(iri, trigger, class_, iris, spans)) for trigger, class_ in triggers)
    happened = [event.iri for event in events]
    relations = tuple(draw(st.lists(_relations(iris, happened, spans), max_size=2))) if iris else ()
    document = Document(
        iri=iri,
        id=draw(texts),
        title=draw(optional(texts)),
        text=text,
        published=draw(optional(dates)),
        source=draw(optional(texts)),
        url=draw(optional(texts)),
        sha256=digest(text),
        language=draw(words),
    )
    return arranged(Annotated(document=document, entities=entities, events=events, relations=relations))


def _entities(iri: str, spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Entity]:
    degrees = st.floats(-180, 180)
    return st.builds(
        Entity,
        iri=st.just(iri),
        type=names,
        label=texts,
        country=optional(names),
        codes=st.dictionaries(texts, texts, max_size=2),
        same_as=st.lists(names.map(lambda n: f"http://example.org/{n}"), max_size=2).map(tuple),
        point=optional(st.tuples(degrees, degrees)),
        aliases=st.lists(texts, max_size=2).map(tuple),
        link=optional(
            st.builds(
                Link, score=fractions, reason=texts, runner_up=optional(names.map(lambda n: f"{BASE}entity/place/{n}"))
            )
        ),
        unit=optional(units),
        strength=optional(_quantities(spans)),
        mentions=st.lists(spans, max_size=3).map(tuple),
    )


def _quantities(spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Quantity]:
    return st.builds(Quantity, low=sizes, high=optional(sizes), unit=optional(texts), span=spans)


def _events(
    document: str, trigger: Span, class_: str, iris: list[str], spans: st.SearchStrategy[Span]
) -> st.SearchStrategy[Event]:
    roles = st.sampled_from(["actor", "recipient", "theme", "place", "destination", "origin", "instrument"])
    participant = st.builds(Participant, role=roles, entity=st.sampled_from(iris or ["x:"]), span=spans)
    measure = st.builds(Measure, kind=st.sampled_from(sorted(KINDS)), quantity=_quantities(spans))
    time = st.builds(Time, start=optional(dates), end=optional(dates), span=spans, granularity=optional(words))
    return st.builds(
        Event,
        iri=st.just(event_iri(document, trigger.begin, trigger.end, class_)),
        type=names,
        mode=optional(words),
        class_=st.just(class_),
        contexts=st.lists(words, max_size=2).map(tuple),
        trigger=st.just(trigger),
        participants=st.lists(participant, max_size=3 if iris else 0).map(tuple),
        time=optional(time),
        measures=st.lists(measure, max_size=3).map(tuple),
        claims=st.lists(_claims(iris, spans), max_size=12).map(tuple),
    )


def _claims(iris: list[str], spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        source=st.sampled_from([None, *iris]),
        certainty=st.sampled_from(["certain", "probable", "possible", "unknown"]),
        polarity=st.sampled_from(["positive", "negative"]),
        evidence=spans,
        confidence=fractions,
        cue=optional(spans),
        temporality=st.sampled_from(["past", "present", "future", "hypothetical"]),
    )


def _relations(iris: list[str], events: list[str], spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Relation]:
    return st.builds(
        Relation,
        subject=st.sampled_from(iris),
        predicate=names | st.just("subOrganizationOf"),
        object=st.sampled_from(iris),
        subject_span=spans,
        object_span=spans,
        evidence=spans,
        confidence=fractions,
        start=optional(dates),
        end=optional(dates),
        derived_from=st.lists(st.sampled_from(events or ["x:"]), max_size=2 if events else 0).map(tuple),
    )
