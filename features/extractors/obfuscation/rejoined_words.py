"""Words cut by a foreign sign that the page writes whole elsewhere."""

from __future__ import annotations

import math

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import with_context
from features.span import Span
from features.views.characters import characters
from features.views.inserted import SPELT, cuts

BOUNDS = (0.0, 20.0)
SOURCE = "new (the text itself says which word was cut)"

_BETWEEN_HAN = frozenset(".|-–—·/\\_")
"""What parts the entries of a Chinese list that is written without spaces."""
_DOTTED = 3
"""Letters behind a dot: `Node.js` and `EE.UU.` are names."""
_COMPOUNDS = 4
"""Words parted by a hyphen that any page may spell both ways (`e-mail`, `start-up`)."""
_GENDER = frozenset("*:_·•")
_ENDINGS = frozenset(
    ["e", "es", "en", "m", "n", "r", "s", "rn", "in", "innen", "nen", "ne", "le", "te", "x"]
)
"""What follows the sign in forms for all genders: `Leser*innen`, `jede*r`, `élu·e`."""
_MOST = 64
"""Cuts looked at; of more, every k-th."""
_REACH = 20
"""Letters of a cut word looked at on each side."""
_HALF = 4
"""Letters on both sides of a hyphen that make it one of a compound."""
_WITHIN = 20_000
"""Characters in which the whole word is looked for."""
_TRIES = 4
"""Places at which a spelt word is looked for with no letter beside it."""


def rejoined_words(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different words found both cut by a sign and whole.

    A sign is anything but a letter, digit, space, bracket or punctuation of a sentence, directly
    between two letters (`gover}nment`, `we😀ather`); in Han the two characters beside it count as
    a word. Hyphens count from the fifth word on; forms for all genders do not. Of many signs 64
    are looked at.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    parted = cuts(page)
    if not parted:
        return Reading(0.0)
    text, size = chars.text, chars.size
    letters = chars.padded.translate(cp.class_translation(SPELT))
    han = chars.padded.translate(cp.class_translation(cp.HAN))
    found: dict[str, Span] = {}
    compounds: dict[str, Span] = {}
    within = text[:_WITHIN]
    for start, end in parted[:: -(-len(parted) // _MOST)]:
        low, high = start - 1, end + 1
        if han[low] and han[end]:
            if text[start] in _BETWEEN_HAN:
                continue
            whole = text[low] + text[end]
            if whole not in found and whole[0] != whole[1] and whole in within:
                found[whole] = Span(low, high)
        elif not (han[low] or han[end]):
            low = max(letters.rfind(0, max(0, start - _REACH), start) + 1, start - _REACH, 0)
            high = letters.find(0, end, end + _REACH)
            high = min(end + _REACH, size) if high < 0 else high
            hyphen = text[start] == "-"
            if hyphen and start - low >= _HALF <= high - end:
                continue
            around = text[low - 1 : low] + text[high : high + 1]
            if _by_right(text[start], text[end:high], around):
                continue
            whole = text[low:start] + text[end:high]
            kept = compounds if hyphen else found
            word = whole.lower()
            if len(whole) > 2 and word not in kept and _stands_alone(whole, within):
                kept[word] = Span(low, high)
    if len(compounds) > _COMPOUNDS:
        found |= compounds
    if not found:
        return Reading(0.0)
    return Reading(math.log2(1 + len(found)), lambda: with_context(text, sorted(found.values()), 2))


def _by_right(sign: str, two: str, around: str) -> bool:
    """Whether a name, an address or a form for all genders is written like this."""
    if "@" in around:
        return True
    if sign == ".":
        return len(two) < _DOTTED
    return sign in _GENDER and two in _ENDINGS


def _stands_alone(whole: str, text: str) -> bool:
    """Whether ``whole`` stands in ``text`` with no letter beside it, where it does so first."""
    at = text.find(whole)
    for _ in range(_TRIES):
        if at < 0:
            return False
        end = at + len(whole)
        if not (text[at - 1 : at].isalpha() or text[end : end + 1].isalpha()):
            return True
        at = text.find(whole, at + 1)
    return False
