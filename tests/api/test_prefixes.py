from __future__ import annotations

import pytest

from api.prefixes import add_prefixes, shorten
from tests.api.records import BASE


@pytest.mark.parametrize(
    ("query", "added"),
    [
        ("SELECT * { ?s dct:date ?o }", ["dct"]),
        ("SELECT * { ?s oa:hasBody/dct:title ?o . ?s a time:Instant }", ["dct", "oa", "time"]),
        ("SELECT * { ?s sr:actor/rdfs:label ?o }", []),  # the store declares these
        ("PREFIX dct: <http://other/> SELECT * { ?s dct:date ?o }", []),
        ("prefix  dct : <http://other/> SELECT * { ?s dct:date ?o }", []),
        ("SELECT * { ?s ?p 'dct:date', \"oa:hasBody\", <time:x> } # org:unit", []),
        ("SELECT * { ?s ?p '''dct:a 'b' ''' }", []),
        ("SELECT * { ?s unknown:p ?o }", []),
        ("SELECT * { id:x ?p '1'^^org:integer }", ["id", "org"]),
        ("SELECT * { GRAPH ?g { ?s ^dct:date|!oa:hasBody ?o } }", ["dct", "oa"]),
        ("ASK { ?sr ?p ?o FILTER(?x:y) }", []),
    ],
)
def test_add_prefixes(query: str, added: list[str]) -> None:
    text = add_prefixes(query, BASE)
    assert text.endswith(query)
    assert [part.split(":")[0] for part in text[: len(text) - len(query)].split("PREFIX ")[1:]] == added
    assert "\n" not in text[: len(text) - len(query)]


def test_shorten() -> None:
    assert shorten("https://w3id.org/sitrep/ontology#Claim", BASE) == "sr:Claim"
    assert shorten(f"{BASE}entity/state/NOR", BASE) == "id:entity/state/NOR"
    assert shorten("http://elsewhere.example/x", BASE) == "http://elsewhere.example/x"
