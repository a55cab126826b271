"""Review asks useful questions, keeps labels, and answers nobody but its own page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detector.errors import UsageError
from detector.review.app import make_app
from detector.review.labels import Given, LabelFile
from detector.review.queue import Question, questions


def row(
    name: str, score: float | None, host: str = "", signal: str = "place_share"
) -> dict[str, Any]:
    farm = score is not None and score >= 0.5
    return {
        "id": name,
        "url": None,
        "host": host or f"{name}.example",
        "score": score,
        "label": "farm" if farm else "legit",
        "reasons": [{"signal": signal, "value": 1.0, "weight": 1.0, "quotes": []}] if farm else [],
        "title": name,
        "model": "m",
    }


def test_the_motives_take_turns_and_done_pages_are_not_asked() -> None:
    rows = [
        row("near", 0.52),
        row("sure", 0.99, signal="rare"),
        row("done", 0.5),
        row("unread", None),
    ]
    rows += [row(f"farm{n}", 0.95) for n in range(5)]
    rows += [row(f"q{n}", 0.01, "quiet.example") for n in range(5)]
    rows += [row("odd", 0.97, "quiet.example")]
    groups = {"place_share": "padding", "rare": "links"}
    found = questions(rows, groups, done=frozenset({"done"}), threshold=0.5)
    assert [(q.row["id"], q.motive) for q in found[:3]] == [
        ("near", "uncertain"),
        ("odd", "disagrees with its site"),
        ("sure", "rare kind"),
    ]
    assert {q.row["id"] for q in found}.isdisjoint({"done", "unread"})
    assert len({q.row["id"] for q in found}) == len(found) == len(rows) - 2


def test_labels_are_kept_and_the_last_one_counts(tmp_path: Path) -> None:
    file = LabelFile(tmp_path / "labels.jsonl")
    for label in ("farm", "legit"):
        file.save(Given("a", None, label, "uncertain", 0.5, "m"))
    assert LabelFile(file.path).labels == {"a": "legit"}
    file.path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"labels\.jsonl, line 1"):
        LabelFile(file.path)


@pytest.fixture
def client(tmp_path: Path) -> Any:
    asked = [Question(row("<b>x</b>", 0.6), "uncertain")]
    return make_app(asked, LabelFile(tmp_path / "l.jsonl"), {}, "secret").test_client()


@pytest.mark.parametrize("path", ["/", "/questions", "/question/0", "/review.js"])
def test_nothing_is_answered_without_the_token(client: Any, path: str) -> None:
    assert client.get(path).status_code == 403
    assert client.get(path + "?token=wrong").status_code == 403
    assert client.get(path + "?token=secret").status_code == 200


def test_another_host_name_is_refused(client: Any) -> None:
    answer = client.get("/questions?token=secret", headers={"Host": "rebound.example"})
    assert answer.status_code == 403


def test_a_label_is_saved_and_a_strange_one_is_not(client: Any, tmp_path: Path) -> None:
    headers = {"X-Darnel-Token": "secret"}
    assert (
        client.post("/question/0", json={"label": "nonsense"}, headers=headers).status_code == 400
    )
    assert client.post("/question/9", json={"label": "farm"}, headers=headers).status_code == 400
    assert client.post("/question/0", json={"label": "farm"}, headers=headers).status_code == 200
    saved = json.loads((tmp_path / "l.jsonl").read_text(encoding="utf-8"))
    assert (saved["id"], saved["label"]) == ("<b>x</b>", "farm")


def test_a_question_is_escaped_and_the_policy_forbids_inline_scripts(client: Any) -> None:
    answer = client.get("/question/0?token=secret")
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.get_json()["html"]
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
