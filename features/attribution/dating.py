"""The day a page was published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from features.attribution.dates import Date, dates_in, read_date
from features.attribution.heading import ZONE, heading
from features.page import Page, view

_REACH = 30_000
"""How much of a text is searched for its date, in code points."""


@view
def published(page: Page) -> str | None:
    """The day the page was published, ``YYYY-MM-DD``, or ``None``.

    What the head declares, else a marked element, else the date nearest below the title.
    """
    given = read_date(page.published)
    if given:
        return given
    if page.markup is not None:
        declared = read_date(page.markup.declared.published)
        if declared:
            return declared
        for hint in page.markup.hints:
            if hint.how.startswith("date"):
                value = read_date(hint.value) or read_date(page.text[hint.start : hint.end])
                if value:
                    return value
    return _visible_date(page) or _url_date(page)


_URL_DATE = re.compile(r"/((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)?(?!\d)")


def _url_date(page: Page) -> str | None:
    found = _URL_DATE.search(page.url or "")
    if found and found[3]:
        return read_date(f"{found[1]}-{found[2]}-{found[3]}")
    return None


def _visible_date(page: Page) -> str | None:
    text, title = page.text, heading(page)
    if title.start >= 0:
        below = dates_in(text, title.end, min(page.visible_end, title.end + ZONE))
        if below:
            return below[0].iso
    return _labelled(text, dates_in(text, 0, min(page.visible_end, _REACH)))


_LABEL = re.compile(
    r"(?=[发更时日刊pudveо작입公掲])(?:发布|发表|更新|时间|日期|刊登|发帖|published|posted|updated|date|veröffentlicht|erstellt|datum"
    r"|publié|publicado|опубликовано|작성|입력|公開|掲載|更新日)[^\n]{0,12}$",
    re.IGNORECASE,
)


def _labelled(text: str, dates: Sequence[Date]) -> str | None:
    for date in dates:
        if _LABEL.search(text, max(0, date.start - 24), date.start):
            return date.iso
    return dates[0].iso if dates and dates[0].start < 1500 else None
