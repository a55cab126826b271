"""The items of a run, mapped from an Arrow file that may be an attacker's."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

from detector.errors import RefusedError
from detector.index.layout import REMEDY, item_schema

if TYPE_CHECKING:
    import pyarrow as pa

_MAGIC = b"ARROW1\0\0"


def read_items(path: Path, count: int) -> pa.Table:
    """Map the ``count`` items at ``path``; ``RefusedError`` when they are not what we write.

    We write plain batches of one schema. Anything else is refused before it is unpacked: a few
    kilobytes of a compressed batch can stand for any amount of memory.
    """
    import pyarrow as pa

    try:
        rows = _mapped(path)
        # Offsets that lead outside their buffer would crash the process when read.
        rows.validate(full=True)
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, ValueError, struct.error, MemoryError) as error:
        told = " ".join(str(error).split())[:200]
        raise RefusedError(f"{path} is damaged: {told}: {REMEDY}") from error
    if rows.num_rows != count:
        raise RefusedError(f"{path} is not the {count} items the manifest lists: {REMEDY}")
    return rows


def _mapped(path: Path) -> pa.Table:
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        source.seek(max(0, source.size() - len(_MAGIC.rstrip(b"\0"))))
        whole = source.read() == _MAGIC.rstrip(b"\0")
        source.seek(0)
        if source.read(len(_MAGIC)) != _MAGIC or not whole:
            raise ValueError("it is no whole Arrow file")
        # The parts of the file in their order, as a stream has them: the list of them at the end
        # of the file could point anywhere.
        messages = pa.ipc.MessageReader.open_stream(source)
        first = next(iter(messages), None)
        if first is None or first.type != "schema":
            raise ValueError("it does not begin with its columns")
        schema = pa.ipc.read_schema(first)
        if not schema.equals(item_schema()):
            raise ValueError("its columns are not those of an index")
        batches = []
        for message in messages:
            if message.type != "record batch" or _is_compressed(bytes(message.metadata)):
                raise ValueError("it holds something other than plain rows")
            batches.append(pa.ipc.read_record_batch(message, schema))
        return pa.Table.from_batches(batches, schema)


def _is_compressed(metadata: bytes) -> bool:
    """Whether the record batch a message describes has its field ``compression`` set.

    Read from the flatbuffer itself (``Message.header`` is field 2 of its table, and
    ``RecordBatch.compression`` field 3), as the library would unpack it to tell.
    """
    header = _field(metadata, struct.unpack_from("<I", metadata)[0], 2)
    if not header:
        return False
    table = header + struct.unpack_from("<I", metadata, header)[0]
    return _field(metadata, table, 3) > 0


def _field(data: bytes, table: int, number: int) -> int:
    """Where a table of a flatbuffer has its field; 0 if it is not set."""
    fields = table - struct.unpack_from("<i", data, table)[0]
    if fields < 0:
        raise ValueError("its metadata lead outside")
    size = struct.unpack_from("<H", data, fields)[0]
    place = 4 + 2 * number
    offset = struct.unpack_from("<H", data, fields + place)[0] if place + 2 <= size else 0
    return table + offset if offset else 0
