from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from detector.errors import UsageError
from detector.scored import scored_rows

ROW = {"id": "一", "host": "h", "status": "ok", "score": 0.5, "label": "farm", "reasons": []}
LINES = (json.dumps(ROW, ensure_ascii=False) + "\n").encode() * 5000
HEAD = b"id,host,status,score,label,reasons\n"


@pytest.mark.parametrize(
    ("name", "pack"),
    [("x.jsonl", bytes), ("x.jsonl.gz", gzip.compress), ("x.jsonl.zst", zstandard.compress)],
)
def test_rows_are_read_however_they_are_packed(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    for data in (LINES, LINES.removesuffix(b"\n"), LINES.replace(b"\n", b"\r\n")):
        (tmp_path / name).write_bytes(pack(data))
        assert list(scored_rows(tmp_path / name)) == [ROW] * 5000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.jsonl", LINES[:-20]),
        ("cut.jsonl.gz", gzip.compress(LINES)[:-20]),
        ("cut.jsonl.zst", zstandard.compress(LINES)[:-20]),
        ("damaged.jsonl.gz", gzip.compress(LINES)[:100] + b"x" * 100),
        ("nested.jsonl", b"[" * 100_000),
        ("bytes.jsonl", b'{"a":"\xff"}\n'),
        ("score.csv", HEAD + b"a,b,ok,high,farm,[]\n"),
        ("nested.csv", HEAD + b"a,b,ok,1,farm,[\n"),
        ("short.parquet", b"PAR1xxxxPAR1"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_in_words(
    tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError, match="score it again"):
        list(scored_rows(tmp_path / name))


@pytest.mark.parametrize("score", ["NaN", "Infinity", '"high"', "[]", "2", "-1"])
def test_a_score_that_is_none_is_refused(tmp_path: Path, score: str) -> None:
    line = json.dumps(ROW).replace("0.5", score)
    (tmp_path / "x.jsonl").write_text(line)
    with pytest.raises(UsageError, match="row 1: a score is a number"):
        list(scored_rows(tmp_path / "x.jsonl"))
