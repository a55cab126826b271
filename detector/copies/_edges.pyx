# cython: boundscheck=False, wraparound=False
"""Quick twin of looking hashes up in sketches (:mod:`detector.copies.edges`)."""

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint64_t

cdef enum:
    SLOTS = 1 << 18
    BYTES = 1 << 15


cdef bint _holds(const uint64_t[::1] values, Py_ssize_t low, Py_ssize_t high, uint64_t wanted):
    cdef Py_ssize_t middle, end = high
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low < end and values[low] == wanted


def intersect(
    const uint64_t[::1] values,
    const int64_t[::1] starts,
    const int64_t[::1] short,
    const int64_t[::1] long,
    const uint64_t[::1] common,
    uint64_t mask,
):
    """How many hashes each pair of lists shares, and how many of these are not common.

    Pairs with the same long list must follow each other. A bit for every hash of that list tells
    of most hashes that they are not in it; the others are searched for.
    """
    cdef Py_ssize_t pair, i, count = short.shape[0], lists = starts.shape[0] - 1
    if long.shape[0] != count or lists < 0:
        raise ValueError("a short and a long list for every pair are needed")
    # Nothing below looks at a place that is not between two ascending starts inside ``values``.
    for i in range(lists):
        if starts[i] > starts[i + 1]:
            raise ValueError("lists do not follow each other")
    if starts[0] < 0 or starts[lists] > values.shape[0]:
        raise ValueError("lists reach beyond their values")
    for pair in range(count):
        if not (0 <= short[pair] < lists and 0 <= long[pair] < lists):
            raise ValueError("there is no such list")
    cdef object shared_array = np.zeros(count, dtype=np.int64)
    cdef object rare_array = np.zeros(count, dtype=np.int64)
    cdef int64_t[::1] shared = shared_array
    cdef int64_t[::1] rare = rare_array
    cdef object bits_array = np.zeros(BYTES, dtype=np.uint8)
    cdef uint8_t[::1] bits = bits_array
    cdef uint64_t value, slot
    cdef int64_t laid = -1
    for pair in range(count):
        if long[pair] != laid:
            if laid >= 0:
                for i in range(starts[laid], starts[laid + 1]):
                    bits[(values[i] & (SLOTS - 1)) >> 3] = 0
            laid = long[pair]
            for i in range(starts[laid], starts[laid + 1]):
                slot = values[i] & (SLOTS - 1)
                bits[slot >> 3] |= <uint8_t>(1 << (slot & 7))
        for i in range(starts[short[pair]], starts[short[pair] + 1]):
            value = values[i]
            slot = value & (SLOTS - 1)
            if not bits[slot >> 3] & (1 << (slot & 7)):
                continue
            if not _holds(values, starts[laid], starts[laid + 1], value):
                continue
            shared[pair] += 1
            if not _holds(common, 0, common.shape[0], value & mask):
                rare[pair] += 1
    return shared_array, rare_array
