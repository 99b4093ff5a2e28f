"""Fill the slots of an event from its arguments and dependents."""

from __future__ import annotations

from ingest.evoking import ACTORS, Evoker, Match
from ingest.layers import Mention, Slot

BESIDE = ("alongside", "beside")
DIRECTIONS = {"from": "origin", "to": "destination", "into": "destination", "toward": "destination",
              "towards": "destination", "onto": "destination"}  # fmt: skip
PREMODIFIERS = frozenset({"compound", "amod"})
WHERE = frozenset({"place", "origin", "destination"})
SITES = frozenset({"Place", "State", "Facility", "Organization", "Building", "Platform"})
OBLIQUES = {
    "to": ("destination", "recipient"), "into": ("destination",), "from": ("origin",), "in": ("place",),
    "at": ("place",), "near": ("place",), "against": ("recipient",), "on": ("recipient",), "with": ("recipient",),
    **dict.fromkeys(BESIDE, ("actor",)),
}  # fmt: skip


def fill(evoker: Evoker, match: Match) -> list[Slot]:
    """Return the slots of an event that its own arguments or dependents fill."""
    slots: list[Slot] = []
    for role, slot in match.evocation.slots.items():
        for head in match.roles.get(role, ()):
            known = _premodifier_slot(evoker, slot, head) if role in PREMODIFIERS else slot
            slots += slots_of(evoker, _sided(evoker, match, known, head), head)
    if match.evocation.kind == "noun":
        slots += [s for case in BESIDE for head in match.roles.get(case, ()) for s in slots_of(evoker, "actor", head)]
        _add_frame(evoker, match, slots)
        _add_modifiers(evoker, match, slots, match.evocation.slots.get("poss"))
    else:
        _add_adjuncts(evoker, match, slots)
    return slots


def _sided(evoker: Evoker, match: Match, slot: str, head: int) -> str:
    """Let who one fights beside act too, and who one fights for be no enemy, whatever the reader takes them for."""
    case = evoker.roles.tree.case(head)
    if case in BESIDE:
        return "actor"
    violent = evoker.types.classes[match.evocation.event_class].parent == "ASSAULT"
    return "purpose" if violent and slot == "recipient" and case == "for" else slot


def _premodifier_slot(evoker: Evoker, slot: str, head: int) -> str:
    """Let a state or an organisation before a noun act in it ("US missile strike"); a place is where it is."""
    kinds = evoker.roles.kinds(head)
    if slot in {"actor", "recipient"}:
        return slot if kinds & ACTORS else "-"
    if slot != "instrument" or not kinds:
        return slot
    return "place" if "Place" in kinds else slot if kinds <= {"Weapon", "Platform", "Thing"} else "actor"


def _add_frame(evoker: Evoker, match: Match, slots: list[Slot]) -> None:
    """Fill what a noun's dependents leave empty from its frame, as the same class's rolesets read it."""
    frame = evoker.roles.tree.frames.get(match.token)
    if frame is None:
        return
    same = [e for e in evoker.types.by_roleset.get(frame.roleset, ()) if e.event_class == match.evocation.event_class]
    known = same[0].slots if same else {"ARG0": match.evocation.slots.get("by", "-"), "ARGM-LOC": "place"}
    filled = {s.role for s in slots}
    for argument in frame.arguments:
        slot = known.get(argument.role, "-")
        if slot == "theme":  # "completed deployment to the front": where to, whatever the reader calls it
            slot = DIRECTIONS.get(evoker.roles.tree.case(argument.head), slot)
        if slot not in filled and argument.head != match.token:
            slots += slots_of(evoker, slot, argument.head)


def _add_modifiers(evoker: Evoker, match: Match, slots: list[Slot], slot: str | None) -> None:
    """Let an adjective of nationality fill the possessor's slot where nothing else does."""
    tree = evoker.roles.tree
    if slot is None or any(s.role == slot for s in slots):
        return
    for child in tree.children[match.token]:
        mention = evoker.roles.mention(child)
        if tree.bases[child] in {"amod", "compound"} and mention is not None and mention.kind == "modifier":
            slots += slots_of(evoker, slot, child)


def _add_adjuncts(evoker: Evoker, match: Match, slots: list[Slot]) -> None:
    """Read companions as actors, directions by preposition, and a nominal predicate's dependents as its roles."""
    tree, known = evoker.roles.tree, match.evocation.slots
    if "ARGM-COM" not in known:
        for head in match.roles.get("ARGM-COM", ()):
            slots += slots_of(evoker, "actor", head)
    if "ARGM-DIR" not in known:
        for head in match.roles.get("ARGM-DIR", ()):
            slots += slots_of(evoker, DIRECTIONS.get(tree.case(head), "-"), head)
    if tree.pos[match.token] != "NOUN":
        _add_obliques(evoker, match, slots)
        return
    dependents = evoker.dependents(match.token)
    for role, names in (("ARG0", ("poss", "by")), ("ARG1", ("of",))):
        slot = known.get(role)
        if slot is not None and not any(s.role == slot for s in slots):
            for name in names:
                for head in dependents.get(name, ()):
                    slots += slots_of(evoker, slot, head)
    _add_modifiers(evoker, match, slots, known.get("ARG0"))


def _add_obliques(evoker: Evoker, match: Match, slots: list[Slot]) -> None:
    """Fill empty slots of a verb from prepositional phrases that the reader gave no role."""
    tree, frame = evoker.roles.tree, evoker.roles.tree.frames.get(match.token)
    known = set(match.evocation.slots.values())
    known_roles = match.evocation.slots
    taken = {a.head for a in frame.arguments if a.role in known_roles} if frame is not None else set()
    for child in tree.children[match.token]:
        if tree.bases[child] != "obl" or child in taken:
            continue
        for slot in OBLIQUES.get(tree.case(child), ()):
            if slot in known and not any(s.role == slot for s in slots):
                slots += slots_of(evoker, slot, child)
                break


def slots_of(evoker: Evoker, role: str, head: int) -> list[Slot]:
    """Return a slot for each entity that a head and its conjuncts stand for; none where they name nothing."""
    tree = evoker.roles.tree
    found: list[Slot] = []
    if role == "-":
        return found
    parts = tree.conjuncts(head)
    for part in parts + _enumerated(evoker, parts):
        mention = evoker.roles.mention(part)
        if mention is not None and _may_fill(evoker, role, part, mention):
            filled = _direction(evoker, part) if role == "purpose" else role
            found += [Slot(role=filled, entity=e, begin=mention.begin, end=mention.end) for e in mention.entities]
    return found


def _direction(evoker: Evoker, head: int) -> str:
    """A place that one is sent to is no purpose, whatever sense of the verb was read."""
    places = not evoker.roles.kinds(head).isdisjoint({"Place", "State", "Facility"})
    return DIRECTIONS.get(evoker.roles.tree.case(head), "purpose") if places else "purpose"


def _enumerated(evoker: Evoker, parts: list[int]) -> list[int]:
    """Return states of an enumeration that the parser hangs elsewhere ("Mali, Niger, Chad and Togo")."""
    tree, roles = evoker.roles.tree, evoker.roles
    if len(parts) < 2 or "State" not in roles.kinds(parts[0]):
        return []
    return [
        child
        for part in parts
        for child in tree.children[part]
        if tree.bases[child] in {"nmod", "appos", "flat"} and not tree.case(child) and child not in parts
        and "State" in roles.kinds(child) and "," in tree.words[part:child]
    ]  # fmt: skip


def _may_fill(evoker: Evoker, role: str, head: int, mention: Mention) -> bool:
    """Keep things out of places, and events that are somebody's doing out of the participants."""
    if mention.kind != "nominal":
        return True
    referent = evoker.roles.entities[mention.entities[0]]
    if role in WHERE and referent.type not in SITES:
        return bool(referent.classes & SITES)
    return referent.type != "Thing" or evoker.match(head) is None
