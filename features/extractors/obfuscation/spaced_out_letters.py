"""Words written with a gap, a sign or brackets after every letter."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, Without, subject
from features.page import Page
from features.quotes import merged, spans
from features.views.characters import Positions, characters, runs
from features.views.lone import lone_characters

BOUNDS = (0.0, 1.0)
SOURCE = "SpamAssassin 20_phrases.cf (gappy words), as a shape instead of a word list"


LEAST = 3
"""Letters in a row."""
_FEW = 100
"""Letters added to the text, so that one such word in a short post is little."""
_SKIPPED = cp.NEWLINE | cp.ENUMERATION | cp.COMMA
_LOST = cp.CONTROL | cp.PRIVATE | cp.UNASSIGNED
_PARTED = Without(cp.WORD | _SKIPPED)
SUBJECT = subject(
    ZERO,
    (Without(cp.WORD), cp.LETTER, _PARTED, cp.LETTER, _PARTED, cp.LETTER, Without(cp.WORD)),
    (cp.BRACKET, cp.LETTER, cp.BRACKET),
)


def spaced_out_letters(page: Page) -> Reading:
    """Letters standing alone, three or more in a row, as a share of letters and a hundred more.

    Alone: in brackets one by one (`[w][e][b]`) or parted by one sign or space (`w.e.b`). The
    same letter again (`[泪][泪]`, an emoticon), the next of the alphabet (`A B C`), numerals
    (`（一）（二）`) and three in brackets (`[大][中][小]`, sizes of type) do not count, and a word
    spaced once more (`有 效 期`, to fill a column) counts once.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    alone = lone_characters(page)
    if len(alone) < LEAST:
        return ZERO
    gap = alone[1:] - alone[:-1]
    near = gap <= 4
    if not np.count_nonzero(near[1:] & near[:-1]):
        return ZERO
    alone = alone[chars.at(alone, cp.LETTER)]
    held = chars.before(alone, cp.BRACKET) & chars.at(alone + 1, cp.BRACKET)
    numeral = held & chars.at(alone, cp.HAN_DIGIT)
    if numeral.any():
        alone, held = alone[~numeral], held[~numeral]
    if len(alone) < LEAST:
        return ZERO
    gap = alone[1:] - alone[:-1]
    code = chars.codes[alone]
    parted = (gap == 2) & ~chars.at(alone[:-1] + 1, _SKIPPED)
    lost = parted & chars.at(alone[:-1] + 1, _LOST)
    if lost.any():
        # Text read in the wrong charset is letters of odd scripts and lost ones by turns.
        parted &= ~lost | (chars.at(alone[:-1], cp.HAN) & chars.at(alone[1:], cp.HAN))
    chained = parted | ((gap <= 4) & held[1:] & held[:-1])
    chained &= (code[1:] != code[:-1] + 1) & (code[1:] != code[:-1])
    first, last = runs(chained)
    sizes = held[first] & held[last] & chars.at(alone[first], cp.HAN)
    long = last - first >= LEAST - 1 + sizes
    first, last = first[long], last[long]
    if not len(first):
        return ZERO
    found = _different(chars.text, alone, first, last)
    return Reading(
        found / (chars.count(cp.LETTER) + _FEW),
        lambda: merged(spans(alone[first] - held[first], alone[last] + 1 + held[last])),
    )


def _different(text: str, alone: Positions, first: Positions, last: Positions) -> int:
    """Letters in the rows, of equal rows those of one."""
    rows = {
        text[start : end + 1]: size
        for start, end, size in zip(
            alone[first].tolist(), alone[last].tolist(), (last - first + 1).tolist(), strict=True
        )
    }
    return sum(rows.values())
