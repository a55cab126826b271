"""An hour of scoring in a loop with random faults; every output verified, memory watched.

    python benchmarks/soak.py [--minutes 60] [--seed N] [--log FILE] [--faketime LIBRARY]

Rounds of ``benchmarks/faults.py`` at random, one after the other: each scores a crawl while
something happens to it, repeats the command until it ends, and compares the output with the
undisturbed one byte for byte. Beside them one process scores the same pages over and over for the
whole time, as a service would; its rows must stay the same and its memory flat. At the end:
rounds by fault, what was wrong, and the slope of the memory over the last three quarters.
"""

from __future__ import annotations

import argparse
import collections
import gc
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from faults import FAULTS, ROOT, NotHereError, Stage, WrongError, installed_faketime, perform

RESTED = 0.25
"""Share of the time in which memory may still find its level."""


def resident() -> float:
    """Megabytes of this process in memory."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


def serve(paths: list[str], seconds: float, model: str | None) -> None:
    """Score ``paths`` again and again in this process; a line of JSON after each pass."""
    sys.path.insert(0, str(ROOT))
    from detector.batch.stretches import batches
    from detector.scorer import Scorer
    from detector.sources.inputs import records, resolve

    scorer = Scorer(model)
    began = time.monotonic()
    done = 0
    while time.monotonic() - began < seconds:
        digest = hashlib.sha256()
        for file in resolve(paths):
            for batch in batches(records(file, {})):
                verdicts, _ = scorer.verdicts(batch)
                digest.update(repr([v.row() for v in verdicts]).encode())
                done += len(verdicts)
        gc.collect()
        told = {
            "at": round(time.monotonic() - began, 1),
            "pages": done,
            "rss": round(resident(), 2),
            "digest": digest.hexdigest(),
        }
        print(json.dumps(told), flush=True)


def slope(samples: list[dict[str, float]]) -> float:
    """Least squares, in megabytes an hour."""
    hours = [s["at"] / 3600 for s in samples]
    sizes = [s["rss"] for s in samples]
    mean_hours, mean_sizes = sum(hours) / len(hours), sum(sizes) / len(sizes)
    spread = sum((h - mean_hours) ** 2 for h in hours)
    if not spread:
        return 0.0
    both = zip(hours, sizes, strict=True)
    return sum((h - mean_hours) * (s - mean_sizes) for h, s in both) / spread


def rounds(stage: Stage, rng: random.Random, end: float, log: IO[str]) -> collections.Counter[str]:
    """Random faults until ``end``; rounds by fault and outcome."""
    told: collections.Counter[str] = collections.Counter()
    names = list(FAULTS)
    number = 0
    while time.monotonic() < end and names:
        number += 1
        name = rng.choice(names)
        began = time.monotonic()
        try:
            words = perform(name, stage, rng)
            told[f"right {name}"] += 1
        except NotHereError as error:
            words = f"not on this machine: {error}"
            names.remove(name)
            told[f"missing {name}"] += 1
        except WrongError as error:
            words = f"WRONG: {error}"
            told[f"wrong {name}"] += 1
        log.write(f"{number} {time.monotonic() - began:.1f} s {name}: {words}\n")
        log.flush()
        stage.said.clear()
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pages", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log", type=Path, default=Path("soak.log"))
    parser.add_argument("--model", help="a folder; or pretend, for one made on the spot")
    parser.add_argument("--faketime", default=installed_faketime(), help="libfaketimeMT.so.1")
    parser.add_argument("--flat", type=float, default=20, help="megabytes an hour that are flat")
    parser.add_argument("--serve", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve, args.minutes * 60, args.model)
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="darnel-soak-") as name, args.log.open("w") as log:
        stage = Stage(Path(name), args.pages, args.model, args.faketime)
        for ending in ("jsonl", "parquet", "csv", "jsonl.gz"):
            stage.undisturbed(ending)
        # The service reads a copy: faults happen to the files of the others.
        pages = Path(name) / "served.jsonl"
        pages.write_bytes(stage.inputs[0].read_bytes())
        rest = args.minutes - (time.monotonic() - began) / 60
        service = subprocess.Popen(
            [sys.executable, __file__, "--minutes", str(rest), "--serve", str(pages),
             str(stage.inputs[3]), *(["--model", stage.model] if stage.model else [])],
            stdout=(Path(name) / "service").open("w"),
        )  # fmt: skip
        told = rounds(stage, random.Random(args.seed), began + args.minutes * 60, log)
        code = service.wait(timeout=600)
        samples = [json.loads(x) for x in (Path(name) / "service").read_text().splitlines()]
        for sample in samples:
            log.write(json.dumps(sample) + "\n")
    for key, count in sorted(told.items()):
        print(f"{count:4d} {key}")
    digests = {sample["digest"] for sample in samples}
    rested = [s for s in samples if s["at"] >= RESTED * samples[-1]["at"]]
    grown = slope(rested)
    count = sum(told.values()) - sum(n for key, n in told.items() if key.startswith("missing"))
    wrong = sum(n for key, n in told.items() if key.startswith("wrong"))
    print(
        f"{(time.monotonic() - began) / 60:.1f} minutes: {count} rounds, {wrong} wrong; "
        f"service: exit {code}, {len(samples)} passes, {samples[-1]['pages']:,} pages, "
        f"{len(digests)} digest(s), memory {samples[0]['rss']:.0f} MB after the first pass, "
        f"{min(s['rss'] for s in rested):.0f} to {max(s['rss'] for s in rested):.0f} MB later, "
        f"slope {grown:+.1f} MB an hour"
    )
    return 0 if not wrong and not code and len(digests) == 1 and grown < args.flat else 1


if __name__ == "__main__":
    sys.exit(main())
