"""64-bit values in a file, read a stretch at a time.

Not mapped: a place that is looked at brings in what stands about it, and where places are all
over the file, soon the whole of it counts as the process's memory.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.uint64]


class OnDisk:
    """The values of a file; a slice of them is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._size = path.stat().st_size // 8

    def __len__(self) -> int:
        """How many values there are."""
        return self._size

    def __getitem__(self, stretch: slice) -> Values:
        """The values from ``stretch.start`` to ``stretch.stop``, which must be given."""
        found = np.empty(int(stretch.stop) - int(stretch.start), dtype="<u8")
        self.read_into(found, int(stretch.start))
        return found

    def close(self) -> None:
        """Close the file: nothing is asked for any more."""
        self._file.close()

    def read_into(self, values: Values, start: int) -> None:
        """Fill ``values`` with what stands in the file from value ``start`` on."""
        self._file.seek(8 * start)
        left = values.view(np.uint8).data
        while left:
            got = self._file.readinto(left)
            if not got:
                raise EOFError(f"{self._file.name} ends early")
            left = left[got:]
