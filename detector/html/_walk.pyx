"""The walk on the code points of the source: the compiled twin of ``tokens.split`` and ``walk``.

``walk.py`` says what is done and why; this file does the same, step for step, and returns equal
values. What is rare is asked of the functions there. Every index into the source is below its
length ``n`` where it is read: each scan carries ``n`` and stops at it.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdint cimport uint64_t
from libc.string cimport memchr, memcmp, memcpy

from detector.html.classes import class_names
from detector.html.concealment import _ASSISTIVE, by_style
from detector.html.elements import (
    ACTS,
    AUTHOR,
    CLOSED_BY_SIBLING,
    COMMENTS,
    CONTAINER_ENDS,
    DATE,
    FURNITURE,
    NAMED,
    OPENING,
    ROOTS,
    SCOPES,
    _NEGATED,
    _ROLES,
)
from detector.html.tokens import attribute, pairs, rel as rel_of, unescaped
from detector.html.walk import _ARIA, _CROSSING, _PLAIN, MARK, Walked, _describe, _stated, _word

cdef extern from "Python.h":
    str PyUnicode_Substring(object text, Py_ssize_t start, Py_ssize_t end)
    str PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t size)
    bint Py_UNICODE_ISALNUM(Py_UCS4 point) noexcept nogil

include "_points.pxi"

cdef enum:
    INLINE = 1
    INLINE_END = 2
    META = 4
    ANCHOR = 5
    ANCHOR_END = 6
    BREAK = 7
    BLOCK = 8
    BLOCK_END = 9
    OPEN = 10
    ITEM = 11
    CLOSE = 12

    OPENS = 0
    LINK_ENDS = 1
    HINT_OPENS = 2
    HINT_ENDS = 3

    LINK_LIMIT = 20_000
    META_LIMIT = 500
    DEPTH_LIMIT = 5_000
    SEARCH_LIMIT = 50

    SLOTS = 2048
    ELEMENTS = 512
    LETTERS = 16
    NEGATED = 1 << 30

cdef tuple plain = _PLAIN
cdef int HINTS = AUTHOR | DATE
cdef int HINT_LIMIT = 64
cdef int AUTHOR_ = AUTHOR, DATE_ = DATE, FURNITURE_ = FURNITURE
cdef int FURNISHED = NAMED | COMMENTS

cdef struct Element:
    uint64_t low
    uint64_t high
    int act
    int end
    int role
    int sibling
    int closes
    bint container
    bint scope
    bint crossing

cdef struct Open:
    int end
    int how
    int box
    int hint

cdef struct Word:
    uint64_t low
    uint64_t high
    int role

cdef Word words[SLOTS]
cdef Element elements[ELEMENTS]
cdef int slots[SLOTS]
cdef list names = []
cdef dict idents = {}


cdef inline int slot_of(uint64_t low, uint64_t high) noexcept nogil:
    return <int>(((low * 0x9E3779B97F4A7C15ULL) ^ (high * 0xC2B2AE3D27D4EB4FULL)) >> 53)


cdef void learn() except *:
    """Put the elements of ``elements.py`` where the walk finds them by their letters."""
    cdef uint64_t low, high
    cdef int ident, slot
    for slot in range(SLOTS):
        slots[slot] = -1
    siblings = sorted({end for ends in CLOSED_BY_SIBLING.values() for end in ends})
    if len(ACTS) > ELEMENTS or any(len(name) > LETTERS for name in ACTS):
        raise AssertionError("the table of elements is too small")
    for ident, name in enumerate(ACTS):
        names.append(name)
        idents[name] = ident
    for ident, name in enumerate(names):
        low = high = 0
        for place, letter in enumerate(name):
            if place < 8:
                low |= <uint64_t>ord(letter) << (8 * place)
            else:
                high |= <uint64_t>ord(letter) << (8 * (place - 8))
        end, role = OPENING.get(name, ("", 0))
        elements[ident].low = low
        elements[ident].high = high
        elements[ident].act = ACTS[name]
        elements[ident].end = idents[end] if end else -1
        elements[ident].role = role
        elements[ident].sibling = 1 << siblings.index(name) if name in siblings else 0
        elements[ident].closes = sum(
            1 << siblings.index(end) for end in CLOSED_BY_SIBLING.get(name, ())
        )
        elements[ident].container = name in CONTAINER_ENDS
        elements[ident].scope = name in SCOPES
        elements[ident].crossing = name in _CROSSING
        slot = slot_of(low, high)
        while slots[slot] >= 0:
            slot = (slot + 1) % SLOTS
        slots[slot] = ident


cdef void learn_words() except *:
    """Put the words of class names where ``role_of`` finds them by their letters."""
    cdef uint64_t low, high
    cdef int slot
    for slot in range(SLOTS):
        words[slot].low = 0
        words[slot].role = 0
    if len(_ROLES) + len(_NEGATED) > SLOTS // 2:
        raise AssertionError("the table of words is too small")
    for word in {**_ROLES, **dict.fromkeys(_NEGATED)}:
        if len(word) > LETTERS or not (word.isascii() and word.isalpha()):
            if len(word) > LETTERS:
                raise AssertionError("a word is too long for the table")
            continue  # never one of the words in a name
        low = high = 0
        for place, letter in enumerate(word):
            if place < 8:
                low |= <uint64_t>ord(letter) << (8 * place)
            else:
                high |= <uint64_t>ord(letter) << (8 * (place - 8))
        slot = slot_of(low, high)
        while words[slot].low:
            slot = (slot + 1) % SLOTS
        words[slot].low = low
        words[slot].high = high
        words[slot].role = _ROLES.get(word, 0) | (NEGATED if word in _NEGATED else 0)


learn()
learn_words()

cdef int HTML = idents["html"]
cdef int HEAD = idents["head"]
cdef int BODY = idents["body"]
cdef int FONT = idents["font"]
cdef int MARQUEE = idents["marquee"]
cdef int TIME = idents["time"]
cdef int IMG = idents["img"]
cdef int P_END = idents["/p"]


cdef inline Py_UCS4 lower(Py_UCS4 point) noexcept nogil:
    """Of ASCII only."""
    if 65 <= point <= 90:
        return <Py_UCS4>(<unsigned int>point + 32)
    return point


cdef inline Py_ssize_t find(
    const Point *s, Py_ssize_t at, Py_ssize_t end, Py_UCS4 wanted
) noexcept nogil:
    """Where ``wanted`` stands in ``[at, end)``, else ``end``."""
    cdef void *found
    cdef Py_ssize_t step = 8 // sizeof(Point)  # code points in eight bytes
    if Point is uchar:
        if at >= end:
            return end
        found = memchr(s + at, <int>wanted, end - at)
        return end if found == NULL else <const unsigned char *>found - s
    else:
        while at + step <= end and not holds(s, at, wanted):
            at += step
        while at < end and s[at] != wanted:
            at += 1
        return at


cdef inline bint says(
    const Point *s, Py_ssize_t at, Py_ssize_t end, const char *word, int size
) noexcept nogil:
    """Whether ``word``, which is lower case, stands at ``at`` in any case."""
    cdef int i
    if at + size > end:
        return False
    for i in range(size):
        if lower(s[at + i]) != <unsigned char>word[i]:
            return False
    return True


cdef inline int raw_name(const Point *s, Py_ssize_t at, Py_ssize_t n, const char **word) noexcept nogil:
    """The length of the raw element's name at ``at``, which is followed by what ends a name."""
    cdef int size = 0
    cdef Py_UCS4 first = lower(s[at])
    if first == c"s":
        if says(s, at, n, "script", 6):
            word[0] = "script"
            size = 6
        elif says(s, at, n, "style", 5):
            word[0] = "style"
            size = 5
    elif first == c"t" and says(s, at, n, "textarea", 8):
        word[0] = "textarea"
        size = 8
    elif first == c"i" and says(s, at, n, "iframe", 6):
        word[0] = "iframe"
        size = 6
    elif first == c"n" and says(s, at, n, "noembed", 7):
        word[0] = "noembed"
        size = 7
    if size == 0 or at + size >= n:
        return 0
    if s[at + size] == c"/" or s[at + size] == c">" or is_space(s[at + size]):
        return size
    return 0


cdef inline Py_ssize_t after_attributes(const Point *s, Py_ssize_t at, Py_ssize_t n) noexcept nogil:
    """Where the attributes that begin at ``at`` end: at the ``>`` or ``n``."""
    cdef Py_UCS4 quote
    while at < n:
        if s[at] == c">":
            return at
        if s[at] != c"=":
            at += 1
            continue
        at += 1
        while at < n and is_space(s[at]):
            at += 1
        if at < n and (s[at] == c'"' or s[at] == c"'"):
            quote = s[at]
            at = find(s, at + 1, n, quote)
            if at < n:
                at += 1
    return n


cdef inline Py_ssize_t after_comment(const Point *s, Py_ssize_t at, Py_ssize_t n) noexcept nogil:
    """Where the comment ends whose text begins at ``at``."""
    if at < n and s[at] == c">":
        return at + 1
    if at + 1 < n and s[at] == c"-" and s[at + 1] == c">":
        return at + 2
    while True:
        at = find(s, at, n, c"-")
        if at + 2 >= n:
            return n
        if s[at + 1] == c"-":
            if s[at + 2] == c">":
                return at + 3
            if s[at + 2] == c"!" and at + 3 < n and s[at + 3] == c">":
                return at + 4
        at += 1


cdef struct Known:
    uint64_t hashed
    Py_ssize_t at
    Py_ssize_t size
    int number


cdef inline uint64_t hashed(const void *data, Py_ssize_t size) noexcept nogil:
    """Of ``size`` bytes, eight at a time."""
    cdef const char *s = <const char *>data
    cdef uint64_t value = <uint64_t>size * 0x9E3779B97F4A7C15ULL, word
    while size >= 8:
        memcpy(&word, s, 8)
        value = (value ^ word) * 0xC2B2AE3D27D4EB4FULL
        value ^= value >> 29
        s += 8
        size -= 8
    if size:
        word = 0
        memcpy(&word, s, size)
        value = (value ^ word) * 0xC2B2AE3D27D4EB4FULL
        value ^= value >> 29
    return value ^ (value >> 32)


cdef class Seen:
    """What is known of attributes that came before: their class names, and what they say."""

    cdef Known *slots
    cdef Py_ssize_t room, count
    cdef list infos, words
    cdef Py_ssize_t *spans
    cdef Py_ssize_t noted, span_room

    def __cinit__(self):
        self.noted = 0
        self.span_room = 1024
        self.spans = <Py_ssize_t *>PyMem_Malloc(2 * self.span_room * sizeof(Py_ssize_t))
        if self.spans == NULL:
            raise MemoryError
        self.infos = []
        self.words = []
        self.count = 0
        self.room = 512
        self.slots = <Known *>PyMem_Calloc(self.room, sizeof(Known))
        if self.slots == NULL:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.slots)
        PyMem_Free(self.spans)

    cdef int note(self, Py_ssize_t at, Py_ssize_t end) except -1:
        """Attributes stand in ``[at, end)``."""
        cdef Py_ssize_t *spans
        if self.noted == self.span_room:
            spans = <Py_ssize_t *>PyMem_Realloc(
                self.spans, 4 * self.span_room * sizeof(Py_ssize_t)
            )
            if spans == NULL:
                raise MemoryError
            self.spans = spans
            self.span_room *= 2
        self.spans[2 * self.noted] = at
        self.spans[2 * self.noted + 1] = end
        self.noted += 1
        return 0

    cdef list all(self, str source):
        """The attributes of every element that has any."""
        cdef Py_ssize_t i
        return [
            PyUnicode_Substring(source, self.spans[2 * i], self.spans[2 * i + 1])
            for i in range(self.noted)
        ]

    cdef int grow(self) except -1:
        cdef Known *old = self.slots
        cdef Py_ssize_t before = self.room, i
        cdef Known *slots = <Known *>PyMem_Calloc(before * 4, sizeof(Known))
        if slots == NULL:
            raise MemoryError
        self.slots = slots
        self.room = before * 4
        for i in range(before):
            if old[i].size:
                slots[self.free(old[i].hashed)] = old[i]
        PyMem_Free(old)
        return 0

    cdef Py_ssize_t free(self, uint64_t hashed) noexcept:
        cdef Py_ssize_t slot = hashed & (self.room - 1)
        while self.slots[slot].size:  # half of them are free
            slot = (slot + 1) & (self.room - 1)
        return slot

    cdef int number(self, const char *data, int kind, Py_ssize_t at, Py_ssize_t size) except -1:
        """The number of these attributes, which are ``size`` > 0 code points of ``data``.

        After 64 slots the search is given up, so that attributes made to collide cost no more.
        They get a number of their own then, as if they were new.
        """
        cdef uint64_t value = hashed(data + at * kind, size * kind)
        cdef Py_ssize_t slot = value & (self.room - 1)
        cdef int steps = 0, number = <int>len(self.infos)
        while self.slots[slot].size:
            if (
                self.slots[slot].hashed == value
                and self.slots[slot].size == size
                and not memcmp(data + self.slots[slot].at * kind, data + at * kind, size * kind)
            ):
                return self.slots[slot].number
            slot = (slot + 1) & (self.room - 1)
            steps += 1
            if steps == 64:
                self.infos.append(None)
                self.words.append(None)
                return number
        self.slots[slot] = Known(value, at, size, number)
        self.infos.append(None)
        self.words.append(None)
        self.count += 1
        if self.count * 2 > self.room:
            self.grow()
        return number


cdef class Stretches:
    """The stretch that is being read, and those before it."""

    cdef list done, marks, hows
    cdef dict how_numbers
    cdef char *data
    cdef Py_ssize_t used, room
    cdef int kind, how, box, anchor
    cdef bint began

    def __cinit__(self, int kind):
        self.done = []
        self.marks = []
        self.hows = [""]
        self.how_numbers = {"": 0}
        self.kind = kind
        self.room = 4096
        self.data = <char *>PyMem_Malloc(self.room * kind)
        if self.data == NULL:
            raise MemoryError
        self.used = 0
        self.how = 0
        self.box = 0
        self.anchor = -1
        self.began = False

    def __dealloc__(self):
        PyMem_Free(self.data)

    cdef int grow(self, Py_ssize_t more) except -1:
        cdef Py_ssize_t room = self.room
        cdef char *data
        while self.used + more > room:
            room *= 2
        if room != self.room:
            data = <char *>PyMem_Realloc(self.data, room * self.kind)
            if data == NULL:
                raise MemoryError
            self.data = data
            self.room = room
        return 0

    cdef int text(self, const void *start, Py_ssize_t size) except -1:
        if self.used + size > self.room:
            self.grow(size)
        memcpy(self.data + self.used * self.kind, start, size * self.kind)
        self.used += size
        return 0

    cdef int mark(self, long value) except -1:
        if self.used + 1 > self.room:
            self.grow(1)
        if self.kind == 1:
            (<unsigned char *>self.data)[self.used] = 2
        elif self.kind == 2:
            (<unsigned short *>self.data)[self.used] = 2
        else:
            (<Py_UCS4 *>self.data)[self.used] = 2
        self.used += 1
        self.marks.append(value)
        return 0

    cdef int end(self, bint began) except -1:
        """End the stretch; ``began`` is for the next one."""
        cdef str raw = PyUnicode_FromKindAndData(self.kind, self.data, self.used)
        cdef list marks = self.marks
        if marks:
            self.marks = []
            self.done.append((raw, self.box, self.hows[self.how], marks, self.began))
        else:
            self.done.append((raw, self.box, self.hows[self.how], None, self.began))
        self.used = 0
        self.began = began
        return 0

    cdef int number_of_how(self, str how) except -1:
        number = self.how_numbers.get(how)
        if number is None:
            number = self.how_numbers[how] = len(self.hows)
            self.hows.append(how)
        return number


cdef inline int role_of_word(uint64_t low, uint64_t high) noexcept nogil:
    cdef int slot = slot_of(low, high)
    while words[slot].low:  # most slots are free
        if words[slot].low == low and words[slot].high == high:
            return words[slot].role
        slot = (slot + 1) % SLOTS
    return 0


cdef inline void put(uint64_t *low, uint64_t *high, int place, Py_UCS4 letter) noexcept nogil:
    """Letters past the sixteenth are left out: who counts them knows it is no known word."""
    if place < 8:
        low[0] |= <uint64_t>letter << (8 * place)
    elif place < LETTERS:
        high[0] |= <uint64_t>letter << (8 * (place - 8))


cdef int role_of(const Point *s, Py_ssize_t at, Py_ssize_t end) noexcept nogil:
    """``role_of_name`` of the name in ``[at, end)``."""
    cdef uint64_t low, high, all_low = 0, all_high = 0
    cdef int role = 0, size, all_size = 0, count = 0
    cdef Py_ssize_t i, stop
    cdef Py_UCS4 letter
    end = min(end, at + 80)
    while at < end:
        # A word: small letters, perhaps with a capital before them, or capitals.
        stop = at
        while stop < end and 65 <= s[stop] <= 90:
            stop += 1
        if stop < end and 97 <= s[stop] <= 122 and stop - at < 2:
            while stop < end and 97 <= s[stop] <= 122:
                stop += 1
        elif stop < end and 97 <= s[stop] <= 122:
            stop -= 1  # the last capital begins the next word
        if stop == at:
            at += 1
            continue
        low = high = 0
        size = 0
        for i in range(at, stop):
            letter = lower(s[i])
            put(&low, &high, size, letter)
            put(&all_low, &all_high, all_size, letter)
            size += 1
            all_size += 1
        at = stop
        count += 1
        if size <= LETTERS:
            role |= role_of_word(low, high)
    if count > 1:
        if all_size <= LETTERS:
            role |= role_of_word(all_low, all_high) & ~NEGATED
        if role & NEGATED:
            role &= ~FURNISHED
    return role & ~NEGATED


cdef tuple usual(
    const Point *s, Py_ssize_t at, Py_ssize_t end, str source, dict rules, frozenset ruled
):
    """What :func:`_describe` says of attributes as nearly all tags write them, ``None`` of others."""
    cdef Py_ssize_t start, value, i
    cdef Py_UCS4 point, quote
    cdef Py_ssize_t class_at = -1, class_end = -1, id_at = -1, id_end = -1
    cdef Py_ssize_t style_at = -1, style_end = -1, role_at = -1, role_end = -1
    cdef int size, role
    cdef bint telling, again = False, ruled_any = len(rules) > 0
    cdef Py_ssize_t begin = at, class_start
    cdef str how = "", hint = "", value_of_class, value_of_id
    while at < end:
        start = at
        while at < end and is_space(s[at]):
            at += 1
        if at == end:
            break
        if at == start:
            return None
        start = at
        point = lower(s[at])
        if not (97 <= point <= 122 or point == c"_"):
            return None
        while at < end:
            point = lower(s[at])
            if not (97 <= point <= 122 or 48 <= point <= 58 or point == c"-" or point == c"."
                    or point == c"_"):
                break
            at += 1
        if at < end and s[at] >= 0x80:
            return None
        size = <int>min(at - start, 9)
        if (
            (size == 5 and says(s, start, end, "color", 5))
            or (size == 6 and says(s, start, end, "hidden", 6))
            or (size == 8 and (says(s, start, end, "itemprop", 8)
                               or says(s, start, end, "property", 8)
                               or says(s, start, end, "datetime", 8)))
            or (size == 7 and (says(s, start, end, "bgcolor", 7)
                               or says(s, start, end, "content", 7)))
        ):
            return None
        telling = (
            (size == 5 and (says(s, start, end, "class", 5) or says(s, start, end, "style", 5)))
            or (size == 2 and says(s, start, end, "id", 2))
            or (size == 3 and says(s, start, end, "rel", 3))
            or (size == 4 and says(s, start, end, "role", 4))
        )
        if at == end or s[at] != c"=":
            if telling:
                return None
            continue
        at += 1
        if at == end:
            return None
        value = at + 1
        if s[at] == c'"':
            at = find(s, value, end, c'"')
            if at == end:
                return None
            if telling:
                if writes(s, start, end, "class", 5):
                    again |= class_at >= 0
                    class_at = value
                    class_end = at
                elif writes(s, start, end, "style", 5):
                    again |= style_at >= 0
                    style_at = value
                    style_end = at
                elif writes(s, start, end, "id", 2):
                    again |= id_at >= 0
                    id_at = value
                    id_end = at
                elif writes(s, start, end, "role", 4):
                    again |= role_at >= 0
                    role_at = value
                    role_end = at
                elif writes(s, start, end, "rel", 3):
                    for i in range(value, at):
                        if says(s, i, at, "author", 6):
                            return None
                else:
                    return None
            at += 1
            continue
        if telling:
            return None
        if s[at] == c"'":
            at = find(s, value, end, c"'")
            if at == end:
                return None
            at += 1
        else:
            value = at
            while at < end and not (
                is_space(s[at]) or s[at] == c'"' or s[at] == c"'" or s[at] == c"="
                or s[at] == c"<" or s[at] == c">" or s[at] == c"`"
            ):
                at += 1
            if at == value:
                return None
    if role_at >= 0 and (again or end - begin > 8000):
        return None  # pairs() is asked then: the first of a name counts, and little is read
    role = 0
    class_start = class_at
    if id_at >= 0:
        if ruled_any and "#" + PyUnicode_Substring(source, id_at, id_end).strip() in rules:
            return None
        role = role_of(s, id_at, id_end)
    while class_at >= 0 and class_at < class_end:
        start = class_at
        while class_at < class_end and not is_space(s[class_at]):
            class_at += 1
        if class_at > start:
            if ruled_any and PyUnicode_Substring(source, start, class_at) in ruled:
                return None
            role |= role_of(s, start, class_at)
        class_at += 1
    if role_at >= 0:
        role |= <int>_ARIA.get(PyUnicode_Substring(source, role_at, role_end), 0)
    if style_at >= 0:
        how = by_style(PyUnicode_Substring(source, style_at, min(style_end, style_at + 500)))
    if role & HINTS or how:
        value_of_class = PyUnicode_Substring(source, class_start, class_end) if class_at >= 0 else ""
        value_of_id = PyUnicode_Substring(source, id_at, id_end) if id_at >= 0 else ""
        if how and _ASSISTIVE.search(value_of_class or value_of_id):
            how = ""
            role |= FURNITURE_
        if role & HINTS:
            word = _word(
                value_of_class, {"id": value_of_id}, AUTHOR_ if role & AUTHOR_ else DATE_
            )
            hint = f"{'author' if role & AUTHOR_ else 'date'}:class {word}"
            role &= ~HINTS
    return (role, how, hint, None) if role or how or hint else plain


cdef inline bint twice(const Point *s, Py_ssize_t at, Py_ssize_t end) noexcept nogil:
    """Whether ``class=`` or ``style=`` stands there more than once."""
    cdef int classes = 0, styles = 0
    cdef Py_ssize_t start = at
    while True:
        at = find(s, at, end, c"=")
        if at == end:
            return classes > 1 or styles > 1
        if at - start >= 5:
            classes += writes(s, at - 5, end, "class", 5)
            styles += writes(s, at - 5, end, "style", 5)
        at += 1


cdef bint may_be_ruled(
    const Point *s, Py_ssize_t at, Py_ssize_t end, str source, frozenset ruled
) except -1:
    """``_may_be_ruled`` of the attributes in ``[at, end)``."""
    cdef Py_ssize_t i, value, stop
    cdef bint named = False, classed = False, some_id = False
    for i in range(at, end):
        if s[i] == c"i":
            if writes(s, i, end, "id=", 3):
                some_id = True
                named = named or (i > at and s[i - 1] == c" ")
        elif s[i] == c"c" and writes(s, i, end, "class", 5):
            classed = True
    if not classed:
        return some_id
    for i in range(at, end):
        if s[i] == c" " and writes(s, i, end, ' class="', 8):
            value = i + 8
            stop = find(s, value, end, c'"')
            if stop == end:
                stop = max(end - 1, value)  # the last character is lost, as in walk.py
            while value < stop:
                i = value
                while value < stop and not is_space(s[value]):
                    value += 1
                if value > i and PyUnicode_Substring(source, i, value) in ruled:
                    return True
                value += 1
            return named
    return True


cdef tuple described(
    const Point *s, Py_ssize_t at, Py_ssize_t end, str source, int ident, str name,
    dict rules, frozenset ruled, object ground,
):
    cdef tuple info
    if ident != FONT and ident != MARQUEE and not twice(s, at, end):
        info = usual(s, at, end, source, rules, ruled)
        if info is not None:
            return info
    return _describe(name, PyUnicode_Substring(source, at, end), rules, ruled, ground)


cdef int split_into(
    const Point *s, Py_ssize_t at, Py_ssize_t end, str source, list words
) except -1:
    """Add what stands between white space."""
    cdef Py_ssize_t begin
    while at < end:
        begin = at
        while at < end and not is_space(s[at]):
            at += 1
        if at > begin:
            words.append(PyUnicode_Substring(source, begin, at))
        at += 1
    return 0


cdef tuple class_words(const Point *s, Py_ssize_t at, Py_ssize_t end, str source):
    """The class names in the attributes ``[at, end)``, and those in unusual quotes.

    ``None`` where a quote is not closed here: then ``classes.py`` reads on, and must be asked.
    """
    cdef list words = [], others = None
    cdef Py_ssize_t start = at, last = at, last_other = at, value, stop
    cdef Py_UCS4 quote
    while True:
        at = find(s, at, end, c"=")
        if at == end:
            return words, others
        value = at + 1
        if (
            at - start < 6 or value == end or s[at - 6] != c" "
            or not writes(s, at - 5, end, "class", 5)
        ):
            at += 1
            continue
        quote = s[value]
        if quote == c'"' or quote == c"'":
            stop = find(s, value + 1, end, quote)
            if stop == end or stop - value > 2000:
                return None
            if stop > value + 1:
                if quote == c'"':
                    if at - 6 >= last:
                        split_into(s, value + 1, stop, source, words)
                        last = stop
                elif at - 6 >= last_other:
                    others = others or []
                    split_into(s, value + 1, stop, source, others)
                    last_other = stop
        elif at - 6 >= last_other:
            stop = value
            while stop < end and stop - value < 200 and not (
                is_space(s[stop]) or s[stop] == c'"' or s[stop] == c"'" or s[stop] == c">"
            ):
                stop += 1
            if stop > value:
                others = others or []
                split_into(s, value, stop, source, others)
                last_other = stop
        at += 1


cdef object read(const Point *s, Py_ssize_t n, int kind, str source, dict rules):
    cdef Stretches out = Stretches(kind)
    cdef Open *stack = <Open *>PyMem_Malloc(DEPTH_LIMIT * sizeof(Open))
    if stack == NULL:
        raise MemoryError
    try:
        return _read(s, n, kind, source, rules, out, stack)
    finally:
        PyMem_Free(stack)


cdef inline int pop(Open *stack, int depth, Stretches out) except -1:
    """Leave the innermost open element, which stands at ``depth``."""
    out.how = stack[depth].how
    out.box = stack[depth].box
    if stack[depth].hint >= 0:
        out.mark(<long>stack[depth].hint << 2 | HINT_ENDS)
    return 0


cdef inline bint is_container(int end) noexcept nogil:
    return 0 <= end < ELEMENTS and elements[end].container


cdef object _read(
    const Point *s, Py_ssize_t n, int kind, str source, dict rules, Stretches out, Open *stack
):
    cdef Py_ssize_t at = 0, text = 0, name_at, name_end, attr_end, i, text_end, after, href_at, rel_at
    cdef int depth = 0, boxes = 1, anchor_depth = 0, tracked = 0, suspects = 0
    cdef int act, ident, hint, end, role, size, slot, level, how
    cdef long element_count = 0, images = 0
    cdef uint64_t low, high
    cdef Py_UCS4 point
    cdef const char *word = NULL
    cdef list parents = [0], own = [0], anchors = [], hints = [], metas = []
    cdef list classes = [], other_classes = []
    cdef tuple words
    cdef dict room = {"a": HINT_LIMIT, "d": HINT_LIMIT}, others = {}
    cdef Seen seen = Seen()
    cdef int number_seen = -1
    cdef bint odd = False
    cdef frozenset ruled = frozenset([rule[1:] for rule in rules if rule[0] == "."])
    cdef str root = "", attributes, name, href, rel
    cdef object ground = None, number
    cdef tuple info
    cdef bint alone, asked, related, crosses

    while True:
        # The next tag; text stands in [text, at).
        at = find(s, at, n, c"<")
        if at >= n:
            break
        text_end = at
        name_at = at + 1
        if name_at >= n:
            break
        point = s[name_at]
        if point == c"/" and name_at + 1 < n:
            point = s[name_at + 1]
        if not (97 <= lower(point) <= 122):
            point = s[name_at]
            if point == c"!" and name_at + 2 < n and s[name_at + 1] == c"-" and s[name_at + 2] == c"-":
                at = after_comment(s, name_at + 3, n)
            elif point == c"!" or point == c"?" or point == c"/":
                at = find(s, name_at + 1, n, c">") + 1
            else:
                at += 1
                continue
            name_end = 0
        elif s[name_at] != c"/" and (size := raw_name(s, name_at, n, &word)) != 0:
            at = name_at + size
            while True:
                at = find(s, at, n, c"<")
                if at >= n:
                    break
                if at + 1 < n and s[at + 1] == c"/" and says(s, at + 2, n, word, size):
                    at = find(s, at + 2 + size, n, c">") + 1
                    break
                at += 1
            name_end = 0
        else:
            name_end = name_at + 1
            while name_end < n and not (
                s[name_end] == c"/" or s[name_end] == c">" or is_space(s[name_end])
            ):
                name_end += 1
            attr_end = after_attributes(s, name_end, n)
            at = attr_end + 1
        if at > n:
            at = n

        # Its text belongs to the stretch.
        if text_end > text:
            if out.used == 0:
                for i in range(text, text_end):
                    if not is_space(s[i]):
                        out.text(s + text, text_end - text)
                        break
            else:
                out.text(s + text, text_end - text)
        if name_end == 0:
            if text_end > text and out.used and Py_UNICODE_ISALNUM(s[text_end - 1]):
                suspects += 1
            text = at
            continue
        text = at

        # Which element it is.
        ident = -1
        name = None
        size = <int>min(name_end - name_at, LETTERS + 1)
        if size <= LETTERS:
            low = high = 0
            for i in range(size):
                point = lower(s[name_at + i])
                if point >= 0x80 or point == 0:  # packed, a NUL would be no letter at all
                    size = LETTERS + 1
                    break
                if i < 8:
                    low |= <uint64_t>point << (8 * i)
                else:
                    high |= <uint64_t>point << (8 * (i - 8))
            if size <= LETTERS:
                slot = slot_of(low, high)
                while slots[slot] >= 0:  # a quarter of the slots are taken: some are free
                    if elements[slots[slot]].low == low and elements[slots[slot]].high == high:
                        ident = slots[slot]
                        break
                    slot = (slot + 1) % SLOTS
        if ident < 0:
            name = PyUnicode_Substring(source, name_at, name_end).lower()
            number = idents.get(name)
            if number is not None:
                ident = number
        if s[name_at] != c"/":
            element_count += 1
            if ident == IMG and (
                writes(s, name_at, name_end, "img", 3) or writes(s, name_at, name_end, "IMG", 3)
            ):
                images += 1
        if ident >= 0:
            act = elements[ident].act
            name = names[ident]
            end = elements[ident].end
            role = elements[ident].role
        else:
            act = INLINE_END if s[name_at] == c"/" else INLINE
            role = 0
            ending = name if act == INLINE_END else "/" + name
            number = others.get(ending)
            if number is None:
                number = others[ending] = ELEMENTS + len(others)
            end = number
            if act == INLINE_END:
                ident = end
        if attr_end > name_end:
            seen.note(name_end, attr_end)
            number_seen = seen.number(<const char *>s, kind, name_end, attr_end - name_end)
            words = seen.words[number_seen]
            if words is None:
                words = class_words(s, name_end, attr_end, source)
                if words is None:
                    odd = True
                    words = ([], None)
                seen.words[number_seen] = words
            classes += <list>words[0]
            if words[1] is not None:
                other_classes += <list>words[1]
        info = plain

        if act >= BREAK:
            if out.used:
                out.end(out.anchor >= 0)
            if act == CLOSE:
                if depth and stack[depth - 1].end == ident and not tracked:
                    depth -= 1
                    pop(stack, depth, out)
                    if out.anchor >= 0 and depth < anchor_depth:
                        out.mark(<long>out.anchor << 2 | LINK_ENDS)
                        out.anchor = -1
                    continue
            elif act >= OPEN:
                if act == ITEM:
                    while depth and (
                        stack[depth - 1].end < ELEMENTS
                        and elements[stack[depth - 1].end].sibling & elements[ident].closes
                    ):
                        depth -= 1
                        pop(stack, depth, out)
                if attr_end > name_end:
                    info = seen.infos[number_seen]
                    if info is None or ident == MARQUEE:
                        info = described(
                            s, name_end, attr_end, source, ident, name, rules, ruled, ground
                        )
                        seen.infos[number_seen] = info
            elif act == BREAK:
                continue
            elif act == BLOCK:
                while tracked and depth and stack[depth - 1].end == P_END:
                    depth -= 1
                    tracked -= 1
                    pop(stack, depth, out)
                if attr_end == name_end:
                    continue
                info = seen.infos[number_seen]
                if info is None:
                    info = described(
                        s, name_end, attr_end, source, ident, name, rules, ruled, ground
                    )
                    seen.infos[number_seen] = info
                if ident == HTML or ident == HEAD or ident == BODY:
                    if ident == HTML:
                        root = root or PyUnicode_Substring(source, name_end, attr_end)
                    ground = info[3] or ground
                    continue
                if info is plain:
                    continue
                tracked += 1
            elif not tracked:  # BLOCK_END
                continue
        elif act == ANCHOR:
            if out.anchor >= 0:
                out.mark(<long>out.anchor << 2 | LINK_ENDS)
                out.anchor = -1
            href_at = rel_at = -1
            asked = related = False
            for i in range(name_end, attr_end):
                if s[i] == c" ":
                    if href_at < 0 and writes(s, i, attr_end, ' href="', 7):
                        href_at = i
                    elif writes(s, i, attr_end, " hidden", 7):
                        asked = True
                    elif writes(s, i, attr_end, " rel=", 5):
                        related = True
                        if rel_at < 0 and i + 5 < attr_end and s[i + 5] == c'"':
                            rel_at = i
                elif (s[i] == c"s" and writes(s, i, attr_end, "style=", 6)) or (
                    s[i] == c"u" and writes(s, i, attr_end, "uthor", 5)
                ):
                    asked = True
            alone = False
            if href_at >= 0:
                after = find(s, href_at + 7, attr_end, c'"')
                alone = href_at == name_end and after == attr_end - 1
                if after == attr_end:  # no quote ends it: the last character is lost, as in walk.py
                    after = max(attr_end - 1, href_at + 7)
                href = PyUnicode_Substring(source, href_at + 7, after)
            else:
                href = attribute(PyUnicode_Substring(source, name_end, attr_end), "href")
            if not alone and (asked or (rules and may_be_ruled(s, name_end, attr_end, source, ruled))):
                info = described(
                    s, name_end, attr_end, source, ident, name, rules, ruled, ground
                )
            if href is not None and len(anchors) < LINK_LIMIT:
                out.anchor = <int>len(anchors)
                rel = ""
                if rel_at >= 0:
                    after = find(s, rel_at + 6, attr_end, c'"')
                    if after == attr_end:  # the same
                        after = max(attr_end - 1, rel_at + 6)
                    rel = PyUnicode_Substring(source, rel_at + 6, after)
                elif related:
                    rel = rel_of(PyUnicode_Substring(source, name_end, attr_end))
                anchors.append((href, rel))
                if not (tracked or info[1] or info[2]):
                    anchor_depth = depth
                    out.mark(<long>out.anchor << 2)
                    continue
            elif not (tracked or info[1] or info[2]):
                continue
            tracked += 1
        elif act == ANCHOR_END:
            if out.anchor >= 0:
                out.mark(<long>out.anchor << 2 | LINK_ENDS)
                out.anchor = -1
            if not tracked:
                continue
        elif act == INLINE_END:
            if not tracked:
                continue
        elif act == INLINE:
            if attr_end > name_end:
                info = None if ident == FONT else seen.infos[number_seen]
                if info is None:
                    info = described(
                        s, name_end, attr_end, source, ident, name, rules, ruled, ground
                    )
                    if ident != FONT:
                        seen.infos[number_seen] = info
                if ident == TIME:
                    info = (info[0], info[1], "date:time", None)
            if not (tracked or info[1] or info[2]):
                continue
            if attr_end > name_end and s[attr_end - 1] == c"/":
                continue
            tracked += 1
        else:
            if act == META and len(metas) < META_LIMIT:
                attributes = PyUnicode_Substring(source, name_end, attr_end)
                metas.append(attributes)
                if (
                    "itemprop" in attributes
                    and (stated := _stated(pairs(attributes)))
                    and room[stated[0]] > 0
                ):
                    room[stated[0]] -= 1
                    out.mark(len(hints) << 2 | HINT_OPENS)
                    out.mark(len(hints) << 2 | HINT_ENDS)
                    hints.append((stated, attribute(attributes, "content") or ""))
            continue

        if act != INLINE_END and act != ANCHOR_END and act != BLOCK_END and act != CLOSE:
            if out.used and out.how == 0 and info[1]:
                out.end(out.anchor >= 0 and act != ANCHOR)
            if depth >= DEPTH_LIMIT:
                if act <= BLOCK:
                    tracked -= 1
                continue
            hint = -1
            how = out.how
            if info is not plain:
                role |= <int>info[0]
                ground = info[3] or ground
                if info[2] and room[info[2][0]] > 0:
                    room[info[2][0]] -= 1
                    hint = <int>len(hints)
                    hint_kind, _, value = info[2].partition(" ")
                    if ident == TIME or hint_kind.endswith("itemprop"):
                        given = pairs(PyUnicode_Substring(source, name_end, attr_end))
                        value = unescaped(given.get("datetime") or given.get("content") or "")
                    hints.append((hint_kind, value))
                    out.mark(<long>hint << 2 | HINT_OPENS)
                if info[1] and how == 0:
                    how = out.number_of_how(info[1])
            stack[depth].end = end
            stack[depth].how = out.how
            stack[depth].box = out.box
            stack[depth].hint = hint
            depth += 1
            parents.append(out.box)
            own.append(role)
            out.how = how
            out.box = boxes
            boxes += 1
            if act == ANCHOR and out.anchor >= 0:
                anchor_depth = depth
                out.mark(<long>out.anchor << 2)
            continue

        level = depth - 1
        if level < 0:
            continue
        if stack[level].end != ident:
            crosses = ident < ELEMENTS and elements[ident].crossing
            after = max(-1, depth - SEARCH_LIMIT)
            while level > after:
                end = stack[level].end
                if end == ident:
                    break
                if not crosses and end < ELEMENTS and elements[end].scope:
                    level = -1
                    break
                level -= 1
            if level <= after:
                continue
        if out.used and stack[level].how != out.how:
            out.end(out.anchor >= 0)
        while depth > level:
            depth -= 1
            if not is_container(stack[depth].end):
                tracked -= 1
            pop(stack, depth, out)
        if out.anchor >= 0 and act == CLOSE and depth < anchor_depth:
            out.mark(<long>out.anchor << 2 | LINK_ENDS)
            out.anchor = -1
    if n > text:
        out.text(s + text, n - text)
    if out.used:
        out.end(False)
    named = class_names("\n".join(seen.all(source))) if odd else tuple((classes + other_classes)[:2000])
    return Walked(
        out.done, anchors, hints, parents, own, named, metas, root, element_count, images,
        suspects,
    )


def walk(str source not None, dict rules not None):
    """Equal to :func:`detector.html.walk.walk`."""
    cdef int kind = PyUnicode_KIND(source)
    cdef void *data = PyUnicode_DATA(source)
    cdef Py_ssize_t size = len(source)
    if kind == 1:
        return read[uchar](<const unsigned char *>data, size, kind, source, rules)
    if kind == 2:
        return read[ushort](<const unsigned short *>data, size, kind, source, rules)
    return read[Py_UCS4](<const Py_UCS4 *>data, size, kind, source, rules)
