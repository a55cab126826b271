"""Files of lines in UTF-16 as UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain
from typing import Final

from detector.sources.streams import Event

_HELD: Final = 1000
"""Events looked at for the first bytes: a file may begin with any number of empty members."""


def as_utf8(events: Iterator[Event]) -> Iterator[Event]:
    """``events`` with bytes in UTF-8 if their beginning shows that they are UTF-16."""
    held: list[Event] = []
    head = b""
    for event in events:
        held.append(event)
        if isinstance(event, bytes):
            head += event
        if len(head) >= 4 or len(held) == _HELD:
            break
    codec = utf16_codec(head)
    decoder = codecs.getincrementaldecoder(codec)("replace") if codec else None
    for event in chain(held, events):
        if decoder is not None and isinstance(event, bytes):
            data = decoder.decode(event).encode("utf-8", "replace")
            if data:
                yield data
        else:
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
