"""A file as a stream of bytes: compression undone member by member, damage told and passed.

``unpack`` turns a raw file into events: ``bytes`` in order, a ``Member`` where a compressed
member (gzip member, zstd or lz4 frame) begins, and a ``Break`` where bytes are missing because
the file is damaged there. After a break it goes on at the next member that can be unpacked.
"""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from detector.sources import limits

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
LZ4 = b"\x04\x22\x4d\x18"
BZIP2 = b"BZh"
XZ = b"\xfd7zXZ\x00"
_ZSTD_DICTIONARY = b"\x37\xa4\x30\xec"
_OUT = 1 << 20
_HELD = 1 << 16  # bytes of a member kept until it is known to be whole
_CANDIDATES = 20_000  # places tried after damage before the rest of the file is given up


class Raw(Protocol):
    """A binary file open for reading from its start to its end."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Member:
    """A compressed member begins at byte ``offset`` of the file."""

    offset: int


@dataclass(frozen=True, slots=True)
class Break:
    """Bytes are missing here: the member at byte ``offset`` of the file could not be read on.

    ``between`` members nothing of what came before is in doubt.
    """

    offset: int
    reason: str
    between: bool = False


Event = bytes | Member | Break


def unpack(raw: Raw, base: int = 0) -> Iterator[Event]:
    """Events of ``raw``, whose compression its first bytes tell.

    ``raw`` stands at its byte ``base``, where a gzip member begins if that is not 0.
    """
    window = _Window(raw, base)
    window.need(8)
    head = window.data[:8]
    if head.startswith(GZIP[:2]):
        yield from _members(window, _Gzip())
    elif head.startswith(ZSTD) or is_skippable(head):
        yield from _members(window, _Zstd())
    elif head.startswith(LZ4):
        yield from _members(window, _Lz4())
    elif head.startswith(BZIP2):
        yield from _members(window, _Bzip2())
    elif head.startswith(XZ):
        yield from _members(window, _Xz())
    else:
        while window.data or window.more():
            yield window.take()


def unpacked(raw: Raw) -> Iterator[Event]:
    """Events of ``raw`` as it stands."""
    while data := raw.read(limits.CHUNK):
        yield data


class _Window:
    """The part of the raw file in memory; ``data[at:]`` is still to be read."""

    def __init__(self, raw: Raw, base: int) -> None:
        self._raw = raw
        self.data = b""
        self.at = 0
        self.base = base
        self.ended = False
        self.held: int | None = None
        """Offset from which on bytes are kept though they were read."""

    @property
    def offset(self) -> int:
        return self.base + self.at

    def more(self) -> bool:
        """Forget what was read and add a chunk; false at the end of the file."""
        chunk = b"" if self.ended else self._raw.read(limits.CHUNK)
        if not chunk:
            self.ended = True
            return False
        kept = self.at if self.held is None else self.held - self.base
        self.base += kept
        self.data = self.data[kept:] + chunk
        self.at -= kept
        return True

    def need(self, count: int) -> bool:
        """Have ``count`` unread bytes at hand; false when the file ends before."""
        while len(self.data) - self.at < count:
            if not self.more():
                return False
        return True

    def take(self) -> bytes:
        data = self.data[self.at :] if self.at else self.data
        self.base += len(self.data)
        self.data, self.at = b"", 0
        return data

    def skip_to(self, magic: bytes) -> bool:
        """Move to the next ``magic`` at or after the present place; false if there is none."""
        while True:
            found = self.data.find(magic, self.at)
            if found >= 0:
                self.at = found
                return True
            self.at = max(self.at, len(self.data) - len(magic) + 1)
            if not self.more():
                self.at = len(self.data)
                return False


class _DamagedError(Exception):
    """The member cannot be unpacked further."""


class _BombError(_DamagedError):
    """Nor can the rest of the file."""


class _Tally:
    """What all members of a file together made of how many bytes.

    Of gzip nothing is told: a member cannot swell to more than 1,032 times its size, and what is
    read of a file must not depend on the member reading begins at.
    """

    def __init__(self, codec: _Codec) -> None:
        self._counts = not isinstance(codec, _Gzip)
        self._name = codec.name
        self.used = self.made = 0

    def add(self, used: int, made: int) -> None:
        """Count; ``_BombError`` if it is too much."""
        self.used += used
        self.made += made
        if (
            self._counts
            and self.made > limits.BOMB_FLOOR
            and self.made > limits.BOMB_RATIO * self.used
        ):
            raise _BombError(
                f"{self._name} members unpack to more than {limits.BOMB_RATIO} times their size "
                f"(over {limits.BOMB_FLOOR // limits.MIB} MiB together): rest not read"
            )


class _Decoder(Protocol):
    """One member being unpacked."""

    @property
    def ended(self) -> bool: ...

    def feed(self, data: memoryview) -> tuple[bytes, int]:
        """Bytes unpacked from the start of ``data``, and how many of ``data`` that used."""
        ...


class _Codec(Protocol):
    """A compression format of members that follow each other in a file."""

    name: str
    magic: bytes

    def begins(self, window: _Window) -> bool: ...

    def decoder(self) -> _Decoder: ...


def _members(window: _Window, codec: _Codec) -> Iterator[Event]:
    tries = _CANDIDATES
    tally = _Tally(codec)
    while window.need(1):
        if isinstance(codec, _Zstd) and codec.pass_skippable(window):
            continue
        start = window.held = window.offset
        if codec.begins(window):
            yield Member(start)
            try:
                yield from _member(window, codec, tally)
                window.held = None
                continue
            except _BombError as error:
                yield Break(start, str(error))
                return
            except _DamagedError as error:
                yield Break(start, str(error))
        elif _only_padding(window):
            return
        else:
            yield Break(start, f"no {codec.name} member begins here", between=True)
        # The damage may lie anywhere in the member: look on right behind its own magic, or,
        # when that part of the file is no longer held, from where reading stopped.
        if window.held is not None:
            window.at = start - window.base + 1
            window.held = None
        try:
            tries -= _to_next(window, codec, tries, tally)
        except _BombError:
            tries = 0
        if tries <= 0:
            yield Break(window.offset, f"too much damage, rest not read as {codec.name}")
            return


def _only_padding(window: _Window) -> bool:
    """Whether nothing but zero bytes is left, as tapes and some copies leave them."""
    window.held = None  # they may be gigabytes, and no member begins in them
    while not window.data[window.at :].strip(b"\0"):
        window.at = len(window.data)
        if not window.more():
            return True
    return False


def _to_next(window: _Window, codec: _Codec, tries: int, tally: _Tally) -> int:
    """Move to the next member that can be unpacked; how many places were tried."""
    tried = 0
    while tried < tries and window.skip_to(codec.magic):
        tried += 1
        if codec.begins(window) and _promising(window, codec, tally):
            break
        window.at += 1
    return tried


def _promising(window: _Window, codec: _Codec, tally: _Tally) -> bool:
    window.need(4096)
    data = memoryview(window.data)[window.at : window.at + 4096]
    try:
        out, used = codec.decoder().feed(data)
    except _DamagedError:
        return False
    tally.add(used, len(out))
    return bool(out) or len(data) == 4096


def _member(window: _Window, codec: _Codec, tally: _Tally) -> Iterator[bytes]:
    decoder = codec.decoder()
    used = made = 0
    # Decoders copy what they were given beyond the end of the member: little is given first, or
    # a file of tiny members would be copied over and over.
    give = 4096
    while not decoder.ended:
        # Pieces are cut from the beginning of the member, not where chunks of the file end: what
        # is saved of a damaged member must not depend on where in the file reading began.
        window.need(give)
        out, taken = decoder.feed(memoryview(window.data)[window.at : window.at + give])
        give = limits.CHUNK
        window.at += taken
        used += taken
        made += len(out)
        if used > _HELD:
            window.held = None
        if out:
            yield out
        elif window.at == len(window.data) and not decoder.ended and not window.more():
            raise _DamagedError(f"{codec.name} member truncated: file ends {used} bytes into it")
        if made > limits.BOMB_FLOOR and made > limits.BOMB_RATIO * used:
            raise _DamagedError(
                f"{codec.name} member unpacks to more than {limits.BOMB_RATIO} times its size "
                f"(over {limits.BOMB_FLOOR // limits.MIB} MiB)"
            )
        tally.add(taken, len(out))


@cache
def _deflate_library() -> Any:
    """zlib-ng where it is installed (twice as fast), else the zlib of Python."""
    try:
        from zlib_ng import zlib_ng
    except ImportError:
        return zlib
    return zlib_ng


class _GzipMember:
    def __init__(self) -> None:
        self._library = _deflate_library()
        self._inflate = self._library.decompressobj(31)
        self._begun = False
        self._failed: str | None = None

    @property
    def ended(self) -> bool:
        return bool(self._inflate.eof)

    def feed(self, data: memoryview) -> tuple[bytes, int]:
        if self._failed:
            raise _DamagedError(self._failed)
        before = self._inflate.copy() if self._begun and data else None
        self._begun = True
        try:
            out = self._inflate.decompress(data, _OUT)
        except self._library.error as error:
            self._failed = "gzip member damaged: " + str(error).rpartition(": ")[2]
            return self._salvage(before or self._library.decompressobj(31), data), len(data)
        rest = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        return out, len(data) - len(rest)

    def _salvage(self, inflate: Any, data: memoryview) -> bytes:
        """What can be unpacked before the damage, to the byte."""
        parts = []
        total = 0
        try:
            for at in range(0, len(data), 64):
                part = inflate.decompress(data[at : at + 64], _OUT)
                parts.append(part)
                total += len(part)
                if total > _OUT * 16:
                    break
        except self._library.error:
            pass
        return b"".join(parts)


class _Gzip:
    name = "gzip"
    magic = GZIP

    def begins(self, window: _Window) -> bool:
        window.need(4)
        head = window.data[window.at : window.at + 4]
        return head.startswith(GZIP[: len(head)]) and (len(head) < 4 or head[3] < 0x20)

    def decoder(self) -> _Decoder:
        return _GzipMember()


class _Bounded:
    """A bz2, xz or lz4 member: they unpack to a bound and keep the rest to themselves."""

    def __init__(self, inner: Any, name: str) -> None:
        self._inner = inner
        self._name = name

    @property
    def ended(self) -> bool:
        return bool(self._inner.eof)

    def feed(self, data: memoryview) -> tuple[bytes, int]:
        piece = bytes(data) if self._inner.needs_input else b""
        try:
            out = self._inner.decompress(piece, _OUT)
        except (OSError, EOFError, lzma.LZMAError, ValueError, RuntimeError) as error:
            raise _DamagedError(f"{self._name} member damaged: {_short(error)}") from None
        return out, len(piece) - len(self._inner.unused_data or b"")


class _Bzip2:
    name = "bzip2"
    magic = b"BZh"

    def begins(self, window: _Window) -> bool:
        window.need(10)
        return window.data[window.at : window.at + 3] == self.magic

    def decoder(self) -> _Decoder:
        return _Bounded(bz2.BZ2Decompressor(), self.name)


class _Xz:
    name = "xz"
    magic = XZ

    def begins(self, window: _Window) -> bool:
        window.need(6)
        return window.data[window.at : window.at + 6] == self.magic

    def decoder(self) -> _Decoder:
        return _Bounded(lzma.LZMADecompressor(memlimit=limits.WINDOW), self.name)


def is_skippable(head: bytes) -> bool:
    """Whether ``head`` begins a skippable frame of Zstandard or LZ4."""
    return len(head) >= 4 and 0x50 <= head[0] <= 0x5F and head[1:4] == b"\x2a\x4d\x18"


class _ZstdFrame:
    # 2 KiB in can become 64 MiB out at most (a run of 128 KiB from 4 bytes), which bounds
    # what one call may allocate; ordinary data gives a few KiB.
    _STEP = 2048

    def __init__(self, dictionary: bytes | None) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        kept = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._inner = zstandard.ZstdDecompressor(
            dict_data=kept, max_window_size=limits.WINDOW
        ).decompressobj()

    @property
    def ended(self) -> bool:
        return self._inner.eof

    def feed(self, data: memoryview) -> tuple[bytes, int]:
        parts: list[bytes] = []
        total = used = 0
        while used < len(data) and total < _OUT and not self._inner.eof:
            piece = data[used : used + self._STEP]
            try:
                out = self._inner.decompress(piece)
            except self._error as error:
                if parts:
                    break  # told again by the next call, after these bytes
                raise _DamagedError(f"zstd frame damaged: {_short(error)}") from None
            used += len(piece)
            if self._inner.eof:
                used -= len(self._inner.unused_data)
            parts.append(out)
            total += len(out)
        return b"".join(parts), used


class _Zstd:
    name = "zstd"
    magic = ZSTD

    def __init__(self) -> None:
        self._dictionary: bytes | None = None

    def begins(self, window: _Window) -> bool:
        window.need(4)
        return window.data[window.at : window.at + 4] == ZSTD

    def decoder(self) -> _Decoder:
        return _ZstdFrame(self._dictionary)

    def pass_skippable(self, window: _Window) -> bool:
        """Pass over a skippable frame; the one that opens a ``.warc.zst`` holds its dictionary."""
        window.need(8)
        head = window.data[window.at : window.at + 8]
        if len(head) < 8 or not is_skippable(head):
            return False
        opening = window.offset == 0
        size = int.from_bytes(head[4:8], "little")
        window.at += 8
        if opening and head[0] == 0x5D and size <= 16 * limits.MIB and window.need(size):
            content = window.data[window.at : window.at + size]
            window.at += size
            if content.startswith(ZSTD):
                content, _ = _ZstdFrame(None).feed(memoryview(content))
            if content.startswith(_ZSTD_DICTIONARY):
                self._dictionary = content
            return True
        while size:
            step = min(size, len(window.data) - window.at)
            window.at += step
            size -= step
            if size and not window.more():
                break
        return True


class _Lz4:
    name = "lz4"
    magic = LZ4

    def begins(self, window: _Window) -> bool:
        window.need(4)
        return window.data[window.at : window.at + 4] == LZ4

    def decoder(self) -> _Decoder:
        from lz4.frame import LZ4FrameDecompressor  # type: ignore[import-untyped]

        return _Bounded(LZ4FrameDecompressor(), self.name)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
