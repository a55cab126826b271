"""One page explained, as a person meets it: on a desk, on a phone, in the dark; nothing runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detector.explanation import Explanation, Push
from detector.reading import read_page
from detector.record import Record, Status
from detector.report.page import write_page
from detector.verdict import Label, Quote, Verdict
from features.page import Page

pytestmark = pytest.mark.browser
HOSTILE = "</mark><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\u202egnp\ud800"
STORY = "腊月十九的清晨，青螺湾的水面还压着一层薄雾，值班员把导叶角度调到了十七度。" * 4


@pytest.fixture
def explained(tmp_path: Path) -> str:
    other = Page(text=STORY, title="The original " + HOSTILE)
    text = f"文 | 海风观察\n{STORY}\n返回搜狐，查看更多\n作者：潮点财经\n{HOSTILE} {'很长' * 80}"
    page = read_page(Record(id="x", source="x:0", text=text, site="爆料星球"))
    at = page.text.index("返回搜狐")
    quote = Quote(at, at + 4, page.text[at : at + 4])
    push = Push("platform_tails", "template", "Number of tails " + HOSTILE, 1.0, 2.5, (quote,))
    honest = Push("list_share", "links", "Share of lists", 0.1, -0.5, ())
    verdict = Verdict(
        id="https://a.example/" + HOSTILE, url=None, host=None, source="x:0", status=Status.OK,
        error=None, score=0.9, label=Label.FARM, title=HOSTILE, chars=len(page.text), model="m",
    )  # fmt: skip
    out = tmp_path / "explained.html"
    write_page(Explanation(page, verdict, -0.1, (push, honest)), out, other)
    return out.as_uri()


def test_it_shows_reasons_origins_and_copies_and_runs_nothing(browser: Any, explained: str) -> None:
    browser.get_log("browser")
    browser.get(explained)
    assert browser.execute_script("return window.pwned") is None
    assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []
    shown = browser.find_element("css selector", "main").text
    assert "\u27e8202E\u27e9" in shown
    assert "\u27e8D800\u27e9" in shown
    assert "\u202e" not in shown
    mark = browser.find_element("css selector", "mark[data-key='1']")
    assert mark.text == "返回搜狐"
    assert mark.get_attribute("title") == "platform_tails"
    assert [e.text for e in browser.find_elements("css selector", ".pushes .key")] == ["1"]
    assert "disagrees" in shown
    sides = [e.text for e in browser.find_elements("css selector", ".side > div")]
    assert len(sides) == 2
    assert all("青螺湾" in side for side in sides)


@pytest.mark.parametrize("width", [390, 1100])
def test_nothing_runs_off_the_side(browser: Any, explained: str, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        browser.get(explained)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_finding(
    browser: Any, explained: str, axe: str, scheme: str
) -> None:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    try:
        browser.get(explained)
        browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
        found = browser.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run().then((result) => done(result.violations))"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    serious = [
        (v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
