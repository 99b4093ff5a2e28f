"""Event types: what each means in PLOVER, and which words evoke it.

Read from `plover.ttl` (types, modes, contexts, scores), `events/*.ttl` (domain classes and the
PropBank rolesets and nouns that evoke them), `events/light_verbs.ttl` and `acled.ttl`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

from ontology.acled import CONDITIONS, AcledCode, read_acled
from ontology.errors import OntologyError
from ontology.plover import PloverType, Quad, read_types
from ontology.turtle import (
    ONTOLOGY,
    PLOVER_NS,
    SR_NS,
    local_name,
    members,
    read_graph,
    required_text,
    split_conditions,
    split_list,
    split_pairs,
    text_of,
)

ROLESET = re.compile(r"\S+\.(\d+|LV)")
ROLE = re.compile(r"ARG[0-5]|ARGM-[A-Z]{3}")
SLOTS = (
    "actor", "recipient", "theme", "instrument", "place", "origin", "destination", "purpose", "cause", "topic",
    "content",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClass:
    """A domain class beneath a PLOVER type; `edge` is the verb of its plain edges.

    In a `reciprocal` class all participants of equal standing are actors (a meeting, a clash). One that
    `needs_recipient` is not evoked without a recipient. `slot_names` says what the class calls a slot (of an arrest
    the recipient is the arrested). `cameo` maps a mode, or `any`, to a CAMEO code (`-` for none), `acled` a condition
    to a concept of `acled.ttl`, which has the conditions.
    """

    name: str
    label: str
    definition: str
    parent: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: Quad
    edge: str
    reciprocal: bool
    needs_recipient: bool = False
    slot_names: Mapping[str, str] = field(default_factory=dict)
    cameo: Mapping[str, str] = field(default_factory=dict)
    acled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evocation:
    """A roleset or noun that evokes an event class.

    `slots` maps what an argument is called to the slot it fills: PropBank roles for a roleset
    (ARG0, ARGM-LOC); for a noun its dependents: a preposition (`of`, `to`), `poss` (Russia's strike),
    `amod` (Russian strike) and `compound` (troop deployment). `when` maps a role (or noun dependent) to
    semantic classes of which its head must have one; empty means always. The class `Any` asks only that
    the argument is there. A noun cue of several words ("hunger strike") is the lemmas of its modifiers
    and head.
    """

    cue: str
    kind: Literal["roleset", "noun"]
    event_class: str
    slots: Mapping[str, str]
    when: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LightVerb:
    """A verb that leaves the event to a noun: `carry_out.03` in "carried out a strike".

    `noun` is the role whose head noun evokes the event, `slots` what the verb's other roles fill in it.
    `slots` wins over what the noun's own dependents say.
    """

    roleset: str
    noun: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTypes:
    """All event types; evocations of one cue come most conditions first."""

    types: Mapping[str, PloverType]
    contexts: frozenset[str]
    classes: Mapping[str, EventClass]
    by_roleset: Mapping[str, tuple[Evocation, ...]]
    by_noun: Mapping[str, tuple[Evocation, ...]]
    light_verbs: Mapping[str, tuple[LightVerb, ...]]
    acled: Mapping[str, AcledCode] = field(default_factory=dict)


def cameo_code(types: EventTypes, class_name: str, type_name: str, mode: str | None) -> str | None:
    """Return the CAMEO code of an event as far as class, PLOVER type and mode determine it, else None.

    An event whose type is another than its class's (a meeting that is only planned) has the code of the type.
    """
    class_ = types.classes[class_name]
    codes = class_.cameo if class_.parent == type_name and class_.cameo else types.types[type_name].cameo
    keys = [class_.parent, "any"] if mode is None else [mode, class_.parent, "any"]
    code = next((codes[key] for key in keys if key in codes), "-")
    return None if code == "-" else code


def find_noun(types: EventTypes, lemma: str, modifiers: Sequence[str] = ()) -> tuple[Evocation, ...]:
    """Return the evocations of a noun, those that name its modifiers first.

    `modifiers` are the lemmas before the head in text order: ("hunger",) for "hunger strike".
    """
    head = lemma.lower()
    before = [m.lower() for m in modifiers]
    cues = [" ".join([*before[i:], head]) for i in range(len(before))]
    cues += [f"{m} {head}" for m in before[:-1]]
    return tuple(e for cue in (*cues, head) for e in types.by_noun.get(cue, ()))


def load_event_types(folder: Path = ONTOLOGY) -> EventTypes:
    """Read every event type.

    Raises OntologyError naming the file or term that is malformed, unknown or given twice.
    """
    files = [folder / f"{name}.ttl" for name in ("plover", "lexicon", "acled")]
    graph = read_graph([*files, *sorted((folder / "events").glob("*.ttl"))])
    acled = read_acled(graph)
    types = {t.name: t for t in read_types(graph)}
    contexts = frozenset(local_name(c) for c in graph.subjects(RDF.type, SR_NS.Context))
    classes: dict[str, EventClass] = {}
    evocations: list[Evocation] = []
    defaults = _defaults(graph)
    for node in members(graph, SR_NS.EventClass):
        event_class = _read_class(graph, node, types, contexts)
        _check_codes(event_class, types[event_class.parent], acled)
        classes[event_class.name] = event_class
        evocations += _read_evocations(graph, node, event_class.name, defaults)
    semantic = {local_name(c) for c in graph.subjects(RDF.type, SR_NS.SemanticClass)}
    _check_conditions(evocations, {"Any", *semantic, *types, *classes})
    return EventTypes(
        types=types,
        contexts=contexts,
        classes=classes,
        by_roleset=_index(e for e in evocations if e.kind == "roleset"),
        by_noun=_index(e for e in evocations if e.kind == "noun"),
        light_verbs=_read_light_verbs(graph),
        acled=acled,
    )


def _check_conditions(evocations: Iterable[Evocation], known: set[str]) -> None:
    for evocation in evocations:
        for role, classes in evocation.when.items():
            if unknown := classes - known:
                raise OntologyError(
                    f"{evocation.event_class}: {evocation.cue} needs {role} to be {', '.join(sorted(unknown))}, "
                    "which neither lexicon.ttl nor events/*.ttl defines"
                )


def _read_class(graph: Graph, node: Node, types: Mapping[str, PloverType], contexts: frozenset[str]) -> EventClass:
    name = local_name(node)
    parents = [local_name(p) for p in graph.objects(node, SKOS.broader)]
    if len(parents) != 1 or parents[0] not in types:
        raise OntologyError(f"{name}: skos:broader must name one PLOVER type, not {', '.join(parents) or 'none'}")
    parent = types[parents[0]]
    mode = graph.value(node, SR_NS.mode)
    if mode is not None and (mode, SR_NS.modeOf, PLOVER_NS[parent.name]) not in graph:
        raise OntologyError(f"{name}: {local_name(mode)} is no mode of {parent.name}")
    found = tuple(sorted(local_name(c) for c in graph.objects(node, SR_NS.context)))
    if unknown := set(found) - contexts:
        raise OntologyError(f"{name}: unknown context {', '.join(sorted(unknown))}; see plover.ttl")
    return EventClass(
        name=name,
        label=required_text(graph, node, SKOS.prefLabel),
        definition=required_text(graph, node, SKOS.definition),
        parent=parent.name,
        mode=None if mode is None else local_name(mode).partition("-")[2],
        contexts=found,
        quad=parent.quad,
        edge=required_text(graph, node, SR_NS.edge),
        reciprocal=text_of(graph, node, SR_NS.reciprocal) == "true",
        needs_recipient=text_of(graph, node, SR_NS.needsRecipient) == "true",
        slot_names=_slot_names(text_of(graph, node, SR_NS.slotNames), name),
        cameo=split_pairs(text_of(graph, node, SR_NS.cameo), name),
        acled=split_pairs(text_of(graph, node, SR_NS.acled), name),
    )


def _slot_names(text: str | None, where: str) -> Mapping[str, str]:
    """Read `actor=attacker recipient=target`; no two slots of a class may have one name."""
    names = split_pairs(text, where)
    if unknown := set(names) - set(SLOTS):
        raise OntologyError(f"{where}: unknown slot {', '.join(sorted(unknown))}; use one of {', '.join(SLOTS)}")
    called = [names.get(slot, slot) for slot in SLOTS]
    if twice := {name for name in called if called.count(name) > 1}:
        raise OntologyError(f"{where}: two slots are called {', '.join(sorted(twice))}; choose another name")
    return names


def _check_codes(class_: EventClass, type_: PloverType, acled: Mapping[str, AcledCode]) -> None:
    for condition in {*class_.cameo, *class_.acled} - {*CONDITIONS, *type_.modes}:
        raise OntologyError(f"{class_.name}: unknown condition {condition!r}; use a mode of {type_.name} or any")
    for concept in set(class_.acled.values()) - set(acled):
        raise OntologyError(f"{class_.name}: {concept!r} is not in acled.ttl; use one of {', '.join(acled)}")


def _defaults(graph: Graph) -> Mapping[Node, Mapping[str, str]]:
    """Return the slots of every evocation, by the property that lists its cues."""
    return {
        cues: _slots(text_of(graph, PLOVER_NS.Scheme, prop), "plover.ttl: Scheme")
        for cues, prop in ((SR_NS.roleset, SR_NS.rolesetSlots), (SR_NS.noun, SR_NS.nounSlots))
    }


def _slots(text: str | None, where: str) -> Mapping[str, str]:
    slots = split_pairs(text, where)
    if unknown := set(slots.values()) - {*SLOTS, "-"}:
        raise OntologyError(f"{where}: unknown slot {', '.join(sorted(unknown))}; use one of {', '.join(SLOTS)}")
    return slots


def _read_evocations(
    graph: Graph, node: Node, name: str, defaults: Mapping[Node, Mapping[str, str]]
) -> Iterable[Evocation]:
    for group in graph.objects(node, SR_NS.evokedBy):
        own = _slots(text_of(graph, group, SR_NS.slots), name)
        when = split_conditions(text_of(graph, group, SR_NS.when), name)
        for prop, default in defaults.items():
            kind: Literal["roleset", "noun"] = "roleset" if prop == SR_NS.roleset else "noun"
            inherited = _slots(text_of(graph, node, SR_NS.nounSlots), name) if kind == "noun" else {}
            slots = {role: slot for role, slot in {**default, **inherited, **own}.items() if slot != "-"}
            for cue in split_list(text_of(graph, group, prop)):
                if (ROLESET.fullmatch(cue) is not None) != (kind == "roleset"):
                    raise OntologyError(f"{name}: {cue!r} is not a {kind} (rolesets look like deploy.01, nouns do not)")
                _check_roles(name, cue, kind, {*own, *when})
                yield Evocation(cue=cue, kind=kind, event_class=name, slots=slots, when=when)


def _check_roles(name: str, cue: str, kind: str, roles: set[str]) -> None:
    for role in sorted(roles):
        if (ROLE.fullmatch(role) is not None) != (kind == "roleset"):
            raise OntologyError(f"{name}: {cue}: {role!r} is no role of a {kind} (rolesets have ARG0, nouns have of)")


def _index(evocations: Iterable[Evocation]) -> Mapping[str, tuple[Evocation, ...]]:
    by_cue: dict[str, list[Evocation]] = defaultdict(list)
    for evocation in evocations:
        for other in by_cue[evocation.cue]:
            if other.when == evocation.when:
                raise OntologyError(
                    f"{evocation.cue}: evokes {other.event_class} and {evocation.event_class} under the same "
                    "conditions; add an sr:when to one of them"
                )
        by_cue[evocation.cue].append(evocation)
    return {cue: tuple(sorted(found, key=_specificity)) for cue, found in sorted(by_cue.items())}


def _specificity(evocation: Evocation) -> tuple[int, int, str]:
    return -len(evocation.when), sum(map(len, evocation.when.values())), evocation.event_class


def _read_light_verbs(graph: Graph) -> Mapping[str, tuple[LightVerb, ...]]:
    verbs: dict[str, list[LightVerb]] = defaultdict(list)
    for node in members(graph, SR_NS.LightVerb):
        where = local_name(node)
        slots = _slots(text_of(graph, node, SR_NS.slots), where)
        for roleset in split_list(required_text(graph, node, SR_NS.roleset)):
            noun = required_text(graph, node, SR_NS.nounRole)
            verbs[roleset].append(LightVerb(roleset=roleset, noun=noun, slots=slots))
    return {roleset: tuple(found) for roleset, found in sorted(verbs.items())}
