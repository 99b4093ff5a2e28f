"""Read the ontology's Turtle files, with the small notations that they use inside literals.

Slots `ARG0=actor ARG1=theme`, conditions `ARG1=Force,Weapon ARG2=Place`, lists `deploy.01, station.01`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rdflib import RDF, Graph, Literal, Namespace
from rdflib.exceptions import Error as RdflibError
from rdflib.term import Node

from ontology.errors import OntologyError
from ontology.iris import PLOVER, SR

ONTOLOGY = Path(__file__).parent
SR_NS = Namespace(SR)
PLOVER_NS = Namespace(PLOVER)


def read_graph(paths: Iterable[Path]) -> Graph:
    """Parse Turtle files into one graph.

    Raises OntologyError naming the file that is missing or malformed.
    """
    graph = Graph(bind_namespaces="none")
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except OSError as error:
            raise OntologyError(f"{path}: cannot be read ({error}); reinstall sitrep or restore the file") from error
        except (RdflibError, SyntaxError, ValueError, LookupError) as error:
            raise OntologyError(f"{path}: is not valid Turtle: {error}") from error
    return graph


def members(graph: Graph, class_: Node) -> list[Node]:
    """Return the subjects that are of a class, in order of their IRIs."""
    return sorted(graph.subjects(RDF.type, class_), key=str)


def local_name(node: Node) -> str:
    """Return what follows the last `#` or `/` of an IRI."""
    return str(node).rpartition("#")[2].rpartition("/")[2]


def text_of(graph: Graph, subject: Node, predicate: Node) -> str | None:
    """Return the one literal of a property (the English one where languages differ), or None.

    Raises OntologyError where there are several.
    """
    values = [o for o in graph.objects(subject, predicate) if isinstance(o, Literal) and o.language in (None, "en")]
    if len(values) > 1:
        found = ", ".join(sorted(map(str, values)))
        raise OntologyError(f"{local_name(subject)}: has several values of {local_name(predicate)} ({found}); keep one")
    return str(values[0]) if values else None


def required_text(graph: Graph, node: Node, predicate: Node) -> str:
    """Return the one literal of a property.

    Raises OntologyError where there is none, or several.
    """
    value = text_of(graph, node, predicate)
    if value is None:
        raise OntologyError(f"{local_name(node)}: {local_name(predicate)} is missing; add it")
    return value


def split_list(text: str | None) -> tuple[str, ...]:
    """Read a comma-separated list, in its order; inner white space becomes a single space."""
    if text is None:
        return ()
    return tuple(" ".join(item.split()) for item in text.split(",") if item.strip())


def split_pairs(text: str | None, where: str) -> Mapping[str, str]:
    """Read `KEY=value KEY=value`.

    Raises OntologyError naming `where` for a part without `=` or a key given twice.
    """
    pairs: dict[str, str] = {}
    for part in (text or "").split():
        key, equals, value = part.partition("=")
        if not (key and equals and value):
            raise OntologyError(f"{where}: {part!r} is not of the form KEY=value")
        if key in pairs:
            raise OntologyError(f"{where}: {key} is given twice; keep one")
        pairs[key] = value
    return pairs


def split_conditions(text: str | None, where: str) -> Mapping[str, frozenset[str]]:
    """Read `ARG1=Force,Weapon ARG2=Place`: for each role the classes of which one is needed."""
    return {role: frozenset(classes.split(",")) for role, classes in split_pairs(text, where).items()}
