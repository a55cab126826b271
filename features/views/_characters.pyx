# cython: boundscheck=False, wraparound=False
"""Quick twin of ``characters.py``: code points and their classes in one pass each."""

from cpython.bytearray cimport PyByteArray_AS_STRING
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memset

import numpy as np

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)
    uint32_t PyUnicode_READ(int, void*, Py_ssize_t) nogil


def code_array(str text):
    """The code points of ``text``: uint32, lone surrogates included."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), at
    codes = np.empty(size, dtype=np.uint32)
    cdef uint32_t[::1] out = codes
    for at in range(size):
        out[at] = PyUnicode_READ(kind, data, at)
    return codes


def classified(
    const uint32_t[::1] codes, const uint8_t[::1] classes, const uint64_t[::1] flags, int bits
):
    """Class numbers as bytes with one of 255 behind them, and how many characters carry each flag.

    ``classes`` has an entry for every code point there is; ``flags`` has one for all 256 numbers.
    """
    cdef Py_ssize_t size = codes.shape[0], at, known = classes.shape[0]
    cdef uint64_t left
    cdef int number, bit
    cdef Py_ssize_t tally[256]
    cdef Py_ssize_t counts[64]
    if known == 0 or flags.shape[0] < 256 or bits > 64:
        raise ValueError("not the table of classes")
    memset(tally, 0, sizeof(tally))
    memset(counts, 0, sizeof(counts))
    padded = PyBytes_FromStringAndSize(NULL, size + 1)
    cdef uint8_t* out = <uint8_t*>PyBytes_AS_STRING(padded)
    for at in range(size):
        number = classes[codes[at] if codes[at] < known else known - 1]
        out[at] = number
        tally[number] += 1
    out[size] = 255
    for number in range(256):
        if tally[number]:
            left, bit = flags[number], 0
            while left:
                if left & 1:
                    counts[bit] += tally[number]
                left >>= 1
                bit += 1
    return padded, [counts[bit] for bit in range(bits)]


def positions(bytes padded, bytes members):
    """Where characters stand whose class number is one of ``members``, in order."""
    cdef Py_ssize_t size = PyBytes_GET_SIZE(padded) - 1, at, count = 0
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* member = <const uint8_t*>PyBytes_AS_STRING(members)
    if PyBytes_GET_SIZE(members) != 256 or size < 0:
        raise ValueError("not classes of characters")
    for at in range(size):
        count += member[classes[at]]
    found = np.empty(count + 1, dtype=np.intp)
    cdef Py_ssize_t[::1] out = found
    count = 0
    for at in range(size):
        # Written where it may be overwritten; members are 0 or 1, so there is room.
        out[count] = at
        count += member[classes[at]]
    return found[:count]


def carried(const Py_ssize_t[:] at, Py_ssize_t step, bytes padded, bytes members):
    """Whether the class number ``step`` places from each position is one of ``members``.

    Before the first place stands the last of ``padded``.
    """
    cdef Py_ssize_t size = PyBytes_GET_SIZE(padded), count = at.shape[0], which, place
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* member = <const uint8_t*>PyBytes_AS_STRING(members)
    if PyBytes_GET_SIZE(members) != 256:
        raise ValueError("not classes of characters")
    held = bytearray(count)
    cdef uint8_t* out = <uint8_t*>PyByteArray_AS_STRING(held)
    for which in range(count):
        place = at[which] + step
        if place == -1:
            place = size - 1
        if not 0 <= place < size:
            raise IndexError("no such character")
        out[which] = member[classes[place]]
    return np.frombuffer(held, dtype=np.bool_)


def alternate(bytes padded, bytes kinds):
    """Whether characters of kind 1 are by turns of kind 2 as well and not, with some between.

    ``kinds`` has the bits 1 and 2 of all 256 classes.
    """
    cdef Py_ssize_t size = PyBytes_GET_SIZE(padded) - 1, at, opened = -1
    cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
    cdef const uint8_t* kind = <const uint8_t*>PyBytes_AS_STRING(kinds)
    cdef uint8_t what
    if PyBytes_GET_SIZE(kinds) != 256:
        raise ValueError("not classes of characters")
    for at in range(size):
        what = kind[classes[at]]
        if not what & 1:
            continue
        if opened < 0:
            if not what & 2:
                return False
            opened = at
        else:
            if what & 2 or at == opened + 1:
                return False
            opened = -1
    return opened < 0


def counted(str text, bytes wanted):
    """How many characters of ``text`` have 1 in ``wanted``, which has an entry for the first ones.

    The number of the character is its place in ``wanted``; of those beyond none counts.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t size = len(text), known = PyBytes_GET_SIZE(wanted), at, count = 0
    cdef const uint8_t* want = <const uint8_t*>PyBytes_AS_STRING(wanted)
    cdef uint32_t code
    for at in range(size):
        code = PyUnicode_READ(kind, data, at)
        if code < known:
            count += want[code]
    return count
