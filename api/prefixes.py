"""Well-known namespaces: declared for queries that use them undeclared, and used to shorten IRIs for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from graph.vocabulary import DQV
from graph.vocabulary import PREFIXES as VOCABULARY

_MORE: Mapping[str, str] = MappingProxyType(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "dqv": DQV,
        "geof": "http://www.opengis.net/def/function/geosparql/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "sh": "http://www.w3.org/ns/shacl#",
        "time": "http://www.w3.org/2006/time#",
    }
)
PREFIXES: Mapping[str, str] = MappingProxyType({**VOCABULARY, **_MORE})

# Comments, strings and IRIs are matched first so that what looks like a prefix inside them does not count.
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"\"\"[\s\S]*?\"\"\"|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*"""
    r"""|(?P<declared>\bPREFIX\s+(?P<name>[A-Za-z][\w.-]*)?\s*:)|(?<![\w:?$@-])(?P<used>[A-Za-z][\w.-]*)?:(?=[\w%\\]|\s|$)""",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"[A-Za-z_][\w-]*\Z")


def add_prefixes(sparql: str, base: str) -> str:
    """Return the query with declarations of the prefixes it uses that neither it nor the store declares.

    They go before the text on its first line, so that line numbers of errors stay right. `id:` stands
    for the store's base; the store itself knows those of its vocabulary.
    """
    known = {**_MORE, "id": base}
    declared, used = set(), set()
    for match in _TOKEN.finditer(sparql):
        if match["declared"]:
            declared.add(match["name"])
        elif match["used"]:
            used.add(match["used"])
    missing = sorted((used & known.keys()) - declared)
    return "".join(f"PREFIX {name}: <{known[name]}> " for name in missing) + sparql


def shorten(iri: str, base: str) -> str:
    """Return an IRI as `prefix:name` where a well-known namespace holds it, else unchanged."""
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.match(iri[len(namespace) :]):
            return f"{name}:{iri[len(namespace) :]}"
    return f"id:{iri[len(base) :]}" if iri.startswith(base) else iri
