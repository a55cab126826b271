# cython: boundscheck=False, wraparound=False
"""Quick twin of ``line_shapes.py``: the signs behind every line, read one by one."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint32_t

import numpy as np

cdef enum:
    ENDED = 1
    TRAILING = 2


cdef struct Text:
    const uint32_t* codes
    const uint8_t* classes
    const uint8_t* stops
    Py_ssize_t size


cdef int shape_of(const Text* text, Py_ssize_t end) noexcept nogil:
    """What stands behind a line; its end may be anything."""
    cdef Py_ssize_t at, dots = 0
    cdef uint32_t code
    cdef int shape = 0
    cdef bint dotted = False
    for at in range(max(end, 0), min(end + 6, text.size)):
        code = text.codes[at]
        if code == 0x0A:
            break
        if code == 0x2026 or code == 0x22EF:
            dotted = True
            shape |= ENDED
        elif text.stops[text.classes[at]]:
            shape |= ENDED
        dots += code == 0x2E or code == 0x3002 or code == 0xFF0E
    if shape and (dotted or dots >= 3):
        shape |= TRAILING
    return shape


def shapes(
    const Py_ssize_t[::1] ends, const uint32_t[::1] codes, bytes padded, bytes stops
):
    """``ended`` and ``trailing`` of all lines, each as bool.

    ``ends`` of the lines in the visible text of ``codes``; ``padded`` its classes with one more
    behind; ``stops`` is 1 for those of the 256 classes that end a sentence.
    """
    cdef Py_ssize_t count = ends.shape[0], which
    cdef int shape
    cdef Text text = text_of(codes, padded, stops)
    found = np.zeros((2, count), dtype=np.bool_)
    cdef uint8_t[:, ::1] out = found.view(np.uint8)
    for which in range(count):
        shape = shape_of(&text, ends[which])
        out[0, which] = shape & ENDED != 0
        out[1, which] = shape & TRAILING != 0
    return found[0], found[1]


def figures(
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] last,
    const Py_ssize_t[::1] offsets,
    const uint32_t[::1] codes,
    bytes padded,
    bytes stops,
    Py_ssize_t short,
    double long,
):
    """The figures of ``LineFigures``, in order.

    ``first`` and ``last`` of the lines in the folded text, whose ``offsets`` lead to ``codes``.
    """
    cdef Py_ssize_t count = first.shape[0], folded = offsets.shape[0], which, size, start, end
    cdef Py_ssize_t shorts = 0, longs = 0, ended = 0, trailing = 0
    cdef int shape
    cdef Text text = text_of(codes, padded, stops)
    if last.shape[0] != count:
        raise ValueError("not the lines of this text")
    for which in range(count):
        if not 0 <= first[which] < last[which] <= folded:
            raise ValueError("not the lines of this text")
        size = last[which] - first[which]
        start, end = offsets[first[which]], offsets[last[which] - 1] + 1
        if not 0 <= start < end <= text.size:
            raise ValueError("not the lines of this text")
        shape = shape_of(&text, end)
        shorts += size <= short
        trailing += shape & TRAILING != 0
        if size >= long:
            longs += 1
            ended += shape & ENDED
    return count, shorts, longs, ended, trailing


cdef Text text_of(const uint32_t[::1] codes, bytes padded, bytes stops) except *:
    cdef Text text
    text.size = codes.shape[0]
    if PyBytes_GET_SIZE(padded) != text.size + 1 or PyBytes_GET_SIZE(stops) != 256:
        raise ValueError("not the lines of this text")
    # Of an empty text no code is read.
    text.codes = &codes[0] if text.size else NULL
    text.classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    text.stops = <const uint8_t*>PyBytes_AS_STRING(stops)
    return text
