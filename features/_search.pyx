# cython: boundscheck=False, wraparound=False, cdivision=True
"""Quick twin of ``search.py``: names as a tree of code points, walked over the text itself.

From every place in the text the tree is followed as far as it goes, which no name of the list
exceeds: linear for a given list.
"""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.stdint cimport int32_t, uint8_t, uint32_t, uint64_t

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil

cdef enum:
    NONE = 0xFFFFFFFF


cdef inline uint64_t mixed(uint64_t key) noexcept nogil:
    return (key * <uint64_t>0x9E3779B97F4A7C15) >> 24


cdef inline uint64_t two(uint64_t first, uint64_t second) noexcept nogil:
    return mixed(first << 21 | second)


cdef inline uint64_t three(uint64_t first, uint64_t second, uint64_t third) noexcept nogil:
    return mixed(first << 42 ^ second << 21 ^ third)


cdef uint32_t* plain(str text) except NULL:
    """The code points as the lists have them, three of no list behind them.

    Lone surrogates are question marks, as when encoded.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), at
    cdef uint32_t code
    cdef uint32_t* codes = <uint32_t*>PyMem_Malloc((size + 3) * sizeof(uint32_t))
    if not codes:
        raise MemoryError
    for at in range(size):
        code = PyUnicode_READ(kind, data, at)
        if 0xD800 <= code < 0xE000:
            code = 63
        codes[at] = code
    codes[size] = codes[size + 1] = codes[size + 2] = NONE
    return codes


@cython.final
cdef class Tree:
    """Fixed strings by their code points.

    All steps stand in a hash table of ``node << 21 | code point``; node 0 is the root, and none.
    ``begins`` has bits for the first three code points of every string (of a string of two, for
    both): most places in a text are dismissed there.
    """

    cdef uint8_t* begins
    cdef uint64_t* keys
    cdef int32_t* nodes
    cdef int32_t* ends
    cdef uint64_t mask, bits
    cdef bint single

    def __cinit__(self, patterns):
        cdef uint64_t key, slot
        steps, finals, count = {}, {}, 1
        for which, pattern in enumerate(patterns):
            node = 0
            for letter in pattern:
                step = node << 21 | ord(letter)
                following = steps.get(step)
                if following is None:
                    following = steps[step] = count
                    count += 1
                node = following
            finals[node] = which
        size = 1024
        while size < 4 * len(steps):
            size *= 2
        bits = 1024
        while bits < 32 * len(patterns):
            bits *= 2
        self.mask, self.bits = size - 1, bits - 1
        self.begins = <uint8_t*>PyMem_Calloc(bits // 8, 1)
        self.keys = <uint64_t*>PyMem_Calloc(size, sizeof(uint64_t))
        self.nodes = <int32_t*>PyMem_Calloc(size, sizeof(int32_t))
        self.ends = <int32_t*>PyMem_Calloc(count, sizeof(int32_t))
        if not (self.begins and self.keys and self.nodes and self.ends):
            raise MemoryError
        for pattern in patterns:
            self.single = self.single or len(pattern) < 2
            if len(pattern) > 1:
                slot = two(ord(pattern[0]), ord(pattern[1]))
                if len(pattern) > 2:
                    slot = three(ord(pattern[0]), ord(pattern[1]), ord(pattern[2]))
                slot &= self.bits
                self.begins[slot >> 3] |= 1 << (slot & 7)
        for step, following in steps.items():
            key = step
            slot = mixed(key) & self.mask
            while self.nodes[slot]:
                slot = (slot + 1) & self.mask
            self.keys[slot], self.nodes[slot] = key, following
        for node, which in finals.items():
            self.ends[<int32_t>node] = which + 1

    def __dealloc__(self):
        PyMem_Free(self.begins)
        PyMem_Free(self.keys)
        PyMem_Free(self.nodes)
        PyMem_Free(self.ends)

    cdef Py_ssize_t candidates(
        self, const uint32_t* codes, Py_ssize_t size, Py_ssize_t* places
    ) noexcept nogil:
        """Write down where a string may begin. Without a branch: those would be mispredicted."""
        cdef uint64_t long, short
        cdef Py_ssize_t at, found = 0
        for at in range(size):
            long = three(codes[at], codes[at + 1], codes[at + 2]) & self.bits
            short = two(codes[at], codes[at + 1]) & self.bits
            places[found] = at
            found += (
                self.begins[long >> 3] >> (long & 7) | self.begins[short >> 3] >> (short & 7)
            ) & 1 | self.single
        return found

    cdef inline int32_t step(self, int32_t node, uint32_t code) noexcept nogil:
        # The table is at most a quarter full: an empty slot ends every search.
        cdef uint64_t key = <uint64_t>node << 21 | code, slot = mixed(key) & self.mask
        if code == NONE:
            return 0
        while self.nodes[slot]:
            if self.keys[slot] == key:
                return self.nodes[slot]
            slot = (slot + 1) & self.mask
        return 0

    def leftmost(self, str text):
        """The leftmost longest matches, none overlapping, as (pattern, start, end)."""
        cdef Py_ssize_t size = len(text), which, at, count, end, reached = 0
        cdef int32_t node, last
        cdef uint32_t* codes = plain(text)
        cdef Py_ssize_t* places = <Py_ssize_t*>PyMem_Malloc((size + 1) * sizeof(Py_ssize_t))
        found = []
        try:
            if not places:
                raise MemoryError
            count = self.candidates(codes, size, places)
            for which in range(count):
                at = places[which]
                if at < reached:
                    continue
                last = end = 0
                node = self.step(0, codes[at])
                while node:
                    at += 1
                    if self.ends[node]:
                        last, end = self.ends[node], at
                    # Behind the text stands what no string holds.
                    node = self.step(node, codes[at])
                if last:
                    found.append((last - 1, places[which], end))
                    reached = end
        finally:
            PyMem_Free(places)
            PyMem_Free(codes)
        return found


def in_code_points(list found, bytes data):
    """Matches in bytes, sorted by where they start, as matches in code points."""
    cdef const uint8_t* byte = <const uint8_t*>PyBytes_AS_STRING(data)
    cdef Py_ssize_t size = PyBytes_GET_SIZE(data), at = 0, start, end, before = 0, inside, place
    moved = []
    for which, start, end in found:
        if not at <= start <= end <= size:
            raise ValueError("matches out of order")
        # A byte that does not continue a character begins one.
        for place in range(at, start):
            before += (byte[place] & 0xC0) != 0x80
        inside = 0
        for place in range(start, end):
            inside += (byte[place] & 0xC0) != 0x80
        at = start
        moved.append((which, before, before + inside))
    return moved
