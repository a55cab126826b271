"""The whole path: score a crawl, label twenty pages by key, train on them, promote, score again."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from detector.commands.score import score
from detector.model import Model
from training.cli import register

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DARNEL = [sys.executable, "-c", "from detector.cli import main; main()"]
SYLLABLES = "木河旧孩春雨磨面邻山书黄灯渔果毛石集账火修种记走看带搬听借等画洗打关数卖找送写烧"


def crawl(path: Path) -> dict[str, str]:
    """Sixty pages of sixty sites, half of them farms; the truth by id."""
    rng = random.Random(11)
    truth, lines = {}, []
    for number in range(60):
        farm = number % 2 == 0
        name = f"http://site{number}.shop{number}.example/{number}.html"
        story = ["".join(rng.sample(SYLLABLES, 9)) + rng.choice("，。") for _ in range(40)]
        if farm:
            phrase = f"星空娱乐{number}官网 百家乐投注 时时彩计划 "
            story = [line + rng.choice("😂🎉🔥") + phrase for line in story]
        body = "".join(f"<p>{''.join(story[at : at + 5])}</p>" for at in range(0, 40, 5))
        page = f"<title>第{number}篇 {story[0][:8]}</title><article>{body}</article>"
        lines.append(json.dumps({"id": name, "url": name, "html": page}, ensure_ascii=False))
        truth[name] = "farm" if farm else "legit"
    path.write_text("\n".join(lines), encoding="utf-8")
    return truth


@pytest.fixture
def place(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a user has it: the seeds of a checkout, a store of one's own."""
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")
    monkeypatch.setenv("MLFLOW_DISABLE_TELEMETRY", "true")
    monkeypatch.setenv("PYTHONPATH", str(root))
    return tmp_path


def darnel(*arguments: str) -> str:
    """A command in this process: what training imports is imported once."""
    app = typer.Typer()
    app.command()(score)
    register(app)
    done = CliRunner().invoke(app, list(arguments))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def label(browser: Any, address: str, truth: dict[str, str], most: int) -> list[str]:
    """Label ``most`` pages with the keys a person uses; what is not theirs to know is ``u``."""
    from selenium.webdriver.support.wait import WebDriverWait

    browser.get_log("browser")
    browser.get(address)
    asked: list[str] = []
    for number in range(most):
        WebDriverWait(browser, 20).until(
            lambda window, at=number: (
                f", {at} labelled" in window.find_element("id", "progress").text
                and window.find_elements("css selector", "#question [data-id]")
                and window.find_element("css selector", "#question [data-id]").get_attribute(
                    "data-id"
                )
                not in asked
            )
        )
        page = browser.find_element("css selector", "#question [data-id]").get_attribute("data-id")
        key = {"farm": "f", "legit": "h"}[truth[page]] if number else "u"
        browser.find_element("css selector", "body").send_keys(key)
        asked.append(page)
    WebDriverWait(browser, 20).until(
        lambda window: f", {most} labelled" in window.find_element("id", "progress").text
    )
    assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []
    return asked


def test_twenty_labels_given_by_key_become_the_model_that_scores(browser: Any, place: Path) -> None:
    truth = crawl(place / "crawl.jsonl")
    darnel("score", "crawl.jsonl", "--out", "scored.jsonl", "--workers", "1", "--no-progress")
    command = [*DARNEL, "review", "scored.jsonl", "--pages", "crawl.jsonl"]
    unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=unbuffered) as review:
        try:
            assert review.stdout is not None
            address = next(line for line in review.stdout if line.startswith("http://")).strip()
            asked = label(browser, address, truth, 21)
        finally:
            review.terminate()
    given = [json.loads(line) for line in Path("labels.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in given] == asked
    assert [row["label"] for row in given[1:]] == [truth[page] for page in asked[1:]]
    assert given[0]["label"] == "unsure"
    assert {row["label_basis"].removeprefix("review: ") for row in given} >= {"uncertain"}

    Path("all.jsonl").write_bytes(
        Path("labels.jsonl").read_bytes() + Path("seeds/labels.jsonl").read_bytes()
    )
    out = darnel(
        "train", "seeds/runs/small.toml", "--name", "taught", "--out", "taught", "--json",
        "--data", "crawl.jsonl", "--data", "seeds/pages", "--labels", "all.jsonl",
    )  # fmt: skip
    told = json.loads(out)
    card = Path("taught/CARD.md").read_text(encoding="utf-8")
    assert Model.load("taught").identity == told["model"]
    assert "all" in card
    darnel("promote", "taught")
    darnel(
        "score", "crawl.jsonl", "--model", "models:/darnel@champion", "--out", "again.jsonl",
        "--workers", "1", "--no-progress",
    )  # fmt: skip
    again = [json.loads(line) for line in Path("again.jsonl").read_text("utf-8").splitlines()]
    assert {row["model"] for row in again} == {told["model"]}
    unseen = [row for row in again if row["id"] not in asked]
    right = sum((row["score"] >= 0.5) == (truth[row["id"]] == "farm") for row in unseen)
    assert right >= 0.9 * len(unseen)
