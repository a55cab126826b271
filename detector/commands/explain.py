"""``darnel explain``: one page, its score, and why."""

from __future__ import annotations

import json
import math
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.errors import UsageError
from detector.terminal import printable, printable_json

if TYPE_CHECKING:
    from detector.explanation import Explanation
    from detector.record import Record
    from features.page import Page


def explain(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="A page, or its file.")],
    record: Annotated[
        str | None, typer.Option("--id", help="Which record: its id, url or position (from 1).")
    ] = None,
    model: Annotated[str | None, typer.Option(help="Model folder or models:/ URI.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write the explanation as HTML.")] = None,
    other: Annotated[
        str | None,
        typer.Option("--with", help="A page it may be copied from: passages side by side."),
    ] = None,
    threshold: Annotated[float | None, typer.Option(min=0, max=1)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Explain one page: score, reasons with their quotes, claims of origin."""
    from detector.detector import Detector
    from detector.explanation import explain_record

    chosen, more = _choose(source, record)
    try:
        explanation = explain_record(Detector.load(model), chosen, threshold)
    except ValueError as error:
        raise UsageError(f"{chosen.source}: {error}") from error
    if html is not None:
        from detector.report.page import write_page

        write_page(explanation, html, _other(other))
        typer.echo(f"wrote {printable(str(html))}", err=True)
    elif as_json:
        row = explanation.verdict.row()
        row["base"] = explanation.base
        row["pushes"] = [
            {"signal": push.signal, "value": _number(push.value), "weight": push.weight}
            for push in explanation.pushes
        ]
        typer.echo(printable_json(json.dumps(row, ensure_ascii=False)))
    else:
        _print(explanation)
        if other is not None:
            _print_copied(explanation, other)
    if more:
        told = f"{printable(source)} holds more than this record; choose one with --id"
        typer.echo(told, err=True)


def _other(source: str | None) -> Page | None:
    from detector.reading import read_page

    return None if source is None else read_page(_choose(source, None)[0])


def _print_copied(explanation: Explanation, source: str) -> None:
    from detector.copies.sidebyside import side_by_side

    other = _other(source)
    if other is None:
        return
    found = side_by_side(explanation.page, other)
    typer.echo(f"\n{found.of_other:.0%} of {printable(source)} stands on this page:")
    for span in found.here[:10]:
        typer.echo(f"  {span.start}-{span.end} {printable(span.of(explanation.page.text))[:100]}")


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _choose(source: str, wanted: str | None) -> tuple[Record, bool]:
    from detector.record import Status
    from detector.sources.inputs import records, resolve

    stream = (record for file in resolve([source]) for record in records(file, {}))
    if wanted is None:
        pages = list(islice((r for r in stream if r.status is not Status.SKIPPED), 2))
        if not pages:
            raise UsageError(f"{source} holds no page")
        return pages[0], len(pages) > 1
    for number, record in enumerate(stream, 1):
        if wanted in (record.id, record.url, str(number)):
            return record, False
    raise UsageError(f"{source} holds no record {wanted!r}; --id takes an id, url or position")


def _print(explanation: Explanation) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    from detector.explanation import named_origins

    console = Console(highlight=False)
    verdict = explanation.verdict
    colour = {"farm": "red", "republished": "yellow"}.get(verdict.label, "green")
    console.print(
        f"[bold {colour}]{verdict.label}[/]  score [bold]{verdict.score:.4f}[/]  "
        f"{escape(printable(verdict.title or '(no title)'))}"
    )
    console.print(
        f"[dim]{escape(printable(verdict.id))} · {verdict.chars} characters · "
        f"{escape(printable(verdict.model))}[/]"
    )
    for heading, pushes, sign in (
        ("What speaks for a farm", explanation.against[:10], "red"),
        ("What speaks for an honest page", explanation.honest[:5], "green"),
    ):
        if not pushes:
            continue
        table = Table(title=heading, title_justify="left", box=None, pad_edge=False)
        table.add_column("weight", justify="right")
        table.add_column("", no_wrap=True)
        table.add_column("signal", no_wrap=True)
        table.add_column("reads", justify="right")
        table.add_column("what it is, and where")
        heaviest = max(abs(push.weight) for push in pushes)
        for push in pushes:
            bar = "█" * max(1, round(8 * abs(push.weight) / heaviest))
            what = Text(push.description)
            for quote in push.quotes[:3]:
                what.append("\n  “" + printable(quote.text)[:100] + "”", style="dim")
            table.add_row(
                f"{push.weight:+.2f}", Text(bar, style=sign), push.signal, f"{push.value:.3g}", what
            )
        console.print()
        console.print(table)
    named = named_origins(explanation.page)
    if named:
        console.print("\n[bold]Who it says it is from[/]")
    for one in named:
        where = "in the head" if one.first.start is None else f"at {one.first.start}"
        odd = "  [red]disagrees with the rest[/]" if one.disagrees else ""
        often = f", {one.times} times" if one.times > 1 else ""
        console.print(f"  {escape(printable(one.name))}: {one.kind} [dim]{where}{often}[/]{odd}")
    total = explanation.base + sum(push.weight for push in explanation.pushes)
    console.print(
        f"\n[dim]base {explanation.base:+.2f} and all weights add up to {total:+.2f} log-odds[/]"
    )
