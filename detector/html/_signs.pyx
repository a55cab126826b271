"""The compiled twin of ``signs``: one pass each over the code points of the source.

Every index into the source is below its length ``n``: ``writes`` and the loop over digits look
before they read.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.stdint cimport uint64_t
from libc.string cimport memchr, memcpy

from html import unescape

from detector.html.signs import Signs

cdef extern from "Python.h":
    str PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t size)
    bint Py_UNICODE_ISALPHA(Py_UCS4 point) noexcept nogil

include "_points.pxi"


cdef inline int digit(Py_UCS4 point, int base) noexcept nogil:
    """The value of a digit, -1 for anything else."""
    if 48 <= point <= 57:
        return <int>point - 48
    if base == 16:
        if 97 <= point <= 102:
            return <int>point - 87
        if 65 <= point <= 70:
            return <int>point - 55
    return -1


cdef inline bint is_letter(long code):
    """Whether ``&#code;`` stands for a letter."""
    if 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800:
        return Py_UNICODE_ISALPHA(<Py_UCS4>code)
    return unescape(f"&#{code};").isalpha()


cdef tuple look(const Point *s, Py_ssize_t n):
    cdef long scripts = 0, code
    cdef bint encoded = False, spaces = False, data = False
    cdef Py_ssize_t last_sheet = -1
    cdef Py_ssize_t at, i
    cdef Py_UCS4 point
    cdef int base, most, value
    cdef Py_ssize_t step = 8 // sizeof(Point)  # code points in eight bytes
    at = -1
    while True:
        at += 1
        while at + step <= n and not (
            holds(s, at, c"<") | holds(s, at, c"&") | holds(s, at, c"+")
        ):
            at += step
        while at < n and not ((s[at] == c"<") | (s[at] == c"&") | (s[at] == c"+")):
            at += 1
        if at >= n:
            break
        point = s[at]
        if point == c"<":
            if at + 1 < n and s[at + 1] == c"s":
                if writes(s, at, n, "<script", 7):
                    scripts += 1
                elif writes(s, at, n, "<style", 6):
                    last_sheet = at
        elif point == c"+":
            if not data and at >= 2 and writes(s, at - 2, n, "ld+json", 7):
                data = True
        elif point == c"&" and at + 1 < n:
            if s[at + 1] == c"n":
                if not spaces and writes(s, at, n, "&nbsp;", 6):
                    spaces = True
            elif not encoded and s[at + 1] == c"#":
                i = at + 2
                base = 10
                most = 7
                if i < n and (s[i] == c"x" or s[i] == c"X"):
                    i += 1
                    base = 16
                    most = 6
                code = 0
                value = -1
                while i < n and most > 0:
                    value = digit(s[i], base)
                    if value < 0:
                        break
                    code = code * base + value
                    most -= 1
                    i += 1
                if most < (7 if base == 10 else 6):
                    encoded = is_letter(code)
    return scripts, encoded, last_sheet, spaces, data


def signs(str source not None):
    """Equal to :func:`detector.html.signs.signs`."""
    cdef int kind = PyUnicode_KIND(source)
    cdef void *s = PyUnicode_DATA(source)
    cdef Py_ssize_t n = len(source)
    if kind == 1:
        return Signs(*look[uchar](<const uchar *>s, n))
    if kind == 2:
        return Signs(*look[ushort](<const ushort *>s, n))
    return Signs(*look[Py_UCS4](<const Py_UCS4 *>s, n))


cdef str spaced(const Point *s, Py_ssize_t n, int kind):
    cdef Py_ssize_t at = 0, start, used = 0
    cdef Py_ssize_t step = 8 // sizeof(Point)
    cdef Point *out = <Point *>PyMem_Malloc((n + 1) * sizeof(Point))
    if out == NULL:
        raise MemoryError
    try:
        while at < n:
            start = at
            while at + step <= n and not holds(s, at, c"&"):
                at += step
            while at < n and s[at] != c"&":
                at += 1
            # No more is written than was read.
            memcpy(out + used, s + start, (at - start) * sizeof(Point))
            used += at - start
            if at < n:
                if writes(s, at, n, "&nbsp;", 6):
                    out[used] = 0xA0
                    at += 6
                else:
                    out[used] = c"&"
                    at += 1
                used += 1
        return PyUnicode_FromKindAndData(kind, out, used)
    finally:
        PyMem_Free(out)


def with_spaces(str source not None):
    """Equal to :func:`detector.html.signs.with_spaces`."""
    cdef int kind = PyUnicode_KIND(source)
    cdef void *s = PyUnicode_DATA(source)
    cdef Py_ssize_t n = len(source)
    if kind == 1:
        return spaced[uchar](<const uchar *>s, n, kind)
    if kind == 2:
        return spaced[ushort](<const ushort *>s, n, kind)
    return spaced[Py_UCS4](<const Py_UCS4 *>s, n, kind)


cdef bint well_formed(const Point *s, Py_ssize_t n) noexcept nogil:
    cdef Py_ssize_t at = 0
    cdef uint64_t word
    if Point is uchar:
        return memchr(s, 0, n) == NULL
    elif Point is ushort:
        while at + 4 <= n:  # as in holds(): a NUL, or a code point from D800 to DFFF
            memcpy(&word, s + at, 8)
            if (word - 0x0001000100010001ULL) & ~word & 0x8000800080008000ULL:
                return False
            word = (word & 0xF800F800F800F800ULL) ^ 0xD800D800D800D800ULL
            if (word - 0x0001000100010001ULL) & ~word & 0x8000800080008000ULL:
                return False
            at += 4
    while at < n:
        if s[at] == 0 or 0xD800 <= s[at] < 0xE000:
            return False
        at += 1
    return True


def is_clean(str source not None):
    """Equal to :func:`detector.html.signs.is_clean`."""
    cdef int kind = PyUnicode_KIND(source)
    cdef void *s = PyUnicode_DATA(source)
    cdef Py_ssize_t n = len(source)
    if kind == 1:
        return well_formed[uchar](<const uchar *>s, n)
    if kind == 2:
        return well_formed[ushort](<const ushort *>s, n)
    return well_formed[Py_UCS4](<const Py_UCS4 *>s, n)
