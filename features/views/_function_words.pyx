# cython: boundscheck=False, wraparound=False, cdivision=True
"""Quick twin of ``function_words.py``: the words of a list that a text has, in one pass."""

cimport cython
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.stdint cimport int32_t, uint8_t, uint32_t, uint64_t

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil
    bint Py_UNICODE_ISSPACE(uint32_t) nogil

cdef enum:
    LONGEST = 15
    BITS = 12


@cython.final
cdef class Words:
    """Words in a hash table: at most 1,024 of at most 15 characters each."""

    cdef tuple words
    cdef int32_t[1 << BITS] slots
    # The code points of each word in a row of its own, behind their number.
    cdef uint32_t* letters

    def __cinit__(self, words):
        cdef Py_ssize_t number, at
        cdef uint32_t slot
        cdef uint64_t key
        self.words = tuple(words)
        if len(self.words) > 1 << BITS - 2 or max(map(len, self.words), default=0) > LONGEST:
            raise ValueError("too many words, or too long")
        self.letters = <uint32_t*>PyMem_Calloc(
            max(len(self.words), 1), (LONGEST + 1) * sizeof(uint32_t)
        )
        if not self.letters:
            raise MemoryError
        for slot in range(1 << BITS):
            self.slots[slot] = -1
        for number in range(len(self.words)):
            key = 0
            self.letters[number * (LONGEST + 1)] = len(self.words[number])
            for at in range(len(self.words[number])):
                self.letters[number * (LONGEST + 1) + 1 + at] = ord(self.words[number][at])
                key = hashed(key, ord(self.words[number][at]))
            slot = key >> (64 - BITS)
            while self.slots[slot] >= 0:
                slot = (slot + 1) & ((1 << BITS) - 1)
            self.slots[slot] = number

    def __dealloc__(self):
        PyMem_Free(self.letters)

    cdef int32_t number_of(self, const uint32_t* word, Py_ssize_t size, uint64_t key) noexcept nogil:
        """The number of a word of at most ``LONGEST`` characters; -1 where there is none."""
        cdef uint32_t slot = key >> (64 - BITS)
        cdef const uint32_t* row
        cdef Py_ssize_t at
        # The table is at most a quarter full: an empty slot ends every search.
        while self.slots[slot] >= 0:
            row = self.letters + self.slots[slot] * (LONGEST + 1)
            if row[0] == size:
                at = 0
                while at < size and row[1 + at] == word[at]:
                    at += 1
                if at == size:
                    return self.slots[slot]
            slot = (slot + 1) & ((1 << BITS) - 1)
        return -1

    def within(self, str text):
        """Those that stand in ``text`` between white space, each once, as they first come."""
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_ssize_t size = len(text), at, length = 0
        cdef uint32_t[LONGEST] word
        cdef uint32_t code
        cdef uint64_t key = 0
        cdef int32_t number
        cdef uint8_t* seen = <uint8_t*>PyMem_Calloc(max(len(self.words), 1), 1)
        if not seen:
            raise MemoryError
        found = []
        try:
            for at in range(size + 1):
                code = PyUnicode_READ(kind, data, at) if at < size else 32
                # No white space of ASCII stands above the blank.
                if code > 32 and (code < 128 or not Py_UNICODE_ISSPACE(code)):
                    if length < LONGEST:
                        word[length] = code
                        key = hashed(key, code)
                    length += 1
                    continue
                if code <= 32 and not Py_UNICODE_ISSPACE(code):
                    length = LONGEST + 1  # a control: of no word
                    continue
                if 0 < length <= LONGEST:
                    number = self.number_of(word, length, key)
                    if number >= 0 and not seen[number]:
                        seen[number] = 1
                        found.append(self.words[number])
                length, key = 0, 0
        finally:
            PyMem_Free(seen)
        return found


cdef inline uint64_t hashed(uint64_t key, uint32_t code) noexcept nogil:
    return (key ^ code) * <uint64_t>0x9E3779B97F4A7C15
