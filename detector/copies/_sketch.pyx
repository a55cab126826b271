# cython: boundscheck=False, wraparound=False
"""Quick twin of :func:`detector.copies.sketch.sampled`; gives the same two arrays."""

import numpy as np

from libc.stdint cimport int64_t, uint32_t, uint64_t

cdef enum:
    SHINGLE = 8

cdef uint64_t BASE = 0x9E3779B97F4A7C15ULL


def sampled(const uint32_t[::1] codes, uint64_t threshold):
    cdef Py_ssize_t i, kept = 0, size = codes.shape[0] - SHINGLE + 1
    if size <= 0:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    # Room for every shingle; what is never written to takes no memory.
    cdef object hashes_array = np.empty(size, dtype=np.uint64)
    cdef object places_array = np.empty(size, dtype=np.int64)
    cdef uint64_t[::1] hashes = hashes_array
    cdef int64_t[::1] places = places_array
    cdef uint64_t first = 1, rolling = 0, hashed

    for i in range(SHINGLE - 1):
        first *= BASE
        rolling = rolling * BASE + codes[i]
    # Of the polynomial of the last eight code points the first is taken off, the next put on.
    for i in range(size):
        rolling = rolling * BASE + codes[i + SHINGLE - 1]
        hashed = rolling
        hashed ^= hashed >> 30
        hashed *= <uint64_t>0xBF58476D1CE4E5B9ULL
        hashed ^= hashed >> 27
        hashed *= <uint64_t>0x94D049BB133111EBULL
        hashed ^= hashed >> 31
        if hashed < threshold:
            hashes[kept] = hashed  # at most one for each of the shingles there is room for
            places[kept] = i
            kept += 1
        rolling -= first * codes[i]
    return hashes_array[:kept].copy(), places_array[:kept].copy()
