"""Runs one harness under atheris: ``python tests/fuzz/run.py html --cpu-minutes 30``.

The fuzzer runs in stretches, each in a process of its own, until the processor time is spent. An
input that breaks something ends its stretch, is kept under ``found/`` and the next one goes on.
Told at the end: inputs run, processor time, coverage, largest memory, and what was found.
"""

# ruff: noqa: T201 - the figures are what it is for
from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]
STRETCH = 600
SECONDS_AN_INPUT = 5
"""Of processor time, most one input may take; the clock on the wall stops what sleeps."""
SECONDS_ASLEEP = 300
MEMORY_MB = 2048
MOST_FINDINGS = 20
REACHED = {
    "html": (),
    "sources": (),
    "index": ("detector.index.known", "detector.copies.arm"),
    "model": ("detector.trusted", "detector.arrays", "detector.contributions"),
}


def stretch(harness: str, corpus: Path, seconds: int) -> None:
    """Fuzz in this process."""
    import atheris

    with atheris.instrument_imports(include=["detector", "features", "harnesses"]):
        import harnesses

        # What a harness imports only when it is called would come without counters.
        for module in REACHED[harness]:
            importlib.import_module(module)

    words = HERE / "found" / f"{harness}.dict"
    arguments = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        f"-artifact_prefix={HERE / 'found' / harness}/",
        f"-dict={words}",
        "-max_len=16384",
        "-len_control=50",
        f"-timeout={SECONDS_ASLEEP}",
        f"-rss_limit_mb={MEMORY_MB}",
        "-reload=0",
        "-print_final_stats=1",
    ]
    atheris.Setup(arguments, _timed(harnesses.HARNESSES[harness]))
    atheris.Fuzz()


def _timed(harness: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        begun = time.process_time()
        harness(data)
        took = time.process_time() - begun
        assert took < SECONDS_AN_INPUT, f"{took:.1f} s of processor time for {len(data)} bytes"

    return run


def prepare(harness: str, corpus: Path) -> None:
    """Write the inputs to begin with, the cases kept and the words to put in."""
    import hashlib

    import starts

    (HERE / "found" / harness).mkdir(parents=True, exist_ok=True)
    corpus.mkdir(parents=True, exist_ok=True)
    kept = [p.read_bytes() for p in (HERE / "cases" / harness).glob("*") if p.is_file()]
    for data in [*starts.STARTS[harness], *kept]:
        (corpus / hashlib.sha256(data).hexdigest()[:40]).write_bytes(data)
    lines = []
    for word in starts.WORDS[harness].split():
        escaped = "".join(
            chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02x}"
            for b in word.encode()
        )
        lines.append(f'"{escaped}"\n')
    (HERE / "found" / f"{harness}.dict").write_text("".join(lines), encoding="ascii")


def campaign(harness: str, corpus: Path, cpu_seconds: float) -> int:
    """Run stretches until the time is spent; the number of findings."""
    prepare(harness, corpus)
    begun = time.monotonic()
    runs = findings = largest = 0
    first = last = 0
    while (spent := _spent()) < cpu_seconds:
        seconds = max(10, min(STRETCH, int(cpu_seconds - spent)))
        command = [sys.executable, __file__, harness, "--stretch", str(seconds)]
        done = subprocess.run(
            [*command, "--corpus", str(corpus)], capture_output=True, text=True, check=False
        )
        told = done.stderr + done.stdout
        coverage = [int(n) for n in re.findall(r"cov: (\d+)", told)]
        runs += int((re.findall(r"number_of_executed_units: (\d+)", told) or ["0"])[-1])
        largest = max([largest, *map(int, re.findall(r"peak_rss_mb:\s*(\d+)", told))])
        if coverage:
            first, last = first or coverage[0], max(last, *coverage)
        if done.returncode:
            findings += 1
            print(told[-6000:], flush=True)
        print(
            f"{harness}: {runs:,} inputs, {_spent() / 60:.1f} CPU-minutes,"
            f" {(time.monotonic() - begun) / 60:.1f} minutes, coverage {first} -> {last},"
            f" {len(list(corpus.iterdir())):,} inputs kept, peak {largest} MB,"
            f" {findings} found",
            flush=True,
        )
        if done.returncode and (not runs or findings >= MOST_FINDINGS):
            break
    print(
        json.dumps(
            {
                "harness": harness,
                "inputs": runs,
                "cpu_minutes": round(_spent() / 60, 1),
                "coverage": [first, last],
                "peak_mb": largest,
                "found": findings,
            }
        )
    )
    return findings


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Fuzz until the time is up; an input that breaks something is kept under ``found/``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("harness", choices=sorted(REACHED))
    parser.add_argument("--cpu-minutes", type=float, default=30)
    parser.add_argument("--corpus", type=Path, help="Folder of inputs to begin with and to grow.")
    parser.add_argument("--stretch", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    corpus = options.corpus or HERE / "found" / f"corpus-{options.harness}"
    if options.stretch:
        stretch(options.harness, corpus, options.stretch)
    elif campaign(options.harness, corpus, options.cpu_minutes * 60):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
