"""``darnel hosts``: sites rolled up, and block lists."""

from __future__ import annotations

import csv
import enum
import json
import re
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from detector.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detector.hosts import Site

# What may stand in a block list: a host name or address. Anything else could smuggle a rule in.
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?")


class Format(enum.StrEnum):
    """How the sites are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    UBLACKLIST = "ublacklist"
    UBLOCK = "ublock"
    HOSTS = "hosts"


def hosts(
    scored: Annotated[Path, typer.Argument(metavar="SCORED", help="What `darnel score` wrote.")],
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    out: Annotated[str, typer.Option(help="File, or - for stdout.")] = "-",
    share: Annotated[
        float, typer.Option(min=0, max=1, help="Block from this lower end of the interval on.")
    ] = 0.5,
    pages: Annotated[int, typer.Option(min=1, help="Block only with this many pages.")] = 3,
    allow: Annotated[
        Path | None, typer.Option(help="Domains never to block, one a line, # for comments.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Rows of the table.")] = 40,
    bylines: Annotated[
        Path | None,
        typer.Option(help="What `darnel bylines` wrote, for the posting rhythm of each site."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Roll scored pages up by site, with a confidence interval; or export a block list."""
    from detector.hosts import blocked, roll_up
    from detector.scored import scored_rows

    sites = roll_up(scored_rows(scored), _dates(bylines))
    allowed = _allow_list(allow)
    form = Format.JSON if as_json else form
    with _target(out) as target:
        if form is Format.TABLE:
            _table(sites[:most], len(sites), target)
        elif form is Format.CSV:
            _csv(sites, target)
        elif form is Format.JSON:
            target.writelines(json.dumps(s.row(), ensure_ascii=False) + "\n" for s in sites)
        else:
            chosen = list(blocked(sites, share=share, pages=pages, allow=allowed))
            listed = [site for site in chosen if _HOST.fullmatch(site.host)]
            target.writelines(_rule(site.host, form) + "\n" for site in listed)
            skipped = len(chosen) - len(listed)
            typer.echo(
                f"{len(listed)} of {len(sites)} sites listed"
                + (f", {skipped} left out: not a valid host name" if skipped else ""),
                err=True,
            )


def _dates(path: Path | None) -> dict[str, str]:
    from detector.scored import table_rows

    if path is None:
        return {}
    return {
        str(row["id"]): str(row["published"])
        for row in table_rows(path, ("id", "published"), "`darnel bylines`")
        if row["published"]
    }


def _rule(host: str, form: Format) -> str:
    if form is Format.UBLACKLIST:
        return f"*://{host}/*"
    return f"||{host}^$document" if form is Format.UBLOCK else f"0.0.0.0 {host}"


def _allow_list(path: Path | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; the allow-list must be readable") from error
    names = (line.partition("#")[0].strip().lower().rstrip(".") for line in lines)
    return frozenset(name for name in names if name)


def _target(out: str) -> IO[str]:
    import contextlib

    if out == "-":
        return contextlib.nullcontext(sys.stdout)  # type: ignore[return-value]
    return Path(out).open("w", encoding="utf-8", newline="")


def _csv(sites: Iterable[Site], target: IO[str]) -> None:
    writer = csv.writer(target, lineterminator="\n")
    names = ["host", "pages", "farm", "republished", "share", "low", "high", "mean_score"]
    writer.writerow([*names, "reasons", "group", "days", "busiest_day"])
    for site in sites:
        row = site.row()
        writer.writerow(
            [
                _harmless(str(row["host"])),
                *(row[name] for name in names[1:]),
                " ".join(row["reasons"]),
                _harmless(site.group or ""),
                row["days"],
                row["busiest_day"],
            ]
        )


def _harmless(text: str) -> str:
    # A cell that starts like a formula is run by spreadsheets.
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _table(sites: Iterable[Site], total: int, target: IO[str]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from detector.terminal import printable

    table = Table(title=f"{total} sites, worst first")
    for name in (
        "host",
        "pages",
        "farm",
        "95 % interval",
        "mean score",
        "reasons",
        "group",
        "one day",
    ):
        numeric = name in ("pages", "farm", "mean score")
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for site in sites:
        low, high = site.interval
        table.add_row(
            escape(printable(site.host)),
            str(site.pages),
            str(site.farm),
            f"{low:.0%} to {high:.0%}",
            f"{site.mean_score:.3f}",
            ", ".join(site.reasons()),
            escape(printable(site.group or "")),
            "" if site.busiest_day is None else f"{site.busiest_day:.0%} of {site.days.total()}",
        )
    Console(file=target).print(table)
