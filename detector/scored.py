"""Scored rows read back, whatever format ``darnel score`` wrote them in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from detector.errors import UsageError
from detector.sources.streams import Break, Member, unpack

NEEDED = ("id", "host", "status", "score", "label", "reasons")
NESTED = ("reasons", "claims", "copies")
MAX_FIELD = 1 << 26

Row = dict[str, Any]


def scored_rows(path: str | Path) -> Iterator[Row]:
    """Every row of a scored file or folder of part files, in order, as the contract names it.

    See :func:`table_rows`.
    """
    for number, row in enumerate(table_rows(path, NEEDED, "`darnel score`"), 1):
        score = row["score"]
        if score is not None and not (isinstance(score, int | float) and 0 <= score <= 1):
            raise UsageError(
                f"{path}, row {number}: a score is a number from 0 to 1; this is not the output of "
                "`darnel score`"
            )
        yield row


def table_rows(path: str | Path, needed: Sequence[str], origin: str) -> Iterator[Row]:
    """Every row of a table one of our commands (``origin``) wrote, which must have ``needed``.

    Reads Parquet, JSONL (plain, gzip, zstd) and CSV in batches, so memory does not grow with the
    file. Raises :class:`UsageError` naming the file, the row and the remedy when it is not what
    ``origin`` writes.
    """
    place = Path(path)
    if place.is_dir():
        parts = sorted(p for p in place.iterdir() if not p.name.startswith(("_", ".")))
        if not parts:
            raise UsageError(f"{place} holds no part files; give what {origin} wrote")
        for part in parts:
            yield from table_rows(part, needed, origin)
        return
    if not place.is_file():
        raise UsageError(f"{place} does not exist; give what {origin} wrote")
    if place.name.endswith(".parquet"):
        rows = _parquet(place)
    elif place.name.endswith(".csv"):
        rows = _csv(place)
    elif place.name.endswith((".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".json")):
        rows = _jsonl(place)
    else:
        raise UsageError(f"{place}: what can be read is .parquet, .jsonl[.gz|.zst] or .csv")
    for number, row in enumerate(_whole(rows, place), 1):
        missing = [name for name in needed if name not in row]
        if missing:
            raise UsageError(
                f"{place}, row {number}: no column {', '.join(missing)}; this is not the output "
                f"of {origin}"
            )
        yield row


def _whole(rows: Iterator[Row], place: Path) -> Iterator[Row]:
    """``rows``; what is wrong with their file, however it shows, is for a person to decide on."""
    try:
        yield from rows
    except (csv.Error, OSError, RecursionError, ValueError) as error:
        told = " ".join(str(error).split())[:200]
        raise UsageError(f"{place} cannot be read as rows: {told}; score it again") from error


def _parquet(place: Path) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(place) as file:
            for batch in file.iter_batches(batch_size=2_000):
                yield from batch.to_pylist()
    except pa.ArrowInvalid as error:
        raise UsageError(f"{place}: not a whole Parquet file ({error}); score it again") from error


def _jsonl(place: Path) -> Iterator[Row]:
    with place.open("rb") as raw:
        for number, line in enumerate(_lines(raw), 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{place}, line {number}: {error}; score it again") from error
            if not isinstance(row, dict):
                raise UsageError(f"{place}, line {number}: a scored row is a JSON object")
            yield row


def _lines(raw: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, whatever packs it; ``ValueError`` where it is cut off or damaged."""
    parts: list[bytes] = []
    for event in unpack(raw):
        if isinstance(event, Break):
            raise ValueError(event.reason)
        if isinstance(event, Member):
            continue
        first, *others = event.split(b"\n")
        parts.append(first)
        for line in others:
            yield b"".join(parts)
            parts = [line]
    if any(parts):
        yield b"".join(parts)


def _csv(place: Path) -> Iterator[Row]:
    csv.field_size_limit(MAX_FIELD)
    with place.open(encoding="utf-8", newline="") as lines:
        for raw in csv.DictReader(lines):
            row: Row = dict(raw)
            for name, value in row.items():
                if name in NESTED:
                    row[name] = json.loads(value) if value else []
                elif value == "":
                    row[name] = None
            if row.get("score") is not None:
                row["score"] = float(row["score"])
            yield row
