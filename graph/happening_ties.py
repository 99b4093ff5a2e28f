"""Whether two reports tell of one happening: nothing may contradict it, and enough must agree.

What two reports are to each other depends on these two and on decisions alone. `contradicts` names what keeps them
apart; `agreement` adds up what they share. `ties` also ties a mention such as "the attack" to the report before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.happening_copies import are_copied_sentences
from graph.happening_kinds import NEWS, SPOKEN, day, is_timely, recurs
from graph.happening_reports import Party, Report, order
from graph.happening_words import stem
from graph.identity import Tie

ENOUGH = 3.0  # agreement from which two reports are one happening
_ONCE, _HERE = 2.0, 1.25  # what is enough for deeds that do not recur: with two participants alike; in one document
_SAME, _ALLY, _ELSEWHERE, _OWN = 1.0, 0.75, 0.75, 0.5  # a participant: itself, one of its state, in another role, alike
_CLASS, _TRIGGER, _WORDS, _EXACT, _CLOSE, _COPY = 0.5, 0.25, 2.0, 1.0, 0.5, 3.0
_LIKE = 0.15  # overlap of wording below which two sayings of one kind are two
_PLACES = frozenset({"place", "destination", "origin"})
_MUTUAL = frozenset({"treaty", "talk", "combat", "Alliance", "Ceasefire", "PhoneCall", "exercise"})
_UNBOUNDED = SPOKEN | {"combat"}  # with an article, "the fighting" goes on, and "the demand" is of anybody
_PATIENTS = frozenset({"recipient", "theme"})
_BODIES = frozenset({"State", "Organization", "Force", "MilitaryUnit", "Group"})


def contradicts(one: Report, other: Report) -> str | None:
    """Return why two reports cannot be of one happening, None where nothing says so."""
    shared = set(one.families) & set(other.families)
    if not shared:
        return "different kinds of deed"
    if one.document == other.document and _same_sentence(one, other):
        return "told apart in one sentence"
    if one.document == other.document and _same_voice(one, other):
        return "one affirmed and one denied by the same source"
    if one.window is not None and other.window is not None:
        if not one.window.meets(other.window):
            return "different times"
    elif one.document != other.document:
        return "no time known"
    for roles in _groups(shared):
        ours, theirs = _of(one, roles), _of(other, roles)
        if ours and theirs and not any(_compatible(a, b) for a in ours for b in theirs):
            return f"different {min(roles)}"
    return None


def _same_sentence(one: Report, other: Report) -> bool:
    return any(
        max(a.begin, b.begin) < min(a.begin + len(a.quote), b.begin + len(b.quote))
        for a in one.claims
        for b in other.claims
    )


def _same_voice(one: Report, other: Report) -> bool:
    """Tell whether a source affirms one report and denies the other: in one text these are two deeds."""
    return any(a.source == b.source and a.polarity != b.polarity for a in one.claims for b in other.claims)


def _groups(shared: Iterable[str]) -> list[frozenset[str]]:
    """Return the roles that are compared together: the parties of a mutual deed are all alike."""
    if _MUTUAL & set(shared):
        return [frozenset({"actor", "recipient"}), *(frozenset({role}) for role in sorted(_PLACES))]
    return [frozenset({"actor"}), _PATIENTS, *(frozenset({role}) for role in sorted(_PLACES))]


def _of(report: Report, roles: frozenset[str]) -> list[Party]:
    """Return the participants in some roles of which something is known outside their document."""
    return [p for p in report.parties if p.role in roles and (not p.own or p.country is not None)]


def _compatible(a: Party, b: Party) -> bool:
    """Tell whether two participants can be one: a state and what belongs to it can, two persons of it cannot."""
    if a.iri == b.iri:
        return True
    if a.country is None or a.country != b.country:
        return False
    return "State" in (a.type, b.type) or a.own or b.own or (a.type in _BODIES and b.type in _BODIES)


def agreement(one: Report, other: Report) -> float:
    """Return how much of two reports that nothing contradicts agrees; `ENOUGH` makes them one."""
    shared = set(one.families) & set(other.families)
    if recurs(shared) and one.document != other.document and not _are_timely(one, other):
        return 0.0
    close = _timing(one, other)
    alike = wording(one, other)
    copied = one.document != other.document and any(
        are_copied_sentences(a.quote, b.quote) for a in one.claims for b in other.claims
    )
    parties = sum(matches(one, other))
    if copied and stem(one.trigger) == stem(other.trigger):
        return _COPY + parties
    if recurs(shared) and one.document != other.document and close == 0:
        return 0.0
    if SPOKEN & shared and alike < _LIKE:
        return 0.0
    same = _CLASS * (one.class_ == other.class_) + _TRIGGER * (stem(one.trigger) == stem(other.trigger))
    return parties + same + close + _WORDS * alike


def enough(one: Report, other: Report) -> float:
    """Return the agreement that two reports need: less where their deed is done once and both say that it was done."""
    if recurs(set(one.families) & set(other.families)) or one.is_plan or other.is_plan:
        return ENOUGH
    if one.document == other.document:
        return _HERE
    return _ONCE if len(matches(one, other)) > 1 else ENOUGH


def wording(one: Report, other: Report) -> float:
    """Return the share of words, other than names, that the evidence of two reports has in common."""
    union = one.words | other.words
    return len(one.words & other.words) / len(union) if union else 0.0


def _are_timely(one: Report, other: Report) -> bool:
    """Tell whether the times of two reports agree; `report_keys` relies on it."""
    a, b = one.window, other.window
    return a is not None and b is not None and is_timely(a, day(one.published), b, day(other.published))


def _timing(one: Report, other: Report) -> float:
    """Return what the times of two reports add: two exact ones much, publication soon after the deed some."""
    a, b = one.window, other.window
    if a is None or b is None:
        return 0.0
    if a.is_exact and b.is_exact:
        return _EXACT
    if a.stated and b.stated:
        return 0.0
    told, said = day(one.published), day(other.published)
    if a.stated or b.stated:
        exact, when = (a, said) if a.stated else (b, told)
        return _CLOSE if exact.is_exact and when is not None and 0 <= (when - exact.last).days <= NEWS else 0.0
    return _CLOSE / 2 if told is not None and said is not None and abs((told - said).days) <= NEWS else 0.0


def matches(one: Report, other: Report) -> list[float]:
    """Return how alike the participants of two reports are: each of one with its best of the other, where any is."""
    found: list[float] = []
    left = list(other.parties)
    for a in one.parties:
        scored = [(_likeness(a, b), b.iri, b) for b in left]
        best = max(scored, key=lambda row: (row[0], row[1]), default=None)
        if best is None or best[0] == 0:
            continue
        if best[0] != _OWN or _OWN not in found:
            found.append(best[0])
        left = [b for b in left if b.iri != best[2].iri]
    return found


def _likeness(a: Party, b: Party) -> float:
    alike = a.role == b.role or {a.role, b.role} <= _PATIENTS or {a.role, b.role} <= _PLACES
    if a.iri == b.iri:
        return _SAME if alike else _ELSEWHERE
    if (a.own or b.own) and alike and a.type == b.type and a.type != "Thing" and _head(a) == _head(b):
        return _OWN
    return _ALLY if alike and not (a.own and b.own) and _compatible(a, b) else 0.0


def _head(party: Party) -> str:
    """Return what a description is of: troops and soldiers of a state are a force alike."""
    return party.type if party.type == "Force" else stem(party.label.rsplit(" ", 1)[-1])


def tie(one: Report, other: Report) -> Tie | None:
    """Return what ties two reports by what they say, None where it is too little or something contradicts it."""
    if contradicts(one, other) is not None:
        return None
    one, other = sorted((one, other), key=order)
    score = agreement(one, other)
    return Tie(one.iri, other.iri, score, f"agreement {score:.2f}") if score >= enough(one, other) else None


def resumed(report: Report, within: Sequence[Report]) -> Tie | None:
    """Return what ties a mention with an article ("the attack") to the report of its kind before it, None for others.

    `within` are the reports of its document in the order of the text. Only a report that names nobody whom the
    other lacks resumes it.
    """
    if not report.definite or _UNBOUNDED & set(report.families):
        return None
    before = [each for each in within if order(each) < order(report) and set(each.families) & set(report.families)]
    if not before or not _adds_nothing(report, before[-1]) or contradicts(before[-1], report) is not None:
        return None
    return Tie(before[-1].iri, report.iri, ENOUGH, "resumed with an article")


def _adds_nothing(report: Report, before: Report) -> bool:
    return all(p.own or any(_compatible(p, known) for known in before.parties) for p in report.parties)


def ties(report: Report, near: Iterable[Report], within: Sequence[Report]) -> Iterator[Tie]:
    """Yield what ties a report to others."""
    for other in near:
        if (found := tie(report, other)) is not None:
            yield found
    for each in within:
        found = resumed(each, within)
        if found is not None and report.iri in (found.one, found.other):
            yield found
