"""Our components as spaCy factories, and the part of the ontology that they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from ingest.claims import ClaimFinder
from ingest.coreference import Coreference, deeds_of_forces
from ingest.coreference_weights import load_weights
from ingest.deciding import load_decider, load_standing
from ingest.events import EventFinder
from ingest.layers import register_layers
from ingest.measures import MeasureFinder
from ingest.mentions import MentionFinder
from ingest.metonymy import learn_metonymy
from ingest.naming import Naming
from ingest.relations import RelationFinder
from ingest.times import TimeFinder
from ingest.units import UnitFinder
from ontology.attribution import Attribution, load_attribution
from ontology.contexts import ContextCues, load_contexts
from ontology.event_types import EventTypes, load_event_types
from ontology.gazetteer import Gazetteer, load_gazetteer
from ontology.lexicon import Lexicon, load_lexicon
from ontology.measures import MeasureTerms, load_measure_terms
from ontology.relations import Relations, load_relations
from ontology.units import UnitTerms, load_unit_terms

Component = Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the components read from the ontology."""

    types: EventTypes
    lexicon: Lexicon
    attribution: Attribution
    gazetteer: Gazetteer
    units: UnitTerms
    relations: Relations
    measures: MeasureTerms
    contexts: ContextCues


@cache
def load_knowledge() -> Knowledge:
    """Load the ontology's data, once per process: it is immutable and takes a second (the first time of all ten).

    Raises OntologyError.
    """
    types = load_event_types()
    return Knowledge(
        types=types,
        lexicon=load_lexicon(),
        attribution=load_attribution(),
        gazetteer=load_gazetteer(),
        units=load_unit_terms(),
        relations=load_relations(types.classes),
        measures=load_measure_terms(types.classes),
        contexts=load_contexts(),
    )


def register_factories() -> None:
    """Register the components with spaCy under the names that pipeline.cfg uses; again is harmless."""
    register_layers()
    tokens = ["token.dep", "token.head", "token.lemma", "token.pos", "token.tag"]
    found = ["doc._.mentions", "doc._.entities"]
    Language.factory(
        "sitrep_mentions", requires=[*tokens, "doc.ents", "doc._.frames"], assigns=["doc._.tree", *found],
        func=make_mentions,
    )  # fmt: skip
    Language.factory("sitrep_coreference", requires=["doc._.tree", *found], assigns=found, func=make_coreference)
    Language.factory("sitrep_times", requires=["doc._.tree", "doc.ents"], assigns=["doc._.times"], func=make_times)
    Language.factory(
        "sitrep_units", requires=["doc._.tree", "doc._.times", "doc.ents", *found], assigns=[*found, "doc._.relations"],
        func=make_units,
    )  # fmt: skip
    Language.factory(
        "sitrep_events", requires=["doc._.tree", "doc._.times", *found], assigns=["doc._.events"], func=make_events
    )
    Language.factory(
        "sitrep_claims", requires=["doc._.tree", "doc._.events", *found], assigns=["doc._.claims", "doc._.events"],
        func=make_claims,
    )  # fmt: skip
    Language.factory(
        "sitrep_measures", requires=["doc._.tree", "doc._.events", *found], assigns=["doc._.events"], func=make_measures
    )
    Language.factory(
        "sitrep_relations", requires=["doc._.tree", "doc._.times", *found], assigns=["doc._.relations"],
        func=make_relations,
    )  # fmt: skip


def make_mentions(nlp: Language, name: str) -> Component:
    """Make the component that finds mentions."""
    known = load_knowledge()
    naming = Naming(known.gazetteer, known.lexicon)
    return MentionFinder(naming, learn_metonymy(known.types, known.attribution))


def make_coreference(nlp: Language, name: str) -> Component:
    """Make the component that ties mentions together."""
    known = load_knowledge()
    return Coreference(known.lexicon, known.attribution, load_weights(), deeds_of_forces(known.types))


def make_times(nlp: Language, name: str) -> Component:
    """Make the component that reads time expressions."""
    return TimeFinder()


def make_units(nlp: Language, name: str) -> Component:
    """Make the component that sorts out military units."""
    known = load_knowledge()
    return UnitFinder(known.units, known.gazetteer, known.lexicon)


def make_events(nlp: Language, name: str) -> Component:
    """Make the component that finds events."""
    known = load_knowledge()
    return EventFinder(known.types, known.lexicon, known.attribution, load_decider())


def make_claims(nlp: Language, name: str) -> Component:
    """Make the component that attributes events."""
    known = load_knowledge()
    return ClaimFinder(known.types, known.lexicon, known.attribution, load_standing())


def make_measures(nlp: Language, name: str) -> Component:
    """Make the component that finds the numbers of events."""
    return MeasureFinder(load_knowledge().measures)


def make_relations(nlp: Language, name: str) -> Component:
    """Make the component that finds standing relations."""
    known = load_knowledge()
    return RelationFinder(known.relations, known.lexicon, known.attribution)
