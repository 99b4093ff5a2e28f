"""Turn events into claims: who reports each, how sure, affirmed or denied, and which sentence says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from ingest.conventions import settle
from ingest.cues import Standing, index_phrases
from ingest.deciding import Features
from ingest.layers import Attributed, Finding, Referent
from ingest.reader.hints import Hints
from ingest.roles import Roles, read_roles
from ingest.sources import Sources, Speaker, read_sources
from ingest.standing import Judge
from ingest.tree import read_tree
from ingest.weighing import standing_features, weigh
from ontology.attribution import Attribution
from ontology.event_types import EventTypes
from ontology.lexicon import Lexicon

SPEAKING = frozenset({"State", "Person", "Organization", "Group", "Force", "MilitaryUnit"})
RECORDS = frozenset({"Document", "Statement", "Information", "Media"})
Level = tuple[Speaker | None, list[tuple[int | None, float]]]
PRONOUN = 0.9  # how sure a source is that a pronoun stands for
OUTER = 0.8  # how sure it is that an outer source stands by what an inner one says


@dataclass(frozen=True, slots=True)
class _Around:
    """What a document's claims are read from."""

    roles: Roles
    sources: Sources
    judge: Judge
    hints: Hints | None


class ClaimFinder:
    """Component that fills `Doc._.claims`, at least one for each event, and settles the events' types by them."""

    def __init__(
        self, types: EventTypes, lexicon: Lexicon, attribution: Attribution, weights: Mapping[str, float] | None = None
    ) -> None:
        self._types = types
        self._weights = weights
        self._lexicon = lexicon
        self._attribution = attribution
        self._phrases = index_phrases(attribution)

    def __call__(self, doc: Doc) -> Doc:
        """Attribute the events of one document."""
        around = self._read(doc)
        claims: list[Attributed] = []
        events: list[Finding] = []
        for number, event in enumerate(doc._.events):
            found = self._attribute(number, event, around)
            events.append(settle(event, found, around.roles, self._types))
            claims += found
        doc._.events = tuple(events)
        doc._.claims = tuple(claims)
        return doc

    def _read(self, doc: Doc) -> _Around:
        tree = read_tree(doc)
        roles = read_roles(tree, doc._.mentions, doc._.entities, self._lexicon, self._attribution)
        judge = Judge(roles, self._types, self._attribution, self._phrases.find(tree))
        return _Around(roles, read_sources(roles, self._attribution), judge, doc._.hints)

    def standings(self, doc: Doc) -> Iterator[tuple[Finding, Standing, Mapping[str, Sequence[Features]] | None]]:
        """Yield each event with its standing by the innermost source, as cues alone give it, and what weighs it."""
        around = self._read(doc)
        for event in doc._.events:
            speaker = _levels(event, around)[0][0]
            standing = _stand(event, speaker, around)
            yield event, standing, self._features(standing, event, speaker, around)

    def _features(
        self, standing: Standing, event: Finding, speaker: Speaker | None, around: _Around
    ) -> Mapping[str, Sequence[Features]] | None:
        if around.hints is None:
            return None
        return standing_features(standing, event, speaker is not None, around.roles, self._types, around.hints)

    def _attribute(self, number: int, event: Finding, around: _Around) -> list[Attributed]:
        """Return a claim for each innermost named source and one for the next outer one, else the publisher's."""
        tree = around.roles.tree
        begin, end = tree.bounds[tree.sentences[event.trigger]]
        claims: list[Attributed] = []
        taken: set[int | None] = set()
        for depth, (speaker, who) in enumerate(_levels(event, around)):
            standing = _stand(event, speaker, around)
            features = None if self._weights is None else self._features(standing, event, speaker, around)
            if features is not None and self._weights is not None:
                standing = weigh(standing, features, self._weights)
            cue = standing.cue if speaker is None else standing.cue or speaker.cue
            for entity, sure in who:
                if entity in taken:
                    continue
                taken.add(entity)
                claims.append(
                    Attributed(
                        event=number, source=entity, certainty=standing.certainty, polarity=standing.polarity,
                        temporality=standing.temporality or "past", begin=begin, end=end, cue=cue,
                        confidence=round(min(1.0, event.score * sure * (OUTER if depth else 1.0)), 4),
                    )
                )  # fmt: skip
        return claims


def _levels(event: Finding, around: _Around) -> list[Level]:
    """Return the two innermost named sources of an event, else the publisher."""
    named: list[Level] = []
    for speaker in around.sources.around(event.trigger):
        entities = _entities(around.roles, speaker)
        if entities and len(named) < 2:
            named.append((speaker, entities))
    return named or [(None, [(None, 1.0)])]


def _stand(event: Finding, speaker: Speaker | None, around: _Around) -> Standing:
    """Return the standing of an event by what words say, as a source puts it."""
    standing = around.judge.judge(event, None if speaker is None else speaker.predicate)
    standing.weaken(None if speaker is None else speaker.certainty)
    return standing


def _may_speak(referent: Referent) -> bool:
    """Tell whether an entity can be a source: who can speak, and documents; of other nouns only unlisted ones."""
    if referent.type != "Thing":
        return referent.type in SPEAKING
    return not referent.classes or not referent.classes.isdisjoint(RECORDS)


def _entities(roles: Roles, speaker: Speaker) -> list[tuple[int | None, float]]:
    found: list[tuple[int | None, float]] = []
    for head in speaker.heads:
        for part in roles.tree.conjuncts(head):
            mention = roles.mention(part)
            entities = () if mention is None else mention.entities[:1] if mention.split else mention.entities
            for entity in entities:
                if mention is not None and _may_speak(roles.entities[entity]):
                    found.append((entity, PRONOUN if mention.kind == "pronoun" else 1.0))
    return found
