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


def normalise(label: str) -> str:
    """Return a label's comparison form: compatibility-composed, without accents, case-folded, single spaces."""
    text = unicodedata.normalize("NFKD", label)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\s\-‐-―]+", " ", re.sub(r"[.'’`\"“”]", "", text)).strip()


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def document_iri(base: str, sha256: str) -> str:
    """Return the IRI of a document, which is also the name of its graph."""
    return f"{base}document/{sha256[:16]}"


def entry_iri(base: str, key: str) -> str:
    """Return the IRI of a gazetteer entry, for example of key `state/PRK`."""
    return f"{base}entity/{key}"


def name_iri(base: str, type_: str, label: str) -> str:
    """Return the IRI of an entity known by nothing but its proper name."""
    return f"{base}entity/name/{type_}/{digest(normalise(label))[:16]}"


def described_iri(document: str, begin: int, end: int) -> str:
    """Return the IRI of an entity that one document describes without naming it."""
    return f"{document}/entity/{begin}-{end}"


def event_iri(document: str, begin: int, end: int, class_: str) -> str:
    """Return the IRI of an event from its trigger's offsets and its class."""
    return f"{document}/event/{begin}-{end}-{class_}"
