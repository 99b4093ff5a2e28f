"""The happenings that the default graph keeps, so that asking for them is a look-up.

Of a group of several reports, or of one with claims that contradict each other: `sr:ofHappening` (a report to its
happening), `sr:documentCount`, `sr:lastReported` (when the newest was published, "" where none has a date) and, where
there are any, `sr:contradictionCount`. Any other report is a happening by itself, of which nothing is kept. They change
in the transaction of what changes them: `happening_changes` computes how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.clusters import Verdicts
from graph.decisions import Decision
from graph.happening_disputes import disputes
from graph.happening_groups import Group, Grouping, happening_iri, in_order
from graph.happening_keys import EVENT_TYPE, REPORTS, ROLE_IRIS
from graph.happening_reports import DESCRIPTION, Readable, Reports
from graph.quads import INTEGER, Literal, Quad, Term
from ontology.iris import SR

OF = SR + "ofHappening"
DOCUMENTS, LAST, DISPUTES = SR + "documentCount", SR + "lastReported", SR + "contradictionCount"
KEPT = frozenset({OF, DOCUMENTS, LAST, DISPUTES})


@dataclass(slots=True)
class Ahead:
    """A store as it will be when a named graph is replaced and the default graph changed.

    `old` are the quads of that graph before, `new` those after.
    """

    store: Readable
    graph: str
    old: Sequence[Quad]
    new: Sequence[Quad]
    gone: set[Quad]
    added: set[Quad]
    base: str = field(init=False)
    _by: dict[tuple[str, Term], list[Quad]] = field(init=False)
    _known: dict[tuple[str | None, str | None, Term | None], list[Quad]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        by: defaultdict[tuple[str, Term], list[Quad]] = defaultdict(list)
        for q in (*self.new, *self.added):
            for term in (q.subject, q.predicate, q.object):
                by[q.graph, term].append(q)
        self.base, self._by = self.store.base, dict(by)

    def find(
        self, subject: str | None, predicate: str | None, object_: Term | None, graph: str | None
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern of the default graph or a named one, of which at least one term is given."""
        if graph is None or graph not in ("", self.graph):
            yield from self.store.find(subject, predicate, object_, graph)
            return
        term = next(term for term in (subject, object_, predicate) if term is not None)
        here = {
            q
            for q in self._by.get((graph, term), ())
            if subject in (None, q.subject) and predicate in (None, q.predicate) and object_ in (None, q.object)
        }
        yield from here
        if graph == "":
            yield from (q for q in self.before(subject, predicate, object_) if q not in here and q not in self.gone)

    def before(self, subject: str | None, predicate: str | None, object_: Term | None) -> list[Quad]:
        """Return the quads of a pattern that the default graph has before the change."""
        if self._is_fresh(subject) or self._is_fresh(object_):
            return []
        asked = (subject, predicate, object_)
        if asked not in self._known:
            self._known[asked] = list(self.store.find(*asked, ""))
        return self._known[asked]

    def _is_fresh(self, term: Term | None) -> bool:
        """Tell whether nothing is stored of a term: it is of a document that was not there before."""
        return not self.old and isinstance(term, str) and term.startswith(f"{self.graph}/")


def kept_group(store: Readable, event: str) -> Group:
    """Return the reports of the happening of one, as kept."""
    happening = kept_iri(store, event)
    return frozenset({event}) if happening is None else members_of(store, happening)


def kept_iri(store: Readable, event: str) -> str | None:
    """Return the happening that is kept of a report, None where none is."""
    return next((q.object for q in store.find(event, OF, None, "") if isinstance(q.object, str)), None)


def members_of(store: Readable, happening: str) -> Group:
    """Return the reports of a happening that is kept."""
    return frozenset(q.subject for q in store.find(None, OF, happening, ""))


def happening_changes(ahead: Ahead, changed: Iterable[str], held: Iterable[Decision]) -> tuple[set[Quad], set[Quad]]:
    """Return what the default graph loses and gains of happenings as reports change.

    `held` are the decisions that hold afterwards.
    """
    changed = sorted(changed)
    if not changed:
        return set(), set()
    reports, store = Reports(ahead), ahead.store
    known: dict[str, Group] = {}

    def group(event: str) -> Group:
        if event not in known:
            known.update(dict.fromkeys(found := kept_group(store, event), found))
        return known[event]

    grouping = Grouping(reports, Verdicts(d for d in held if any("/event/" in iri for iri in d.about)))
    before, after = grouping.regrouped(changed, group)
    lost = {q for each in before for q in _stored(store, each)}
    gained = {q for each in after for q in _kept(reports, each)}
    return lost - gained, gained - lost


def _stored(store: Readable, group: Group) -> Iterator[Quad]:
    happening = kept_iri(store, min(group))
    if happening is not None:
        yield from store.find(happening, None, None, "")
        yield from (Quad(event, OF, happening, "") for event in group)


def _kept(reports: Reports, group: Group) -> Iterator[Quad]:
    members = in_order(report for event in group if (report := reports.report(event)) is not None)
    count = sum(1 for _ in disputes(members))
    if len(members) < 2 and not count:
        return
    happening = happening_iri(reports.store.base, members[0].iri)
    yield from (Quad(member.iri, OF, happening, "") for member in members)
    documents = len({member.document for member in members})
    yield Quad(happening, DOCUMENTS, Literal(str(documents), INTEGER), "")
    yield Quad(happening, LAST, Literal(max(member.published or "" for member in members)), "")
    if count:
        yield Quad(happening, DISPUTES, Literal(str(count), INTEGER), "")


def changed_reports(ahead: Ahead, quads: Iterable[Quad], gone: set[Quad], added: set[Quad]) -> set[str]:
    """Return the reports that a change concerns.

    `quads` are those of the graph that is replaced, before and after; `gone` and `added` are triples of the default
    graph. Reports of other documents change where another entity than before stands for one that they name, or
    where what is known of one is another.
    """
    found = {q.subject for q in quads if q.predicate == EVENT_TYPE}
    described: set[tuple[str, str]] = set()
    claims: set[str] = set()
    own = f"{ahead.graph}/"
    for q in (*gone, *added):
        if q.predicate in DESCRIPTION:
            described.add((q.subject, q.predicate))
        elif q.subject.startswith(own):
            continue
        elif "/event/" in q.subject:
            found.add(q.subject)
        elif "/claim/" in q.subject:
            claims.add(q.subject)
    for claim in claims:
        found |= {q.object for q in ahead.find(claim, REPORTS, None, "") if isinstance(q.object, str)}
    for iri, predicate in described:
        before = ahead.before(iri, predicate, None)  # what is added may be there already
        if {*before} != {*ahead.find(iri, predicate, None, "")}:
            found |= {q.subject for q in ahead.store.find(None, None, iri, "") if q.predicate in ROLE_IRIS}
    return found
