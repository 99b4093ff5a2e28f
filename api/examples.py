"""Queries to begin with, shown on the pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question in words and in SPARQL."""

    title: str
    query: str


EXAMPLES: tuple[Example, ...] = (
    Example(
        title="Who sent forces where, and who says so?",
        query="""SELECT ?who ?what ?where ?source ?certainty ?quote WHERE {
  ?event sr:eventType plover:MOBILIZE ; sr:actor/rdfs:label ?who .
  OPTIONAL { ?event sr:theme/rdfs:label ?what }
  OPTIONAL { ?event sr:destination/rdfs:label ?where }
  ?claim sr:reports ?event ; sr:source ?by ; sr:certainty ?certainty ; sr:quote ?quote .
  ?by rdfs:label|schema:name ?source
} LIMIT 100""",
    ),
    Example(
        title="What is denied, and by whom?",
        query="""SELECT DISTINCT ?source ?class ?quote WHERE {
  ?claim sr:polarity sr:negative ; sr:source ?by ; sr:reports ?event ; sr:quote ?quote .
  ?event a ?class .
  ?by rdfs:label|schema:name ?source
} LIMIT 100""",
    ),
    Example(
        title="What is only possible, planned or hypothetical?",
        query="""SELECT DISTINCT ?certainty ?temporality ?class ?quote WHERE {
  ?claim sr:certainty ?certainty ; sr:temporality ?temporality ; sr:reports/a ?class ; sr:quote ?quote .
  FILTER(?certainty IN (sr:possible, sr:unknown) || ?temporality IN (sr:future, sr:hypothetical))
} LIMIT 100""",
    ),
    Example(
        title="Which sources report most?",
        query="""SELECT ?source (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  GRAPH ?document { ?claim sr:source ?by . ?by rdfs:label|schema:name ?source }
} GROUP BY ?source ORDER BY DESC(?claims) LIMIT 50""",
    ),
    Example(
        title="What happened when?",
        query="""SELECT ?start ?class ?who WHERE {
  ?event sem:hasBeginTimeStamp ?start ; a ?class .
  OPTIONAL { ?event sr:actor/rdfs:label ?who }
} ORDER BY ?start LIMIT 200""",
    ),
    Example(
        title="Plain edges as triples",
        query="""SELECT DISTINCT ?subject ?verb ?object WHERE {
  ?event sr:edge ?verb .
  ?a ?verb ?b .
  ?a rdfs:label ?subject . ?b rdfs:label ?object
} LIMIT 200""",
    ),
    Example(
        title="Two states in one event (to draw)",
        query="""SELECT ?event WHERE {
  ?event sr:actor ?one ; ?role ?other .
  ?one a sr:State . ?other a sr:State .
  FILTER(?one != ?other)
} LIMIT 100""",
    ),
)
