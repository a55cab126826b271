"""How much memory a Parquet column chunk wants, read from the headers of its pages.

The footer may lie, and a page is unpacked as a whole: the size that counts is the one in the
page's own header. Headers are Thrift structs in the compact protocol (parquet.thrift,
``PageHeader``); bodies are seeked over.
"""

from __future__ import annotations

from typing import IO, Any, Final, NamedTuple

from detector.sources import limits
from detector.sources.parquet_footer import Chunk
from detector.sources.thrift import Reader, ShortError

_FIRST: Final = 128
_PAGES_FREE: Final = 10_000
_PAGE: Final = 64
"""Bytes the pages of a column chunk have on average, if it has more than those."""
_DICTIONARY_PAGE: Final = 2
_DELTA_BYTE_ARRAY: Final = 7
_HEADERS: Final = frozenset({5, 8})  # of data pages, versions 1 and 2


class Demand(NamedTuple):
    """What a column chunk takes.

    ``largest`` is the bytes of its largest page, unpacked; ``repeated`` the bytes one cell may
    have that costs next to nothing to repeat (dictionaries, shared prefixes).
    """

    largest: int
    repeated: int


def demand_of(raw: IO[bytes], chunk: Chunk) -> Demand:
    """What reading the column chunk ``chunk`` of the file ``raw`` takes.

    Raises ``ValueError`` for headers that are none.
    """
    at = chunk.data_page
    if 0 < chunk.dictionary_page < at:
        at = chunk.dictionary_page
    end = at + chunk.packed
    largest = repeated = pages = 0
    while at < end:
        header, size = _header_at(raw, at)
        if header is None:
            break
        pages += 1
        if pages > _PAGES_FREE + chunk.packed // _PAGE:
            raise ValueError("pages of a few bytes without end")
        unpacked, packed = header.get(2), header.get(3)
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
            reader = Reader(data)
            return _fields(reader), reader.at
        except ShortError:
            if len(data) < want or want >= limits.HEADER:
                raise ValueError("page header cut off or without an end") from None
            want *= 4


def _fields(reader: Reader, *, inner: bool = False) -> dict[int, Any]:
    """Numbers and structs of a struct by field number; all else is passed over."""
    found: dict[int, Any] = {}
    number, kind = reader.field(0)
    while kind:
        if number in _HEADERS and reader.is_struct(kind) and not inner:
            found[number] = _fields(reader, inner=True)
        elif reader.is_integer(kind):
            found[number] = reader.integer(kind)
        else:
            reader.skip(kind)
        number, kind = reader.field(number)
    return found
