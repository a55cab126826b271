# cython: boundscheck=False, wraparound=False
"""Quick twin of ``sides.py``: what the uses of a phrase have beside them."""

from libc.stdint cimport uint64_t


def sides(
    const uint64_t[::1] ids,
    const Py_ssize_t[::1] edges,
    const Py_ssize_t[::1] places,
    const Py_ssize_t[::1] first,
    list phrases,
    Py_ssize_t size,
    Py_ssize_t longest,
):
    """What ``sides.py`` says, for each of ``phrases``."""
    cdef Py_ssize_t last = ids.shape[0] - 1, place, which, length, begin, end, at
    cdef Py_ssize_t count = first.shape[0]
    cdef uint64_t word
    cdef bint alike
    if places.shape[0] != count or edges.shape[0] != last + 2 or size < 0:
        raise ValueError("not one text")
    for which in range(count):
        if not 0 <= places[which] <= last:
            raise ValueError("no word of the text")
    found = []
    for at in phrases:
        begin, end, length = -1, 0, size
        for which in range(count):
            if first[which] == at:
                end = places[which]
                if begin < 0:
                    begin = end
        if begin < 0:
            raise ValueError("no use of the phrase")
        while length < longest and end + length < last:
            word = ids[min(begin + length, last)]
            alike = True
            for which in range(count):
                if first[which] == at and ids[min(places[which] + length, last)] != word:
                    alike = False
                    break
            if not alike:
                break
            length += 1
        if begin + length > last + 1:
            raise ValueError("the phrase reaches beyond the text")
        before, behind = set(), set()
        for which in range(count):
            if first[which] == at:
                place = places[which]
                before.add(ids[max(place - 1, 0)])
                behind.add(ids[min(place + length, last)])
        found.append((len(before), len(behind), edges[begin + length] - edges[begin], length))
    return found
