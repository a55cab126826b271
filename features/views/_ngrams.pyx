# cython: boundscheck=False, wraparound=False
"""Quick twin of ``ngrams.py``: what stands on a page more than once."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.stdint cimport int32_t, uint64_t

import numpy as np

cdef enum:
    SMALL = 48
    TABLE_BITS = 16
    ROUNDS = 6
    LENGTHS = 5

cdef uint64_t FACTOR = 0x9E3779B97F4A7C15
cdef uint64_t AGAIN = 0xD6E8FEB86659FD93
cdef uint64_t PAIR = 0x9FB21C651E98DF25
cdef uint64_t FOUR = 0xC2B2AE3D27D4EB4F
cdef uint64_t FIVE = 0x165667B19E3779F9

# What a slot held before is never read, so pages of ordinary size share one table, which only
# who holds the interpreter's lock can touch: fresh memory costs more than all the rest.
cdef int32_t scratch[1 << TABLE_BITS]


cdef int find_firsts(uint64_t* values, Py_ssize_t size, Py_ssize_t* first) except -1:
    """For each value the index of its first occurrence, by the table of ``first_occurrences``.

    The rounds are those of the specification, so that values made to collide fare alike.
    ``values`` is overwritten.
    """
    cdef Py_ssize_t at, count = size, other, lost, depth = 0
    cdef int bits
    cdef int32_t* large = NULL
    cdef int32_t* table
    # The values still in play and where they stand.
    cdef Py_ssize_t* places = NULL
    cdef Py_ssize_t* found = NULL
    if size >> 31:
        raise OverflowError("too many values")
    places = <Py_ssize_t*>PyMem_Malloc((size + 1) * sizeof(Py_ssize_t))
    found = <Py_ssize_t*>PyMem_Malloc((size + 1) * sizeof(Py_ssize_t))
    try:
        if not places or not found:
            raise MemoryError
        for at in range(size):
            places[at] = at
        while count:
            if count <= SMALL:
                for at in range(count):
                    other = 0
                    while values[other] != values[at]:
                        other += 1
                    first[places[at]] = places[other]
                break
            if depth == ROUNDS:
                for at in range(count):
                    first[places[at]] = places[at]
                break
            bits = TABLE_BITS
            while bits < 60 and (count * 4) >> bits:
                bits += 1
            table = scratch
            if bits > TABLE_BITS:
                PyMem_Free(large)
                table = large = <int32_t*>PyMem_Malloc((<Py_ssize_t>1 << bits) * sizeof(int32_t))
                if not large:
                    raise MemoryError
            for at in range(count - 1, -1, -1):
                table[values[at] * FACTOR >> (64 - bits)] = at
            lost = 0
            for at in range(count):
                found[at] = table[values[at] * FACTOR >> (64 - bits)]
            for at in range(count):
                first[places[at]] = places[found[at]]
                found[at] = values[found[at]] != values[at]
            for at in range(count):
                if found[at]:
                    values[lost] = values[at] * AGAIN
                    places[lost] = places[at]
                    lost += 1
            count = lost
            depth += 1
    finally:
        PyMem_Free(large)
        PyMem_Free(places)
        PyMem_Free(found)
    return 0


cdef tuple counted(uint64_t* values, Py_ssize_t size):
    first_of, counts_of = np.empty(size, dtype=np.intp), np.zeros(size, dtype=np.intp)
    cdef Py_ssize_t[::1] first = first_of, counts = counts_of
    cdef Py_ssize_t at
    if size:
        find_firsts(values, size, &first[0])
    for at in range(size):
        counts[first[at]] += 1
    return first_of, counts_of


def runs(const uint64_t[::1] ids, int length):
    """The words (``length`` 1) or pairs of words as they repeat: first places and counts."""
    cdef Py_ssize_t size = max(ids.shape[0] - length + 1, 0), at
    cdef uint64_t* values = <uint64_t*>PyMem_Malloc((size + 1) * sizeof(uint64_t))
    if not values:
        raise MemoryError
    try:
        for at in range(size):
            values[at] = ids[at] if length == 1 else ids[at] * PAIR + ids[at + 1]
        return counted(values, size)
    finally:
        PyMem_Free(values)


def frequent(
    const uint64_t[::1] ids,
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] last,
    int length,
    Py_ssize_t few,
    Py_ssize_t long,
):
    """How often each word (``length`` 1) or pair of words stands that does so more than ``few``.

    Only words of ``long`` letters or more count, or, with ``long`` 0, all; ``first`` and ``last``
    bound the words.
    """
    cdef Py_ssize_t size = max(ids.shape[0] - length + 1, 0), at
    cdef uint64_t* values = <uint64_t*>PyMem_Malloc((size + 1) * sizeof(uint64_t))
    cdef Py_ssize_t* places = <Py_ssize_t*>PyMem_Malloc((size + 1) * sizeof(Py_ssize_t))
    cdef Py_ssize_t* counts = <Py_ssize_t*>PyMem_Calloc(size + 1, sizeof(Py_ssize_t))
    found = []
    try:
        if not values or not places or not counts:
            raise MemoryError
        if first.shape[0] != ids.shape[0] or last.shape[0] != ids.shape[0]:
            raise ValueError("not the bounds of these words")
        for at in range(size):
            values[at] = ids[at] if length == 1 else ids[at] * PAIR + ids[at + 1]
        find_firsts(values, size, places)
        for at in range(size):
            counts[places[at]] += 1
        for at in range(size):
            if counts[at] > few and last[at] - first[at] >= long:
                found.append(counts[at])
        return found
    finally:
        PyMem_Free(values)
        PyMem_Free(places)
        PyMem_Free(counts)


def passages(const uint64_t[::1] ids):
    """Starts, ends and sources of the passages of five words or more said before."""
    cdef Py_ssize_t size = max(ids.shape[0] - LENGTHS + 1, 0), at, count = 0, begin = 0
    cdef uint64_t* values = <uint64_t*>PyMem_Malloc((size + 1) * sizeof(uint64_t))
    cdef Py_ssize_t* first = <Py_ssize_t*>PyMem_Malloc((size + 1) * sizeof(Py_ssize_t))
    cdef Py_ssize_t[::1] starts, ends, sources
    try:
        if not values or not first:
            raise MemoryError
        for at in range(size):
            values[at] = (
                (ids[at] * PAIR + ids[at + 1]) * FOUR + (ids[at + 2] * PAIR + ids[at + 3])
            ) * FIVE + ids[at + 4]
        find_firsts(values, size, first)
        for at in range(size):
            count += begins(first, at)
        out = np.empty(count, np.intp), np.empty(count, np.intp), np.empty(count, np.intp)
        if count:
            starts, ends, sources = out
            count = 0
            for at in range(size):
                if first[at] == at:
                    continue
                if begins(first, at):
                    starts[count], sources[count] = at, first[at]
                    count += 1
                ends[count - 1] = at + LENGTHS
        return out
    finally:
        PyMem_Free(values)
        PyMem_Free(first)


cdef inline bint begins(const Py_ssize_t* first, Py_ssize_t at) noexcept nogil:
    """Whether a passage begins: what was said before, and not as the passage before goes on."""
    if first[at] == at:
        return False
    # Nothing comes before place 0, which is its own first.
    return first[at - 1] == at - 1 or first[at] != first[at - 1] + 1


def letters_covered(
    const Py_ssize_t[::1] starts,
    const Py_ssize_t[::1] ends,
    const Py_ssize_t[::1] edges,
    Py_ssize_t length,
):
    """Letters in passages of ``length`` words or more, those of the passage before left out."""
    cdef Py_ssize_t which, begin, letters = 0, words = edges.shape[0] - 1
    if starts.shape[0] != ends.shape[0]:
        raise ValueError("passages without an end")
    for which in range(starts.shape[0]):
        begin = max(starts[which], ends[which - 1]) if which else starts[which]
        if not 0 <= begin <= words or not 0 <= ends[which] <= words:
            raise ValueError("not the passages of these words")
        if ends[which] - starts[which] >= length:
            letters += edges[ends[which]] - edges[begin]
    return letters
