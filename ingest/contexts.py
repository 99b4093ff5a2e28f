"""General contexts of events (PLOVER): what an event is about, whatever its type.

A context comes from the class of the event, from the words of its sentence, from who takes part, or from the document
as a whole where the sentence has no word of its own to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from ingest.layers import Finding, Referent
from ontology.contexts import ContextCues
from ontology.event_types import EventTypes

PREVAILS_FROM = 3  # sentences that speak of a context before it can hold for all of a document …
PREVAILING_SHARE = 1 / 3  # … and their share in the sentences that speak of any


def find_contexts(doc: Doc, cues: ContextCues, types: EventTypes) -> list[tuple[str, ...]]:
    """Return the contexts of each event in `Doc._.events`, sorted."""
    findings: Sequence[Finding] = doc._.events
    if not findings:
        return []
    spoken = _spoken_of(doc, cues)
    prevailing = _prevailing(spoken)
    found = []
    for finding in findings:
        sentence = spoken[doc._.tree.sentences[finding.trigger]]
        contexts = sentence | _of_participants(finding, doc._.entities, cues, types)
        class_ = types.classes[finding.class_name]
        contexts = (contexts or prevailing) | set(class_.contexts)
        found.append(tuple(sorted(c for c in contexts if cues.yields.get(c, frozenset()).isdisjoint(contexts))))
    return found


def _spoken_of(doc: Doc, cues: ContextCues) -> list[set[str]]:
    """Return the contexts of each sentence's words.

    An expression is made of lemmas or of the words themselves ("human rights"), and ends with its sentence.
    """
    tree = doc._.tree
    lemmas = [lemma.lower() for lemma in tree.lemmas]
    spoken: list[set[str]] = []
    for begin, end in tree.bounds:
        found: set[str] = set()
        for token in range(begin, end):
            lemma, word = lemmas[token], tree.lower[token]
            known = cues.words.get(lemma, ())
            for rest, context in known if word == lemma else (*known, *cues.words.get(word, ())):
                if context not in found and _follows(rest, lemmas, tree.lower, token + 1, end):
                    found.add(context)
        spoken.append(found)
    return spoken


def _follows(rest: tuple[str, ...], lemmas: list[str], words: list[str], at: int, end: int) -> bool:
    if at + len(rest) > end:
        return False
    return all(word in (lemmas[at + i], words[at + i]) for i, word in enumerate(rest))


def _prevailing(spoken: Sequence[set[str]]) -> set[str]:
    counts = Counter(context for contexts in spoken for context in contexts)
    least = max(PREVAILS_FROM, PREVAILING_SHARE * sum(map(bool, spoken)))
    return {context for context, count in counts.items() if count >= least}


def _of_participants(finding: Finding, entities: Sequence[Referent], cues: ContextCues, types: EventTypes) -> set[str]:
    roles: dict[str, set[str]] = {"type": {finding.type_name or types.classes[finding.class_name].parent}}
    for slot in finding.slots:
        roles.setdefault(slot.role, set()).update(entities[slot.entity].classes)
    found = {
        context
        for role, classes in roles.items()
        if role != "type"
        for class_ in classes
        for context in cues.classes.get(class_, ())
    }
    return found | {context for context, when in cues.conditions if _holds(when, roles)}


def _holds(when: Mapping[str, frozenset[str]], roles: Mapping[str, set[str]]) -> bool:
    return all(not classes.isdisjoint(roles.get(role, ())) for role, classes in when.items())
