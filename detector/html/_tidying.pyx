"""The compiled twin of ``tidying``, ``content`` and ``settling``.

Those modules say what is done and why; this file does the same and returns equal values. Every
index into a text is below its length where it is read; what is written is never longer than
what was read, and for that much there is room.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.stdint cimport int64_t
from libc.string cimport memcpy

from numpy import bool_, empty, int8, int64

from detector.html.content import (
    _DOMINANT,
    _LEFT,
    _LINKED,
    _NAMES,
    _OUTSIDE,
    _PROSE,
    FURNISHED,
    HEADINGS,
    HIDDEN,
    LINKS,
    LISTS,
    PROSE,
)
from detector.html.elements import DROP, FURNITURE, HEADING, LIST, PRE, TITLE
from detector.html.settling import Moved
from detector.html.tidying import Tidied
from detector.html.tokens import unescaped as pure_unescaped
from detector.html.walk import LINK_ENDS, LINK_OPENS, MARK
from features.blocks import Block
from features.page import Link

cdef extern from "Python.h":
    ctypedef struct PyTypeObject:
        object (*tp_alloc)(type, Py_ssize_t)
    void Py_INCREF(object item)
    void PyTuple_SET_ITEM(object items, Py_ssize_t place, object item)
    bint PyUnicode_IS_ASCII(object text)
    str PyUnicode_Substring(object text, Py_ssize_t start, Py_ssize_t end)
    str PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t size)

include "_points.pxi"

cdef int is_pre = PRE, is_drop = DROP, is_unseen = DROP | TITLE
cdef int link_opens = LINK_OPENS, link_ends = LINK_ENDS
cdef int names = _NAMES, outside = _OUTSIDE, furniture = FURNITURE, heading = HEADING, item = LIST
cdef double dominant = _DOMINANT, kept = _LEFT, linked_share = _LINKED
cdef long prose = _PROSE


cdef dict references = {}
cdef Py_ssize_t MOST_REFERENCES = 4096
cdef Py_ssize_t LONGEST_REFERENCE = 40


cdef inline Py_ssize_t after_reference(const Point *s, Py_ssize_t at, Py_ssize_t n) noexcept nogil:
    """Where the character reference ends whose ``&`` is at ``at``; ``at`` if there is none.

    What ``html.unescape`` takes for one: digits, or up to 32 others than those below.
    """
    cdef Py_ssize_t i = at + 1, start
    cdef Py_UCS4 point
    if i < n and s[i] == c"#":
        i += 1
        if i < n and (s[i] == c"x" or s[i] == c"X"):
            i += 1
            start = i
            while i < n and (
                48 <= s[i] <= 57 or 65 <= s[i] <= 70 or 97 <= s[i] <= 102
            ):
                i += 1
        else:
            start = i
            while i < n and 48 <= s[i] <= 57:
                i += 1
    else:
        start = i
        while i < n and i < start + 32:
            point = s[i]
            if (
                point == c"\t" or point == c"\n" or point == c"\f" or point == c" "
                or point == c"<" or point == c"&" or point == c"#" or point == c";"
            ):
                break
            i += 1
    if i == start:
        return at
    return i + 1 if i < n and s[i] == c";" else i


cdef str resolved(const Point *s, Py_ssize_t n, str text):
    cdef list pieces = []
    cdef Py_ssize_t at = 0, last = 0, end
    cdef str reference
    cdef object known
    while at < n:
        if s[at] != c"&":
            at += 1
            continue
        end = after_reference(s, at, n)
        if end == at:
            at += 1
            continue
        reference = PyUnicode_Substring(text, at, end)
        known = references.get(reference)
        if known is None:
            known = pure_unescaped(reference)
            if end - at <= LONGEST_REFERENCE:  # others are as long as a page may be
                if len(references) >= MOST_REFERENCES:
                    references.clear()
                references[reference] = known
        pieces.append(PyUnicode_Substring(text, last, at))
        pieces.append(known)
        at = last = end
    pieces.append(PyUnicode_Substring(text, last, n))
    return "".join(pieces)


def unescaped(str text not None):
    """Equal to :func:`detector.html.tokens.unescaped`; each reference is looked up once."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void *s = PyUnicode_DATA(text)
    if kind == 1:
        return resolved[uchar](<const uchar *>s, len(text), text)
    if kind == 2:
        return resolved[ushort](<const ushort *>s, len(text), text)
    return resolved[Py_UCS4](<const Py_UCS4 *>s, len(text), text)


cdef int place(list places, Py_ssize_t slot, Py_ssize_t where) except -1:
    places[slot] = where
    return 0


cdef Py_ssize_t tidied(
    const Point *s, Py_ssize_t n, Point *out, list marks, bint began, Py_ssize_t at, list places,
    list hint_places, Py_ssize_t *linked_
) except -1:
    """Write the tidy text to ``out``, which has room for ``n``; its length."""
    cdef Py_ssize_t i = 0, start, used = 0, body, linked = 0, end, slot, number = 0
    cdef Py_ssize_t count = 0 if marks is None else len(marks)
    cdef bint space = False, inside = began, first
    cdef long mark
    cdef list opened = None, where
    while True:
        # A piece: up to the next mark or the end.
        start = i
        body = 0
        while i < n and s[i] != 2:
            if is_space(s[i]):
                space = True
                i += 1
                continue
            # A word. A space goes before it unless the text begins with it.
            if space and used:
                out[used] = 32
                used += 1
                body += body > 0
            if body == 0 and opened is not None:
                for value in opened:
                    mark = value
                    place(hint_places if mark & 2 else places, mark >> 2 << 1, at + used)
                opened = None
            space = False
            while i < n and s[i] != 2 and not is_space(s[i]):
                out[used] = s[i]
                used += 1
                body += 1
                i += 1
        if inside:
            linked += body
        if number < count:
            mark = marks[number]
            number += 1
            slot = mark >> 2 << 1
            if mark & 1:
                if mark & 3 == link_ends:
                    inside = False
                where = hint_places if mark & 2 else places
                end = at + used if used else max(at - 1, 0)
                if where[slot] < 0 or where[slot] > end:
                    place(where, slot, end)
                    if opened is not None and mark - 1 in opened:
                        opened.remove(mark - 1)
                place(where, slot + 1, end)
            else:
                if mark & 3 == link_opens:
                    inside = True
                if opened is None:
                    opened = []
                opened.append(mark)
        if i >= n:
            break
        i += 1
    if opened is not None:
        for value in opened:
            mark = value
            place(
                hint_places if mark & 2 else places, mark >> 2 << 1, at + used + 1 if used else at
            )
    linked_[0] = linked
    return used


def tidy(walked, list roles not None):
    """Equal to :func:`detector.html.tidying.tidy`."""
    cdef list candidates = [], marks
    cdef list places = [-1] * (2 * len(walked.anchors))
    cdef list hint_places = [-1] * (2 * len(walked.hints))
    cdef str raw, how, text
    cdef object title = None
    cdef Py_ssize_t at = 0, n, used, linked = 0, room = 4096
    cdef int box, role, kind
    cdef bint began
    cdef void *s
    cdef void *out = PyMem_Malloc(room * 4)
    try:
        if out == NULL:
            raise MemoryError
        for raw, box, how, marks, began in walked.stretches:
            role = roles[box]
            if role & is_unseen:
                if title is None and not role & is_drop:
                    title = " ".join(unescaped(raw).replace(MARK, "").split()) or None
                continue
            if "&" in raw:
                raw = unescaped(raw)
                if MARK in raw and raw.count(MARK) != len(marks or ()):
                    continue
            if marks is None and role & is_pre and "\n" in raw:
                for line in raw.splitlines():
                    text = " ".join(line.split())
                    if text:
                        candidates.append((text, len(text) if began else 0, how, box))
                        at += len(text) + 1
                continue
            n = len(raw)
            if n > room:
                PyMem_Free(out)
                room = n
                out = PyMem_Malloc(room * 4)
                if out == NULL:
                    raise MemoryError
            kind = PyUnicode_KIND(raw)
            s = PyUnicode_DATA(raw)
            if kind == 1:
                used = tidied[uchar](
                    <uchar *>s, n, <uchar *>out, marks, began, at, places, hint_places, &linked
                )
            elif kind == 2:
                used = tidied[ushort](
                    <ushort *>s, n, <ushort *>out, marks, began, at, places, hint_places, &linked
                )
            else:
                used = tidied[Py_UCS4](
                    <Py_UCS4 *>s, n, <Py_UCS4 *>out, marks, began, at, places, hint_places, &linked
                )
            if used:
                text = PyUnicode_FromKindAndData(kind, out, used)
                candidates.append((text, linked, how, box))
                at += used + 1
    finally:
        PyMem_Free(out)
    return Tidied(candidates, title, places, hint_places)


cdef long weight_of(str text) except -1:
    """Its length in bytes of UTF-8."""
    if PyUnicode_IS_ASCII(text):
        return len(text)
    return len(text.encode())


def inherited(list parents not None, list own not None):
    """Equal to :func:`detector.html.content.inherited`."""
    cdef Py_ssize_t boxes = len(parents), box, parent
    cdef list roles = [0]
    if len(own) != boxes:
        raise ValueError("every box has a parent and a role of its own")
    for box in range(1, boxes):
        parent = parents[box]
        if not 0 <= parent < box:
            raise ValueError("a box stands in one that came before")
        roles.append(<long>roles[parent] | <long>own[box])
    return roles


def kinds(list candidates not None, list parents not None, list own not None):
    """Equal to :func:`detector.html.content.kinds`."""
    cdef Py_ssize_t boxes = len(parents), box, parent
    cdef long *mass = NULL
    cdef long *total
    cdef long *joint
    cdef long *left
    cdef int *parent_of = NULL
    cdef int *own_of
    cdef int *roles
    cdef char *inside = NULL
    cdef int role, ignored, attempt
    cdef Py_ssize_t size, linked, main = 0
    cdef long weight
    cdef double believed
    cdef str text, how
    cdef list chosen = []
    if len(own) != boxes or boxes == 0:
        raise ValueError("every box has one parent and one role")
    mass = <long *>PyMem_Calloc(4 * boxes, sizeof(long))
    parent_of = <int *>PyMem_Calloc(3 * boxes, sizeof(int))
    inside = <char *>PyMem_Calloc(boxes, 1)
    try:
        if mass == NULL or parent_of == NULL or inside == NULL:
            raise MemoryError
        total = mass + boxes
        joint = total + boxes
        left = joint + boxes
        own_of = parent_of + boxes
        roles = own_of + boxes
        for box in range(boxes):
            parent = parents[box]
            if not 0 <= parent <= box:
                raise ValueError("a box stands in one before it")
            parent_of[box] = <int>parent
            own_of[box] = own[box]
        for text, linked, how, box in candidates:
            if not 0 <= box < boxes:
                raise ValueError("no such box")
            size = len(text)
            if linked * 3 < size and 4 * size > prose and not how:
                weight = weight_of(text)
                if weight > prose:
                    mass[box] += weight
        memcpy(total, mass, boxes * sizeof(long))
        for box in range(boxes - 1, 0, -1):
            if not own_of[box] & furniture:
                total[parent_of[box]] += total[box]
        believed = dominant * total[0]
        for box in range(1, boxes):
            if own_of[box] & names:
                joint[parent_of[box]] += total[box]
        for attempt in range(2):
            ignored = names if attempt else 0
            roles[0] = 0
            left[0] = mass[0]
            for box in range(1, boxes):
                role = own_of[box]
                if role & names and (ignored or joint[parent_of[box]] > believed):
                    role &= ~names
                role |= roles[parent_of[box]]
                roles[box] = role
                left[box] = 0 if role & outside else mass[box]
            for box in range(boxes - 1, 0, -1):
                left[parent_of[box]] += left[box]
            if left[0] > kept * total[0]:
                break
        for box in range(1, boxes):
            if parent_of[box] == main and left[box] > dominant * left[main] and left[main] > 0:
                main = box
        inside[main] = True
        for box in range(main + 1, boxes):
            inside[box] = inside[parent_of[box]]
        for text, linked, how, box in candidates:
            if how:
                chosen.append(HIDDEN)
            elif linked > linked_share * len(text):
                chosen.append(LINKS)
            elif roles[box] & outside or not inside[box]:
                chosen.append(FURNISHED)
            elif roles[box] & heading:
                chosen.append(HEADINGS)
            elif roles[box] & item:
                chosen.append(LISTS)
            else:
                chosen.append(PROSE)
    finally:
        PyMem_Free(mass)
        PyMem_Free(parent_of)
        PyMem_Free(inside)
    return chosen


cdef inline void fill(object items, Py_ssize_t place, object item) noexcept:
    """Put ``item`` into a new tuple, which takes a reference for itself."""
    Py_INCREF(item)
    PyTuple_SET_ITEM(items, place, item)


cdef object new_block(object kind, Py_ssize_t start, Py_ssize_t end, object how):
    cdef object block = (<PyTypeObject *>Block).tp_alloc(Block, 4)
    fill(block, 0, kind)
    fill(block, 1, start)
    fill(block, 2, end)
    fill(block, 3, how)
    return block


def order(list candidates not None, list chosen not None):
    """Equal to :func:`detector.html.settling.order`."""
    cdef Py_ssize_t at = 0, end, count = len(candidates), i, size
    cdef bint any_hidden = HIDDEN in chosen, unseen
    cdef list texts = [], blocks = []
    cdef int turn
    cdef tuple candidate
    cdef int64_t[::1] before, shift
    cdef char[::1] hidden
    if len(chosen) != count:
        raise ValueError("every candidate has a kind")
    if not any_hidden:
        for i in range(count):
            candidate = candidates[i]
            texts.append(candidate[0])
            end = at + len(<str>candidate[0])
            blocks.append(new_block(chosen[i], at, end, ""))
            at = end + 1
        return "\n".join(texts), tuple(blocks), None
    moved = Moved(empty(count, int64), empty(count, int64), empty(count, bool_))
    before = moved.before
    shift = moved.shift
    hidden = moved.hidden.view(int8)
    for i in range(count):
        candidate = candidates[i]
        hidden[i] = chosen[i] is HIDDEN
        before[i] = at
        at += len(<str>candidate[0]) + 1
    at = 0
    for turn in range(2):
        for i in range(count):
            if hidden[i] == turn:
                candidate = candidates[i]
                texts.append(candidate[0])
                size = len(<str>candidate[0])
                blocks.append(new_block(chosen[i], at, at + size, candidate[2]))
                shift[i] = at - before[i]
                at += size + 1
    return "\n".join(texts), tuple(blocks), moved


cdef inline Py_ssize_t item_at(int64_t[::1] before, Py_ssize_t place) noexcept:
    """The last item that begins at ``place`` or before it, the first if none does."""
    cdef Py_ssize_t low = 0, high = before.shape[0], middle
    while low < high:
        middle = (low + high) // 2
        if before[middle] <= place:
            low = middle + 1
        else:
            high = middle
    return max(low - 1, 0)


def settle(list places not None, moved, Py_ssize_t size):
    """Equal to :func:`detector.html.settling.settle`."""
    cdef Py_ssize_t count = len(places) // 2, i, start, end, first, last
    cdef list starts = [], ends = [], unseen = []
    cdef bint is_moved = moved is not None
    cdef int64_t[::1] before, shift
    cdef char[::1] hidden
    if is_moved:
        before = moved.before
        shift = moved.shift
        hidden = moved.hidden.view(int8)
        if not 0 < before.shape[0] == shift.shape[0] == hidden.shape[0]:
            raise ValueError("every candidate moved")
    for i in range(count):
        start = min(max(<Py_ssize_t>places[2 * i], 0), size)
        end = min(max(<Py_ssize_t>places[2 * i + 1], 0), size)
        if is_moved:
            first = item_at(before, start)
            last = item_at(before, max(end - 1, start))
            unseen.append(hidden[first] != 0)
            end = end + shift[last] if hidden[first] == hidden[last] else 0
            start += shift[first]
        starts.append(start)
        ends.append(min(max(start, end), size))
    return starts, ends, unseen if is_moved else None


def links(list anchors not None, list places not None, moved, Py_ssize_t size):
    """Equal to :func:`detector.html.settling.links`."""
    cdef Py_ssize_t count = len(anchors), i
    cdef list made = [], starts, ends, hidden
    cdef tuple anchor
    cdef str href
    cdef object link
    if len(places) != 2 * count:
        raise ValueError("every anchor has two places")
    starts, ends, hidden = settle(places, moved, size)
    for i in range(count):
        anchor = anchors[i]
        href = anchor[0]
        if "&" in href:
            href = unescaped(href)
        link = (<PyTypeObject *>Link).tp_alloc(Link, 5)
        fill(link, 0, href)
        fill(link, 1, starts[i])
        fill(link, 2, ends[i])
        fill(link, 3, anchor[1])
        fill(link, 4, False if hidden is None else hidden[i])
        made.append(link)
    return tuple(made)
