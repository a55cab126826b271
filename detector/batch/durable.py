"""Writing files that are either whole or not there."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from detector.errors import OutputError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BARRED = {
    errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOENT, errno.ENOTDIR, errno.ESTALE,
    errno.ENODEV, errno.ENXIO, errno.ENAMETOOLONG, errno.EMFILE, errno.ENFILE,
}  # fmt: skip


@contextlib.contextmanager
def failures_named(what: Path | str) -> Iterator[None]:
    """Turn what a disk refuses (space, quota, permission, reading back) into what to do.

    Raises :class:`detector.errors.OutputError`.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise OutputError(
                f"no space left while writing {what} ({error.strerror}). What was finished is "
                "kept: free some space, then run the same command again"
            ) from error
        if error.errno in _BARRED:
            at = f" at {error.filename}" if error.filename else ""
            raise OutputError(
                f"{what} cannot be finished: {error.strerror}{at}. What was finished is kept: mend "
                "this, then run the same command again"
            ) from error
        raise


@contextlib.contextmanager
def written(
    path: Path, temporary: Path | None = None, named: Path | str | None = None
) -> Iterator[IO[bytes]]:
    """A file to write that appears at ``path`` only when complete and on disk.

    It is written under a temporary name in the same folder, flushed to disk and renamed; on
    any error it is removed. Raises :class:`detector.errors.OutputError` on a full disk, which
    calls the file ``named`` if its own name would tell nobody anything.
    """
    temporary = temporary or path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with failures_named(named or path):
        try:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, where the system knows how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
