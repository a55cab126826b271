"""The unpacked bytes of a file behind one moving window, with the file position of each."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from detector.sources.marks import Mark
from detector.sources.streams import Break, Event, Member


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
        self._members: deque[tuple[int, int]] = deque()  # unpacked offset, file offset
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
        self._forget_members(offset)
        unpacked, packed = self._members[0]
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
        for unpacked, _ in reversed(self._members):
            if unpacked <= offset:
                return unpacked == offset
        return False

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
            for member in self._members_between(seen, behind):
                self.at = member - self.base
                self.fill(ahead)  # the member may just have begun to arrive
                if begins.match(self.data, self.at):
                    return member - first
            seen = behind - 1
            self.at = behind - self.base
            self._forget_members(behind)
        return self.offset - first

    def _members_between(self, low: int, high: int) -> list[int]:
        """Where members begin behind ``low`` and before ``high``, in order."""
        found: list[int] = []
        for unpacked, _ in reversed(self._members):
            if unpacked <= low:
                break
            if unpacked < high:
                found.append(unpacked)
        return found[::-1]

    def _forget_members(self, offset: int) -> None:
        """No place before ``offset`` will be asked about."""
        members = self._members
        while len(members) > 1 and members[1][0] <= offset:
            members.popleft()

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
                self._members.append((self.base + have, event.offset))
            else:
                self.broken = event
                self.whole = False
                end = self.base + have
                self.broken_from = (
                    self._members[-1][0] if self._members and not event.between else end
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
        self.data = b"".join(parts)
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
