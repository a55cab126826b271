"""What each harness does with one input of bytes; shared by the fuzzer and the replayed cases.

Every harness also checks what must hold of a good answer, not only that nothing was raised. The
first bytes of an input choose how the rest is met, so that the fuzzer can reach behind checksums
and past limits that a small input would never touch.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from detector.decoding import clean, decode
from detector.errors import DarnelError
from detector.html.document import read_with
from detector.html.loops import COMPILED, PURE
from detector.reading import read_page
from detector.record import Record, Status
from detector.sources import limits
from detector.sources.inputs import InputFile, records, resolve
from detector.sources.marks import BEGINNING, Mark
from detector.sources.streams import BZIP2, GZIP, LZ4, XZ, ZSTD
from features.blocks import BlockKind
from features.page import Page

SUFFIXES = (
    ".warc", ".arc", ".jsonl", ".json", ".csv", ".tsv", ".wet", ".html", ".txt", ".bin",
    ".wacz", ".parquet",
)  # fmt: skip
SEEKED = (".wacz", ".parquet")
CHARSETS = (None, "utf-8", "gbk", "big5", "x-sjis", "iso-8859-1", "idna", "utf-16", "hz", "?")
SMALL = {"CHUNK": 7, "RECORD": 3000, "HEADER": 600, "BOMB_FLOOR": 20_000, "BOMB_RATIO": 20}
"""Limits an input of a few kilobytes can reach; chunks so small that everything lies across two."""

SKIPPABLE = tuple(bytes([first]) + b"\x2a\x4d\x18" for first in range(0x50, 0x60))
MAGICS = (GZIP[:2], ZSTD, LZ4, BZIP2, XZ, b"PK", *SKIPPABLE)


def html(data: bytes) -> None:
    """Bytes as the payload of a page: the page must be whole whatever they are, and twice."""
    if not data:
        return
    how, body = data[0], data[1:]
    payload = _decodable(body, "surrogatepass" if how & 64 else "replace")
    record = Record(
        id="x",
        source="x:0",
        url="https://h.example/",
        html=payload if how & 128 else body,
        charset=None if how & 128 else CHARSETS[how % len(CHARSETS)],
    )
    page = read_page(record)
    check_page(page)
    assert read_page(record) == page, "read differently the second time"
    if COMPILED is not None:
        text = clean(payload) if how & 128 else decode(body, record.charset).text
        compiled, pure = read_with(COMPILED, text), read_with(PURE, text)
        assert repr(compiled) == repr(pure), "the compiled loops read differently"


def _decodable(body: bytes, errors: str) -> str:
    try:
        return body.decode("utf-8", errors)
    except UnicodeDecodeError:
        return body.decode("utf-8", "replace")


def check_page(page: Page) -> None:
    """Hold a page to its invariants."""
    page.text.encode("utf-8")
    end, hidden = 0, False
    for block in page.blocks:
        assert end <= block.start < block.end <= len(page.text), block
        end = block.end
        assert not (hidden and block.kind is not BlockKind.HIDDEN), "visible after hidden"
        hidden = block.kind is BlockKind.HIDDEN
    assert 0 <= page.visible_end <= len(page.text)
    for link in page.links:
        assert 0 <= link.start <= link.end <= len(page.text), link
    for value in _strings((page.title, page.byline, page.site, page.lang, page.markup)):
        value.encode("utf-8")
        assert "\0" not in value
    for link in page.links:
        (link.href + link.rel).encode("utf-8")


def _strings(value: Any) -> Iterator[str]:
    """Every text in nested tuples and data classes."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from _strings(getattr(value, part.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)


def sources(data: bytes) -> None:
    """Bytes as a crawl file of any kind: one status a record, and every record says where.

    What is read must not depend on how large the pieces are that the file is read in, on the
    record a reading begins at, or, positions aside, on compression.
    """
    if len(data) < 3:
        return
    suffix = SUFFIXES[data[0] % len(SUFFIXES)]
    packed, body = PACKINGS[data[1] % len(PACKINGS)](data[3:], data[2])
    path = _scratch() / ("x" + suffix)
    path.write_bytes(packed)
    with _limits(SMALL if data[2] & 1 else {}):
        (file,) = resolve([str(path)])
        found = _read(file)
        if found:
            begin = data[2] % len(found)
            assert _read(file, begin) == found[begin:], f"read otherwise from record {begin} on"
        marks = Kept()
        assert _read(file, 0, marks) == found, "read otherwise when places are marked"
        for begin in range(1, len(found), 1 + len(found) // 4):
            assert _read(file, begin, marks) == found[begin:], (
                f"read otherwise from mark {begin} on"
            )
    if not data[2] & 1 and (not packed.startswith(MAGICS) or not _doubtful(found)):
        with _limits({"CHUNK": 13}):
            assert _read(file) == found, "read otherwise in small pieces"
    # Else it is packed twice, or has to be unpacked before it is read.
    plain_too = body is not None and not body.startswith((*MAGICS, b"PAR1"))
    if body is not None and plain_too and not data[2] & 1 and suffix not in SEEKED:
        path.write_bytes(body)
        (file,) = resolve([str(path)])
        plain = [replace(r, id="", source="", error=None) for r in _read(file)]
        assert [replace(r, id="", source="", error=None) for r in found] == plain, (
            "read otherwise when it is compressed"
        )


def _doubtful(found: list[Record]) -> bool:
    """Whether something was damaged: how much before the damage is saved goes by pieces."""
    return any(record.status is Status.UNREADABLE for record in found)


class Kept:
    """Marks of every record that can be gone to."""

    every = 1

    def __init__(self) -> None:
        self.marks = [BEGINNING]

    def note(self, mark: Mark) -> None:
        """Remember a mark."""
        self.marks.append(mark)

    def before(self, number: int) -> Mark:
        """The last mark at or before record ``number``."""
        return max((mark for mark in self.marks if mark.number <= number), key=lambda m: m.number)


def _read(file: InputFile, start: int = 0, marks: Kept | None = None) -> list[Record]:
    found = list(records(file, {}, start, marks))
    for record in found:
        assert record.id
        assert record.source
        assert record.status is Status.OK or record.error
        for text in (record.text, record.title, record.url, record.error, record.id):
            if text is not None:
                text.encode("utf-8", "surrogatepass")
    return found


def _whole(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    del how
    return data, None


def _gzip(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    del how
    return gzip.compress(data, 1, mtime=0), data


def _gzip_members(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    """A member for every record, as crawlers write them: ``\\0\\0`` parts them."""
    del how
    parts = data.split(b"\0\0")
    return b"".join(gzip.compress(part, 1, mtime=0) for part in parts), None


def _zstd(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    import zstandard

    del how
    parts = data.split(b"\0\0")
    packer = zstandard.ZstdCompressor(1)
    # Where a member begins a record may begin: only one of them is read as if it were none.
    return b"".join(packer.compress(part) for part in parts), data if len(parts) == 1 else None


def _lz4(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    import lz4.frame

    del how
    return lz4.frame.compress(data), data


def _bzip2(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    del how
    return bz2.compress(data, 1), data


def _xz(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    del how
    return lzma.compress(data, preset=0), data


def _damaged(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    """Members of gzip with a byte changed somewhere."""
    packed = bytearray(_gzip_members(data, how)[0])
    packed[len(packed) * how // 256] ^= how or 1
    return bytes(packed), None


def _cut(data: bytes, how: int) -> tuple[bytes, bytes | None]:
    packed = (_zstd if how & 2 else _gzip_members)(data, how)[0]
    return packed[: len(packed) * how // 256 + 1], None


PACKINGS = (_whole, _gzip, _gzip_members, _zstd, _lz4, _bzip2, _xz, _damaged, _cut, _whole)


@contextmanager
def _limits(changed: dict[str, int]) -> Iterator[None]:
    kept = {name: getattr(limits, name) for name in changed}
    for name, value in changed.items():
        setattr(limits, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(limits, name, value)


@cache
def _scratch() -> Path:
    """A folder of this process, in memory where that is possible."""
    memory = Path("/dev/shm")  # noqa: S108 - a place for one run's own files
    return Path(
        tempfile.mkdtemp(prefix="darnel-fuzz-", dir=memory if os.access(memory, os.W_OK) else None)
    )


SENTENCE = "山里的人学会了看云。"


@cache
def _template() -> tuple[Path, dict[Path, bytes]]:
    """An index of two runs on disk, and the bytes of its files."""
    from detector.copies.arm import signatures
    from detector.index.known import KnownIndex

    folder = _scratch() / "known"
    KnownIndex.create(folder)
    for part in range(2):
        texts = [f"第{n}篇文章，{SENTENCE * 30}{n * n}" for n in range(part * 20, part * 20 + 20)]
        listed = [Record(id=f"id{part}-{n}", source="x", text=t) for n, t in enumerate(texts)]
        with KnownIndex.writer(folder) as writer:
            writer.add(signatures(listed, [read_page(record) for record in listed]))
    # Names of runs are random: made the same every time, a kept input means the same again.
    with closing(sqlite3.connect(folder / "manifest.sqlite")) as manifest:
        for number, (name,) in enumerate(
            manifest.execute("SELECT name FROM runs ORDER BY number").fetchall()
        ):
            (folder / "runs" / name).rename(folder / "runs" / f"{number:016x}")
            manifest.execute("UPDATE runs SET name = ? WHERE name = ?", (f"{number:016x}", name))
        manifest.commit()
    return folder, {p.relative_to(folder): p.read_bytes() for p in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "lock")


def index(data: bytes) -> None:
    """A known index someone changed: refused, reported by verify, or sound answers.

    Files are changed at any place, or cells of the manifest are; in half of the cases the
    digests are made to fit, as one who wants to be believed would.
    """
    from detector.copies.sketch import sketch_texts
    from detector.index.known import KnownIndex

    if len(data) < 5:
        return
    folder, contents = _template()
    how, patch = data[0], data[5:]
    name = sorted(contents)[data[1] % len(contents)]
    at = int.from_bytes(data[2:4], "big") % (len(contents[name]) + 1)
    changed = True
    try:
        if how & 8:
            _rewrite_manifest(folder, how, at, patch)
        else:
            content = _changed(contents[name], how, at, patch)
            changed = content != contents[name]
            (folder / name).write_bytes(content)
            if how & 16 and name.parts[0] == "runs":
                _believable(folder, name)
        try:
            opened = KnownIndex.open(folder)
            problems = opened.verify()
            found = opened.query(sketch_texts([SENTENCE * 40, "", "第7篇文章，" + SENTENCE * 30]))
            assert len(opened.rows(found.run, found.item)) == len(found.item)
            for run, item in zip(found.run[:3].tolist(), found.item[:3].tolist(), strict=True):
                opened.shared(sketch_texts([SENTENCE * 40]).hashes, run, item)
            if how & 32:
                _written(folder)
        except DarnelError:
            return
        if changed and not how & (8 | 16) and name.suffix in (".npy", ".arrow"):
            assert problems, f"{name} was changed and verify said nothing"
    finally:
        _restore(folder, contents)


def _changed(content: bytes, how: int, at: int, patch: bytes) -> bytes:
    """``content`` cut at a place, overwritten there, or with more put in."""
    match how & 3:
        case 0:
            return content[:at]
        case 1:
            return content[:at] + patch + content[at + len(patch) :]
        case 2:
            return content[:at] + patch + content[at:]
        case _:
            patch = patch[: len(content) - at]
            return content[:at] + patch + content[at + len(patch) :]


def _written(folder: Path) -> None:
    """Add to what opened, and merge it: what is wrong is refused, never spread silently."""
    from detector.copies.arm import signatures
    from detector.index.known import KnownIndex

    record = Record(id="new", source="x", text="另一篇，" + SENTENCE * 30)
    with KnownIndex.writer(folder) as writer:
        writer.add(signatures([record], [read_page(record)]))
        writer.compact()
        assert len(writer.index.runs) <= 1


def _rewrite_manifest(folder: Path, how: int, at: int, patch: bytes) -> None:
    """Put any value where the manifest has one."""
    kind = how >> 6
    value: Any = patch
    if kind == 0:
        value = int.from_bytes(patch[:8], "big", signed=True)
    elif kind == 1:
        value = patch.decode("utf-8", "replace")
    elif kind == 2:
        value = None if not patch else float(len(patch))
    with closing(sqlite3.connect(folder / "manifest.sqlite")) as manifest:
        columns = ("name", "items", "postings", "digests", "number")
        column = columns[at % len(columns)]
        try:
            if how & 1:
                key = ("format", "normaliser", "hash", "shingle", "scale", "least")[at % 6]
                manifest.execute("UPDATE header SET value = ? WHERE key = ?", (value, key))
            else:
                statement = f"UPDATE runs SET {column} = ? WHERE number = 1"  # noqa: S608
                manifest.execute(statement, (value,))
            manifest.commit()
        except (sqlite3.Error, OverflowError):
            return


def _believable(folder: Path, name: Path) -> None:
    """Make the manifest list the digest a changed file has."""
    with closing(sqlite3.connect(folder / "manifest.sqlite")) as manifest:
        run = name.parts[1]
        ((digests,),) = manifest.execute(
            "SELECT digests FROM runs WHERE name = ?", (run,)
        ).fetchall()
        listed = json.loads(digests)
        listed[name.name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        manifest.execute("UPDATE runs SET digests = ? WHERE name = ?", (json.dumps(listed), run))
        manifest.commit()


def _restore(folder: Path, contents: dict[Path, bytes]) -> None:
    for path in _files(folder):
        if path.relative_to(folder) not in contents:
            path.unlink()
    for name, content in contents.items():
        path = folder / name
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif path.read_bytes() != content:
            path.write_bytes(content)
    for run in (folder / "runs").iterdir():
        if not any(run.iterdir()):
            run.rmdir()


COLUMNS = 3


@cache
def _estimators() -> list[tuple[str, dict[str, bytes]]]:
    """Members of two archives: trees as skops has them; trees and steps as arrays."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    from detector.archive import read_members
    from detector.arrays import pack
    from detector.trusted import dump_estimator

    rows = np.random.default_rng(0).normal(size=(200, COLUMNS))
    trees = HistGradientBoostingClassifier(
        max_iter=4, max_leaf_nodes=5, random_state=0, early_stopping=False
    ).fit(rows, rows[:, 0] > rows[:, 1])
    steps = {
        "base": np.array([0.5]),
        "edges": [np.array([0.0, 1.0])] * COLUMNS,
        "heights": [np.array([0.1, 0.2, 0.3, 0.4])] * COLUMNS,
    }
    packed = [("skops", dump_estimator(trees)), ("arrays", pack({"parts": [trees, steps]}) or b"")]
    return [(kind, read_members(data, 10_000, 1 << 26)) for kind, data in packed]


def model(data: bytes) -> None:
    """A model with one member changed, every digest made to fit: refused, or it scores rows."""
    import numpy as np

    from detector.arrays import unpack
    from detector.contributions import decompose
    from detector.errors import RefusedError
    from detector.trusted import load_estimator

    if len(data) < 5:
        return
    kind, members = _estimators()[data[0] & 1]
    name = sorted(members)[data[1] % len(members)]
    at = int.from_bytes(data[2:4], "big") % (len(members[name]) + 1)
    content = _changed(members[name], data[0] >> 1, at, data[5:])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, held in members.items():
            archive.writestr(member, content if member == name else held)
    packed = out.getvalue() if data[4] % 8 else data[5:]
    rows = np.array([[np.nan] * COLUMNS, [0.0] * COLUMNS, [-1e300, 1e300, 0.5]])
    try:
        if kind == "skops":
            parts = decompose(load_estimator(packed, "x"), COLUMNS)
        else:
            parts = unpack(packed, COLUMNS, "x")
        assert parts.addends(rows).shape == rows.shape
    except RefusedError:
        return


def forget() -> None:
    """Remove what the harnesses keep on disk."""
    shutil.rmtree(_scratch(), ignore_errors=True)
    _scratch.cache_clear()
    _template.cache_clear()


HARNESSES: dict[str, Callable[[bytes], None]] = {
    "html": html,
    "sources": sources,
    "index": index,
    "model": model,
}
