# cython: boundscheck=False, wraparound=False
"""Quick twin of ``line_shapes.py``: the signs around every line, read one by one."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint32_t

import numpy as np


def shapes(
    const Py_ssize_t[::1] starts,
    const Py_ssize_t[::1] ends,
    const uint32_t[::1] codes,
    bytes padded,
    bytes stops,
    frozenset bullets,
):
    """``ended``, ``trailing`` and ``bulleted`` of all lines, each as bool.

    ``starts`` and ``ends`` of the lines in the visible text of ``codes``; ``padded`` its classes
    with one more behind; ``stops`` is 1 for those of the 256 classes that end a sentence.
    """
    cdef Py_ssize_t count = starts.shape[0], size = codes.shape[0], which, at, dots
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* stop = <const uint8_t*>PyBytes_AS_STRING(stops)
    cdef uint32_t code
    cdef bint dotted
    if ends.shape[0] != count or PyBytes_GET_SIZE(padded) != size + 1 or len(stops) != 256:
        raise ValueError("not the lines of this text")
    found = np.zeros((3, count), dtype=np.bool_)
    cdef uint8_t[:, ::1] shape = found.view(np.uint8)
    for which in range(count):
        dots, dotted = 0, False
        for at in range(max(ends[which], 0), min(ends[which] + 6, size)):
            code = codes[at]
            if code == 0x0A:
                break
            if code == 0x2026 or code == 0x22EF:
                dotted = shape[0, which] = True
            elif stop[classes[at]]:
                shape[0, which] = True
            dots += code == 0x2E or code == 0x3002 or code == 0xFF0E
        shape[1, which] = shape[0, which] and (dotted or dots >= 3)
        for at in range(min(starts[which], size) - 1, max(starts[which] - 3, 0) - 1, -1):
            code = codes[at]
            if code == 0x0A:
                break
            # Most lines begin at a line feed, and few characters have to be looked up.
            if code > 0x20 and chr(code) in bullets:
                shape[2, which] = True
    return found[0], found[1], found[2]
