"""Three small articles about a Georgia that is read wrongly once, and about one person under three names."""

from __future__ import annotations

from dataclasses import replace

from ontology.gazetteer import Entry, Gazetteer
from ontology.gazetteer_entry import Named
from ontology.iris import DEFAULT_BASE, digest, document_iri, entry_iri, event_iri, link_iri, name_iri
from ontology.records import Annotated, Claim, Document, Entity, Event, Link, Participant, Span

BASE = DEFAULT_BASE
GEORGIA, PEACH = entry_iri(BASE, "state/GEO"), entry_iri(BASE, "place/US-GA")
NATO = entry_iri(BASE, "org/nato")
ANNA, ANNA_POL = name_iri(BASE, "Person", "Anna Kowal"), name_iri(BASE, "Person", "Anna Kowal", "POL")
HANNA = name_iri(BASE, "Person", "Hanna Kowalska", "POL")
AGENCY = name_iri(BASE, "Organization", "Harbour Agency")


def _entry(key: str, type: str, label: str, country: str | None, **names: list[str]) -> Named:
    point = (44.8, 41.7) if key == "state/GEO" else None
    codes = {"iso3166-1-alpha-3": country} if type == "State" and country else {}
    entry = Entry(key=key, type=type, label=label, country=country, codes=codes, point=point, same_as=())
    return entry, {"name": [label], **names}  # type: ignore[dict-item]


def gazetteer() -> Gazetteer:
    """Return a gazetteer of a few entries, two of which are called Springfield."""
    return Gazetteer.of(
        [
            _entry("state/GEO", "State", "Georgia", "GEO", demonym=["Georgian"]),
            _entry("place/US-GA", "Place", "Georgia", "USA"),
            _entry("org/nato", "Organization", "North Atlantic Treaty Organization", None, acronym=["NATO"]),
            _entry("place/1", "Place", "Springfield", "USA"),
            _entry("place/2", "Place", "Springfield", "CAN"),
        ]
    )


def article(
    id: str, title: str, text: str, actor: Entity, score: float, *others: Entity, published: str = "2031-05-01"
) -> Annotated:
    """Return the record of an article in which somebody meets somebody in Georgia, which the text names."""
    sha = digest(text)
    document = Document(
        iri=document_iri(BASE, sha), id=id, title=title, text=text, published=published, source="Harbour Gazette",
        url=None, sha256=sha,
    )  # fmt: skip
    at = Span(text.index("Georgia"), text.index("Georgia") + len("Georgia"))
    met = Span(text.index("met"), text.index("met") + 3)
    georgia = Entity(
        iri=GEORGIA, type="State", label="Georgia", country="GEO", codes={"iso3166-1-alpha-3": "GEO"},
        point=(44.8, 41.7), link=Link(score=score, reason="largest of 2", runner_up=PEACH), mentions=(at,),
    )  # fmt: skip
    (who,) = named(actor, text).mentions
    claim = Claim(
        source=None, certainty="certain", polarity="positive", temporality="past",
        evidence=Span(0, len(text)), confidence=0.9,
    )  # fmt: skip
    meeting = Event(
        iri=event_iri(document.iri, met.begin, met.end, "Meeting"), type="CONSULT", mode=None, class_="Meeting",
        trigger=met, claims=(claim,),
        participants=(
            Participant(role="actor", entity=actor.iri, span=who), Participant(role="place", entity=GEORGIA, span=at),
        ),
    )  # fmt: skip
    entities = (*(named(e, text) for e in (actor, *others)), georgia)
    return Annotated(document=document, entities=entities, events=(meeting,), relations=())


def named(entity: Entity, text: str) -> Entity:
    """Return an entity with its mentions: where the text has its label."""
    begin = text.index(entity.label)
    return replace(entity, mentions=(Span(begin, begin + len(entity.label)),))


def person(iri: str, label: str, country: str | None = None, *aliases: str) -> Entity:
    """Return a person as a document names it."""
    return Entity(iri=iri, type="Person", label=label, country=country, codes={}, aliases=aliases, mentions=())


def storm() -> Annotated:
    """Return an article about the American Georgia, read as the state."""
    agency = Entity(iri=AGENCY, type="Organization", label="Harbour Agency", codes={}, mentions=())
    return article(
        "storm", "Storm in Savannah", "Anna Kowal of the Harbour Agency met Atlanta's mayor in Georgia.",
        person(ANNA, "Anna Kowal"), 0.55, agency,
    )  # fmt: skip


def visit() -> Annotated:
    """Return an article about the state, with the person's country."""
    return article(
        "visit", "A visit to Tbilisi", "Poland's Anna Kowal met ministers in Georgia.",
        person(ANNA_POL, "Anna Kowal", "POL", "A. Kowal"), 0.9, published="2031-05-02",
    )  # fmt: skip


def talks() -> Annotated:
    """Return an article with another name of the person."""
    return article(
        "talks", "Talks go on", "Hanna Kowalska met officials in Georgia again.",
        person(HANNA, "Hanna Kowalska", "POL"), 0.95, published="2031-05-03",
    )  # fmt: skip


STORM_LINK = link_iri(BASE, storm().document.iri, GEORGIA)
