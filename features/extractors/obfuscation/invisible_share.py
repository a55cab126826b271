"""Characters that draw nothing and have no honest work to do."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import characters, invisibles

BOUNDS = (0.0, 1.0)
SOURCE = "new (Default_Ignorable_Code_Point, Unicode TR 44; joiners and marks at work left out)"


def invisible_share(page: Page) -> Reading:
    """Invisible characters without typographic work as a share of all characters."""
    chars = characters(page)
    if not chars.size:
        return NOTHING
    found = invisibles(page)
    return Reading(len(found) / chars.size, lambda: with_context(chars.text, points(found)))
