"""Letters in fancy dress: circled, full-width, mathematical."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (NFKC changes them; Unicode TR 36, visual spoofing)"
SUBJECT = subject(ZERO, (cp.FULLWIDTH | cp.STYLED | cp.ENCLOSED,))


def disguised_letter_share(page: Page) -> Reading:
    """Full-width, mathematical and enclosed letters as a share of letters and digits."""
    chars = characters(page)
    words = chars.count(cp.LETTER) + chars.count(cp.DIGIT)
    if not chars.seen:
        return NOTHING
    if not (chars.count(cp.FULLWIDTH) or chars.count(cp.STYLED) or chars.count(cp.ENCLOSED)):
        return ZERO
    found = chars.positions(cp.FULLWIDTH | cp.STYLED | cp.ENCLOSED)
    # Digits of these forms are list numbers and old typesetting.
    found = found[~chars.at(found, cp.FOREIGN_DIGIT | cp.DIGIT)]
    # 10 to 50 in circles, brackets and with a full stop number lists as well.
    code = chars.codes[found]
    number = ((code >= 0x2460) & (code <= 0x249B)) | ((code >= 0x24EB) & (code <= 0x24FF))
    number |= ((code >= 0x3200) & (code <= 0x32FF)) | ((code >= 0x2776) & (code <= 0x2793))
    found = found[~number]
    words += len(found) - int(chars.at(found, cp.LETTER).sum())
    if not words:
        return NOTHING
    return Reading(len(found) / words, lambda: with_context(chars.text, points(found), 12))
