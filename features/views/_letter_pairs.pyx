# cython: boundscheck=False, wraparound=False
"""Quick twin of ``letter_pairs.py``: where rare pairs of letters stand, in one pass."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint32_t

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil


def rare_places(str text, bytes rare):
    """Where the pairs begin that ``rare`` has at ``32 * first + second``, numbers of letters."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef const uint8_t* table = <const uint8_t*>PyBytes_AS_STRING(rare)
    cdef Py_ssize_t size = len(text), at
    cdef uint32_t letter, pair = 0
    if PyBytes_GET_SIZE(rare) != 1024:
        raise ValueError("not a table of pairs")
    found = []
    for at in range(size):
        letter = PyUnicode_READ(kind, data, at) - 96  # of what stands before "a": a huge number
        # Two numbers of five bits each: an index of the table.
        pair = (pair << 5 | (letter if letter <= 26 else 0)) & 1023
        if table[pair]:
            found.append(at - 1)
    return found
