"""The keywords a page declares in its head."""

from __future__ import annotations

import re

from features.page import Page, view

_SEPARATOR = re.compile(r"[,，、;；|\n]+")
MOST = 500


@view
def declared_keywords(page: Page) -> tuple[str, ...]:
    """Keywords of the ``keywords`` meta element in small letters, at most 500, in order."""
    if page.markup is None or not page.markup.declared.keywords:
        return ()
    parts = _SEPARATOR.split(page.markup.declared.keywords[:20_000].lower())
    return tuple(word for part in parts if (word := part.strip()))[:MOST]
