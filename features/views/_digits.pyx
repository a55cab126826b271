# cython: boundscheck=False, wraparound=False
"""Quick twin of ``digits.py``: digits joined to numbers."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t

import numpy as np


def joined(const Py_ssize_t[::1] at, bytes padded, bytes walls, Py_ssize_t least, Py_ssize_t most):
    """First and last digit of every number of ``least`` to ``most`` digits.

    ``at`` are the places of the digits in a text, ``padded`` the classes of its characters,
    ``walls`` 1 for those of the 256 classes that end a number.
    """
    cdef Py_ssize_t count = at.shape[0], which, begin = 0, gap, found = 0
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* wall = <const uint8_t*>PyBytes_AS_STRING(walls)
    if len(walls) != 256 or (count and not 0 <= at[0] <= at[count - 1] < PyBytes_GET_SIZE(padded)):
        raise ValueError("not the digits of this text")
    starts, ends = np.empty(count, dtype=np.intp), np.empty(count, dtype=np.intp)
    cdef Py_ssize_t[::1] first = starts, last = ends
    for which in range(1, count + 1):
        if which < count:
            # Places ascend, so those between two digits are inside the text.
            gap = at[which] - at[which - 1]
            if gap <= 1 or (
                gap <= 3
                and not wall[classes[at[which - 1] + 1]]
                and not wall[classes[at[which] - 1]]
            ):
                continue
        if least <= which - begin <= most:
            first[found], last[found] = begin, which
            found += 1
        begin = which
    return starts[:found], ends[:found]
