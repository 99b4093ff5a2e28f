"""Decisions of people about identity: same, different, undone. A log that is only added to, in a graph of its own.

A decision is a prov:Activity with who, when and why. An undo is an entry of its own; so is a decision that
contradicts an earlier one about the same entities, which it undoes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal as Either
from typing import cast

from graph.quads import Literal, Quad, in_order
from graph.vocabulary import LABEL, PROV, TYPE, XSD, name_of, term
from ontology.errors import InputError, UnknownError
from ontology.iris import SR, normalise

Verdict = Either["same", "different", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of the log; `when` is a date-time in UTC with whole seconds, `undoes` numbers of earlier entries."""

    number: int
    verdict: Verdict
    about: tuple[str, ...]
    who: str
    when: str
    why: str | None = None
    undoes: tuple[int, ...] = ()


def decisions_graph(base: str) -> str:
    """Return the name of the graph that holds the log."""
    return f"{base}decisions"


def decision_quads(decision: Decision, base: str) -> list[Quad]:
    """Return a decision's quads."""
    graph, iri = decisions_graph(base), f"{base}decision/{decision.number}"
    agent = f"{base}agent/{term('', normalise(decision.who))}"
    found = [
        Quad(iri, TYPE, SR + "Decision", graph),
        Quad(iri, SR + "verdict", SR + decision.verdict, graph),
        Quad(iri, PROV + "wasAssociatedWith", agent, graph),
        Quad(agent, LABEL, Literal(decision.who), graph),
        Quad(iri, PROV + "endedAtTime", Literal(decision.when, XSD + "dateTime"), graph),
    ]
    found += [Quad(iri, SR + "about", other, graph) for other in decision.about]
    found += [Quad(iri, SR + "undoes", f"{base}decision/{number}", graph) for number in decision.undoes]
    if decision.why is not None:
        found.append(Quad(iri, SR + "reason", Literal(decision.why), graph))
    return in_order(found)


def read_decisions(quads: Iterable[Quad]) -> list[Decision]:
    """Return the decisions of a log's quads by number; raises InputError where one is incomplete."""
    nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for q in quads:
        nodes[q.subject][q.predicate].append(q.object.value if isinstance(q.object, Literal) else q.object)
    found = []
    for iri, values in nodes.items():
        if SR + "Decision" not in values[TYPE]:
            continue
        try:
            agent = values[PROV + "wasAssociatedWith"][0]
            verdict = name_of(SR, values[SR + "verdict"][0])
            if verdict not in ("same", "different", "undo"):
                raise ValueError(f"verdict {verdict!r}")
            found.append(
                Decision(
                    number=_number(iri),
                    verdict=cast(Verdict, verdict),
                    about=tuple(sorted(values[SR + "about"])),
                    who=nodes[agent][LABEL][0],
                    when=values[PROV + "endedAtTime"][0],
                    why=next(iter(values[SR + "reason"]), None),
                    undoes=tuple(sorted(map(_number, values[SR + "undoes"]))),
                )
            )
        except (IndexError, ValueError) as error:
            raise InputError(
                f"decision {iri} is incomplete ({error}); it needs verdict, agent with label, time and about"
            ) from error
    return sorted(found, key=lambda d: d.number)


def _number(iri: str) -> int:
    return int(iri.rpartition("/")[2])


def active(log: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that hold: neither undone nor undoing; an undo of an undo brings back what it undid."""
    log = list(log)
    held: dict[int, bool] = {}
    for decision in sorted(log, key=lambda d: -d.number):
        held.setdefault(decision.number, True)
        if held[decision.number]:
            for number in decision.undoes:
                held[number] = False
    return [d for d in log if held[d.number] and d.verdict != "undo"]


def next_decision(
    log: Sequence[Decision], verdict: Verdict, about: Sequence[str], *, who: str, when: str, why: str | None
) -> Decision:
    """Return the decision to add to a log; it undoes what holds about the same entities and contradicts it.

    Raises InputError where it is about fewer than two entities or holds already.
    """
    about = tuple(sorted(set(about)))
    if len(about) < 2:
        raise InputError(f"a decision needs two different entities, not {', '.join(about) or 'none'}; give two")
    if verdict == "different" and len(about) > 2:
        raise InputError("`different` is about two entities; decide pair by pair")
    holding = [d for d in active(log) if set(d.about) == set(about)]
    if any(d.verdict == verdict for d in holding):
        raise InputError(f"decision {holding[0].number} says so already; `decisions` lists what was decided")
    return Decision(
        number=_next(log), verdict=verdict, about=about, who=who, when=when, why=why,
        undoes=tuple(sorted(d.number for d in holding)),
    )  # fmt: skip


def next_undo(log: Sequence[Decision], number: int, *, who: str, when: str, why: str | None) -> Decision:
    """Return the entry that undoes a decision; raises UnknownError, and InputError where it is undone already."""
    known = next((d for d in log if d.number == number), None)
    if known is None:
        raise UnknownError(f"there is no decision {number}; `decisions` lists them")
    if known.verdict == "undo" or known not in active(log):
        raise InputError(f"decision {number} does not hold any more; `decisions` shows what undid it")
    return Decision(number=_next(log), verdict="undo", about=known.about, who=who, when=when, why=why, undoes=(number,))


def _next(log: Iterable[Decision]) -> int:
    return max((d.number for d in log), default=0) + 1
