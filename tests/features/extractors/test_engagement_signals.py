"""Signals of engagement and time, on drawn and on honest numbers."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from features.distributions import kendall_tau, ks_distance, ks_probability
from features.page import Page
from features.table import feature_named
from features.views.stamps import day_number, stamps, view_counts


def value(name: str, page: Page) -> float:
    return feature_named(name).measure(page).value


def listing(counts: list[int], times: list[str]) -> Page:
    rows = [f"风筝消息第{i}条\n{t} {c}" for i, (c, t) in enumerate(zip(counts, times, strict=True))]
    return Page(text="\n".join(rows))


def drawn(seed: int = 1, n: int = 24) -> Page:
    rng = random.Random(seed)
    clocks = [(rng.randint(1, 5), rng.randint(0, 59), rng.randint(0, 59)) for _ in range(n)]
    return listing(
        [rng.randint(1000, 9999) for _ in range(n)],
        [f"2025-11-07 {hour:02d}:{minute:02d}:{second:02d}" for hour, minute, second in clocks],
    )


def honest(n: int = 24) -> Page:
    rng = random.Random(2)
    return listing(
        [int(10 ** rng.uniform(1, 6)) for _ in range(n)],
        [f"2025-{11 - i // 3:02d}-{28 - i:02d} {8 + i % 12:02d}:15:00" for i in range(n)],
    )


def test_counts_and_stamps_are_read_with_exact_spans() -> None:
    page = drawn()
    assert len(stamps(page)) == len(view_counts(page)) == 24
    for count in view_counts(page):
        assert int(page.text[count.start : count.end]) == count.value
    assert page.text[stamps(page)[0].start : stamps(page)[0].end].startswith("2025-11-07 0")


@pytest.mark.parametrize(
    "text", ["浏览次数:8674", "阅读（8674）", "阅读 8674", "8674 views", "Views: 8674", "조회 8674"]
)
def test_labelled_counts(text: str) -> None:
    assert [count.value for count in view_counts(Page(text=text))] == [8674]


def test_drawn_numbers_against_honest_ones() -> None:
    drawn_many = drawn(n=60)
    assert value("engagement_uniformity", drawn_many) > 0.05
    assert value("engagement_uniformity", honest()) < 0.001
    assert value("engagement_same_length", drawn()) == 1
    assert value("engagement_same_length", honest()) < 0.5


def test_one_night_in_no_order_against_an_archive() -> None:
    assert value("stamps_single_day", drawn()) == 1
    assert value("stamps_single_day", honest()) < 0.2
    assert value("stamp_disorder", drawn()) > 0.6
    assert value("stamp_disorder", honest()) < 0.05
    assert value("night_stamp_share", drawn()) == 1
    assert value("night_stamp_share", honest()) == 0


def test_few_items_say_nothing() -> None:
    page = drawn(n=4)
    for name in ("engagement_uniformity", "stamps_single_day", "stamp_disorder"):
        assert math.isnan(value(name, page))


def test_empty_dates() -> None:
    assert value("empty_dates", Page(text="更新时间: 浏览次数:4471\n")) == 1
    assert value("empty_dates", Page(text="更新时间：2025-10-08 浏览次数:4471")) == 0
    assert math.isnan(value("empty_dates", Page(text="风筝")))


def test_day_numbers_follow_the_calendar() -> None:
    from datetime import date as calendar_day

    zero = calendar_day(2024, 2, 28).toordinal() - day_number(2024, 2, 28)
    for day in ("2000-02-29", "2024-03-01", "1999-12-31", "2100-03-01"):
        date = calendar_day.fromisoformat(day)
        assert date.toordinal() - zero == day_number(date.year, date.month, date.day)


def test_statistics_against_known_values() -> None:
    assert ks_distance(np.array([0.5])) == 0.5
    assert ks_distance((np.arange(10) + 0.5) / 10) == pytest.approx(0.05)
    # Critical value of the one-sample test at 5 %: 0.409 for n = 10 (Massey 1951).
    assert ks_probability(0.409, 10) == pytest.approx(0.05, abs=0.01)
    assert ks_probability(0.0, 10) == 1
    assert kendall_tau([1, 2, 3, 4]) == 1
    assert kendall_tau([4, 3, 2, 1]) == -1
    assert kendall_tau([1, 3, 2, 4]) == pytest.approx(2 / 3)
    assert kendall_tau([1, 1, 1]) == 0
