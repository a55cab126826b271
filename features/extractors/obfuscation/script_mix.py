"""How many writing systems share the page."""

from __future__ import annotations

import math

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters

BOUNDS = (0.0, 3.0)
SOURCE = "new"

_SCRIPTS = (
    cp.CYRILLIC,
    cp.GREEK,
    cp.RTL,
    cp.INDIC,
    cp.UNSPACED,
    cp.HANGUL,
    cp.OTHER_LETTER,
)


def script_mix(page: Page) -> Reading:
    """Entropy (nats) of the scripts among the letters, Latin and the page's own script left out.

    0 on a page in one language with Latin names; it rises where text in unrelated scripts is
    mixed in.
    """
    chars = characters(page)
    total = chars.count(cp.LETTER)
    if not total:
        return NOTHING
    chinese = chars.count(cp.HAN) + chars.count(cp.KANA)
    if chars.count(cp.LATIN) + chinese >= total:
        return Reading(0.0)
    counts = [chars.count(flag) for flag in _SCRIPTS]
    counts.append(chinese)
    counts.sort()
    entropy = 0.0
    for count in counts[:-1]:
        if count:
            share = min(count / total, 1.0)
            entropy -= share * math.log(share)
    return Reading(min(entropy, BOUNDS[1]))
