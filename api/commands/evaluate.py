"""`sitrep evaluate`: how good reading, events and identities are, on gold data."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.console import guarded
from ontology.errors import InputError


class Format(StrEnum):
    """How a result is printed."""

    JSON = "json"
    TABLE = "table"


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="json, or table without what is listed; default: a table on a terminal."),
]
SentencesArgument = Annotated[
    Path, typer.Argument(metavar="SENTENCES.txt", help="Annotated sentences, as benchmarks/data/claims-dev.txt.")
]
GmbOption = Annotated[Path, typer.Option("--corpora", help="Folder with gmb-voa.csv, whose sentences they are.")]


@guarded
def reader(
    trees: Annotated[list[Path] | None, typer.Option(help="CoNLL-U file, or a folder of them; may repeat.")] = None,
    roles: Annotated[list[Path] | None, typer.Option(help="JSON Lines of words and predicates; may repeat.")] = None,
    names: Annotated[list[Path] | None, typer.Option(help="IOB2 file; may repeat.")] = None,
    model: Annotated[Path | None, typer.Option(help="Folder of other weights; default: those shipped.")] = None,
    format: FormatOption = None,
) -> None:
    """Score tags, trees, lemmas, sentence starts, predicates, roles and names."""
    from api.evaluate import evaluate_reader
    from ingest.reader import load_reader

    if not (trees or roles or names):
        raise InputError("nothing to score: give --trees, --roles or --names")
    _print(evaluate_reader(load_reader(model), trees or (), roles or (), names or ()), format)


@guarded
def events(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.json", help="PLOVER gold standard records (JSON array).")],
    format: FormatOption = None,
) -> None:
    """Score event types and the countries of their actors."""
    from api.evaluate_events import evaluate_events
    from ingest import load_pipeline

    _print(evaluate_events(load_pipeline(), gold), format)


@guarded
def identity(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS.tsv", help="Labelled pairs; its comments tell the form.")],
    examples: Annotated[Path, typer.Option(help="Folder of the example articles.")] = Path("examples"),
    re3d: Annotated[Path | None, typer.Option(help="Folder of re3d; without it, its pairs are left out.")] = None,
    format: FormatOption = None,
) -> None:
    """Score which mentions of two documents are taken for one entity."""
    from api.evaluate_identity import evaluate_identity
    from ingest import load_pipeline

    _print(evaluate_identity(load_pipeline(), pairs, examples, re3d), format)


@guarded
def happenings(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS.tsv", help="Labelled pairs; its comments tell the form.")],
    examples: Annotated[Path, typer.Option(help="Folder of the example articles.")] = Path("examples"),
    format: FormatOption = None,
) -> None:
    """Score which reports are taken for one happening."""
    from api.evaluate_happenings import evaluate_happenings
    from ingest import load_pipeline

    _print(evaluate_happenings(load_pipeline(), pairs, examples), format)


@guarded
def places(
    readings: Annotated[Path, typer.Argument(metavar="PLACES.tsv", help="Readings; its comments tell the form.")],
    corpora: Annotated[Path, typer.Option(help="Folder with corpora/gmb and gold/re3d, whose texts they are of.")],
    format: FormatOption = None,
) -> None:
    """Score what names of places are read as."""
    from api.evaluate_places import evaluate_places
    from ingest import load_pipeline

    _print(evaluate_places(load_pipeline(), readings, corpora), format)


@guarded
def times(
    gold: Annotated[Path, typer.Argument(metavar="TIMES.tsv", help="Expressions; its comments tell the form.")] = Path(
        "benchmarks/data/times-dev.tsv"
    ),
    format: FormatOption = None,
) -> None:
    """Score what time expressions are read as."""
    from api.evaluate_times import evaluate_times
    from ingest import load_pipeline

    _print(evaluate_times(load_pipeline(), gold), format)


@guarded
def actors(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.json", help="PLOVER gold standard records (JSON array).")],
    format: FormatOption = None,
) -> None:
    """Score the countries of actors."""
    from api.evaluate_actors import evaluate_actors
    from ingest import load_pipeline

    _print(evaluate_actors(load_pipeline(), gold), format)


@guarded
def claims(
    sentences: SentencesArgument,
    corpora: GmbOption,
    format: FormatOption = None,
) -> None:
    """Score events, and who claims them, how surely, and whether and when they happen."""
    from api.evaluate_claims import evaluate_claims
    from ingest import load_pipeline

    _print(evaluate_claims(load_pipeline(), sentences, corpora), format)


@guarded
def roles(
    sentences: SentencesArgument,
    corpora: GmbOption,
    format: FormatOption = None,
) -> None:
    """Score who and what takes part in events."""
    from api.evaluate_roles import evaluate_roles
    from ingest import load_pipeline

    _print(evaluate_roles(load_pipeline(), sentences, corpora), format)


@guarded
def coreference(
    trees: Annotated[list[Path], typer.Argument(metavar="FILE.conllu…", help="CoNLL-U with GUM's entities.")],
    format: FormatOption = None,
) -> None:
    """Score chains of mentions within documents."""
    from api.evaluate_coreference import evaluate_coreference
    from ingest import load_pipeline

    _print(evaluate_coreference(load_pipeline(), trees), format)


@guarded
def entities(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of re3d.")],
    format: FormatOption = None,
) -> None:
    """Score mentions of entities and their types."""
    from api.evaluate_entities import evaluate_entities
    from ingest import load_pipeline

    _print(evaluate_entities(load_pipeline(), folder), format)


@guarded
def relations(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of re3d.")],
    format: FormatOption = None,
) -> None:
    """Score relations between entities, beside those of a baseline."""
    from api.evaluate_relations import evaluate_relations
    from ingest import load_pipeline

    _print(evaluate_relations(load_pipeline(), folder), format)


@guarded
def measures(
    gold: Annotated[Path, typer.Argument(metavar="MEASURES.tsv", help="Sentences; its comments tell the form.")],
    format: FormatOption = None,
) -> None:
    """Score the numbers of events: casualties, strengths, amounts, money."""
    from api.evaluate_measures import evaluate_measures
    from ingest import load_pipeline

    _print(evaluate_measures(load_pipeline(), gold), format)


def _print(result: Mapping[str, object], format: Format | None = None) -> None:
    if format is Format.TABLE or (format is None and sys.stdout.isatty()):
        from api.sheets import to_sheets
        from api.tables import print_rows

        for sheet in to_sheets(result):
            if sheet.title:
                sys.stdout.write(f"\n{sheet.title}\n")
            print_rows(sheet.columns, sheet.rows)
    else:
        sys.stdout.write(json.dumps(result, indent=2) + "\n")


def create_evaluate() -> typer.Typer:
    """Return the `evaluate` group of commands."""
    app = typer.Typer(help="Measure on gold data; print JSON or a table.", no_args_is_help=True)
    app.command()(reader)
    app.command()(events)
    for command in (
        identity,
        happenings,
        places,
        times,
        actors,
        coreference,
        claims,
        roles,
        entities,
        relations,
        measures,
    ):
        app.command()(command)
    return app
