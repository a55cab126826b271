"""Kill a writer of an index at random moments; what was committed must be there, and no more.

    python benchmarks/kill_index.py --rounds 50

A child process adds batches (and so merges runs, and now and then compacts), noting each
commit in a log; the parent kills it with SIGKILL after a random time. Then the index must
open, verify, and hold whole batches only: every one in the log, and at most the one whose
commit was done but not yet noted.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from detector.copies.arm import signature_schema
from detector.index.known import KnownIndex

ITEMS = 400
COMPACT_EVERY = 5


def batch(number: int) -> pa.Table:
    rng = np.random.default_rng(number)
    hashes = np.sort(rng.integers(0, 2**60, (ITEMS, 40), dtype=np.uint64), axis=1)
    schema = signature_schema()
    rows = [
        {field.name: None for field in schema}
        | {"id": f"{number}-{n}", "chars": 700, "hashes": hashes[n].tolist()}
        for n in range(ITEMS)
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def child(folder: Path, log: Path, first: int) -> None:
    with log.open("a") as notes, KnownIndex.writer(folder) as writer:
        for number in range(first, first + 10_000):
            rows = batch(number)
            notes.write("+")
            notes.flush()
            if writer.add(rows) != ITEMS:
                raise SystemExit(f"batch {number} was not added whole")
            notes.write(f" {number}\n")
            notes.flush()
            if number % COMPACT_EVERY == COMPACT_EVERY - 1:
                writer.compact()


def batches_in(index: KnownIndex) -> list[int]:
    """The numbers of the batches the index holds; fails if one is there in part."""
    held: dict[int, int] = {}
    for run in index.runs:
        for name in run.rows.column("id").to_pylist():
            number = int(name.split("-")[0])
            held[number] = held.get(number, 0) + 1
    torn = {number: count for number, count in held.items() if count != ITEMS}
    if torn:
        raise SystemExit(f"batches there in part: {torn}")
    return sorted(held)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--child", nargs=3, metavar=("FOLDER", "LOG", "FIRST"))
    given = parser.parse_args()
    if given.child:
        child(Path(given.child[0]), Path(given.child[1]), int(given.child[2]))
        return
    rng = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as place:
        folder, log = Path(place) / "index", Path(place) / "log"
        KnownIndex.create(folder)
        log.touch()
        held: list[int] = []
        orphans = 0
        for _ in range(given.rounds):
            before = log.stat().st_size
            command = [sys.executable, __file__, "--child", str(folder), str(log), str(len(held))]
            with subprocess.Popen(command) as process:
                while log.stat().st_size == before and process.poll() is None:
                    time.sleep(0.005)
                time.sleep(rng.uniform(0, 0.6))
                if process.poll() is not None:
                    raise SystemExit("the writer ended by itself")
                os.kill(process.pid, signal.SIGKILL)
            index = KnownIndex.open(folder)
            problems = index.verify()
            if problems:
                raise SystemExit("\n".join(problems))
            held = batches_in(index)
            noted = [
                int(line[2:])
                for line in log.read_text().replace("+", "\n+").split("\n")
                if line.startswith("+ ")
            ]
            if held != list(range(len(held))) or not set(noted) <= set(held):
                raise SystemExit(f"held {held}, noted {noted}")
            if len(held) > len(set(noted)) + given.rounds:
                raise SystemExit("holds batches that were never begun")
            listed = {run.name for run in index.runs}
            orphans += any(path.name not in listed for path in (folder / "runs").iterdir())
        print(
            f"{given.rounds} kills: opened, verified and whole every time; "
            f"{len(held)} batches of {ITEMS} held; {orphans} kills left files to clean up"
        )


if __name__ == "__main__":
    main()
