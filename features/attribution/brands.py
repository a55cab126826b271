"""The name a site gives itself in its titles: behind a bar, or before a repeated title."""

from __future__ import annotations

import re
from itertools import pairwise

from features.attribution.roles import Claim, Role
from features.page import Page, view

_SEPARATOR = re.compile(
    r"\s{1,8}[-–—·•:：/»>]+\s{1,8}|\s{0,8}[|_｜丨–—]+\s{0,8}|-{2,}"
    r"|\s{0,8}[«»]\s{0,8}|-(?=[^\s-]{2,12}$)"
)
_LONGEST = 30
_PREFIX = re.compile(
    r"([^\n:：]{2,30}?)(?:最新热点|最新消息|最新资讯|热点|头条|资讯)?\s{0,3}[:：|丨_-]\s{0,3}$"
)


@view
def brand_claims(page: Page) -> tuple[Claim, ...]:
    """Outlets named by the title's last part, or before the title repeated on a line."""
    found = []
    title = (page.title or "").strip()
    if 4 <= len(title) <= 300:
        parts = [part.strip() for part in _SEPARATOR.split(title) if part and part.strip()]
        if len(parts) > 1 and 2 <= len(parts[-1]) <= _LONGEST and len(parts[-1]) < len(title) / 2:
            found.append(Claim(Role.OUTLET, parts[-1], None, None, title))
    repeated = _before_repeat(page)
    if repeated is not None:
        found.append(repeated)
    return tuple(found)


def _before_repeat(page: Page) -> Claim | None:
    """``BRAND: TITLE`` on the second line when the first is ``TITLE``."""
    text = page.text
    blocks = page.blocks[:4]
    for first, second in pairwise(blocks):
        title = text[first.start : first.end].strip()
        line = text[second.start : second.end].strip()
        if len(title) < 8 or not 2 < len(line) - len(title) <= _LONGEST or not line.endswith(title):
            continue
        before = _PREFIX.fullmatch(line[: -len(title)])
        if before and not before[1].isspace():
            start = text.index(line, second.start)
            end = start + len(before[0])
            name_end = start + before.end(1)
            return Claim(
                Role.OUTLET, before[1].strip(), start, end, text[start:end], start, name_end
            )
    return None
