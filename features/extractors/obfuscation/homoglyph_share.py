"""Letters of another script that pass for Latin ones."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "rspamd R_MIXED_CHARSET, narrowed to look-alike letters touching Latin ones"
SUBJECT = subject(ZERO, (cp.LATIN, cp.LOOKALIKE), (cp.LOOKALIKE, cp.LATIN))


def homoglyph_share(page: Page) -> Reading:
    """Look-alike letters of other scripts touching a Latin one, as a share of the Latin letters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    latin = chars.count(cp.LATIN)
    if not (latin and chars.count(cp.LOOKALIKE)):
        return ZERO
    alike = chars.positions(cp.LOOKALIKE)
    found = alike[chars.before(alike, cp.LATIN) | chars.at(alike + 1, cp.LATIN)]
    if not len(found):
        return ZERO
    return Reading(
        len(found) / (latin + len(found)), lambda: with_context(chars.text, points(found), 12)
    )
