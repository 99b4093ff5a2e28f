"""What a SPARQL text asks for, as far as it must be known before it is run.

Only tokens are looked at: keywords inside strings, IRIs, comments, variables and prefixed names do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontology.errors import QueryError

# SPARQL 1.1 section 19.8; longest forms first, so that a keyword is never found inside another token.
_TOKEN = re.compile(
    r"""
    (?P<comment>  \#[^\r\n]* )
  | (?P<string>   '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''  |  \"\"\"(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"\"\"
                | '(?:[^'\\\r\n]|\\.)*'  |  "(?:[^"\\\r\n]|\\.)*" )
  | (?P<iri>      <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<variable> [?$]\w+ )
  | (?P<blank>    _:[\w.\-]+ )
  | (?P<name>     (?:[^\W\d_](?:[\w\-.]*[\w\-])?)?:(?:[\w:%\\.\-]*[\w:%\-])? )
  | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<word>     [A-Za-z_]\w* )
    """,
    re.VERBOSE | re.DOTALL,
)
_REMOTE = frozenset({"SERVICE", "LOAD"})


def keywords(sparql: str) -> Iterator[tuple[str, int]]:
    """Yield each bare word in upper case with its offset."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup == "word":
            yield match[0].upper(), match.start()


def refuse_remote(sparql: str) -> None:
    """Raise QueryError where a query or update would make the store fetch from the network."""
    for word, offset in keywords(sparql):
        if word in _REMOTE:
            line, column = position(sparql, offset)
            raise QueryError(f"{word} would fetch from the network and is refused; leave it out", line, column)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def syntax_error(message: str) -> QueryError:
    """Return the error that Oxigraph's message (`error at 2:18: expected …`) describes."""
    match = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if match is None:
        return QueryError(message)
    return QueryError(match[3], int(match[1]), int(match[2]))
