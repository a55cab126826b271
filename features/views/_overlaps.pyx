# cython: boundscheck=False, wraparound=False, cdivision=True
"""Quick twin of ``overlaps.py``: repeated passages cut where a paragraph ends."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc, PyMem_Realloc

cdef struct Pair:
    Py_ssize_t source
    Py_ssize_t copy
    Py_ssize_t shared
    Py_ssize_t longest
    Py_ssize_t start
    Py_ssize_t end


cdef Py_ssize_t put_together(
    Pair** pairs,
    const Py_ssize_t[::1] starts,
    const Py_ssize_t[::1] ends,
    const Py_ssize_t[::1] sources,
    const Py_ssize_t[::1] paragraphs,
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] edges,
) except -1:
    """Allocate the pairs of paragraphs and tell how many there are; the caller frees them."""
    cdef Py_ssize_t words = first.shape[0], word, owner = -1, which, begin, shift, size
    cdef Py_ssize_t count = 0, room = 0, number
    cdef Pair* found
    cdef Py_ssize_t* owners = <Py_ssize_t*>PyMem_Malloc((words + 1) * sizeof(Py_ssize_t))
    cdef dict known = {}
    try:
        if not owners:
            raise MemoryError
        if edges.shape[0] != words + 1 or not (
            starts.shape[0] == ends.shape[0] == sources.shape[0]
        ):
            raise ValueError("not the passages of these words")
        for word in range(words):
            while owner + 1 < paragraphs.shape[0] and paragraphs[owner + 1] <= first[word]:
                owner += 1
            owners[word] = owner
        for which in range(starts.shape[0]):
            begin, shift = starts[which], starts[which] - sources[which]
            if not 0 <= sources[which] <= begin <= ends[which] <= words:
                raise ValueError("not the passages of these words")
            for word in range(begin + 1, ends[which] + 1):
                if (
                    word < ends[which]
                    and owners[word] == owners[word - 1]
                    and owners[word - shift] == owners[word - shift - 1]
                ):
                    continue
                if owners[begin] != owners[begin - shift]:
                    key = (owners[begin - shift], owners[begin])
                    number = known.setdefault(key, count)
                    if number == count:
                        if count == room:
                            room = 2 * room + 16
                            found = <Pair*>PyMem_Realloc(pairs[0], room * sizeof(Pair))
                            if not found:
                                raise MemoryError
                            pairs[0] = found
                        count += 1
                        found = pairs[0] + number
                        found.source, found.copy = owners[begin - shift], owners[begin]
                        found.shared = found.longest = found.start = found.end = 0
                    found = pairs[0] + number
                    size = edges[word] - edges[begin]
                    found.shared += size
                    if size > found.longest:
                        found.longest, found.start, found.end = size, begin, word
                begin = word
        return count
    finally:
        PyMem_Free(owners)


def paired(
    const Py_ssize_t[::1] starts,
    const Py_ssize_t[::1] ends,
    const Py_ssize_t[::1] sources,
    const Py_ssize_t[::1] paragraphs,
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] edges,
):
    """Source, copy, shared, longest, start and end of every ``Overlap``.

    ``starts``, ``ends`` and ``sources`` of the passages, ``first`` where words begin in the
    folded text, ``paragraphs`` where paragraphs do, ``edges`` the letters before each word.
    """
    cdef Pair* pairs = NULL
    cdef Py_ssize_t count, at
    try:
        count = put_together(&pairs, starts, ends, sources, paragraphs, first, edges)
        return [
            (
                pairs[at].source,
                pairs[at].copy,
                pairs[at].shared,
                pairs[at].longest,
                pairs[at].start,
                pairs[at].end,
            )
            for at in range(count)
        ]
    finally:
        PyMem_Free(pairs)


def greatest(
    const Py_ssize_t[::1] starts,
    const Py_ssize_t[::1] ends,
    const Py_ssize_t[::1] sources,
    const Py_ssize_t[::1] paragraphs,
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] edges,
    const Py_ssize_t[::1] sizes,
    Py_ssize_t least,
):
    """What ``SaidAgain`` has, in order; ``sizes`` of the paragraphs, of ``least`` at least."""
    cdef Pair* pairs = NULL
    cdef Pair* pair
    cdef Py_ssize_t count, at, shorter, which = -1, start = 0, end = 0
    cdef double best = 0.0, lead = 0.0, share
    if sizes.shape[0] != paragraphs.shape[0]:
        raise ValueError("not the sizes of these paragraphs")
    try:
        count = put_together(&pairs, starts, ends, sources, paragraphs, first, edges)
        for at in range(count):
            pair = pairs + at
            # Owners number the paragraphs, but for words before the first one.
            if pair.source < 0 or pair.copy < 0:
                continue
            shorter = min(sizes[pair.source], sizes[pair.copy])
            if shorter >= least and shorter > 0:
                share = <double>pair.shared / <double>shorter
                if share > best:
                    best, which = share, pair.copy
            if pair.copy == pair.source + 1 and sizes[pair.source] >= least > 0:
                share = <double>pair.longest / <double>sizes[pair.source]
                if share > lead:
                    lead, start, end = share, pair.start, pair.end
        return best, which, lead, start, end
    finally:
        PyMem_Free(pairs)
