"""Thrift's compact protocol, as far as Parquet's own structs need it; nothing is believed.

Specification: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

from typing import Final

_DEPTH: Final = 12
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 12
_VARINTS: Final = frozenset({4, 5, 6})


class ShortError(Exception):
    """The bytes at hand end inside a value."""


class Reader:
    """Values read one after the other from ``data``; ``at`` is the next byte.

    Raises ``ShortError`` where the bytes end too early, ``ValueError`` for what is no Thrift.
    """

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def field(self, before: int) -> tuple[int, int]:
        """Number and kind of the next field of a struct; kind 0 at its end.

        ``before`` is the number of the field before, 0 at first.
        """
        head = self._byte()
        kind = head & 15
        if kind == _STOP:
            return 0, _STOP
        return (before + (head >> 4) if head >> 4 else self._zigzag()), kind

    def integer(self, kind: int) -> int:
        """The integer that follows; ``ValueError`` if another kind does."""
        if kind not in _VARINTS:
            raise ValueError("a field that should be a number is none")
        return self._zigzag()

    def is_integer(self, kind: int) -> bool:
        """Whether a field of ``kind`` is an integer."""
        return kind in _VARINTS

    def structs(self, kind: int) -> int:
        """How many structs follow in the list at hand; ``ValueError`` if no such list is there."""
        inner, count = self._list()
        if kind not in (_LIST, _SET) or (inner != _STRUCT and count):
            raise ValueError("a field that should be a list of structs is none")
        return count

    def is_struct(self, kind: int) -> bool:
        """Whether a field of ``kind`` is a struct, whose fields follow."""
        return kind == _STRUCT

    def skip(self, kind: int, depth: int = 0) -> None:
        """Pass over a value of ``kind``."""
        if depth > _DEPTH:
            raise ValueError("structs nested too deeply")
        if kind in (_TRUE, _FALSE):
            return
        if kind in _VARINTS:
            self._varint()
        elif kind == _STRUCT:
            number, inner = self.field(0)
            while inner != _STOP:
                self.skip(inner, depth + 1)
                number, inner = self.field(number)
        elif kind in (_BYTE, _DOUBLE):
            self.at += 1 if kind == _BYTE else 8
        elif kind == _BINARY:
            length = self._varint()
            self.at += length
        elif kind in (_LIST, _SET):
            inner, count = self._list()
            # A boolean in a list has a byte of its own.
            inner = _BYTE if inner in (_TRUE, _FALSE) else inner
            for _ in range(count):
                self.skip(inner, depth + 1)
        else:
            raise ValueError("a field of no known kind")
        if self.at > len(self.data):
            raise ShortError

    def _list(self) -> tuple[int, int]:
        head = self._byte()
        count = head >> 4
        return head & 15, self._varint() if count == 15 else count

    def _byte(self) -> int:
        if self.at >= len(self.data):
            raise ShortError
        self.at += 1
        return self.data[self.at - 1]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 63:
                raise ValueError("a number of too many digits")

    def _zigzag(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
