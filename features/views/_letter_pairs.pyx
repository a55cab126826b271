# cython: boundscheck=False, wraparound=False
"""Quick twin of ``letter_pairs.py``: where rare pairs of letters stand, in one pass."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint8_t, uint32_t

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil


def rare_places(str text, bytes rare):
    """How many pairs ``rare`` has at ``32 * first + second``, numbers of letters, and where.

    One that is alone in its run of small letters is counted, but its place is left out.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef const uint8_t* table = <const uint8_t*>PyBytes_AS_STRING(rare)
    cdef Py_ssize_t size = len(text), at, count = 0, which, letter_at
    cdef Py_ssize_t* places
    cdef uint32_t letter, pair = 0
    cdef bint joined, before = False
    if PyBytes_GET_SIZE(rare) != 1024:
        raise ValueError("not a table of pairs")
    places = <Py_ssize_t*>PyMem_Malloc((size + 1) * sizeof(Py_ssize_t))
    if not places:
        raise MemoryError
    found = []
    try:
        for at in range(size):
            letter = PyUnicode_READ(kind, data, at) - 96  # of what is before "a": a huge number
            # Two numbers of five bits each: an index of the table, which holds 0 and 1.
            pair = (pair << 5 | (letter if letter <= 26 else 0)) & 1023
            # Written down before it is known whether it is one: that could not be foreseen.
            places[count] = at - 1
            count += table[pair] != 0
        for which in range(count):
            joined = which + 1 < count
            if joined:
                # The second letter of this pair up to the first of the next one.
                for letter_at in range(places[which] + 1, places[which + 1] + 1):
                    letter = PyUnicode_READ(kind, data, letter_at) - 96
                    if not 1 <= letter <= 26:
                        joined = False
                        break
            if joined or before:
                found.append(places[which])
            before = joined
    finally:
        PyMem_Free(places)
    return count, found
