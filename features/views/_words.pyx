# cython: boundscheck=False, wraparound=False
"""Quick twin of ``words.py``: where words begin, and the hash of each, in one pass.

Where words end is what a processor cannot foresee, so the pass has no branch that depends on it.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint8_t, uint32_t, uint64_t

import numpy as np

cdef enum:
    UNSPACED = 1
    DRAWN = 2

cdef struct Begin:
    Py_ssize_t at
    # The hash of all that stands before, and the base to the power of minus ``at``.
    uint64_t before
    uint64_t inverse
    bint unspaced


def words(
    const uint32_t[::1] codes,
    const Py_ssize_t[::1] offsets,
    bytes padded,
    bytes kinds,
    const uint8_t[::1] content,
    Py_ssize_t most,
    uint64_t base,
):
    """First, last, ids, edges and the number of single ones of the content's words.

    ``codes`` and ``offsets`` of the folded text; ``padded`` the classes of the visible text with
    one more behind; ``kinds`` the bits UNSPACED and DRAWN of all 256 classes; ``content`` one a
    folded code point, or ``None``; ``base`` that of the hash, an odd number.
    """
    cdef Py_ssize_t size = offsets.shape[0], end = PyBytes_GET_SIZE(padded) - 1
    cdef Py_ssize_t which, found, wanted = 0, count = 0, letters = 0, single = 0
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef bint all_content = content is None
    cdef Begin* begins
    cdef Py_ssize_t[::1] first, last, edges
    cdef uint64_t[::1] ids
    if codes.shape[0] != size or PyBytes_GET_SIZE(kinds) != 256 or end < 1 or not base & 1:
        raise ValueError("not one text")
    if not all_content and content.shape[0] != size:
        raise ValueError("content does not belong to the text")
    # Room for one more: a place is written down before it is known whether a word begins there.
    begins = <Begin*>PyMem_Malloc((size + 1) * sizeof(Begin))
    if not begins:
        raise MemoryError
    try:
        found = find(begins, codes, offsets, classes, end, kind, base)
        wanted = found
        if not all_content:
            wanted = 0
            for which in range(found):
                wanted += content[begins[which].at] != 0
        wanted = max(min(wanted, most), 0)
        starts, ends = np.empty(wanted, dtype=np.intp), np.empty(wanted, dtype=np.intp)
        hashes, sums = np.empty(wanted, dtype=np.uint64), np.empty(wanted + 1, dtype=np.intp)
        first, last, ids, edges = starts, ends, hashes, sums
        edges[0] = 0
        for which in range(found):
            if count == wanted:
                break
            if all_content or content[begins[which].at]:
                first[count], last[count] = begins[which].at, begins[which + 1].at
                ids[count] = (begins[which + 1].before - begins[which].before) * begins[
                    which
                ].inverse
                letters += last[count] - first[count]
                single += begins[which].unspaced
                count += 1
                edges[count] = letters
    finally:
        PyMem_Free(begins)
    return starts, ends, hashes, sums, single


cdef Py_ssize_t find(
    Begin* begins,
    const uint32_t[::1] codes,
    const Py_ssize_t[::1] offsets,
    const uint8_t* classes,
    Py_ssize_t end,
    const uint8_t* kind,
    uint64_t base,
) noexcept nogil:
    """Write down where words begin, in the content or not, and behind them the end of the text."""
    cdef Py_ssize_t size = offsets.shape[0], at, place, before = -2, count = 0
    cdef uint64_t hashed = 0, power = 1, inverse = base, inverses = 1
    cdef bint unspaced, was_unspaced = False, begin, drawn = False
    for at in range(256):
        drawn = drawn or kind[at] & DRAWN != 0
    for at in range(6):  # Newton: the number of right bits doubles, from three on
        inverse *= 2 - base * inverse
    for at in range(size):
        place = min(max(offsets[at], 0), end - 1)
        unspaced = kind[classes[place]] & UNSPACED
        begin = place > before + 1
        if drawn and begin:
            # An emoji or invisible character set into a word does not end it.
            begin = at == 0 or not (
                kind[classes[min(before + 1, end - 1)]] & DRAWN
                and kind[classes[max(place - 1, 0)]] & DRAWN
            )
        begins[count].at, begins[count].before = at, hashed
        begins[count].inverse, begins[count].unspaced = inverses, unspaced
        count += begin | unspaced | was_unspaced
        hashed += codes[at] * power
        power *= base
        inverses *= inverse
        was_unspaced, before = unspaced, place
    begins[count].at, begins[count].before = size, hashed
    return count
