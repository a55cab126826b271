# cython: boundscheck=False, wraparound=False
"""Quick twin of ``words.py``: where words begin, and the hash of each, in one pass."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint32_t, uint64_t

import numpy as np

cdef enum:
    UNSPACED = 1
    DRAWN = 2


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
    folded code point, or ``None``; ``base`` that of the hash.
    """
    cdef Py_ssize_t size = offsets.shape[0], end = PyBytes_GET_SIZE(padded) - 1
    cdef Py_ssize_t at, place, before = -2, count = 0, letters = 0, single = 0
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef uint64_t hashed = 0, power = 1
    cdef bint unspaced, was_unspaced = False, inside, wanted = False
    cdef bint all_content = content is None
    if codes.shape[0] != size or PyBytes_GET_SIZE(kinds) != 256 or end < 1:
        raise ValueError("not one text")
    if not all_content and content.shape[0] != size:
        raise ValueError("content does not belong to the text")
    starts, ends = np.empty(size, dtype=np.intp), np.empty(size, dtype=np.intp)
    hashes, sums = np.empty(size, dtype=np.uint64), np.empty(size + 1, dtype=np.intp)
    cdef Py_ssize_t[::1] first = starts, last = ends, edges = sums
    cdef uint64_t[::1] ids = hashes
    edges[0] = 0
    for at in range(size):
        place = min(max(offsets[at], 0), end - 1)
        unspaced = kind[classes[place]] & UNSPACED
        # An emoji or invisible character set into a word does not end it.
        inside = (
            at > 0
            and kind[classes[min(before + 1, end - 1)]] & DRAWN
            and kind[classes[max(place - 1, 0)]] & DRAWN
        )
        if at == 0 or unspaced or was_unspaced or (place > before + 1 and not inside):
            if wanted:
                last[count], ids[count] = at, hashed
                letters += at - first[count]
                count += 1
                edges[count] = letters
            if count == most:
                wanted = False
                break
            wanted = all_content or content[at] != 0
            if wanted:
                # A word begins at every place at most, so there is room.
                first[count] = at
                hashed, power = 0, 1
                single += unspaced
        hashed += codes[at] * power
        power *= base
        was_unspaced, before = unspaced, place
    if wanted:
        last[count], ids[count] = size, hashed
        letters += size - first[count]
        count += 1
        edges[count] = letters
    return starts[:count], ends[:count], hashes[:count], sums[: count + 1], single
