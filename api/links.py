"""Addresses of this server's pages for IRIs of the store."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from ontology.iris import digest

_SAFE = "/:@!$&'()*+,;=~-._"


def page_of(iri: str, base: str) -> str:
    """Return the path of the page about an IRI: below `/documents/` or `/id/`, or the IRI itself if not ours."""
    if not iri.startswith(base):
        return weblink(iri) or ""
    path = iri[len(base) :]
    kind, _, tail = path.partition("/")
    if kind == "document" and tail and "/" not in tail:
        return f"/documents/{quote(tail, safe='')}"
    return f"/id/{quote(path, safe=_SAFE)}"


def picture_of(iri: str) -> str:
    """Return the address of the picture of an entity's neighbourhood."""
    return "/graph?" + urlencode({"entity": iri})


def document_key(iri: str) -> str:
    """Return the last part of a document's IRI, by which `/documents/{key}` names it."""
    return iri.rsplit("/", 1)[-1]


def claim_page(document: str, key: str, base: str) -> str:
    """Return the address of a claim on its document's page."""
    return f"{page_of(document, base)}#{key}"


def weblink(address: str | None) -> str | None:
    """Return an address if a browser may be sent there (http, https), else None."""
    if address is None or not address.lower().startswith(("http://", "https://")):
        return None
    return address


def tag_of(text: str) -> str:
    """Return the entity tag (RFC 9110, section 8.8.3) of a text."""
    return f'"{digest(text)[:24]}"'
