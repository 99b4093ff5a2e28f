"""Decide which place of a name a text means, or that it means none that the gazetteer knows.

What speaks for a reading is weighed and added up, as natural logarithms of odds; readings are set against each other
and against NIL, which makes the score of one a probability. The weights were chosen on
`benchmarks/data/places-dev.tsv`: `sitrep evaluate places`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from math import acos, exp
from operator import mul
from typing import NamedTuple

from ingest.candidates import Candidate, Vector
from ingest.layers import Choice
from ingest.surroundings import Called

_EARTH = 6371.0  # kilometres
_NEAR = 300.0  # kilometres over which nearness to another place falls to a third
_ANCHORS = 12
_SIZEABLE = 1.7  # common logarithm of the thousands of inhabitants of a city that may have given a division its name
_ABOUT = 2.0  # mentions of countries from which a text is about them


class Features(NamedTuple):
    """What speaks for a reading, from 0 to 1 but for `size`; where it speaks against it, the weight is negative."""

    state: float  # the name of a state
    region: float  # the name of a first-level division
    namesake: float  # a division with a city of its name, a city with a state or area of its name: meant more often
    area: float  # the name of a sea, a disputed land or the like
    size: float  # common logarithm of the thousands of inhabitants
    other: float  # a name, but not the one that the place is best known by
    small: float  # a place of few thousands: rarely named
    length: float  # letters from 4 to 12: long names are rarely of two places
    unlike: float  # how much the spelling differs
    seat: float  # a capital
    called: float  # a noun calls it something else: a city, a region, a river
    tied: float  # modifiers tie it to its country: "Iraqi city of Hilla"
    inside: float  # said to lie in what holds it (", Illinois"), or to hold what is said to lie in it
    country: float  # how much the text around is about its country
    elsewhere: float  # the text is about other countries
    division: float  # the text names its division, or a place in it
    near: float  # nearness to other places of the text


WEIGHTS = Features(
    state=9.0, region=4.6, namesake=-1.4, area=6.8, size=2.0, other=-1.8, small=-0.2, length=1.5, unlike=-20.0,
    seat=2.2, called=-8.5, tied=4.0, inside=4.0, country=3.2, elsewhere=-1.4, division=2.5, near=3.0,
)  # fmt: skip
NIL = 1.4  # what speaks for none of the readings
NO_PLACE = 1.5  # added where the reader takes the name for a person's or an organisation's

# How far what a noun calls a place differs from what places of a level are; else not at all.
_CALLED: dict[tuple[str | None, str], float] = {
    ("city", "region"): 1.0, ("city", "area"): 1.0, ("city", "state"): 1.0, ("region", "city"): 1.0,
    ("region", "state"): 0.5, ("region", "area"): 0.2, ("area", "city"): 1.0, ("area", "region"): 0.3,
    ("area", "state"): 0.3, ("part", "city"): 0.5, ("part", "region"): 1.0, ("part", "area"): 0.7,
    ("part", "state"): 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a text tells of one name.

    `called`, `countries` and `within` are as in `Cues`; `around` may hold it and `content` lie in it; `is_place` is
    whether the reader took it for a place; `length` is its number of letters.
    """

    sentence: int
    called: Called | None = None
    countries: tuple[str, ...] = ()
    around: tuple[Candidate, ...] = ()
    within: bool = False
    content: tuple[Candidate, ...] = ()
    is_place: bool = True
    length: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The reading of a name, None for NIL, and why.

    `country` is the country that it lies in, with the probability `certainty`; of NIL, that of the places of the name
    where a noun alone tells that they are not meant ("Novosibirsk region", where only the city is known).
    """

    candidate: Candidate | None
    choice: Choice
    country: str | None = None
    certainty: float = 0.0


@dataclass(slots=True)
class Context:
    """Where a document is about: countries by sentence, places, divisions named and divisions with places named."""

    sentences: list[dict[str, float]]
    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    anchors: dict[str, Vector] = field(default_factory=dict)
    divisions: set[str | None] = field(default_factory=set)

    def add_country(self, sentence: int, country: str | None, weight: float = 1.0) -> None:
        """Note that a sentence names a country, or somebody or something of it."""
        if country is not None:
            here = self.sentences[sentence]
            here[country] = here.get(country, 0.0) + weight
            self.countries[country] += weight

    def add_place(self, sentence: int, candidate: Candidate) -> None:
        """Note that a sentence names a place."""
        entry = candidate.entry
        self.add_country(sentence, entry.country, 1.0 if candidate.level == "state" else 0.7)
        if candidate.at is not None and candidate.level != "state" and len(self.anchors) < _ANCHORS:
            self.anchors.setdefault(entry.key, candidate.at)
        if candidate.division is not None:
            self.divisions.add(candidate.division)

    def presence(self, country: str | None, sentence: int) -> float:
        """Return from 0 to 1 how much the text in and around a sentence is about a country."""
        if country not in self.countries:
            return 0.0
        weight = self.sentences[sentence].get(country, 0.0) + 0.15 * self.countries[country]
        for number in (sentence - 1, sentence + 1):
            if 0 <= number < len(self.sentences):
                weight += 0.5 * self.sentences[number].get(country, 0.0)
        return weight / (weight + 1.0)

    def nearness(self, candidate: Candidate) -> float:
        """Return from 0 to 1 how near a candidate is to another place of the text, by great-circle distance."""
        if candidate.at is None or candidate.level == "state":
            return 0.0
        best = max(
            (_cosine(candidate.at, at) for key, at in self.anchors.items() if key != candidate.entry.key), default=-1
        )
        return exp(-_EARTH * acos(min(best, 1.0)) / _NEAR) if best > 0.9 else 0.0


def _cosine(one: Vector, other: Vector) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def holds(outer: Candidate, inner: Candidate) -> bool:
    """Tell whether a state, division or area contains a place, as far as the gazetteer tells."""
    if outer.entry.country != inner.entry.country or outer.entry.country is None or inner.level == "state":
        return False
    if outer.level == "region":
        return inner.level == "city" and inner.division == outer.division
    return outer.level != "city" and outer.entry.key != inner.entry.key


def weigh(candidates: Sequence[Candidate], evidence: Evidence, context: Context) -> list[Features]:
    """Return what speaks for each reading of a name."""
    presence: dict[str | None, float] = {}
    inside = [_inside(c, evidence) for c in candidates]
    wider = {c.entry.country for c in candidates if c.level in {"state", "area"}}
    length = min(max(evidence.length - 4, 0), 8) / 8
    about = sum(context.countries.values()) >= _ABOUT
    found: list[Features] = []
    for candidate, within in zip(candidates, inside, strict=True):
        entry, level = candidate.entry, candidate.level
        if entry.country not in presence:
            presence[entry.country] = context.presence(entry.country, evidence.sentence)
        tied = 0.0
        if evidence.countries:
            tied = 1.0 if entry.country in evidence.countries else -1.0
        found.append(
            Features(  # in order, since keywords would cost more than the rest
                float(level == "state"),
                float(level == "region"),
                float(_is_eclipsed(candidate, candidates, wider)),
                float(level == "area"),
                candidate.size,
                float(not candidate.main and level == "city"),
                float(candidate.small),
                length if level == "city" else 0.0,
                1.0 - candidate.likeness,
                float(candidate.seat is not None and entry.country not in wider),
                _CALLED.get((evidence.called, level), 0.0),
                tied,
                1.0 if within else _outside(candidate, evidence, any(inside)),
                presence[entry.country],
                float(about and presence[entry.country] == 0.0 and entry.country is not None),
                float(candidate.division in context.divisions),
                context.nearness(candidate),
            )
        )
    return found


def _is_eclipsed(candidate: Candidate, candidates: Sequence[Candidate], wider: Set[str | None]) -> bool:
    """Tell whether another place of the name, in or around this one, is meant more often."""
    if candidate.level == "region":
        cities = [c for c in candidates if c.level == "city" and c.entry.country == candidate.entry.country]
        return any(c.division == candidate.division or (c.division is None and c.size >= _SIZEABLE) for c in cities)
    return candidate.level == "city" and candidate.entry.country in wider


def _inside(candidate: Candidate, evidence: Evidence) -> bool:
    return any(holds(outer, candidate) for outer in evidence.around) or any(
        holds(candidate, inner) for inner in evidence.content
    )


def _outside(candidate: Candidate, evidence: Evidence, others: bool) -> float:
    """Return how far what a name is said to lie in speaks against a reading that does not."""
    if candidate.level == "state" or not (others or evidence.within):
        return 0.0
    if not any(outer.entry.country == candidate.entry.country for outer in evidence.around):
        return -1.0 if others else -1.5
    return -0.2 if candidate.division is None else -1.0


def decide(candidates: Sequence[Candidate], evidence: Evidence, context: Context) -> Decision:
    """Return the likeliest reading of a name, or NIL."""
    features = weigh(candidates, evidence, context)
    odds = [exp(sum(map(mul, f, WEIGHTS))) for f in features]
    nil = exp(NIL + (0.0 if evidence.is_place else NO_PLACE))
    total = sum(odds) + nil
    order = sorted(range(len(odds)), key=lambda n: -odds[n])
    if not order or odds[order[0]] <= nil:
        return _none(candidates, features, nil, total)
    best = order[0]
    second = order[1] if len(order) > 1 else None
    country = candidates[best].entry.country
    choice = Choice(
        score=round(odds[best] / total, 4),
        reason=_reason(candidates, features, best, second),
        runner_up=None if second is None else candidates[second].entry.key,
    )
    certainty = sum(o for o, c in zip(odds, candidates, strict=True) if c.entry.country == country) / total
    return Decision(candidate=candidates[best], choice=choice, country=country, certainty=certainty)


def _none(candidates: Sequence[Candidate], features: Sequence[Features], nil: float, total: float) -> Decision:
    otherwise = {
        c.entry.country
        for f, c in zip(features, candidates, strict=True)
        if f.called and sum(map(mul, f._replace(called=0.0), WEIGHTS)) > NIL
    }
    country = otherwise.pop() if len(otherwise) == 1 else None
    choice = Choice(score=round(nil / total, 4), reason="no reading is likely enough")
    return Decision(candidate=None, choice=choice, country=country)


_WORDS = {
    "called": "called so", "tied": "country of its modifiers", "inside": "place named beside it",
    "country": "country of the text", "division": "region named in text", "near": "near other places of the text",
    "state": "name of a state", "seat": "capital",
}  # fmt: skip
_REASONS = tuple((Features._fields.index(name), words) for name, words in _WORDS.items())
_TELLING = 0.5  # what a reason contributes at least


def _reason(candidates: Sequence[Candidate], features: Sequence[Features], best: int, second: int | None) -> str:
    """Return in words what speaks for the best reading, more than for the second best, most first."""
    own = features[best]
    if second is None:
        gains = [(-own[n] * WEIGHTS[n], words) for n, words in _REASONS if own[n]]
    else:
        other = features[second]
        gains = [((other[n] - own[n]) * WEIGHTS[n], words) for n, words in _REASONS if own[n] != other[n]]
    former = candidates[best].former
    words = [] if former is None else [f"former name ({former})"]
    words += ["only reading"] if second is None else []
    words += [word for gain, word in sorted(gains) if gain < -_TELLING]
    size = candidates[best].size
    if second is not None and candidates[best].level == "city" and all(c.size <= size for c in candidates):
        words.append(f"largest of {len(candidates)}")
    return "; ".join(words[:3]) or "likeliest by itself"
