"""The default graph: what all documents say, with identities resolved.

It is a function of the named graphs: each document's triples, with every entity replaced by the one that stands for
its cluster, `sr:mentionedIn` (which document) for `sr:mentions` (where in it), and four kinds of triples of its own:
`sr:nameKey` (comparison forms of names), `sr:identifiedAs` (which entity stands for another), `sr:happeningKey` (by
which reports of one happening find each other, `graph.happening_keys`) and happenings (`graph.happening_kept`). A
decision about a document's link (`ontology.iris.link_iri`) concerns what that document calls an entity. `change`
computes what a change of one graph changes here, `with_happenings` adds what that makes of happenings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.clusters import Verdicts, clusters, component, representative
from graph.decisions import Decision, decisions_graph
from graph.happening_kept import Ahead, changed_reports, happening_changes
from graph.happening_keys import key_changes
from graph.happening_reports import Readable
from graph.identity import keys, named
from graph.quads import Literal, Quad, Term
from graph.vocabulary import EDGE, GEO, LABEL, OWL, SKOS, TYPE
from ontology.iris import SR, link_iri, linked
from ontology.records import Annotated, Entity

ALT = SKOS + "altLabel"
KEY, IDENTIFIED, COUNTRY = SR + "nameKey", SR + "identifiedAs", SR + "country"
MENTIONS, MENTIONED = SR + "mentions", SR + "mentionedIn"
_OF_ENTRY = frozenset({COUNTRY, SKOS + "notation", OWL + "sameAs", GEO + "asWKT"})
_PREDICATES = {ALT: (ALT, LABEL), MENTIONED: (MENTIONS,)}  # which of a document give one of the default graph

Find = Callable[[str | None, str | None, Term | None, str | None], Iterator[Quad]]  # graph "" is the default graph


@dataclass(slots=True)
class Resolution:
    """Which entity stands for which: read from the default graph, or as `moved` says where that differs."""

    find: Find
    base: str
    moved: Mapping[str, str | None] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict)

    def target(self, iri: str) -> str | None:
        """Return what an entity or link is identified as, None where it stands for itself."""
        if iri in self.moved:
            return self.moved[iri]
        if iri not in self._known:
            found = next(self.find(iri, IDENTIFIED, None, ""), None)
            self._known[iri] = None if found is None or isinstance(found.object, Literal) else found.object
        return self._known[iri]

    def of(self, iri: str, document: str | None = None) -> str:
        """Return the entity that stands for one, or for what a document calls so."""
        if document is not None and iri.startswith(f"{self.base}entity/"):
            contested = self.target(link_iri(self.base, document, iri))
            if contested is not None:
                return contested
        return self.target(iri) or iri

    def members(self, iri: str) -> set[str]:
        """Return what an entity stands for, itself included; links stand for what a document calls an entity."""
        found = {q.subject for q in self.find(None, IDENTIFIED, iri, "")} - set(self.moved)
        return found | {one for one, other in self.moved.items() if other == iri} | {iri}

    def triple(self, quad: Quad) -> Quad | None:
        """Return what a document's quad gives in the default graph; None where it gives nothing."""
        subject, predicate, object_ = self._entity(quad.subject, quad.graph), quad.predicate, quad.object
        if predicate == MENTIONS:
            return Quad(subject, MENTIONED, quad.graph, "")  # offsets mean nothing without their document
        if isinstance(object_, str) and predicate not in (TYPE, IDENTIFIED):
            object_ = self._entity(object_, quad.graph)
        if subject != quad.subject:
            if linked(self.base, subject) is not None:
                # The link stands for itself: its label and type remain, what the entry says of itself does not hold.
                return None if predicate in _OF_ENTRY else Quad(subject, predicate, object_, "")
            if predicate == TYPE or (predicate == COUNTRY and _has_country(subject)):
                return None
            if predicate in _OF_ENTRY and self.target(link_iri(self.base, quad.graph, quad.subject)) is not None:
                return None
            predicate = ALT if predicate == LABEL else predicate
        if subject == object_ and quad.subject != quad.object and predicate.startswith(EDGE):
            return None  # nobody does something to himself only because two names became one
        return Quad(subject, predicate, object_, "")

    def _entity(self, iri: str, document: str) -> str:
        return self.of(iri, document) if "/entity/" in iri and iri.startswith(self.base) else iri


def _has_country(iri: str) -> bool:
    name = named(iri)
    return name is None or name.country is not None


@dataclass(frozen=True, slots=True)
class Change:
    """Triples that leave and enter the default graph."""

    gone: set[Quad]
    added: set[Quad]


def change(
    find: Find,
    base: str,
    graph: str,
    *,
    old: Iterable[Quad],
    new: Iterable[Quad],
    held: Sequence[Decision],
    decided: Iterable[str] = (),
) -> Change:
    """Return what the default graph loses and gains when a named graph's quads are replaced.

    `find` reads the store as it is before, `old` and `new` are facts, `held` are the decisions that hold
    afterwards, `decided` the entities of those that did not hold before or hold no more.
    """
    old, new = set(old), set(new)
    held = [d for d in held if not any(map(_is_event, d.about))]  # whether events are one concerns no entity
    decided = [iri for iri in decided if not _is_event(iri)]
    rekeyed = _rekeyed(find, graph, old, new)
    was = Resolution(find, base)
    shared = {key for had, has in rekeyed.values() for key in had | has if "?" not in key}
    starts = {*rekeyed, *decided, *(q.subject for key in shared for q in find(None, KEY, Literal(key), ""))}
    seeds = {iri for start in starts for iri in was.members(was.of(start))} | starts
    moved = _moved(find, base, seeds, rekeyed, Verdicts(held))
    changed = {iri for iri, target in moved.items() if was.target(iri) != target}
    now = Resolution(find, base, moved)
    others = {q for q in facts(_about(find, base, changed), base, held) if q.graph not in ("", graph)}
    lost = {t for q in old | others if (t := was.triple(q)) is not None}
    gained = {t for q in new | others if (t := now.triple(q)) is not None}
    gone = {t for t in lost - gained if not _supported(find, now, t, graph)}
    added = gained - lost
    for iri in changed:
        gone |= {Quad(iri, IDENTIFIED, target, "") for target in [was.target(iri)] if target is not None}
        added |= {Quad(iri, IDENTIFIED, target, "") for target in [moved[iri]] if target is not None}
    for iri, (had, has) in rekeyed.items():
        gone |= {Quad(iri, KEY, Literal(key), "") for key in had - has}
        added |= {Quad(iri, KEY, Literal(key), "") for key in has - had}
    lost_keys, new_keys = key_changes(find, base, graph, old, new, others, now.of)
    return Change(gone | lost_keys, added | new_keys)


def with_happenings(
    store: Readable,
    found: Change,
    graph: str,
    *,
    old: Iterable[Quad],
    new: Iterable[Quad],
    held: Iterable[Decision],
    decided: Iterable[str] = (),
) -> Change:
    """Return a change with what it makes of the happenings that the default graph keeps."""
    old, new = list(old), list(new)
    ahead = Ahead(store, graph, old, new, found.gone, found.added)
    changed = changed_reports(ahead, [*old, *new], found.gone, found.added) | set(filter(_is_event, decided))
    gone, added = happening_changes(ahead, changed, held)
    return Change(found.gone | gone, found.added | added)


def _is_event(iri: str) -> bool:
    return "/event/" in iri


def facts(quads: Iterable[Quad], base: str, held: Iterable[Decision]) -> set[Quad]:
    """Return the quads that the default graph is made of.

    Of the graph of decisions, these are descriptions of entities that decisions that hold are about.
    """
    log, needed = decisions_graph(base), {iri for decision in held for iri in decision.about}
    return {q for q in quads if q.graph != log or q.subject in needed}


def _rekeyed(find: Find, graph: str, old: set[Quad], new: set[Quad]) -> dict[str, tuple[set[str], set[str]]]:
    """Return the names whose keys change, with those before and after.

    A name has the keys that any document gives it, so the others need reading only where this one gives fewer.
    """
    touched = {q.subject for q in old ^ new if named(q.subject) is not None}
    found = {}
    for iri in touched:
        had = {q.object.value for q in find(iri, KEY, None, "") if isinstance(q.object, Literal)}
        before, after = (_keys(iri, [q for q in quads if q.subject == iri]) for quads in (old, new))
        has = had | after
        if before - after:
            others: dict[str, list[Quad]] = {}
            for q in find(iri, None, None, None):
                if q.graph not in ("", graph):
                    others.setdefault(q.graph, []).append(q)
            has = after.union(*(_keys(iri, quads) for quads in others.values()))
        if had != has:
            found[iri] = (had, has)
    return found


def _keys(iri: str, quads: Iterable[Quad]) -> set[str]:
    """Return the keys that what one document says of a name gives it; none where the document has it not."""
    values: dict[str, set[str]] = {}
    for q in quads:
        values.setdefault(q.predicate, set()).add(q.object.value if isinstance(q.object, Literal) else q.object)
    name = named(iri)
    if name is None or MENTIONS not in values:
        return set()
    number, echelon, designation = values.get(SR + "unitNumber"), values.get(SR + "echelon"), None
    if number and echelon and name.country is not None:
        branch = values.get(SR + "branch", {""})
        designation = f"{min(number)} {min(echelon).removeprefix(SR)} {min(branch).removeprefix(SR)} {name.country}"
    return keys(name, sorted(values.get(ALT, ())), designation)


def _moved(
    find: Find, base: str, seeds: set[str], rekeyed: Mapping[str, tuple[set[str], set[str]]], verdicts: Verdicts
) -> dict[str, str | None]:
    """Return for all entities that ties lead to from the seeds what stands for them, None where only they do."""

    def keys_of(iri: str) -> set[str]:
        if iri in rekeyed:
            return rekeyed[iri][1]
        return {q.object.value for q in find(iri, KEY, None, "") if isinstance(q.object, Literal)}

    def holders(key: str) -> set[str]:
        found = {q.subject for q in find(None, KEY, Literal(key), "")} - set(rekeyed)
        return found | {iri for iri, (_, has) in rekeyed.items() if key in has}

    members, tied = component(seeds, keys_of, holders, verdicts)
    moved: dict[str, str | None] = {}
    for cluster in clusters(members, tied, verdicts):
        stands = representative(cluster)
        for iri in cluster:
            contested = linked(base, iri)
            decided = contested is not None and (iri in verdicts.same or iri in verdicts.different)
            moved[iri] = stands if decided or iri != stands else None
    return moved


def _about(find: Find, base: str, entities: Iterable[str]) -> Iterator[Quad]:
    """Yield the quads of named graphs that have any of some entities in them."""
    for iri in entities:
        contested = linked(base, iri)
        graph, raw = contested if contested is not None else (None, iri)
        yield from find(raw, None, None, graph)
        yield from find(None, None, raw, graph)


def _supported(find: Find, now: Resolution, triple: Quad, graph: str) -> bool:
    """Tell whether a named graph other than one still gives a triple."""
    if triple.predicate == MENTIONED and triple.object == graph:
        return False  # no other graph says what a document mentions
    subjects = _raw(now, triple.subject)
    objects: set[Term | None] = {triple.object}
    if triple.predicate == MENTIONED:
        objects = {None}
    elif isinstance(triple.object, str):
        objects = {*_raw(now, triple.object)}
    predicates = _PREDICATES.get(triple.predicate, (triple.predicate,))
    return any(
        now.triple(quad) == triple
        for subject in subjects
        for predicate in predicates
        for object_ in objects
        for quad in find(subject, predicate, object_, None)
        if quad.graph not in ("", graph)
    )


def _raw(now: Resolution, iri: str) -> set[str]:
    """Return what documents may call an entity."""
    if "/entity/" not in iri and "/link/" not in iri:
        return {iri}
    pairs = ((member, linked(now.base, member)) for member in now.members(iri))
    return {iri} | {member if pair is None else pair[1] for member, pair in pairs}


def resolve_record(record: Annotated, resolution: Resolution) -> Annotated:
    """Return a record with every entity replaced by the one that stands for it; those that become one are joined."""
    document = record.document.iri
    target = {e.iri: resolution.of(e.iri, document) for e in record.entities}
    joined: dict[str, Entity] = {}
    for entity in record.entities:
        iri = target[entity.iri]
        known = joined.get(iri)
        mentions = entity.mentions if known is None else tuple(sorted({*known.mentions, *entity.mentions}))
        joined[iri] = replace(known or entity, iri=iri, mentions=mentions)
    return replace(
        record,
        entities=tuple(joined.values()),
        events=tuple(
            replace(
                event,
                participants=tuple(replace(p, entity=target[p.entity]) for p in event.participants),
                claims=tuple(c if c.source is None else replace(c, source=target[c.source]) for c in event.claims),
            )
            for event in record.events
        ),
        relations=tuple(replace(r, subject=target[r.subject], object=target[r.object]) for r in record.relations),
    )
