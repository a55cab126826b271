"""Year tags in the title, as in (2026上线)."""

from __future__ import annotations

import math
import re

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 21.0)
SOURCE = "new"

_TAG = re.compile(
    r"[（(【\[「{][^（）()【】\[\]]{0,6}(?:19|20)[0-9]{2}[^（）()【】\[\]]{0,10}[）)】\]」}]"
    r"|(?:20)[0-9]{2}年?(?:最新|全新|官方|入口|版本|已更新|更新|上线|推荐|排行|正版|热门|权威)"
)


def year_tags(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of year tags in the title and in the first line of the text.

    A tag is a year in brackets with at most a word beside it, or a year joined to a word of
    freshness.
    """
    title = (page.title or "")[:500]
    head = page.text[: min(200, page.visible_end)]
    if not title and not head:
        return NOTHING
    line = head.split("\n", 1)[0]
    if "20" not in line and "20" not in title and "19" not in line and "19" not in title:
        return ZERO
    found = [hit.span() for hit in _TAG.finditer(line)]
    count = len(found) + (len(_TAG.findall(title)) if title != line else 0)
    return Reading(math.log2(1 + count), lambda: [Span(*span) for span in found])
