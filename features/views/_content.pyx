# cython: boundscheck=False, wraparound=False
"""Quick twin of ``content.py`` for plain text: the lines that stand in no row of scraps."""

from cpython.bytearray cimport PyByteArray_AS_STRING
from cpython.object cimport PyObject
from libc.stdint cimport uint8_t
from libc.string cimport memset

import numpy as np

cdef extern from "Python.h":
    PyObject* PyTuple_GET_ITEM(object, Py_ssize_t)
    Py_ssize_t PyTuple_GET_SIZE(object)


def without_scraps(
    str text, tuple blocks, Py_ssize_t size, Py_ssize_t short, Py_ssize_t row, frozenset ends
):
    """Which of the first ``size`` characters stand in content; ``None`` when all lines do.

    ``row`` lines of at most ``short`` characters that end in none of ``ends`` are scraps.
    """
    cdef Py_ssize_t count = len(blocks), number, first = 0, start = 0, end = 0, kept = 0, which
    cdef Py_ssize_t length = len(text)
    if count < row:
        return None
    held = bytearray(size)
    cdef uint8_t* out = <uint8_t*>PyByteArray_AS_STRING(held)
    for number in range(count + 1):
        if number < count:
            start, end = bound(blocks, number, 1), bound(blocks, number, 2)
            if not 0 <= start <= end <= length:
                raise ValueError("not the blocks of this text")
            # The last sign of a line without characters is that of the text, as in Python.
            if length and end - start <= short and text[(end or length) - 1] not in ends:
                continue
        if number - first < row:
            for which in range(first, number):
                kept += put(out, size, bound(blocks, which, 1), bound(blocks, which, 2))
        if number < count:
            kept += put(out, size, start, end)
        first = number + 1
    return None if kept in (0, count) else np.frombuffer(held, dtype=np.bool_)


cdef Py_ssize_t bound(tuple blocks, Py_ssize_t number, Py_ssize_t which) except? -1:
    """Start or end of a block, which is a tuple of a class of its own."""
    cdef PyObject* block = PyTuple_GET_ITEM(blocks, number)
    if not isinstance(<object>block, tuple) or PyTuple_GET_SIZE(<object>block) <= which:
        raise ValueError("not a block")
    return <object>PyTuple_GET_ITEM(<object>block, which)


cdef int put(uint8_t* out, Py_ssize_t size, Py_ssize_t start, Py_ssize_t end) except -1:
    end = min(end, size)
    if 0 <= start < end:
        memset(out + start, 1, end - start)
    return 1
