from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
from pathlib import Path

import lz4.frame
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from detector.errors import UsageError
from detector.record import Record, Status
from detector.sources.formats import Format
from detector.sources.inputs import GROUP, InputFile, records, resolve

LINE = json.dumps({"url": "http://a.example/1", "text": "one"}).encode() + b"\n"


def read(*inputs: str, start: int = 0, **columns: str) -> list[Record]:
    return [r for file in resolve(inputs) for r in records(file, columns, start)]


def write(path: Path, data: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    "pack",
    [
        bytes,
        gzip.compress,
        bz2.compress,
        lzma.compress,
        lz4.frame.compress,
        zstandard.ZstdCompressor().compress,
    ],
)
def test_compression_is_told_by_content_not_by_name(tmp_path, pack):
    path = write(tmp_path / "crawl.jsonl", pack(LINE * 3))
    found = read(path)
    assert [r.text for r in found] == ["one"] * 3
    assert [r.source for r in found] == [f"{path}:{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("name", ["x.parquet", "x.parquet.gz", "x.bin"])
def test_packed_parquet_says_what_to_do(tmp_path, name):
    (found,) = read(write(tmp_path / name, gzip.compress(_parquet())))
    assert found.status is Status.UNREADABLE
    assert found.error == "Parquet inside another compression: unpack it first"
    assert read(str(tmp_path / name), start=1) == []


def test_members_that_follow_each_other_are_one_stream(tmp_path):
    half = len(LINE) // 2
    for pack in (gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress):
        path = write(tmp_path / "x.jsonl.gz", pack(LINE[:half]) + pack(LINE[half:] + LINE))
        assert [r.text for r in read(path)] == ["one", "one"]


def test_inputs_keep_their_order_and_folders_are_sorted(tmp_path):
    for name in ("b.jsonl", "a/z.jsonl", "a/c.jsonl", "_SUCCESS", ".hidden.jsonl", "b.jsonl.crc"):
        write(tmp_path / "d" / name, LINE)
    last = write(tmp_path / "last.jsonl", LINE)
    files = resolve([last, str(tmp_path / "d")])
    names = [Path(f.path).relative_to(tmp_path).as_posix() for f in files]
    assert names == ["last.jsonl", "d/b.jsonl", "d/a/c.jsonl", "d/a/z.jsonl"]


def test_globs_also_recursive(tmp_path):
    for name in ("a.jsonl", "x/b.jsonl", "x/c.csv"):
        write(tmp_path / name, LINE if name.endswith("jsonl") else b"text\nhello\n")
    assert len(resolve([str(tmp_path / "*.jsonl")])) == 1
    assert [Path(f.path).name for f in resolve([str(tmp_path / "**" / "*.jsonl")])] == [
        "a.jsonl",
        "b.jsonl",
    ]
    assert [r.text for r in read(str(tmp_path / "x*"))] == ["one", "hello"]


@pytest.mark.parametrize("given", ["none.jsonl", "none/*.jsonl", "memory://none/x.jsonl"])
def test_an_input_that_names_nothing_is_named(given):
    with pytest.raises(UsageError, match="none"):
        resolve([given])


def test_an_empty_folder_is_no_input(tmp_path):
    with pytest.raises(UsageError, match=str(tmp_path)):
        resolve([str(tmp_path)])


def test_a_field_that_does_not_exist_is_refused(tmp_path):
    path = write(tmp_path / "x.jsonl", LINE)
    with pytest.raises(UsageError, match="colour"):
        read(path, colour="red")


def test_page_files_are_grouped(tmp_path):
    for n in range(GROUP + 5):
        write(tmp_path / f"{n:05}.html", b"<html><body>page</body></html>")
    files = resolve([str(tmp_path)])
    assert [len(f.members) for f in files] == [GROUP, 5]
    assert all(f.format is Format.PAGES for f in files)
    found = list(records(files[0], {}, GROUP - 2))
    assert [Path(r.source).name for r in found] == ["00998.html", "00999.html"]
    assert found[0].id == found[0].source
    assert found[0].html == b"<html><body>page</body></html>"


def test_a_saved_site_gives_pages_and_says_what_is_none(tmp_path):
    write(tmp_path / "index.php?id=3", b"<!DOCTYPE html><html><p>page</p></html>")
    write(tmp_path / "logo.dat", b"\x89PNG\r\n\x1a\n" + bytes(50))
    write(tmp_path / "notes.md", b"some notes")
    write(tmp_path / "plain.txt", "纯文本".encode("gb18030"))
    write(tmp_path / "style.css", b"body { }")
    write(tmp_path / "void.html", b"")
    found = {Path(r.source).name: r for r in read(str(tmp_path))}
    assert found["index.php?id=3"].status is Status.OK
    assert found["index.php?id=3"].html is not None
    assert found["plain.txt"].text == "纯文本"
    assert found["void.html"].status is Status.EMPTY
    for name in ("logo.dat", "notes.md", "style.css"):
        assert found[name].status is Status.SKIPPED
    assert "PNG" in str(found["logo.dat"].error)


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": ["one"], "url": ["http://a.example/1"]}), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (LINE, "text"),
        (gzip.compress(LINE), "text"),
        (b"[" + LINE.strip() + b"]", "text"),
        (b'{\n "text":\n "one"}', "text"),
        (b"url,text\nhttp://a.example/1,one\n", "text"),
        (_parquet(), "text"),
        (b"one", "text"),
        (b"<html><body>one</body></html>", "html"),
        (
            b"WARC/1.0\nWARC-Type: conversion\nContent-Type: text/plain\nContent-Length: 3\n\none",
            "text",
        ),
    ],
)
def test_stdin_is_told_by_content(monkeypatch, data, field):
    monkeypatch.setattr("sys.stdin", _Stdin(data))
    (found,) = read("-")
    assert found.status is Status.OK
    value = getattr(found, field)
    assert value == "one" if field == "text" else b"one" in value
    assert found.source.startswith("-")


def test_urls_are_read_through_fsspec(monkeypatch):
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    monkeypatch.setattr(type(system), "store", {})
    monkeypatch.setattr(type(system), "pseudo_dirs", [""])
    system.pipe("/crawl/b.jsonl.gz", gzip.compress(LINE))
    system.pipe("/crawl/a.parquet", _parquet())
    system.pipe("/crawl/_SUCCESS", b"")
    assert [r.text for r in read("memory://crawl")] == ["one", "one"]
    assert [r.source for r in read("memory://crawl/*.gz")] == ["memory:///crawl/b.jsonl.gz:1"]
    assert read("memory://crawl/b.jsonl.gz")[0].source == "memory://crawl/b.jsonl.gz:1"


def test_a_file_that_goes_away_is_one_unreadable_record(tmp_path):
    gone = InputFile(str(tmp_path / "gone.jsonl"), "gone.jsonl", Format.JSONL)
    (found,) = records(gone, {})
    assert list(records(gone, {}, 1)) == []
    assert found.status is Status.UNREADABLE
    assert "No such file" in str(found.error)


def test_sources_are_as_the_user_wrote_the_path(tmp_path, monkeypatch):
    write(tmp_path / "in" / "x.jsonl", LINE)
    monkeypatch.chdir(tmp_path)
    assert [r.source for r in read("in")] == ["in/x.jsonl:1"]


def test_partitioned_folders_give_columns(tmp_path):
    write(tmp_path / "lang=zh" / "date=2024-01-02" / "part-0.parquet", _parquet())
    (found,) = read(str(tmp_path))
    assert (found.lang, found.published, found.text) == ("zh", "2024-01-02", "one")


def test_every_format_can_start_anywhere(tmp_path):
    rows = [{"url": f"http://a.example/{n}", "text": f"text {n}"} for n in range(7)]
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    table = pa.table({key: [row[key] for row in rows] for key in ("url", "text")})
    pq.write_table(table, tmp_path / "x.parquet", row_group_size=2)
    warc = b"".join(
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nWARC-Target-URI: %s\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
        % (row["url"].encode(), len(row["text"]), row["text"].encode())
        for row in rows
    )
    write(tmp_path / "x.jsonl", lines.replace(b"\n", b"\n\n"))
    write(tmp_path / "x.json", json.dumps(rows).encode())
    write(
        tmp_path / "x.csv",
        b"url,text\n" + b"".join(f"{r['url']},{r['text']}\n".encode() for r in rows),
    )
    write(tmp_path / "x.warc", warc)
    write(tmp_path / "x.warc.gz", gzip.compress(warc))
    files = resolve([str(tmp_path)])
    assert len(files) == 6
    for file in files:
        everything = list(records(file, {}))
        assert [r.text for r in everything] == [row["text"] for row in rows], file.name
        for start in range(9):
            assert list(records(file, {}, start)) == everything[start:], (file.name, start)


def test_a_pipe_or_device_in_a_folder_is_told_and_not_read(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text":"x"}\n')
    (tmp_path / "b.jsonl").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "c.warc.gz")
    for given in (str(tmp_path), str(tmp_path / "*")):
        found = [r for file in resolve([given]) for r in records(file, {})]
        assert [str(r.status) for r in found] == ["ok", "unreadable", "unreadable"]
        assert found[1].error == "cannot be read: a pipe or device among files"


def test_names_of_files_that_are_not_utf8_are_told_as_escapes(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.html")).write_text("<p>x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xfe.jsonl")).write_text('{"text":"x"}\n')
    found = [r for file in resolve([str(tmp_path)]) for r in records(file, {})]
    assert [r.id for r in found] == [f"{tmp_path}/a\\udcff.html", f"{tmp_path}/b\\udcfe.jsonl:1"]
    assert [str(r.status) for r in found] == ["ok", "ok"]
