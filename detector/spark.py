"""Scoring on a Spark cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detector.errors import UsageError

if TYPE_CHECKING:
    from detector.commands.scoring import Request


def score_on_spark(request: Request, *, master: str | None, remote: str | None) -> int:
    """Run ``request`` on the cluster at ``master`` or behind ``remote``; the exit code."""
    raise UsageError("the Spark engine is not built yet")
