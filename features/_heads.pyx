# cython: boundscheck=False, wraparound=False, cdivision=True
"""Quick twin of ``heads.py``: where pieces of two or three characters stand, in one pass."""

cimport cython
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memset

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil

cdef enum:
    NONE = 0x1FFFFF  # of 21 bits, and no code point
    PIECE = 4096


cdef inline uint64_t slot_of(uint64_t key) noexcept nogil:
    return (key * <uint64_t>0x9E3779B97F4A7C15) >> 48


@cython.final
cdef class Pieces:
    """Strings of two or three characters.

    ``pairs`` and ``wholes`` have a bit for the first two characters of each and for all of it:
    nearly all places in a text are dismissed there.
    """

    cdef uint8_t[8192] pairs
    cdef uint8_t[8192] wholes
    cdef dict known

    def __cinit__(self, pieces):
        cdef uint64_t key, slot
        memset(self.pairs, 0, sizeof(self.pairs))
        memset(self.wholes, 0, sizeof(self.wholes))
        self.known = {}
        for number, piece in enumerate(pieces):
            if not 2 <= len(piece) <= 3:
                raise ValueError("two or three characters")
            key = <uint64_t>ord(piece[0]) << 21 | <uint64_t>ord(piece[1])
            slot = slot_of(key)
            self.pairs[slot >> 3] |= 1 << (slot & 7)
            key = key << 21 | (ord(piece[2]) if len(piece) > 2 else NONE)
            slot = slot_of(key)
            self.wholes[slot >> 3] |= 1 << (slot & 7)
            self.known[key] = number

    cdef inline uint8_t whole(self, uint64_t key) noexcept nogil:
        # A slot is a number of 16 bits: there are as many.
        cdef uint64_t slot = slot_of(key)
        return self.wholes[slot >> 3] >> (slot & 7) & 1

    def find(self, str text):
        """Number and place of every piece in ``text``, from left to right."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text), begin, at, which, count
        cdef Py_ssize_t[PIECE] places
        cdef uint64_t both, long, short, slot
        found = []
        if size < 2:
            return found
        both = PyUnicode_READ(kind, data, 0)
        for begin in range(0, size - 1, PIECE):
            count = 0
            for at in range(begin, min(begin + PIECE, size - 1)):
                # ``both`` holds the character at ``at`` and the one behind it.
                both = (both & 0x1FFFFF) << 21 | PyUnicode_READ(kind, data, at + 1)
                slot = slot_of(both)
                # Written where it may be overwritten: without a branch, of which too many fail.
                places[count] = at
                count += self.pairs[slot >> 3] >> (slot & 7) & 1
            for which in range(count):
                at = places[which]
                short = PyUnicode_READ(kind, data, at)
                short = short << 21 | PyUnicode_READ(kind, data, at + 1)
                long = short << 21 | (PyUnicode_READ(kind, data, at + 2) if at + 2 < size else NONE)
                short = short << 21 | NONE
                if self.whole(long):
                    number = self.known.get(long)
                    if number is not None:
                        found.append((number, at))
                if short != long and self.whole(short):
                    number = self.known.get(short)
                    if number is not None:
                        found.append((number, at))
        return found
