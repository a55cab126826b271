"""The visible text as bytes."""

from __future__ import annotations

from features.page import Page, view
from features.views.characters import characters


@view
def utf8(page: Page) -> bytes:
    """The visible text in UTF-8, lone surrogates as question marks."""
    return characters(page).text.encode("utf-8", "replace")
