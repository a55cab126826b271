"""``darnel score`` as a command: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from detector.commands.score import score
from detector.commands.scoring import columns_of
from detector.errors import UsageError

ROOT = Path(__file__).resolve().parents[3]
CLI = "import typer; from detector.commands.score import score; typer.run(score)"


def lines(count: int, *more: str) -> str:
    pages = [
        json.dumps({"id": f"p{n}", "text": f"第{n}篇文章说了第{n * 7}件事。"}) for n in range(count)
    ]
    return "\n".join([*pages, *more]) + "\n"


def darnel(arguments: Sequence[str], given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CLI, *arguments],
        cwd=ROOT, input=given, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_rows_on_stdout_summary_on_stderr_and_exit_code_1_for_what_was_not_read(
    tiny_model: Path, tmp_path: Path
) -> None:
    evil = tmp_path / "evil\x1b[31m.jsonl"
    evil.write_text(lines(2, '{"id": cut', '{"id": "last", "text": "the last page"}'), "utf-8")
    done = darnel(
        [str(evil), "--out", "-", "--model", str(tiny_model), "--workers", "1", "--no-progress"]
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["status"] for row in rows] == ["ok", "ok", "unreadable", "ok"]
    assert done.returncode == 1
    assert "4 records" in done.stderr
    assert "1 unreadable" in done.stderr
    assert "evil⟨1B⟩[31m.jsonl:3" in done.stderr
    assert "\x1b" not in done.stderr


def test_stdin_json_summary_and_signal_columns(tiny_model: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    done = darnel(
        ["-", "--out", str(out), "--model", str(tiny_model), "--workers", "1", "--json",
         "--features", "--threshold", "0.01", "--column", "text=words"],
        '{"id": "a", "words": "one two three"}\n',
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["records"], told["status"], told["label"]) == (1, {"ok": 1}, {"farm": 1})
    [row] = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert row["chars"] == len("one two three")
    assert "signal_place_share" in row
    assert [p.name for p in tmp_path.iterdir()] == ["o.jsonl"]


def test_what_cannot_be_done_is_said_before_anything_starts(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(score)
    page = tmp_path / "a.jsonl"
    page.write_text(lines(1), "utf-8")
    for arguments, message in (
        ([str(page), "--out", "o.xlsx"], "must end in one of"),
        ([str(page), "--out", str(tmp_path / "no" / "o.csv")], "there is no folder"),
        ([str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "o.csv")], "no input found"),
        ([str(page), "--out", "o.csv", "--column", "colour=x"], "FIELD=NAME"),
    ):
        result = CliRunner().invoke(app, arguments)
        assert isinstance(result.exception, UsageError)
        assert message in str(result.exception)


def test_columns_are_fields_of_a_record() -> None:
    assert columns_of(["text=body=x", "url=u"]) == {"text": "body=x", "url": "u"}
    with pytest.raises(UsageError, match="body=text"):
        columns_of(["body=text"])


@pytest.mark.slow
def test_a_killed_run_is_continued_by_the_same_command(tiny_model: Path, tmp_path: Path) -> None:
    crawl = tmp_path / "in.jsonl"
    crawl.write_text(lines(4000), "utf-8")
    calm, out = tmp_path / "calm.parquet", tmp_path / "out.parquet"

    def command(to: Path) -> list[str]:
        return [str(crawl), "--out", str(to), "--model", str(tiny_model), "--workers", "2"]

    assert darnel(command(calm)).returncode == 0
    parts = tmp_path / ".out.parquet.darnel" / "parts"
    killed = 0
    for number, stop in enumerate((signal.SIGKILL, signal.SIGINT)):
        process = subprocess.Popen(
            [sys.executable, "-c", CLI, *command(out)],
            cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        while process.poll() is None:
            if len(list(parts.glob("*.part"))) > number:
                os.kill(process.pid, stop)
                break
            time.sleep(0.02)
        _, errors = process.communicate()
        if process.returncode == 130:
            assert "the same command continues" in errors
        killed += process.returncode in (130, -signal.SIGKILL)
    assert killed
    done = darnel(command(out))
    assert done.returncode == 0
    assert "continuing an earlier run" in done.stderr or killed < 2
    assert out.read_bytes() == calm.read_bytes()
    assert not parts.parent.exists()
