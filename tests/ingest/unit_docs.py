"""Docs with mentions of military units, read by their component."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc

from ingest.factories import load_knowledge
from ingest.layers import Mention, Referent, When
from ingest.tree import read_tree
from ingest.units import UnitFinder
from ontology.units import load_unit_terms

Find = Callable[..., Doc]


@cache
def finder() -> UnitFinder:
    """Return the component, with the real gazetteer."""
    known = load_knowledge()
    return UnitFinder(load_unit_terms(), known.gazetteer, known.lexicon)


def finding(make_doc: Callable[..., Doc]) -> Find:
    """Return what builds a Doc with mentions and lets the component read it.

    A mention is `words: Type` for a name, `words: Type described` for a description, `words: State PRK` for a state
    that qualifies another noun; `word = other words` is a pronoun for the mention of other words. Occurrences of the
    same words are taken in turn. Names with the same words are one entity, as the mention finder makes them.
    """

    def build(table: str, *mentions: str, since: tuple[str, str, str | None] | None = None) -> Doc:
        doc = make_doc(table)
        tree = read_tree(doc)
        found: list[Mention] = []
        entities: list[Referent] = []
        index: dict[str, int] = {}
        used: set[tuple[int, int]] = set()
        for text in mentions:
            pronoun, _, owner = text.partition(" = ")
            words, _, kind = text.partition(": ")
            begin, end = _locate(tree.words, (pronoun if owner else words).split(), used)
            used.add((begin, end))
            head = next(
                (t for t in range(begin, end) if not begin <= tree.heads[t] < end or tree.heads[t] == t), end - 1
            )
            if owner:
                found.append(Mention(head=head, begin=begin, end=end, kind="pronoun", entities=(index[owner],)))
                continue
            type_, *more = kind.split()
            described = "described" in more
            country = next((m for m in more if m.isupper()), None)
            if described or words not in index:
                classes = load_knowledge().lexicon.widen(type_)
                entities.append(
                    Referent(type=type_, label=words, country=country, described=described, classes=classes)
                )
                index[words] = len(entities) - 1
            form = "nominal" if described else "modifier" if type_ == "State" else "name"
            found.append(Mention(head=head, begin=begin, end=end, kind=form, entities=(index[words],)))
        doc._.mentions, doc._.entities = tuple(found), tuple(entities)
        doc._.times = ()
        if since is not None:
            begin, end = _locate(tree.words, since[0].split(), set())
            doc._.times = (When(head=end - 1, begin=begin, end=end, start=since[1], finish=since[2]),)
        return finder()(doc)

    return build


def _locate(words: list[str], wanted: list[str], used: set[tuple[int, int]]) -> tuple[int, int]:
    for begin in range(len(words)):
        end = begin + len(wanted)
        if words[begin:end] == wanted and not any(b == begin and end <= e for b, e in used):
            return begin, end
    raise AssertionError(f"{wanted} is not in the text")


def names(doc: Doc) -> dict[str, set[str]]:
    """Return the texts of each entity's mentions by its label."""
    found: dict[str, set[str]] = {}
    for mention in doc._.mentions:
        for entity in mention.entities:
            found.setdefault(doc._.entities[entity].label, set()).add(doc[mention.begin : mention.end].text)
    return found


def entity(doc: Doc, label: str) -> Referent:
    """Return the entity with a label that has mentions."""
    return next(doc._.entities[e] for m in doc._.mentions for e in m.entities if doc._.entities[e].label == label)


def links(doc: Doc) -> set[tuple[str, str, str]]:
    """Return what belongs to what, by label."""
    entities = doc._.entities
    return {(entities[r.subject].label, r.predicate, entities[r.object].label) for r in doc._.relations}
