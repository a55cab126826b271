"""Files of lines in UTF-16 as UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from detector.sources.streams import Event


def as_utf8(events: Iterator[Event]) -> Iterator[Event]:
    """``events`` with bytes in UTF-8 if their beginning shows that they are UTF-16."""
    decoder: codecs.IncrementalDecoder | None = None
    begun = False
    for event in events:
        if isinstance(event, bytes):
            if not begun:
                begun = True
                codec = utf16_codec(event)
                if codec:
                    decoder = codecs.getincrementaldecoder(codec)("replace")
            if decoder is not None:
                data = decoder.decode(event).encode("utf-8", "replace")
                if data:
                    yield data
                continue
        yield event


def utf16_codec(data: bytes) -> str | None:
    """The codec for data in UTF-16, told by a byte order mark or by ASCII spread over pairs."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(data) >= 4 and data[0] and data[2] and not data[1] and not data[3]:
        return "utf-16-le"
    if len(data) >= 4 and data[1] and data[3] and not data[0] and not data[2]:
        return "utf-16-be"
    return None
