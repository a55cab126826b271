# cython: boundscheck=False, wraparound=False
"""Quick twin of ``overlaps.py``: repeated passages cut where a paragraph ends."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc


def shared(
    const Py_ssize_t[::1] starts,
    const Py_ssize_t[::1] ends,
    const Py_ssize_t[::1] sources,
    const Py_ssize_t[::1] paragraphs,
    const Py_ssize_t[::1] first,
    const Py_ssize_t[::1] edges,
):
    """Pieces of passages that stand in two paragraphs: source, copy, letters, start, end.

    ``starts``, ``ends`` and ``sources`` of the passages, ``first`` where words begin in the
    folded text, ``paragraphs`` where paragraphs do, ``edges`` the letters before each word.
    """
    cdef Py_ssize_t words = first.shape[0], word, owner = -1, which, begin, shift
    cdef Py_ssize_t* owners = <Py_ssize_t*>PyMem_Malloc((words + 1) * sizeof(Py_ssize_t))
    pieces = []
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
                    pieces.append(
                        (
                            owners[begin - shift],
                            owners[begin],
                            edges[word] - edges[begin],
                            begin,
                            word,
                        )
                    )
                begin = word
        return pieces
    finally:
        PyMem_Free(owners)
