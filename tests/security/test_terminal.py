"""Nothing a page, a file name, a model or an index says reaches the terminal as an escape
sequence, a forged line or text in another order."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.batch.output import write_output
from detector.cli import main
from detector.terminal import printable, printable_json, printable_lines

ATTACK = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\x7f"
CONTROLS = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0))} - {"\n"}
BIDI = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
STORY = "昨天下午，我们在城里的图书馆里见到了三位老师，他们正在整理一批旧的地方报纸。" * 12
anything = st.text(alphabet=st.characters(exclude_categories=()))


def harmless(shown: str) -> bool:
    shown.encode("utf-8")
    return not set(shown) & (CONTROLS | BIDI)


@settings(deadline=None)
@given(anything)
def test_what_is_printable_holds_no_control(text: str) -> None:
    assert harmless(printable(text))
    assert "\n" not in printable(text)
    assert harmless(printable_lines(text))
    assert printable_lines(text).count("\n") == text.count("\n")


@settings(deadline=None)
@given(st.recursive(anything, lambda inner: st.lists(inner) | st.dictionaries(anything, inner)))
def test_json_that_is_shown_has_the_same_values(value: object) -> None:
    shown = printable_json(json.dumps(value, ensure_ascii=False))
    assert harmless(shown)
    assert json.loads(shown) == json.loads(json.dumps(value))


def test_plain_text_is_left_alone() -> None:
    assert printable("三号机组 £5 — naïve 😀") == "三号机组 £5 — naïve 😀"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def crawl(place: Path) -> Path:
    """Hostile pages in a file of a hostile name, with records that cannot be read."""
    rows = [
        {
            "id": f"{ATTACK}{number}", "url": f"https://h.example/{ATTACK}/{number}",
            "text": f"{ATTACK}\n文 | {ATTACK}\n来源：{ATTACK}\n{STORY}{ATTACK}",
            "title": ATTACK, "byline": ATTACK, "site": ATTACK, "published": ATTACK,
            "label": "farm" if number % 2 else "legit",
        }
        for number in range(6)
    ]  # fmt: skip
    path = place / f"crawl{ATTACK.replace('/', '')}.jsonl"
    broken = ['{"id": 1, "text"', json.dumps({ATTACK: ATTACK}), f"[{json.dumps(ATTACK)}]"]
    path.write_text("\n".join([*map(json.dumps, rows), *broken]), encoding="utf-8")
    return path


def shown(capfd: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Everything a command writes to the terminal, its errors too."""
    sys.argv = ["darnel", *map(str, arguments)]
    with pytest.raises(SystemExit):
        main()
    told = capfd.readouterr()
    return told.out + told.err


def test_commands_over_pages(
    crawl: Path, place: Path, tiny_model: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    model = ["--model", tiny_model]
    scored = place / "scored.parquet"
    told = shown(capfd, "score", crawl, "--out", scored, "--workers", 1, *model)
    assert "unreadable" in told
    assert harmless(told)
    for command in (
        ["score", crawl, "--out", place / "again.jsonl", "--workers", 1, "--json", *model],
        ["bylines", crawl, "--out", place / "b.jsonl"],
        ["bylines", crawl, "--out", place / "b.jsonl", "--json"],
        ["copies", crawl, "--out", place / "c.jsonl"],
        ["copies", crawl, "--out", place / "c.jsonl", "--alarm", 1, "--json"],
        ["index", "build", place / "known", crawl],
        ["index", "add", place / "known", crawl],
        ["index", "query", place / "known", crawl, "--out", place / "m.jsonl"],
        ["index", "info", place / "known"],
        ["index", "verify", place / "known"],
        ["index", "verify", place / "known", "--json"],
        ["hosts", scored],
        ["hosts", scored, "--pages", crawl],
        ["hosts", scored, "--json"],
        ["hosts", scored, "--format", "ublock", "--min-pages", 1],
        ["explain", crawl, *model],
        ["explain", crawl, "--json", *model],
        ["explain", crawl, "--with", crawl, *model],
        ["explain", crawl, "--id", ATTACK, *model],
        ["explain", crawl, "--id", 7, *model],
        ["report", scored, "--out", place / "report.html"],
    ):
        told = shown(capfd, *command)
        assert told, command
        assert "Traceback" not in told, (command, told)
        assert harmless(told), (command, told)


def test_errors_that_quote_what_is_hostile(
    crawl: Path, place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    model = place / f"model{ATTACK.replace('/', '')}"
    model.mkdir()
    (model / "manifest.json").write_text(json.dumps({"format": ATTACK}), encoding="utf-8")
    scored = place / "scored.jsonl"
    scored.write_text(json.dumps({ATTACK: ATTACK}) + "\n", encoding="utf-8")
    for command in (
        ["explain", crawl, "--model", model],
        ["score", crawl, "--out", place / "o.jsonl", "--model", model],
        ["score", crawl, "--out", place / "o.jsonl", "--column", f"{ATTACK}=x"],
        ["score", place / ATTACK.replace("/", ""), "--out", place / "o.jsonl"],
        ["hosts", scored],
        ["report", scored, "--out", place / "r.html"],
        ["index", "verify", model],
        ["check-data", scored],
    ):
        told = shown(capfd, *command)
        assert "darnel:" in told, (command, told)
        assert "Traceback" not in told, (command, told)
        assert harmless(told), (command, told)


def test_a_scored_crawl_someone_else_wrote(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [
        {
            "id": f"{ATTACK}{page}", "url": ATTACK, "host": ATTACK + str(page % 2), "status": "ok",
            "score": 0.9, "label": "farm", "cluster": ATTACK,
            "reasons": [{"signal": ATTACK, "value": 1, "weight": 1, "quotes": []}],
            "claims": [{"role": "author", "name": ATTACK}], "model": ATTACK,
        }
        for page in range(4)
    ]  # fmt: skip
    scored = place / "scored.jsonl"
    scored.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for form in ("table", "json", "ublacklist", "ublock", "hosts"):
        told = shown(capfd, "hosts", scored, "--format", form, "--min-pages", 1)
        assert told
        assert harmless(told), told
        if form in ("ublacklist", "ublock", "hosts"):
            assert "owned" not in told


def test_label_checks_quote_labels_safely(
    crawl: Path, place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = [line for line in crawl.read_text(encoding="utf-8").splitlines() if '"label"' in line]
    for line in lines[:3]:
        row = json.loads(line)
        lines.append(json.dumps({**row, "id": row["id"] + "+", "label": "legit"}))
    labels = place / "labels.jsonl"
    labels.write_text("\n".join(lines), encoding="utf-8")
    for more in ([], ["--json"]):
        told = shown(capfd, "check-data", labels, *more)
        assert "owned" in told, "the check quotes no label"
        assert harmless(told), told


class Screen(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("terminal", [True, False])
def test_rows_on_a_terminal_are_the_same_rows_without_controls(
    terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pa.table({"title": [ATTACK, "第二行"]})
    raw = io.BytesIO()
    stream = (Screen if terminal else io.TextIOWrapper)(raw, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stream)
    write_output("-", [table], table.schema, 2)
    text = raw.getvalue().decode()
    assert [json.loads(line)["title"] for line in text.splitlines()] == [ATTACK, "第二行"]
    assert harmless(text) is terminal
