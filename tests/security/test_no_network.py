"""Nothing touches the network at run time: every command works with it refused, and without it.

Two walls at once where the system allows it: an audit hook that ends the process at the first
connection Python makes, in the workers too, and a network namespace without any interface, which
holds for libraries that ask the system themselves.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

# An audit hook cannot be taken out again, so nothing a library does later slips past it. As
# sitecustomize it also stands in every worker process.
HOOK = """
import os, sys

def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
                 "socket.sendto", "socket.sendmsg", "urllib.Request"):
        sent = event in ("socket.connect", "socket.sendto", "socket.sendmsg")
        address = args[-1] if sent else args
        if isinstance(address, (str, bytes)):
            return  # a Unix socket between our own processes
        if event in ("socket.getaddrinfo", "socket.sendmsg") and args[0] == "127.0.0.1":
            return  # our own page, listening
        if address is None:
            return  # on a socket that is connected already
        sys.stderr.write(f"NETWORK {event} {address}\\n")
        sys.stderr.flush()
        os._exit(97)

sys.addaudithook(refuse)
"""
MAIN = "from detector.cli import main; main()"
WORDS = "山里河边旧船孩子春天雨水磨坊面粉邻居山路书店黄昏灯塔渔网果园毛驴石桥集市账本火车"


@cache
def alone() -> tuple[str, ...]:
    """What puts a command into a network namespace of its own, or nothing."""
    wall = ("unshare", "--user", "--net", "--map-root-user")
    if shutil.which("unshare") is None:
        return ()
    done = subprocess.run([*wall, "true"], capture_output=True, check=False)
    return wall if done.returncode == 0 else ()


def environment(place: Path, root: Path) -> dict[str, str]:
    (place / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    path = os.pathsep.join([str(place), str(root)])
    # MLflow sends nothing where it knows tests run: here it must be we who keep it silent.
    quiet = (
        "PYTEST_CURRENT_TEST", "PYTEST_VERSION", "CI", "GITHUB_ACTIONS", "DO_NOT_TRACK",
        "MLFLOW_DISABLE_TELEMETRY",
    )  # fmt: skip
    kept = {key: value for key, value in os.environ.items() if key not in quiet}
    return {**kept, "PYTHONPATH": path, "MLFLOW_TRACKING_URI": f"sqlite:///{place}/mlflow.db"}


def hooked(
    place: Path, root: Path, *command: str, wall: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*wall, sys.executable, *command],
        cwd=place,
        env=environment(place, root),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "import socket; socket.getaddrinfo('a.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    ],
)
def test_the_hook_would_see_a_connection(tmp_path: Path, root: Path, code: str) -> None:
    result = hooked(tmp_path, root, "-c", code)
    assert result.returncode == 97
    assert "NETWORK" in result.stderr


def test_the_wall_lets_nothing_through() -> None:
    if not alone():
        pytest.skip("this system gives no network namespace to its users")
    code = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    done = subprocess.run(
        [*alone(), sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "Network is unreachable" in done.stderr


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Labelled pages and a configuration; what the commands write goes beside them."""
    folder = tmp_path_factory.mktemp("offline")
    chance = random.Random(4)
    rows = []
    for number in range(20):
        story = "".join("".join(chance.sample(WORDS, 9)) + "，" for _ in range(14))
        pushed = f"星空娱乐{number}官网 百家乐投注 {story[:30]} 星空娱乐{number}下载 时时彩 " * 4
        rows.append({"label": "legit", "text": f"{story}\n记者 林某{number}"})
        rows.append({"label": "farm", "text": pushed})
    lines = [
        json.dumps({"id": f"p{n}", "url": f"https://h{n}.example{n}.com/", "lang": "zh", **row})
        for n, row in enumerate(rows)
    ]
    (folder / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "mine.toml").write_text(
        '[run]\nname = "mine"\ncache = "cache"\n'
        '[recipe]\nkind = "additive"\nfolds = 2\ntarget_fpr = 0.1\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def command(place: Path, root: Path) -> Callable[..., str]:
    """Runs a command of darnel behind both walls; what it writes."""

    def run(*arguments: str) -> str:
        result = hooked(place, root, "-c", MAIN, *arguments, wall=alone())
        assert "NETWORK" not in result.stderr, result.stderr[-2000:]
        assert result.returncode == 0, (arguments, result.stderr[-2000:])
        return result.stdout

    return run


@pytest.fixture(scope="module")
def scored(command: Callable[..., str]) -> str:
    """A crawl scored by a model trained without a network; both have been made offline."""
    told = json.loads(
        command("train", "mine.toml", "--data", "pages.jsonl", "--out", "m", "--json")
    )
    command("promote", told["run"])
    command("score", "pages.jsonl", "--out", "scored.parquet", "--model", "models:/darnel@champion")
    return "scored.parquet"


@pytest.mark.slow
def test_training_and_scoring(scored: str, place: Path, command: Callable[..., str]) -> None:
    assert (place / scored).stat().st_size > 1000
    other = (place / "mine.toml").read_text("utf-8").replace('name = "mine"', 'name = "other"')
    (place / "other.toml").write_text(other, encoding="utf-8")
    command("train", "other.toml", "--data", "pages.jsonl", "--out", "m2")
    assert "AUC" in command("compare", "other", "models:/darnel@champion")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "scored.parquet", "--out", "report.html"],
        ["hosts", "scored.parquet"],
        ["explain", "pages.jsonl", "--model", "m", "--html", "page.html"],
        ["evaluate", "m", "--data", "pages.jsonl"],
        ["check-data", "pages.jsonl"],
        ["bylines", "pages.jsonl", "--out", "b.jsonl"],
        ["copies", "pages.jsonl", "--out", "c.jsonl"],
        ["features"],
    ],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.usefixtures("scored")
def test_every_command(arguments: list[str], command: Callable[..., str], place: Path) -> None:
    shown = command(*arguments)
    written = [place / name for name in arguments if name.endswith((".html", "b.jsonl", "c.jsonl"))]
    assert shown or all(path.stat().st_size > 100 for path in written)


@pytest.mark.slow
def test_the_index(command: Callable[..., str], place: Path) -> None:
    command("index", "build", "known", "pages.jsonl")
    command("index", "query", "known", "pages.jsonl", "--out", "m.jsonl")
    assert "intact" in command("index", "verify", "known")
    assert len((place / "m.jsonl").read_text(encoding="utf-8").splitlines()) >= 20


@pytest.mark.slow
def test_the_demo(command: Callable[..., str], place: Path) -> None:
    command("demo", "--out", "demo")
    assert (place / "demo" / "report.html").stat().st_size > 10_000


@pytest.mark.slow
@pytest.mark.usefixtures("scored")
def test_the_review_page_only_answers(place: Path, root: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", MAIN, "review", "scored.parquet", "--pages", "pages.jsonl"],
        cwd=place,
        env={**environment(place, root), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        told = server.stdout.readline() + server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", told)
        assert address is not None, told
        for path in ("/", "/questions", "/question/0"):
            url = address.group().replace("/?", path + "?")
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own
                assert answer.status == 200
        assert server.poll() is None
    finally:
        server.terminate()
        _, errors = server.communicate(timeout=30)
    assert "NETWORK" not in errors


def test_mlflow_sends_no_telemetry(place: Path, root: Path) -> None:
    code = (
        "import threading\n"
        "from training.tracking import _mlflow\n"
        "_mlflow()\n"
        "from mlflow.telemetry.client import get_telemetry_client\n"
        "from mlflow.telemetry.utils import is_telemetry_disabled\n"
        "assert is_telemetry_disabled()\n"
        "assert get_telemetry_client() is None\n"
        "assert not [t for t in threading.enumerate() if 'elemetry' in t.name]\n"
        "print('silent')"
    )
    result = hooked(place, root, "-c", code)
    assert result.stdout.strip() == "silent", result.stderr[-2000:]


def test_mlflow_would_send_if_it_were_not_told(place: Path, root: Path) -> None:
    """The test above would pass for nothing where MLflow keeps silent by itself."""
    code = (
        "import mlflow\n"
        "from mlflow.telemetry.utils import is_telemetry_disabled\n"
        "print(is_telemetry_disabled())"
    )
    result = hooked(place, root, "-c", code)
    if result.stdout.strip() == "True":
        pytest.skip("MLflow keeps silent here by itself, for another reason")
    assert result.stdout.strip() == "False" or "NETWORK" in result.stderr, result.stderr[-1000:]
