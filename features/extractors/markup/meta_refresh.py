"""A head that sends the reader elsewhere."""

from __future__ import annotations

import re

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page

BOUNDS = (0.0, 1.0)
SOURCE = "Google spam policies (sneaky redirects)"
SUBJECT = subject(NOTHING, Fact.MARKUP)

_TARGET = re.compile(r"\s{0,9}(\d{0,9})[\d.]{0,9}\s{0,9}[;,]\s{0,9}url\s{0,9}=", re.I)


def meta_refresh(page: Page) -> Reading:
    """Haste of a meta refresh to another address: 1 at once, 1/(1+s) after s seconds, 0 never."""
    if page.markup is None:
        return NOTHING
    match = _TARGET.match(page.markup.refresh or "")
    return Reading(1.0 / (1.0 + int(match[1] or 0)) if match else 0.0)
