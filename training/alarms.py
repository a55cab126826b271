"""The alarms: for every signal, how far a reading lies beyond what honest pages read.

A sum of many small suspicions ranks a portal's list page above an honest article with one
unmistakable trick in it. So the one reading of a page that honest pages come to least counts once
more: its height is the log of the share of farms that read at least as much, over the share of
honest pages that do. The shares are smoothed: half an honest page is always thought to lie
beyond the farthest seen, and :data:`UNSEEN` of farms to use any trick, known or not, so that
a reading no honest page comes to raises an alarm even if no farm of the training pages has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from training.binning import Floats

UNSEEN = 0.002
LIMIT = 8.0
STEP = 0.1


def learn(
    matrix: Floats, farm: npt.ArrayLike, weights: Floats, signs: Sequence[int], slope: float
) -> dict[str, Any]:
    """Edges and heights for every column, as :class:`detector.contributions.Alarmed` reads them.

    ``weights`` count for farms only: honest pages count one each, since what is asked is how
    many of them a limit would flag. Columns without a sign (``signs``) raise no alarm.
    ``slope`` multiplies the heights.
    """
    truth = np.asarray(farm, dtype=bool)
    edges, heights = [], []
    for column, sign in enumerate(signs):
        values = sign * matrix[:, column]
        known = ~np.isnan(values)
        cuts, steps = _steps(values[known], truth[known], weights[known], truth, weights)
        if not sign or not len(cuts):
            cuts, steps = np.zeros(0), np.zeros(1)
        elif sign < 0:
            cuts, steps = -cuts[::-1], steps[::-1]
        edges.append(np.ascontiguousarray(cuts, dtype=np.float64))
        heights.append(np.append(steps * slope, 0.0))  # nothing to read is no alarm
    return {"edges": edges, "heights": heights}


def _steps(
    values: Floats,
    truth: npt.NDArray[np.bool_],
    weights: Floats,
    all_truth: npt.NDArray[np.bool_],
    all_weights: Floats,
) -> tuple[Floats, Floats]:
    """Ascending cuts of one column's readings, and the height of each interval between them."""
    readings, place = np.unique(values, return_inverse=True)
    if len(readings) < 2:
        return np.zeros(0), np.zeros(1)
    # What lies beyond every reading seen is an interval of its own.
    readings = np.append(readings, np.nextafter(readings[-1], np.inf))
    farms = np.bincount(place, weights * truth, len(readings))[::-1].cumsum()[::-1]
    honest = np.bincount(place, ~truth, len(readings))[::-1].cumsum()[::-1]
    share = farms / max((all_weights * all_truth).sum(), 1e-12)
    among = (honest + 0.5) / ((~all_truth).sum() + 1.0)
    height = np.clip(np.log((share + UNSEEN) / among), 0.0, LIMIT)
    rounded = np.floor(np.maximum.accumulate(height) / STEP) * STEP
    new = np.flatnonzero(np.diff(rounded)) + 1
    middle = readings[new - 1] / 2 + readings[new] / 2
    # Between neighbouring floats there is no middle; the upper one is right either way round.
    cuts = np.where(middle > readings[new - 1], middle, readings[new])
    return cuts, rounded[np.append(0, new)]
