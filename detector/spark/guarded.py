"""Scoring in a process of its own: a page that ends it costs a row, as on one machine.

Spark runs a task that died from its beginning, where the page waits again. So the task scores
nothing itself: a child does, which stays from task to task (a model takes seconds to load), and
is replaced when a page ends it.
"""

from __future__ import annotations

import functools
import os
import pickle
import sys
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.batch.run import how_it_ended
from detector.batch.worker import (
    DEATHS,
    NO_MEMORY,
    PAGE_SECONDS,
    WARM,
    WORKER_MEMORY,
    Watchdog,
    ends_its_process,
    out_of_memory,
)
from detector.errors import DarnelError
from detector.record import Record
from detector.scorer import Scorer
from detector.spark.child import Child, end, limit_memory, start, tellable
from detector.verdict import Verdict

if TYPE_CHECKING:
    import pyarrow as pa

Scored = tuple[list[Verdict], "pa.Table"]


class Guarded:
    """Scores batches in a child.

    A batch the child does not survive is scored again record by record; a record it does not
    survive ``DEATHS`` times alone gets a ``crashed`` row. Raises what the scorer raises.
    """

    def __init__(self, scorer: Scorer, page_seconds: float = PAGE_SECONDS) -> None:
        self._scorer = scorer
        self._page_seconds = page_seconds
        self._child: Child | None = None

    def verdicts(self, records: Sequence[Record]) -> Scored:
        """As :meth:`detector.scorer.Scorer.verdicts`, whatever ``records`` do to their process."""
        scored = self._ask(records, alone=False)
        if isinstance(scored, tuple):
            return scored
        import pyarrow as pa

        each = [self._alone(record) for record in records]
        tables = [table for _, table in each]
        return [verdict for found, _ in each for verdict in found], pa.concat_tables(tables)

    def _alone(self, record: Record) -> Scored:
        how = ""
        for _ in range(DEATHS):
            scored = self._ask([record], alone=True)
            if isinstance(scored, tuple):
                return scored
            how = scored
        scored = self._ask([ends_its_process(record, how)], alone=True)
        if isinstance(scored, tuple):
            return scored
        raise DarnelError(
            f"the process that scores ends over a record that is passed by ({scored})"
        )

    def _ask(self, records: Sequence[Record], *, alone: bool) -> Scored | str:
        """The scored ``records``, or how the child ended over them."""
        child = self._child or self._start()
        scored = self._told(child, (records, alone))
        return self._ended(child) if scored is None else scored

    def _start(self) -> Child:
        from joblib.externals.loky.backend.reduction import dumps

        child = self._child = start(__name__)
        weakref.finalize(self, end, child)
        # The model and every import come first: no page is blamed for them.
        # A class of a notebook's own is in no module: it travels whole.
        given = bytes(dumps((self._scorer, self._page_seconds)))
        if self._told(child, given) is None:
            how = self._ended(child)
            raise DarnelError(f"the process that scores ends before it can work ({how})")
        return child

    def _told(self, child: Child, given: object) -> Any:
        try:
            return _exchange(child, given)
        except BaseException:
            self._ended(child, patience=0)  # half a conversation is none
            raise

    def _ended(self, child: Child, patience: float = 5) -> str:
        self._child = None
        return how_it_ended(end(child, patience))


def _exchange(child: Child, given: object) -> Any:
    """What the child answers; ``None`` if it ended. What it raised is raised here."""
    if child.stdin is None or child.stdout is None:
        return None
    try:
        pickle.dump(given, child.stdin)
        child.stdin.flush()
        answer = pickle.load(child.stdout)  # noqa: S301 - from a process of our own
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    if isinstance(answer, Exception):
        raise answer
    return answer


@functools.lru_cache(maxsize=1)
def guarded(scorer: Scorer) -> Guarded:
    """The one of this process for ``scorer``, kept from task to task."""
    return Guarded(scorer)


def _main() -> None:
    """The child: a scorer in, then batches in and rows out until the other side is gone."""
    given, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library prints is an answer
    limit_memory(WORKER_MEMORY)
    scorer, page_seconds = pickle.loads(pickle.load(given))  # noqa: S301 - from a process of our own
    watchdog = Watchdog(page_seconds, Path(os.devnull))
    answer: object = True
    try:
        scorer.verdicts([WARM])
    except Exception as error:  # noqa: BLE001 - told where somebody sees it
        answer = tellable(error)
    while True:
        pickle.dump(answer, told)
        told.flush()
        try:
            records, alone = pickle.load(given)  # noqa: S301 - from a process of our own
        except EOFError:
            return
        try:
            answer = _scored(scorer, records, watchdog, alone=alone)
        except MemoryError:
            os._exit(NO_MEMORY)
        except Exception as error:  # noqa: BLE001 - told where somebody sees it
            answer = tellable(error)
        watchdog.rest()


def _scored(
    scorer: Scorer, records: Sequence[Record], watchdog: Watchdog, *, alone: bool
) -> Scored:
    verdicts, signed = scorer.verdicts(records, watch=lambda _: watchdog.step(now=alone))
    if not alone and any(map(out_of_memory, verdicts)):
        raise MemoryError  # perhaps its neighbours' doing: each again by itself
    return verdicts, signed


if __name__ == "__main__":
    _main()
