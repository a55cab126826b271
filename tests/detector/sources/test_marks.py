"""Reading from a mark on gives the records that reading from the start gives."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from detector.batch.folder import PartMarks
from detector.sources.inputs import records, resolve
from detector.sources.marks import BEGINNING, Mark

COUNT = 40


def warc_records(rng: random.Random) -> list[bytes]:
    made = []
    for number in range(COUNT):
        body = (f"<p>page {number} " + "x" * rng.randrange(300) + " WARC/1.0\r\n").encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        said = len(http) + (7 if number == 11 else 0)  # one record lies about its length
        made.append(
            f"WARC/1.0\r\nWARC-Type: {'request' if number % 7 == 0 else 'response'}\r\n"
            f"WARC-Target-URI: https://a.example/{number}\r\n"
            f"Content-Length: {said}\r\n\r\n".encode()
            + http
            + b"\r\n\r\n"
        )
    return made


def packed_each(rng: random.Random) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in warc_records(rng))


def packed_by_pairs(rng: random.Random) -> bytes:
    every = warc_records(rng)
    return b"".join(gzip.compress(b"".join(every[n : n + 2]), mtime=0) for n in range(0, COUNT, 2))


def damaged(rng: random.Random) -> bytes:
    data = bytearray(packed_each(rng))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    return bytes(data)


def lines(rng: random.Random) -> bytes:
    made = []
    for number in range(COUNT):
        made.append(
            json.dumps({"id": number, "text": "字" * rng.randrange(50)}, ensure_ascii=False)
        )
        made += [""] * rng.randrange(3)
        if number == 9:
            made.append('{"id": cut')
    return "\n".join(made).encode()


FILES: dict[str, tuple[str, Callable[[random.Random], bytes], bool]] = {
    "plain": ("a.warc", lambda rng: b"".join(warc_records(rng)), True),
    "packed": ("a.warc.gz", packed_each, True),
    "pairs": ("a.warc.gz", packed_by_pairs, True),
    "one member": (
        "a.warc.gz",
        lambda rng: gzip.compress(b"".join(warc_records(rng)), mtime=0),
        False,
    ),
    "damaged": ("a.warc.gz", damaged, True),
    "lines": ("a.jsonl", lines, True),
    "lines with a mark": ("a.jsonl", lambda rng: b"\xef\xbb\xbf" + lines(rng), True),
    "packed lines": ("a.jsonl.gz", lambda rng: gzip.compress(lines(rng), mtime=0), False),
    "wide lines": ("a.jsonl", lambda rng: lines(rng).decode().encode("utf-16"), False),
}


@pytest.mark.parametrize("name", FILES)
def test_any_start_gives_the_same_records_with_marks_and_without(name: str, tmp_path: Path) -> None:
    file_name, write, goes = FILES[name]
    path = tmp_path / file_name
    path.write_bytes(write(random.Random(name)))
    [file] = resolve([str(path)])
    plain = list(records(file, {}))
    assert len(plain) >= COUNT
    place = tmp_path / "marks"
    assert list(records(file, {}, 0, PartMarks(place, 3))) == plain
    for start in range(len(plain) + 2):
        marks = PartMarks(place, 3)
        assert list(records(file, {}, start, marks)) == plain[start:]
    known = PartMarks(place, 3).before(len(plain))
    assert (known.number > 0) is goes
    if name in ("plain", "packed", "lines"):
        assert known.number >= len(plain) - 3


def test_a_line_cut_short_is_no_mark(tmp_path: Path) -> None:
    marks = PartMarks(tmp_path / "marks", 10)
    assert marks.before(99) is BEGINNING
    marks.note(Mark(10, 500, 11))
    with (tmp_path / "marks").open("a") as file:
        file.write("\n[20, 9\n\0\0]\n[25]\n")
    marks.note(Mark(30, 900, 31, packed=True))
    fresh = PartMarks(tmp_path / "marks", 10)
    assert fresh.before(29) == Mark(10, 500, 11)
    assert fresh.before(30) == Mark(30, 900, 31, packed=True)
