"""When two texts that share hashes count as a match: one rule for batches and indexes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detector.copies.sketch import Hashes, Ints

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

COMMON = 50
"""Documents from which a hash counts as common: a stock phrase, or a text copied widely."""
ANCHORS = 8
"""Documents a common hash still leads to, the first ones in order."""
LEAST_SHARED = 3
"""Hashes two texts must share: about 48 characters of long texts, fewer of short ones."""
LEAST_SHARE = 0.15
"""Share of one of the two texts that must stand in the other."""
SMALL = 16
"""Hashes up to which a sketch is so small that a stock phrase is a good part of it..."""
SMALL_SHARE = 0.4
"""...and the share of the smaller text that must then stand in the other."""
COMMON_SHARE = 0.5
"""The same where nearly all that is shared is common: a copy, not a stock phrase."""


class Overlap(NamedTuple):
    """Pairs of texts that share hashes; one entry a pair.

    ``shared`` hashes in common, ``rare`` those of them that are not common; ``here`` and
    ``there`` the sizes of the two sketches below the bound at which both are complete.
    """

    shared: Ints
    rare: Ints
    here: Ints
    there: Ints

    @property
    def share_here(self) -> Floats:
        """How much of this text stands in the other, 0 to 1."""
        return np.minimum(1.0, self.shared / np.maximum(self.here, 1))

    @property
    def share_there(self) -> Floats:
        """How much of the other text stands in this one, 0 to 1."""
        return np.minimum(1.0, self.shared / np.maximum(self.there, 1))

    def matches(self) -> Mask:
        """Which pairs are matches."""
        share = np.maximum(self.share_here, self.share_there)
        small = np.minimum(self.here, self.there) <= SMALL
        enough = share >= np.where(small, SMALL_SHARE, LEAST_SHARE)
        rare = (self.rare >= LEAST_SHARED) & enough
        return rare | ((self.shared >= LEAST_SHARED) & (share >= COMMON_SHARE))


def sizes_below(bounds: Hashes, sizes: Ints, limits: Hashes) -> Ints:
    """How many hashes sketches of ``sizes``, complete below ``bounds``, hold below ``limits``.

    Exact where the limit is the sketch's own bound, as it is for every text of ordinary
    length; for a short text against a longer one it is the expected number.
    """
    share = np.minimum(1.0, limits / np.maximum(bounds, 1).astype(np.float64))
    return np.rint(sizes * share).astype(np.int64)
