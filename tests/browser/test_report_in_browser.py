"""The report as a person meets it: opened from disk, searched, a row opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detector.report.crawl import write_report
from detector.scored import scored_rows

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser: Any, scored: Path, tmp_path: Path) -> Any:
    out = tmp_path / "report.html"
    write_report(scored_rows(scored), out, "a test crawl")
    browser.get_log("browser")
    browser.get(out.as_uri())
    return browser


def listed(browser: Any) -> list[Any]:
    return browser.find_elements("css selector", "#pages li")


def test_it_opens_without_a_console_error_and_runs_nothing_from_a_page(opened: Any) -> None:
    assert len(listed(opened)) == 50
    assert opened.execute_script("return window.pwned") is None
    assert [entry for entry in opened.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_searching_narrows_the_list(opened: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait

    opened.find_element(By.ID, "query").send_keys("https://h3.example/1 emoji_gap_cv")
    WebDriverWait(opened, 20).until(
        lambda browser: browser.find_element(By.ID, "count").text.startswith("1 page,")
    )
    assert len(listed(opened)) == 1


def test_a_row_opens_its_evidence_with_controls_made_visible(opened: Any) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    row = listed(opened)[0]
    row.find_element("css selector", "summary").click()
    # The row fills on its toggle event, which the browser sends after the click has returned.
    WebDriverWait(opened, 20).until(lambda _: row.find_elements("css selector", ".evidence"))
    evidence = row.find_element("css selector", ".evidence").text
    assert "quote" in evidence
    assert "\u27e8202E\u27e9" in evidence
    assert "\u27e81B\u27e9[31m" in evidence
    assert "\u202e" not in evidence


def test_the_keyboard_reaches_search(opened: Any) -> None:
    opened.find_element("css selector", "body").send_keys("/")
    assert opened.switch_to.active_element.get_attribute("id") == "query"


def test_nothing_runs_off_the_side_of_a_phone(opened: Any) -> None:
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        opened.refresh()
        wide = opened.execute_script("return document.documentElement.scrollWidth")
    finally:
        opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= 390


def test_no_serious_accessibility_finding(opened: Any, axe: str) -> None:
    opened.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    found = opened.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run().then((r) => done(r.violations))"
    )
    serious = [
        (v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
