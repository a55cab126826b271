"""Which of two pages is the earlier, as far as their dates tell."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from features.attribution.dates import read_date

Days = npt.NDArray[np.int32]
UNKNOWN = np.int32(np.iinfo(np.int32).min)
CRAWLS_APART = 30
"""Days between two fetches from which the order of crawling tells something."""


def day_number(value: str | None) -> int | None:
    """Days since 1970 of a date however it is written; ``None`` if it is none."""
    day = read_date(value)
    if day is None:
        return None
    try:
        return dt.date.fromisoformat(day).toordinal() - 719163
    except ValueError:
        return None


def order(
    published: Days, fetched: Days, other_published: Days, other_fetched: Days
) -> npt.NDArray[np.int8]:
    """1 where the other page is the earlier, -1 where it is the later, 0 where no date tells.

    Publication dates decide when both are known. A page that was fetched before the other
    was published is the earlier; of two fetches only a distance of ``CRAWLS_APART`` days
    tells, because the order inside one crawl is chance.
    """
    p, f, q, g = published, fetched, other_published, other_fetched
    has_p, has_f, has_q, has_g = (days != UNKNOWN for days in (p, f, q, g))
    earlier = np.zeros(len(p), dtype=np.int8)
    by_fetch = has_f & has_g & ~(has_p & has_q)
    apart = g.astype(np.int64) - f
    earlier[by_fetch & (apart <= -CRAWLS_APART)] = 1
    earlier[by_fetch & (apart >= CRAWLS_APART)] = -1
    earlier[has_p & has_g & ~has_q & (g < p)] = 1
    earlier[has_q & has_f & ~has_p & (f < q)] = -1
    both = has_p & has_q
    earlier[both & (q < p)] = 1
    earlier[both & (q > p)] = -1
    return earlier
