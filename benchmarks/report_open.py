"""How long headless Chromium takes to open a report until its table stands.

``python benchmarks/report_open.py REPORT.html``; bars: under 3 s and under 15 MB.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    report = parser.parse_args().report.resolve()
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-sync"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        for _ in range(3):
            browser.get("about:blank")
            began = time.perf_counter()
            browser.get(report.as_uri())
            rows = len(browser.find_elements("css selector", "#pages li"))
            print(
                f"{time.perf_counter() - began:.2f} s, {rows} rows shown, "
                f"{report.stat().st_size / 1e6:.1f} MB"
            )
    finally:
        browser.quit()


if __name__ == "__main__":
    main()
