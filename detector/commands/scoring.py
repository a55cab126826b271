"""What ``darnel score`` does: checks the request, runs the engine, tells how it went."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from detector.errors import UsageError
from detector.scorer import Scorer
from detector.terminal import printable, printable_json

if TYPE_CHECKING:
    from detector.batch.display import Silent
    from detector.batch.run import Summary

FIELDS = frozenset({
    "id", "url", "html", "text", "title", "byline", "site", "published", "fetched", "lang",
})  # fmt: skip


@dataclass(frozen=True)
class Request:
    """The options of one ``darnel score``."""

    inputs: tuple[str, ...]
    out: str
    model: str | None
    known: str | None
    workers: int | None
    evidence: bool
    threshold: float | None
    fresh: bool
    features: bool
    columns: Mapping[str, str]
    as_json: bool
    progress: bool

    @property
    def scorer(self) -> Scorer:
        """The scorer the request asks for."""
        from detector.model import locate

        # A registry's URI is looked up once, here: workers get the folder it stands for.
        return Scorer(str(locate(self.model)), self.evidence, self.threshold, self.features)


def columns_of(given: Sequence[str]) -> dict[str, str]:
    """``FIELD=NAME`` options as a mapping; raises :class:`detector.errors.UsageError`."""
    columns = {}
    for option in given:
        field, equals, name = option.partition("=")
        if not equals or not name or field not in FIELDS:
            fields = ", ".join(sorted(FIELDS))
            raise UsageError(f"--column {option}: expected FIELD=NAME, FIELD one of {fields}")
        columns[field] = name
    return columns


def pins(request: Request) -> dict[str, Any]:
    """The versions and artefacts a run depends on besides its input and options."""
    from detector.batch.pins import artefact, version_of
    from detector.model import identity

    return {
        "darnel": version_of("darnel"),
        "pyarrow": version_of("pyarrow"),
        "scikit-learn": version_of("scikit-learn"),
        "model": identity(request.model),
        "known": artefact(request.known) if request.known else None,
    }


def here(request: Request) -> int:
    """Run on this machine; the exit code."""
    from detector.batch.output import check_ending
    from detector.batch.run import Job, run
    from detector.sources.inputs import resolve

    check_ending(request.out)
    if request.out != "-":
        _check_place(Path(request.out))
    job = Job(
        files=resolve(request.inputs),
        out=request.out,
        scorer=request.scorer,
        columns=request.columns,
        pins=pins(request),
        known=request.known,
        workers=request.workers or _cores(),
        fresh=request.fresh,
    )
    with _folder(request.out) as folder, _ending_on_signals():
        try:
            with _display(request) as display:
                summary = run(job, folder, display)
        except KeyboardInterrupt:
            return _interrupted(request)
        except BrokenPipeError:
            # Whoever read standard output has enough: not an error of ours.
            sys.stdout = None
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return 0
    tell(request, summary)
    return 1 if summary.status("unreadable") + summary.status("crashed") else 0


def _cores() -> int:
    # Cores this process may use, not cores there are: containers and job schedulers set fewer.
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _check_place(out: Path) -> None:
    if not out.parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {out.parent}")
    if out.is_dir() and out.suffix != ".parquet":
        raise UsageError(f"--out {out} is a folder")


@contextmanager
def _folder(out: str) -> Iterator[Path]:
    from detector.batch.folder import RunFolder

    if out == "-":
        with tempfile.TemporaryDirectory(prefix="darnel-") as folder:
            yield Path(folder) / "run"
    else:
        yield RunFolder.beside(Path(out).absolute())


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    # A polite kill is treated as Ctrl-C: workers are ended, finished parts stay.
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _interrupted(request: Request) -> int:
    if request.out == "-":
        sys.stderr.write("darnel: interrupted\n")
    else:
        sys.stderr.write(
            "darnel: interrupted. What is finished is kept: the same command continues, "
            "--fresh starts over\n"
        )
    return 130


def _display(request: Request) -> Silent:
    from detector.batch.display import Live, Plain, Silent

    if not request.progress:
        return Silent()
    return Live(sys.stderr) if sys.stderr.isatty() else Plain(sys.stderr)


def tell(request: Request, summary: Summary) -> None:
    """How the run went, on stderr, or as JSON where it does not mix with the rows."""
    from detector.batch.display import duration

    if request.as_json:
        stream = sys.stderr if request.out == "-" else sys.stdout
        told = json.dumps(_as_dict(request, summary), ensure_ascii=False)
        stream.write(printable_json(told) + "\n")
        return
    rate = summary.scored / summary.seconds if summary.seconds > 0 else 0.0
    lines = [
        f"{summary.rows:,} records in {duration(summary.seconds)} ({rate:,.0f}/s)"
        + (", continuing an earlier run" if summary.continued else "")
        + f" -> {'stdout' if request.out == '-' else printable(request.out)}",
        "  "
        + ", ".join(
            f"{summary.label(name):,} {name}" for name in ("farm", "republished", "legit", "unread")
        ),
    ]
    unread = [
        f"{summary.status(name):,} {name}"
        for name in ("empty", "skipped", "unreadable", "crashed")
        if summary.status(name)
    ]
    if unread:
        lines.append("  not judged: " + ", ".join(unread))
    if summary.workers_lost:
        lines.append(f"  workers lost and replaced: {summary.workers_lost}")
    for source, status, error in summary.unread:
        lines.append(f"  {status}: {printable(source)}: {printable(error)[:200]}")
    bad = summary.status("unreadable") + summary.status("crashed")
    if bad > len(summary.unread):
        lines.append(f"  and {bad - len(summary.unread):,} more, in the output")
    sys.stderr.write("\n".join(lines) + "\n")


def _as_dict(request: Request, summary: Summary) -> dict[str, Any]:
    return {
        "out": request.out,
        "records": summary.rows,
        "seconds": round(summary.seconds, 3),
        "continued": summary.continued,
        "workers_lost": summary.workers_lost,
        "status": _under("status ", summary.counts),
        "label": _under("label ", summary.counts),
        "not_read": [
            {"source": source, "status": status, "error": error}
            for source, status, error in summary.unread
        ],
    }


def _under(prefix: str, counts: Mapping[str, int]) -> dict[str, int]:
    return {k.removeprefix(prefix): n for k, n in sorted(counts.items()) if k.startswith(prefix)}
