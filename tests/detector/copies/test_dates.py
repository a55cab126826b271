"""Which of two pages is the earlier, as far as dates tell."""

from __future__ import annotations

import numpy as np
import pytest

from detector.copies.dates import UNKNOWN, day_number, order

NO = int(UNKNOWN)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2000-01-01", 10957),
        ("2023-05-01T08:00:00+08:00", 19478),
        ("2023年5月1日", 19478),
        ("", None),
        (None, None),
        ("soon", None),
    ],
)
def test_days_of_a_date(value: str | None, days: int | None) -> None:
    assert day_number(value) == days


@pytest.mark.parametrize(
    ("published", "fetched", "other_published", "other_fetched", "expected"),
    [
        (100, NO, 99, NO, 1),
        (100, NO, 101, NO, -1),
        (100, NO, 100, NO, 0),
        (100, 300, 101, 200, -1),  # publication decides, whatever was fetched first
        (100, NO, NO, 90, 1),  # fetched before this one was published
        (100, NO, NO, 110, 0),
        (NO, 90, 100, NO, -1),
        (NO, 100, NO, 90, 0),  # the order inside one crawl is chance
        (NO, 100, NO, 60, 1),
        (NO, 60, NO, 100, -1),
        (NO, NO, NO, 60, 0),
        (NO, NO, 60, NO, 0),
    ],
)
def test_order(
    published: int, fetched: int, other_published: int, other_fetched: int, expected: int
) -> None:
    days = (published, fetched, other_published, other_fetched)
    columns = [np.array([day], dtype=np.int32) for day in days]
    assert order(*columns).tolist() == [expected]
    assert order(*columns[2:], *columns[:2]).tolist() == [-expected]
