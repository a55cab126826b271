"""What pins a run to its input: which files, how large, when last written."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detector.batch.durable import written

if TYPE_CHECKING:
    from detector.sources.inputs import InputFile


class Source(NamedTuple):
    """An input file with its size in bytes and what tells it from a later state of itself."""

    file: InputFile
    size: int
    state: str

    @property
    def identity(self) -> list[str | int]:
        """As the manifest of a run keeps it."""
        return [self.file.path, self.size, self.state]


def identified(files: Sequence[InputFile], spool: Path) -> list[Source]:
    """Each file with size and state; standard input is copied to ``spool`` to be read twice."""
    return [_identified(file, spool) for file in files]


def _identified(file: InputFile, spool: Path) -> Source:
    if file.path == "-":
        digest = hashlib.sha256()
        size = 0
        with written(spool) as copy:
            while block := sys.stdin.buffer.read(1 << 20):
                digest.update(block)
                copy.write(block)
                size += len(block)
        return Source(replace(file, path=str(spool)), size, f"sha256:{digest.hexdigest()}")
    if file.members:
        stats = [_stat(member) for member in file.members]
        digest = hashlib.sha256(repr(list(zip(file.members, stats, strict=True))).encode())
        return Source(file, sum(size for size, _ in stats), f"sha256:{digest.hexdigest()}")
    size, written_at = _stat(file.path)
    return Source(file, size, written_at)


def _stat(path: str) -> tuple[int, str]:
    try:
        found = Path(path).stat()
    except OSError:
        return _remote(path)
    return found.st_size, f"mtime:{found.st_mtime_ns}"


def _remote(path: str) -> tuple[int, str]:
    if "://" not in path:
        return 0, "gone"  # the reader says so, as a row
    import fsspec  # type: ignore[import-not-found,import-untyped,unused-ignore]

    info = fsspec.open(path).fs.info(path)
    state = next(
        (str(info[key]) for key in ("ETag", "etag", "mtime", "md5Hash") if key in info), ""
    )
    return int(info.get("size") or 0), state
