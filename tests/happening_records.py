"""Small articles about a strike and a deployment, by hand: who did what where, when, and who says or denies it."""

from __future__ import annotations

from ontology.iris import DEFAULT_BASE, digest, document_iri, event_iri, name_iri
from ontology.records import Annotated, Claim, Document, Entity, Event, Measure, Participant, Quantity, Span, Time

STATES = {"Ruritania": "RUR", "Graustark": "GRK", "Borduria": "BOR"}


def entity_iri(label: str, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a state or of somebody known by name."""
    if label in STATES:
        return f"{base}entity/state/{STATES[label]}"
    return name_iri(base, "Person" if label[0].isupper() and " " in label else "Organization", label)


def report(
    text: str, *, trigger: str, actor: str | None = None, recipient: str | None = None, class_: str = "Strike",
    published: str | None = "2031-05-06", time: str | None = None, publisher: str | None = "Strelsau Wire",
    base: str = DEFAULT_BASE, source: str | None = None, denied: bool = False, temporality: str = "past",
    killed: tuple[float, float | None] = (),  # type: ignore[assignment]
) -> Annotated:  # fmt: skip
    """Return the record of an article of one sentence that tells of one event; names stand in the text."""
    sha = digest(f"{text}{publisher}{published}")
    iri = document_iri(base, sha)

    def at(part: str) -> Span:
        begin = text.index(part)
        return Span(begin, begin + len(part))

    named = [name for name in (actor, recipient, source) if name is not None]
    entities = tuple(
        Entity(
            iri=entity_iri(name, base), type="State" if name in STATES else "Person" if " " in name else "Organization",
            label=name, country=STATES.get(name), codes={}, mentions=(at(name),),
        )
        for name in dict.fromkeys(named)
    )  # fmt: skip
    participants = tuple(
        Participant(role=role, entity=entity_iri(name, base), span=at(name))
        for role, name in (("actor", actor), ("recipient", recipient))
        if name is not None
    )
    claim = Claim(
        source=None if source is None else entity_iri(source, base), certainty="certain",
        polarity="negative" if denied else "positive", temporality=temporality,  # type: ignore[arg-type]
        evidence=Span(0, len(text)), confidence=0.9,
    )  # fmt: skip
    event = Event(
        iri=event_iri(iri, at(trigger).begin, at(trigger).end, class_), type="ASSAULT", mode=None, class_=class_,
        trigger=at(trigger), participants=participants, claims=(claim,),
        time=None if time is None else Time(start=time, end=time, span=at(trigger)),
        measures=(
            Measure(kind="killed", quantity=Quantity(low=killed[0], high=killed[1], unit=None, span=at(trigger))),
        ) if killed else (),
    )  # fmt: skip
    document = Document(
        iri=iri, id=sha[:6], title=None, text=text, published=published, source=publisher, url=None, sha256=sha
    )
    return Annotated(document=document, entities=entities, events=(event,), relations=())


def the_event(record: Annotated) -> str:
    """Return the IRI of the only event of a record."""
    return record.events[0].iri
