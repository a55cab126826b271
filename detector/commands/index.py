"""``darnel index``: the known-content index."""

from __future__ import annotations

from typing import Annotated

import typer

index = typer.Typer(
    name="index",
    help="Known content on disk: originals or earlier crawls, to match pages against.",
    no_args_is_help=True,
)

Index = Annotated[str, typer.Argument(metavar="INDEX", help="The index's folder.")]
Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for stdin.")
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="Read a field from this column."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]


@index.command()
def build(place: Index, inputs: Inputs, column: ColumnOption = None) -> None:
    """Make a new index of the pages of INPUT."""
    from detector.commands import indexing

    raise typer.Exit(indexing.build(place, inputs, column or []))


@index.command()
def add(place: Index, inputs: Inputs, column: ColumnOption = None) -> None:
    """Add the pages of INPUT; those whose id is known already are passed over.

    Whatever interrupts it, the index holds what was committed: run it again to go on.
    """
    from detector.commands import indexing

    raise typer.Exit(indexing.add(place, inputs, column or []))


@index.command()
def query(
    place: Index,
    inputs: Inputs,
    out: Annotated[
        str, typer.Option(help=".parquet, .jsonl[.gz|.zst], .csv; - writes JSON lines to stdout.")
    ] = "-",
    column: ColumnOption = None,
) -> None:
    """Match the pages of INPUT: one row for every known item a page shares text with."""
    from detector.commands import indexing

    raise typer.Exit(indexing.query(place, inputs, out, column or []))


@index.command()
def info(place: Index, as_json: JsonOption = False) -> None:
    """Tell what an index holds and what it was made with."""
    from detector.commands import indexing

    indexing.info(place, as_json=as_json)


@index.command()
def verify(place: Index, as_json: JsonOption = False) -> None:
    """Check every file of an index against what was written; exit code 2 if any differs."""
    from detector.commands import indexing

    raise typer.Exit(indexing.verify(place, as_json=as_json))


@index.command()
def compact(place: Index) -> None:
    """Merge all runs of an index into one, which makes queries quickest."""
    from detector.commands import indexing

    indexing.compact(place)


@index.command()
def export(
    place: Index,
    out: Annotated[str, typer.Argument(metavar="OUT", help="A new folder for Parquet files.")],
) -> None:
    """Write an index as two Parquet tables (items, hashes) that Spark and others can read."""
    from detector.commands import indexing

    indexing.export(place, out)
