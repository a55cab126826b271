"""The one real page of the kind darnel exists for reads as it was measured by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from features.page import Page
from features.table import feature_named

pytestmark = pytest.mark.corpus


@pytest.fixture
def page(shared: Path) -> Page:
    (file,) = (shared / "example").glob("*.txt")
    return Page(text=file.read_text(encoding="utf-8"))


def test_padding_and_stitching(page: Page) -> None:
    expected = {
        "place_share": (0.134, 0.003),
        "glued_articles": (1, 0),
        "lead_repeat": (1, 0),
        "near_dup_paragraph": (1, 0),
        "place_order": (1, 0.01),
        "line_repeat_chars": (0, 0),
    }
    for name, (value, within) in expected.items():
        assert feature_named(name).measure(page).value == pytest.approx(value, abs=within), name


def test_what_is_quoted(page: Page) -> None:
    def first(name: str) -> str:
        evidence = feature_named(name).measure(page).evidence
        assert evidence is not None
        return evidence()[0].of(page.text)

    assert first("place_run").count("、") > 100
    assert first("glued_articles") == "返回搜狐,查看更多"
    lead = first("lead_repeat")
    assert sum(c.isalnum() for c in lead) == pytest.approx(108, abs=3)
    assert "😴" in lead
    gap = feature_named("block_topic_gap").measure(page)
    assert gap.value > 0.5
    assert gap.evidence is not None
    before, after = (span.of(page.text) for span in gap.evidence())
    assert before.count("县") > 10
    assert "县" not in after
