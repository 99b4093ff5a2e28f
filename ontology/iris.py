"""IRIs of the vocabulary and of data; every data IRI derives from content.

`base` is the store's base IRI and ends with a slash.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

SR = "https://w3id.org/sitrep/ontology#"
PLOVER = "https://w3id.org/sitrep/plover#"
DEFAULT_BASE = "http://localhost:8000/id/"
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def normalise(label: str) -> str:
    """Return a label's comparison form: compatibility-composed, without accents, case-folded, single spaces."""
    text = unicodedata.normalize("NFKD", label)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\s\-‐-―]+", " ", re.sub(r"[.'‘’ʻʼʿʾ`\"“”]", "", text)).strip()


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def document_iri(base: str, sha256: str) -> str:
    """Return the IRI of a document, which is also the name of its graph."""
    return f"{base}document/{sha256[:16]}"


def entry_iri(base: str, key: str) -> str:
    """Return the IRI of a gazetteer entry, for example of key `state/PRK`."""
    return f"{base}entity/{key}"


def name_iri(base: str, type_: str, label: str, country: str | None = None) -> str:
    """Return the IRI of an entity known by nothing but its proper name, and the country that it belongs to.

    It ends in the label's comparison form; from labels of other scripts or over 80 characters, in its digest.
    With a document's IRI and a slash for `base`, the name is that document's alone.
    """
    slug = _NOT_SLUG.sub("-", normalise(label)).strip("-")
    if not 0 < len(slug) <= 80 or not normalise(label).isascii():
        slug = digest(normalise(label))[:16]
    return f"{base}entity/name/{type_}/{country or '-'}/{slug}"


def link_iri(base: str, document: str, entity: str) -> str:
    """Return the IRI of what a document's name was read as: what a decision about this document alone is about."""
    return f"{document}/link/{entity.removeprefix(base).removeprefix('entity/')}"


def linked(base: str, link: str) -> tuple[str, str] | None:
    """Return the document and the entity of a link's IRI, None where it is another IRI."""
    document, found, tail = link.partition("/link/")
    return (document, f"{base}entity/{tail}") if found and document.startswith(f"{base}document/") else None


def described_iri(document: str, begin: int, end: int) -> str:
    """Return the IRI of an entity that one document describes without naming it."""
    return f"{document}/entity/{begin}-{end}"


def event_iri(document: str, begin: int, end: int, class_: str) -> str:
    """Return the IRI of an event from its trigger's offsets and its class."""
    return f"{document}/event/{begin}-{end}-{class_}"
