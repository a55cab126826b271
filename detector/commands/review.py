"""``darnel review``: label the pages that teach most, in the browser, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.errors import UsageError
from detector.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.review.queue import Question
    from features.page import Page


def review(
    scored: Annotated[Path, typer.Argument(metavar="SCORED", help="What `darnel score` wrote.")],
    pages: Annotated[
        list[str] | None, typer.Option(help="The crawl it was scored from, to see the text.")
    ] = None,
    labels: Annotated[Path, typer.Option(help="Where labels are saved.")] = Path("labels.jsonl"),
    most: Annotated[int, typer.Option(min=1, help="Questions at most.")] = 200,
    threshold: Annotated[
        float | None, typer.Option(min=0, max=1, help="Default: the lowest flagged score.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
) -> None:
    """Open a local page to label pages by key (f, h, u); every label is saved at once."""
    import logging
    import secrets

    from werkzeug.serving import make_server

    from detector.review.app import make_app
    from detector.review.labels import LabelFile
    from detector.review.queue import questions
    from detector.scored import scored_rows
    from detector.wording import GROUP, NAME
    from features.table import all_features

    file = LabelFile(labels)
    groups = {NAME: GROUP} | {feature.name: feature.group for feature in all_features()}
    limit = _lowest_flagged(scored) if threshold is None else threshold
    chosen = questions(scored_rows(scored), groups, done=frozenset(file.labels), threshold=limit)[
        :most
    ]
    if not chosen:
        raise UsageError(f"{scored} holds no judged page that {labels} does not label already")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # each request is no news
    token = secrets.token_urlsafe(24)
    app = make_app(chosen, file, _pages(pages or [], chosen), token)
    server = make_server("127.0.0.1", port, app, threaded=True)
    place = printable(str(labels))
    typer.echo(f"{len(chosen)} pages to label; saved to {place} as you go. Ctrl-C ends it.")
    typer.echo(f"http://127.0.0.1:{server.server_port}/?token={token}")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        typer.echo(f"\n{len(file.labels)} labels in {place}")


def _lowest_flagged(scored: Path) -> float:
    from detector.scored import scored_rows

    flagged = (row["score"] for row in scored_rows(scored) if row["label"] == "farm")
    return float(min(flagged, default=0.5))


def _pages(inputs: Sequence[str], chosen: Sequence[Question]) -> dict[str, Page]:
    from detector.reading import read_page
    from detector.record import Status
    from detector.sources.inputs import records, resolve

    wanted = {str(question.row["id"]) for question in chosen}
    found: dict[str, Page] = {}
    if not inputs:
        return found
    for file in resolve(inputs):
        for record in records(file, {}):
            if record.id in wanted and record.status is Status.OK:
                found[record.id] = read_page(record)
                if len(found) == len(wanted):
                    return found
    return found
