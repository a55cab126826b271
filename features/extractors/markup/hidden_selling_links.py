"""Hidden links in the words of search spam."""

from __future__ import annotations

import math

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hidden_links import hidden_links

BOUNDS = (0.0, 20.0)
SOURCE = "Google spam policies (hidden links); link injection, Du et al. 2016"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def hidden_selling_links(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the hidden links to other sites that say what spam sells.

    Counted are links whose text holds a term of gambling, remedies, adult pages, services or
    search phrases, to sites that the page does not link to openly.
    """
    if page.markup is None:
        return NOTHING
    found = hidden_links(page)
    selling = [at for at, sold in enumerate(found.selling) if sold]
    return Reading(math.log2(1 + len(selling)), lambda: found.spans(selling))
