"""What the ``darnel index`` commands do."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detector.batch.output import check_ending, write_output
from detector.commands.scoring import columns_of
from detector.copies.arm import passages, signatures
from detector.copies.content import main_text
from detector.copies.intake import Tally, page_batches
from detector.copies.sketch import sketch
from detector.index.export import write_tables
from detector.index.known import KnownIndex
from detector.index.layout import header
from detector.terminal import printable, printable_lines
from features.page import Page

if TYPE_CHECKING:
    import pyarrow as pa

COMMIT_ROWS = 1 << 15
"""Pages added in one commit."""


def build(place: str, inputs: Sequence[str], column: Sequence[str]) -> int:
    """Make an index and fill it."""
    columns_of(column)
    KnownIndex.create(place)
    return add(place, inputs, column)


def add(place: str, inputs: Sequence[str], column: Sequence[str]) -> int:
    """Add pages, a commit every ``COMMIT_ROWS``; the exit code."""
    import pyarrow as pa

    tally, added = Tally(), 0
    columns = columns_of(column)
    with KnownIndex.writer(place) as writer:
        held: list[pa.RecordBatch] = []
        for records, pages in page_batches(inputs, columns, tally):
            held.append(signatures(records, pages))
            if sum(batch.num_rows for batch in held) >= COMMIT_ROWS:
                added += writer.add(pa.Table.from_batches(held))
                held = []
        if held:
            added += writer.add(pa.Table.from_batches(held))
        total = len(writer.index)
    sys.stderr.write(
        f"{printable_lines(tally.told())}\nadded {added:,}; the index holds {total:,}\n"
    )
    return tally.exit_code


@functools.cache
def match_schema() -> pa.Schema:
    """Columns of ``darnel index query``."""
    import pyarrow as pa

    passage = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
    return pa.schema(
        [
            ("id", pa.string()),
            ("url", pa.string()),
            ("known_id", pa.string()),
            ("known_url", pa.string()),
            ("containment", pa.float64()),  # share of the known text found in the page
            ("contained", pa.float64()),  # share of the page's text found in the known
            ("shared_chars", pa.int64()),
            ("passages", pa.list_(passage)),
        ]
    )


def query(place: str, inputs: Sequence[str], out: str, column: Sequence[str]) -> int:
    """Match pages and write one row a match; the exit code."""
    check_ending(out)
    index = KnownIndex.open(place)
    tally = Tally()
    write_output(out, _matches(index, inputs, column, tally), match_schema(), 0)
    sys.stderr.write(printable_lines(tally.told()) + "\n")
    return tally.exit_code


def _matches(
    index: KnownIndex, inputs: Sequence[str], column: Sequence[str], tally: Tally
) -> Iterator[pa.Table]:
    import pyarrow as pa

    for records, pages in page_batches(inputs, columns_of(column), tally):
        read = [(r, p) for r, p in zip(records, pages, strict=True) if p is not None]
        sketches = sketch([main_text(page).codes for _, page in read])
        found = index.query(sketches)
        known = index.rows(found.run, found.item).to_pylist()
        rows = []
        for at, item in enumerate(known):
            record, page = read[int(found.query[at])]
            hashes = sketches.of(int(found.query[at]))
            shared = index.shared(hashes, int(found.run[at]), int(found.item[at]))
            containment = float(found.overlap.share_there[at])
            rows.append(
                {
                    "id": record.id,
                    "url": record.url,
                    "known_id": item["id"],
                    "known_url": item["url"],
                    "containment": round(containment, 4),
                    "contained": round(float(found.overlap.share_here[at]), 4),
                    "shared_chars": round(containment * item["chars"]),
                    "passages": [
                        {"start": span.start, "end": span.end, "text": _quoted(page, span)}
                        for span in passages(page, shared)
                    ],
                }
            )
        if rows:
            yield pa.Table.from_pylist(rows, schema=match_schema())


def _quoted(page: Page, span: tuple[int, int]) -> str:
    # A lone surrogate cannot be written in any output format.
    return page.text[span[0] : span[1]].encode("utf-8", "replace").decode()


def info(place: str, *, as_json: bool) -> None:
    """Print what an index holds."""
    index = KnownIndex.open(place)
    size = sum(f.stat().st_size for f in Path(place).rglob("*") if f.is_file())
    facts = {
        "items": len(index),
        "hashes": sum(len(run.hashes) for run in index.runs),
        "runs": len(index.runs),
        "bytes": size,
        **header(),
    }
    if as_json:
        sys.stdout.write(json.dumps(facts) + "\n")
    else:
        sys.stdout.writelines(
            f"{name:11} {value:,}\n" if isinstance(value, int) else f"{name:11} {value}\n"
            for name, value in facts.items()
        )


def verify(place: str, *, as_json: bool) -> int:
    """Check an index; 2 when anything is wrong."""
    index = KnownIndex.open(place)
    problems = index.verify()
    if as_json:
        sys.stdout.write(json.dumps({"items": len(index), "problems": problems}) + "\n")
    else:
        told = "\n".join(problems) or f"{len(index):,} items in {len(index.runs)} runs: all intact"
        sys.stdout.write(printable_lines(told) + "\n")
    return 2 if problems else 0


def compact(place: str) -> None:
    """Merge all runs into one."""
    with KnownIndex.writer(place) as writer:
        writer.compact()
        items = len(writer.index)
    sys.stderr.write(f"one run of {items:,} items\n")


def export(place: str, out: str) -> None:
    """Write the index as Parquet tables."""
    index = KnownIndex.open(place)
    write_tables(index, Path(out))
    sys.stderr.write(
        f"{len(index):,} items -> {printable(out)}/items and {printable(out)}/hashes\n"
    )
