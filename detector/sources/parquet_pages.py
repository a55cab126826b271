"""How much memory a Parquet column chunk wants, read from the headers of its pages.

The footer may lie, and a page is unpacked as a whole: the size that counts is the one in the
page's own header. Headers are Thrift structs in the compact protocol (parquet.thrift,
``PageHeader``); bodies are seeked over.
"""

from __future__ import annotations

from typing import IO, Any, Final, NamedTuple

from detector.sources import limits

_FIRST: Final = 128
_DEPTH: Final = 8
_DICTIONARY_PAGE: Final = 2
_DELTA_BYTE_ARRAY: Final = 7
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 12
_VARINTS: Final = frozenset({4, 5, 6})


class Demand(NamedTuple):
    """What a column chunk takes.

    ``largest`` is the bytes of its largest page, unpacked; ``repeated`` the bytes one cell may
    have that costs next to nothing to repeat (dictionaries, shared prefixes).
    """

    largest: int
    repeated: int


class _ShortError(Exception):
    """The bytes at hand end inside the header."""


def demand_of(raw: IO[bytes], chunk: Any) -> Demand:
    """What reading the column chunk ``chunk`` (its metadata) of the file ``raw`` takes.

    Raises ``ValueError`` for headers that are none.
    """
    first = chunk.dictionary_page_offset
    at = chunk.data_page_offset
    if first and 0 < first < at:
        at = first
    end = at + chunk.total_compressed_size
    largest = repeated = 0
    while at < end:
        header, size = _header_at(raw, at)
        if header is None:
            break
        unpacked, packed = header.get(2, 0), header.get(3, 0)
        if not (isinstance(unpacked, int) and isinstance(packed, int)) or min(unpacked, packed) < 0:
            raise ValueError("page header without sizes")
        largest = max(largest, unpacked)
        v1, v2 = header.get(5), header.get(8)
        encodings = {
            v1.get(2) if isinstance(v1, dict) else None,
            v2.get(4) if isinstance(v2, dict) else None,
        }
        if header.get(1) == _DICTIONARY_PAGE or _DELTA_BYTE_ARRAY in encodings:
            repeated = max(repeated, unpacked)
        at += size + packed
    return Demand(largest, repeated)


def _header_at(raw: IO[bytes], at: int) -> tuple[dict[int, Any] | None, int]:
    """The page header at byte ``at`` by field number, and its length; ``None`` past the end."""
    want = _FIRST
    while True:
        raw.seek(at)
        data = raw.read(want)
        if not data:
            return None, 0
        try:
            return _struct(data, 0, 0)
        except _ShortError:
            if len(data) < want or want >= limits.HEADER:
                raise ValueError("page header cut off or without an end") from None
            want *= 4


def _struct(data: bytes, at: int, depth: int) -> tuple[dict[int, Any], int]:
    """Fields of a struct by number (numbers and structs; others are passed over), and its end."""
    found: dict[int, Any] = {}
    number = 0
    while True:
        head, at = _byte(data, at)
        kind = head & 15
        if kind == _STOP:
            return found, at
        if head >> 4:
            number += head >> 4
        else:
            number, at = _zigzag(data, at)
        found[number], at = _value(data, at, kind, depth)


def _value(data: bytes, at: int, kind: int, depth: int) -> tuple[Any, int]:
    if depth > _DEPTH:
        raise ValueError("page header nested too deeply")
    if kind in (_TRUE, _FALSE):
        return kind == _TRUE, at
    if kind in _VARINTS:
        return _zigzag(data, at)
    if kind == _STRUCT:
        return _struct(data, at, depth + 1)
    if kind in (_BYTE, _DOUBLE):
        at += 1 if kind == _BYTE else 8
    elif kind == _BINARY:
        length, at = _varint(data, at)
        at += length
    elif kind in (_LIST, _SET):
        head, at = _byte(data, at)
        count = head >> 4
        if count == 15:
            count, at = _varint(data, at)
        for _ in range(count):
            # A boolean in a list has a byte of its own.
            inner = _BYTE if head & 15 in (_TRUE, _FALSE) else head & 15
            _, at = _value(data, at, inner, depth + 1)
            if at > len(data):
                raise _ShortError
    else:
        raise ValueError("page header with a field of no known type")
    if at > len(data):
        raise _ShortError
    return None, at


def _byte(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise _ShortError
    return data[at], at + 1


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte, at = _byte(data, at)
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError("page header with a number of too many digits")


def _zigzag(data: bytes, at: int) -> tuple[int, int]:
    value, at = _varint(data, at)
    return (value >> 1) ^ -(value & 1), at
