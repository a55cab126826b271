"""What each worker is doing, in shared memory that outlives a killed process.

One slot a worker: the part it holds, the records in flight, its tallies since it started.
Writing one costs under a microsecond, so every record can be journalled before it is touched.
"""

from __future__ import annotations

import mmap
import struct
from pathlib import Path
from typing import NamedTuple

_SLOT = struct.Struct("<15q")
_READING = struct.Struct("<3q")
NONE = -1


class Slot(NamedTuple):
    """``first`` to ``last`` (exclusive) are the records of part ``part`` now in flight.

    ``records``, ``unreadable`` and ``flagged`` count finished parts, ``here...`` the part in
    hand, which is done again if the worker dies. ``read`` is how many bytes of the stretch
    the worker has gone through. While a file is read, ``reading`` is its stretch, ``file`` which
    of the stretch it is, and ``record`` the record of the stretch that comes next.
    """

    stretch: int = NONE
    part: int = NONE
    first: int = 0
    last: int = 0
    records: int = 0
    unreadable: int = 0
    flagged: int = 0
    here: int = 0
    here_unreadable: int = 0
    here_flagged: int = 0
    parts: int = 0
    read: int = 0
    reading: int = NONE
    file: int = NONE
    record: int = NONE


class Slots:
    """The slots of a run, mapped from a file of the run folder."""

    def __init__(self, path: Path, count: int, *, create: bool = False) -> None:
        if create:
            path.write_bytes(_SLOT.pack(*Slot()) * count)
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _SLOT.size * count)
        self.count = count

    def read(self, number: int) -> Slot:
        """What worker ``number`` last wrote."""
        return Slot(*_SLOT.unpack_from(self._map, _SLOT.size * number))

    def write(self, number: int, slot: Slot) -> None:
        """Journal what worker ``number`` is about to do."""
        _SLOT.pack_into(self._map, _SLOT.size * number, *slot)

    def write_reading(self, number: int, reading: int, file: int, record: int) -> None:
        """Journal which file worker ``number`` is about to read on."""
        at = _SLOT.size * (number + 1) - _READING.size
        _READING.pack_into(self._map, at, reading, file, record)

    def close(self) -> None:
        """Unmap; the file stays."""
        self._map.close()
