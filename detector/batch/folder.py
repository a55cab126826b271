"""The run folder beside the output: what is finished, what is claimed, and what it was for."""

from __future__ import annotations

import bisect
import contextlib
import json
import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from detector.batch.durable import written
from detector.batch.stretches import Stop
from detector.errors import UsageError
from detector.sources.marks import BEGINNING, Mark

FORMAT = 1


class Death(NamedTuple):
    """Records ``first`` to ``last`` of a part were in flight when their worker ended."""

    first: int
    last: int
    how: str


class RunFolder:
    """The folder of one run: ``.OUT.darnel/`` beside ``OUT``.

    Parts are claimed by creating a temporary file that only one worker can create, and become
    finished by renaming it: what carries its final name is whole.
    """

    def __init__(self, path: Path, run: str = "") -> None:
        self.path = path
        self.run = run

    @staticmethod
    def beside(out: Path) -> Path:
        """Where the run folder of output ``out`` stands."""
        return out.with_name(f".{out.name}.darnel")

    def create(self) -> None:
        """Make the folder where it is missing."""
        (self.path / "parts").mkdir(parents=True, exist_ok=True)

    def part(self, stretch: int, number: int) -> Path:
        """Where the finished part lies."""
        return self.path / "parts" / f"{stretch:06d}-{number:06d}.part"

    def deaths_of(self, stretch: int, number: int) -> list[Death]:
        """The deaths of workers that held this part."""
        try:
            text = self._deaths(stretch, number).read_text("utf-8")
        except FileNotFoundError:
            return []
        return [Death(*json.loads(line)) for line in text.splitlines() if line.endswith("]")]

    def add_death(self, stretch: int, number: int, death: Death) -> None:
        """Remember that a worker died over this part."""
        with self._deaths(stretch, number).open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps(death)}\n")  # behind a line that was cut short, too
            file.flush()
            os.fsync(file.fileno())

    def _deaths(self, stretch: int, number: int) -> Path:
        return self.part(stretch, number).with_suffix(".deaths")

    def stops(self, stretch: int, least: int) -> list[Stop]:
        """Where reading ended ``least`` workers or more."""
        ends = self._stops(stretch)
        counts = Counter(stop[:2] for stop in ends)
        how = {stop[:2]: stop.how for stop in ends}
        return [Stop(*where, how[where]) for where, count in counts.items() if count >= least]

    def add_stop(self, stretch: int, stop: Stop) -> int:
        """Remember that reading ended a worker; how often it did in this stretch by now."""
        with self._reading(stretch).open("a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps(stop)}\n")
            file.flush()
            os.fsync(file.fileno())
        return len(self._stops(stretch))

    def _stops(self, stretch: int) -> list[Stop]:
        try:
            text = self._reading(stretch).read_text("utf-8")
        except FileNotFoundError:
            return []
        return [Stop(*json.loads(line)) for line in text.splitlines() if line.endswith("]")]

    def _reading(self, stretch: int) -> Path:
        return self.path / "parts" / f"{stretch:06d}.reading"

    def claim(self, stretch: int, number: int) -> Path | None:
        """The temporary file to write the part to, if nobody else has it or had it."""
        final = self.part(stretch, number)
        if final.exists():
            return None
        temporary = self.claimed(stretch, number)
        if not _only_mine(temporary):
            return None
        if final.exists():  # finished between the two looks
            temporary.unlink()
            return None
        return temporary

    def claimed(self, stretch: int, number: int) -> Path:
        """The claim on a part in this run; removing it gives the part free."""
        return self.path / "parts" / f"{stretch:06d}-{number:06d}.{self.run}.tmp"

    @property
    def slots(self) -> Path:
        """The journal of this run's workers; one that outlived an earlier run writes to its own."""
        return self.path / f"slots.{self.run}"

    def first_free(self, stretch: int, number: int = 0) -> int:
        """The first part of the stretch, from ``number`` on, that nobody has or had."""
        while self.part(stretch, number).exists() or self.claimed(stretch, number).exists():
            number += 1
        return number

    def marks(self, stretch: int, every: int) -> PartMarks:
        """Where the parts of ``every`` records of the stretch begin, as far as is known."""
        return PartMarks(self.path / "parts" / f"{stretch:06d}.marks", every)

    def own(self, stretch: int) -> bool:
        """Whether the caller is the first of this run to ask for the stretch."""
        return _only_mine(self.path / "parts" / f"{stretch:06d}.{self.run}.tmp")

    def count_of(self, stretch: int) -> int | None:
        """How many parts the stretch has, once somebody has read it to its end."""
        try:
            return int(self._count(stretch).read_text("ascii"))
        except FileNotFoundError:
            return None

    def set_count(self, stretch: int, count: int) -> None:
        """Note that the stretch ends after ``count`` parts."""
        if self.count_of(stretch) is None:
            with written(self._count(stretch)) as file:
                file.write(str(count).encode())

    def _count(self, stretch: int) -> Path:
        return self.path / "parts" / f"{stretch:06d}.count"

    def finished(self, stretch: int) -> bool:
        """Whether every part of the stretch is there."""
        count = self.count_of(stretch)
        return count is not None and all(self.part(stretch, n).exists() for n in range(count))

    def all_claimed(self, stretch: int) -> bool:
        """Whether nothing of the stretch is left to take up in this run."""
        count = self.count_of(stretch)
        return count is not None and all(
            self.part(stretch, n).exists() or self.claimed(stretch, n).exists()
            for n in range(count)
        )

    def finished_parts(self) -> list[Path]:
        """Every finished part, in order."""
        return sorted((self.path / "parts").glob("*.part"))

    def clear_temporaries(self) -> None:
        """Remove what earlier runs left unfinished."""
        for path in (self.path / "parts").glob("*.tmp"):
            path.unlink(missing_ok=True)

    def agree(self, manifest: Mapping[str, Any], *, fresh: bool) -> bool:
        """Whether there is earlier work to continue; its manifest must equal ``manifest``.

        Raises :class:`detector.errors.UsageError` naming what differs. ``fresh`` forgets the
        earlier work.
        """
        place = self.path / "manifest.json"
        before = None
        if place.exists() and not fresh and self.finished_parts():
            before = json.loads(place.read_text("utf-8"))
            differing = _differences(before, manifest)
            if differing:
                raise UsageError(
                    f"an unfinished run in {self.path} was made otherwise: {differing}. "
                    "Repeat it as it was, or start over with --fresh"
                )
        if before is None:
            shutil.rmtree(self.path / "parts", ignore_errors=True)
            self.create()
            with written(place) as file:
                file.write(json.dumps(manifest, indent=1).encode())
        return before is not None

    def remove(self) -> None:
        """Delete the folder with everything in it."""
        # The lock goes last: whoever waits for it must find the work gone, not half gone.
        shutil.rmtree(self.path / "parts", ignore_errors=True)
        shutil.rmtree(self.path, ignore_errors=True)


_MARK = re.compile(rb"\[\d+, \d+, \d+, (?:true|false)\]")


class PartMarks:
    """Where the parts of a stretch begin in its file, as far as any worker of the run has come.

    One line a mark, appended; a line that was cut short or overwritten is no mark.
    """

    def __init__(self, path: Path, every: int) -> None:
        self._path = path
        self._every = every
        self._marks: dict[int, Mark] = {}
        self._numbers: list[int] = []
        self._seen = 0

    @property
    def every(self) -> int:
        """Records in a part."""
        return self._every

    def note(self, mark: Mark) -> None:
        """Remember a mark for every worker."""
        if mark.number in self._marks:
            return
        self._learn(mark)
        with self._path.open("ab") as file:
            file.write(f"\n{json.dumps(mark)}\n".encode())

    def before(self, number: int) -> Mark:
        """The last mark at or before record ``number``."""
        with contextlib.suppress(FileNotFoundError), self._path.open("rb") as file:
            # Only what was added since the last look: all of it each time is quadratic.
            file.seek(self._seen)
            whole, end, _ = file.read().rpartition(b"\n")
            self._seen += len(whole) + len(end)
            for line in whole.splitlines():
                if _MARK.fullmatch(line):
                    self._learn(Mark(*json.loads(line)))
        at = bisect.bisect_right(self._numbers, number)
        return self._marks[self._numbers[at - 1]] if at else BEGINNING

    def _learn(self, mark: Mark) -> None:
        if mark.number not in self._marks:
            bisect.insort(self._numbers, mark.number)
        self._marks[mark.number] = mark


def _only_mine(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    return True


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    found = []
    for key in sorted(before.keys() | now.keys()):
        old, new = before.get(key), now.get(key)
        if old == new:
            continue
        if key == "inputs":
            paths = [entry[0] for entry in old or []], [entry[0] for entry in new or []]
            if paths[0] != paths[1]:
                gone, come = len(set(paths[0]) - set(paths[1])), len(set(paths[1]) - set(paths[0]))
                found.append(f"other inputs ({come} new, {gone} gone)")
            else:
                changed = [a[0] for a, b in zip(old or [], new or [], strict=True) if a != b]
                more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
                found.append(f"input {changed[0]}{more} changed since")
        else:
            found.append(f"{key} was {old}, is {new}")
    return "; ".join(found)


class Lock:
    """Held while a run works in its folder; a second run on the same output is refused."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Lock:
        path = self._folder / "lock"
        for _ in range(100):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                file = path.open("a+b")
            except FileNotFoundError:
                continue
            if not _lock(file):
                file.close()
                raise UsageError(
                    f"another run is writing this output (it holds {path}): "
                    "wait for it or choose another --out"
                )
            # The run before may have removed the folder after we opened the lock in it.
            try:
                same = path.stat().st_ino == os.fstat(file.fileno()).st_ino
            except FileNotFoundError:
                same = False
            if same:
                self._file = file
                return self
            file.close()
            time.sleep(0.01)
        raise UsageError(f"{path} cannot be locked: it keeps disappearing")

    def __exit__(self, *exc: object) -> None:
        if self._file is not None:
            self._file.close()


def _lock(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: one byte of the file
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
