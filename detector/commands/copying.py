"""What ``darnel copies`` does: signs every page, joins the signatures, tells each page's role."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detector.batch.output import check_ending, write_output
from detector.commands.scoring import columns_of
from detector.copies.arm import signatures
from detector.copies.intake import Tally, page_batches
from detector.copies.links import judged_ranges
from detector.copies.roles import role_schema, roles
from detector.terminal import printable, printable_json, printable_lines

if TYPE_CHECKING:
    import pyarrow as pa

    from detector.index.known import KnownIndex

PART_ROWS = 1 << 15


def run(
    inputs: Sequence[str],
    out: str,
    known: str | None,
    alarm: int,
    column: Sequence[str],
    *,
    as_json: bool,
) -> int:
    """Carry the command out; the exit code."""
    from detector.index.known import KnownIndex

    check_ending(out)
    columns = columns_of(column)
    index = KnownIndex.open(known) if known else None
    tally, counts, large = Tally(), Counter[str](), Counter[str]()
    place = None if out == "-" else Path(out).absolute().parent
    with tempfile.TemporaryDirectory(prefix=".darnel-copies-", dir=place) as folder:
        work = Path(folder)
        parts = sign(inputs, columns, work, tally)
        pages = tally.statuses["ok"]
        write_output(out, _tables(parts, index, work, counts, large), role_schema(), pages)
    _tell(tally, counts, {name: n for name, n in large.items() if n > alarm}, as_json, out)
    return tally.exit_code


def sign(inputs: Sequence[str], columns: Mapping[str, str], work: Path, tally: Tally) -> list[Path]:
    """Write the signatures of all pages to part files in ``work``."""
    parts: list[Path] = []
    held: list[pa.RecordBatch] = []
    for records, pages in page_batches(inputs, columns, tally):
        held.append(signatures(records, pages))
        if sum(batch.num_rows for batch in held) >= PART_ROWS:
            parts.append(_part(held, work, len(parts)))
            held = []
    if held:
        parts.append(_part(held, work, len(parts)))
    return parts


def _part(batches: Sequence[pa.RecordBatch], work: Path, number: int) -> Path:
    import pyarrow as pa

    path = work / f"signatures-{number:05d}.arrow"
    with pa.ipc.new_file(str(path), batches[0].schema) as out:
        for batch in batches:
            out.write_batch(batch)
    return path


def _tables(
    parts: Sequence[Path],
    index: KnownIndex | None,
    work: Path,
    counts: Counter[str],
    large: Counter[str],
) -> Iterator[pa.Table]:
    import pyarrow as pa

    for store, found in judged_ranges(parts, index, work):
        sizes = np.bincount(found.hubs[found.hubs >= 0], minlength=len(store))
        length = found.last - found.first
        names = store.strings.slice(found.first, length)
        batch = roles(found, sizes, names.column("id"), names.column("url"))
        counts.update(batch.column("role").to_pylist())
        for name, size in zip(
            batch.column("cluster").to_pylist(),
            batch.column("cluster_pages").to_pylist(),
            strict=True,
        ):
            if name is not None and size is not None:
                large[name] = size
        yield pa.Table.from_batches([batch], role_schema())


def _tell(
    tally: Tally, counts: Mapping[str, int], alarms: Mapping[str, int], as_json: bool, out: str
) -> None:
    if as_json:
        summary = {
            "out": out,
            "records": dict(tally.statuses),
            "roles": dict(counts),
            "large_clusters": dict(alarms),
            "not_read": tally.failed,
        }
        stream = sys.stderr if out == "-" else sys.stdout
        stream.write(printable_json(json.dumps(summary, ensure_ascii=False)) + "\n")
        return
    shares = ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items()))
    lines = [printable_lines(tally.told()), f"pages that share text: {shares or 'none'}"]
    lines += [
        f"WARNING: cluster {printable(name)} has {size:,} pages: look before you delete"
        for name, size in sorted(alarms.items(), key=lambda item: -item[1])[:20]
    ]
    sys.stderr.write("\n".join(lines) + "\n")
