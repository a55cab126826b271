"""``darnel copies`` from files to rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from detector.commands.copies import copies
from detector.copies.roles import role_schema
from detector.errors import UsageError


def sentence(seed: int) -> str:
    return "".join(chr(0x4E00 + (seed * 131 + n * n * 7 + n * 37) % 3001) for n in range(40))


def article(seed: int) -> str:
    return "。".join(sentence(seed * 100 + n) for n in range(12))


def dressed(text: str) -> str:
    return "".join(c + "😀" * (n % 25 == 0) for n, c in enumerate(text))


ROWS: list[dict[str, Any]] = [
    {"id": "first", "url": "http://news.example/1", "text": article(1), "published": "2023-01-01"},
    {"id": "thief", "url": "http://farm.example/1", "text": dressed(article(1)),
     "published": "2023-02-01"},
    {"id": "partner", "url": "http://other.example/1", "published": "2023-01-02",
     "text": "来源：新华社\n" + article(1)},
    {"id": "mobile", "url": "http://m.second.example/2", "text": article(2),
     "published": "2023-01-05"},
    {"id": "desktop", "url": "http://www.second.example/2", "text": article(2),
     "published": "2023-01-04"},
    {"id": "quoting", "url": "http://blog.example/3", "published": "2023-03-01",
     "text": article(3) + "。" + "。".join(article(4).split("。")[:3])},
    {"id": "quoted", "url": "http://source.example/4", "text": article(4),
     "published": "2023-02-01"},
    {"id": "twin-a", "url": "http://a.example/5", "text": article(5)},
    {"id": "twin-b", "url": "http://b.example/5", "text": article(5)},
    {"id": "alone", "url": "http://c.example/6", "text": article(6)},
]  # fmt: skip

ROLES = {
    "first": "original",
    "thief": "uncredited copy",
    "partner": "credited syndication",
    "mobile": "same site",
    "desktop": "same site",
    "quoting": "quotation",
    "quoted": "quotation",
    "twin-a": "undecided",
    "twin-b": "undecided",
}


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*arguments: str) -> Any:
    app = typer.Typer()
    app.command()(copies)
    return CliRunner().invoke(app, list(arguments))


def test_every_page_gets_its_role_and_a_reason(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run(str(crawl), "--out", str(out), "--json")
    assert result.exit_code == 0, result.output
    rows = {row["id"]: row for row in map(json.loads, out.read_text().splitlines())}
    assert {name: row["role"] for name, row in rows.items()} == ROLES
    assert all(row["reason"] for row in rows.values())
    assert all(list(row) == role_schema().names for row in rows.values())
    assert rows["thief"]["cluster"] == "first"
    assert rows["thief"]["cluster_pages"] == 3
    assert [name for name, row in rows.items() if row["earliest"]] == ["first", "desktop"] + [
        name for name in ("twin-a", "twin-b") if rows[name]["cluster"] == name
    ]
    assert rows["thief"]["other"] == "first"
    assert rows["thief"]["contained"] == rows["thief"]["containment"] == 1.0
    assert rows["quoting"]["cluster"] is None
    summary = json.loads(result.stdout)
    assert summary["roles"]["uncredited copy"] == 1
    # Nothing is left beside the output.
    assert {path.name for path in tmp_path.iterdir()} == {"crawl.jsonl", "out.jsonl"}


def test_the_order_of_the_input_changes_no_row(crawl: Path, tmp_path: Path) -> None:
    backwards = tmp_path / "backwards.jsonl"
    backwards.write_text("\n".join(reversed(crawl.read_text().splitlines())) + "\n")
    outs = []
    for path in (crawl, backwards):
        out = tmp_path / f"{path.stem}.out.jsonl"
        assert run(str(path), "--out", str(out)).exit_code == 0
        outs.append(sorted(out.read_text().splitlines()))
    assert outs[0] == outs[1]


def test_a_broken_record_is_told_and_a_large_cluster_alarms(crawl: Path, tmp_path: Path) -> None:
    with crawl.open("a", encoding="utf-8") as file:
        file.write('{"text": "cut\n')
    out = tmp_path / "out.csv"
    result = run(str(crawl), "--out", str(out), "--alarm", "2")
    assert result.exit_code == 1
    assert "1 unreadable" in result.stderr
    assert "cluster first has 3 pages" in result.stderr
    assert out.read_text().startswith("id,url,cluster")


def test_an_unknown_ending_is_refused_before_any_work(crawl: Path, tmp_path: Path) -> None:
    result = run(str(crawl), "--out", str(tmp_path / "out.xlsx"))
    assert isinstance(result.exception, UsageError)
