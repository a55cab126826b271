# cython: boundscheck=False, wraparound=False
"""Quick twin of ``stretches.py``: lines, paragraphs and sentences from one pass over the text."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Free, PyMem_Realloc
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
    ALL = 7


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
    cdef Py_ssize_t size = offsets.shape[0], end = codes.shape[0], at = 0, place, which, offset = 0
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef Levels levels
    cdef Py_ssize_t[::1] out
    cdef uint8_t here = ALL, what, wanted = NEWLINE | TERMINATOR
    cdef bint stopped = False, all_content = content is None
    if PyBytes_GET_SIZE(padded) != end + 1 or PyBytes_GET_SIZE(kinds) != 256:
        raise ValueError("classes do not belong to the text")
    if not all_content and content.shape[0] != size:
        raise ValueError("content does not belong to the text")
    memset(&levels, 0, sizeof(levels))
    try:
        # What stands behind the last folded code point cuts nothing.
        for place in range(min(end, offsets[size - 1] + 1) if size else 0):
            what = kind[classes[place]]
            if not what & wanted:
                continue
            while offsets[at] < place and at + 1 < size:
                if here:
                    cut(&levels, at, here, all_content or content[at] != 0)
                at += 1
                here = 0 if all_content or content[at] == content[at - 1] else ALL
                stopped = False
                # Space alone matters only behind a full stop: most of it is passed by.
                wanted = NEWLINE | TERMINATOR
            if what & NEWLINE:
                here = ALL
            if what & TERMINATOR:
                # Behind the last character stands a class of no kind.
                if codes[place] != 0x2E or kind[classes[place + 1]] & SPACE:
                    here |= SENTENCE
                if codes[place] > 0x2000:
                    stopped, wanted = True, ALL
            if what & SPACE and stopped and place < offsets[at]:
                here |= PARAGRAPH
        while at < size:
            if here:
                cut(&levels, at, here, all_content or content[at] != 0)
            if all_content:
                break
            at += 1
            here = ALL if at < size and content[at] != content[at - 1] else 0
        for which in range(3):
            if levels.open:
                levels.found[which][2 * levels.count[which] - 1] = size
            offset += 2 * levels.count[which]
        bounds = np.empty(offset, dtype=np.intp)
        out = bounds
        stretches = []
        offset = 0
        for which in range(3):
            for at in range(levels.count[which]):
                out[offset + at] = levels.found[which][2 * at]
                out[offset + levels.count[which] + at] = levels.found[which][2 * at + 1]
            for at in range(2):
                stretches.append(bounds[offset : offset + levels.count[which]])
                offset += levels.count[which]
        return tuple(stretches)
    finally:
        for which in range(3):
            PyMem_Free(levels.found[which])


cdef struct Levels:
    # First and last of the stretches of each level, how many there are and are room for.
    Py_ssize_t* found[3]
    Py_ssize_t count[3]
    Py_ssize_t room
    bint open


cdef int cut(Levels* levels, Py_ssize_t at, uint8_t here, bint inside) except -1:
    """End the stretches of some levels, and begin others if ``inside`` the content.

    Content begins and ends at a cut of every level, so all are open or none.
    """
    cdef Py_ssize_t* more
    cdef Py_ssize_t which, room
    for which in range(3):
        if not here >> which & 1:
            continue
        if levels.open:
            levels.found[which][2 * levels.count[which] - 1] = at
        if not inside:
            continue
        if levels.count[which] == levels.room:
            room = 2 * levels.room or 64
            for other in range(3):
                more = <Py_ssize_t*>PyMem_Realloc(
                    levels.found[other], 2 * room * sizeof(Py_ssize_t)
                )
                if not more:
                    raise MemoryError
                levels.found[other] = more
            levels.room = room
        levels.found[which][2 * levels.count[which]] = at
        levels.count[which] += 1
    levels.open = inside
    return 0


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
