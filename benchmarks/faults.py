"""Every fault a run may meet, each followed by the same command: the bytes must be the undisturbed.

    python benchmarks/faults.py [--only NAME|NAME] [--rounds N] [--faketime LIBRARY]

A crawl of generated pages, the seed pages, damaged files and hostile ones is scored once
undisturbed. Then, for each fault, it is scored while the fault happens; what the run says is shown,
the fault is mended, and the same command repeated until it ends. The output must equal the
undisturbed one byte for byte and nothing may be left beside it. Faults that need what this
machine or user does not have (mounting, other users, libfaketime) say so and are passed over.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLI = [sys.executable, "-c", "from detector.cli import main; main()", "score"]
PATIENCE = 3600
"""Seconds a run of a few thousand pages may take: a machine may have next to no time for it."""
AGAIN = 8
"""Times a command may have to be repeated before that is a failure of its own."""


class WrongError(Exception):
    """The run did something it must not do."""


class NotHereError(Exception):
    """The fault cannot be had on this machine."""


def write_crawl(folder: Path, pages: int) -> list[Path]:
    """A crawl of many formats with damage in it; the same bytes every time."""
    rng = random.Random(1)
    words = [chr(0x4E00 + rng.randrange(3000)) * 2 for _ in range(4000)]
    lines = []
    for number in range(pages):
        picked = rng.sample(words, 120) if number % 4 else words[:120]
        text = "。\n".join("".join(picked[n : n + 12]) for n in range(0, 120, 12))
        if number % 10 == 0:
            text = "😀".join(text[n : n + 15] for n in range(0, len(text), 15))
        lines.append(json.dumps({"url": f"https://a.example/{number}", "text": text}) + "\n")
    lines[len(lines) // 3] = '{"broken": \n'
    lines[len(lines) // 2] = json.dumps({"text": "的" * 300_000}) + "\n"
    plain, packed, cut = folder / "plain.jsonl", folder / "packed.jsonl.gz", folder / "cut.jsonl.gz"
    half = len(lines) // 2
    plain.write_text("".join(lines[:half]), "utf-8")
    packed.write_bytes(gzip.compress("".join(lines[half:]).encode(), 6, mtime=0))
    cut.write_bytes(gzip.compress("".join(lines[:200]).encode(), 6, mtime=0)[:9000])
    shutil.copytree(ROOT / "seeds" / "pages", folder / "seeds")
    return [plain, packed, cut, folder / "seeds"]


def pretend_model(folder: Path) -> Path:
    """A model over every signal there is, of trees that were taught noise: any will do here."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # threads that spin starve on a busy machine
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    from detector.model import Manifest, write_model
    from detector.probes import fingerprints
    from detector.scorer import signal_names

    columns = signal_names()
    rng = np.random.default_rng(7)
    x = rng.random((400, len(columns)))
    estimator = HistGradientBoostingClassifier(max_iter=40).fit(x, x[:, 0] + x[:, 1] > 1)
    facts = Manifest(
        name="pretend",
        version="1",
        columns=columns,
        threshold=0.5,
        fingerprints=fingerprints(columns),
    )
    write_model(folder, facts, estimator, golden=[], card="Taught noise.")
    return folder


class Stage:
    """A crawl, the command that scores it, and what it gives when nobody disturbs it."""

    def __init__(
        self, work: Path, pages: int, model: str | None = None, faketime: str | None = None
    ) -> None:
        self.work = work
        self.model = str(pretend_model(work / "model")) if model == "pretend" else model
        self.faketime = faketime
        self.crawl = work / "crawl"
        self.crawl.mkdir()
        self.inputs = write_crawl(self.crawl, pages)
        self.number = 0
        self.ending = "jsonl"
        self.workers = 2
        self.expected: dict[str, bytes] = {}
        self.said: list[str] = []
        self.ended: int | None = None
        self.seconds = 0.0

    def undisturbed(self, ending: str) -> bytes:
        """The bytes of an undisturbed run."""
        if ending not in self.expected:
            out = self.work / f"calm.{ending}"
            began = time.monotonic()
            code, errors = self.finish(self.start(out, workers=1))
            if code not in (0, 1):
                raise WrongError(f"the undisturbed run ended with {code}: {errors}")
            self.seconds = self.seconds or time.monotonic() - began
            self.expected[ending] = out.read_bytes()
        return self.expected[ending]

    def begin(self, ending: str, workers: int) -> Path:
        """The output of the next round."""
        self.number += 1
        self.ending, self.workers, self.said = ending, workers, []
        self.undisturbed(ending)
        self.ended = None
        folder = self.work / f"round{self.number}"
        folder.mkdir()
        return folder / f"out.{ending}"

    def start(
        self,
        out: Path,
        *,
        workers: int = 0,
        barred: bool = False,
        environment: dict[str, str] | None = None,
    ) -> subprocess.Popen[str]:
        """The command, begun; ``barred`` from what permissions forbid, also as root."""
        command = [*barrier(), *CLI] if barred else CLI
        command = [*command, *map(str, self.inputs), "--out", str(out), "--no-progress"]
        command += ["--workers", str(workers or self.workers)]
        command += ["--model", self.model] if self.model else []
        return subprocess.Popen(
            command,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | (environment or {}),
        )

    def finish(self, process: subprocess.Popen[str]) -> tuple[int, str]:
        """Exit code and what was said; a traceback is a defect whatever the code."""
        try:
            _, errors = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise WrongError(f"it did not end within {PATIENCE} seconds") from None
        self.said.append(errors.strip())
        if "Traceback" in errors or "defect of darnel" in errors:
            raise WrongError(errors)
        self.ended = process.returncode
        return process.returncode, errors

    def refused(self, process: subprocess.Popen[str], words: str) -> bool:
        """Whether the run ended in the words it should; ``False`` if it was quicker."""
        code, errors = self.finish(process)
        if code in (0, 1):
            return False
        if code != 2 or not re.search(words, errors):
            raise WrongError(f"exit {code}, expected words {words!r}: {errors}")
        return True

    def complete(self, out: Path) -> int:
        """Repeat the command until it ends well; how often that was.

        An output alone does not say so: a run that was killed may have stood behind one that
        was complete, or between giving the output its name and clearing away.
        """
        for again in range(AGAIN):
            if out.exists() and self.ended in (0, 1):
                return again
            code, errors = self.finish(self.start(out))
            if code not in (0, 1):
                raise WrongError(f"repeated, it ended with {code}: {errors}")
        raise WrongError(f"not complete after {AGAIN} repetitions")

    def check(self, out: Path) -> None:
        """Raise unless the output is the undisturbed one and alone in its folder."""
        if out.read_bytes() != self.expected[self.ending]:
            kept = Path(tempfile.gettempdir()) / f"darnel-wrong-{os.getpid()}-{self.number}"
            shutil.copytree(out.parent, kept)
            raise WrongError(f"the output differs; kept in {kept}")
        left = [path.name for path in out.parent.iterdir() if path != out]
        if left:
            raise WrongError(f"left beside the output: {left}")

    def moment(
        self, rng: random.Random, process: subprocess.Popen[str], least: float = 0.1
    ) -> bool:
        """Wait for a moment inside the run; whether it still goes on then."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(least, 0.95) * self.seconds)
        return process.poll() is None

    def at_work(self, process: subprocess.Popen[str]) -> list[int]:
        """Wait for the workers; their numbers."""
        while process.poll() is None:
            if found := workers_of(process.pid):
                return found
            time.sleep(0.02)
        return []


def workers_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(stat[1]) == parent and b"LokyProcess" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


def strike(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def barrier() -> list[str]:
    """What makes root subject to permissions."""
    if os.getuid():
        return []
    if shutil.which("setpriv") is None:
        raise NotHereError("setpriv is not installed, and root may do everything")
    few = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={few}", f"--inh-caps={few}"]


Fault = Callable[[Stage, Path, random.Random], None]
FAULTS: dict[str, Fault] = {}


def fault(function: Fault) -> Fault:
    FAULTS[function.__name__.replace("_", " ")] = function
    return function


@fault
def calm(stage: Stage, out: Path, _rng: random.Random) -> None:
    stage.finish(stage.start(out))


@fault
def worker_killed(stage: Stage, out: Path, rng: random.Random) -> None:
    process = stage.start(out)
    stage.at_work(process)
    if stage.moment(rng, process, 0.0) and (workers := workers_of(process.pid)):
        strike([rng.choice(workers)], signal.SIGKILL)
    code, errors = stage.finish(process)
    if code not in (0, 1):
        raise WrongError(f"the run did not survive its worker: exit {code}: {errors}")


@fault
def every_worker_killed_at_once(stage: Stage, out: Path, rng: random.Random) -> None:
    process = stage.start(out)
    stage.at_work(process)
    if stage.moment(rng, process, 0.0):
        strike(workers_of(process.pid), signal.SIGKILL)
    code, errors = stage.finish(process)
    if code not in (0, 1):
        raise WrongError(f"the run did not survive its workers: exit {code}: {errors}")


@fault
def parent_killed(stage: Stage, out: Path, rng: random.Random) -> None:
    process = stage.start(out)
    stage.moment(rng, process)
    strike([process.pid], signal.SIGKILL)
    stage.finish(process)


@fault
def all_killed_at_once_three_times(stage: Stage, out: Path, rng: random.Random) -> None:
    for _ in range(3):
        process = stage.start(out)
        stage.moment(rng, process)
        strike([*workers_of(process.pid), process.pid], signal.SIGKILL)
        stage.finish(process)


@fault
def interrupted(stage: Stage, out: Path, rng: random.Random) -> None:
    process = stage.start(out)
    stage.at_work(process)
    stage.moment(rng, process, 0.0)
    strike([process.pid], rng.choice([signal.SIGINT, signal.SIGTERM]))
    code, errors = stage.finish(process)
    if code not in (0, 1) and (code != 130 or "the same command continues" not in errors):
        raise WrongError(f"exit {code}: {errors}")


@fault
def suspended(stage: Stage, out: Path, rng: random.Random) -> None:
    process = stage.start(out)
    workers = stage.at_work(process)
    stage.moment(rng, process, 0.0)
    strike([process.pid, *workers], signal.SIGSTOP)
    time.sleep(2)
    strike([process.pid, *workers], signal.SIGCONT)
    stage.finish(process)


@contextlib.contextmanager
def disk(folder: Path, size: int) -> object:
    """A file system of ``size`` bytes on ``folder``."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "darnel", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotHereError(f"mounting is not allowed: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder: Path, options: str) -> bool:
    command = ["mount", "-o", f"remount,{options}", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@fault
def disk_full(stage: Stage, out: Path, rng: random.Random) -> None:
    small = int(rng.uniform(0.02, 0.9) * len(stage.expected[stage.ending]))
    with disk(out.parent, max(small, 8192)):
        stage.refused(stage.start(out), "no space left while writing .*run the same")
        if out.exists():
            raise WrongError("an output on a full disk")
        remount(out.parent, "size=1000000000")
        stage.complete(out)
        data = out.read_bytes()
    out.write_bytes(data)


@fault
def file_size_limit(stage: Stage, out: Path, rng: random.Random) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (rng.randrange(1 << 16, 1 << 18), before[1]))
    try:
        process = stage.start(out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    stage.refused(process, "no space left while writing .*run the same")


@fault
def disk_read_only(stage: Stage, out: Path, _rng: random.Random) -> None:
    with disk(out.parent, 1 << 30):
        if not remount(out.parent, "ro"):
            raise NotHereError("a file system cannot be made read-only")
        if not stage.refused(stage.start(out), "cannot be finished: Read-only.*run the same"):
            raise WrongError("written where nothing may be written")


@fault
def folder_turns_read_only(stage: Stage, out: Path, rng: random.Random) -> None:
    process = stage.start(out, barred=True)
    parts = out.with_name(f".{out.name}.darnel") / "parts"
    stage.at_work(process)
    stage.moment(rng, process, 0.0)
    with contextlib.suppress(FileNotFoundError):
        parts.chmod(0o555)
        out.parent.chmod(0o555)
    stage.refused(process, "cannot be finished: Permission denied.*run the same")
    out.parent.chmod(0o755)
    with contextlib.suppress(FileNotFoundError):
        parts.chmod(0o755)


@fault
def input_unreadable(stage: Stage, out: Path, rng: random.Random) -> None:
    victim = rng.choice(stage.inputs[:3])
    mode = victim.stat().st_mode
    victim.chmod(0)
    try:
        code, errors = stage.finish(stage.start(out, barred=True))
    finally:
        victim.chmod(mode)
    if code != 1 or f"unreadable: {victim}: cannot be read: Permission denied" not in errors:
        raise WrongError(f"exit {code}: {errors}")
    out.unlink()


@fault
def input_truncated(stage: Stage, out: Path, rng: random.Random) -> None:
    victim = rng.choice(stage.inputs[:3])
    data, times = victim.read_bytes(), victim.stat()
    process = stage.start(out)
    stage.at_work(process)  # before that the run would know no other state
    stage.moment(rng, process, 0.0)
    os.truncate(victim, rng.randrange(len(data)))
    try:
        stage.refused(process, f"input {re.escape(str(victim))} changed while it was read.*same")
    finally:
        put_back(victim, data, times)


@fault
def input_vanishes(stage: Stage, out: Path, rng: random.Random) -> None:
    victim = rng.choice(stage.inputs[:3])
    away = victim.with_suffix(".away")
    process = stage.start(out)
    stage.at_work(process)
    stage.moment(rng, process, 0.0)
    victim.rename(away)
    try:
        stage.refused(process, f"input {re.escape(str(victim))} vanished while it was read.*same")
    finally:
        away.rename(victim)


@fault
def input_grows(stage: Stage, out: Path, rng: random.Random) -> None:
    victim = stage.inputs[0]
    data, times = victim.read_bytes(), victim.stat()
    process = stage.start(out)
    stage.at_work(process)
    stage.moment(rng, process, 0.0)
    with victim.open("ab") as file:
        file.write(data[:5000])
    try:
        stage.refused(process, f"input {re.escape(str(victim))} changed while it was read.*same")
    finally:
        put_back(victim, data, times)


def put_back(path: Path, data: bytes, times: os.stat_result) -> None:
    path.write_bytes(data)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@fault
def clock_jumps(stage: Stage, out: Path, rng: random.Random) -> None:
    if not stage.faketime:
        raise NotHereError("libfaketime is not installed (see --faketime)")
    clock = out.parent / "clock"
    clock.write_text("+0")
    process = stage.start(
        out,
        environment={
            "LD_PRELOAD": stage.faketime,
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
        },
    )
    jumps = 0
    while process.poll() is None:
        clock.write_text(rng.choice(["-1d", "+400d", "-20y", "+0", "-3600"]))
        jumps += 1
        if jumps == 8 and rng.random() < 0.5:
            strike([process.pid], signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
    code, errors = stage.finish(process)
    clock.unlink()
    if code not in (0, 1, -signal.SIGKILL):
        raise WrongError(f"exit {code}: {errors}")


@fault
def two_runs_on_one_output(stage: Stage, out: Path, _rng: random.Random) -> None:
    process = stage.start(out)
    stage.at_work(process)
    second = stage.start(out)
    if not stage.refused(second, "another run is writing this output") and process.poll() is None:
        raise WrongError("a second run was let in")
    stage.finish(process)


def perform(name: str, stage: Stage, rng: random.Random) -> str:
    """One round of a fault; what the run said first. Raises ``WrongError``."""
    out = stage.begin(rng.choice(["jsonl", "parquet", "csv", "jsonl.gz"]), rng.randint(1, 3))
    try:
        FAULTS[name](stage, out, rng)
        again = stage.complete(out)
        stage.check(out)
    finally:
        shutil.rmtree(out.parent, ignore_errors=True)
    words = next((line for line in " ".join(stage.said[:1]).splitlines() if line), "")
    words = words.replace(str(stage.work), "")
    return f"same bytes ({stage.ending}, {stage.workers} workers, repeated {again}): {words}"


def installed_faketime() -> str | None:
    return next((str(p) for p in Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="names of faults, separated by |")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--model", help="a folder; or pretend, for one made on the spot")
    parser.add_argument("--faketime", default=installed_faketime(), help="libfaketimeMT.so.1")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    wrong = missing = done = 0
    with tempfile.TemporaryDirectory(prefix="darnel-faults-") as name:
        stage = Stage(Path(name), args.pages, args.model, args.faketime)
        stage.undisturbed("jsonl")
        print(f"undisturbed: {len(stage.expected['jsonl']):,} bytes in {stage.seconds:.1f} s")
        for fault_name in [f for f in FAULTS if not args.only or f in args.only.split("|")]:
            for _ in range(args.rounds):
                try:
                    told = perform(fault_name, stage, rng)
                    done += 1
                except NotHereError as error:
                    told = f"not on this machine: {error}"
                    missing += 1
                except WrongError as error:
                    told = f"WRONG: {error}"
                    wrong += 1
                print(f"{fault_name:32} {told}", flush=True)
    print(f"{done} rounds right, {wrong} wrong, {missing} not possible here")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
