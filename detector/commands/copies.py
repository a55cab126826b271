"""``darnel copies``: clusters of republished pages inside a crawl."""

from __future__ import annotations

from typing import Annotated

import typer


def copies(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for stdin.")
    ],
    out: Annotated[
        str, typer.Option(help=".parquet, .jsonl[.gz|.zst], .csv; - writes JSON lines to stdout.")
    ],
    known: Annotated[
        str | None, typer.Option(help="An index of known content to match pages against too.")
    ] = None,
    alarm: Annotated[
        int, typer.Option(min=2, help="Warn of clusters of more pages than this.")
    ] = 1000,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Read a field from this column. Repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Find pages that share text: one row for each, with cluster, role and reason.

    Every page of a cluster verifiably shares most of its text with the page the cluster is
    named after (``earliest``), so a cluster can be thinned to that page. The order of the
    input never changes the result.
    """
    from detector.commands import copying

    raise typer.Exit(copying.run(inputs, out, known, alarm, column or [], as_json=as_json))
