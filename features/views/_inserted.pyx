# cython: boundscheck=False, wraparound=False
"""Quick twin of ``inserted.py``: signs between letters, each found in one pass."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint32_t

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil
    bint Py_UNICODE_ISALNUM(uint32_t) nogil
    bint Py_UNICODE_ISSPACE(uint32_t) nogil

cdef enum:
    SIGN = 1
    LETTER = 2
    LONGEST = 4
    KINDS = 7
    BESIDE = 8
    APART = 16


def cuts(str text, bytes padded, bytes kinds, frozenset joining):
    """Start and end of every sign that parts two letters.

    ``padded`` are the classes of the characters with one more behind, ``kinds`` the bits SIGN and
    LETTER of all 256 classes; ``joining`` are signs that part nothing.
    """
    cdef int form = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), at, end
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef uint32_t code
    cdef bint beside = False
    if PyBytes_GET_SIZE(padded) != size + 1 or PyBytes_GET_SIZE(kinds) != 256:
        raise ValueError("not the classes of this text")
    found = []
    for at in range(size):
        # Few letters are followed by a sign.
        if beside and kind[classes[at]] & SIGN:
            end = at + 1
            while end < size and end < at + LONGEST and not kind[classes[end]] & LETTER:
                code = PyUnicode_READ(form, data, end)
                if Py_UNICODE_ISALNUM(code) or Py_UNICODE_ISSPACE(code):
                    break
                end += 1
            if (
                end < size
                and kind[classes[end]] & LETTER
                and chr(PyUnicode_READ(form, data, at)) not in joining
            ):
                found.append((at, end))
        beside = kind[classes[at]] & LETTER
    return found


def odd_marks(str text, bytes padded, bytes kinds, frozenset honest):
    """Places of the marks of each of three kinds between a letter and what is not apart.

    ``kinds`` has for all 256 classes a bit for each kind of mark, then BESIDE and APART.
    """
    cdef int form = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), at
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef bint beside = False
    cdef uint8_t what
    if PyBytes_GET_SIZE(padded) != size + 1 or PyBytes_GET_SIZE(kinds) != 256:
        raise ValueError("not the classes of this text")
    found = [], [], []
    for at in range(size):
        what = kind[classes[at]]
        # Behind the last character stands a class of no kind.
        if beside and what & KINDS and not kind[classes[at + 1]] & APART:
            if chr(PyUnicode_READ(form, data, at)) not in honest:
                for number in range(3):
                    if what >> number & 1:
                        found[number].append(at)
        beside = what & BESIDE
    return found
