# cython: boundscheck=False, wraparound=False, cdivision=True
"""Quick twin of ``topics.py``: the square roots of the counts of letter pairs."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.math cimport sqrt
from libc.stdint cimport uint8_t, uint32_t
from libc.string cimport memset

import numpy as np

cdef enum:
    KNOWN = 64


def counted(
    const uint32_t[::1] codes,
    const uint8_t[::1] content,
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] sizes,
    Py_ssize_t letters,
    Py_ssize_t most,
    Py_ssize_t least,
    int bits,
):
    """Rows of rooted counts, products of neighbours' norms, and what paragraphs bound each stretch.

    ``codes`` and ``content`` of the folded text, ``first`` and ``sizes`` of its paragraphs; at
    least ``letters`` make a stretch, at most ``most`` stretches a page. ``None`` where there are
    fewer than ``least``.
    """
    cdef Py_ssize_t parts = first.shape[0], pairs = codes.shape[0] - 1, total = 0, step, part
    cdef Py_ssize_t group, last_group = -1, size = 0, count = 0, begin = 0, at, edge, inside, which
    cdef uint32_t pair
    cdef bint all_content = content is None
    if sizes.shape[0] != parts or not 1 <= bits <= 16 or letters < 1 or most < 1:
        raise ValueError("not the paragraphs of this text")
    if not all_content and content.shape[0] != pairs + 1:
        raise ValueError("content does not belong to the text")
    for part in range(parts):
        total += sizes[part]
    if not parts or total < least * letters:
        return None
    step = max(letters, (total + most - 1) // most)
    starts, ends = np.empty(parts, dtype=np.intp), np.empty(parts, dtype=np.intp)
    cdef Py_ssize_t[::1] firsts = starts, lasts = ends
    total = 0
    for part in range(parts):
        group = total // step
        if part and group != last_group:
            # One too short to compare, before a long paragraph or at the end, is left out.
            if size * 2 >= letters:
                firsts[count], lasts[count] = begin, part
                count += 1
            begin, size = part, 0
        last_group = group
        size += sizes[part]
        total += sizes[part]
    if size * 2 >= letters:
        firsts[count], lasts[count] = begin, parts
        count += 1
    if count < least:
        return None
    roots, norms = np.zeros((count, 1 << bits)), []
    cdef double[:, ::1] rows = roots
    cdef double known[KNOWN]
    cdef double norm = 0.0, norm_before
    cdef uint32_t* tally = <uint32_t*>PyMem_Malloc(sizeof(uint32_t) << bits)
    if not tally:
        raise MemoryError
    for at in range(KNOWN):
        known[at] = sqrt(at)
    begin = 0
    for which in range(count):
        edge = min(first[firsts[which + 1]], pairs) if which + 1 < count else pairs
        inside = 0
        memset(tally, 0, sizeof(uint32_t) << bits)
        # What stands between two stretches goes to the first. Edges ascend, so every pair counts
        # once; a bucket has as many bits as there are columns.
        for at in range(begin, edge):
            if all_content or content[at]:
                pair = bucket(codes[at], codes[at + 1], bits)
                tally[pair] += 1
                rows[which, pair] = known[tally[pair]] if tally[pair] < KNOWN else sqrt(tally[pair])
                inside += 1
        begin = edge
        norm_before = norm
        norm = sqrt(inside if all_content else max(inside, 1))
        if which:
            norms.append(norm_before * norm)
    PyMem_Free(tally)
    return roots, norms, starts[:count], ends[:count]


cdef inline uint32_t bucket(uint32_t first, uint32_t second, int bits) noexcept nogil:
    return (first * <uint32_t>0x9E3779B1 ^ second * <uint32_t>0x85EBCA6B) >> (32 - bits)
