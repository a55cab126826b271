"""Words set in heavy brackets."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (search phrases set in 【】 through the text)"

_TAG = re.compile(r"【[^【】]{1,20}】|\[[^\[\]]{2,20}\]|〖[^〖〗]{1,20}〗")


def bracket_tags(page: Page) -> Reading:
    """Short phrases in lenticular or square brackets, their characters as a share of all."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    text = chars.text
    if "【" not in text and "[" not in text and "〖" not in text:
        return Reading(0.0)
    spans = [Span(*found.span()) for found in _TAG.finditer(text)]
    return Reading(sum(span.end - span.start for span in spans) / chars.size, lambda: spans)
