"""What each harness does with one input of bytes; shared by the fuzzer and the replayed cases.

Every harness also checks what must hold of a good answer, not only that nothing was raised.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from detector.errors import DarnelError
from detector.reading import read_page
from detector.record import Record, Status
from detector.sources.inputs import records, resolve
from features.blocks import BlockKind
from features.page import Page

SUFFIXES = (".warc", ".warc.gz", ".arc", ".jsonl", ".json", ".csv", ".wet", ".zst", ".html", ".bin")


def html(data: bytes) -> None:
    """Bytes as the payload of a page: the page must be whole whatever they are."""
    check_page(read_page(Record(id="x", source="x:0", url="https://h.example/", html=data)))


def check_page(page: Page) -> None:
    """Hold a page to its invariants."""
    page.text.encode("utf-8")
    end, hidden = 0, False
    for block in page.blocks:
        assert end <= block.start < block.end <= len(page.text), block
        end = block.end
        assert not (hidden and block.kind is not BlockKind.HIDDEN), "visible after hidden"
        hidden = block.kind is BlockKind.HIDDEN
    for link in page.links:
        assert 0 <= link.start <= link.end <= len(page.text), link


def sources(data: bytes) -> None:
    """Bytes as a crawl file of any kind: one status a record, and every record says where."""
    if not data:
        return
    folder = Path(tempfile.mkdtemp(prefix="darnel-fuzz-"))
    try:
        path = folder / ("x" + SUFFIXES[data[0] % len(SUFFIXES)])
        path.write_bytes(data[1:])
        for file in resolve([str(path)]):
            for record in records(file, {}):
                assert record.id
                assert record.source
                assert record.status is Status.OK or record.error
    finally:
        shutil.rmtree(folder)


@cache
def _template() -> Path:
    from detector.copies.arm import signatures
    from detector.index.known import KnownIndex

    folder = Path(tempfile.mkdtemp(prefix="darnel-fuzz-index-")) / "known"
    texts = [f"第{n}篇文章，{'山里的人学会了看云。' * 30}{n * n}" for n in range(20)]
    listed = [Record(id=f"id{n}", source=f"x:{n}", text=text) for n, text in enumerate(texts)]
    KnownIndex.create(folder)
    with KnownIndex.writer(folder) as writer:
        writer.add(signatures(listed, [read_page(record) for record in listed]))
    return folder


def index(data: bytes) -> None:
    """A known index with one file damaged: refused, reported by verify, or sound answers."""
    from detector.copies.sketch import sketch_texts
    from detector.index.known import KnownIndex

    if len(data) < 4:
        return
    folder = Path(tempfile.mkdtemp(prefix="darnel-fuzz-"))
    try:
        place = folder / "known"
        shutil.copytree(_template(), place)
        files = sorted(p for p in place.rglob("*") if p.is_file())
        victim = files[data[0] % len(files)]
        content = bytearray(victim.read_bytes())
        before = bytes(content)
        at = int.from_bytes(data[1:3], "big") % (len(content) + 1)
        if data[3] % 3 == 0:
            content = content[:at]
        elif data[3] % 3 == 1:
            content[at : at + len(data) - 4] = data[4:]
        else:
            content[at:at] = data[4:]
        victim.write_bytes(content)
        try:
            opened = KnownIndex.open(place)
            problems = opened.verify()
            found = opened.query(sketch_texts(["山里的人学会了看云。" * 40]))
            opened.rows(found.run, found.item)
        except DarnelError:
            return
        if victim.suffix in (".npy", ".arrow") and bytes(content) != before:
            assert problems, f"{victim.name} was changed and verify said nothing"
    finally:
        shutil.rmtree(folder)


HARNESSES: dict[str, Callable[[bytes], None]] = {"html": html, "sources": sources, "index": index}
