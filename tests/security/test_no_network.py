"""Scoring never touches the network: with every connection refused it works all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# An audit hook cannot be taken out again, so nothing a library does later slips past it. As
# sitecustomize it also stands in every worker process.
HOOK = """
import os, sys

def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        address = args[-1] if event == "socket.connect" else args
        if isinstance(address, (str, bytes)):
            return  # a Unix socket between our own processes
        sys.stderr.write(f"NETWORK {event} {address}\\n")
        sys.stderr.flush()
        os._exit(97)

sys.addaudithook(refuse)
"""


def hooked(tmp_path: Path, root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(root)])
    return subprocess.run(
        [sys.executable, *command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_the_hook_would_see_a_connection(tmp_path: Path, root: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"
    result = hooked(tmp_path, root, "-c", code)
    assert result.returncode == 97
    assert "NETWORK" in result.stderr


def test_scoring_reporting_and_explaining_need_no_network(tmp_path: Path, root: Path) -> None:
    code = "from detector.cli import main; main()"
    result = hooked(tmp_path, root, "-c", code, "demo", "--out", str(tmp_path / "demo"))
    assert result.returncode == 0, result.stderr[-2000:]
    assert "NETWORK" not in result.stderr
    assert (tmp_path / "demo" / "report.html").stat().st_size > 10_000
