"""Which time expression belongs to which event."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.evoking import Evoker
from ingest.layers import Finding, When


def times_by_owner(evoker: Evoker, times: Iterable[When]) -> dict[int, When]:
    """Return time expressions by the predicate or noun that they belong to."""
    tree = evoker.roles.tree
    found: dict[int, When] = {}
    fronted: dict[int, When] = {}
    for when in times:
        owner = tree.heads[when.head]
        if owner not in tree.frames:
            owners = [f.predicate for f, a in tree.governors.get(when.head, ()) if a.role == "ARGM-TMP"]
            while not owners and tree.heads[owner] != owner and tree.bases[owner] in {"obl", "nmod"}:
                owner = tree.heads[owner]
                owners = [owner] if owner in tree.frames else []
            owner = owners[0] if owners else owner
        found.setdefault(owner, when)
        if when.head < owner and not any(tree.bases[c] == "nsubj" and c < when.head for c in tree.children[owner]):
            for content in _contents(evoker, owner):  # "On Tuesday, the ministry said rebels had seized the town"
                fronted.setdefault(content, when)
    return {**fronted, **found}


def _contents(evoker: Evoker, predicate: int) -> list[int]:
    """Return the heads of what a reporting predicate reports; none for other predicates."""
    frame = evoker.roles.tree.frames.get(predicate)
    known = evoker.roles.attribution.reporting.get(frame.roleset) if frame is not None else None
    return [a.head for a in frame.arguments if a.role == known.content] if frame is not None and known else []


def date_event(evoker: Evoker, event: Finding, times: dict[int, When]) -> When | None:
    """Return an event's time: its own, its light verb's, or for a noun that of the verb around it."""
    tree = evoker.roles.tree
    for token in (event.trigger, event.anchor):
        if token in times:
            return times[token]
    if tree.pos[event.trigger] != "NOUN":
        return None
    for frame, argument in tree.governors.get(event.anchor, ()):
        reports = frame.roleset in evoker.roles.attribution.reporting
        if not reports and not argument.role.startswith("ARGM-T") and frame.predicate in times:
            return times[frame.predicate]
    return None
