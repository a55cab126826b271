"""A real headless Chromium, started once, and a scored crawl with hostile text in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SIGNALS = ("emoji_density", "place_share", "lead_repeat", "emoji_gap_cv", "homoglyph_share")
HOSTILE = (
    "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
    "\u202egnp\ud800\x1b[31m"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium with its console kept; skips where it is not installed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("headless Chromium (chromium and chromedriver) is not on this machine")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--window-size=1100,900",
    ):  # fmt: skip
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    window = webdriver.Chrome(options=options, service=Service(driver))
    yield window
    window.quit()


def scored_row(number: int) -> dict[str, Any]:
    """A scored row as the contract has it; every third is a farm page with quotes."""
    farm = number % 3 == 0
    signal = SIGNALS[number % len(SIGNALS)]
    return {
        "id": f"https://h{number % 7}.example/{number}",
        "url": f"https://h{number % 7}.example/{number}",
        "host": f"h{number % 7}.example",
        "source": f"crawl.jsonl:{number}",
        "status": "ok",
        "error": None,
        "score": 0.9 + number % 10 / 100 if farm else number % 40 / 100,
        "label": "farm" if farm else "legit",
        "reasons": [
            {
                "signal": signal,
                "value": 0.25,
                "weight": 2.5,
                "quotes": [{"start": 0, "end": 5, "text": f"quote {number} {HOSTILE}"}],
            }
        ]
        if farm
        else [],
        "claims": [{"role": "author", "name": HOSTILE, "text": "x", "start": 0, "end": 1}],
        "copies": [],
        "cluster": f"c{number % 4}" if number % 5 == 0 else None,
        "title": f"title {number} {HOSTILE}",
        "byline": None,
        "lang": "zh",
        "chars": 900,
        "model": "default 1 abcdef",
    }


@pytest.fixture
def scored(tmp_path: Path) -> Path:
    """A scored crawl of 300 rows whose titles, quotes and claims attack the reader."""
    path = tmp_path / "scored.jsonl"
    path.write_text("".join(json.dumps(scored_row(n)) + "\n" for n in range(300)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core; skips where npm has not brought it."""
    source = root / "tests/browser/node_modules/axe-core/axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not installed: npm install --prefix tests/browser")
    return source.read_text(encoding="utf-8")
