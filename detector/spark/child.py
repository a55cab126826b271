"""A process of our own beside a task of Spark, which may end without the task ending too."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import traceback

from detector.errors import DarnelError

Child = subprocess.Popen[bytes]


def start(module: str) -> Child:
    """``module`` run as a program that reads its standard input and writes its output."""
    # What Spark added to the path of this process is not in its environment.
    path = os.pathsep.join(place for place in sys.path if place)
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    )


def end(child: Child, patience: float = 0) -> int:
    """The exit code of ``child``, which is ended if it has not ended by itself."""
    try:
        code = child.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        child.kill()
        code = child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    return code


def limit_memory(size: int) -> None:
    """Let this process allocate no more than ``size`` bytes, where that can be said."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def tellable(error: Exception) -> DarnelError:
    """``error`` as one that can be told to another process; a defect with its traceback."""
    if isinstance(error, DarnelError):
        return error
    return DarnelError(f"a defect of darnel itself, please report it:\n{traceback.format_exc()}")
