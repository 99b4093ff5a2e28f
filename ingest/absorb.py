"""Which of the events that words evoke are one: a verb and its noun, a speech act and what it is about."""

from __future__ import annotations

from dataclasses import replace

from ingest.evoking import Evoker, Match
from ingest.layers import Finding, Slot

ABOUT = frozenset({"content"})
CLAUSES = frozenset({"xcomp", "ccomp"})
INHERITED = frozenset({"theme", "instrument", "origin", "destination", "place", "topic"})
UNREAL = frozenset({"VB", "VBG"})


def drop_repeated(evoker: Evoker, matches: list[Match]) -> list[Match]:
    """Leave out a noun whose verb already evokes the same class ("staged a protest", "launched the attack")."""
    tree = evoker.roles.tree
    by_token = {m.token: m for m in matches}
    kept: list[Match] = []
    for match in matches:
        if tree.pos[match.token] == "NOUN":
            whole = by_token.get(tree.heads[match.token])
            if whole is not None and tree.lemmas[match.token] in whole.evocation.cue.split()[:-1]:
                continue  # the arrest of "arrest warrant"
            above = [by_token.get(predicate) for predicate, _ in evoker.roles.governing(match.token)]
            if any(m is not None and m.evocation.event_class == match.evocation.event_class for m in above):
                continue
        kept.append(match)
    return kept


def absorb(evoker: Evoker, matches: list[Match], findings: list[Finding]) -> list[Finding]:
    """Leave out events that others speak of or are evoked by ("refused to meet", "lifted the curfew").

    The other event takes over themes, instruments and places that it lacks. What is accused or praised is left in
    place: the ontology says which types keep their content.
    """
    at = {token: n for n, found in enumerate(findings) for token in (found.trigger, found.anchor)}
    gone: set[int] = set()
    kept = list(findings)
    for number in sorted(range(len(matches)), key=lambda n: -matches[n].token):  # inner ones mostly come later
        for head in _about(evoker, matches[number]):
            inner = at.get(head)
            if inner is None or inner == number or inner in gone:
                continue
            if _is_part(evoker, kept[number], kept[inner]):
                kept[number] = replace(kept[number], slots=_take_over(kept[number].slots, kept[inner].slots))
                gone.add(inner)
    return [found for number, found in enumerate(kept) if number not in gone]


def _about(evoker: Evoker, match: Match) -> list[int]:
    """Return the heads that a match is about: its content, clauses beneath it, and nouns that made it evoke."""
    tree, evocation = evoker.roles.tree, match.evocation
    type_ = evoker.types.types[evoker.types.classes[evocation.event_class].parent]
    found: list[int] = []
    for role, heads in match.roles.items() if not type_.keeps_content else ():
        conditions = evocation.when.get(role, frozenset())
        named = evocation.kind == "roleset" and bool(conditions) and "Any" not in conditions
        for head in heads:
            if evocation.slots.get(role) in ABOUT or (named and tree.pos[head] == "NOUN"):
                found += tree.conjuncts(head)
    for child in tree.children[match.token]:  # "summoned the ambassador to complain"
        inner = evoker.match(child) if tree.bases[child] in {"advcl", "xcomp"} else None
        if inner is not None and inner.evocation.event_class == evocation.event_class:
            found.append(child)
    if type_.quad.startswith("verbal") and not type_.keeps_content:
        clauses = CLAUSES if tree.pos[match.token] != "NOUN" else {"acl"}
        for child in tree.children[match.token]:
            if tree.bases[child] in clauses and tree.deps[child] != "acl:relcl":
                found += tree.conjuncts(child)
    return found


def _is_part(evoker: Evoker, outer: Finding, inner: Finding) -> bool:
    """Tell whether an inner event has no standing of its own: it is not worded as done, nor as another's words."""
    tree = evoker.roles.tree
    if tree.pos[inner.trigger] == "NOUN":
        begin, end = tree.left[inner.trigger], tree.right[inner.trigger]
        own = any(s.role == "actor" and begin <= s.begin < end for s in inner.slots)
        if own and evoker.types.classes[inner.class_name].quad.startswith("verbal"):
            return False
        if inner.anchor in {inner.trigger, outer.trigger}:
            return True
    return not _is_finite(evoker, inner.anchor)


def _is_finite(evoker: Evoker, verb: int) -> bool:
    """Tell whether a verb states what is or was: a tensed form without a modal."""
    tree = evoker.roles.tree
    helpers = {tree.tags[c] for c in tree.children[verb] if tree.bases[c] in {"aux", "cop"}}
    if tree.tags[verb] in UNREAL and not helpers - {"MD", "VB"}:
        return False
    return "MD" not in helpers and "VB" not in helpers


def _take_over(slots: tuple[Slot, ...], inner: tuple[Slot, ...]) -> tuple[Slot, ...]:
    present = {s.role for s in slots}
    entities = {s.entity for s in slots}
    return slots + tuple(s for s in inner if s.role in INHERITED - present and s.entity not in entities)
