"""Decisions as they are listed: what they are about in words, and whether they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.entries import Entries
from api.identity import Outcome, undone
from api.links import page_of
from api.portrait import label_of, row_json, title_of
from api.reports import is_report, report_label
from graph.decisions import Decision
from graph.store import Store
from ontology.iris import linked


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision, what the entities that it is about are called in its order, and which decision undid it."""

    decision: Decision
    labels: tuple[str, ...]
    undone_by: int | None

    @property
    def state(self) -> str:
        """Return in words whether it holds."""
        if self.undone_by is not None:
            return f"undone by {self.undone_by}"
        return "" if self.decision.verdict == "undo" else "holds"


def decision_rows(store: Store, entries: Entries, chosen: Sequence[Decision] | None = None) -> list[DecisionRow]:
    """Return decisions as they are listed, all of them where none are chosen."""
    log = store.decisions()
    by = undone(log)
    return [
        DecisionRow(
            decision=each, labels=tuple(said_of(store, entries, iri) for iri in each.about),
            undone_by=by.get(each.number),
        )
        for each in (log if chosen is None else chosen)
    ]  # fmt: skip


def said_of(store: Store, entries: Entries, iri: str) -> str:
    """Return what an entity is called, or what a link or a report is in words."""
    if is_report(store, iri):
        return report_label(store, iri)
    link = linked(store.base, iri)
    if link is None:
        return label_of(store, entries, iri)
    document, entity = link
    return f"{label_of(store, entries, entity)} in “{title_of(store, document)}”"


def decision_json(row: DecisionRow, base: str) -> dict[str, Any]:
    """Return a decision as JSON."""
    made = row.decision
    iri = f"{base}decision/{made.number}"
    return {
        "number": made.number, "iri": iri, "page": page_of(iri, base), "verdict": made.verdict,
        "about": [{"iri": iri, "label": label} for iri, label in zip(made.about, row.labels, strict=True)],
        "who": made.who, "when": made.when, "why": made.why, "undoes": list(made.undoes),
        "holds": row.state == "holds", "undone_by": row.undone_by,
    }  # fmt: skip


def outcome_json(store: Store, entries: Entries, outcome: Outcome) -> dict[str, Any]:
    """Return a decision that was taken as JSON, with what now stands for each entity that it is about."""
    (row,) = decision_rows(store, entries, [outcome.decision])
    now = [{"about": iri, **row_json(target, store.base)} for iri, target in outcome.now]
    return {**decision_json(row, store.base), "now": now}
