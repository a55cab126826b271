"""Characters that draw nothing and have no honest work to do."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import characters, invisibles

BOUNDS = (0.0, 1.0)
SOURCE = "new (Default_Ignorable_Code_Point, Unicode TR 44; joiners and marks at work left out)"
SUBJECT = subject(ZERO, (cp.INVISIBLE,))

_FEW = 100
"""Characters added to the text, so that one sign left by a keyboard in a short post is little."""
_LETTERS = cp.LETTER | cp.MARK


def invisible_share(page: Page) -> Reading:
    """Invisible characters between two letters, as a share of all characters and a hundred more.

    Those with typographic work to do are left out, and so are several in a row but for the first.
    """
    chars = characters(page)
    if not chars.size:
        return NOTHING
    if not chars.count(cp.INVISIBLE):
        return ZERO
    found = invisibles(page)
    after = found + 1
    for _ in range(3):  # what stands behind a few of them in a row
        after = after + (chars.at(after.clip(max=chars.size), cp.INVISIBLE))
    found = found[chars.before(found, _LETTERS) & chars.at(after.clip(max=chars.size), _LETTERS)]
    return Reading(
        len(found) / (chars.size + _FEW), lambda: with_context(chars.text, points(found))
    )
