"""`sitrep evaluate`: how good reading, events and identities are, on gold data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.console import guarded
from ontology.errors import InputError


@guarded
def reader(
    trees: Annotated[list[Path] | None, typer.Option(help="CoNLL-U file, or a folder of them; may repeat.")] = None,
    roles: Annotated[list[Path] | None, typer.Option(help="JSON Lines of words and predicates; may repeat.")] = None,
    names: Annotated[list[Path] | None, typer.Option(help="IOB2 file; may repeat.")] = None,
    model: Annotated[Path | None, typer.Option(help="Folder of other weights; default: those shipped.")] = None,
) -> None:
    """Score tags, trees, lemmas, sentence starts, predicates, roles and names; print JSON."""
    from api.evaluate import evaluate_reader
    from ingest.reader import load_reader

    if not (trees or roles or names):
        raise InputError("nothing to score: give --trees, --roles or --names")
    _print(evaluate_reader(load_reader(model), trees or (), roles or (), names or ()))


@guarded
def events(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.json", help="PLOVER gold standard records (JSON array).")],
) -> None:
    """Score event types and the countries of their actors; print JSON."""
    from api.evaluate_events import evaluate_events
    from ingest import load_pipeline

    _print(evaluate_events(load_pipeline(), gold))


@guarded
def identity(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS.tsv", help="Labelled pairs; its comments tell the form.")],
    examples: Annotated[Path, typer.Option(help="Folder of the example articles.")] = Path("examples"),
    re3d: Annotated[Path | None, typer.Option(help="Folder of re3d; without it, its pairs are left out.")] = None,
) -> None:
    """Score which mentions of two documents are taken for one entity; print JSON."""
    from api.evaluate_identity import evaluate_identity
    from ingest import load_pipeline

    _print(evaluate_identity(load_pipeline(), pairs, examples, re3d))


@guarded
def places(
    readings: Annotated[Path, typer.Argument(metavar="PLACES.tsv", help="Readings; its comments tell the form.")],
    corpora: Annotated[Path, typer.Option(help="Folder with corpora/gmb and gold/re3d, whose texts they are of.")],
) -> None:
    """Score what names of places are read as; print JSON."""
    from api.evaluate_places import evaluate_places
    from ingest import load_pipeline

    _print(evaluate_places(load_pipeline(), readings, corpora))


@guarded
def actors(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.json", help="PLOVER gold standard records (JSON array).")],
) -> None:
    """Score the countries of actors; print JSON."""
    from api.evaluate_actors import evaluate_actors
    from ingest import load_pipeline

    _print(evaluate_actors(load_pipeline(), gold))


@guarded
def coreference(
    trees: Annotated[list[Path], typer.Argument(metavar="FILE.conllu…", help="CoNLL-U with GUM's entities.")],
) -> None:
    """Score chains of mentions within documents; print JSON."""
    from api.evaluate_coreference import evaluate_coreference
    from ingest import load_pipeline

    _print(evaluate_coreference(load_pipeline(), trees))


def _print(result: object) -> None:
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


def create_evaluate() -> typer.Typer:
    """Return the `evaluate` group of commands."""
    app = typer.Typer(help="Measure on gold data; print JSON.", no_args_is_help=True)
    app.command()(reader)
    app.command()(events)
    for command in (identity, places, actors, coreference):
        app.command()(command)
    return app
