"""Read a document's place names together: each has one reading, unless its own words tell otherwise.

"Kandahar city" is not the province named before; but "Springfield" is the one of "Springfield, Illinois" throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.candidates import Candidate, Candidates
from ingest.draft import Draft, Held
from ingest.layers import Mention
from ingest.placing import Context, Decision, Evidence, decide
from ingest.surroundings import Called, Cues, read_cues

SURE = 0.9  # certainty of a place's country from which it is evidence for the reading of others
CARRIED: frozenset[Called] = frozenset({"city", "region", "area"})  # not "part": "Doura district" is not Doura


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A held name that is read as a place; `around` are the readings of what it is said to lie in."""

    held: Held
    sentence: int
    cues: Cues
    candidates: tuple[Candidate, ...]
    around: tuple[Candidate, ...] = ()
    content: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """Mentions of one name that have one reading."""

    evidence: Evidence
    candidates: tuple[Candidate, ...]
    members: list[Toponym]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a place name was read as, with the country that its own words tell."""

    decision: Decision
    country: str | None
    called: Called | None


def place_names(draft: Draft, names: Sequence[Held], known: Candidates, context: Context) -> dict[Held, Placed]:
    """Return the readings of a document's place names, and add the sure ones to the context."""
    groups: dict[str, list[Toponym]] = defaultdict(list)
    for toponym in _read(draft, names, known):
        groups[draft.naming.fold(toponym.held.text)].append(toponym)
    cases = [case for group in groups.values() for case in _cases(group)]
    for case in cases:
        if not case.candidates:  # "eastern Bosnia" tells where a text is about
            for country in {c.entry.country for c in case.evidence.around if c.level == "state"}:
                context.add_country(case.evidence.sentence, country)
    decided = [decide(case.candidates, case.evidence, context) for case in cases]
    sure = [d.candidate is not None and d.certainty >= SURE for d in decided]
    for case, decision, is_sure in zip(cases, decided, sure, strict=True):
        if is_sure and decision.candidate is not None:
            for member in case.members:
                context.add_place(member.sentence, decision.candidate)
    found: dict[Held, Placed] = {}
    for case, decision, is_sure in zip(cases, decided, sure, strict=True):
        final = decision if is_sure else decide(case.candidates, case.evidence, context)
        found |= dict.fromkeys((m.held for m in case.members), _placed(final, case.evidence))
    return found


def _placed(decision: Decision, evidence: Evidence) -> Placed:
    outer = {c.entry.country for c in evidence.around}
    told = set(evidence.countries) or outer or {decision.country}
    return Placed(decision=decision, country=next(iter(told)) if len(told) == 1 else None, called=evidence.called)


def _read(draft: Draft, names: Sequence[Held], known: Candidates) -> list[Toponym]:
    """Return the names with their cues and readings, each with those of the names that it lies in or holds."""
    begins: dict[int, Held | Mention] = {m.begin: m for m in draft.mentions.values() if m.kind == "name"}
    begins |= {held.begin: held for held in draft.held}
    found: dict[int, Toponym] = {}
    for held in names:
        cues = read_cues(draft, held, begins)
        candidates = known.called(held.text, cues.called, held.label == "LOCATION")
        found[held.begin] = Toponym(
            held=held, sentence=draft.tree.sentences[held.head], cues=cues, candidates=candidates
        )
    parts = {begin: known.around(toponym.held.text) for begin, toponym in found.items() if not toponym.candidates}
    for begin, toponym in list(found.items()):
        if (outer := toponym.cues.around) is None:
            continue
        if (other := found.get(outer)) is not None:
            around = parts.get(outer) or tuple(c for c in other.candidates if c.level != "city")
            found[outer] = replace(other, content=(*other.content, *toponym.candidates))
        else:
            around = _state(draft, begins[outer], known)
        found[begin] = replace(found[begin], around=around)
    for begin, around in parts.items():
        found[begin] = replace(found[begin], around=found[begin].around or around)
    return list(found.values())


def _state(draft: Draft, name: Held | Mention, known: Candidates) -> tuple[Candidate, ...]:
    """Return the state that a mention stands for."""
    entity = None if isinstance(name, Held) else draft.entities[name.entities[0]]
    return (
        () if entity is None or entity.key is None or entity.type not in {"State", "Place"} else (known.of(entity.key),)
    )


def _cases(group: Sequence[Toponym]) -> Iterable[_Case]:
    """Return the mentions of one name by their readings: one for all that say nothing else themselves."""
    levels = {t.cues.called for t in group if t.cues.called in CARRIED}
    called = levels.pop() if len(levels) == 1 else None
    countries = next((t.cues.countries for t in group if t.cues.countries), ())
    around, within = next(((t.around, t.cues.within) for t in group if t.around), ((), False))
    content = tuple(c for t in group for c in t.content)
    candidates = max((t.candidates for t in group), key=len)
    cases: dict[object, _Case] = {}
    for toponym in group:
        cues = toponym.cues
        own = (cues.called, cues.countries, tuple(c.entry.key for c in toponym.around))
        case = cases.get(own)
        if case is None:
            evidence = Evidence(
                sentence=toponym.sentence,
                called=cues.called or called,
                countries=cues.countries or countries,
                around=toponym.around or around,
                within=cues.within if toponym.around else within,
                content=content,
                is_place=toponym.held.label in {"LOCATION", ""},
                length=len(toponym.held.text),
            )
            case = cases[own] = _Case(evidence, candidates, [])
        case.members.append(toponym)
    return cases.values()
