# cython: boundscheck=False, wraparound=False, cdivision=True
"""Quick twin of ``search.py``: strings compared where the text begins as they do.

A sieve on the first code points dismisses nearly every place of a text. At those left, the few
strings that begin with the same six are compared one by one: linear for given lists.
"""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t, uint64_t

import numpy as np

cdef extern from "Python.h":
    int PyUnicode_KIND(object)
    void* PyUnicode_DATA(object)

cdef enum:
    NONE = 0xFFFFFFFF
    AHEAD = 6
    PIECE = 4096
    KELVIN = 0x212A
    DOTTED = 0x130


cdef struct Group:
    uint64_t key
    int32_t first
    int32_t count
    int32_t length


cdef inline uint64_t mixed(uint64_t key) noexcept nogil:
    return (key * <uint64_t>0x9E3779B97F4A7C15) >> 24


cdef inline uint64_t weighed(uint64_t code, int place) noexcept nogil:
    """What a code point adds to the key of those that begin a string."""
    code += 1  # a NUL counts too
    if place == 0:
        return code * <uint64_t>0x9E3779B97F4A7C15
    if place == 1:
        return code * <uint64_t>0xC2B2AE3D27D4EB4F
    if place == 2:
        return code * <uint64_t>0x165667B19E3779F9
    if place == 3:
        return code * <uint64_t>0xD6E8FEB86659FD93
    return code * <uint64_t>(0x9FB21C651E98DF25 if place == 4 else 0xA0761D6478BD642F)


cdef inline uint32_t small(uint32_t code) noexcept nogil:
    """The small letter of an ASCII letter and of the two others whose small form is one."""
    if code - 65 < 26:
        return code + 32
    if code == KELVIN:
        return 107
    return 105 if code == DOTTED else code


cdef uint32_t* plain(str text) except NULL:
    """The code points as the lists have them, six of no list behind them.

    Lone surrogates are question marks, as when encoded.
    """
    cdef Py_ssize_t size = len(text), at
    cdef int kind = PyUnicode_KIND(text)
    cdef const uint8_t* one = <const uint8_t*>PyUnicode_DATA(text)
    cdef const uint16_t* two = <const uint16_t*>one
    cdef const uint32_t* four = <const uint32_t*>one
    cdef uint32_t code
    cdef uint32_t* codes = <uint32_t*>PyMem_Malloc((size + AHEAD) * sizeof(uint32_t))
    if not codes:
        raise MemoryError
    if kind == 1:
        for at in range(size):
            codes[at] = one[at]
    elif kind == 2:
        for at in range(size):
            code = two[at]
            codes[at] = 63 if code - 0xD800 < 0x800 else code
    else:
        for at in range(size):
            code = four[at]
            codes[at] = 63 if code - 0xD800 < 0x800 else code
    for at in range(AHEAD):
        codes[size + at] = NONE
    return codes


@cython.final
cdef class Sieve:
    """Bits for what strings begin with: two code points, three, six; a shorter one for all it has.

    Most places of a text are dismissed by their pair, of the others most by their three.
    """

    cdef uint8_t* held[3]
    cdef int shift
    cdef bint single

    def __cinit__(self, patterns):
        cdef uint64_t key
        cdef int at, which
        cdef int* lengths = [2, 3, AHEAD]
        bits = 12
        while 1 << bits < 32 * len(patterns) and bits < 20:
            bits += 1
        self.shift = 64 - bits
        for which in range(3):
            self.held[which] = <uint8_t*>PyMem_Calloc(1 << bits - 3, 1)
            if not self.held[which]:
                raise MemoryError
        for pattern in patterns:
            if not pattern:
                raise ValueError("an empty string stands everywhere")
            self.single = self.single or len(pattern) == 1
            key = 0
            for at in range(min(len(pattern), AHEAD)):
                key += weighed(ord(pattern[at]), at)
                for which in range(3):
                    if at + 1 == min(len(pattern), lengths[which]):
                        # A slot is a number of as many bits as are held.
                        slot = key >> self.shift
                        self.held[which][slot >> 3] |= 1 << (slot & 7)

    def __dealloc__(self):
        for which in range(3):
            PyMem_Free(self.held[which])

    cdef inline uint32_t has(self, int which, uint64_t key) noexcept nogil:
        key >>= self.shift
        return self.held[which][key >> 3] >> (key & 7) & 1

    cdef Py_ssize_t sift(
        self, const uint32_t* codes, Py_ssize_t begin, Py_ssize_t end, Py_ssize_t* places
    ) noexcept nogil:
        """Write down where a string may begin: room for ``end - begin`` places.

        Without branches, which would be mispredicted; behind ``end`` are five codes more.
        """
        cdef uint64_t key
        cdef uint32_t held
        cdef Py_ssize_t at, which, found = 0, kept = 0, left = 0
        if self.single:
            for at in range(begin, end):
                key = weighed(codes[at], 0)
                places[found] = at
                found += self.has(0, key) | self.has(0, key + weighed(codes[at + 1], 1))
        else:
            for at in range(begin, end):
                places[found] = at
                found += self.has(0, weighed(codes[at], 0) + weighed(codes[at + 1], 1))
        for which in range(found):
            at = places[which]
            key = weighed(codes[at], 0)
            held = self.has(1, key)
            key += weighed(codes[at + 1], 1)
            held |= self.has(1, key) | self.has(1, key + weighed(codes[at + 2], 2))
            places[kept] = at
            kept += held
        for which in range(kept):
            at = places[which]
            key = weighed(codes[at], 0)
            held = self.has(2, key)
            key += weighed(codes[at + 1], 1)
            held |= self.has(2, key)
            key += weighed(codes[at + 2], 2)
            held |= self.has(2, key)
            key += weighed(codes[at + 3], 3)
            held |= self.has(2, key)
            key += weighed(codes[at + 4], 4)
            held |= self.has(2, key) | self.has(2, key + weighed(codes[at + 5], 5))
            places[left] = at
            left += held
        return left


@cython.final
cdef class Strings:
    """Fixed strings in groups of those that begin with the same six code points.

    A shorter string is grouped by all it has. Groups stand in a hash table by the key of what
    they begin with; in each the longest string comes first.
    """

    cdef Sieve sieve
    cdef Group* groups
    cdef uint64_t mask
    cdef Py_ssize_t count
    # By group: the number of each string, where its code points begin in ``letters``, its length.
    cdef int32_t* numbers
    cdef Py_ssize_t* begins
    cdef int32_t* sizes
    cdef uint32_t* letters

    def __cinit__(self, strings):
        cdef uint64_t key, slot
        cdef Py_ssize_t at = 0, place = 0
        cdef int first
        self.sieve, self.count = Sieve(strings), len(strings)
        groups = {}
        for number, string in enumerate(strings):
            groups.setdefault(string[:AHEAD], []).append((-len(string), number, string))
        size = 1024
        while size < 4 * len(groups):
            size *= 2
        self.mask = size - 1
        self.groups = <Group*>PyMem_Calloc(size, sizeof(Group))
        self.numbers = <int32_t*>PyMem_Calloc(self.count + 1, sizeof(int32_t))
        self.begins = <Py_ssize_t*>PyMem_Calloc(self.count + 1, sizeof(Py_ssize_t))
        self.sizes = <int32_t*>PyMem_Calloc(self.count + 1, sizeof(int32_t))
        self.letters = <uint32_t*>PyMem_Calloc(sum(map(len, strings)) + 1, sizeof(uint32_t))
        if not (self.groups and self.numbers and self.begins and self.sizes and self.letters):
            raise MemoryError
        for beginning, members in groups.items():
            key = 0
            for first in range(len(beginning)):
                key += weighed(ord(beginning[first]), first)
            slot = mixed(key) & self.mask
            while self.groups[slot].count:
                if self.groups[slot].key == key:
                    raise ValueError("two beginnings with one key")
                slot = (slot + 1) & self.mask
            self.groups[slot].key, self.groups[slot].first = key, at
            self.groups[slot].count, self.groups[slot].length = len(members), len(beginning)
            for _, number, string in sorted(members):
                self.numbers[at], self.begins[at], self.sizes[at] = number, place, len(string)
                for letter in string:
                    self.letters[place] = ord(letter)
                    place += 1
                at += 1

    def __dealloc__(self):
        PyMem_Free(self.groups)
        PyMem_Free(self.numbers)
        PyMem_Free(self.begins)
        PyMem_Free(self.sizes)
        PyMem_Free(self.letters)

    cdef Py_ssize_t begin_at(
        self, const uint32_t* codes, Py_ssize_t at, Py_ssize_t* finds, Py_ssize_t most
    ) noexcept nogil:
        """Number and end of the strings that begin at a place, the longest first, ``most`` at most.

        There are no more than the longest has letters. What no string holds stands behind the
        text, so that no comparison goes beyond.
        """
        cdef uint64_t[AHEAD] keys
        cdef uint64_t key = 0, slot
        cdef const uint32_t* string
        cdef Py_ssize_t found = 0, member, last
        cdef int32_t size, same
        cdef int length
        for length in range(AHEAD):
            key += weighed(codes[at + length], length)
            keys[length] = key
        for length in range(AHEAD - 1, -1, -1):
            key = keys[length]
            if not self.sieve.has(2, key):
                continue
            slot = mixed(key) & self.mask
            # The table is at most a quarter full: an empty slot ends every search.
            while self.groups[slot].count and self.groups[slot].key != key:
                slot = (slot + 1) & self.mask
            # A text can be made so that more of it has the key of less.
            if self.groups[slot].length != length + 1:
                continue
            last = self.groups[slot].first + self.groups[slot].count
            for member in range(self.groups[slot].first, last):
                string, size = self.letters + self.begins[member], self.sizes[member]
                same = 0
                while same < size and string[same] == codes[at + same]:
                    same += 1
                if same == size:
                    finds[2 * found], finds[2 * found + 1] = self.numbers[member], at + size
                    found += 1
                    if found == most:
                        return found
        return found

    def leftmost(self, str text):
        """The leftmost longest matches, none overlapping, as (pattern, start, end)."""
        found = self.whole(text, None, b"", b"")
        return list(zip(*[column.tolist() for column in found]))

    def whole(self, str text, bytes spaced, bytes padded, bytes letters):
        """Pattern, start and end of the same as arrays, those left out that are part of a word.

        ``spaced`` is 1 for each pattern that counts as a whole word only, or ``None`` where none
        is; ``padded`` are the classes of the text's characters with one more behind, ``letters``
        1 for those of the 256 classes that make words.
        """
        cdef Py_ssize_t size = len(text), begin, which, count, start, end = 0, reached = 0
        cdef Py_ssize_t room = 64, taken = 0
        cdef Py_ssize_t places[PIECE]
        cdef const uint8_t* words = NULL
        cdef const uint8_t* classes = <const uint8_t*>PyBytes_AS_STRING(padded)
        cdef const uint8_t* letter = <const uint8_t*>PyBytes_AS_STRING(letters)
        cdef Py_ssize_t[2] find
        cdef Py_ssize_t* rows
        cdef Py_ssize_t* more
        cdef uint32_t* codes
        cdef Py_ssize_t[:, ::1] out
        if spaced is not None:
            if len(spaced) < self.count or len(padded) != size + 1 or len(letters) != 256:
                raise ValueError("not the classes of this text")
            words = <const uint8_t*>PyBytes_AS_STRING(spaced)
        codes = plain(text)
        rows = <Py_ssize_t*>PyMem_Malloc(3 * room * sizeof(Py_ssize_t))
        try:
            if not rows:
                raise MemoryError
            for begin in range(0, size, PIECE):
                count = self.sieve.sift(codes, begin, min(begin + PIECE, size), places)
                for which in range(count):
                    start = places[which]
                    if start < reached:
                        continue
                    if not self.begin_at(codes, start, find, 1):
                        continue
                    reached = end = find[1]
                    if words and words[find[0]] and (
                        (start and letter[classes[start - 1]]) or letter[classes[end]]
                    ):
                        continue
                    if taken == room:
                        more = <Py_ssize_t*>PyMem_Realloc(rows, 6 * room * sizeof(Py_ssize_t))
                        if not more:
                            raise MemoryError
                        rows, room = more, 2 * room
                    rows[3 * taken], rows[3 * taken + 1], rows[3 * taken + 2] = find[0], start, end
                    taken += 1
            found = np.empty((3, taken), dtype=np.intp)
            out = found
            for which in range(taken):
                out[0, which], out[1, which] = rows[3 * which], rows[3 * which + 1]
                out[2, which] = rows[3 * which + 2]
        finally:
            PyMem_Free(codes)
            PyMem_Free(rows)
        return found[0], found[1], found[2]


@cython.final
cdef class Lists:
    """Twin of ``search.Lists``."""

    cdef Sieve sieve
    cdef Strings exact, small
    cdef Py_ssize_t lists, deepest
    # Of every exact string its number in each list, or -1; of those in small letters their numbers
    # in the first and in the last.
    cdef int32_t* numbers
    cdef int32_t* small_numbers

    def __cinit__(self, lists, small_strings, words):
        cdef Py_ssize_t at, which
        strings, in_any_case = {}, {}
        for listed in lists:
            for word, _ in listed:
                strings.setdefault(word, len(strings))
        for listed in (small_strings, words):
            for word, _ in listed:
                in_any_case.setdefault(word, len(in_any_case))
        if len(lists) < 2:
            raise ValueError("a first list and a last")
        self.lists = len(lists)
        self.deepest = max(map(len, (*strings, *in_any_case)), default=0)
        self.exact, self.small = Strings(tuple(strings)), Strings(tuple(in_any_case))
        lowered = ["".join([chr(small(ord(letter))) for letter in word]) for word in strings]
        self.sieve = Sieve((*lowered, *in_any_case))
        self.numbers = <int32_t*>PyMem_Malloc((len(strings) * self.lists + 1) * sizeof(int32_t))
        self.small_numbers = <int32_t*>PyMem_Malloc((len(in_any_case) * 2 + 1) * sizeof(int32_t))
        if not (self.numbers and self.small_numbers):
            raise MemoryError
        for at in range(len(strings) * self.lists):
            self.numbers[at] = -1
        for at in range(len(in_any_case) * 2):
            self.small_numbers[at] = -1
        for which in range(self.lists):
            for word, number in lists[which]:
                at = strings[word] * self.lists + which
                if self.numbers[at] < 0:
                    self.numbers[at] = number
        for which in range(2):
            for word, number in (small_strings, words)[which]:
                at = in_any_case[word] * 2 + which
                if self.small_numbers[at] < 0:
                    self.small_numbers[at] = number

    def __dealloc__(self):
        PyMem_Free(self.numbers)
        PyMem_Free(self.small_numbers)

    def find(self, str text, Py_ssize_t seen):
        """The matches of each list, as :meth:`search.Lists.find` gives them."""
        cdef Py_ssize_t size = len(text), begin, number, count, at, which
        cdef Py_ssize_t places[PIECE]
        cdef Py_ssize_t* reached = NULL
        cdef Py_ssize_t* finds = NULL
        cdef uint32_t* lowered = NULL
        cdef uint32_t* codes = plain(text)
        found = [[] for _ in range(self.lists)]
        try:
            lowered = <uint32_t*>PyMem_Malloc((size + AHEAD) * sizeof(uint32_t))
            reached = <Py_ssize_t*>PyMem_Calloc(self.lists, sizeof(Py_ssize_t))
            # A number and an end for each letter of the longest string, exact and in any case.
            finds = <Py_ssize_t*>PyMem_Malloc((4 * self.deepest + 1) * sizeof(Py_ssize_t))
            if not (lowered and reached and finds):
                raise MemoryError
            for at in range(size + AHEAD):
                lowered[at] = small(codes[at])
            for begin in range(0, size, PIECE):
                count = self.sieve.sift(lowered, begin, min(begin + PIECE, size), places)
                for which in range(count):
                    self.read(codes, lowered, places[which], seen, finds, reached, found)
        finally:
            PyMem_Free(codes)
            PyMem_Free(lowered)
            PyMem_Free(reached)
            PyMem_Free(finds)
        return found

    cdef int read(
        self,
        const uint32_t* codes,
        const uint32_t* lowered,
        Py_ssize_t start,
        Py_ssize_t seen,
        Py_ssize_t* finds,
        Py_ssize_t* reached,
        list found,
    ) except -1:
        """Put down what begins at one place: of every list the longest, of the first all."""
        cdef Py_ssize_t count = self.exact.begin_at(codes, start, finds, self.deepest)
        # ``finds`` has room for two numbers a letter of the longest string, twice.
        cdef Py_ssize_t* smalls = finds + 2 * count
        cdef Py_ssize_t small_count = self.small.begin_at(lowered, start, smalls, self.deepest)
        cdef Py_ssize_t last = self.lists - 1, small_end = 0, number, end, which, at, put = 0
        cdef int32_t in_small = -1
        if small_count and start >= reached[last]:
            for which in range(small_count):
                if self.small_numbers[2 * smalls[2 * which] + 1] >= 0:
                    in_small = self.small_numbers[2 * smalls[2 * which] + 1]
                    small_end = smalls[2 * which + 1]
                    break
        for at in range(count):
            end = finds[2 * at + 1]
            for which in range(self.lists):
                number = self.numbers[finds[2 * at] * self.lists + which]
                if number < 0 or (which < last and end > seen):
                    continue
                if which == 0:
                    # Longer ones in any case come before it.
                    while put < small_count and smalls[2 * put + 1] > end:
                        self.put_small(smalls + 2 * put, start, seen, found)
                        put += 1
                elif start < reached[which]:
                    continue
                if which == last and in_small >= 0:
                    if small_end > end:
                        continue
                    in_small = -1
                found[which].append((number, start, end))
                reached[which] = end
        for at in range(put, small_count):
            self.put_small(smalls + 2 * at, start, seen, found)
        if in_small >= 0:
            reached[last] = small_end
            if not ((start and spells(codes[start - 1])) or spells(codes[small_end])):
                found[last].append((in_small, start, small_end))
        return 0

    cdef int put_small(
        self, const Py_ssize_t* find, Py_ssize_t start, Py_ssize_t seen, list found
    ) except -1:
        """Put down in the first list what stands in any case."""
        if self.small_numbers[2 * find[0]] >= 0 and find[1] <= seen:
            found[0].append((self.small_numbers[2 * find[0]], start, find[1]))
        return 0


cdef inline bint spells(uint32_t code) noexcept nogil:
    """Whether it is a letter or digit of ASCII or one of the two whose small form is one."""
    return (code | 32) - 97 < 26 or code - 48 < 10 or code == KELVIN or code == DOTTED


def in_code_points(list found, bytes data):
    """Matches in bytes, sorted by where they start, as matches in code points."""
    cdef const uint8_t* byte = <const uint8_t*>PyBytes_AS_STRING(data)
    cdef Py_ssize_t size = PyBytes_GET_SIZE(data), at = 0, start, end, before = 0, inside, place
    moved = []
    for which, start, end in found:
        if not at <= start <= end <= size:
            raise ValueError("matches out of order")
        # A byte that does not continue a character begins one.
        for place in range(at, start):
            before += (byte[place] & 0xC0) != 0x80
        inside = 0
        for place in range(start, end):
            inside += (byte[place] & 0xC0) != 0x80
        at = start
        moved.append((which, before, before + inside))
    return moved
