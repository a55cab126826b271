# cython: boundscheck=False, wraparound=False
"""Quick twin of ``stretches.py``: lines, paragraphs and sentences from one pass over the text."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memset

import numpy as np

cdef enum:
    NEWLINE = 1
    TERMINATOR = 2
    SPACE = 4
    LINE = 1
    PARAGRAPH = 2
    SENTENCE = 4


def cuts(
    const Py_ssize_t[::1] offsets,
    const uint32_t[::1] codes,
    bytes padded,
    bytes kinds,
    const uint8_t[::1] content,
):
    """First and last (folded indices) of all lines, paragraphs and sentences, as six arrays.

    ``offsets`` of the folded text, ascending; ``codes`` of the visible text and ``padded`` their
    classes with one more behind; ``kinds`` has the bits NEWLINE, TERMINATOR and SPACE of all 256
    classes; ``content`` is one a folded code point, or ``None``.
    """
    cdef Py_ssize_t size = offsets.shape[0], end = codes.shape[0], at, place, before = -1
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef Py_ssize_t count = 0
    cdef uint8_t here, what
    cdef bint stopped, all_content = content is None
    if PyBytes_GET_SIZE(padded) != end + 1 or PyBytes_GET_SIZE(kinds) != 256:
        raise ValueError("classes do not belong to the text")
    if not all_content and content.shape[0] != size:
        raise ValueError("content does not belong to the text")
    all_cuts, all_levels = np.empty(size, dtype=np.intp), np.empty(size, dtype=np.uint8)
    cdef Py_ssize_t[::1] cut = all_cuts
    cdef uint8_t[::1] level = all_levels
    for at in range(size):
        here = 7 if at == 0 else 0
        stopped = False
        # Offsets ascend, so that every place is looked at once; none is beyond the text.
        for place in range(before + 1, min(offsets[at], end - 1) + 1):
            what = kind[classes[place]]
            if not what:
                continue
            if what & NEWLINE:
                here = 7
            if what & TERMINATOR:
                if codes[place] != 0x2E or kind[classes[place + 1]] & SPACE:
                    here |= SENTENCE
                stopped = stopped or codes[place] > 0x2000
            if what & SPACE and stopped and place < offsets[at]:
                here |= PARAGRAPH
        if not all_content and at and content[at] != content[at - 1]:
            here = 7
        if here:
            cut[count], level[count] = at, here
            count += 1
        before = max(before, offsets[at])
    return (
        *bounds(cut, level, count, size, LINE, content),
        *bounds(cut, level, count, size, PARAGRAPH, content),
        *bounds(cut, level, count, size, SENTENCE, content),
    )


cdef tuple bounds(
    const Py_ssize_t[::1] cut,
    const uint8_t[::1] level,
    Py_ssize_t cuts,
    Py_ssize_t size,
    uint8_t wanted,
    const uint8_t[::1] content,
):
    """The stretches between the cuts of one level, those outside the content left out."""
    first, last = np.empty(cuts, dtype=np.intp), np.empty(cuts, dtype=np.intp)
    cdef Py_ssize_t[::1] firsts = first, lasts = last
    cdef Py_ssize_t which, count = 0
    cdef bint open = False, all_content = content is None
    for which in range(cuts):
        if not level[which] & wanted:
            continue
        if open:
            lasts[count] = cut[which]
            count += 1
        # Content begins and ends at a cut of every level.
        open = all_content or content[cut[which]] != 0
        if open:
            firsts[count] = cut[which]
    if open:
        lasts[count] = size
        count += 1
    return first[:count], last[:count]


def keys(
    const uint32_t[::1] codes, const Py_ssize_t[::1] first, const Py_ssize_t[::1] last, uint64_t base
):
    """The hash of every stretch ``[first, last)``: uint64, as ``rolling.py`` has it."""
    cdef Py_ssize_t count = first.shape[0], size = codes.shape[0], which, at
    cdef uint64_t hashed, power
    found = np.empty(count, dtype=np.uint64)
    cdef uint64_t[::1] out = found
    if last.shape[0] != count:
        raise ValueError("stretches without an end")
    for which in range(count):
        hashed, power = 0, 1
        for at in range(max(first[which], 0), min(last[which], size)):
            hashed += codes[at] * power
            power *= base
        out[which] = hashed
    return found


def alike(
    const uint32_t[::1] codes, const Py_ssize_t[::1] first, const Py_ssize_t[::1] last
):
    """Whether any two stretches may say the same: of one size, first, middle and last letter."""
    cdef Py_ssize_t count = first.shape[0], size = codes.shape[0], which, start, end
    cdef uint64_t mixed
    cdef uint8_t[8192] seen
    if last.shape[0] != count:
        raise ValueError("stretches without an end")
    if count > 4096:  # of so many one would soon look like another
        return True
    memset(seen, 0, sizeof(seen))
    for which in range(count):
        start, end = first[which], last[which]
        if not 0 <= start < end <= size:
            raise ValueError("not the stretches of this text")
        mixed = <uint64_t>(end - start) << 42 ^ <uint64_t>codes[start] << 21 ^ codes[end - 1]
        mixed = mixed * <uint64_t>0x9E3779B97F4A7C15 + codes[start + (end - start) // 2]
        mixed = mixed * <uint64_t>0xD6E8FEB86659FD93 >> 48
        # A number of 16 bits: there are as many.
        if seen[mixed >> 3] >> (mixed & 7) & 1:
            return True
        seen[mixed >> 3] |= 1 << (mixed & 7)
    return False


def tallied(
    const Py_ssize_t[::1] offsets,
    bytes padded,
    bytes kinds,
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] last,
):
    """How many folded code points of each stretch have bit 1 of ``kinds``, how many bit 2."""
    cdef Py_ssize_t count = first.shape[0], size = offsets.shape[0], end = len(padded), which, at
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef uint8_t what
    ones, twos = np.zeros(count, dtype=np.intp), np.zeros(count, dtype=np.intp)
    cdef Py_ssize_t[::1] one = ones, two = twos
    if last.shape[0] != count or len(kinds) != 256:
        raise ValueError("stretches without an end")
    if size and not 0 <= offsets[0] <= offsets[size - 1] < end:
        raise ValueError("not the offsets of this text")
    for which in range(count):
        # Offsets ascend between the first and the last, which are inside.
        for at in range(max(first[which], 0), min(last[which], size)):
            what = kind[classes[offsets[at]]]
            one[which] += what & 1
            two[which] += what >> 1 & 1
    return ones, twos
