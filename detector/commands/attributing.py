"""What ``darnel bylines`` does: reads every page and lays its claims of origin out as rows."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.batch.output import check_ending, write_output
from detector.batch.stretches import batches
from detector.commands.scoring import columns_of
from detector.errors import UsageError
from detector.reading import read_page
from detector.record import Record, Status
from detector.sources.inputs import records, resolve
from detector.terminal import printable, printable_json
from features.attribution.byline import byline, published, site
from features.attribution.claims import Claim, claims

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 1024
"""Records turned into one table at a time, if their pages are not large."""
LISTED = 5
"""Unreadable records the summary names."""


@dataclass
class Tally:
    """What went by: records by status, claims by role, pages with a byline."""

    statuses: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    signed: int = 0
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 when a record could not be read."""
        return int(any(self.statuses[s] for s in (Status.UNREADABLE, Status.CRASHED)))


def run(inputs: Sequence[str], out: str, column: Sequence[str], *, as_json: bool) -> int:
    """Carry the command out; the exit code."""
    check_ending(out)
    if out != "-" and not Path(out).parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {Path(out).parent}")
    columns = columns_of(column)
    tally = Tally()
    write_output(out, tables(inputs, columns, tally), schema(), 0)
    _tell(tally, out, as_json=as_json)
    return tally.exit_code


def schema() -> pa.Schema:
    """The columns of the output: the page's, then the claim's (null on a page without one)."""
    import pyarrow as pa

    texts = [
        "id",
        "url",
        "host",
        "source",
        "status",
        "error",
        "byline",
        "site",
        "published",
        "role",
        "name",
        "text",
    ]
    fields = [(name, pa.string()) for name in texts]
    return pa.schema([*fields, ("start", pa.int64()), ("end", pa.int64())])


def tables(inputs: Sequence[str], columns: Mapping[str, str], tally: Tally) -> Iterator[pa.Table]:
    """The rows of all records of ``inputs``, in their order, some records at a time."""
    import pyarrow as pa

    layout = schema()
    stream = (record for file in resolve(inputs) for record in records(file, columns))
    for batch in batches(stream, BATCH):
        rows = [row for record in batch for row in page_rows(record, tally)]
        yield pa.Table.from_pylist(rows, schema=layout)


def page_rows(record: Record, tally: Tally) -> Iterator[dict[str, Any]]:
    """One row a claim, as plain values; a single row without role where nothing is claimed."""
    page, said = None, {}
    found: Sequence[Claim] = ()
    if record.status is Status.OK:
        try:
            page = read_page(record)
            said = {
                "host": page.host,
                "byline": byline(page),
                "site": site(page),
                "published": published(page),
            }
            found = claims(page)
        except Exception as error:  # noqa: BLE001 - one page's failure is that page's row
            page = None
            told = f"{type(error).__name__}: {error}"[:500]
            record = replace(record, status=Status.CRASHED, error=told)
    status = record.status
    if page is not None and (not page.text or page.text.isspace()):
        status = Status.EMPTY
    tally.statuses[status] += 1
    if status in (Status.UNREADABLE, Status.CRASHED) and len(tally.unreadable) < LISTED:
        tally.unreadable.append((record.source, record.error or ""))
    row: dict[str, Any] = {
        "id": record.id,
        "url": record.url,
        "source": record.source,
        "status": str(status),
        "error": record.error,
    }
    if page is None:
        yield row
        return
    row |= said
    tally.signed += row["byline"] is not None
    if not found:
        yield row
    for claim in found:
        tally.roles[claim.role] += 1
        yield row | {
            "role": str(claim.role),
            "name": claim.name,
            "text": claim.text,
            "start": claim.start,
            "end": claim.end,
        }


def _tell(tally: Tally, out: str, *, as_json: bool) -> None:
    if as_json:
        stream = sys.stderr if out == "-" else sys.stdout
        summary = {
            "out": out,
            "records": sum(tally.statuses.values()),
            "status": dict(sorted(tally.statuses.items())),
            "with_byline": tally.signed,
            "claims": dict(sorted(tally.roles.items())),
        }
        stream.write(printable_json(json.dumps(summary, ensure_ascii=False)) + "\n")
        return
    states = ", ".join(f"{count:,} {name}" for name, count in sorted(tally.statuses.items()))
    place = "stdout" if out == "-" else printable(out)
    lines = [
        f"{sum(tally.statuses.values()):,} records ({states}) -> {place}",
        f"  {tally.signed:,} with a byline, {sum(tally.roles.values()):,} claims of origin",
    ]
    lines += [f"  {count:>8,} {role}" for role, count in tally.roles.most_common()]
    lines += [f"  unreadable: {printable(s)}: {printable(e)[:200]}" for s, e in tally.unreadable]
    sys.stderr.write("\n".join(lines) + "\n")
