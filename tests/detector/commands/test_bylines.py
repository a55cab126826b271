"""``darnel bylines``: a row for every claim, one for every record that makes none."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detector.cli import app
from detector.commands import attributing
from features.page import Page

RECORDS = [
    {
        "id": "a",
        "url": "https://hedi.example/1",
        "text": "风筝一路向北\n作者：周望\n来源：青苗报\n昨日起风。",
    },
    {"id": "b", "text": "kites rose above the water"},
    {"id": "c", "text": "   "},
]


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    path.write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    return path


def test_rows_spans_and_exit_code(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    result = CliRunner().invoke(app, ["bylines", str(crawl), "--out", str(out), "--json"])
    assert result.exit_code == 1, "one record is broken"
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    first = [row for row in rows if row["id"] == "a"]
    assert [(row["role"], row["name"]) for row in first] == [
        ("author", "周望"),
        ("source", "青苗报"),
    ]
    for row in first:
        assert RECORDS[0]["text"][row["start"] : row["end"]] == row["text"]
        assert row["byline"] == "周望"
    assert [row["role"] for row in rows if row["id"] == "b"] == [None]
    assert sorted(row["status"] for row in rows) == ["empty", "ok", "ok", "ok", "unreadable"]
    summary = json.loads(result.stdout)
    assert summary["records"] == 4
    assert summary["claims"] == {"author": 1, "source": 1}


def test_csv_has_the_same_rows(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    CliRunner().invoke(app, ["bylines", str(crawl), "--out", str(out)])
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows if row["id"] == "a"] == ["周望", "青苗报"]


def test_a_page_that_raises_costs_its_own_row(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def site(page: Page) -> str | None:
        if "kites" in page.text:
            raise LookupError("of ours")
        return None

    monkeypatch.setattr(attributing, "site", site)
    out = tmp_path / "claims.jsonl"
    result = CliRunner().invoke(app, ["bylines", str(crawl), "--out", str(out)])
    assert result.exit_code == 1
    rows = {row["id"]: row for row in map(json.loads, out.read_text("utf-8").splitlines())}
    assert (rows["b"]["status"], rows["b"]["error"]) == ("crashed", "LookupError: of ours")
    assert rows["a"]["status"] == "ok"
