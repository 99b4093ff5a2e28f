"""Deciding who is who: what the names in a decision mean, whether they can be one, and what a decision changes."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Literal

from api.entries import Entries
from api.lookup import EntityRow
from api.names import Candidate, candidates, iris_of, several, the_document
from api.reports import REPORT, first_report, is_report, report_label, report_row
from api.resolved import is_entity, row_of, said, stands_for
from graph.decision_files import contradictions, new_decisions, parse_decisions
from graph.decisions import Decision, next_decision, next_undo
from graph.happenings import Happenings
from graph.store import Store
from graph.vocabulary import LABEL, TYPE, name_of
from ontology.errors import InputError, UnknownError
from ontology.iris import SR, link_iri, linked, normalise
from ontology.records import Annotated, Entity

_ALIKE = (
    frozenset({"Organization", "MilitaryUnit", "Group", "Force"}),
    frozenset({"Place", "Facility", "State"}),
    frozenset({"Weapon", "Platform"}),
)  # types that two texts, or a text and the gazetteer, may give to one entity
_NEAR = 8  # entities of a document told in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a decision is about: an entity under one of its names, or what one document calls so.

    `type` is None for a document's link: its type is that of what it was read as, which is what one contests.
    """

    iri: str
    label: str
    type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A decision as somebody asks for it; with `within` the first name is what that document calls somebody so.

    One name is enough where `within` is given: the other is then what the document was read to mean. `force` joins
    entities of types that exclude each other.
    """

    verdict: Literal["same", "different"]
    names: tuple[str, ...]
    who: str
    why: str | None = None
    within: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision that was taken, and what now stands for each entity that it is about, in its order."""

    decision: Decision
    now: tuple[tuple[str, EntityRow], ...]


def who_decides(name: str | None) -> str:
    """Return the name of who decides: the one given, else that of the login; raises InputError."""
    try:
        name = " ".join((getpass.getuser() if name is None else name).split())
        name.encode()
    except (KeyError, OSError, ImportError) as error:
        raise InputError("the login has no name; say who decides with --by NAME or SITREP_USER") from error
    except UnicodeEncodeError as error:
        raise InputError(f"the name of who decides is not UTF-8: {name!r}") from error
    if not name:
        raise InputError("the name of who decides is empty; give one with --by NAME or SITREP_USER")
    return name


def now() -> str:
    """Return the time in UTC with whole seconds, as decisions have it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def decide(store: Store, entries: Entries, wanted: Wanted) -> Outcome:
    """Take a decision, and return it with what it made of those that it is about.

    Raises UnknownError for a name that neither the store nor the gazetteer has, and InputError for one of several,
    for types that exclude each other, and for a decision that another one stands against.
    """
    subjects = _subjects(store, entries, wanted)
    if len({subject.iri for subject in subjects}) < 2:
        raise InputError(_one_alone(store, wanted.names, subjects[0]))
    if 0 < sum(subject.type == REPORT for subject in subjects) < len(subjects):
        raise InputError("an event and an entity cannot be decided about together; give events alone or entities alone")
    if wanted.verdict == "same" and not wanted.force:
        _check_types(subjects)
    log = store.decisions()
    about = [subject.iri for subject in subjects]
    made = next_decision(log, wanted.verdict, about, who=wanted.who, when=now(), why=_reason(wanted.why))
    for one, other in contradictions([*log, made]):
        if one is made:
            apart = " and ".join(other.about)
            raise InputError(f"decision {other.number} keeps {apart} apart; undo it first: sitrep undo {other.number}")
    store.decide(made, entries=_described(store, entries, made.about))
    return _outcome(store, made)


def undo(store: Store, number: int, *, who: str, why: str | None) -> Outcome:
    """Undo a decision; raises UnknownError, and InputError where it does not hold any more."""
    made = next_undo(store.decisions(), number, who=who, when=now(), why=_reason(why))
    store.decide(made)
    return _outcome(store, made)


def _reason(why: str | None) -> str | None:
    return None if why is None else why.strip() or None


def _outcome(store: Store, decision: Decision) -> Outcome:
    happenings = Happenings(store)
    standing = {iri: first_report(happenings, iri) or stands_for(store, iri) for iri in decision.about}
    return Outcome(decision=decision, now=tuple((iri, line_of(store, target)) for iri, target in standing.items()))


def line_of(store: Store, iri: str) -> EntityRow:
    """Return what is said of an entity in one line, also where no document mentions it."""
    if is_report(store, iri):
        return report_row(store, iri)
    tail = iri.rpartition("/")[2]
    return row_of(store, iri) or EntityRow(iri=iri, label=tail, type="Thing", country=None, documents=0)


def import_decisions(store: Store, entries: Entries, found: Sequence[Decision]) -> list[Decision]:
    """Add those decisions of another log that are not there yet, renumbered; returns them."""
    added = new_decisions(store.decisions(), found)
    if added:
        described = _described(store, entries, sorted({iri for decision in added for iri in decision.about}))
        store.decide(*added, entries=described)
    return added


def import_text(store: Store, entries: Entries, data: bytes, suffix: str) -> list[Decision]:
    """Add the decisions in RDF that are not there yet; returns them, raises InputError."""
    return import_decisions(store, entries, parse_decisions(data, suffix, base=store.base))


def undone(log: Sequence[Decision]) -> dict[int, int]:
    """Return for each decision that does not hold any more the number of the one that undid it."""
    by: dict[int, int] = {}
    for decision in sorted(log, key=lambda d: -d.number):
        if decision.number not in by:
            by |= dict.fromkeys(decision.undoes, decision.number)
    return by


def opposed(log: Sequence[Decision], among: Sequence[Decision]) -> list[tuple[Decision, Decision]]:
    """Return the decisions that say `same` against one that says `different`, where one of them is among some."""
    numbers = {decision.number for decision in among}
    return [pair for pair in contradictions(log) if numbers & {pair[0].number, pair[1].number}]


def _described(store: Store, entries: Entries, about: Sequence[str]) -> list[Entity]:
    return [found for iri in about if (found := entries.entity(iri)) is not None]


def _subjects(store: Store, entries: Entries, wanted: Wanted) -> list[Subject]:
    if wanted.within is None:
        return [find_subject(store, entries, name) for name in wanted.names]
    record = store.record(the_document(store, wanted.within).iri)
    if not wanted.names:
        raise InputError("no name given; say what the document calls somebody")
    read = _read_in(store, record, wanted.names[0])
    base, document = store.base, record.document.iri
    own = read.iri.startswith(f"{document}/")  # nobody else has it, so its own IRI is what to decide about
    first = Subject(
        iri=read.iri if own else link_iri(base, document, read.iri),
        label=read.label, type=read.type if own else None,
    )  # fmt: skip
    if len(wanted.names) == 1 and not own:
        return [first, Subject(iri=read.iri, label=read.label, type=read.type)]
    return [first, *(find_subject(store, entries, name) for name in wanted.names[1:])]


def find_subject(store: Store, entries: Entries, name: str) -> Subject:
    """Return what a name means: an IRI or its end, the label of a stored entity, else a name of the gazetteer.

    Raises UnknownError where nobody has it, InputError where several have or it is no entity's.
    """
    try:
        found = candidates(store, name, documents=False)
    except UnknownError as error:
        return _entry(store, entries, name, error)
    if len(found) > 1:
        raise several(name, found)
    return _stored(store, entries, found[0].iri)


def _stored(store: Store, entries: Entries, iri: str) -> Subject:
    if is_report(store, iri):
        return Subject(iri=iri, label=report_label(store, iri), type=REPORT)
    if not is_entity(store.base, iri):
        raise InputError(f"{iri} is no entity or event; decisions are about these and about links of documents")
    link = linked(store.base, iri)
    if link is not None:
        return Subject(iri=iri, label=said(store, link[1], LABEL, link[0]) or iri, type=None)
    entry = entries.entity(iri)
    type_ = said(store, iri, TYPE)
    return Subject(
        iri=iri, label=said(store, iri, LABEL) or (iri if entry is None else entry.label),
        type=name_of(SR, type_) if type_ is not None and type_.startswith(SR) else entry.type if entry else None,
    )  # fmt: skip


def _entry(store: Store, entries: Entries, name: str, error: UnknownError) -> Subject:
    by_key = (entries.entity(iri) for iri in iris_of(name, store.base))
    found = [entry for entry in by_key if entry is not None] or entries.named(name)
    if not found:
        raise UnknownError(f"{error}; the gazetteer has no such name or key either") from error
    if len(found) > 1:
        keyed = [
            Candidate(iri=e.iri.removeprefix(f"{store.base}entity/"), label=e.label, kind=e.type, country=e.country,
                      documents=0)
            for e in found
        ]  # fmt: skip
        raise several(name, keyed) from error
    return Subject(iri=found[0].iri, label=found[0].label, type=found[0].type)


def _read_in(store: Store, record: Annotated, name: str) -> Entity:
    """Return the entity of a document, as it was read, that a name fits: IRI, label, alias, or words of the text."""
    document, resolution, wanted = record.document, store.resolution(), normalise(name)
    iris = set(iris_of(name, store.base))
    words = [{normalise(document.text[m.begin : m.end]) for m in entity.mentions} for entity in record.entities]
    link = [link_iri(store.base, document.iri, entity.iri) for entity in record.entities]
    for found in (
        [e for e, own in zip(record.entities, link, strict=True) if e.iri in iris or own in iris],
        [e for e in record.entities if wanted in map(normalise, (e.label, *e.aliases))],
        [e for e, written in zip(record.entities, words, strict=True) if wanted in written],
        [e for e in record.entities if resolution.of(e.iri, document.iri) in iris],
    ):
        if len(found) > 1:
            listed = [Candidate(iri=e.iri, label=e.label, kind=e.type, country=e.country, documents=1) for e in found]
            raise several(name, listed)
        if found:
            return found[0]
    near = ", ".join(sorted({entity.label for entity in record.entities})[:_NEAR])
    raise UnknownError(f"{document.id} was not read to mention {name!r}; it mentions {near or 'nobody'}")


def _check_types(subjects: Sequence[Subject]) -> None:
    for one, other in combinations(subjects, 2):
        if not are_compatible(one.type, other.type):
            raise InputError(
                f"{one.label} is of type {one.type}, {other.label} of type {other.type}: they cannot be one; "
                "if the reader took one of them for the wrong kind of thing, decide with --force"
            )


def are_compatible(one: str | None, other: str | None) -> bool:
    """Tell whether an entity of one type can be one of another type; None is unknown and fits all."""
    if one is None or other is None or one == other or "Thing" in (one, other):
        return True
    return any({one, other} <= group for group in _ALIKE)


def _one_alone(store: Store, names: Sequence[str], subject: Subject) -> str:
    """Return why there is only one entity where two are needed, with the names that it is made of."""
    members = sorted(store.resolution().members(subject.iri) - {subject.iri})
    if len(names) < 2:
        return "a decision needs two names; give another one"
    made = f"; it is made of {', '.join([subject.iri, *members])}" if members else ""
    both = " and ".join(map(repr, names))
    return f"{both} both mean {subject.label} ({subject.iri}), and a decision needs two{made}; give two IRIs"
