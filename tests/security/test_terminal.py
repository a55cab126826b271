"""Nothing a page says reaches the terminal as an escape sequence or reorders a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from detector.cli import app
from detector.terminal import printable

ATTACK = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\r\n\ud800"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_printable_holds_no_control(text: str) -> None:
    shown = printable(text)
    shown.encode("utf-8")
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_plain_text_is_left_alone() -> None:
    assert printable("三号机组 £5 — naïve 😀") == "三号机组 £5 — naïve 😀"


@pytest.mark.parametrize("command", ["explain", "hosts"])
def test_commands_print_hostile_pages_harmlessly(tmp_path: Path, command: str) -> None:
    page = {"url": "https://h.example/a", "text": ATTACK + "一段文字。" * 40, "title": ATTACK}
    source = tmp_path / "p.jsonl"
    source.write_text(json.dumps(page) + "\n", encoding="utf-8")
    if command == "hosts":
        scored = {
            "id": "a", "host": ATTACK, "status": "ok", "score": 0.9, "label": "farm",
            "reasons": [{"signal": "x", "value": 1, "weight": 1, "quotes": []}],
        }  # fmt: skip
        source.write_text(json.dumps(scored) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, [command, str(source)])
    assert result.exit_code == 0, result.output
    assert "\x1b]0" not in result.output
    assert "\x9b" not in result.output
    assert "\u202e" not in result.output
