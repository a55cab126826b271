"""Which characters are the page's own content: prose, headings and lists, not furniture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features.blocks import BlockKind
from features.page import Page, view
from features.views.characters import characters

CONTENT = frozenset({BlockKind.PROSE, BlockKind.LIST, BlockKind.HEADING})
"""The kinds of block whose words the page itself means to be read."""

Mask = npt.NDArray[np.bool_]


@view
def content_mask(page: Page) -> Mask | None:
    """Which visible characters stand in content blocks; ``None`` when all of them do.

    Menus, link blocks and footers are left out, so that a page read from HTML and the same
    article as plain text are measured alike.
    """
    if all(block.kind in CONTENT for block in page.blocks):
        return None
    mask = np.zeros(characters(page).size, dtype=np.bool_)
    for kind, start, end, _ in page.blocks:
        if kind in CONTENT:
            mask[start:end] = True
    return mask
