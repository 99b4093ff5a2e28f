"""Tie pronouns, descriptions and names to what they stand for: few links, but sure ones."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ingest.chain import Chain
from ingest.coreference_names import tie_names
from ingest.coreference_nouns import Nouns
from ingest.coreference_pronouns import GENDERS, KINDS, PARTIES, nearest_force, pronoun_choice, spoke_last, subject_of
from ingest.coreference_speech import Speech, add_first_persons, speaker_of
from ingest.coreference_weights import Decide, Weights
from ingest.layers import Mention, Referent
from ingest.tree import read_tree
from ontology.attribution import Attribution
from ontology.event_types import EventTypes, Evocation
from ontology.lexicon import Lexicon

PRONOUNS = frozenset({*KINDS, "whose"})
PAIR = frozenset({"two", "both"})
STATES = frozenset({"country", "nation", "state", "neighbour", "neighbor", "side"})
NEAR = 2  # sentences that "the two countries" looks back
FORCES_REACH = 8  # sentences that "the North Koreans" looks back for North Korean forces
DEEDS = frozenset({"ASSAULT", "MOBILIZE", "RETREAT"})  # types of what forces do
OWN_FORCES = frozenset({"Force", "Government", "MilitaryUnit"})  # what a speaker of a state calls "our"


def deeds_of_forces(types: EventTypes) -> frozenset[str]:
    """Return the lemmas of verbs and nouns that evoke, whatever their arguments, what forces do."""
    found = {cue.partition(".")[0] for cue, all_ in types.by_roleset.items() if any(_is_deed(types, e) for e in all_)}
    return frozenset(found | {cue for cue, all_ in types.by_noun.items() if any(_is_deed(types, e) for e in all_)})


def _is_deed(types: EventTypes, evocation: Evocation) -> bool:
    return types.classes[evocation.event_class].parent in DEEDS and not evocation.when


class Coreference:
    """Component that merges entities of `Doc._.entities` and adds pronouns to `Doc._.mentions`."""

    def __init__(
        self, lexicon: Lexicon, attribution: Attribution, weights: Weights, deeds: frozenset[str] = frozenset()
    ) -> None:
        self._lexicon = lexicon
        self._attribution = attribution
        self._weights = weights
        self._nouns = Nouns(lexicon)
        self._deeds = deeds

    def __call__(self, doc: Doc) -> Doc:
        """Resolve one document."""
        chain = self.resolve(doc, self._weights.decide)
        doc._.mentions = tuple(sorted(chain.mentions.values(), key=lambda m: m.head))
        doc._.entities = tuple(chain.entities)
        return doc

    def resolve(self, doc: Doc, decide: Decide) -> Chain:
        """Return the chain of a document, names first, then left to right as `decide` chooses."""
        chain = Chain(read_tree(doc), doc._.mentions, doc._.entities)
        speech = Speech(chain.tree, self._attribution)
        _part_descriptions(chain)
        tie_names(chain, self._lexicon)
        pronouns = [token for token, word in enumerate(chain.tree.lower) if word in PRONOUNS]
        for token in sorted({*chain.mentions, *pronouns}):
            mention = chain.mentions.get(token)
            if mention is None:
                mention = self._pronoun(chain, speech, token, decide)
            elif mention.kind == "nominal" or self._is_common(chain, mention):
                self._describe(chain, mention, decide)
            elif _is_people(chain, mention) and (forces := _forces_of(chain, mention)) is not None:
                chain.point(mention, (forces,))
            if mention is not None:
                chain.push(chain.mentions[token])
        add_first_persons(chain, speech)
        _inherit_countries(chain, speech)
        return chain

    def _pronoun(self, chain: Chain, speech: Speech, token: int, decide: Decide) -> Mention | None:
        """Add the mention of a pronoun that can be resolved."""
        tree = chain.tree
        word = tree.lower[token]
        if word == "whose":
            entities = _whose(chain, token)
        elif joint := _joint(chain, token):
            entities = joint
        elif tree.pos[token] in {"PRON", "DET"}:
            choice = pronoun_choice(chain, speech, token, self._deeds)
            if choice.kind == "they":
                thread = decide(token, choice) or nearest_force(choice)
            else:
                thread = spoke_last(choice) or decide(token, choice)
            if thread is not None and word in GENDERS:
                thread.gender = GENDERS[word]
            entities = () if thread is None else thread.entities
        else:
            entities = ()
        if not entities:
            return None
        mention = Mention(head=token, begin=token, end=token + 1, kind="pronoun", entities=entities)
        chain.mentions[token] = mention
        return mention

    def _describe(self, chain: Chain, mention: Mention, decide: Decide) -> None:
        entities = self._pair(chain, mention)
        if not entities:
            choice = self._nouns.choice(chain, mention)
            thread = self._nouns.hypernym(chain, mention) if choice is None else decide(mention.head, choice)
            entities = () if thread is None else thread.entities
        if entities:
            chain.point(mention, entities)

    def _is_common(self, chain: Chain, mention: Mention) -> bool:
        """Tell whether a name is a noun in capitals, which stands for what was named in full ("the Court")."""
        referent = chain.entities[mention.entities[0]]
        if mention.kind != "name" or referent.key is not None or mention.end - mention.begin > 1 or not mention.begin:
            return False
        tree = chain.tree
        return tree.lower[mention.begin - 1] == "the" and bool(self._lexicon.classes_of(tree.lower[mention.begin]))

    def _pair(self, chain: Chain, mention: Mention) -> tuple[int, ...]:
        """Return the two states or persons that "the two countries" or "both sides" can only mean."""
        tree = chain.tree
        if PAIR.isdisjoint(tree.lower[mention.begin : mention.head]):
            return ()
        wants_state = tree.lemmas[mention.head] in STATES
        wants_person = "Person" in self._lexicon.classes_of(tree.lemmas[mention.head])
        type_ = "State" if wants_state else "Person" if wants_person else None
        sentence = tree.sentences[mention.head]
        by_sentence: dict[int, list[int]] = {}
        for thread in chain.recent(sentence - NEAR + 1):
            for known in reversed(thread.mentions):
                number = tree.sentences[known.head]
                if number <= sentence - NEAR:
                    break
                found = [chain.state_of(e) if wants_state else e for e in known.entities]
                by_sentence.setdefault(number, []).extend(
                    e for e in found if e >= 0 and chain.entities[e].type == type_
                )
        for number in sorted(by_sentence, reverse=True):
            if by_sentence[number]:
                distinct = tuple(sorted(set(by_sentence[number])))
                return distinct if len(distinct) == 2 else ()
        return ()


def _part_descriptions(chain: Chain) -> None:
    """Give descriptions that are worded alike entities of their own again: whether they are one is decided later."""
    seen: set[int] = set()
    for _, mention in sorted(chain.mentions.items()):
        entity = mention.entities[0]
        if mention.kind == "nominal" and not _is_army(chain, mention):
            if entity in seen:
                chain.part(mention)
            seen.add(entity)


def _is_army(chain: Chain, mention: Mention) -> bool:
    """Tell whether a plural means the forces of a state as a whole ("Russian troops")."""
    referent = chain.entities[mention.entities[0]]
    return referent.type == "Force" and referent.country is not None and chain.is_plural(mention)


def _joint(chain: Chain, token: int) -> tuple[int, ...]:
    """Return the parties that "they" means after a subject that joins them ("Hamas and Fatah said they had")."""
    tree = chain.tree
    if KINDS.get(tree.lower[token]) != "they":
        return ()
    subject = subject_of(tree, token)
    sentence = tree.sentences[token]
    if subject is None and sentence and token == tree.bounds[sentence][0]:
        begin, end = tree.bounds[sentence - 1]
        root = next((t for t in range(begin, end) if tree.heads[t] == t), begin)
        subject = tree.child(root, "nsubj")
    if subject is None or subject > token:
        return ()
    parts = [chain.at(part) for part in tree.conjuncts(subject)]
    entities = tuple(dict.fromkeys(m.entities[0] for m in parts if m is not None and m.head < token))
    parties = len(parts) > 1 and None not in parts and all(chain.entities[e].type in PARTIES for e in entities)
    return entities if parties and len(entities) > 1 else ()


def _whose(chain: Chain, token: int) -> tuple[int, ...]:
    """Return what the relative clause of "whose" is about."""
    tree = chain.tree
    clause = token
    while tree.bases[clause] != "acl" and tree.heads[clause] != clause:
        clause = tree.heads[clause]
    known = chain.at(tree.heads[clause]) if tree.bases[clause] == "acl" else None
    return () if known is None else known.entities


def _is_people(chain: Chain, mention: Mention) -> bool:
    """Tell whether a mention is of the kind "the North Koreans"."""
    referent = chain.entities[mention.entities[0]]
    begin = mention.begin
    described = referent.described and referent.type == "Group" and mention.kind == "name"
    return described and begin > 0 and chain.tree.lower[begin - 1] == "the"


def _forces_of(chain: Chain, mention: Mention) -> int | None:
    """Return the forces that "the North Koreans" means after "North Korean troops"."""
    country = chain.entities[mention.entities[0]].country
    for thread in chain.recent(chain.tree.sentences[mention.head] - FORCES_REACH):
        referent = chain.of(thread)
        if referent.type == "Force" and referent.country == country:
            return thread.entities[0]
    return None


def _inherit_countries(chain: Chain, speech: Speech) -> None:
    """Give "its troops" and "the two countries' leaders" the states of what their possessors stand for."""
    tree = chain.tree
    for head, mention in sorted(chain.mentions.items()):
        index = mention.entities[0]
        referent = chain.entities[index]
        if mention.kind != "nominal" or not referent.described or referent.country is not None or mention.split:
            continue
        owners = [c for c in tree.children[head] if tree.deps[c] == "nmod:poss"]
        found = [chain.entities[e].country for o in owners for e in _owners_of(chain, speech, o, referent)]
        countries = [c for c in dict.fromkeys(found) if c is not None]
        if len(countries) == 1:
            chain.entities[index] = replace(referent, country=countries[0])
        elif countries:
            states = tuple(s for c in countries if (s := chain.states.get(c)) is not None)
            chain.mentions[head] = replace(mention, entities=(index, *states), split=bool(states))


def _owners_of(chain: Chain, speech: Speech, token: int, owned: Referent) -> tuple[int, ...]:
    """Return what a possessor stands for; "our troops" are those of the speaker's country."""
    owner = chain.at(token)
    if owner is None and chain.tree.lower[token] == "our" and owned.classes & OWN_FORCES:
        speaker = speaker_of(chain, speech, token)
        return () if speaker is None else (speaker,)
    return () if owner is None else owner.entities
