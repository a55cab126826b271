# cython: boundscheck=False, wraparound=False
"""The machine of ``subjects.py``: runs of character classes, the state of each in one bit."""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Calloc, PyMem_Free
from libc.stdint cimport uint8_t, uint64_t
from libc.string cimport memcpy

cdef enum:
    WORDS = 4
    EDGE = 255


@cython.final
cdef class Machine:
    """Which signals have none of what they look for.

    ``steps`` has the bits of every class (256 rows, up to 4 words), ``begins`` and ``ends`` the
    first and last bits of all runs, ``wanted`` for every signal the last bits of its runs and,
    in one word more, its facts; ``always`` is 1 for signals that are measured anyway.
    """

    cdef uint64_t[256][WORDS] steps
    cdef uint64_t[WORDS] begins
    cdef uint64_t[WORDS] ends
    cdef uint64_t* wanted
    cdef bytes always
    cdef Py_ssize_t signals, words

    def __cinit__(
        self,
        const uint64_t[:, ::1] steps,
        const uint64_t[::1] begins,
        const uint64_t[::1] ends,
        const uint64_t[:, ::1] wanted,
        bytes always,
    ):
        cdef Py_ssize_t at, word
        self.words = begins.shape[0]
        if self.words > WORDS or steps.shape[0] != 256 or steps.shape[1] != self.words:
            raise ValueError("more runs than there are bits")
        if ends.shape[0] != self.words or wanted.shape[1] != self.words + 1:
            raise ValueError("not the bits of these runs")
        self.signals = wanted.shape[0]
        if len(always) != self.signals:
            raise ValueError("not the bits of these runs")
        self.always = always
        # Calloc of nothing may give NULL.
        self.wanted = <uint64_t*>PyMem_Calloc(self.signals * (WORDS + 1) + 1, sizeof(uint64_t))
        if not self.wanted:
            raise MemoryError
        for word in range(WORDS):
            self.begins[word] = begins[word] if word < self.words else 0
            self.ends[word] = ends[word] if word < self.words else 0
            for at in range(256):
                self.steps[at][word] = steps[at, word] if word < self.words else 0
        for at in range(self.signals):
            for word in range(self.words):
                self.wanted[at * (WORDS + 1) + word] = wanted[at, word]
            self.wanted[at * (WORDS + 1) + WORDS] = wanted[at, self.words]

    def __dealloc__(self):
        PyMem_Free(self.wanted)

    def absent(self, bytes padded, uint64_t facts):
        """A byte for each signal, 1 where ``padded`` has none of its runs and it has no fact.

        ``padded``: the classes of the text with the edge behind them.
        """
        cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
        cdef Py_ssize_t size = PyBytes_GET_SIZE(padded), at
        cdef const uint64_t* step = self.steps[EDGE]
        cdef const uint64_t* want
        cdef uint64_t b0 = self.begins[0], b1 = self.begins[1]
        cdef uint64_t b2 = self.begins[2], b3 = self.begins[3]
        cdef uint64_t d0 = b0 & step[0], d1 = b1 & step[1], d2 = b2 & step[2], d3 = b3 & step[3]
        cdef uint64_t h0 = d0, h1 = d1, h2 = d2, h3 = d3
        for at in range(size):
            step = self.steps[classes[at]]
            # A bit shifted out of one run's last place into the next run's first one stands
            # there anyway: every run may begin everywhere.
            d0 = (d0 << 1 | b0) & step[0]
            d1 = (d1 << 1 | b1) & step[1]
            d2 = (d2 << 1 | b2) & step[2]
            d3 = (d3 << 1 | b3) & step[3]
            h0 |= d0
            h1 |= d1
            h2 |= d2
            h3 |= d3
        h0 &= self.ends[0]
        h1 &= self.ends[1]
        h2 &= self.ends[2]
        h3 &= self.ends[3]
        found = PyBytes_FromStringAndSize(NULL, self.signals)
        cdef uint8_t* out = <uint8_t*>PyBytes_AS_STRING(found)
        cdef const uint8_t* always = <const uint8_t*>PyBytes_AS_STRING(self.always)
        for at in range(self.signals):
            want = self.wanted + at * (WORDS + 1)
            out[at] = not always[at] and not (
                want[0] & h0 | want[1] & h1 | want[2] & h2 | want[3] & h3 | want[WORDS] & facts
            )
        return found
