# cython: boundscheck=False, wraparound=False
"""Quick twins of :func:`detector.wording.weighed` and ``laid``; give the same numbers."""

import numpy as np

from libc.stdint cimport int16_t, int64_t, uint32_t
from libc.string cimport memset

cdef enum:
    BUCKETS = 1 << 17
    BYTES = 1 << 14
    SHIFT = 32 - 17


def weighed(const uint32_t[::1] codes, const int16_t[::1] weights):
    cdef uint32_t pair, triple, four, at
    cdef Py_ssize_t i, size = codes.shape[0]
    cdef int64_t total = 0
    cdef Py_ssize_t count = 0
    cdef unsigned char seen[BYTES]  # a bit a bucket: 16 KiB, which stay in the cache
    if weights.shape[0] != BUCKETS:
        raise ValueError("a weight for every bucket is needed")
    memset(seen, 0, BYTES)

    # A bucket is a number of 32 - SHIFT = 17 bits: it lies in both arrays, whatever the text holds.
    for i in range(size - 1):
        pair = (codes[i] ^ (codes[i] >> 15)) * <uint32_t>0x9E3779B1 + codes[i + 1]
        at = ((pair ^ (pair >> 13)) * <uint32_t>0x85EBCA6B) >> SHIFT
        if not seen[at >> 3] & (1 << (at & 7)):
            seen[at >> 3] |= 1 << (at & 7)
            count += 1
            total += weights[at]
        if i + 2 >= size:
            continue
        triple = (pair ^ (pair >> 15)) * <uint32_t>0x9E3779B1 + codes[i + 2]
        at = ((triple ^ (triple >> 13)) * <uint32_t>0x85EBCA6B) >> SHIFT
        if not seen[at >> 3] & (1 << (at & 7)):
            seen[at >> 3] |= 1 << (at & 7)
            count += 1
            total += weights[at]
        if i + 3 >= size:
            continue
        four = (triple ^ (triple >> 15)) * <uint32_t>0x9E3779B1 + codes[i + 3]
        at = ((four ^ (four >> 13)) * <uint32_t>0x85EBCA6B) >> SHIFT
        if not seen[at >> 3] & (1 << (at & 7)):
            seen[at >> 3] |= 1 << (at & 7)
            count += 1
            total += weights[at]
    return count, total


def laid(const uint32_t[::1] codes, const int16_t[::1] weights):
    cdef uint32_t pair, triple, four
    cdef int64_t weight
    cdef Py_ssize_t i, size = codes.shape[0]
    if weights.shape[0] != BUCKETS:
        raise ValueError("a weight for every bucket is needed")
    cdef object found = np.zeros(size, dtype=np.int64)
    cdef int64_t[::1] out = found

    # Buckets as above; a run of n begins where n code points are left.
    for i in range(size - 1):
        pair = (codes[i] ^ (codes[i] >> 15)) * <uint32_t>0x9E3779B1 + codes[i + 1]
        weight = weights[((pair ^ (pair >> 13)) * <uint32_t>0x85EBCA6B) >> SHIFT]
        out[i] += weight
        out[i + 1] += weight
        if i + 2 >= size:
            continue
        triple = (pair ^ (pair >> 15)) * <uint32_t>0x9E3779B1 + codes[i + 2]
        weight = weights[((triple ^ (triple >> 13)) * <uint32_t>0x85EBCA6B) >> SHIFT]
        out[i] += weight
        out[i + 1] += weight
        out[i + 2] += weight
        if i + 3 >= size:
            continue
        four = (triple ^ (triple >> 15)) * <uint32_t>0x9E3779B1 + codes[i + 3]
        weight = weights[((four ^ (four >> 13)) * <uint32_t>0x85EBCA6B) >> SHIFT]
        out[i] += weight
        out[i + 1] += weight
        out[i + 2] += weight
        out[i + 3] += weight
    return found
