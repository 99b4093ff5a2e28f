"""Find standing relations between entities: who leads, belongs to, supports or fights whom, what lies where."""

from __future__ import annotations

from spacy.tokens import Doc

from ingest.layers import Link, Mention
from ingest.relation_dates import day_before, find_dates, is_said
from ingest.relation_words import Statement, find_statements
from ingest.roles import Roles, read_roles
from ingest.tree import read_tree
from ontology.attribution import Attribution
from ontology.lexicon import Lexicon
from ontology.relations import Relations, Wording

Key = tuple[int, str, int]


class RelationFinder:
    """Component that adds to `Doc._.relations`; each relation once, at its first evidence, with dates if some have."""

    def __init__(self, known: Relations, lexicon: Lexicon, attribution: Attribution) -> None:
        self._known = known
        self._lexicon = lexicon
        self._attribution = attribution

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of one document."""
        tree = read_tree(doc)
        roles = read_roles(tree, doc._.mentions, doc._.entities, self._lexicon, self._attribution)
        found: dict[Key, Link] = {(link.subject, link.predicate, link.object): link for link in doc._.relations or ()}
        published = None if doc._.document is None else doc._.document.published
        for statement in find_statements(roles, self._known):
            if statement.wording.relation == "commands" and is_said(tree, statement.word, self._known.lesser):
                continue
            start, finish = find_dates(
                tree, statement.word, doc._.times or (), begins=statement.wording.holds == "from"
            )
            if is_said(tree, statement.word, self._known.ended):
                finish = finish or day_before(published)
                if finish is None:
                    continue  # it is over, and nobody knows since when
            for link in self._links(roles, statement, start, finish):
                self._add(found, link)
        doc._.relations = tuple(found.values())
        return doc

    def _links(self, roles: Roles, statement: Statement, start: str | None, finish: str | None) -> list[Link]:
        """Return the relations between what the heads of a statement stand for, where their types allow it."""
        a, b = roles.mention(statement.subject), roles.mention(statement.object)
        kind = self._known.types[statement.wording.relation]
        if kind.through_owner:
            a = _owner(roles, statement.subject, kind.subjects) or a
            b = _owner(roles, statement.object, kind.objects) or b
        if a is None or b is None or a.head == b.head or b.kind == "pronoun":
            return []
        begin, end = roles.tree.bounds[roles.tree.sentences[statement.subject]]
        return [
            Link(
                subject=one, predicate=statement.wording.relation, object=other, subject_span=(a.begin, a.end),
                object_span=(b.begin, b.end), begin=begin, end=end, confidence=round(statement.confidence, 4),
                start=start, finish=finish,
            )
            for one in a.entities
            for other in b.entities
            if one != other and self._fits(roles, one, statement.wording, other)
        ]  # fmt: skip

    def _fits(self, roles: Roles, subject: int, wording: Wording, object_: int) -> bool:
        a, b = roles.entities[subject], roles.entities[object_]
        if wording.relation == "memberOf" and a.type == b.type == "MilitaryUnit":
            return False  # a unit is part of another: subOrganizationOf, which the units' component finds
        if wording.described is not None and a.described and a.type not in wording.described:
            return False
        kind = self._known.types[wording.relation]
        subjects, objects = wording.when.get("subject", kind.subjects), wording.when.get("object", kind.objects)
        return a.type in kind.subjects & subjects and b.type in kind.objects & objects

    def _add(self, found: dict[Key, Link], link: Link) -> None:
        """Add a relation, or its dates where it is known without."""
        key = (link.subject, link.predicate, link.object)
        if self._known.types[link.predicate].symmetric and key not in found:
            key = key if (turned := (link.object, link.predicate, link.subject)) not in found else turned
        earlier = found.get(key)
        if earlier is None or (key[0] == link.subject and not (earlier.start or earlier.finish) and link.start):
            found[key] = link


def _owner(roles: Roles, head: int, allowed: frozenset[str]) -> Mention | None:
    """Return who stands before what is no actor itself (the rebels in "rebel positions"), None where none is needed."""
    mention = roles.mention(head)
    if mention is not None and any(roles.entities[e].type in allowed for e in mention.entities):
        return None
    for child in roles.tree.children[head]:
        near = roles.tree.bases[child] in {"amod", "compound"} or roles.tree.deps[child] == "nmod:poss"
        if near and (owner := roles.mentions.get(roles.covered.get(child, child))) is not None:
            return owner
    return None
