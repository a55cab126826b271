"""What an index on disk looks like, and what it pins.

An index is a folder::

    manifest.sqlite        the header and the list of runs; the only truth about what is in it
    lock                   held by the one writer
    runs/<name>/           immutable: written under another name, synced, renamed, then listed
        hashes.npy         uint64, ascending: every hash of every sketch
        items.npy          uint32: the item each hash belongs to (row of items.arrow)
        sizes.npy          uint32: hashes of each item
        bounds.npy         uint64: bound below which an item's sketch is complete
        keys.npy           uint64, ascending: hashed ids, to know what is already here
        items.arrow        id, url, host, dates, names and size of each item (Arrow IPC)

A folder under ``runs`` that the manifest does not list is what an interrupted writer left; the
next writer removes it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from detector.copies.sketch import HASH_NAME, LEAST, SCALE, SHINGLE
from detector.errors import RefusedError
from features.text import NORMALISER_VERSION

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
MANIFEST = "manifest.sqlite"
ARRAYS = {
    "hashes.npy": "uint64",
    "items.npy": "uint32",
    "sizes.npy": "uint32",
    "bounds.npy": "uint64",
    "keys.npy": "uint64",
}
ITEMS = "items.arrow"
REMEDY = "take the index from a copy, or build it anew from the pages"

_OLDER = {
    "format": "made by another version of darnel",
    "normaliser": "made with another normaliser",
}


def header() -> dict[str, str]:
    """What decides whether two sketches can be compared, as this version makes them."""
    return {
        "format": str(FORMAT),
        "normaliser": str(NORMALISER_VERSION),
        "hash": HASH_NAME,
        "shingle": str(SHINGLE),
        "scale": str(SCALE),
        "least": str(LEAST),
    }


def check_header(found: Mapping[str, str], path: str) -> None:
    """Refuse an index whose hashes cannot be compared with those made today."""
    for key, ours in header().items():
        theirs = found.get(key)
        if theirs != ours:
            why = _OLDER.get(key, "its sketches cannot be compared with today's")
            raise RefusedError(
                f"index {path} has {key} {theirs}, this version needs {ours} ({why}): "
                "build it anew from the pages"
            )


@functools.cache
def item_schema() -> pa.Schema:
    """Columns of ``items.arrow``."""
    import pyarrow as pa

    return pa.schema(
        [
            ("id", pa.string()),
            ("url", pa.string()),
            ("host", pa.string()),
            ("published", pa.int64()),
            ("fetched", pa.int64()),
            ("names", pa.list_(pa.string())),
            ("chars", pa.int32()),
        ]
    )
