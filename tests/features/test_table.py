"""The table of signals: many pages read as one page at a time, and failures named."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from features.feature import Reading
from features.page import Page
from features.table import (
    SignalFailedError,
    all_features,
    feature_named,
    matrix,
    measure,
    measure_all,
)

TEXTS = ["", "好", "买票看比赛😂就来这里。\n" * 9, "Rain is expected. More rain follows.\n" * 40]


def pages(count: int) -> list[Page]:
    return [
        Page(text=TEXTS[n % len(TEXTS)] * (1 + n % 3), url=f"http://a.example/{n}", title="题 T")
        for n in range(count)
    ]


def test_many_pages_read_what_each_reads_alone() -> None:
    made = pages(150)  # more than one batch
    table = np.array([[reading.value for reading in measure(page)] for page in pages(150)])
    rows = np.array([[reading.value for reading in row] for row in measure_all(made)])
    assert np.array_equal(rows, table, equal_nan=True)
    assert np.array_equal(matrix(iter(pages(150))), table, equal_nan=True)
    assert not np.isnan(table).all()


def test_no_pages_and_no_signals_keep_their_shape() -> None:
    assert matrix([]).shape == (0, len(all_features()))
    assert matrix(pages(3), []).shape == (3, 0)
    assert measure_all(pages(2), []) == [[], []]


def test_the_signal_and_the_page_that_fail_are_named() -> None:
    def refuse(page: Page) -> Reading:
        if page.url == "http://a.example/2":
            raise ZeroDivisionError("no letters")
        return Reading(math.nan)

    broken = replace(feature_named("title_length"), measure=refuse)
    for read in (measure_all, matrix):
        with pytest.raises(SignalFailedError, match=r"title_length failed on http://a.example/2"):
            read(pages(5), [feature_named("emoji_density"), broken])
