"""Two pages at hand: which passages of one stand in the other, and how much of each that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detector.copies.arm import passages
from detector.copies.content import main_text
from detector.copies.sketch import sketch
from features.page import Page
from features.span import Span


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Passages two pages share, in the order of each, and containment both ways by sketch.

    ``of_other`` is the share of the other page's normalised main text found on this page.
    """

    here: tuple[Span, ...]
    there: tuple[Span, ...]
    of_this: float
    of_other: float


def side_by_side(page: Page, other: Page) -> SideBySide:
    """Compare two pages as the copy arm does: disguises off, padding and furniture left out."""
    sketches = sketch([main_text(page).codes, main_text(other).codes])
    mine, theirs = np.split(sketches.hashes, [int(sketches.starts[1])])
    shared = np.intersect1d(mine, theirs)
    return SideBySide(
        tuple(passages(page, shared)),
        tuple(passages(other, shared)),
        len(shared) / len(mine) if len(mine) else 0.0,
        len(shared) / len(theirs) if len(theirs) else 0.0,
    )
