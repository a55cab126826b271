"""The class names a page's elements carry."""

from __future__ import annotations

from collections import Counter

from features.page import Page, view


@view
def class_names(page: Page) -> Counter[str]:
    """How often each class name is used, as far as the reader noted them; empty without HTML."""
    return Counter(page.markup.classes if page.markup else ())
