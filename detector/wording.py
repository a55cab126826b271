"""The one signal a model brings along: what its training pages say of a page's wording.

Runs of two to four characters of the folded text (:mod:`features.text`, so that no disguise
changes them) are hashed into buckets, each with a weight a linear model learnt (hashing trick:
Weinberger et al. 2009; character n-grams against spam: Kanaris et al. 2007). It knows the
vocabulary of the trades spam lives on; it knows nothing of how a page is built, and its reading
is bounded, so that words alone never convict.

Weights are whole numbers: a sum of them is the same in any order, on any machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.errors import RefusedError
from features.feature import NOTHING, Feature, Reading
from features.page import Page
from features.span import Span
from features.twins import twin_of
from features.views.stretches import folded

_twin = twin_of(__name__)

NAME = "wording"
GROUP = "wording"
LENGTHS = (2, 3, 4)
BITS = 17
BUCKETS = 1 << BITS
MOST = 2_000
"""Folded code points that are read; what comes later on a page is more of the same."""
FEWEST = 20
"""Distinct runs under which a page is too short to have a wording."""
LIMIT = 3.0
UNIT = 1.0 / 1024.0
SHOWN = 8
DESCRIPTION = (
    "Log-odds of a farm by the runs of two to four characters the page is worded in, as the "
    "model's training pages were, between -3 and 3."
)
SOURCE = "hashed character n-grams (Kanaris et al. 2007; Weinberger et al. 2009)"

Buckets = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.int16]

_STEP = np.uint32(0x9E3779B1)
_SPREAD = np.uint32(0x85EBCA6B)
_SHIFT = np.uint32(32 - BITS)


def runs(codes: Codes) -> list[Buckets]:
    """The bucket of every run of the first :data:`MOST` code points, an array for each length."""
    values = codes[:MOST].astype(np.uint32, copy=False)
    state = values
    found = []
    for length in range(2, LENGTHS[-1] + 1):
        if len(values) < length:
            break
        state = (state[:-1] ^ (state[:-1] >> np.uint32(15))) * _STEP + values[length - 1 :]
        found.append(((state ^ (state >> np.uint32(13))) * _SPREAD) >> _SHIFT)
    return found


def distinct(codes: Codes) -> npt.NDArray[np.intp]:
    """The buckets the runs fall into, each once, ascending."""
    marked = np.zeros(BUCKETS, dtype=bool)  # a mark each is faster than sorting
    for places in runs(codes):
        marked[places] = True
    return marked.nonzero()[0]


def weighed(codes: Codes, weights: Weights) -> tuple[int, int]:
    """How many distinct buckets the runs of ``codes`` fall into, and the sum of their weights.

    Given no more than the :data:`MOST` code points that are read; ``weights`` has every bucket.
    """
    places = distinct(codes)
    return len(places), int(weights.take(places).sum(dtype=np.int64))


def laid(codes: Codes, weights: Weights) -> npt.NDArray[np.int64]:
    """What the runs that each of ``codes`` stands in weigh together, repeats included.

    Given what :func:`weighed` is given.
    """
    weight = np.zeros(len(codes), dtype=np.int64)
    for length, places in zip(LENGTHS, runs(codes), strict=False):
        mine = weights.take(places).astype(np.int64)
        for step in range(length):
            weight[step : step + len(mine)] += mine
    return weight


@dataclass(frozen=True, slots=True)
class Wording:
    """Learnt weights: int16 ``(BUCKETS,)`` in units of :data:`UNIT`, and a bias.

    The reading of ``n`` distinct buckets is ``bias + sum(weights) * UNIT / sqrt(n)``, cut at
    plus and minus :data:`LIMIT`.
    """

    weights: Weights
    bias: float

    @classmethod
    def checked(cls, weights: Any, bias: Any) -> Wording:
        """From arrays of a model's file; :class:`RefusedError` if they make no sense."""
        sound = (
            isinstance(weights, np.ndarray)
            and isinstance(bias, np.ndarray)
            and weights.shape == (BUCKETS,)
            and weights.dtype == np.int16
            and bias.shape == (1,)
            and bias.dtype == np.float64
            and bool(np.isfinite(bias[0]))
        )
        if not sound:
            raise RefusedError("the wording of the model makes no sense: train the model again")
        return cls(np.ascontiguousarray(weights), float(bias[0]))

    def value(self, codes: Codes) -> float:
        """The reading of a folded text; ``nan`` when it is too short."""
        read = np.ascontiguousarray(codes[:MOST], dtype=np.uint32)
        count, total = (_twin.weighed if _twin else weighed)(read, self.weights)
        if count < FEWEST:
            return float("nan")
        value = self.bias + total * UNIT / math.sqrt(count)
        return min(LIMIT, max(-LIMIT, value))

    def read(self, page: Page) -> Reading:
        """The reading of a page; its evidence are the words that speak most for a farm."""
        value = self.value(folded(page).codes)
        if math.isnan(value):
            return NOTHING
        return Reading(value, lambda: self._heaviest(page))

    def signal(self) -> Feature:
        """This wording as an entry of the table of signals."""
        return Feature(NAME, GROUP, DESCRIPTION, (-LIMIT, LIMIT), SOURCE, self.read)

    def _heaviest(self, page: Page) -> list[Span]:
        text = folded(page)
        read = np.ascontiguousarray(text.codes[:MOST], dtype=np.uint32)
        # A character weighs what the runs it stands in weigh; stretches above the mean are quoted.
        weight = (_twin.laid if _twin else laid)(read, self.weights)
        heavy = weight > max(1.0, float(np.abs(weight).mean()))
        edges = np.diff(np.concatenate(([False], heavy, [False])).astype(np.int8))
        starts, ends = (edges == 1).nonzero()[0], (edges == -1).nonzero()[0]
        sums = np.concatenate(([0], weight.cumsum()))
        order = np.argsort(-(sums[ends] - sums[starts]), kind="stable")[:SHOWN]
        return [
            Span(int(text.offsets[starts[at]]), int(text.offsets[ends[at] - 1]) + 1)
            for at in order.tolist()
        ]
