"""RDF quads as plain values, and their canonical N-Quads lines.

An IRI is a `str`, a literal a `Literal`; data holds no blank nodes, but answers to queries may (`_:b0`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from graph.vocabulary import XSD
from ontology.errors import InputError

STRING = XSD + "string"
INTEGER = XSD + "integer"
DOUBLE = XSD + "double"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Literal(NamedTuple):
    """A literal; `language` only with rdf:langString."""

    value: str
    datatype: str = STRING
    language: str | None = None


Term = str | Literal


class Quad(NamedTuple):
    """A statement in a named graph; `graph` is "" for the default graph."""

    subject: str
    predicate: str
    object: Term
    graph: str


# Only what N-Quads must escape; tabs and other control characters as the canonical form of RDF 1.2 has them.
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]*")


def check_iri(iri: str) -> str:
    """Return an absolute IRI as it is; raises InputError."""
    if _IRI.fullmatch(iri) is None:
        raise InputError(f'{iri!r} is not an absolute IRI; percent-encode spaces and the characters <>"{{}}|\\^`')
    return iri


def term_text(term: Term) -> str:
    """Return a term as N-Quads and SPARQL write it."""
    if isinstance(term, str):
        return term if term.startswith("_:") else f"<{term}>"
    text = '"' + _ESCAPED.sub(_escape, term.value) + '"'
    if term.language is not None:
        return f"{text}@{term.language}"
    return text if term.datatype == STRING else f"{text}^^<{term.datatype}>"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def triple_text(quad: Quad) -> str:
    """Return subject, predicate and object as N-Triples, without the graph."""
    return f"{term_text(quad.subject)} {term_text(quad.predicate)} {term_text(quad.object)}"


def triples_text(quads: Iterable[Quad]) -> str:
    """Return quads without their graphs as the lines of N-Triples."""
    return "".join(f"{triple_text(quad)} .\n" for quad in quads)


def line(quad: Quad) -> str:
    """Return a quad's N-Quads line, with its line feed."""
    graph = f" {term_text(quad.graph)}" if quad.graph else ""
    return f"{triple_text(quad)}{graph} .\n"


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads by graph, then by their lines, each once."""
    return sorted(set(quads), key=lambda quad: (quad.graph, line(quad)))


def number(value: float) -> str:
    """Return the shortest decimal text that reads back as the same number, as Oxigraph would write it."""
    text = repr(float(value))
    return (format(Decimal(text), "f") if "e" in text else text).removesuffix(".0")
