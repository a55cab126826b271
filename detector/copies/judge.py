"""What an overlap means: who is older, who gives credit, who took the text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detector.copies.dates import Days, order
from detector.copies.match import Mask
from detector.copies.sketch import Hashes, Ints
from detector.copies.store import Lists

CLEARLY_DRESSED = 0.01
"""Share of disguise and padding by which a copy must exceed its original when no date tells."""
TIMES_DRESSED = 3.0


class Facts(NamedTuple):
    """What is known of pages or known items, one entry each (see :class:`Store`)."""

    published: Days
    fetched: Days
    sites: Hashes
    disguise: npt.NDArray[np.float32]
    names: Lists
    credited: Lists
    sources: Lists


class Judged(NamedTuple):
    """The relation between the two texts of each overlap.

    ``credits``: this page names the other, or both name one third source. ``credited``: the
    other names this page. ``gives``: this page names somebody as the source of its text, and
    not in spite of its disguise. ``older``: 1 the other is the earlier, -1 this page is, 0 no date
    tells. ``dressed``: this page carries so much more disguise and padding than the other
    that, of the two, it must be the copy; ``cleaner`` the other way round.
    """

    credits: Mask
    credited: Mask
    gives: Mask
    older: npt.NDArray[np.int8]
    same_site: Mask
    dressed: Mask
    cleaner: Mask

    def taken(self, known: Mask) -> Mask:
        """Where the shared text is somebody else's, taken without credit.

        The other text must be older, or known already (``known``) and not younger, or, where
        no date tells, this page must be the clearly more disguised one.
        """
        foreign = ~self.credits & ~self.credited & ~self.gives & ~self.same_site
        undated = (self.older == 0) & (self.dressed | known)
        taken: Mask = foreign & ((self.older == 1) | undated)
        return taken


def judge(here: Facts, page: Ints, there: Facts, other: Ints) -> Judged:
    """Read the relation of each ``page`` (in ``here``) to each ``other`` (in ``there``)."""
    site, dress = here.sites[page], here.disguise[page]
    bare = there.disguise[other]
    # Nothing is known of a known item's dress, and a comparison with nan is false.
    dressed = _clearly_more(dress, bare)
    # A page in disguise that names a source has copied the credit with the text.
    gives = ~dressed & (dress < CLEARLY_DRESSED) & (np.diff(here.sources.starts)[page] > 0)
    third = _meet(here.sources, page, there.sources, other) & ~dressed
    return Judged(
        credits=_meet(here.credited, page, there.names, other) | third,
        credited=_meet(there.credited, other, here.names, page),
        gives=gives,
        older=order(
            here.published[page], here.fetched[page], there.published[other], there.fetched[other]
        ),
        same_site=(site == there.sites[other]) & (site != 0),
        dressed=dressed,
        cleaner=_clearly_more(bare, dress),
    )


def _clearly_more(
    one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]
) -> npt.NDArray[np.bool_]:
    more: Mask = (one - other >= CLEARLY_DRESSED) & (one >= TIMES_DRESSED * other)
    return more


def _meet(first: Lists, page: Ints, second: Lists, other: Ints) -> Mask:
    """Whether a name in the list of ``page`` is one in the list of ``other``, pair by pair."""
    met = np.zeros(len(page), dtype=np.bool_)
    # Only pairs where both have names can meet, and most pages name nobody.
    some = np.flatnonzero((np.diff(first.starts)[page] > 0) & (np.diff(second.starts)[other] > 0))
    if not len(some):
        return met
    ours, our_sizes = first.of(page[some])
    theirs, their_sizes = second.of(other[some])
    pair = np.concatenate((np.repeat(some, our_sizes), np.repeat(some, their_sizes)))
    side = np.repeat([0, 1], [len(ours), len(theirs)])
    name = np.concatenate((ours, theirs))
    rank = np.lexsort((side, name, pair))
    pair, side, name = pair[rank], side[rank], name[rank]
    twice = (pair[1:] == pair[:-1]) & (name[1:] == name[:-1]) & (side[1:] != side[:-1])
    met[pair[1:][twice]] = True
    return met
