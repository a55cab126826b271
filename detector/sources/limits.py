"""What a hostile or broken file may cost; every limit is named in the error it causes."""

from __future__ import annotations

from typing import Final

MIB: Final = 1 << 20

RECORD: Final = 32 * MIB
"""Most bytes one record (a page, a JSON line, a CSV row) may have after decompression."""

HEADER: Final = 256 * 1024
"""Most bytes the header block of a WARC record or of an HTTP message may have."""

URL: Final = 8192
"""Most characters the URL of a record may have; caches of hosts and sites hold what is read."""

FIELD: Final = 65_536
"""Most characters any other column of a record may have, its page aside: rows hold them, and a
thousand rows are held together."""

BOMB_FLOOR: Final = 256 * MIB
"""A compressed member may always unpack to this much, whatever its ratio."""

BOMB_RATIO: Final = 500
"""Above the floor, most bytes one compressed byte may unpack to (deflate itself ends at 1,032)."""

WINDOW: Final = 128 * MIB
"""Largest zstd window (``--long=27``) and xz dictionary that is given memory."""

CHUNK: Final = 64 * 1024
"""Bytes read from a file at a time."""
