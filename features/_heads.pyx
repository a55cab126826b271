# cython: boundscheck=False, wraparound=False, cdivision=True
"""Quick twin of ``heads.py``: where pieces of two or three characters stand, in one pass."""

cimport cython
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.stdint cimport int32_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memset

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil

cdef enum:
    NONE = 0x1FFFFF  # of 21 bits, and no code point


cdef inline uint32_t slot_of(uint32_t one, uint32_t two, uint32_t three) noexcept nogil:
    """A number of 16 bits."""
    one = one * <uint32_t>0x9E3779B1 + two * <uint32_t>0x85EBCA77 + three * <uint32_t>0xC2B2AE3D
    return one >> 16


cdef inline uint64_t key_of(uint64_t one, uint64_t two, uint64_t three) noexcept nogil:
    return one << 42 | two << 21 | three


@cython.final
cdef class Pieces:
    """Strings of two or three characters.

    ``begins`` has a bit for each: nearly all places in a text are dismissed there, without a
    branch that might be mispredicted. The others are looked up in a hash table that is a quarter
    full at most.
    """

    cdef uint8_t[8192] begins
    cdef uint64_t* keys
    cdef int32_t* numbers
    cdef uint64_t mask

    def __cinit__(self, pieces):
        cdef uint64_t key, slot, size = 64
        cdef uint32_t bit
        known = {}
        memset(self.begins, 0, sizeof(self.begins))
        for number, piece in enumerate(pieces):
            if not 2 <= len(piece) <= 3:
                raise ValueError("two or three characters")
            key = key_of(ord(piece[0]), ord(piece[1]), ord(piece[2]) if len(piece) > 2 else NONE)
            bit = slot_of(ord(piece[0]), ord(piece[1]), ord(piece[2]) if len(piece) > 2 else NONE)
            self.begins[bit >> 3] |= 1 << (bit & 7)
            known[key] = number
        while size < <uint64_t>(4 * len(known)):
            size *= 2
        self.mask = size - 1
        self.keys = <uint64_t*>PyMem_Calloc(size, sizeof(uint64_t))
        self.numbers = <int32_t*>PyMem_Calloc(size, sizeof(int32_t))
        if not (self.keys and self.numbers):
            raise MemoryError
        for entry, number in known.items():
            key = entry
            slot = self.place_of(key)
            self.keys[slot], self.numbers[slot] = key, number + 1

    def __dealloc__(self):
        PyMem_Free(self.keys)
        PyMem_Free(self.numbers)

    cdef inline uint64_t place_of(self, uint64_t key) noexcept nogil:
        """Where ``key`` stands in the table, or would stand."""
        cdef uint64_t slot = (key * <uint64_t>0x9E3779B97F4A7C15) >> 32 & self.mask
        while self.numbers[slot] and self.keys[slot] != key:
            slot = (slot + 1) & self.mask
        return slot

    def find(self, str text):
        """Number and place of every piece in ``text``, from left to right."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text), at, which, count = 0
        cdef uint32_t one, two, three, long, short
        cdef int32_t number
        cdef int32_t* places
        found = []
        if size < 2:
            return found
        if size >> 31:
            raise OverflowError("too long a text")
        places = <int32_t*>PyMem_Malloc(size * sizeof(int32_t))
        if not places:
            raise MemoryError
        try:
            two, three = PyUnicode_READ(kind, data, 0), PyUnicode_READ(kind, data, 1)
            for at in range(size - 1):
                one, two = two, three
                three = PyUnicode_READ(kind, data, at + 2) if at + 2 < size else NONE
                # Slots are numbers of 16 bits: ``begins`` has as many bits.
                long, short = slot_of(one, two, three), slot_of(one, two, NONE)
                places[count] = <int32_t>at
                count += (
                    self.begins[long >> 3] >> (long & 7) | self.begins[short >> 3] >> (short & 7)
                ) & 1
            for which in range(count):
                at = places[which]
                one, two = PyUnicode_READ(kind, data, at), PyUnicode_READ(kind, data, at + 1)
                if at + 2 < size:
                    three = PyUnicode_READ(kind, data, at + 2)
                    number = self.numbers[self.place_of(key_of(one, two, three))]
                    if number:
                        found.append((number - 1, at))
                number = self.numbers[self.place_of(key_of(one, two, NONE))]
                if number:
                    found.append((number - 1, at))
        finally:
            PyMem_Free(places)
        return found
