"""Input behind a URL, read through fsspec (the extra ``darnel[remote]``)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, Any

from detector.errors import UsageError

_URL = re.compile(r"\A[a-zA-Z][a-zA-Z0-9+.\-]{0,40}(?:::[a-zA-Z0-9+.\-]{0,40}){0,4}://")


def is_url(path: str) -> bool:
    """Whether ``path`` is to be opened by fsspec."""
    return _URL.match(path) is not None


def passed_over(name: str) -> bool:
    """Whether a file in a folder is no input: hidden, a marker, a checksum."""
    return name.startswith((".", "_")) or name.endswith((".crc", ".md5", ".sha1", ".sha256"))


def urls(given: str) -> Iterator[tuple[str, bool]]:
    """The files a URL, a glob in one or a folder names, and whether they come from a folder."""
    system, path = _system(given)
    try:
        if any(sign in path for sign in "*[") or ("?" in path and "http" not in given[:5]):
            found = [(path, False) for path in sorted(system.glob(path))]
        elif not given.startswith("http") and system.isdir(path):
            found = [
                (inner, True)
                for inner in sorted(system.find(path))
                if not any(passed_over(part) for part in inner[len(path) :].split("/") if part)
            ]
        elif system.exists(path):
            yield given, False
            return
        else:
            return
    except Exception as error:
        raise UsageError(f"{given}: {_short(error)}") from error
    for inner, walked in found:
        yield system.unstrip_protocol(inner), walked


def open_url(url: str) -> IO[bytes]:
    """The file behind ``url``; every error of its backend comes as ``OSError``."""
    system, path = _system(url)
    try:
        inner = system.open(path, "rb")
    except Exception as error:
        raise OSError(_short(error)) from error
    return io.BufferedReader(_Remote(inner), 1 << 20)


class _Remote(io.RawIOBase):
    """A remote file whose errors are ``OSError``."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._inner.seekable())

    def readinto(self, into: Any) -> int:
        try:
            data = self._inner.read(len(into))
        except Exception as error:
            raise OSError(_short(error)) from error
        into[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._inner.seek(offset, whence))

    def tell(self) -> int:
        return int(self._inner.tell())

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def _system(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise UsageError(f"{url}: URLs need fsspec: pip install 'darnel[remote]'") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {_short(error)}") from error
    return system, path


def _short(error: BaseException) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]
