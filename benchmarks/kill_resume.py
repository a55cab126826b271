"""kill -9 of the run or of a worker at random moments, then the same command again.

``python benchmarks/kill_resume.py --kills 30`` scores a crawl once undisturbed, then again and
again with a SIGKILL at a random moment: of the parent (the command is then repeated until it
finishes) or of one worker (the run goes on by itself). After each the output must equal the
undisturbed one byte for byte, and no run folder may be left behind.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLI = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import typer
from detector.commands.score import score
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(score)
app()
"""


def write_crawl(path: Path, pages: int) -> None:
    rng = random.Random(1)
    words = [chr(0x4E00 + rng.randrange(3000)) * 2 for _ in range(4000)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(pages):
            picked = rng.sample(words, 120) if number % 4 else words[:120]
            text = "。\n".join("".join(picked[n : n + 12]) for n in range(0, 120, 12))
            if number % 10 == 0:
                text = "😀".join(text[n : n + 15] for n in range(0, len(text), 15))
            file.write(json.dumps({"url": f"https://a.example/{number}", "text": text}) + "\n")


def workers_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes()
                if int(stat[1]) == parent and b"LokyProcess" in command:
                    found.append(int(entry.name))
    return found


def start(crawl: Path, out: Path, model: str | None, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", CLI, str(crawl), "--out", str(out), "--workers", "2"]
    command += ["--no-progress", *(["--model", model] if model else []), *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes]) -> int:
    _, errors = process.communicate()
    if b"Traceback" in errors:
        raise SystemExit(errors.decode())
    return process.returncode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", default="jsonl", help="ending of the output")
    parser.add_argument("--model")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="darnel-kill-") as name:
        work = Path(name)
        crawl, calm = work / "crawl.jsonl", work / f"calm.{args.format}"
        write_crawl(crawl, args.pages)
        began = time.monotonic()
        code = finish(start(crawl, calm, args.model))
        whole = time.monotonic() - began
        expected = calm.read_bytes()
        print(f"undisturbed: exit {code}, {len(expected):,} bytes in {whole:.1f} s", flush=True)
        bad = deaths = 0
        number = -1
        while deaths < args.kills:
            number += 1
            out = work / f"out{number}.{args.format}"
            process = start(crawl, out, args.model)
            kind = "parent" if number % 2 else "worker"
            moment = rng.uniform(0.05, 0.9) * whole
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(moment)
            victims = [process.pid] if kind == "parent" else workers_of(process.pid)
            hit = process.poll() is None and bool(victims)
            if hit:
                deaths += 1
                with contextlib.suppress(ProcessLookupError):
                    os.kill(rng.choice(victims), signal.SIGKILL)
            code = finish(process)
            again = 0
            while code not in (0, 1):
                again += 1
                code = finish(start(crawl, out, args.model))
            same = out.read_bytes() == expected
            left = [p.name for p in work.glob(f".out{number}*")]
            bad += not same or bool(left)
            print(
                f"{number + 1:3d} {kind:6s} at {moment:5.1f} s, hit {hit!s:5s} repeats {again}: "
                f"{'same bytes' if same else 'DIFFERENT'}{' left ' + str(left) if left else ''}",
                flush=True,
            )
        print(f"{number + 1} runs, {deaths} kills that hit, {bad} wrong")
        sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
