"""Turn events into claims: who reports each, how sure, affirmed or denied, and which sentence says so."""

from __future__ import annotations

from spacy.tokens import Doc

from ingest.conventions import settle
from ingest.cues import index_phrases
from ingest.layers import Attributed, Finding, Referent
from ingest.roles import Roles, read_roles
from ingest.sources import Sources, Speaker, read_sources
from ingest.standing import Judge
from ingest.tree import read_tree
from ontology.attribution import Attribution
from ontology.event_types import EventTypes
from ontology.lexicon import Lexicon

SPEAKING = frozenset({"State", "Person", "Organization", "Group", "Force", "MilitaryUnit"})
RECORDS = frozenset({"Document", "Statement", "Information", "Media"})
Level = tuple[Speaker | None, list[tuple[int | None, float]]]
PRONOUN = 0.9  # how sure a source is that a pronoun stands for
OUTER = 0.8  # how sure it is that an outer source stands by what an inner one says


class ClaimFinder:
    """Component that fills `Doc._.claims`, at least one for each event, and settles the events' types by them."""

    def __init__(self, types: EventTypes, lexicon: Lexicon, attribution: Attribution) -> None:
        self._types = types
        self._lexicon = lexicon
        self._attribution = attribution
        self._phrases = index_phrases(attribution)

    def __call__(self, doc: Doc) -> Doc:
        """Attribute the events of one document."""
        tree = read_tree(doc)
        roles = read_roles(tree, doc._.mentions, doc._.entities, self._lexicon, self._attribution)
        sources = read_sources(roles, self._attribution)
        judge = Judge(roles, self._types, self._attribution, self._phrases.find(tree))
        claims: list[Attributed] = []
        events: list[Finding] = []
        for number, event in enumerate(doc._.events):
            found = _attribute(number, event, roles, sources, judge)
            events.append(settle(event, found, roles, self._types))
            claims += found
        doc._.events = tuple(events)
        doc._.claims = tuple(claims)
        return doc


def _attribute(number: int, event: Finding, roles: Roles, sources: Sources, judge: Judge) -> list[Attributed]:
    """Return a claim for each innermost named source and one for the next outer one, else the publisher's."""
    tree = roles.tree
    begin, end = tree.bounds[tree.sentences[event.trigger]]
    named: list[Level] = []
    for around in sources.around(event.trigger):
        entities = _entities(roles, around)
        if entities and len(named) < 2:
            named.append((around, entities))
    claims: list[Attributed] = []
    taken: set[int | None] = set()
    levels: list[Level] = [*named] or [(None, [(None, 1.0)])]
    for depth, (speaker, who) in enumerate(levels):
        standing = judge.judge(event, None if speaker is None else speaker.predicate)
        standing.weaken(None if speaker is None else speaker.certainty)
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
