from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.formats import FORMATS, negotiate
from api.negotiate import choose

OFFERS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/html"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, OFFERS[0]),
        ("", OFFERS[0]),
        ("*/*", OFFERS[0]),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.1, application/sparql-results+xml", OFFERS[1]),
        ("*/*;q=0.1, text/html", "text/html"),
        ("application/sparql-results+json;q=0, */*", OFFERS[1]),
        ("image/png", None),
        ("text/csv;q=0", None),
        ("text/csv;q=nonsense", None),
        ("nonsense", OFFERS[0]),
        ("TEXT/CSV", "text/csv"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "text/html"),
        # A substring is no match, and a quoted comma separates nothing.
        ("application/sparql-results+json-seq", None),
        ('text/x;note="a, text/csv", text/html', "text/html"),
    ],
)
def test_choose(accept: str | None, expected: str | None) -> None:
    assert choose(accept, OFFERS) == expected


@given(st.text(max_size=60), st.lists(st.sampled_from(OFFERS), unique=True))
def test_never_an_unlisted_type(accept: str, offers: list[str]) -> None:
    assert choose(accept, offers) in [*offers, None]


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_every_format_can_be_asked_for(format) -> None:
    kind = "bindings" if format.rows else "graph"
    assert negotiate(format.media[0].partition(";")[0], kind) is format


def test_application_json_means_results_or_jsonld() -> None:
    assert negotiate("application/json", "bindings").name == "json"
    assert negotiate("application/json", "graph").name == "jsonld"
    assert negotiate("text/turtle", "bindings") is None
    assert negotiate(None, "graph").name == "ttl"
