"""The visible text, compressed."""

from __future__ import annotations

import threading

import zstandard

from features.page import Page, view
from features.views.characters import characters

_LEVEL = -5
_local = threading.local()


def _compressor() -> zstandard.ZstdCompressor:
    # One a thread: a compressor holds a context that threads must not share.
    found: zstandard.ZstdCompressor | None = getattr(_local, "compressor", None)
    if found is None:
        found = _local.compressor = zstandard.ZstdCompressor(
            level=_LEVEL, write_content_size=False, write_checksum=False
        )
    return found


@view
def utf8(page: Page) -> bytes:
    """The visible text in UTF-8, lone surrogates as question marks."""
    return characters(page).text.encode("utf-8", "replace")


@view
def compressed(page: Page) -> tuple[int, int]:
    """Bytes of the visible text in UTF-8, and of the same after zstandard at level -5."""
    data = utf8(page)
    return len(data), len(_compressor().compress(data))
