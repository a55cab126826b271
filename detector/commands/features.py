"""``darnel features``: the signal table."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def features(
    markdown: Annotated[bool, typer.Option("--markdown", help="As a Markdown table.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one object a line.")] = False,
) -> None:
    """List every signal: name, group, range, what it measures, where it comes from."""
    from features.table import all_features

    table = all_features()
    if as_json:
        for signal in table:
            typer.echo(
                json.dumps(
                    {
                        "name": signal.name,
                        "group": signal.group,
                        "low": _bound(signal.bounds[0]),
                        "high": _bound(signal.bounds[1]),
                        "description": signal.description,
                        "source": signal.source,
                    },
                    ensure_ascii=False,
                )
            )
    elif markdown:
        typer.echo("| signal | group | range | meaning | source |\n|---|---|---|---|---|")
        for signal in table:
            low, high = signal.bounds
            meaning = signal.description.replace("|", r"\|")
            source = signal.source.replace("|", r"\|")
            typer.echo(
                f"| {signal.name} | {signal.group} | {low:g} to {high:g} | {meaning} | {source} |"
            )
    else:
        from rich.console import Console
        from rich.table import Table

        view = Table("signal", "group", "range", "meaning", title=f"{len(table)} signals")
        for signal in table:
            low, high = signal.bounds
            view.add_row(signal.name, signal.group, f"{low:g} to {high:g}", signal.description)
        Console().print(view)


def _bound(bound: float) -> float | None:
    return None if bound in (float("inf"), float("-inf")) else bound
