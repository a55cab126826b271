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


cdef inline uint64_t slot_of(uint64_t key) noexcept nogil:
    return (key * <uint64_t>0x9E3779B97F4A7C15) >> 48


@cython.final
cdef class Pieces:
    """Strings of two or three characters.

    ``begins`` has a bit for each: nearly all places in a text are dismissed there.
    """

    cdef uint8_t[8192] begins
    cdef dict known

    def __cinit__(self, pieces):
        cdef uint64_t key, slot
        memset(self.begins, 0, sizeof(self.begins))
        self.known = {}
        for number, piece in enumerate(pieces):
            if not 2 <= len(piece) <= 3:
                raise ValueError("two or three characters")
            key = <uint64_t>ord(piece[0]) << 42 | <uint64_t>ord(piece[1]) << 21
            key |= ord(piece[2]) if len(piece) > 2 else NONE
            slot = slot_of(key)
            self.begins[slot >> 3] |= 1 << (slot & 7)
            self.known[key] = number

    def find(self, str text):
        """Number and place of every piece in ``text``, from left to right."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text), at
        cdef uint64_t both, long, short, one, other
        found = []
        if size < 2:
            return found
        both = PyUnicode_READ(kind, data, 0)
        both = both << 21 | PyUnicode_READ(kind, data, 1)
        for at in range(size - 1):
            # ``both`` holds the characters at ``at`` and behind it.
            short = both << 21 | NONE
            long = both << 21 | (PyUnicode_READ(kind, data, at + 2) if at + 2 < size else NONE)
            one, other = slot_of(long), slot_of(short)
            # A slot is a number of 16 bits: ``begins`` has as many.
            if (self.begins[one >> 3] >> (one & 7) | self.begins[other >> 3] >> (other & 7)) & 1:
                number = self.known.get(long)
                if number is not None:
                    found.append((number, at))
                number = self.known.get(short) if short != long else None
                if number is not None:
                    found.append((number, at))
            both = long & <uint64_t>0x3FFFFFFFFFF
        return found
