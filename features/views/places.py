"""Names of places on a page, found with the gazetteer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.places import gazetteer
from features.span import Span
from features.twins import twin_of
from features.views.characters import characters

_twin = twin_of(__name__)

Ints = npt.NDArray[np.intp]


class Places(NamedTuple):
    """The place names of the visible text in reading order, none overlapping.

    ``starts`` and ``ends`` are offsets in ``Page.text``, ``rows`` row numbers of the gazetteer.
    """

    starts: Ints
    ends: Ints
    rows: Ints

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.starts)

    def spans(self) -> list[Span]:
        """One span for every name."""
        return [
            Span(start, end)
            for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        ]


_NONE = Places(*(np.empty(0, dtype=np.intp) for _ in range(3)))


@view
def places(page: Page) -> Places:
    """Every place name a reader sees; Latin names only as whole, capitalised words."""
    known, chars = gazetteer(), characters(page)
    rows, starts, ends = known.search.whole(
        chars.text, known.spaced, chars.padded, cp.class_translation(cp.WORD)
    )
    return Places(starts, ends, rows) if len(rows) else _NONE


@view
def place_lists(page: Page) -> tuple[list[int], list[int], list[int]]:
    """Starts, ends and rows of the same, for reading names one by one."""
    found = places(page)
    return found.starts.tolist(), found.ends.tolist(), found.rows.tolist()


class PlaceRuns(NamedTuple):
    """Stretches in which place names follow each other with next to nothing between them.

    ``first`` and ``last`` number the places of a run (``last`` excluded); runs of one name are
    left out.
    """

    first: Ints
    last: Ints


GAP = 3
"""Characters that may stand between two names of one run: a separator, a bracket, a space."""


@view
def place_runs(page: Page) -> PlaceRuns:
    """Runs of at least two place names with at most ``GAP`` characters between neighbours."""
    found = places(page)
    if len(found) < 2:
        return PlaceRuns(_NONE.starts, _NONE.starts)
    if _twin:
        return PlaceRuns(*_twin.runs(found.starts, found.ends, GAP))
    cuts = (found.starts[1:] - found.ends[:-1] > GAP).nonzero()[0] + 1
    if len(cuts) == len(found) - 1:
        return PlaceRuns(_NONE.starts, _NONE.starts)
    first = np.concatenate(([0], cuts))
    last = np.concatenate((cuts, [len(found)]))
    long = last - first > 1
    return PlaceRuns(first[long], last[long])


def run_spans(page: Page) -> list[Span]:
    """One span for every run of place names, longest first."""
    found, runs = places(page), place_runs(page)
    spans = [
        Span(start, end)
        for start, end in zip(
            found.starts[runs.first].tolist(), found.ends[runs.last - 1].tolist(), strict=True
        )
    ]
    return sorted(spans, key=lambda span: span.start - span.end)


@view
def listed_places(page: Page) -> Ints:
    """Numbers of the places that stand in runs, in reading order."""
    runs = place_runs(page)
    if not len(runs.first):
        return _NONE.starts
    if _twin:
        listed: Ints = _twin.numbers(runs.first, runs.last)
        return listed
    sizes = runs.last - runs.first
    begins = np.cumsum(sizes) - sizes
    numbers: Ints = np.arange(int(sizes.sum())) + np.repeat(runs.first - begins, sizes)
    return numbers
