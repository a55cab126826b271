"""Where the column chunks of a Parquet file lie, read from its footer by ourselves.

pyarrow aborts the process when it is asked for the metadata of a column chunk whose size
statistics do not fit its type (``Unencoded byte array data bytes does not support DOUBLE``), so
it is never asked. Structs: parquet.thrift, ``FileMetaData``, ``RowGroup``, ``ColumnChunk``.
"""

from __future__ import annotations

from typing import IO, Final, NamedTuple

from detector.sources import limits
from detector.sources.thrift import Reader, ShortError

_TAIL: Final = 8
_FOOTER: Final = 64 * limits.MIB
_CHUNKS: Final = 1_000_000
_ROW_GROUPS, _COLUMNS, _META_DATA = 4, 1, 3
_UNPACKED, _PACKED, _DATA, _DICTIONARY = 6, 7, 9, 11


class Chunk(NamedTuple):
    """A column chunk: bytes unpacked and packed, and where its pages begin (0: not said)."""

    unpacked: int
    packed: int
    data_page: int
    dictionary_page: int


def chunks_of(raw: IO[bytes]) -> list[list[Chunk]]:
    """For every row group its column chunks, in the order of the columns.

    Raises ``ValueError`` for a footer that is none.
    """
    end = raw.seek(0, 2)
    raw.seek(max(0, end - _TAIL))
    tail = raw.read(_TAIL)
    size = int.from_bytes(tail[:4], "little")
    if tail[4:] != b"PAR1" or not 0 < size <= min(end - _TAIL, _FOOTER):
        raise ValueError("the footer is missing, or longer than a footer may be")
    raw.seek(end - _TAIL - size)
    reader = Reader(raw.read(size))
    try:
        return _file(reader)
    except ShortError:
        raise ValueError("the footer is cut off") from None


def _file(reader: Reader) -> list[list[Chunk]]:
    groups: list[list[Chunk]] = []
    most = _CHUNKS
    number, kind = reader.field(0)
    while kind:
        if number == _ROW_GROUPS:
            for _ in range(reader.structs(kind)):
                groups.append(_row_group(reader, most))
                most -= len(groups[-1]) + 1
        else:
            reader.skip(kind)
        number, kind = reader.field(number)
    return groups


def _row_group(reader: Reader, most: int) -> list[Chunk]:
    chunks: list[Chunk] = []
    if most <= 0:
        raise ValueError(f"more than {_CHUNKS:,} column chunks")
    number, kind = reader.field(0)
    while kind:
        if number == _COLUMNS:
            count = reader.structs(kind)
            if count > most:
                raise ValueError(f"more than {_CHUNKS:,} column chunks")
            chunks = [_chunk(reader) for _ in range(count)]
        else:
            reader.skip(kind)
        number, kind = reader.field(number)
    return chunks


def _chunk(reader: Reader) -> Chunk:
    found: dict[int, int] = {}
    number, kind = reader.field(0)
    while kind:
        if number == _META_DATA and reader.is_struct(kind):
            inner, inner_kind = reader.field(0)
            while inner_kind:
                if inner in (_UNPACKED, _PACKED, _DATA, _DICTIONARY):
                    found[inner] = reader.integer(inner_kind)
                else:
                    reader.skip(inner_kind)
                inner, inner_kind = reader.field(inner)
        else:
            reader.skip(kind)
        number, kind = reader.field(number)
    chunk = Chunk(*(found.get(place, 0) for place in (_UNPACKED, _PACKED, _DATA, _DICTIONARY)))
    if min(chunk) < 0:
        raise ValueError("a column chunk of negative size or place")
    return chunk
