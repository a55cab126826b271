"""``darnel report``: a scored crawl as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detector.terminal import printable


def report(
    scored: Annotated[Path, typer.Argument(metavar="SCORED", help="What `darnel score` wrote.")],
    out: Annotated[Path, typer.Option(help="The HTML file to write.")],
    name: Annotated[str | None, typer.Option(help="What to call the crawl.")] = None,
) -> None:
    """Write one self-contained HTML file: scores, kinds, sites, copies, evidence, search."""
    from detector.report.crawl import write_report
    from detector.scored import scored_rows

    summary = write_report(scored_rows(scored), out, name or scored.name)
    counted = f"{summary.rows:,} rows, {summary.labels['farm']:,} farm"
    typer.echo(f"{printable(str(out))}: {counted}", err=True)
    if summary.cut:
        typer.echo(summary.cut, err=True)
