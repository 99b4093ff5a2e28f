"""Why several entities are taken for one: the ties by rule and by decision that join them."""

from __future__ import annotations

from graph.clusters import Verdicts, component
from graph.decisions import active
from graph.identity import Tie
from graph.merged import KEY
from graph.quads import Literal
from graph.store import Store


def reasons(store: Store, iri: str) -> dict[str, Tie]:
    """Return for each entity that another stands for, which is given, the best tie that it has to one of them."""
    members = store.resolution().members(iri)
    if members == {iri}:
        return {}

    def keys(member: str) -> set[str]:
        return {q.object.value for q in store.find(member, KEY, None, "") if isinstance(q.object, Literal)}

    def holders(key: str) -> set[str]:
        return {q.subject for q in store.find(None, KEY, Literal(key), "")}

    _, ties = component(members, keys, holders, Verdicts(active(store.decisions())))
    best: dict[str, Tie] = {}
    for tie in sorted(ties, key=lambda t: (-t.score, t.one, t.other)):
        if tie.one in members and tie.other in members:
            for member in {tie.one, tie.other} - {iri}:
                best.setdefault(member, tie)
    return best
