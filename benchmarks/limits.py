"""What bombs, giants and liars cost: time, peak memory and the row each of them becomes.

    python benchmarks/limits.py [--only NAME,...] [--model M] [--json FILE]

Every case is one hostile file scored by ``darnel score`` beside one good file, with one worker.
It passes if the run ends by itself, the good file's row is scored, every hostile row is scored or
says why not, and no process of it takes more than ``--megabytes`` or, together, more processor time
than ``--seconds`` and ``--per-gigabyte`` seconds for every gigabyte of the file.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLI = [sys.executable, "-c", "from detector.cli import main; main()", "score"]
GIB = 1 << 30
MB = 1_000_000
ZEROS = 10 * GIB
SENTENCE = "潮水每天两次漫过石堤，看灯的人记下时刻。"
GOOD = {"url": "https://good.example/", "text": SENTENCE * 20}

Case = Callable[[Path], Path]
CASES: dict[str, Case] = {}


def case(name: str) -> Callable[[Case], Case]:
    def keep(build: Case) -> Case:
        CASES[name] = build
        return build

    return keep


def one(name: str, file_name: str, content: Callable[[], bytes]) -> None:
    """A case whose file fits in memory."""

    def build(folder: Path) -> Path:
        path = folder / file_name
        path.write_bytes(content())
        return path

    CASES[name] = build


def stream(path: Path, pieces: Iterator[bytes]) -> Path:
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
    return path


def warc(body: bytes, headers: str = "", length: object = None, status: str = "200 OK") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    return warc_head(len(block) if length is None else length) + block + b"\r\n\r\n"


def warc_head(length: object) -> bytes:
    return (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def html(body: str) -> bytes:
    return f"<!doctype html><title>t</title><body>{body}</body>".encode()


def jsonl(**fields: str) -> bytes:
    return (json.dumps({"url": "https://a.example/", **fields}) + "\n").encode()


# Bombs


def zeros_gz(size: int, before: bytes = b"") -> Iterator[bytes]:
    """A valid gzip member of ``before`` and ``size`` zeros, without deflating them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(16 << 20)
    yield b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    yield head
    piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(before)
    for _ in range(size // len(block)):
        yield piece
        crc = zlib.crc32(block, crc)
    yield packer.flush(zlib.Z_FINISH)
    total = len(before) + size // len(block) * len(block)
    yield struct.pack("<II", crc, total & 0xFFFFFFFF)


def zeros_zst(size: int, before: bytes = b"") -> Iterator[bytes]:
    import zstandard

    packer = zstandard.ZstdCompressor(level=1).compressobj()
    yield packer.compress(before)
    block = bytes(16 << 20)
    for _ in range(size // len(block)):
        yield packer.compress(block)
    yield packer.flush()


def sparse(path: Path, before: bytes = b"") -> Path:
    with path.open("wb") as file:
        file.write(before)
        file.truncate(ZEROS)
    return path


@case("gzip bomb: WARC record of 10 GiB of zeros")
def _(folder: Path) -> Path:
    return stream(folder / "a.warc.gz", zeros_gz(ZEROS, warc_head(ZEROS) + b"HTTP/1.1 200 OK\r\n"))


@case("gzip bomb: JSON line of 10 GiB")
def _(folder: Path) -> Path:
    return stream(folder / "a.jsonl.gz", zeros_gz(ZEROS, b'{"text": "'))


@case("zstd bomb: WARC record of 10 GiB of zeros")
def _(folder: Path) -> Path:
    return stream(
        folder / "a.warc.zst", zeros_zst(ZEROS, warc_head(ZEROS) + b"HTTP/1.1 200 OK\r\n")
    )


@case("zstd bomb: page of 10 GiB of zeros")
def _(folder: Path) -> Path:
    return stream(folder / "a.html.zst", zeros_zst(ZEROS, b"<html><body>"))


@case("nested gzip: page file in five layers")
def _(folder: Path) -> Path:
    data = b"".join(zeros_gz(ZEROS, b"<html>"))
    for _ in range(4):
        data = gzip.compress(data, 9)
    path = folder / "a.html.gz"
    path.write_bytes(data)
    return path


@case("nested gzip: HTTP body in five layers")
def _(folder: Path) -> Path:
    data = b"".join(zeros_gz(ZEROS, b"<html>"))
    for _ in range(4):
        data = gzip.compress(data, 9)
    path = folder / "a.warc"
    path.write_bytes(warc(data, "Content-Encoding: gzip, gzip, gzip, gzip, gzip\r\n"))
    return path


@case("gzip bomb: HTTP body of 10 GiB")
def _(folder: Path) -> Path:
    data = b"".join(zeros_gz(ZEROS, b"<html>"))
    path = folder / "a.warc"
    path.write_bytes(warc(data, "Content-Encoding: gzip\r\n"))
    return path


@case("brotli bomb: HTTP body of 1 GiB")
def _(folder: Path) -> Path:
    import brotli

    data = brotli.compress(b"<html>" + bytes(GIB), quality=1)
    path = folder / "a.warc"
    path.write_bytes(warc(data, "Content-Encoding: br\r\n"))
    return path


@case("zstd bomb: HTTP body of 10 GiB")
def _(folder: Path) -> Path:
    path = folder / "a.warc"
    path.write_bytes(warc(b"".join(zeros_zst(ZEROS, b"<html>")), "Content-Encoding: zstd\r\n"))
    return path


@case("zip bomb: WACZ with 10 GiB of zeros")
def _(folder: Path) -> Path:
    path = folder / "a.wacz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("archive/a.warc", "w", force_zip64=True) as file,
    ):
        for _ in range(ZEROS >> 24):
            file.write(bytes(1 << 24))
    return path


@case("WACZ of 1.2 KB, by bzip2 1.6 GB")
def _(folder: Path) -> Path:
    path = folder / "a.wacz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive,
        archive.open("a.warc", "w") as file,
    ):
        for _ in range(100):
            file.write(bytes(1 << 24))
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100 * MB)  # what it says it unpacks to
    path.write_bytes(data)
    return path


@case("zstd bomb: 1,000 members of 250 MiB")
def _(folder: Path) -> Path:
    path = folder / "a.jsonl.zst"
    path.write_bytes(b"".join(zeros_zst(250 << 20, b"")) * 1000)
    return path


@case("bzip2 bomb: 1,000 members of 250 MiB")
def _(folder: Path) -> Path:
    path = folder / "a.jsonl.bz2"
    path.write_bytes(bz2.compress(bytes(250 << 20)) * 1000)
    return path


@case("WACZ of 1,000,000 members")
def _(folder: Path) -> Path:
    path = folder / "a.wacz"
    inner = warc(html(SENTENCE))
    with path.open("wb") as file:
        file.write(
            struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, zlib.crc32(inner),
                        len(inner), len(inner), 8, 0) + b"a00.warc" + inner
        )  # fmt: skip
        begin = file.tell()
        for number in range(MB):
            name = b"%07x.warc" % number
            file.write(
                struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, zlib.crc32(inner),
                            len(inner), len(inner), len(name), 0, 0, 0, 0, 0, 0) + name
            )  # fmt: skip
        size = file.tell() - begin
        end = file.tell()
        file.write(struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, MB, MB, size, begin))
        file.write(struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1))
        file.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, 2**32 - 1,
                               2**32 - 1, 0))  # fmt: skip
    return path


for _ending, _before in (
    ("bin", b""),
    ("html", b"<html>"),
    ("txt", b""),
    ("jsonl", b'{"text": "'),
    ("json", b'[{"text": "'),
    ("csv", b"url,text\nhttps://a.example/,"),
    ("warc", b""),
    ("warc", warc_head(ZEROS)),
    ("parquet", b"PAR1"),
):

    def _sparse(folder: Path, ending: str = _ending, before: bytes = _before) -> Path:
        return sparse(folder / f"a.{ending}", before)

    CASES[
        f"10 GiB of zeros, sparse: .{_ending}{' after a header' if len(_before) > 99 else ''}"
    ] = _sparse

# Giants: as large as a record may be, and larger

MIB32 = 32 << 20
BODY = f"<p>{SENTENCE}</p>"


def fill(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


one("100 MB HTML page", "a.html", lambda: html(fill(BODY, 100 * MB)))
one("100 MB text page", "a.txt", lambda: fill(SENTENCE, 100 * MB).encode())
one("100 MB page in a WARC record", "a.warc", lambda: warc(html(fill(BODY, 100 * MB))))
one("100 MB JSON line", "a.jsonl", lambda: jsonl(html=fill(BODY, 100 * MB)))
one("31 MB HTML page", "a.html", lambda: html(fill(BODY, 31 * MB)))
one("31 MB text page", "a.txt", lambda: fill(SENTENCE, 31 * MB).encode())
one("31 MB text page in GB 18030", "a.txt", lambda: fill(SENTENCE, 46 * MB).encode("gb18030"))
one("31 MB of bytes of no encoding", "a.html", lambda: b"<html>" + bytes(range(128, 256)) * 240_000)
one("JSON line of 31 MB cut off", "a.jsonl", lambda: b'{"text": "' + b"x" * 31 * MB)
one("200 text lines of 3 MB", "a.jsonl", lambda: jsonl(text=fill(SENTENCE, 3 * MB)) * 200)
one("JSON line nested 1,000,000 deep", "a.jsonl", lambda: b'{"text":' + b"[" * MB + b"\n")
one("CSV row of 10,000,000 cells", "a.csv", lambda: b"url,text\n" + b"a," * (10 * MB) + b"\n")
one("CSV header of 1,000,000 columns", "a.csv",
    lambda: b"text," + b",".join(b"c%d" % n for n in range(MB)) + b"\nx\ny\n")  # fmt: skip
one("CSV header of 1,000,000 columns, 100,000 rows", "a.csv",
    lambda: b"text," + b"a," * MB + b"\n" + b"x\n" * 100_000)  # fmt: skip
one("JSON line of 5,000,000 objects", "a.jsonl",
    lambda: b'{"text":"x","a":[' + b'{"":0},' * (45 * MB // 10) + b"0]}\n")  # fmt: skip
one("JSON lines of 60,000 keys each, all other", "a.jsonl",
    lambda: b"".join(
        b'{"text":"x",%s}\n' % b",".join(b'"%d-%d":0' % (n, k) for k in range(60_000))
        for n in range(200)
    ))  # fmt: skip
one("CSV quote that never closes, 100 MB", "a.csv", lambda: b'url,text\n"' + b"a\n" * (50 * MB))
one("JSON of 1,000,000 opening brackets", "a.json", lambda: b"[" + b"{" * MB)

NESTED = MB
one("1,000,000 nested <div>", "a.html", lambda: html("<div>" * NESTED + SENTENCE))
one("1,000,000 nested <b>", "a.html", lambda: html("<b>" * NESTED + SENTENCE))
one("1,000,000 nested <p><a>", "a.html", lambda: html("<p><a>" * (NESTED // 2) + SENTENCE))
one("1,000,000 nested <table>", "a.html", lambda: html("<table><tr><td>" * (NESTED // 3)))
one("1,000,000 nested <font color>", "a.html", lambda: html("<font color=red>" * NESTED))
one("1,000,000 nested <ul><li>", "a.html", lambda: html("<ul><li>x" * (NESTED // 2)))
one("1,000,000 nested <svg>", "a.html", lambda: html("<svg><g>" * (NESTED // 2)))
one("1,000,000 stray end tags", "a.html", lambda: html("<div>" * 999 + "</b></i></p>" * 333_333))
one("1,000,000 nested hidden <div>", "a.html",
    lambda: html("<div style='display:none'>x" * NESTED))  # fmt: skip
one("10,000,000 links", "a.html", lambda: html("<a href=/>x</a>" * (10 * MB)))
one("2,000,000 links", "a.html", lambda: html("<a href=/>x</a>" * (2 * MB)))
one("200,000 links to 200,000 hosts", "a.html",
    lambda: html("".join(f"<a href=//h{n}.x/>t{n}</a>" for n in range(200_000))))  # fmt: skip
one("10,000,000 table cells", "a.html", lambda: html("<table>" + "<td>" * (10 * MB)))
one("2,000,000 table cells with text", "a.html", lambda: html("<table>" + "<tr><td>1<td>2" * MB))
one("attribute of 1 MB", "a.html", lambda: html(f"<p class='{'a ' * (MB // 2)}'>{BODY}"))
one("attribute of 1 MB in style", "a.html",
    lambda: html(f"<p style='{'color:red;' * (MB // 10)}'>{BODY}"))  # fmt: skip
one("1,000,000 attributes on one element", "a.html",
    lambda: html(f"<p {' '.join(f'a{n}' for n in range(MB // 3))}>{BODY}"))  # fmt: skip
one("title of 30 MB", "a.html", lambda: b"<title>" + b"word " * (6 * MB))
one("1,000,000 <meta>", "a.html", lambda: b"<meta name=author content=x>" * MB)
one("100,000 style rules", "a.html",
    lambda: html("<style>" + "".join(f".c{n}{{display:none}}" for n in range(100_000))
                 + "</style>" + "<p class='c1 c2'>x" * 50_000))  # fmt: skip
LD = '<script type="application/ld+json">'
one("JSON-LD of 3 MB, nested", "a.html", lambda: html(LD + '{"a":' * 500_000 + "</script>"))
one("JSON-LD of 3 MB, 6,000,000 references to names", "a.html",
    lambda: html(("%s" + '{"@graph":[{"@id":"x","name":%s},%s]}</script>') % (
        LD, json.dumps([f"n {n}" + "y" * 1900 for n in range(50)]),
        ",".join(['{"author":[' + ",".join(['{"@id":"x"}'] * 50) + "]}"] * 160)
    ) * 15))  # fmt: skip
one("1,000,000 unclosed comments", "a.html", lambda: html("<!-- x " * MB + BODY))
one("3,000,000 entities", "a.html", lambda: html("&amp;" * (3 * MB)))
one("1,000,000 numeric entities of many digits", "a.html", lambda: html("&#00000000065;" * MB))

for _name, _unit in {
    "spaces": " ", "newlines": "\n", "the letter a": "a", "digits": "1", "one character": "的",
    "emoji": "😀", "zero-width spaces": "\u200b", "commas": "，", "brackets": "【", "quotes": "“",
    "combining marks": "e\u0301\u0301\u0301", "one word a line": "x\n", "addresses": "http://a.b/ ",
    "dates": "2024-01-02 ", "place names": "北京", "bylines": "来源：新华社\n", "at signs": "a@a.",
    "ideographic spaces": "\u3000", "right-to-left marks": "\u202e", "surrogates": "\\ud800",
    "sentences": SENTENCE,
}.items():  # fmt: skip
    one(f"3,000,000 characters: {_name}", "a.jsonl",
        lambda unit=_unit: b'{"text": "%s"}\n' % (
            json.dumps(unit, ensure_ascii=False)[1:-1].replace("\\\\", "\\") * (3 * MB // len(unit))
        ).encode("utf-8", "surrogatepass"))  # fmt: skip

# Liars

TAIL = warc(html(BODY * 9))
one("WARC length of 10^15", "a.warc", lambda: warc(html(BODY), length=10**15) + TAIL)
one("WARC length of 10^300", "a.warc", lambda: warc(html(BODY), length=10**300) + TAIL)
one("WARC length of -1", "a.warc", lambda: warc(html(BODY), length=-1) + TAIL)
one("WARC length of 0", "a.warc", lambda: warc(html(BODY), length=0) + TAIL)
one("WARC length over the next record", "a.warc", lambda: warc(html(BODY), length=700) + TAIL)
one("WARC, 100,000 lying lengths", "a.warc", lambda: warc(b"x", length=31 * MB) * 100_000 + TAIL)
one(
    "WARC header of 100 MB",
    "a.warc",
    lambda: b"WARC/1.0\r\nX: " + b"x" * (100 * MB) + b"\r\n" + TAIL,
)
one("HTTP header of 30 MB", "a.warc",
    lambda: warc(html(BODY), "X: " + "x" * (30 * MB) + "\r\n") + TAIL)  # fmt: skip
one("HTTP body of 5,000,000 chunks", "a.warc",
    lambda: warc(b"1\r\nx\r\n" * (5 * MB), "Transfer-Encoding: chunked\r\n") + TAIL)  # fmt: skip
one("30 MB of gzip magic", "a.warc.gz", lambda: b"\x1f\x8b\x08\0" * (30 * MB // 4))
one("30 MB of zstd magic", "a.warc.zst", lambda: b"\x28\xb5\x2f\xfd" * (30 * MB // 4))
one("WARC record of 500,000 gzip members, empty and of a byte", "a.warc.gz",
    lambda: gzip.compress(warc_head(400_000)) + gzip.compress(b"") * 100_000
    + gzip.compress(b"a") * 400_000 + gzip.compress(TAIL))  # fmt: skip
one("zstd frame with a window of 2 GiB", "a.jsonl.zst",
    lambda: b"\x28\xb5\x2f\xfd\x00\xa8" + b"\0" * 100)  # fmt: skip


def parquet(folder: Path, texts: object, **options: object) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "a.parquet"
    pq.write_table(pa.table({"text": texts}), path, **options)
    return path


@case("Parquet cell of 500 MB")
def _(folder: Path) -> Path:
    return parquet(folder, ["x" * (500 * MB)], compression="zstd")


@case("Parquet cell of 500 MB among 1,000 small ones")
def _(folder: Path) -> Path:
    return parquet(folder, [SENTENCE] * 500 + ["x" * (500 * MB)] + [SENTENCE] * 500)


@case("Parquet dictionary: 100,000 rows of one 20 MB cell")
def _(folder: Path) -> Path:
    import pyarrow as pa

    codes = pa.array([0] * 100_000, pa.int32())
    texts = pa.DictionaryArray.from_arrays(codes, pa.array(["x" * (20 * MB)]))
    return parquet(folder, texts, compression="zstd", dictionary_pagesize_limit=GIB,
                   store_schema=False)  # fmt: skip


@case("Parquet that claims 63 rows and has 10")
def _(folder: Path) -> Path:
    path = parquet(folder, [SENTENCE] * 10)
    data = path.read_bytes()
    # The row counts in the footer are zigzag varints: 20 stands for 10, 126 for 63.
    at = data.rindex(b"\x16\x14")
    path.write_bytes(data[:at] + b"\x16\x7e" + data[at + 2 :])
    return path


@case("Parquet of 30,000,000 rows in 65 KB")
def _(folder: Path) -> Path:
    import pyarrow as pa

    return parquet(folder, pa.nulls(30 * MB, pa.string()), row_group_size=10 * MB)


@case("Parquet column of 100 MB of zeros, pages from byte 1,000 on")
def _(folder: Path) -> Path:
    path = parquet(folder, ["\0" * (100 * MB)], compression="NONE", use_dictionary=False,
                   write_statistics=False, store_schema=False)  # fmt: skip
    data = path.read_bytes()
    size = int.from_bytes(data[-8:-4], "little")
    footer = data[-8 - size : -8].replace(b"\x26\x08", b"\x26\xd0\x0f")
    path.write_bytes(data[: -8 - size] + footer + struct.pack("<I", len(footer)) + b"PAR1")
    return path


@case("Parquet footer of 2 GiB claimed")
def _(folder: Path) -> Path:
    path = folder / "a.parquet"
    path.write_bytes(b"PAR1" + bytes(1000) + struct.pack("<I", 2**31 - 1) + b"PAR1")
    return path


# Measuring


class Watch(threading.Thread):
    """Peak resident memory of a process and of its children, by role, in megabytes."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peaks = {"parent": 0.0, "worker": 0.0}
        self.done = threading.Event()

    def run(self) -> None:  # noqa: D102
        while not self.done.wait(0.02):
            self._look(self.pid, "parent")
            for child in children(self.pid):
                self._look(child, "worker")

    def _look(self, pid: int, role: str) -> None:
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        for line in status.splitlines():
            if line.startswith("VmHWM"):
                self.peaks[role] = max(self.peaks[role], int(line.split()[1]) / 1000)


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found


def measure(name: str, folder: Path, args: argparse.Namespace) -> dict[str, object]:
    hostile = CASES[name](folder)
    good, out = folder / "good.jsonl", folder / "out.jsonl"
    good.write_text(json.dumps(GOOD) + "\n")
    command = [*CLI, str(hostile), str(good), "--out", str(out), "--workers", "1", "--no-progress"]
    command += ["--model", args.model] if args.model else []
    began, before = time.monotonic(), processor_seconds()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    )
    watch = Watch(process.pid)
    watch.start()
    try:
        _, errors = process.communicate(timeout=args.seconds * 20)
    except subprocess.TimeoutExpired:
        process.kill()
        errors = "did not end"
    watch.done.set()
    wall, took = time.monotonic() - began, processor_seconds() - before
    allowed = args.seconds + args.per_gigabyte * hostile.stat().st_size / GIB
    rows = [json.loads(x) for x in out.read_text("utf-8").splitlines()] if out.exists() else []
    hostile_rows = [row for row in rows if row["url"] != GOOD["url"]]
    problems = []
    if process.returncode not in (0, 1):
        problems.append(f"exit {process.returncode}: {errors.strip()[-300:]}")
    if not rows or rows[-1]["url"] != GOOD["url"] or rows[-1]["score"] is None:
        problems.append("the good file has no score")
    if not hostile_rows:
        problems.append("no row")
    problems += [
        f"no reason: {row['source']}"
        for row in hostile_rows
        if row["status"] not in ("ok", "empty") and not row["error"]
    ][:1]
    problems += ["a worker was lost"] if "workers lost" in errors else []
    problems += [f"{took:.0f} s of processor time"] if took > allowed else []
    problems += [f"{r} {mb:.0f} MB" for r, mb in watch.peaks.items() if mb > args.megabytes]
    return {
        "case": name,
        "size": hostile.stat().st_size,
        "wall": round(wall, 1),
        "seconds": round(took, 1),
        **{role: round(mb) for role, mb in watch.peaks.items()},
        "rows": len(hostile_rows),
        "row": told(hostile_rows[0], hostile) if hostile_rows else "",
        "last": told(hostile_rows[-1], hostile) if len(hostile_rows) > 1 else "",
        "problems": problems,
    }


def processor_seconds() -> float:
    """Processor time of every process that has been waited for, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(row: dict[str, object], path: Path) -> str:
    score = row["score"]
    if isinstance(score, float):
        return f"{row['status']} {score:.3f}, {row['chars']:,} characters"
    return f"{row['status']}: {row['error'] or 'nothing to read'}".replace(str(path.parent), "")[
        :150
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="parts of names of cases, separated by |")
    parser.add_argument("--model", help="a folder; or pretend, for one made on the spot")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--per-gigabyte", type=float, default=10)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--json", type=Path, help="figures, one JSON object a case")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    wanted = [n for n in CASES if not args.only or any(o in n for o in args.only.split("|"))]
    if args.list:
        print("\n".join(wanted))
        return 0
    if args.model == "pretend":
        from faults import pretend_model

        args.model = str(pretend_model(Path(tempfile.mkdtemp(prefix="darnel-model-")) / "model"))
    log = args.json.open("w", encoding="utf-8") if args.json else io.StringIO()
    missed = 0
    print(f"{'case':52} {'file MB':>9} {'wall s':>6} {'cpu s':>6} {'worker':>7} {'parent':>7}  row")
    for name in wanted:
        folder = Path(tempfile.mkdtemp(prefix="darnel-limits-"))
        try:
            found = measure(name, folder, args)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        log.write(json.dumps(found, ensure_ascii=False) + "\n")
        log.flush()
        missed += bool(found["problems"])
        print(
            f"{name:52} {int(str(found['size'])) / MB:9.2f} {found['wall']:6} {found['seconds']:6} "
            f"{found['worker']:7} {found['parent']:7}  {found['row']}"
            + (f" ... {found['rows']} rows, last {found['last']}" if found["last"] else "")
            + (f"  MISSED: {'; '.join(map(str, found['problems']))}" if found["problems"] else ""),  # type: ignore[call-overload]
            flush=True,
        )
    print(f"{len(wanted)} cases, {missed} missed ({args.seconds:g} s, {args.megabytes:g} MB)")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
