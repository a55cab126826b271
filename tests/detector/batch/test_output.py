"""The output formats: the same rows, the same bytes, whole or not there."""

from __future__ import annotations

import csv
import gzip
import io
import json
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from detector.batch import output
from detector.batch.output import check_ending, write_output
from detector.errors import OutputError, UsageError
from detector.verdict import row_schema

SCHEMA = row_schema()


def row(number: int, **fields: Any) -> dict[str, Any]:
    return (
        dict.fromkeys(SCHEMA.names)
        | {
            "id": f"p{number}",
            "label": "farm",
            "status": "ok",
            "score": 0.1 + 0.2,
            "chars": number,
            "reasons": [
                {
                    "signal": "emoji_density",
                    "value": 0.25,
                    "weight": 1.5,
                    "quotes": [{"start": 0, "end": 1, "text": "😀"}],
                }
            ],
            "claims": [],
            "copies": [],
        }
        | fields
    )


def tables(rows: list[dict[str, Any]], size: int) -> Iterator[pa.Table]:
    for first in range(0, len(rows), size):
        yield pa.Table.from_pylist(rows[first : first + size], schema=SCHEMA)


@pytest.mark.parametrize("ending", output.ENDINGS)
def test_bytes_depend_on_rows_alone_not_on_how_they_arrive(ending: str, tmp_path: Path) -> None:
    rows = [row(n) for n in range(100)]
    for size in (7, 100):
        out = tmp_path / f"out{size}{ending}"
        write_output(str(out), tables(rows, size), SCHEMA, len(rows))
    one, other = (tmp_path / f"out{size}{ending}" for size in (7, 100))
    assert one.read_bytes() == other.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([one.name, other.name])


def test_json_lines_carry_exactly_the_keys_of_the_contract(tmp_path: Path) -> None:
    rows = [row(n) for n in range(3)]
    for ending, unpack in (
        (".jsonl", bytes),
        (".jsonl.gz", gzip.decompress),
        (".jsonl.zst", lambda b: zstandard.ZstdDecompressor().stream_reader(b).read()),
    ):
        out = tmp_path / f"o{ending}"
        write_output(str(out), tables(rows, 2), SCHEMA, 3)
        found = [json.loads(line) for line in unpack(out.read_bytes()).splitlines()]
        assert found == rows
        assert list(found[0]) == SCHEMA.names


def test_csv_is_readable_and_runs_no_formula(tmp_path: Path) -> None:
    hostile = ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", 'a "b"\nc,d']
    rows = [row(n, title=text, url=text) for n, text in enumerate(hostile)]
    out = tmp_path / "o.csv"
    write_output(str(out), tables(rows, 3), SCHEMA, len(rows))
    found = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
    assert [cell["title"] for cell in found] == [f"'{text}" for text in hostile[:-1]] + [
        hostile[-1]
    ]
    assert json.loads(found[0]["reasons"]) == rows[0]["reasons"]
    assert float(found[0]["score"]) == rows[0]["score"]
    assert found[0]["cluster"] == ""


def test_a_large_output_is_a_folder_of_parquet_files_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "FILE_ROWS", 40)
    monkeypatch.setattr(output, "ROW_GROUP", 16)
    rows = [row(n) for n in range(100)]
    out = tmp_path / "o.parquet"
    out.write_text("an earlier output")
    write_output(str(out), tables(rows, 13), SCHEMA, 100)
    assert sorted(p.name for p in out.iterdir()) == [f"part-0000{n}.parquet" for n in range(3)]
    sizes = [
        [
            pq.ParquetFile(f).metadata.row_group(g).num_rows
            for g in range(pq.ParquetFile(f).num_row_groups)
        ]
        for f in sorted(out.iterdir())
    ]
    assert sizes == [[16, 16, 8], [16, 16, 8], [16, 4]]
    assert [r for f in sorted(out.iterdir()) for r in pq.read_table(f).to_pylist()] == rows
    write_output(str(out), tables(rows[:5], 2), SCHEMA, 5)  # a smaller one takes its place
    assert out.is_file()
    assert pq.read_table(out).to_pylist() == rows[:5]
    assert [p.name for p in tmp_path.iterdir()] == ["o.parquet"]


@pytest.mark.parametrize("ending", output.ENDINGS)
def test_a_full_disk_is_a_clear_error_and_leaves_the_earlier_output(
    ending: str, tmp_path: Path
) -> None:
    out = tmp_path / f"o{ending}"
    out.write_bytes(b"earlier")
    rows = [row(n, title=f"{n * 7919:x}" * 50) for n in range(2000)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(
            OutputError, match=rf"no space left while writing \S*/o\{ending} .*run the same"
        ):
            write_output(str(out), tables(rows, 500), SCHEMA, len(rows))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert out.read_bytes() == b"earlier"
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


def test_an_ending_that_is_no_format_is_refused() -> None:
    check_ending("-")
    check_ending("a.jsonl.zst")
    with pytest.raises(UsageError, match=r"out\.xlsx: the name must end in one of"):
        check_ending("out.xlsx")
