# What the compiled twins of this folder share: the code points of a Python string as C reads them.
# Included as text, so that each module is whole by itself.

from libc.stdint cimport uint64_t
from libc.string cimport memcpy

cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void *PyUnicode_DATA(object text)
    bint Py_UNICODE_ISSPACE(Py_UCS4 point) noexcept nogil

ctypedef unsigned char uchar
ctypedef unsigned short ushort

ctypedef fused Point:
    uchar
    ushort
    Py_UCS4


cdef inline bint is_space(Py_UCS4 point) noexcept nogil:
    if point < 0x80:
        return point == 32 or 9 <= point <= 13 or 28 <= point <= 31
    return point <= 0x3000 and Py_UNICODE_ISSPACE(point)


cdef inline bint holds(const Point *s, Py_ssize_t at, uint64_t wanted) noexcept nogil:
    """Whether ``wanted`` is one of the code points in the eight bytes at ``at``."""
    cdef uint64_t word
    memcpy(&word, s + at, 8)
    if Point is uchar:
        word ^= wanted * 0x0101010101010101ULL
        return ((word - 0x0101010101010101ULL) & ~word & 0x8080808080808080ULL) != 0
    elif Point is ushort:
        word ^= wanted * 0x0001000100010001ULL
        return ((word - 0x0001000100010001ULL) & ~word & 0x8000800080008000ULL) != 0
    else:
        return s[at] == wanted or s[at + 1] == wanted


cdef inline bint writes(
    const Point *s, Py_ssize_t at, Py_ssize_t end, const char *word, int size
) noexcept nogil:
    """Whether ``word`` stands at ``at`` in exactly these letters."""
    cdef int i
    if at + size > end:
        return False
    for i in range(size):
        if s[at + i] != <unsigned char>word[i]:
            return False
    return True
