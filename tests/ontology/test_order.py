"""Records that say the same have one order."""

from __future__ import annotations

from dataclasses import replace

from ontology.order import arranged
from ontology.records import Annotated, Document, Entity, Event, Relation, Span


def entity(iri: str, *mentions: Span, same_as: tuple[str, ...] = ()) -> Entity:
    return Entity(iri=iri, type="State", label=iri, codes={}, mentions=mentions, same_as=same_as)


def event(begin: int, class_: str, contexts: tuple[str, ...] = ()) -> Event:
    return Event(
        iri=f"x:{begin}{class_}", type="AID", mode=None, class_=class_, contexts=contexts, trigger=Span(begin, 9),
        participants=(), claims=(),
    )  # fmt: skip


def test_arranged() -> None:
    document = Document(
        iri="x:d", id="d", title=None, text="", published=None, source=None, url=None, sha256="", language="en"
    )
    relation = Relation(
        subject="x:a", predicate="p", object="x:b", subject_span=Span(4, 5), object_span=Span(0, 1),
        evidence=Span(0, 5), confidence=0.5,
    )  # fmt: skip
    earlier = replace(relation, subject_span=Span(1, 2))
    late, early = entity("x:a", Span(5, 6), Span(0, 1)), entity("x:b", Span(1, 2), same_as=("x:2", "x:1", "x:2"))
    record = Annotated(
        document=document,
        entities=(entity("x:none"), late, early),
        events=(event(3, "B"), event(3, "A"), event(1, "C", ("legal", "economic", "legal"))),
        relations=(relation, earlier, relation),
    )
    result = arranged(record)
    assert [e.iri for e in result.entities] == ["x:b", "x:a", "x:none"]
    assert result.entities[0].same_as == ("x:1", "x:2")
    assert result.entities[1].mentions == (Span(5, 6), Span(0, 1))
    assert [e.iri for e in result.events] == ["x:1C", "x:3A", "x:3B"]
    assert result.events[0].contexts == ("economic", "legal")
    assert result.relations == (earlier, relation)
    assert arranged(result) == result
