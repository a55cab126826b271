"""A site that has no name but its host."""

from __future__ import annotations

import re

from features.feature import NOTHING, ZERO, Fact, Reading, subject
from features.page import Page
from features.span import Span
from features.views.hostnames import host_parts

BOUNDS = (0.0, 3.0)
SOURCE = "new (throw-away hosts have no other name)"
SUBJECT = subject(NOTHING, Fact.ADDRESS)

_CREDIT = re.compile(
    r"(?:来源|來源|来自|來自|出处|作者|编辑|Source|Quelle|Fuente|Fonte|Источник|出典|출처|Via|Author"
    r"|Autor|[\n|·•–—-]\s{0,3}By)\s{0,3}[:：]?\s{0,3}(?:https?://)?(?:[\w-]{1,20}\.){0,2}\Z",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|版权所有|版權所有)[^\n]{0,40}\Z", re.IGNORECASE)
_MORE = re.compile(r"[A-Za-z0-9/-]|\.[A-Za-z0-9]")
"""What follows when it is a longer host, or an address."""
_REACH = 60
_TRIES = 20
_SHORTEST = 5


def named_by_host(page: Page) -> Reading:
    """The page's bare host as source or writer of the text (2) and as holder of rights (1).

    The host counts as an address has it, in small letters: sites whose brand is their host
    (`Phys.org`) write it as a name.
    """
    parts = host_parts(page)
    if parts is None or not page.visible_end or len(parts.site) < _SHORTEST:
        return NOTHING
    text, site = page.text, parts.site
    credit = rights = None
    end = 0
    for _ in range(_TRIES):
        at = text.find(site, end, page.visible_end)
        if at < 0:
            break
        end = at + len(site)
        if _MORE.match(text, end):
            continue
        before = text[at - _REACH : at] if at > _REACH else "\n" + text[:at]
        if _CREDIT.search(before):
            credit = credit or Span(at, end)
        elif _RIGHTS.search(before):
            rights = rights or Span(at, end)
    if credit is None and rights is None:
        return ZERO
    return Reading(
        2.0 * (credit is not None) + (rights is not None),
        lambda: sorted(span for span in (credit, rights) if span is not None),
    )
