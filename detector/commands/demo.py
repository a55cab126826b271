"""``darnel demo``: the seed pages scored with the shipped model, and what came of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.errors import UsageError

if TYPE_CHECKING:
    from detector.scored import Row

SHOWCASE = "baoliaoxq"
"""The seed page that re-creates the pattern darnel was started for."""


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the result and the report.")] = Path(
        "darnel-demo"
    ),
    model: Annotated[str | None, typer.Option(help="Model folder or models:/ URI.")] = None,
) -> None:
    """Score the pages that come with darnel; write rows and report; print a summary."""
    from detector.batch.folder import RunFolder
    from detector.batch.run import Job, run
    from detector.model import locate
    from detector.report.crawl import write_report
    from detector.scored import scored_rows
    from detector.scorer import Scorer
    from detector.sources.inputs import resolve

    pages, labels = _seeds()
    out.mkdir(parents=True, exist_ok=True)
    scored, report = out / "scored.jsonl", out / "report.html"
    job = Job(
        files=resolve([str(pages)]),
        out=str(scored),
        scorer=Scorer(str(locate(model))),
        fresh=True,
    )
    run(job, RunFolder.beside(scored.absolute()), lambda _progress: None)
    rows = list(scored_rows(scored))
    write_report(rows, report, "the seed pages")
    explained = _explain_showcase(rows, pages, out, model)
    _print(rows, labels)
    typer.echo(f"\nrows     {scored}\nreport   {report}  (open it in a browser)")
    if explained is not None:
        typer.echo(f"one page {explained}")
    typer.echo("\nNow your own crawl:  darnel score CRAWL.warc.gz --out scored.parquet")


def _seeds() -> tuple[Path, dict[str, str]]:
    """The folder of seed pages and their labels: in a checkout, else inside the package."""
    package = Path(__file__).resolve().parent.parent
    for pages, labels in (
        (package.parent / "seeds" / "pages", package.parent / "seeds" / "labels.jsonl"),
        (package / "demo_pages", package / "demo_labels.jsonl"),
    ):
        if pages.is_dir() and labels.is_file():
            lines = labels.read_text(encoding="utf-8").splitlines()
            # A short path where there is one: it is what the rows and the report show.
            here = Path.cwd()
            short = pages.relative_to(here) if pages.is_relative_to(here) else pages
            return short, {_key(row["id"]): row["label"] for row in map(json.loads, lines)}
    raise UsageError("the seed pages are missing: install darnel again or clone its repository")


def _key(name: str) -> str:
    # Pages from a folder are named by their path, which depends on where darnel is installed.
    return name if "://" in name else Path(name).name


def _explain_showcase(
    rows: Sequence[Row], pages: Path, out: Path, model: str | None
) -> Path | None:
    from detector.detector import Detector
    from detector.explanation import explain_record
    from detector.report.page import write_page
    from detector.sources.inputs import records, resolve

    wanted = next((row["id"] for row in rows if SHOWCASE in row["id"]), None)
    for file in resolve([str(pages)]):
        for record in records(file, {}):
            if record.id == wanted:
                target = out / "explained.html"
                write_page(explain_record(Detector.load(model), record, None), target)
                return target
    return None


def _why(row: Row) -> str:
    if row["label"] == "republished":
        older = [copy for copy in row["copies"] if not copy["credited"]]
        return f"copies {older[0]['url'] or older[0]['id']}" if older else "copied"
    return ", ".join(reason["signal"] for reason in row["reasons"][:2])


def _print(rows: Sequence[Row], labels: Mapping[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from detector.terminal import printable

    console = Console(highlight=False)
    table = Table(title=f"{len(rows)} seed records", title_justify="left", box=None, pad_edge=False)
    table.add_column("score", justify="right", width=5)
    table.add_column("verdict", no_wrap=True, width=16)
    table.add_column("page", width=24, no_wrap=True, overflow="ellipsis")
    left = max(20, console.width - 5 - 16 - 24 - 6)
    table.add_column("heaviest reasons", width=left, no_wrap=True, overflow="ellipsis")
    judged = sorted(
        (row for row in rows if row["score"] is not None),
        key=lambda row: (-row["score"], row["id"]),
    )
    right = 0
    for row in judged:
        expected = labels.get(_key(row["id"]))
        found = "farm" if row["label"] in ("farm", "republished") else "legit"
        right += found == expected
        mark = "" if found == expected else f" (not {expected})"
        colour = {"farm": "red", "republished": "yellow"}.get(row["label"], "green")
        table.add_row(
            f"{row['score']:.3f}",
            Text(row["label"] + mark, style=colour),
            Text(printable(row["title"] or row["id"])),
            Text(printable(_why(row)) if found == "farm" else ""),
        )
    console.print(table)
    unread = len(rows) - len(judged)
    copies = sum(bool(row["copies"]) for row in judged)
    console.print(
        f"{right} of {len(judged)} pages are judged as their authors labelled them; "
        f"{copies} carry another page's text; {unread} records hold no page."
    )
