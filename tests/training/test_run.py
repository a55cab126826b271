"""The fresh user's path: own labels, check, train, compare, promote, score."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from detector.errors import RefusedError, UsageError
from detector.model import Model
from training.cli import register
from training.joining import join
from training.labels import read_labels

WORDS = [
    "木匠",
    "河边",
    "旧船",
    "孩子",
    "春天",
    "雨水",
    "磨坊",
    "面粉",
    "邻居",
    "山路",
    "书店",
    "黄昏",
    "灯塔",
    "渔网",
    "果园",
    "毛驴",
    "石桥",
    "集市",
    "账本",
    "火车",
    "修补",
    "种下",
    "记得",
    "走过",
    "看见",
    "带来",
    "搬走",
    "听说",
    "借给",
    "等候",
    "画出",
    "洗净",
    "打开",
    "关上",
    "数清",
    "卖掉",
    "找到",
    "送回",
    "写完",
    "烧热",
]
app = typer.Typer()
register(app)


def call(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty tiny pages: farms push a phrase and repeat themselves, honest pages do not."""
    path = tmp_path_factory.mktemp("labels") / "mine.jsonl"
    rng = random.Random(4)
    rows = []
    for number in range(20):
        story = "".join(
            "".join(rng.sample(WORDS, 5)) + rng.choice("，。") for _ in range(14)
        )  # no two stories share more than a word or two
        pushed = (
            f"星空娱乐{number}官网 百家乐投注 {story[:30]} 星空娱乐{number}app下载 时时彩计划 " * 4
        )
        rows.append({"label": "legit", "text": f"{story}\n记者 林某{number}"})
        rows.append({"label": "farm", "text": pushed})
    lines = [
        json.dumps({"id": f"p{n}", "url": f"https://host{n}.example{n}.com/", "lang": "zh", **row})
        for n, row in enumerate(rows)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("config")
    path = folder / "mine.toml"
    path.write_text(
        '[run]\nname = "mine"\ncache = "cache"\n'
        '[recipe]\nkind = "additive"\nfolds = 2\ntarget_fpr = 0.1\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def trained(labels: Path, config: Path, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{folder}/mlflow.db")
        for _ in range(2):
            out = call("train", str(config), "--data", str(labels), "--out", "model", "--json")
        yield folder, json.loads(out)


def test_a_trained_model_parts_what_it_was_shown_and_loads_through_every_check(trained):
    folder, out = trained
    assert out["domains_held_out"]["all real pages"]["auc"] > 0.95
    assert Model.load(folder / "model").identity == out["model"]


def test_runs_can_be_compared_and_promoted_and_the_champion_scores(trained, labels):
    found = json.loads(call("compare", "mine~1", "mine", "--json"))
    assert found["runs"][1]["auc verdict"] == "no real difference"
    # Two runs have one name: the newest is meant, and the other has a name too.
    assert found["runs"][1]["id"] == trained[1]["run"] != found["runs"][0]["id"]
    with pytest.raises(UsageError, match="one run twice"):
        call("compare", "mine", trained[1]["run"])
    assert json.loads(call("promote", "mine", "--json"))["gate"]["champion before"] == "none"
    again = json.loads(call("promote", trained[1]["run"], "--json"))
    assert again["uri"] == "models:/darnel@champion"
    champion = Model.load("models:/darnel@champion")
    assert champion.columns == Model.load(trained[0] / "model").columns
    judged = json.loads(
        call("evaluate", str(trained[0] / "model"), "--data", str(labels), "--json")
    )
    assert judged["slices"]["all pages"]["flagged farms"] > 0.9


@pytest.mark.usefixtures("trained")
def test_what_is_not_there_is_said_clearly():
    with pytest.raises(UsageError, match="no run called nothing"):
        call("promote", "nothing")
    with pytest.raises(UsageError, match="no model at"):
        Model.load("models:/darnel@nobody")


@pytest.mark.usefixtures("trained")
def test_a_worse_run_is_not_promoted(labels, config, tmp_path):
    shuffled = tmp_path / "mine.jsonl"
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    blind = tmp_path / "blind.toml"
    blind.write_text(
        config.read_text("utf-8").replace('"mine"', '"blind"') + 'columns = ["mojibake_share"]\n',
        encoding="utf-8",
    )
    shuffled.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    call("train", str(blind), "--data", str(shuffled), "--out", str(tmp_path / "blind"))
    with pytest.raises(RefusedError, match="may be worse"):
        call("promote", "blind")


@pytest.mark.usefixtures("trained")
def test_a_run_on_other_pages_is_promoted_only_when_asked_for_uncompared(labels, config, tmp_path):
    other = tmp_path / "other.jsonl"
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    for row in rows:
        row["id"] = f"other-{row['id']}"
    other.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    moved = tmp_path / "other.toml"
    moved.write_text(config.read_text("utf-8").replace('"mine"', '"other"'), encoding="utf-8")
    call("promote", "mine")
    call("train", str(moved), "--data", str(other), "--out", str(tmp_path / "other"))
    with pytest.raises(RefusedError, match="no page in common"):
        call("promote", "other")
    gate = json.loads(call("promote", "other", "--uncompared", "--json"))["gate"]
    assert gate["compared"].startswith("no")


def test_the_served_model_answers_records_with_rows(trained):
    import pandas as pd

    from training.served import _load_pyfunc

    served = _load_pyfunc(str(trained[0] / "model"))
    spam = "真人百家乐投注平台 时时彩计划群 六合彩特码 老虎机注册送彩金 棋牌官网下载\n" * 6
    rows = served.predict(
        pd.DataFrame([{"text": spam, "url": None}, {"html": "<p>你好</p>"}]),
        params={"threshold": 0.0},
    )
    assert [row["label"] for row in rows] == ["farm", "farm"]
    assert rows[0]["reasons"]


def test_check_data_finds_doubles_contradictions_and_shortcuts(labels, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    rows.append({**rows[0], "id": "again", "label": "farm"})
    spoilt = tmp_path / "spoilt.jsonl"
    spoilt.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    report = json.loads(call("check-data", str(spoilt), "--json"))
    assert any(found["both labels"] for found in report["doubles"])
    assert any(found["domain"] == "example0.com" for found in report["contradictions"])
    assert {row["fact"] for row in report["shortcuts"]} >= {"language", "length", "has html"}


def test_labels_apart_from_pages_are_joined_by_id(labels, tmp_path):
    apart = tmp_path / "apart.jsonl"
    apart.write_text('{"id": "p3", "label": "farm"}\n{"id": "gone", "label": "legit"}\n')
    joined = list(read_labels(join(apart, [str(labels)], tmp_path / "joined")))
    assert [(label.record.id, label.farm) for label in joined] == [("p3", True)]
    # A reviewer changed their mind twice; the last word on p5 is that they cannot tell.
    apart.write_text(
        '{"id": "p3", "label": "farm"}\n{"id": "p3", "label": "legit"}\n'
        '{"id": "p5", "label": "farm"}\n{"id": "p5", "label": "unsure"}\n'
    )
    joined = list(read_labels(join(apart, [str(labels)], tmp_path / "joined")))
    assert [(label.record.id, label.farm) for label in joined] == [("p3", False)]
    apart.write_text('{"id": "gone", "label": "legit"}\n')
    with pytest.raises(UsageError, match="none of the 1 labels"):
        join(apart, [str(labels)], tmp_path / "joined")


def test_a_bad_label_and_a_bad_configuration_name_the_place(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "x", "label": "legit"}\n{"text": "x", "label": "maybe"}\n')
    with pytest.raises(UsageError, match="line 2"):
        list(read_labels(bad))
    config = tmp_path / "bad.toml"
    config.write_text('[recipe]\nknid = "additive"\n')
    with pytest.raises(UsageError, match="unknown knid"):
        call("train", str(config), "--data", str(bad))
