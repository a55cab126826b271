"""``darnel bylines``: every claim of origin in a crawl, with its place in the text."""

from __future__ import annotations

from typing import Annotated

import typer


def bylines(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for stdin.")
    ],
    out: Annotated[
        str, typer.Option(help=".parquet, .jsonl[.gz|.zst], .csv; - writes JSON lines to stdout.")
    ],
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Read a field from this column. Repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Write one row for every claim: who is named as author, source, outlet, platform, ...

    Each row carries the page's best byline, site and date too; a page that claims nothing, or
    a record that is no page, has one row without a role.
    """
    from detector.commands import attributing

    raise typer.Exit(attributing.run(inputs, out, column or [], as_json=as_json))
