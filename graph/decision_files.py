"""Decisions in files: the log written as RDF, read back, and the log of one store added to that of another.

A whole export of a store holds its log too. Entities of a store with another base are taken for those of the same
name here, because names derive from content.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from graph.decisions import Decision, active, decisions_graph, read_decisions
from graph.quads import check_iri, line
from graph.store import Store
from graph.store_text import parse_quads, quads_text
from graph.vocabulary import PROV, TYPE
from ontology.errors import InputError
from ontology.iris import SR

_ONCE = (SR + "verdict", PROV + "wasAssociatedWith", PROV + "endedAtTime")


def decisions_text(store: Store, suffix: str) -> bytes:
    """Return the log as a file with one of the suffixes of `FILES`; the same log gives the same bytes."""
    return quads_text(store.quads(decisions_graph(store.base)), suffix)


def parse_decisions(data: bytes, suffix: str, *, base: str) -> list[Decision]:
    """Return the decisions in RDF, by number, as about entities of a store with this base.

    Raises InputError for text that cannot be parsed, that holds no decision or an incomplete one, or the logs of
    several stores.
    """
    quads = {quad._replace(graph="") for quad in parse_quads(data, suffix)}
    decisions = {q.subject for q in quads if q.predicate == TYPE and q.object == SR + "Decision"}
    bases = {iri.rpartition("decision/")[0] for iri in decisions}
    if not bases:
        raise InputError("no decision is in it; give what `decisions` exported, or an export of a whole store")
    counted = Counter((q.subject, q.predicate) for q in quads if q.subject in decisions and q.predicate in _ONCE)
    if len(bases) > 1 or max(counted.values(), default=1) > 1:
        raise InputError("it mixes the logs of several stores; import one at a time")
    return [moved(decision, next(iter(bases)), base) for decision in read_decisions(sorted(quads, key=line))]


def moved(decision: Decision, old: str, new: str) -> Decision:
    """Return a decision about entities below another base, its time written as a store writes it; raises InputError."""
    about = tuple(sorted({new + iri.removeprefix(old) if iri.startswith(old) else iri for iri in decision.about}))
    for iri in about:
        check_iri(iri)
    if len(about) < 2 or (decision.verdict == "different" and len(about) > 2):
        raise InputError(f"decision {decision.number} ({decision.verdict}) is about {len(about)} entities, not two")
    return replace(decision, about=about, when=_moment(decision))


def _moment(decision: Decision) -> str:
    try:
        when = datetime.fromisoformat(decision.when)
    except ValueError as error:
        raise InputError(f"decision {decision.number} has the time {decision.when!r}, which is no date-time") from error
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def new_decisions(log: Iterable[Decision], found: Sequence[Decision]) -> list[Decision]:
    """Return those of a log that another lacks, numbered to follow it; what they undo is numbered so too.

    Two are the same where verdict, entities, person and time are. Raises InputError where one undoes a decision
    that neither has.
    """
    log = list(log)
    known: defaultdict[tuple[object, ...], deque[int]] = defaultdict(deque)
    for decision in log:
        known[_identity(decision)].append(decision.number)
    following = max((d.number for d in log), default=0) + 1
    numbers: dict[int, int] = {}
    added: list[Decision] = []
    for decision in sorted(found, key=lambda d: d.number):
        if same := known[_identity(decision)]:
            numbers[decision.number] = same.popleft()
            continue
        if missing := set(decision.undoes) - numbers.keys():
            raise InputError(f"decision {decision.number} undoes decision {min(missing)}, which is not there")
        numbers[decision.number] = following + len(added)
        undoes = tuple(sorted(numbers[number] for number in decision.undoes))
        added.append(replace(decision, number=numbers[decision.number], undoes=undoes))
    return added


def _identity(decision: Decision) -> tuple[object, ...]:
    return decision.verdict, frozenset(decision.about), decision.who, decision.when


def contradictions(log: Iterable[Decision]) -> list[tuple[Decision, Decision]]:
    """Return each decision that holds and takes for one what another that holds keeps apart, with that one."""
    held = active(log)
    apart = [d for d in held if d.verdict == "different"]
    return [(one, two) for one in held if one.verdict == "same" for two in apart if {*two.about} <= {*one.about}]
