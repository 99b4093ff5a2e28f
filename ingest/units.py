"""Military units as entities: the structure of their names, what they are part of, and how many they are."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Doc

from ingest.layers import Link
from ingest.numerals import read_nth
from ingest.roster import Roster
from ingest.strength import add_strengths
from ingest.subordination import make_links, set_apart, tie_clauses
from ingest.tree import read_tree
from ingest.unit_identity import merge_units, qualify_labels
from ingest.unit_names import make_unit_names
from ingest.unit_ties import Tie, tie_names, tie_people
from ontology.gazetteer import Gazetteer
from ontology.lexicon import Lexicon
from ontology.units import UnitTerms

OWN_NAMES = frozenset({"name", "demonym", "acronym"})


class UnitFinder:
    """Component that gives units and forces structure, superiors and strength, after coreference and times.

    It changes `Doc._.mentions` and `Doc._.entities`, and begins `Doc._.relations` with what belongs to what.
    """

    def __init__(self, terms: UnitTerms, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._terms = terms
        self._gazetteer = gazetteer
        self._names = make_unit_names(terms, lru_cache(maxsize=1 << 14)(self._nation), lexicon.widen("MilitaryUnit"))

    def __call__(self, doc: Doc) -> Doc:
        """Sort out the units of one document."""
        roster = Roster(read_tree(doc), doc._.mentions, doc._.entities)
        self._names.find(roster, _dates(doc))
        _note_superiors(roster, tie_names(roster, self._terms))
        merge_units(roster, self._terms)
        add_strengths(roster, self._terms)
        names = tie_names(roster, self._terms)
        ties = [*names, *tie_people(roster), *tie_clauses(roster, names)]
        set_apart(roster, ties, self._terms)
        links = make_links(roster, ties, doc._.times or (), self._terms)
        _inherit_countries(roster, links)
        qualify_labels(roster, self._terms)
        doc._.mentions, doc._.entities = roster.ordered(), tuple(roster.entities)
        doc._.relations = tuple(links)
        return doc

    def _nation(self, text: str) -> str | None:
        """Return the country that a word of a unit's name tells: a state's name or demonym, or its forces' acronym."""
        for name in self._gazetteer.find(text):
            if name.entry_key.startswith("state/") and name.kind in OWN_NAMES:
                return name.entry_key.removeprefix("state/")
            if name.kind == "acronym" and len(text) > 1:
                entry = self._gazetteer.entry(name.entry_key)
                if entry.type in {"Organization", "MilitaryUnit"}:
                    return entry.country
        return None


def _dates(doc: Doc) -> frozenset[int]:
    """Return the tokens of dates, which no unit's name takes in; the reader may take "18th" for one."""
    spans = [(e.start, e.end) for e in doc.ents if e.label_ in {"DATE", "TIME"}]
    return frozenset(
        t for begin, end in spans if end - begin > 1 or read_nth(doc[begin].text) is None for t in range(begin, end)
    )


def _note_superiors(roster: Roster, ties: list[Tie]) -> None:
    """Keep what names side by side say of each other, to tell battalions of the same number apart."""
    for tie in ties:
        below, above = roster.mentions.get(tie.below), roster.mentions.get(tie.above)
        if below is not None and above is not None:
            for entity in below.entities:
                roster.superiors.setdefault(entity, above.entities[0])


def _inherit_countries(roster: Roster, links: list[Link]) -> None:
    """Give units and forces the country of what they belong to, from the top down."""
    for _ in range(3):
        for link in links:
            below, above = roster.entities[link.subject], roster.entities[link.object]
            if below.country is None and below.key is None and above.country is not None:
                roster.entities[link.subject] = replace(below, country=above.country)
