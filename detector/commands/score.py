"""``darnel score``: a crawl goes in, one row for every record comes out."""

from __future__ import annotations

import enum
from typing import Annotated

import typer


class Engine(enum.StrEnum):
    """Where the pages are scored."""

    LOCAL = "local"
    SPARK = "spark"


def score(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for stdin.")
    ],
    out: Annotated[
        str, typer.Option(help=".parquet, .jsonl[.gz|.zst], .csv; - writes JSON lines to stdout.")
    ],
    model: Annotated[
        str | None, typer.Option(help="A model folder or models:/ URI; the shipped one if absent.")
    ] = None,
    known: Annotated[
        str | None, typer.Option(help="An index of known content to match pages against.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one a core if absent.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="This machine, or a Spark cluster.")
    ] = Engine.LOCAL,
    evidence: Annotated[
        bool, typer.Option(help="Quote the text behind each reason on flagged pages.")
    ] = True,
    threshold: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="Score from which a page is a farm; the model's own."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget an interrupted run.")] = False,
    features: Annotated[
        bool, typer.Option("--features", help="Add a column signal_NAME for every signal.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Read a field from this column. Repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    progress: Annotated[bool, typer.Option(help="Show how far the run is.")] = True,
    master: Annotated[
        str | None, typer.Option(help="Spark: master URL, such as spark://host:7077 or yarn.")
    ] = None,
    remote: Annotated[
        str | None, typer.Option(help="Spark Connect: server URL, such as sc://host:15002.")
    ] = None,
) -> None:
    """Score every record; continues an interrupted run by itself.

    Exit code 1 when some records could not be read: they are rows of the output too, and
    listed. An interrupted run (Ctrl-C, kill, power) goes on where it was with the same command.
    """
    from detector.commands import scoring

    request = scoring.Request(
        inputs=tuple(inputs),
        out=out,
        model=model,
        known=known,
        workers=workers,
        evidence=evidence,
        threshold=threshold,
        fresh=fresh,
        features=features,
        columns=scoring.columns_of(column or []),
        as_json=as_json,
        progress=progress,
    )
    if engine is Engine.SPARK:
        from detector.spark.engine import score_on_spark

        code = score_on_spark(request, master=master, remote=remote)
    else:
        if master or remote:
            raise typer.BadParameter("--master and --remote go with --engine spark")
        code = scoring.here(request)
    raise typer.Exit(code)
