# cython: boundscheck=False, wraparound=False
"""Quick twin of ``text.py`` for the folding of ordinary text."""

from libc.stdint cimport int32_t, uint32_t

import numpy as np

cdef extern from "Python.h":
    object PyUnicode_FromKindAndData(int, const void*, Py_ssize_t)

cdef enum:
    FOUR_BYTES = 4
    MOST = 0x10FFFF
    HAN = 1
    LATIN = 2
    SPACE = 3
    DIGIT = 4
    CLOSE = 5
    MARK = 6
    OPEN = 7
    TONED = 8
    EXPAND = 9
    LONGEST_GLOSS = 16
    REACH = 7


cdef inline bint glossy(uint32_t kind) noexcept nogil:
    return kind == LATIN or kind == TONED or kind == MARK or kind == SPACE or kind == DIGIT


def folded(
    const uint32_t[::1] points,
    const uint32_t[::1] entries,
    const int32_t[::1] starts,
    const uint32_t[::1] pool,
):
    """Folded code points and their offsets; ``None`` where a gloss or a rare form may stand.

    ``entries`` has one for every code point folded, and a last one for all beyond. What stands
    for several begins and ends in ``pool`` where ``starts`` says.
    """
    cdef Py_ssize_t size = points.shape[0], at, count = 0, ahead, begin, end
    cdef uint32_t last = entries.shape[0] - 1, entry, kind
    cdef bint lettered, expanded = False
    if entries.shape[0] == 0:
        raise ValueError("no table")
    found_codes = np.empty(size, dtype=np.uint32)
    found_offsets = np.empty(size, dtype=np.intp)
    cdef uint32_t[::1] codes = found_codes
    cdef Py_ssize_t[::1] offsets = found_offsets
    for at in range(size):
        entry = entries[min(points[at], last)]
        kind = entry >> 24
        if kind > OPEN:
            if kind == TONED:
                # Pinyin only within a syllable's reach of a Chinese character before it.
                for ahead in range(max(at - REACH, 0), at):
                    if entries[min(points[ahead], last)] >> 24 == HAN:
                        return None
            elif kind == EXPAND:
                if not expanded:
                    # Room for all that stand here and further on.
                    expanded = True
                    more = size
                    for ahead in range(at, size):
                        entry = entries[min(points[ahead], last)]
                        if entry >> 24 == EXPAND:
                            more += length_of(entry & 0xFFFFFF, starts, pool.shape[0])
                    found_codes = np.append(found_codes, np.empty(more - size, dtype=np.uint32))
                    found_offsets = np.append(found_offsets, np.empty(more - size, dtype=np.intp))
                    codes, offsets = found_codes, found_offsets
                    entry = entries[min(points[at], last)]
                begin = starts[entry & 0xFFFFFF]
                end = begin + length_of(entry & 0xFFFFFF, starts, pool.shape[0])
                for ahead in range(begin, end):
                    codes[count], offsets[count] = pool[ahead], at
                    count += 1
                continue
            else:
                return None
        if kind == OPEN and at and at + 1 < size:
            kind = entries[min(points[at - 1], last)] >> 24
            if kind == SPACE and at > 1:
                kind = entries[min(points[at - 2], last)] >> 24
            if kind == HAN:
                # A gloss: Latin letters and what goes with them up to a closing bracket.
                lettered = False
                for ahead in range(at + 1, min(at + 1 + LONGEST_GLOSS, size)):
                    kind = entries[min(points[ahead], last)] >> 24
                    if not glossy(kind):
                        if lettered and kind == CLOSE:
                            return None
                        break
                    lettered = lettered or kind == LATIN or kind == TONED
        # Written where it may be overwritten: the count never exceeds the place read by more than
        # what there was made room for.
        codes[count] = entry & 0xFFFFFF
        offsets[count] = at
        count += (entry & 0xFFFFFF) != 0
    if expanded:
        for at in range(count):
            if 0x1100 <= codes[at] <= 0x11FF:
                return None
    return found_codes[:count], found_offsets[:count]


cdef Py_ssize_t length_of(
    Py_ssize_t which, const int32_t[::1] starts, Py_ssize_t end
) except -1:
    """How many code points one stands for."""
    if not (which + 1 < starts.shape[0] and 0 <= starts[which] <= starts[which + 1] <= end):
        raise ValueError("not the table of expansions")
    return starts[which + 1] - starts[which]


def text_of(const uint32_t[::1] points):
    """The text of these code points."""
    cdef Py_ssize_t size = points.shape[0], at
    cdef uint32_t greatest = 0
    for at in range(size):
        greatest = max(greatest, points[at])
    if greatest > MOST:
        raise ValueError("not code points")
    return PyUnicode_FromKindAndData(FOUR_BYTES, &points[0] if size else NULL, size)
