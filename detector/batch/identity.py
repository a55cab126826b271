"""What pins a run to its input: which files, how large, when last written."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detector.batch.durable import written
from detector.sources.inputs import is_stream
from detector.sources.remote import is_url

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
    """Each file with size and state.

    Standard input and pipes can be read once, by one process: they are copied beside ``spool``,
    named by it and a number.
    """
    return [
        _spooled(file, spool.with_name(f"{spool.name}-{number}"))
        if not file.members and is_stream(file.path)
        else _identified(file)
        for number, file in enumerate(files)
    ]


def changed(source: Source) -> str | None:
    """How the files of ``source`` are no longer what they were, if so; URLs are not asked."""
    if source.file.spool or is_url(source.file.path):
        return None
    if _identified(source.file) == source:
        return None
    gone = [path for path in source.file.members or [source.file.path] if not Path(path).exists()]
    if gone:
        return f"input {gone[0]} vanished while it was read"
    return f"input {source.file.name} changed while it was read"


def _spooled(file: InputFile, spool: Path) -> Source:
    digest = hashlib.sha256()
    size = 0
    with contextlib.ExitStack() as stack:
        standard = file.path == "-"
        raw = sys.stdin.buffer if standard else stack.enter_context(Path(file.path).open("rb"))
        copy = stack.enter_context(written(spool, named=f"a copy of {file.name}"))
        while block := raw.read(1 << 20):
            digest.update(block)
            copy.write(block)
            size += len(block)
    return Source(replace(file, spool=str(spool)), size, f"sha256:{digest.hexdigest()}")


def _identified(file: InputFile) -> Source:
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
