"""How fast reports are grouped: `python -m benchmarks.happenings [--documents N]`; prints JSON.

Made-up articles of three years: 150 states and 400 places, actors and places by Zipf's law, 5 % of the articles
printed by another publisher too, 20 % telling in other words what an earlier one tells. Times are those of storing
them, of which the share that keeping groups takes, and of the questions that read the groups.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from unittest.mock import patch

from api.happenings import dispute, page, tell
from graph.contradictions import contradictions
from graph.happening_lists import list_happenings
from graph.merged import with_happenings
from graph.store import Store
from ontology.iris import DEFAULT_BASE, digest, document_iri, event_iri, name_iri
from ontology.records import Annotated, Claim, Document, Entity, Event, Measure, Participant, Quantity, Span, Time

STATES, PLACES, PAPERS, DAYS = 150, 400, 80, 3 * 365
COPIED, RETOLD = 0.05, 0.25  # share of articles that are copies; that are copies or tell what another one tells
STATED, DENIED, COUNTED, SPOKEN = 0.4, 0.05, 0.3, 0.3  # of reports: with a day, denied, with dead, by a named source
PAGE = 20
_FIRST = date(2031, 1, 1)
_KINDS = (
    ("Strike", "struck", 8), ("Attack", "attacked", 8), ("Killing", "killed", 6), ("Accusation", "accused", 8),
    ("Condemnation", "condemned", 8), ("Meeting", "met", 10), ("Sanctioning", "sanctioned", 4), ("Clash", "fought", 5),
    ("Deployment", "deployed", 3), ("TreatySigning", "signed", 2), ("Warning", "warned", 6), ("Arrest", "arrested", 5),
    ("Demand", "urged", 6), ("Support", "backed", 6), ("Capture", "captured", 3), ("FinancialAid", "funded", 4),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done, of which articles tell."""

    kind: int
    day: int
    actor: int
    recipient: int
    place: int
    dead: int


class World:
    """Makes articles from a seed: the same ones each time."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self._words = ["".join(self.random.choices("bdfgklmnprstv", k=1) + self.random.choices("aeiou", k=1)
                               + self.random.choices("bdfgklmnprst", k=2) + ["a"]) for _ in range(3000)]  # fmt: skip
        self._weights = {n: list(accumulate(1 / (i + 1) for i in range(n))) for n in (STATES, PLACES, PAPERS, 3000)}
        self._kinds = list(accumulate(weight for _, _, weight in _KINDS))

    def pick(self, count: int) -> int:
        """Return a number below one by Zipf's law."""
        return self.random.choices(range(count), cum_weights=self._weights[count])[0]

    def articles(self, count: int) -> Iterator[Annotated]:
        """Yield articles by date: new ones, copies, and those that tell the deeds of one of the last days."""
        recent: list[tuple[list[Deed], Annotated]] = []
        for number in range(count):
            today, chance = number * DAYS // count, self.random.random()
            known = [each for each in recent if each[0][0].day >= today - 2]
            if known and chance < COPIED:
                yield self._copy(self.random.choice(known)[1], today)
                continue
            old = known and chance < RETOLD
            deeds = (
                self.random.choice(known)[0] if old else [self._deed(today) for _ in range(self.random.randint(4, 12))]
            )
            article = self._article(deeds, today)
            recent = [*(known if len(known) < 400 else known[1:]), (deeds, article)]
            yield article

    def _deed(self, today: int) -> Deed:
        actor, recipient = self.pick(STATES), self.pick(STATES)
        kind = self.random.choices(range(len(_KINDS)), cum_weights=self._kinds)[0]
        recipient = recipient if recipient != actor else (recipient + 1) % STATES
        return Deed(kind, today, actor, recipient, self.pick(PLACES), self.random.randint(1, 60))

    def _copy(self, record: Annotated, today: int) -> Annotated:
        """Return an article as another publisher prints it: with a line of its own at the end."""
        text = f"{record.document.text} Printed by {self._words[self.pick(3000)]}."
        paper = f"Paper {self.pick(PAPERS)}"
        return _moved(record, self._document(text, today, paper))

    def _document(self, text: str, today: int, paper: str) -> Document:
        sha, when = digest(f"{text}{paper}"), (_FIRST + timedelta(today)).isoformat()
        return Document(iri=document_iri(DEFAULT_BASE, sha), id=sha[:8], title=text[:40], text=text,
                        published=f"{when}T08:00:00Z", source=paper, url=None, sha256=sha)  # fmt: skip

    def _article(self, deeds: list[Deed], today: int) -> Annotated:
        parts: list[str] = []
        plans: list[tuple[Deed, int, int, bool, bool, bool, int | None]] = []
        for deed in deeds:
            stated, denied, counted, spoken = (self.random.random() < p for p in (STATED, DENIED, COUNTED, SPOKEN))
            speaker = self.pick(STATES) if spoken else None
            filler = " ".join(self._words[self.pick(3000)] for _ in range(self.random.randint(6, 14)))
            said = "" if speaker is None else f"Minister{speaker} Office{speaker} said "
            did = f"{'never ' if denied else ''}{_KINDS[deed.kind][1]}"
            sentence = f"{said}State{deed.actor} {did} State{deed.recipient} in Town{deed.place} {filler}."
            begin = sum(len(part) + 1 for part in parts)
            parts.append(sentence)
            plans.append((deed, begin, begin + len(sentence), stated, denied, counted, speaker))
        document = self._document(" ".join(parts), today, f"Paper {self.pick(PAPERS)}")
        entities: dict[str, Entity] = {}
        events = tuple(self._event(document, plan, entities) for plan in plans)
        return Annotated(document=document, entities=tuple(entities.values()), events=events, relations=())

    def _event(
        self, document: Document, plan: tuple[Deed, int, int, bool, bool, bool, int | None], entities: dict[str, Entity]
    ) -> Event:
        deed, begin, end, stated, denied, counted, speaker = plan
        class_, verb, _ = _KINDS[deed.kind]

        def at(word: str) -> Span:
            found = document.text.index(f"{word}", begin, end)
            return Span(found, found + len(word))

        def entity(kind: str, iri: str, label: str, country: str | None) -> str:
            known = entities.get(iri)
            mentions = tuple(sorted({*(known.mentions if known else ()), at(label)}))
            entities[iri] = Entity(iri=iri, type=kind, label=label, country=country, codes={}, mentions=mentions)
            return iri

        base, when = DEFAULT_BASE, (_FIRST + timedelta(deed.day)).isoformat()
        parties = {
            "actor": entity("State", f"{base}entity/state/S{deed.actor:03}", f"State{deed.actor}", f"S{deed.actor:03}"),
            "recipient": entity("State", f"{base}entity/state/S{deed.recipient:03}", f"State{deed.recipient}",
                                f"S{deed.recipient:03}"),
            "place": entity("Place", f"{base}entity/place/{deed.place}", f"Town{deed.place}",
                            f"S{deed.place % STATES:03}"),
        }  # fmt: skip
        source = None
        if speaker is not None:
            name = f"Minister{speaker} Office{speaker}"
            source = entity("Person", name_iri(base, "Person", name, f"S{speaker:03}"), name, f"S{speaker:03}")
        dead = float(deed.dead if self.random.random() < 0.6 else deed.dead + self.random.randint(1, 9))
        labels = {"actor": f"State{deed.actor}", "recipient": f"State{deed.recipient}", "place": f"Town{deed.place}"}
        return Event(
            iri=event_iri(document.iri, at(verb).begin, at(verb).end, class_), type="ASSAULT", mode=None, class_=class_,
            trigger=at(verb),
            participants=tuple(Participant(role=r, entity=iri, span=at(labels[r])) for r, iri in parties.items()),
            claims=(Claim(source=source, certainty="certain", polarity="negative" if denied else "positive",
                          temporality="past", evidence=Span(begin, end), confidence=0.9),),
            time=Time(start=when, end=when, span=at(verb)) if stated else None,
            measures=(Measure(kind="killed", quantity=Quantity(low=dead, high=dead, unit=None, span=at(verb))),)
            if counted and class_ in ("Strike", "Attack", "Killing") else (),
        )  # fmt: skip


def _moved(record: Annotated, document: Document) -> Annotated:
    """Return a record as that of another document whose text begins alike."""
    events = tuple(replace(e, iri=e.iri.replace(record.document.iri, document.iri)) for e in record.events)
    return replace(record, document=document, events=events)


def measure(count: int, folder: Path) -> dict[str, object]:
    """Return what storing takes, and seconds for each answer, of a store in a folder."""
    with Store.open(folder / "store") as store:
        return _measured(store, count)


def _measured(store: Store, count: int) -> dict[str, object]:
    spent = [0.0]
    begun = time.thread_time()
    events, slowest = 0, 0.0
    with patch("graph.store.with_happenings", _timed(with_happenings, spent)):
        for record in World().articles(count):
            before = spent[0]
            store.replace(record)
            events, slowest = events + len(record.events), max(slowest, spent[0] - before)
    whole = time.thread_time() - begun
    return {
        "documents": count,
        "events": events,
        "happenings of several reports": _count(store, "?h sr:documentCount ?n"),
        "of several documents": _count(store, "?h sr:documentCount ?n FILTER(?n > 1)"),
        "with contradictions": _count(store, "?h sr:contradictionCount ?n"),
        "processor ms per document": {
            "making and storing it": round(1000 * (whole - spent[0]) / count, 2),
            "keeping happenings": round(1000 * spent[0] / count, 2),
            "keeping happenings, most": round(1000 * slowest, 1),
        },
        "seconds": {name: round(_seconds(lambda ask=ask: ask(store)), 2) for name, ask in _QUESTIONS},  # type: ignore[misc]
        "peak memory in MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _timed(work: Callable[..., object], spent: list[float]) -> Callable[..., object]:
    """Return a function that does the same and adds the seconds that it takes."""

    def run(*args: object, **named: object) -> object:
        begun = time.thread_time()
        try:
            return work(*args, **named)
        finally:
            spent[0] += time.thread_time() - begun

    return run


def _count(store: Store, pattern: str) -> int:
    ((found,),) = store.select(f"SELECT (COUNT(?h) AS ?c) {{ {pattern} }}")
    return int(getattr(found, "value", 0))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _happenings(offset: int = 0, **filters: object) -> Callable[[Store], list[object]]:
    """Return a question for a page of happenings, answered with all that is shown."""

    def ask(store: Store) -> list[object]:
        found, _ = page(list_happenings(store, **filters), PAGE, offset)  # type: ignore[arg-type]
        return [tell(store, each) for each in found]

    return ask


def _contradictions(about: str | None = None) -> Callable[[Store], list[object]]:
    def ask(store: Store) -> list[object]:
        return [dispute(store, each) for each in islice(contradictions(store, about=about), PAGE)]

    return ask


_STATE, _SMALL = f"{DEFAULT_BASE}entity/state/S000", f"{DEFAULT_BASE}entity/state/S120"
_QUESTIONS = (
    ("page of happenings", _happenings(least=2)),
    ("tenth page of happenings", _happenings(offset=9 * PAGE, least=2)),
    ("page of happenings of one document too", _happenings(least=1)),
    ("page of happenings of the most frequent state", _happenings(least=2, about=_STATE)),
    ("page of happenings of a rare state", _happenings(least=2, about=_SMALL)),
    ("page of treaties", _happenings(least=2, class_="TreatySigning")),
    ("20 contradictions", _contradictions()),
    ("20 contradictions about the most frequent state", _contradictions(_STATE)),
    ("20 contradictions about a rare state", _contradictions(_SMALL)),
)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(parser.parse_args().documents, Path(folder)), indent=2))


if __name__ == "__main__":
    main()
