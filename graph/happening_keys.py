"""Keys of reports in the default graph (`sr:happeningKey`): what makes grouping a look-up.

A report's keys are a function of its document's graph and of which entities stand for those that it names. They
change with either, in the same transaction, and with nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from graph.happening_kinds import day, report_keys, window
from graph.identity import named
from graph.quads import Literal, Quad, Term
from graph.vocabulary import SCHEMA, SEM, TYPE, name_of
from ontology.iris import SR

KEY = SR + "happeningKey"
REPORTS, EVENT_TYPE = SR + "reports", SR + "eventType"
ROLES = ("actor", "recipient", "theme", "place", "origin", "destination")  # of which participants tell a happening
ROLE_IRIS = frozenset(SR + role for role in ROLES)
_DESCRIBED = frozenset(SR + type_ for type_ in ("Force", "Weapon", "Platform", "Agreement"))  # that tell something
_AHEAD = frozenset({SR + "future"})
_UNREAL = frozenset({SR + "hypothetical"})

Find = Callable[[str | None, str | None, Term | None, str | None], Iterator[Quad]]
Of = Callable[[str, str | None], str]
Values = Mapping[str, Sequence[str]]


def key_changes(
    find: Find, base: str, graph: str, old: Iterable[Quad], new: Iterable[Quad], others: Iterable[Quad], of: Of
) -> tuple[set[Quad], set[Quad]]:
    """Return the keys that leave and enter the default graph when a graph's quads are replaced.

    `others` are quads of other graphs that name an entity of which another than before stands for it, `of` tells what
    stands for an entity of a document afterwards.
    """
    gone: set[Quad] = set()
    added: set[Quad] = set()
    fresh = _Held(new)
    before = {q.subject for q in old if q.predicate == EVENT_TYPE}
    for event in before | fresh.events():
        had, has = _stored(find, event), _keys(event, graph, base, fresh, of)
        gone |= had - has
        added |= has - had
    for event, place in {(q.subject, q.graph) for q in others if q.predicate in ROLE_IRIS}:
        had, has = _stored(find, event), _keys(event, place, base, _Stored(find, place), of)
        gone |= had - has
        added |= has - had
    return gone, added


def _stored(find: Find, event: str) -> set[Quad]:
    return set(find(event, KEY, None, ""))


class _Held:
    """What a set of quads says of its subjects."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._claims: defaultdict[str, list[str]] = defaultdict(list)
        for q in quads:
            self._values[q.subject][q.predicate].append(_text(q.object))
            if q.predicate == REPORTS and isinstance(q.object, str):
                self._claims[q.object].append(q.subject)

    def events(self) -> set[str]:
        return {iri for iri, values in self._values.items() if EVENT_TYPE in values}

    def values(self, iri: str) -> Values:
        return self._values.get(iri, {})

    def claims(self, event: str) -> Sequence[str]:
        return self._claims.get(event, ())


class _Stored:
    """What a stored graph says of its subjects."""

    def __init__(self, find: Find, graph: str) -> None:
        self._find, self._graph = find, graph

    def values(self, iri: str) -> Values:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for q in self._find(iri, None, None, self._graph):
            found[q.predicate].append(_text(q.object))
        return found

    def claims(self, event: str) -> Sequence[str]:
        return [q.subject for q in self._find(None, REPORTS, event, self._graph)]


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term


def _keys(event: str, document: str, base: str, held: _Held | _Stored, of: Of) -> set[Quad]:
    said = held.values(event)
    moods = {mood for claim in held.claims(event) for mood in held.values(claim).get(SR + "temporality", ())}
    if EVENT_TYPE not in said or moods <= _UNREAL:
        return set()
    published = min(held.values(document).get(SCHEMA + "datePublished", ()), default=None)
    when = window(
        min(said.get(SEM + "hasBeginTimeStamp", ()), default=None),
        max(said.get(SEM + "hasEndTimeStamp", ()), default=None), published, ahead=moods <= _AHEAD,
    )  # fmt: skip
    parties = {iri for role in ROLE_IRIS for iri in said.get(role, ())}
    codes = {code for iri in parties for code in _codes(iri, of(iri, document), base, held.values(iri))}
    class_ = next((name_of(SR, iri) for iri in said.get(TYPE, ()) if iri.startswith(SR)), "")
    return {Quad(event, KEY, Literal(key), "") for key in report_keys(class_, when, day(published), codes)}


def _codes(iri: str, stands: str, base: str, said: Values) -> Iterator[str]:
    """Yield the country of a participant, else the end of its IRI; of a description its country and its type."""
    country = min(said.get(SR + "country", ()), default=None) if stands == iri else None
    if country is None and (name := named(stands)) is not None:
        country = name.country
    if country is None and stands.startswith(f"{base}entity/state/"):
        country = stands.rpartition("/")[2]
    if country is not None:
        yield country
    elif stands.startswith(f"{base}entity/"):
        yield stands.removeprefix(f"{base}entity/")
    if stands == iri and not iri.startswith(f"{base}entity/"):
        yield from (name_of(SR, type_) for type_ in said.get(TYPE, ()) if type_ in _DESCRIBED)
