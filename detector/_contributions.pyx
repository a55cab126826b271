# cython: boundscheck=True, wraparound=False
"""Quick twin of :meth:`detector.contributions._Paths._add`; the same sums in the same order."""

from libc.math cimport isnan
from libc.stdint cimport int64_t, uint8_t


def add_paths(
    const double[:, ::1] matrix,
    double[:, ::1] out,
    const int64_t[::1] roots,
    const uint8_t[::1] inner,
    const int64_t[::1] column,
    const int64_t[::1] asked,
    const double[::1] threshold,
    const int64_t[::1] children,
    const double[::1] added,
    int deepest,
):
    """Whether every path ended; indices come from a file, so each is looked at before it is used."""
    cdef Py_ssize_t row, tree
    cdef Py_ssize_t columns = matrix.shape[1]
    cdef int64_t at, way
    cdef int depth
    cdef double value
    cdef bint left
    # Tree by tree, so that a tree is in the cache for all rows; each row still has them in order.
    for tree in range(roots.shape[0]):
        for row in range(matrix.shape[0]):
            at = roots[tree]
            depth = 0
            while inner[at]:
                depth += 1
                if depth == deepest:
                    return False
                value = matrix[row, column[at]]
                # "Nothing to read" goes left where the question is put to the first half.
                left = asked[at] < columns if isnan(value) else value <= threshold[at]
                way = 2 * at + left
                out[row, column[at]] += added[way]
                at = children[way]
    return True
