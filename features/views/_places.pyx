# cython: boundscheck=False, wraparound=False
"""Quick twin of ``places.py``: names of places that follow each other."""

import numpy as np


def runs(const Py_ssize_t[::1] starts, const Py_ssize_t[::1] ends, Py_ssize_t gap):
    """First and last (excluded) of every two names or more with ``gap`` characters between them."""
    cdef Py_ssize_t count = starts.shape[0], which, begin = 0, found = 0
    if ends.shape[0] != count:
        raise ValueError("names without an end")
    # Two names a run at least.
    both = np.empty((2, count // 2), dtype=np.intp)
    cdef Py_ssize_t[:, ::1] run = both
    for which in range(1, count + 1):
        if which < count and starts[which] - ends[which - 1] <= gap:
            continue
        if which - begin > 1:
            run[0, found], run[1, found] = begin, which
            found += 1
        begin = which
    return both[0, :found], both[1, :found]


def numbers(const Py_ssize_t[::1] first, const Py_ssize_t[::1] last):
    """All numbers from each first to the last (excluded) with it."""
    cdef Py_ssize_t which, number, count = 0
    if last.shape[0] != first.shape[0]:
        raise ValueError("runs without an end")
    for which in range(first.shape[0]):
        count += max(last[which] - first[which], 0)
    found = np.empty(count, dtype=np.intp)
    cdef Py_ssize_t[::1] out = found
    count = 0
    for which in range(first.shape[0]):
        for number in range(first[which], last[which]):
            out[count] = number
            count += 1
    return found
