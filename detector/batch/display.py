"""What a person sees while a run goes on: a live line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from typing import IO

from detector.batch.meter import Progress

PLAIN_EVERY = 10.0
"""Seconds between two plain lines."""


class Silent:
    """Shows nothing."""

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def __call__(self, progress: Progress) -> None:
        """Take note of nothing."""


class Plain(Silent):
    """One line now and then: for log files and pipes."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._began = time.monotonic()
        self._last = self._began

    def __call__(self, progress: Progress) -> None:
        """Write a line if the last one is some time ago."""
        now = time.monotonic()
        if now - self._last >= PLAIN_EVERY:
            self._last = now
            self._stream.write(f"darnel: {line(progress, now - self._began)}\n")
            self._stream.flush()


class Live(Silent):
    """A bar that stays on one line of the terminal."""

    def __init__(self, stream: IO[str]) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, SpinnerColumn, TextColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            SpinnerColumn(),
            BarColumn(24),
            TextColumn("{task.description}"),
            console=Console(file=stream),
            transient=True,
        )
        self._task = self._bar.add_task("starting", total=None)
        self._began = time.monotonic()

    def __enter__(self) -> Live:
        self._bar.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Redraw."""
        self._bar.update(
            self._task,
            description=line(progress, time.monotonic() - self._began),
            total=1.0 if progress.share else None,
            completed=progress.share,
        )


def line(progress: Progress, seconds: float) -> str:
    """One line on how far a run is."""
    if progress.stage != "scoring":
        return f"{progress.stage} {progress.done:,} rows"
    rate = progress.done / seconds if seconds > 0 else 0.0
    found = [f"{progress.done + progress.earlier:,} pages", f"{rate:,.0f}/s"]
    if progress.left is not None:
        found.append(f"{duration(progress.left)} left")
    found.append(f"{progress.unreadable:,} unreadable")
    found.append(f"{progress.flagged:,} flagged")
    return ", ".join(found)


def duration(seconds: float) -> str:
    """``3:05`` or ``2:03:05``."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
