"""The report counts every row, lists a bounded choice, and never lets a page speak as markup."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from detector.errors import UsageError
from detector.report.crawl import render, write_report
from detector.report.shell import data_block, document, text
from detector.report.summary import LISTED_ROWS, summarise, suspects
from detector.scored import scored_rows

GROUPS = {"emoji_density": "obfuscation", "place_share": "padding"}


def row(number: int, score: float | None, label: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "url": None,
        "host": f"h{number % 3}.example",
        "status": "ok" if score is not None else "unreadable",
        "error": None,
        "score": score,
        "label": label,
        "reasons": [],
        "claims": [],
        "copies": [],
        "cluster": None,
        "title": "",
        "lang": "zh",
        "model": "m",
    } | more


def reason(signal: str, weight: float) -> dict[str, Any]:
    return {"signal": signal, "value": 0.5, "weight": weight, "quotes": []}


def test_every_row_counts_though_only_a_bounded_number_is_listed() -> None:
    rows = [row(n, 0.1, "legit") for n in range(LISTED_ROWS + 500)]
    rows += [row(n + 10**6, 0.9, "farm", reasons=[reason("place_share", 2.0)]) for n in range(40)]
    summary = summarise(rows, GROUPS)
    assert summary.rows == LISTED_ROWS + 540
    assert summary.labels["farm"] == 40
    assert len(summary.listed) == LISTED_ROWS
    assert sum(listed["l"] == "farm" for listed in summary.listed) == 40
    assert "12,000 of 12,540" in summary.cut


def test_the_choice_does_not_depend_on_the_order_of_rows() -> None:
    rows = [row(n, 0.1, "legit") for n in range(LISTED_ROWS + 300)]
    shuffled = random.Random(4).sample(rows, len(rows))
    one, two = summarise(rows, GROUPS), summarise(shuffled, GROUPS)
    assert {r["i"] for r in one.listed} == {r["i"] for r in two.listed}


def test_a_kind_is_named_after_the_group_that_weighs_most() -> None:
    reasons = [reason("place_share", 3.0), reason("emoji_density", 2.0)]
    summary = summarise([row(1, 0.9, "farm", reasons=reasons)], GROUPS)
    assert summary.kinds == {"padding and doorways": 1}
    assert summary.groups == {"padding": 3.0, "obfuscation": 2.0}


def test_a_flag_on_an_honest_site_and_a_weak_one_are_suspects() -> None:
    rows = [row(3 * n, 0.05, "legit") for n in range(1, 9)]
    rows.append(
        row(300, 0.95, "farm", reasons=[reason("place_share", 2), reason("emoji_density", 2)])
    )
    rows.append(row(301, 0.81, "farm", reasons=[reason("place_share", 2)]))
    found = suspects(summarise(rows, GROUPS), GROUPS)
    assert [(r["i"], why) for r, why in found] == [
        ("p300", "8 of 9 pages of its site are not flagged"),
        ("p301", "only padding speaks, close to the threshold"),
    ]


def test_hostile_text_stays_text() -> None:
    hostile = "</script><script>alert(1)</script>\u202e\ud800"
    page = render(
        summarise([row(1, 0.9, "farm", title=hostile, reasons=[reason("place_share", 1)])], GROUPS),
        GROUPS, {}, hostile,
    )  # fmt: skip
    assert page.count("<script") == 3  # two data blocks and our own script
    assert "alert(1)</script>" not in page
    assert "\u202e" not in page
    page.encode("utf-8")


def test_data_survives_the_escaping() -> None:
    value = {"x": "</script>&\u2028 \ud800 中"}
    block = data_block("d", value)
    inner = re.fullmatch(r'<script type="application/json" id="d">(.*)</script>', block)
    assert inner is not None
    assert "<" not in inner[1]
    assert json.loads(inner[1]) == value


def test_the_policy_allows_our_own_script_only() -> None:
    page = document("t", "b", "", "console.log(1)")
    assert "default-src 'none'" in page
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]+'", page)
    assert "unsafe-inline" not in page
    assert text("\x1b[31m<b>") == "<bdi>⟨1B⟩[31m&lt;b&gt;</bdi>"


def test_what_is_no_scored_crawl_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.jsonl, row 1: no column host, status, score"):
        list(scored_rows(path))
    with pytest.raises(UsageError, match="does not exist"):
        list(scored_rows(tmp_path / "none.jsonl"))
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        list(scored_rows(path))


def test_the_report_is_one_file_without_addresses_to_load(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "report.html"
    write_report([row(1, 0.2, "legit")], out, "c")
    page = out.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=", page)
    assert list(out.parent.iterdir()) == [out]
