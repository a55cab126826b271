"""``darnel hosts``: sites rolled up, and block lists."""

from __future__ import annotations

import csv
import enum
import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from detector.batch.cells import harmless
from detector.errors import UsageError
from detector.terminal import printable_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detector.hosts import Site
    from detector.stations import Station
    from detector.templates import Shared

MOST_FLAGGED = 20_000
"""Flagged sites, worst first, whose templates are compared; three pages of each are read."""
MOST_HONEST = 2_000
"""Honest sites, chosen by a digest, that tell a theme of the trade from a template of one hand."""
FEW_HONEST = 30


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
    least: Annotated[
        int, typer.Option("--min-pages", min=1, help="Block only with this many pages.")
    ] = 3,
    allow: Annotated[
        Path | None, typer.Option(help="Domains never to block, one a line, # for comments.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Rows of the table.")] = 40,
    bylines: Annotated[
        Path | None,
        typer.Option(help="What `darnel bylines` wrote, for the posting rhythm of each site."),
    ] = None,
    crawl: Annotated[
        list[str] | None,
        typer.Option(
            "--pages", help="The crawl it was scored from, to group sites by shared template."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Roll scored pages up by site, with a confidence interval; or export a block list.

    Sites that share copied texts, the people who sign their flagged pages, or (with --pages) one
    page template form a station group, and are told why.
    """
    from detector.hosts import blocked, grouped, roll_up
    from detector.scored import scored_rows

    sites = roll_up(scored_rows(scored), _dates(bylines))
    found = grouped(sites, _templates(crawl, sites) if crawl else ())
    allowed = _allow_list(allow)
    form = Format.JSON if as_json else form
    with _target(out) as target:
        if form is Format.TABLE:
            _table(sites[:most], len(sites), target)
            _groups(found, target, crawl is not None)
        elif form is Format.CSV:
            _csv(sites, target)
        elif form is Format.JSON:
            rows = (json.dumps(site.row(), ensure_ascii=False) for site in sites)
            target.writelines(printable_json(row) + "\n" for row in rows)
        else:
            chosen = list(blocked(sites, share=share, pages=least, allow=allowed))
            listed = _listed(chosen, form)
            target.writelines(_rule(host, form) + "\n" for host in listed)
            skipped = len({site.host for site in chosen}) - len(listed)
            typer.echo(
                f"{len(listed)} of {len(sites)} sites listed"
                + (f", {skipped} left out: no host name such a list can hold" if skipped else ""),
                err=True,
            )


def _listed(chosen: Sequence[Site], form: Format) -> list[str]:
    """Hosts a list may name, each once: no rule in disguise, nobody's neighbours."""
    from detector.hosts import is_address, is_shared_suffix, plain_host

    hosts = dict.fromkeys(host for site in chosen if (host := plain_host(site.host)))
    return [
        host
        for host in hosts
        if not is_shared_suffix(host) and not (form is Format.HOSTS and is_address(host))
    ]


def _dates(path: Path | None) -> dict[str, str]:
    from detector.scored import table_rows

    if path is None:
        return {}
    return {
        str(row["id"]): str(row["published"])
        for row in table_rows(path, ("id", "published"), "`darnel bylines`")
        if row["published"]
    }


def _templates(inputs: Sequence[str], sites: Sequence[Site]) -> list[Shared]:
    import hashlib

    from detector.reading import read_page
    from detector.record import Status
    from detector.sources.inputs import records, resolve
    from detector.templates import Template, shared_templates, template

    flagged = [site for site in sites if site.farm and site.share >= 0.5]
    clean = [site for site in sites if not site.farm and not site.republished]
    clean.sort(key=lambda site: hashlib.blake2b(site.host.encode("utf-8", "replace")).digest())
    if len(flagged) > MOST_FLAGGED:
        typer.echo(
            f"{len(flagged)} sites are flagged; the templates of the {MOST_FLAGGED} worst are "
            "compared",
            err=True,
        )
    hosts = {page: site.host for site in flagged[:MOST_FLAGGED] for page in site.examples}
    honest_pages = {site.examples[0] for site in clean[:MOST_HONEST]}
    found: dict[str, list[tuple[str, Template]]] = {}
    honest: list[Template] = []
    wanted = hosts.keys() | honest_pages
    for file in resolve(inputs):
        if not wanted:
            break
        for record in records(file, {}):
            if record.status is not Status.OK or record.id not in wanted:
                continue
            wanted.discard(record.id)
            read = template(read_page(record))
            if record.id in hosts:
                found.setdefault(hosts[record.id], []).append((record.id, read))
            else:
                honest.append(read)
    if wanted:
        typer.echo(f"{len(wanted)} of the scored pages are not in --pages", err=True)
    if found and len(honest) < FEW_HONEST:
        typer.echo(
            f"only {len(honest)} honest sites are there to tell a common theme from a shared "
            "template: look at the pages of each group before you act on it",
            err=True,
        )
    return shared_templates(found, honest, len(clean) / len(honest) if honest else 1.0)


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
    from detector.hosts import plain_host

    names = (line.partition("#")[0].strip().removeprefix("*.").lstrip(".") for line in lines)
    return frozenset(plain_host(name) or name.lower() for name in names if name)


def _target(out: str) -> IO[str]:
    import contextlib

    if out == "-":
        return contextlib.nullcontext(sys.stdout)  # type: ignore[return-value]
    return Path(out).open("w", encoding="utf-8", newline="")


def _csv(sites: Iterable[Site], target: IO[str]) -> None:
    writer = csv.writer(target, lineterminator="\r\n")  # also quotes cells that hold either
    names = ["host", "pages", "farm", "republished", "share", "low", "high", "mean_score"]
    writer.writerow([*names, "reasons", "group", "group_reasons", "days", "busiest_day"])
    for site in sites:
        row = site.row()
        writer.writerow(
            [
                harmless(str(row["host"])),
                *(row[name] for name in names[1:]),
                harmless(" ".join(row["reasons"])),
                harmless(site.group or ""),
                harmless("; ".join(_tied(site))),
                row["days"],
                row["busiest_day"],
            ]
        )


def _tied(site: Site) -> list[str]:
    return [
        f"{tie.told()} with {tie.second if tie.first == site.host else tie.first}"
        for tie in site.ties
    ]


def _table(sites: Iterable[Site], total: int, target: IO[str]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from detector.terminal import printable

    sites = list(sites)
    dated = any(site.busiest_day is not None for site in sites)
    table = Table(title=f"{total} sites, worst first", title_justify="left", box=None)
    table.add_column("host", overflow="fold", min_width=16, ratio=3)
    table.add_column("pages", justify="right")
    table.add_column("farm", justify="right")
    table.add_column("95 % interval", no_wrap=True)
    table.add_column("heaviest reasons", overflow="fold", ratio=2)
    table.add_column("group", overflow="fold", ratio=2)
    if dated:
        table.add_column("one day", justify="right")
    for site in sites:
        low, high = site.interval
        cells = [
            escape(printable(site.host)),
            str(site.pages),
            str(site.farm),
            f"{low:.0%} to {high:.0%}",
            "\n".join(escape(printable(name)) for name in site.reasons()),
            escape(printable(site.group or "")),
        ]
        busiest = site.busiest_day
        if dated:
            cells.append("" if busiest is None else f"{busiest:.0%} of {site.days.total()}")
        table.add_row(*cells)
    Console(file=target).print(table)


def _groups(stations: Sequence[Station], target: IO[str], with_templates: bool) -> None:
    from rich.console import Console
    from rich.markup import escape

    from detector.terminal import printable

    console = Console(file=target, highlight=False)
    if stations:
        console.print(f"\n[bold]{len(stations)} station groups[/], largest first")
    for station in stations[:20]:
        shown = ", ".join(station.hosts[:8]) + (" …" if len(station.hosts) > 8 else "")
        console.print(f"{len(station.hosts)} sites: {escape(printable(shown))}")
        for tie, count in station.strongest():
            more = f", {count} such ties" if count > 1 else ""
            console.print(f"    {escape(printable(tie.told()))}{more}, for example")
            for page in tie.pages:
                console.print(f"      {escape(printable(page))}", soft_wrap=True)
    if not with_templates:
        console.print("[dim]--pages CRAWL compares page templates too[/]")
