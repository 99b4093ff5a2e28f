"""What is worth a person's look, as questions that can be answered with a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from api.entries import Entries
from api.identity import line_of
from api.lookup import Article, EntityRow, articles
from api.names import command
from api.passages import Passage, read_passage
from api.portrait import row_json
from api.resolved import documents_of, text_of
from graph.merged import MENTIONS
from graph.review import Suggestion, suggestions
from graph.store import Store
from ontology.iris import linked
from ontology.records import Span

_TITLES = 3  # documents named for each entity, the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A decision that answers a question, and what it says in words."""

    says: str
    verdict: Literal["same", "different"]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Are `one` and `other` one? Or, where `link` is given: does `document` mean `one`, as it was read, or `other`?

    `score` is how likely it is that `one` and `other` are one, or that the document means `one`. `titles` are those of
    the newest documents that mention each, `passages` where the newest first does so; of a link, its document's.
    """

    kind: Literal["identity", "link"]
    one: EntityRow
    other: EntityRow
    link: str | None
    reason: str
    score: float
    gain: float
    documents: int
    titles: tuple[tuple[str, ...], tuple[str, ...]]
    passages: tuple[Passage | None, Passage | None]
    document: str | None
    answers: tuple[Answer, ...]


def questions(store: Store, entries: Entries, *, limit: int) -> list[Question]:
    """Return what is most worth deciding, by expected gain."""
    found = suggestions(store, limit)
    alike = {iri for s in found if s.kind == "identity" for iri in (s.one, s.other)}
    newest = {iri: documents_of(store, iri)[:_TITLES] for iri in alike}
    links = {s.one: link for s in found if (link := linked(store.base, s.one)) is not None}
    wanted = {iri for documents in newest.values() for iri in documents} | {document for document, _ in links.values()}
    texts = articles(store, wanted) if wanted else {}
    return [_link(store, entries, s, texts) if s.now is not None else _identity(store, s, newest, texts) for s in found]


def _identity(
    store: Store, s: Suggestion, newest: Mapping[str, list[str]], texts: Mapping[str, Article]
) -> Question:  # fmt: skip
    one, other = line_of(store, s.one), line_of(store, s.other)
    return Question(
        kind="identity", one=one, other=other, link=None, reason=s.reason, score=s.score, gain=s.gain,
        documents=s.documents, document=None,
        passages=(_first(store, newest[s.one], s.one, texts), _first(store, newest[s.other], s.other, texts)),
        titles=(_titles(newest[s.one], texts), _titles(newest[s.other], texts)),
        answers=(
            Answer(says="they are one", verdict="same", about=(s.one, s.other)),
            Answer(says="they are two", verdict="different", about=(s.one, s.other)),
        ),
    )  # fmt: skip


def _titles(documents: list[str], texts: Mapping[str, Article]) -> tuple[str, ...]:
    return tuple(texts[iri].name for iri in documents)


def _link(store: Store, entries: Entries, s: Suggestion, texts: Mapping[str, Article]) -> Question:
    document, entity = linked(store.base, s.one) or ("", "")
    now, other = _row(store, entries, s.now or entity), _row(store, entries, s.other)
    return Question(
        kind="link", one=now, other=other, link=s.one, reason=s.reason, score=round(1 - s.score, 3), gain=s.gain,
        documents=s.documents, titles=((texts[document].name,), ()), document=document,
        passages=(_passage(store, document, entity, texts[document].text), None),
        answers=(
            Answer(says=f"it means {_called(now)}", verdict="same", about=(s.one, now.iri)),
            Answer(says=f"it means {_called(other)}", verdict="same", about=(s.one, other.iri)),
            Answer(says="it means neither", verdict="different", about=(s.one, now.iri)),
        ),
    )  # fmt: skip


def _called(row: EntityRow) -> str:
    return f"{row.label} ({', '.join(filter(None, (row.type, row.country)))})"


def _row(store: Store, entries: Entries, iri: str) -> EntityRow:
    """Return an entity in one line, from the gazetteer where the store does not know it."""
    row, entry = line_of(store, iri), entries.entity(iri)
    if entry is None or row.documents:
        return row
    return EntityRow(iri=iri, label=entry.label, type=entry.type, country=entry.country, documents=0)


def _first(store: Store, newest: list[str], iri: str, texts: Mapping[str, Article]) -> Passage | None:
    """Return where the newest document that mentions an entity, under any of its names, first does so."""
    for document in newest[:1]:
        links = ((member, linked(store.base, member)) for member in store.resolution().members(iri))
        for entity in sorted(member if link is None else link[1] for member, link in links):
            if (found := _passage(store, document, entity, texts[document].text)) is not None:
                return found
    return None


def _passage(store: Store, document: str, entity: str, text: str) -> Passage | None:
    quad = next(store.find(entity, MENTIONS, None, document), None)
    if quad is None or not text_of(quad):
        return None
    begin, _, end = text_of(quad).split(" ")[0].partition("-")
    return read_passage(text, Span(int(begin), int(end)))


def question_json(question: Question, base: str) -> dict[str, Any]:
    """Return a question as JSON; each answer has the decision to send or the command to type."""
    return {
        "kind": question.kind, "one": row_json(question.one, base), "other": row_json(question.other, base),
        "link": question.link, "reason": question.reason, "score": question.score, "gain": question.gain,
        "documents": question.documents, "titles": [list(titles) for titles in question.titles],
        "document": question.document, "quotes": [None if p is None else p.sentence for p in question.passages],
        "answers": [
            {**asdict(answer), "about": list(answer.about), "command": command(answer.verdict, answer.about, base)}
            for answer in question.answers
        ],
    }  # fmt: skip
