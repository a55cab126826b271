"""The unpacked bytes of a file behind one moving window, with the file position of each."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from detector.sources.marks import Mark
from detector.sources.streams import Break, Event, Member

_PIECES: Final = 4096


class _Members:
    """Where compressed members begin that may still be asked about, in order.

    A file may be made of members of a byte each: sixteen bytes are kept for each, and of those
    that begin at one place, as empty ones do, the last.
    """

    def __init__(self) -> None:
        self._unpacked = array("q")
        self._packed = array("q")
        self._first = 0

    def __bool__(self) -> bool:
        return self._first < len(self._unpacked)

    def add(self, unpacked: int, packed: int) -> None:
        """A member begins at ``unpacked``, and at byte ``packed`` of the file."""
        if self and self._unpacked[-1] == unpacked:
            self._packed[-1] = packed
        else:
            self._unpacked.append(unpacked)
            self._packed.append(packed)

    def first(self) -> tuple[int, int]:
        """The first that is known: unpacked offset, offset in the file."""
        return self._unpacked[self._first], self._packed[self._first]

    def last(self) -> int:
        """The unpacked offset of the last."""
        return self._unpacked[-1]

    def begins(self, offset: int) -> bool:
        """Whether one begins at unpacked ``offset``."""
        at = bisect_right(self._unpacked, offset, self._first) - 1
        return at >= self._first and self._unpacked[at] == offset

    def between(self, low: int, high: int) -> array[int]:
        """The unpacked offsets behind ``low`` and before ``high``."""
        begin = bisect_right(self._unpacked, low, self._first)
        return self._unpacked[begin : bisect_right(self._unpacked, high - 1, begin)]

    def forget(self, offset: int) -> None:
        """Those before the one unpacked ``offset`` lies in will not be asked about."""
        self._first = max(self._first, bisect_right(self._unpacked, offset, self._first) - 1)
        if self._first > 1000 and self._first * 2 > len(self._unpacked):
            del self._unpacked[: self._first], self._packed[: self._first]
            self._first = 0


class Buffer:
    """Unpacked bytes read in order; ``data[at:]`` is at hand, ``broken`` says what ended it.

    Reading stops at a break (``broken`` is set) until ``resume`` drops what is left before the
    break and goes on behind it; bytes from offset ``broken_from`` to the break are in doubt. At
    the end of the file ``ended`` is set. ``whole`` says that no break
    was met so far; ``base`` is the offset reading begins at.
    """

    def __init__(self, events: Iterator[Event], size: int | None = None, base: int = 0) -> None:
        self.events = events
        self._size = size  # of the file, where that is known
        self._members = _Members()
        self._packed = False
        self.data = b""
        self.at = 0
        self.base = base
        self.whole = True
        self.broken: Break | None = None
        self.broken_from = 0
        self.ended = False

    @property
    def offset(self) -> int:
        """Offset of the next unread byte in the unpacked stream."""
        return self.base + self.at

    def position(self, offset: int) -> str:
        """Where unpacked ``offset`` lies in the file.

        The byte of the file; in a compressed file the byte at which its member begins, with
        ``+n`` for a place ``n`` unpacked bytes into the member. Offsets must not go back.
        """
        if not self._packed:
            return str(offset)
        self._members.forget(offset)
        unpacked, packed = self._members.first()
        return f"{packed}+{offset - unpacked}" if offset > unpacked else str(packed)

    def mark(self, number: int, line: int = 0) -> Mark | None:
        """Record ``number`` begins here: as a mark, where reading could begin without the rest."""
        offset = self.offset
        if not self._packed:
            return Mark(number, offset, line)
        if not self.whole or not self.begins_member(offset):
            return None
        return Mark(number, int(self.position(offset)), line, packed=True)

    def begins_member(self, offset: int) -> bool:
        """Whether a compressed member begins at unpacked ``offset``, which is at hand."""
        return self._members.begins(offset)

    def exceeds(self, length: int) -> bool:
        """Whether the file is known to end before ``length`` more bytes."""
        known = self._size is not None and not self._packed
        return known and self.offset + length > (self._size or 0)

    def drop_to_member(self, count: int, begins: re.Pattern[bytes], ahead: int) -> int:
        """As ``drop``, but stop where a compressed member begins whose bytes ``begins`` matches.

        ``ahead`` is the most bytes ``begins`` looks at.
        """
        first = self.offset
        seen, end = first, first + count
        while self.offset < end and (self.at < len(self.data) or self.more()):
            behind = min(self.base + len(self.data), end)
            for member in self._members.between(seen, behind):
                self.at = member - self.base
                self.fill(ahead)  # the member may just have begun to arrive
                if begins.match(self.data, self.at):
                    return member - first
            seen = behind - 1
            self.at = behind - self.base
            self._members.forget(behind)
        return self.offset - first

    def more(self) -> bool:
        """Add the next bytes; false at a break or at the end."""
        if self.ended or self.broken is not None:
            return False
        parts = [self.data[self.at :]] if self.at < len(self.data) else []
        have = sum(map(len, parts))
        self.base += self.at
        self.at = 0
        grown = False
        for event in self.events:
            if isinstance(event, bytes):
                parts.append(event)
                have += len(event)
                grown = True
                break
            if isinstance(event, Member):
                self._packed = True
                self._members.add(self.base + have, event.offset)
            else:
                self.broken = event
                self.whole = False
                end = self.base + have
                self.broken_from = (
                    self._members.last() if self._members and not event.between else end
                )
                break
        else:
            self.ended = True
        self.data = b"".join(parts) if len(parts) != 1 else parts[0]
        return grown

    def fill(self, count: int) -> int:
        """Try to have ``count`` unread bytes at hand; how many there are, at most ``count``."""
        have = len(self.data) - self.at
        if have >= count:
            return count
        if self.ended or self.broken is not None:
            return have
        joined: list[bytes] = []
        parts = [self.data[self.at :]]
        self.base += self.at
        self.at = 0
        # What is at hand is copied when it grows: growing by a share of it bounds the copying
        # for a file whose every record claims to be large.
        target = count + (count >> 3)
        while have < target:
            self.data = b""
            at_hand = self.base
            self.base += have  # so that a member found here is put at its own offset
            grown = self.more()
            part, self.base = self.data, at_hand
            parts.append(part)
            have += len(part)
            if not grown:
                break
            if len(parts) == _PIECES:  # pieces of a byte take fifty each until they are joined
                joined.append(b"".join(parts))
                parts = []
        self.data = b"".join([*joined, *parts])
        return min(have, count)

    def take(self, count: int) -> bytes:
        """Up to ``count`` bytes; fewer only at a break or the end."""
        got = self.fill(count)
        data = self.data[self.at : self.at + got]
        self.at += got
        return data

    def drop(self, count: int) -> int:
        """Pass over up to ``count`` bytes without keeping them; how many there were."""
        left = count
        while left:
            have = len(self.data) - self.at
            if have:
                step = min(have, left)
                self.at += step
                left -= step
            elif not self.more():
                break
        return count - left

    def find(self, pattern: re.Pattern[bytes], within: int, overlap: int) -> re.Match[bytes] | None:
        """The first match of ``pattern`` in the next ``within`` bytes, which stay at hand.

        ``overlap`` is the most bytes a match can have. ``None`` when there is no match in
        them, or before the next break or end; ``fill`` tells which.
        """
        searched = 0
        step = 4096
        while True:
            got = self.fill(min(within, searched + step))
            start = max(0, searched - overlap)
            found = pattern.search(self.data, self.at + start, self.at + got)
            if found is not None:
                return found
            if got >= within or got < searched + step:
                return None
            searched = got
            step = min(step * 2, 1 << 20)

    def resume(self) -> None:
        """Give up the bytes before the break and go on behind it."""
        self.base += len(self.data)
        self.data, self.at = b"", 0
        self.broken = None
