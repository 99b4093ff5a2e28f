"""Two small hand-made records: an affirmed, a denied, a hedged and a planned claim, and a standing relation."""

from __future__ import annotations

from ontology.iris import DEFAULT_BASE, described_iri, digest, document_iri, entry_iri, event_iri, name_iri
from ontology.records import Annotated, Claim, Document, Entity, Event, Participant, Relation, Span, Time

BASE = DEFAULT_BASE
TEXT = (
    "Norway sent 300 soldiers to Latvia on Monday, the Baltic Courier reported.\n"
    "Latvia denied that the soldiers had crossed the border.\n"
    "Norway may ship tanks to Riga, the Institute of Strategy said. "
    "Norway will hold an exercise in Latvia next year. Norway is allied with Latvia."
)
SECOND = "Norway withdrew its soldiers from Latvia, the Baltic Courier reported."


def span(text: str, words: str, nth: int = 0) -> Span:
    """Return the span of the nth occurrence of some words."""
    begin = -1
    for _ in range(nth + 1):
        begin = text.index(words, begin + 1)
    return Span(begin, begin + len(words))


def make_document(text: str, *, id: str, title: str | None, source: str | None, published: str | None) -> Document:
    """Return a document with its IRI and hash."""
    sha = digest(text)
    return Document(
        iri=document_iri(BASE, sha), id=id, title=title, text=text, published=published, source=source,
        url="https://news.example/1", sha256=sha,
    )  # fmt: skip


NORWAY, LATVIA = entry_iri(BASE, "state/NOR"), entry_iri(BASE, "state/LVA")
RIGA, COURIER = entry_iri(BASE, "place/456172"), name_iri(BASE, "Organization", "Baltic Courier")
INSTITUTE = name_iri(BASE, "Organization", "Institute of Strategy")


def entity(iri: str, type: str, label: str, *mentions: Span, country: str | None = None) -> Entity:
    """Return an entity."""
    codes = {"iso3166-1-alpha-3": country} if type == "State" and country else {}
    return Entity(iri=iri, type=type, label=label, country=country, codes=codes, mentions=tuple(sorted(mentions)))


def event(
    document: Document, trigger: Span, class_: str, type: str, participants: dict[str, tuple[str, Span]], claim: Claim,
    mode: str | None = None, time: Time | None = None,
) -> Event:  # fmt: skip
    """Return an event with one claim."""
    return Event(
        iri=event_iri(document.iri, trigger.begin, trigger.end, class_), type=type, mode=mode, class_=class_,
        trigger=trigger, time=time, claims=(claim,),
        participants=tuple(Participant(role=role, entity=iri, span=at) for role, (iri, at) in participants.items()),
    )  # fmt: skip


def first() -> Annotated:
    """Return the record of the first article."""
    document = make_document(
        TEXT, id="courier-1", title="Soldiers in Latvia", source="Baltic Courier", published="2024-05-14"
    )
    soldiers = described_iri(document.iri, *_pair(span(TEXT, "300 soldiers")))
    tanks = described_iri(document.iri, *_pair(span(TEXT, "tanks")))
    evidence = {
        "sent": Span(0, TEXT.index("\n")),
        "denied": span(TEXT, "Latvia denied that the soldiers had crossed the border."),
        "ship": span(TEXT, "Norway may ship tanks to Riga"),
        "hold": span(TEXT, "Norway will hold an exercise in Latvia next year."),
    }
    events = (
        event(
            document, span(TEXT, "sent"), "Deployment", "MOBILIZE",
            {"actor": (NORWAY, span(TEXT, "Norway")), "theme": (soldiers, span(TEXT, "300 soldiers")),
             "destination": (LATVIA, span(TEXT, "Latvia"))},
            Claim(source=COURIER, certainty="certain", polarity="positive", temporality="past",
                  evidence=evidence["sent"], confidence=0.9, cue=span(TEXT, "reported")),
            mode="troops", time=Time(start="2024-05-13", end="2024-05-13", span=span(TEXT, "Monday")),
        ),
        event(
            document, span(TEXT, "crossed"), "TroopMovement", "MOBILIZE",
            {"actor": (soldiers, span(TEXT, "the soldiers")), "destination": (LATVIA, span(TEXT, "Latvia", 1))},
            Claim(source=LATVIA, certainty="certain", polarity="negative", temporality="past",
                  evidence=evidence["denied"], confidence=0.8, cue=span(TEXT, "denied")),
        ),
        event(
            document, span(TEXT, "ship"), "ArmsTransfer", "AID",
            {"actor": (NORWAY, span(TEXT, "Norway", 1)), "theme": (tanks, span(TEXT, "tanks")),
             "destination": (RIGA, span(TEXT, "Riga"))},
            Claim(source=INSTITUTE, certainty="possible", polarity="positive", temporality="present",
                  evidence=evidence["ship"], confidence=0.7, cue=span(TEXT, "may")),
        ),
        event(
            document, span(TEXT, "exercise"), "Exercise", "MOBILIZE",
            {"actor": (NORWAY, span(TEXT, "Norway", 2)), "place": (LATVIA, span(TEXT, "Latvia", 2))},
            Claim(source=None, certainty="certain", polarity="positive", temporality="future",
                  evidence=evidence["hold"], confidence=0.8, cue=span(TEXT, "will")),
        ),
    )  # fmt: skip
    last = "Norway is allied with Latvia."
    relation = Relation(
        subject=NORWAY, predicate="alliedWith", object=LATVIA, subject_span=span(TEXT, "Norway", 3),
        object_span=span(TEXT, "Latvia", 3), evidence=span(TEXT, last), confidence=0.6,
    )  # fmt: skip
    entities = (
        entity(NORWAY, "State", "Norway", *(span(TEXT, "Norway", n) for n in range(4)), country="NOR"),
        entity(LATVIA, "State", "Latvia", *(span(TEXT, "Latvia", n) for n in range(4)), country="LVA"),
        entity(RIGA, "Place", "Riga", span(TEXT, "Riga"), country="LVA"),
        entity(COURIER, "Organization", "Baltic Courier", span(TEXT, "Baltic Courier")),
        entity(INSTITUTE, "Organization", "Institute of Strategy", span(TEXT, "Institute of Strategy")),
        entity(
            soldiers, "Force", "300 soldiers", span(TEXT, "300 soldiers"), span(TEXT, "the soldiers"), country="NOR"
        ),
        entity(tanks, "Weapon", "tanks", span(TEXT, "tanks")),
    )
    return Annotated(
        document=document, entities=tuple(sorted(entities, key=lambda e: e.iri)), events=events, relations=(relation,)
    )


def _pair(found: Span) -> tuple[int, int]:
    return found.begin, found.end


def second() -> Annotated:
    """Return the record of the second article, without a title."""
    document = make_document(SECOND, id="courier-2", title=None, source="Baltic Courier", published="2024-06-02")
    soldiers = described_iri(document.iri, *_pair(span(SECOND, "its soldiers")))
    withdrawal = event(
        document, span(SECOND, "withdrew"), "Withdrawal", "RETREAT",
        {"actor": (NORWAY, span(SECOND, "Norway")), "theme": (soldiers, span(SECOND, "its soldiers")),
         "origin": (LATVIA, span(SECOND, "Latvia"))},
        Claim(source=COURIER, certainty="certain", polarity="positive", temporality="past",
              evidence=Span(0, len(SECOND)), confidence=0.9),
        mode="withdraw",
    )  # fmt: skip
    entities = (
        entity(NORWAY, "State", "Norway", span(SECOND, "Norway"), country="NOR"),
        entity(LATVIA, "State", "Latvia", span(SECOND, "Latvia"), country="LVA"),
        entity(COURIER, "Organization", "Baltic Courier", span(SECOND, "Baltic Courier")),
        entity(soldiers, "Force", "its soldiers", span(SECOND, "its soldiers"), country="NOR"),
    )
    return Annotated(
        document=document, entities=tuple(sorted(entities, key=lambda e: e.iri)), events=(withdrawal,), relations=()
    )


def hostile(payload: str) -> Annotated:
    """Return a record with a payload in every field that a stranger can fill."""
    text = f"{payload} attacked {payload} on Monday. The end."
    document = make_document(text, id=payload, title=payload, source=payload, published="2024-05-14")
    one, two = span(text, payload), span(text, payload, 1)
    attacker = name_iri(BASE, "Organization", payload)
    victim = described_iri(document.iri, two.begin, two.end)
    attack = event(
        document, span(text, "attacked"), "Strike", "ASSAULT", {"actor": (attacker, one), "recipient": (victim, two)},
        Claim(source=attacker, certainty="certain", polarity="positive", temporality="past",
              evidence=Span(0, text.index(". The end") + 1), confidence=0.9),
    )  # fmt: skip
    entities = (entity(attacker, "Organization", payload, one), entity(victim, "Group", payload, two))
    return Annotated(
        document=document, entities=tuple(sorted(entities, key=lambda e: e.iri)), events=(attack,), relations=()
    )


PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script><svg onload=alert(3)>",
    "' onmouseover='alert(4)",
    "javascript:alert(5)",
    "{{ 7 * 7 }} {% raw %}",
    "<!--<script>",
)
