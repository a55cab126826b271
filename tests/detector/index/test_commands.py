"""``darnel index`` from files to matches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from detector.commands.index import index
from detector.errors import UsageError


def article(seed: int) -> str:
    return "".join(chr(0x4E00 + (seed * 131 + n * n * 7 + n * 37) % 3001) for n in range(500))


def write(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


@pytest.fixture
def originals(tmp_path: Path) -> str:
    rows = [{"url": f"http://news.example/{n}", "body": article(n)} for n in range(5)]
    return write(tmp_path / "originals.jsonl", rows)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(index, list(arguments))


def test_build_add_query_info_verify_compact_export(originals: str, tmp_path: Path) -> None:
    place = str(tmp_path / "known")
    built = run("build", place, originals)
    assert built.exit_code == 0, built.output
    assert "added 5; the index holds 5" in built.stderr
    more = write(tmp_path / "more.jsonl", [{"url": "http://news.example/9", "text": article(9)}])
    assert "added 1; the index holds 6" in run("add", place, originals, more).stderr
    own = article(77)
    pages = write(
        tmp_path / "pages.jsonl",
        [
            {"url": "http://farm.example/x", "text": f"{own}😀{article(3)}"},
            {"url": "http://farm.example/y", "text": article(78)},
        ],
    )
    asked = run("query", place, pages)
    assert asked.exit_code == 0
    (match,) = map(json.loads, asked.stdout.splitlines())
    assert match["url"] == "http://farm.example/x"
    assert match["known_url"] == "http://news.example/3"
    assert match["containment"] == 1.0
    assert match["contained"] == pytest.approx(0.5, abs=0.15)
    (passage,) = match["passages"]
    text = f"{own}😀{article(3)}"
    assert text[passage["start"] : passage["end"]] == passage["text"]
    assert passage["text"] in article(3)
    assert len(passage["text"]) > 400
    facts = json.loads(run("info", place, "--json").stdout)
    assert facts["items"] == 6
    assert facts["runs"] == 2
    assert run("compact", place).exit_code == 0
    assert json.loads(run("info", place, "--json").stdout)["runs"] == 1
    verified = run("verify", place)
    assert (verified.exit_code, verified.stdout) == (0, "6 items in 1 runs: all intact\n")
    assert run("export", place, str(tmp_path / "tables")).exit_code == 0
    assert list((tmp_path / "tables" / "items").glob("*.parquet"))


def test_a_damaged_index_is_told(originals: str, tmp_path: Path) -> None:
    place = tmp_path / "known"
    run("build", str(place), originals)
    (path,) = place.glob("runs/*/hashes.npy")
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    told = run("verify", str(place), "--json")
    assert told.exit_code == 2
    assert "hashes.npy" in json.loads(told.stdout)["problems"][0]


def test_building_over_an_index_is_refused(originals: str, tmp_path: Path) -> None:
    place = str(tmp_path / "known")
    run("build", place, originals)
    again = run("build", place, originals)
    assert isinstance(again.exception, UsageError)


def test_unreadable_records_are_told(originals: str, tmp_path: Path) -> None:
    with Path(originals).open("a") as file:
        file.write("{broken\n")
    built = run("build", str(tmp_path / "known"), originals)
    assert built.exit_code == 1
    assert "1 unreadable" in built.stderr
