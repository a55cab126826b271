"""Links inside the text itself."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.content import content_mask
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (links set into running text)"


def content_link_share(page: Page) -> Reading:
    """Share of the content's characters that stand in links; pages read from HTML only.

    Menus, link blocks and footers are left out.
    """
    if page.markup is None:
        return NOTHING
    mask = content_mask(page)
    size = page.visible_end if mask is None else int(np.count_nonzero(mask))
    if not size:
        return NOTHING
    found = targets(page)
    inside = [
        at
        for at, anchor in enumerate(found.anchors)
        if anchor and (mask is None or mask[found.links[at].start])
    ]
    return Reading(
        min(sum([len(found.anchors[at]) for at in inside]) / size, 1.0),
        lambda: found.spans(inside),
    )
