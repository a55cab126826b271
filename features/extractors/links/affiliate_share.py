"""Links that earn a commission."""

from __future__ import annotations

import re

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import sample_of, site_of, targets

BOUNDS = (0.0, 1.0)
SOURCE = "affiliate link patterns (Bevendorff et al. 2024), as parameters"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5
_PAID = re.compile(
    r"[?&](?:tag|aff|affid|aff_?id|affiliate|affiliate_?id|clickid|subid|sub_?id|partner_?id|"
    r"ref_?id|refcode|promo_?code|awinaffid|irclickid|cjevent|tduid|pid|unionid|mm_id|invite_?code"
    r")=[^&]|/(?:aff|affiliate|go|out|recommends|refer)/[^/?#]+/?$",
    re.IGNORECASE,
)


def affiliate_share(page: Page) -> Reading:
    """Share of visible links with an affiliate parameter or path; of many links, 32 are read.

    HTML pages with five links or more.
    """
    found = targets(page)
    if len(found.links) < LEAST:
        return NOTHING
    hrefs, sites = found.hrefs, found.sites
    inside = ("", site_of(page.host or ""))
    sample = sample_of(len(hrefs))
    paid = [
        at
        for at in sample
        if ("=" in hrefs[at] or sites[at] not in inside) and _PAID.search(hrefs[at])
    ]
    return Reading(len(paid) / len(sample), lambda: found.spans(paid))
