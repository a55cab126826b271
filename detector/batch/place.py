"""How far an open file has been read, for the estimate of the time that is left."""

from __future__ import annotations

from pathlib import Path


def place_in(path: str) -> int:
    """Bytes of ``path`` this process has read, 0 where the system does not tell.

    The readers of formats hold the file themselves, some of them inside C code, so the
    operating system is asked (Linux only; elsewhere there is no estimate).
    """
    try:
        wanted = Path(path).resolve()
        for handle in Path("/proc/self/fd").iterdir():
            try:
                if handle.readlink() != wanted:
                    continue
            except OSError:
                continue
            told = Path("/proc/self/fdinfo", handle.name).read_text("ascii")
            return int(told.split(maxsplit=2)[1])
    except OSError:
        pass
    return 0
