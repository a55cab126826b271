"""Holds the table of docs/formats.md: what every public test archive in ../shared/warc gives."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from detector.record import Record, Status
from detector.sources import inputs
from detector.sources.inputs import records, resolve

_CLASSES = (
    (r"(warcinfo|request|metadata|revisit|filedesc) record.*", r"\1"),
    (r"(resource|conversion) record, .*", r"\1"),
    (r"redirect .*", "redirect"),
    (r"HTTP status (\d+)", r"HTTP \1"),
    (r"not a web page: (\w+)", r"\1"),
    (r"not a page: robots.txt", "robots.txt"),
    (r"not a page: .*", "other type"),
    (r"record of unknown type.*", "unknown type"),
)


def reason(record: Record) -> str:
    for pattern, name in _CLASSES:
        found = re.fullmatch(pattern, record.error or "")
        if found:
            return found.expand(name)
    return record.error or ""


def table_row(path: Path) -> str:
    (file,) = resolve([str(path)])
    found = list(records(file, {}))
    by_status = Counter(r.status for r in found)
    skipped = Counter(reason(r) for r in found if r.status is Status.SKIPPED)
    mended = sum(
        r.status is not Status.UNREADABLE and "declared length" in str(r.error) for r in found
    )
    bad = [
        f"{r.error} (at {r.source.rsplit(':', 1)[1]})"
        for r in found
        if r.status is Status.UNREADABLE
    ]
    cells = [
        f"`{path.name}`",
        file.format,
        str(len(found)),
        str(by_status[Status.OK]),
        str(by_status[Status.EMPTY]),
        ", ".join(f"{name} {count}" for name, count in sorted(skipped.items())) or "-",
        str(mended),
        "; ".join(bad) or "-",
    ]
    return "| " + " | ".join(cells) + " |"


def archives(shared: Path) -> list[Path]:
    return sorted(path for path in (shared / "warc").iterdir() if path.name != "README.md")


@pytest.mark.corpus
def test_every_archive_gives_what_the_table_says(root, shared):
    documented = [
        line
        for line in (root / "docs" / "formats.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| `\S*(?:warc|arc|wacz)\S*` \|", line)
    ]
    paths = archives(shared)
    assert paths
    assert documented == [table_row(path) for path in paths]


@pytest.mark.corpus
def test_every_archive_is_read_to_its_last_byte(shared, monkeypatch):
    opened = []
    original = inputs._open

    def remembered(path, stack):
        raw = original(path, stack)
        # WACZ readers jump about; every other file is read from front to end.
        if not path.endswith(".wacz"):
            stack.callback(lambda: opened.append((path, raw.tell())))
        return raw

    paths = archives(shared)
    files = resolve([str(path) for path in paths])
    monkeypatch.setattr(inputs, "_open", remembered)
    for file in files:
        for _ in records(file, {}):
            pass
    assert len(opened) >= len(paths) - 3
    assert [(path, at) for path, at in opened if at != Path(path).stat().st_size] == []
