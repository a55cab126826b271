"""What every signal keeps to, whatever the page: found by walking the table."""

from __future__ import annotations

import importlib
import inspect
import math
import pickle
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.feature import Feature
from features.page import Page
from features.table import all_features, feature_named, measure
from tests.fuzz.harnesses import check_page
from tests.hostile_pages import check, check_pure, documents, pages, read, same

SIGNALS = all_features()
NAMES = [signal.name for signal in SIGNALS]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages())
def test_any_text_page_reads_finite_in_bounds_with_spans_inside(page: Page) -> None:
    check(page)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_html_page_reads_finite_in_bounds_with_spans_inside(html: str) -> None:
    page = read(html)
    check_page(page)
    check(page)


SHAPES = {
    "empty": "",
    "space": " \n\t\u3000",
    "one character": "好",
    "emoji": "😂" * 2_000,
    "invisibles": "\u200b" * 2_000,
    "surrogates": "\ud800" * 500,
    "one word": "a" * 20_000,
    "brackets": "【" * 5_000,
    "digits": "1 3 8 " * 1_000,
    "right to left": "שלום עולם \u200f" * 200,
    "lines": "行\n" * 3_000,
    "places": "北京市、上海市、" * 500,
    "zalgo": "e" + "\u0301" * 3_000,
    "nul": "\x00" * 1_000,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_extreme_pages(shape: str) -> None:
    check(Page(text=SHAPES[shape], url="http://a.example/", title=SHAPES[shape][:100]))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages(), st.randoms(use_true_random=False))
def test_same_page_same_reading_twice_pickled_alone_and_in_any_order(
    page: Page, chance: random.Random
) -> None:
    check_pure(page, chance)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages())
def test_a_signal_reads_alone_what_it_reads_in_company(page: Page) -> None:
    for signal, together in zip(SIGNALS, measure(page), strict=True):
        fresh = pickle.loads(pickle.dumps(page))  # noqa: S301 - our own bytes
        assert same(signal.measure(fresh), together), signal.name


@pytest.mark.parametrize("signal", SIGNALS, ids=NAMES)
def test_every_signal_is_described(signal: Feature) -> None:
    module = importlib.import_module(f"features.extractors.{signal.group}.{signal.name}")
    assert signal.description.endswith("."), "the first docstring line is one whole sentence"
    assert 20 <= len(signal.description) <= 120
    assert isinstance(signal.source, str)
    assert signal.source.strip()
    low, high = signal.bounds
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < high
    assert list(inspect.signature(signal.measure).parameters) == ["page"]
    public = [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and name[0] != "_"
    ]
    assert public == [signal.name], "one public function, called as its file"


def test_names_are_unique_and_found_by_name() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert sorted(NAMES) == NAMES
    for name in NAMES:
        assert feature_named(name).name == name
