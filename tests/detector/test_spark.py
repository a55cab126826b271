"""Spark for real: a standalone cluster of two workers, and Spark Connect in front of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from detector.commands.indexing import build

ROOT = Path(__file__).resolve().parents[2]
CLI = """
import typer
from detector.commands.score import score
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(score)
app()
"""


def spark_home() -> Path:
    if shutil.which("java") is None:
        pytest.skip("no Java here")
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
    home = Path(pyspark.__file__).parent
    if not (home / "jars").is_dir():
        pytest.skip("this pyspark is the client alone; the test needs Spark itself")
    return home


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, "the server ended before it listened"
        time.sleep(0.2)
    raise AssertionError(f"nothing listens on {port}")


class Cluster:
    """A master, two workers and a Connect server, each a process of this test's own."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        (folder / "conf").mkdir()
        # Each of Spark's 200 partitions a shuffle would be a task of its own, of a few rows.
        (folder / "conf" / "spark-defaults.conf").write_text(
            "spark.sql.shuffle.partitions 4\nspark.ui.enabled false\n"
        )
        self.env = os.environ | {
            "SPARK_HOME": str(home),
            "SPARK_CONF_DIR": str(folder / "conf"),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_WORKER_DIR": str(folder / "work"),
            "SPARK_LOCAL_DIRS": str(folder / "local"),
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        """Start it all, and wait until it listens."""
        port, self.connect_port = free_port(), free_port()
        self.master = f"spark://127.0.0.1:{port}"
        deploy = "org.apache.spark.deploy"
        master = self.start(
            "master", "spark-class", f"{deploy}.master.Master",
            "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()),
        )  # fmt: skip
        wait_for(port, master)
        self.workers = [
            self.start(
                f"worker{n}", "spark-class", f"{deploy}.worker.Worker", "--host", "127.0.0.1",
                "--cores", "2", "--memory", "3g", "--webui-port", "0", self.master,
            )
            for n in range(2)
        ]  # fmt: skip
        server = self.start(
            "connect", "spark-submit", "--class",
            "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", self.master,
            "--conf", f"spark.connect.grpc.binding.port={self.connect_port}",
            # An application takes every core it finds; some are left for the one with --master.
            "--conf", "spark.cores.max=2", "spark-internal",
        )  # fmt: skip
        wait_for(self.connect_port, server)

    def start(self, name: str, command: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(self.home / "bin" / command), *arguments],
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def executors(self) -> list[int]:
        """Process ids of the Java executors of our own workers."""
        ours = {process.pid for process in self.workers}
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
                if parent in ours and b"CoarseGrainedExecutorBackend" in command:
                    found.append(int(entry.name))
        return found

    def stop(self) -> None:
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(spark_home(), tmp_path_factory.mktemp("cluster"))
    try:
        made.begin()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six files: articles, copies of them in disguise, farm pages, broken lines, equal ids."""
    folder = tmp_path_factory.mktemp("crawl")

    def article(seed: int) -> str:
        return "".join(
            f"第{seed * 31 + n * 17}号消息说{seed * n % 97}个人在{n * 7 + seed}天里看见了变化。"
            for n in range(25)
        )

    for number in range(6):
        rows = []
        for n in range(300):
            text = article(n if number % 2 else n + 300 * number)
            if number % 2 and n % 3 == 0:
                text = "😀".join(text[i : i + 30] for i in range(0, len(text), 30))
            rows.append(
                json.dumps(
                    {
                        "id": f"same{n}" if n % 50 == 0 else f"{number}-{n}",
                        "url": f"https://s{n % 9}-{number}.example/{n}",
                        "text": text,
                        "published": f"2026-01-{1 + (n + number) % 28:02}" if n % 4 else None,
                    }
                )
                if n % 100 != 99
                else '{"id": broken'
            )
        (folder / f"{number}.jsonl").write_text("\n".join(rows) + "\n")
    return folder


def score(cluster: Cluster, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", CLI, *arguments],
        env=cluster.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=cluster.folder,
        start_new_session=True,
    )


def told(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes | None]:
    """What a command printed; it is ended with its Java side when it takes far too long."""
    try:
        return process.communicate(timeout=900)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise


def rows_of(path: Path) -> list[dict[str, Any]]:
    files = sorted(path.glob("part-*")) if path.is_dir() else [path]
    return [row for file in files for row in pq.read_table(file).to_pylist()]


@pytest.fixture(scope="module")
def local(cluster: Cluster, crawl: Path, tmp_path_factory: Any) -> Path:
    """The rows of the local engine, with the shipped model."""
    out: Path = tmp_path_factory.mktemp("local") / "local.parquet"
    process = score(cluster, str(crawl), "--out", str(out))
    output, _ = told(process)
    assert process.returncode == 1, output.decode()  # the broken lines
    return out


@pytest.mark.spark
@pytest.mark.slow
def test_spark_gives_the_rows_of_the_local_engine_though_an_executor_is_killed(
    cluster: Cluster, crawl: Path, local: Path, tmp_path: Path
) -> None:
    out = tmp_path / "spark.parquet"
    remote = f"sc://127.0.0.1:{cluster.connect_port}"
    process = score(cluster, str(crawl), "--out", str(out), "--engine", "spark", "--remote", remote)
    killed = None
    while process.poll() is None and killed is None:
        busy = (tmp_path / "spark.parquet.work" / "scored" / "_temporary").is_dir()
        executors = cluster.executors()
        if busy and executors:
            killed = executors[0]
            os.kill(killed, signal.SIGKILL)
        time.sleep(0.1)
    output, _ = told(process)
    assert killed is not None, "no executor was there to be killed"
    assert process.returncode == 1, output.decode()
    expected = rows_of(local)
    assert len(expected) == 6 * 300
    assert rows_of(out) == expected
    assert sum(bool(row["copies"]) for row in expected) > 500
    assert {row["label"] for row in expected} >= {"republished", "unread"}
    assert any(row["reasons"] for row in expected)
    assert not (tmp_path / "spark.parquet.work").exists()


FRAME = """
import json, sys
from pyspark.sql import SparkSession
from detector.scorer import Scorer
from detector.spark.engine import score_frame
remote, model = sys.argv[1:]
session = SparkSession.builder.remote(remote).getOrCreate()
pages = [("a", "https://a.example/1", "第一段文字。" * 20), ("b", None, "😀🎉" * 30)]
frame = session.createDataFrame(pages, "id string, url string, text string")
rows = score_frame(frame, Scorer(model)).select("id", "host", "status", "score").collect()
print(json.dumps([row.asDict() for row in rows]))
"""


@pytest.mark.spark
@pytest.mark.slow
def test_a_table_of_pages_is_scored_where_it_stands(cluster: Cluster, tiny_model: Path) -> None:
    from detector.record import Record
    from detector.scorer import Scorer

    done = subprocess.run(
        [sys.executable, "-c", FRAME, f"sc://127.0.0.1:{cluster.connect_port}", str(tiny_model)],
        env=cluster.env, capture_output=True, check=False, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    rows = {row["id"]: row for row in json.loads(done.stdout.splitlines()[-1])}
    alone, _ = Scorer(str(tiny_model)).verdicts([Record(id="b", source="spark", text="😀🎉" * 30)])
    assert rows["b"]["score"] == alone[0].score
    assert rows["a"]["host"] == "a.example"
    assert {row["status"] for row in rows.values()} == {"ok"}


DEADLY = """
import json, os, signal, sys
from pyspark.sql import SparkSession
from detector.scorer import Scorer
from detector.spark.engine import score_frame

class Deadly(Scorer):
    def read(self, records, *, watch):
        for record in records:
            if record.id.startswith("kill") and record.text:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().read(records, watch=watch)

remote, model = sys.argv[1:]
session = SparkSession.builder.remote(remote).getOrCreate()
ids = [f"kill{n}" if n % 20 == 7 else f"page{n}" for n in range(60)]
frame = session.createDataFrame([(i, "一段文字。" * 20) for i in ids], "id string, text string")
rows = score_frame(frame.coalesce(1), Deadly(model)).select("id", "status", "error").collect()
print(json.dumps([row.asDict() for row in rows]))
"""


@pytest.mark.spark
@pytest.mark.slow
def test_pages_that_kill_their_process_cost_a_row_each_and_no_task(
    cluster: Cluster, tiny_model: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DEADLY, f"sc://127.0.0.1:{cluster.connect_port}", str(tiny_model)],
        env=cluster.env, capture_output=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    rows = {row["id"]: row for row in json.loads(done.stdout.splitlines()[-1])}
    assert len(rows) == 60
    lost = {i: row["error"] for i, row in rows.items() if row["status"] != "ok"}
    assert set(lost) == {"kill7", "kill27", "kill47"}
    assert all("SIGKILL" in error for error in lost.values())


@pytest.mark.spark
@pytest.mark.slow
def test_spark_through_a_master_with_every_signal_and_known_content(
    cluster: Cluster, crawl: Path, tiny_model: Path, tmp_path: Path
) -> None:
    one = str(crawl / "1.jsonl")
    known = tmp_path / "known"
    assert build(str(known), [str(crawl / "3.jsonl")], []) == 1  # the broken lines
    outs = []
    for name, engine in (
        ("local", ()),
        ("spark", ("--engine", "spark", "--master", cluster.master)),
    ):
        out = tmp_path / f"{name}.parquet"
        process = score(
            cluster, one, "--out", str(out), "--model", str(tiny_model), "--features",
            "--known", str(known), *engine,
        )  # fmt: skip
        output, _ = told(process)
        assert process.returncode == 1, output.decode()
        outs.append(rows_of(out))
    assert outs[0] == outs[1]
    assert any(name.startswith("signal_") for name in outs[0][0])
    found = [copy["id"] for row in outs[0] for copy in row["copies"]]
    assert sum(id_.startswith("3-") for id_ in found) > 200, "no known page was found"
