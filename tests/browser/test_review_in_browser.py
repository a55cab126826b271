"""The review page as a person uses it: label by key, come back, the label is still there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from detector.review.app import make_app
from detector.review.labels import LabelFile
from detector.review.queue import questions
from detector.scored import scored_rows
from features.page import Page

pytestmark = pytest.mark.browser
TOKEN = "a-token-for-this-test"


@pytest.fixture
def address(scored: Path, tmp_path: Path) -> Iterator[str]:
    labels = LabelFile(tmp_path / "labels.jsonl")
    chosen = questions(scored_rows(scored), {}, done=frozenset(), threshold=0.5)
    pages = {q.row["id"]: Page(text="<script>window.pwned=1</script> some text") for q in chosen}
    server = make_server("127.0.0.1", 0, make_app(chosen, labels, pages, TOKEN), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/?token={TOKEN}"
    server.shutdown()
    thread.join()
    server.server_close()


def wait_for(browser: Any, selector: str, text: str) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 20).until(
        lambda window: text in window.find_element("css selector", selector).text
    )


def test_twenty_labels_by_key_survive_a_reload(browser: Any, address: str, tmp_path: Path) -> None:
    browser.get_log("browser")
    browser.get(address)
    wait_for(browser, "#progress", "1 of 300, 0 labelled")
    for number in range(20):
        browser.find_element("css selector", "body").send_keys("f" if number % 2 else "h")
        wait_for(browser, "#progress", f"{number + 2} of 300, {number + 1} labelled")
    browser.refresh()
    wait_for(browser, "#progress", "21 of 300, 20 labelled")
    saved = [json.loads(x) for x in (tmp_path / "labels.jsonl").read_text().splitlines()]
    assert [row["label"] for row in saved] == ["legit", "farm"] * 10
    assert browser.execute_script("return window.pwned") is None
    assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []


def test_a_second_key_before_the_next_page_stands_there_labels_nothing(
    browser: Any, address: str, tmp_path: Path
) -> None:
    browser.get(address)
    wait_for(browser, "#progress", "1 of 300, 0 labelled")
    browser.execute_script(
        "for (const key of ['f', 'f', 'h'])"
        " document.dispatchEvent(new KeyboardEvent('keydown', { key }))"
    )
    wait_for(browser, "#progress", "2 of 300, 1 labelled")
    saved = [json.loads(x) for x in (tmp_path / "labels.jsonl").read_text().splitlines()]
    assert [row["label"] for row in saved] == ["farm"]


def test_no_serious_accessibility_finding(browser: Any, address: str, axe: str) -> None:
    browser.get(address)
    wait_for(browser, "#progress", "1 of 300")
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run().then((r) => done(r.violations))"
    )
    serious = [
        (v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
