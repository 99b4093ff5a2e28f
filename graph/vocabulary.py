"""Namespaces of the vocabularies that data uses, and the prefixes that serialisations and queries show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, unquote

from ontology.iris import PLOVER, SR

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GEO = "http://www.opengis.net/ont/geosparql#"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
DQV = "http://www.w3.org/ns/dqv#"
EDGE = "https://w3id.org/sitrep/edge#"  # plain edges: the verb of an event class, in camel case
CODE = "https://w3id.org/sitrep/code#"  # datatypes of skos:notation: the scheme of an identifier

TYPE = RDF + "type"
LABEL = RDFS + "label"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "sr": SR,
        "plover": PLOVER,
        "edge": EDGE,
        "code": CODE,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "owl": OWL,
        "skos": SKOS,
        "prov": PROV,
        "sem": SEM,
        "geo": GEO,
        "schema": SCHEMA,
        "org": ORG,
    }
)


def quality_graph(base: str) -> str:
    """Return the name of the graph that holds how good the release is that built a store."""
    return f"{base}quality"


def term(namespace: str, name: str) -> str:
    """Return the IRI of a name in a namespace, with characters that an IRI may not hold percent-encoded."""
    return namespace + quote(name, safe="")


_FOREIGN = MappingProxyType({"subOrganizationOf": ORG})  # relations that another vocabulary has


def relation_iri(name: str) -> str:
    """Return the predicate of a relation by its name in records."""
    return term(_FOREIGN.get(name, SR), name)


def relation_name(iri: str) -> str:
    """Return the name in records of a relation's predicate; raises ValueError where it is none."""
    return name_of(ORG if iri.startswith(ORG) else SR, iri)


def name_of(namespace: str, iri: str) -> str:
    """Return the name that `term` made an IRI from; raises ValueError outside the namespace."""
    if not iri.startswith(namespace):
        raise ValueError(f"{iri} is not in {namespace}")
    return unquote(iri[len(namespace) :])
