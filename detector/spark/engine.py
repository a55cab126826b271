"""``--engine spark``: the same rows as on one machine, from as many machines as there are."""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.batch.run import LISTED, Summary
from detector.batch.stretches import PART_RECORDS, STRETCH_BYTES, Stretch, stretches
from detector.errors import DarnelError, UsageError
from detector.sources.marks import Mark
from detector.spark import tasks
from detector.terminal import printable

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from detector.commands.scoring import Request
    from detector.scorer import Scorer

UNIT_BYTES = 64 << 20
"""Input bytes from which one file is shared out among several tasks."""
TASKS = 64
"""Small files are taken together, but not into fewer tasks than this."""


def session_for(master: str | None, remote: str | None) -> SparkSession:
    """The session on a cluster: ``remote`` over Spark Connect, ``master`` with a local driver.

    Raises :class:`detector.errors.UsageError` without pyspark or without a cluster to go to.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("--engine spark needs pyspark: pip install 'darnel[spark]'") from error
    if (master is None) == (remote is None):
        raise UsageError("--engine spark needs --master URL or --remote URL")
    builder: Any = SparkSession.builder.appName("darnel")
    builder = builder.remote(remote) if remote is not None else builder.master(master)
    try:
        session: SparkSession = builder.getOrCreate()
    except RuntimeError as error:
        raise UsageError(
            f"no Spark session ({error}); darnel[spark] brings the client for --remote only, "
            "--master needs the full pyspark and Java"
        ) from error
    return session


def pieces(stretch: Stretch) -> int:
    """Tasks a stretch is worth."""
    return max(1, -(-stretch.size // UNIT_BYTES))


def units(cut: list[Stretch], marks: Mapping[int, Sequence[Mark]]) -> list[tasks.Unit]:
    """The work in tasks: a stretch each, a large file in several.

    ``marks`` of a stretch say where its parts begin; without them every task of it reads the
    whole file and scores its share of the parts.
    """
    found = []
    for stretch in cut:
        of = pieces(stretch)
        known = marks.get(stretch.number, ())
        if known:
            step = -(-len(known) // of)
            heads = [*known[::step], None]
            found += [
                tasks.Unit(
                    stretch,
                    _part(mark),
                    _part(after) if after is not None else None,
                    mark=mark,
                )
                for mark, after in pairwise(heads)
                if mark is not None
            ]
        else:
            found += [tasks.Unit(stretch, nth, step=of) for nth in range(of)]
    return found


def _part(mark: Mark) -> int:
    return mark.number // PART_RECORDS


def marks_of(
    session: SparkSession, cut: list[Stretch], columns: dict[str, str]
) -> dict[int, list[Mark]]:
    """Where the parts of large files begin, as far as reading can begin there."""
    large = [stretch for stretch in cut if pieces(stretch) > 1 and len(stretch.files) == 1]
    if not large:
        return {}
    given = [(stretch.number, pickle.dumps(stretch)) for stretch in large]
    frame = session.createDataFrame(given, "number long, stretch binary").repartition(len(given))
    schema = "stretch long, number long, offset long, line long, packed boolean"
    rows = frame.mapInArrow(partial(tasks.find_marks, columns=columns), schema).collect()
    found: dict[int, list[Mark]] = {}
    for stretch, *mark in sorted(tuple(row) for row in rows):
        found.setdefault(stretch, []).append(Mark(*mark))
    return found


def score_stretches(
    session: SparkSession, cut: list[Stretch], scorer: Scorer, columns: dict[str, str]
) -> DataFrame:
    """Position, row and signature of every record of files that all executors reach."""
    from pyspark.sql.pandas.types import from_arrow_schema

    work = units(cut, marks_of(session, cut, columns))
    given = [(number, pickle.dumps(unit)) for number, unit in enumerate(work)]
    frame = session.createDataFrame(given, "number long, unit binary")
    schema = from_arrow_schema(tasks.scored_schema(scorer))
    return frame.repartition(len(given)).mapInArrow(
        partial(tasks.score_units, scorer=scorer, columns=columns), schema
    )


def score_frame(frame: DataFrame, scorer: Scorer) -> DataFrame:
    """Rows of the contract for a table of pages (``html`` or ``text``, ``url``, ``id``, ...).

    For work inside a notebook or a job of one's own. Copies are not looked for.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = from_arrow_schema(scorer.schema())
    return frame.mapInArrow(partial(tasks.score_rows, scorer=scorer), schema)


def joined(scored: DataFrame, found: DataFrame, names: list[str]) -> DataFrame:
    """The rows of the contract in input order, copies joined in."""
    from pyspark.sql import functions as F  # noqa: N812

    found = found.select(
        "at",
        F.col("copies").alias("found"),
        F.col("cluster").alias("found_cluster"),
        "mostly_copied",
    )
    rows = scored.join(found, "at", "left")
    copied = F.coalesce("mostly_copied", F.lit(False)) & (F.col("label") == "legit")
    rows = rows.withColumn("label", F.when(copied, "republished").otherwise(F.col("label")))
    rows = rows.withColumn("copies", F.coalesce("found", "copies"))
    rows = rows.withColumn("cluster", F.col("found_cluster"))
    return rows.orderBy("at").select(*names)


def score_on_spark(request: Request, *, master: str | None, remote: str | None) -> int:
    """Run ``request`` on the cluster at ``master`` or behind ``remote``; the exit code.

    Input and output are paths or URLs that every executor reaches; the output is a folder of
    Parquet files, in input order. Intermediate results stand in ``OUT.work`` until the end.
    """
    if not request.out.endswith(".parquet"):
        raise UsageError("--engine spark writes Parquet: --out must end in .parquet")
    if "-" in request.inputs:
        raise UsageError("--engine spark cannot read standard input")
    session = session_for(master, remote)
    from pyspark.errors import PySparkException

    try:
        return _score(session, request)
    except PySparkException as error:
        told = printable(" ".join(str(error).split()))
        raise DarnelError(f"Spark gave up: {told[:1000]}") from error


def _score(session: SparkSession, request: Request) -> int:
    from detector.batch.identity import identified
    from detector.commands.scoring import tell
    from detector.scorer import Scorer
    from detector.sources.inputs import resolve
    from detector.spark.copies import find_copies

    began = time.monotonic()

    sources = identified(resolve(request.inputs), Path(request.out))
    total = sum(source.size for source in sources)
    cut = stretches(sources, min(STRETCH_BYTES, max(1 << 16, total // TASKS)))
    scorer = Scorer(request.model, request.evidence, request.threshold, request.features)
    work = f"{request.out}.work"
    if request.progress:
        sys.stderr.write(f"darnel: scoring {len(cut)} stretches of input on Spark\n")
    score_stretches(session, cut, scorer, dict(request.columns)).write.mode("overwrite").parquet(
        f"{work}/scored"
    )
    scored = session.read.parquet(f"{work}/scored")
    if request.progress:
        sys.stderr.write("darnel: matching\n")
    found = find_copies(session, scored, work, request.known)
    joined(scored, found, scorer.schema().names).write.mode("overwrite").parquet(request.out)
    summary = _summary(session, request.out)
    summary.seconds = time.monotonic() - began
    _remove(session, work)
    tell(request, summary)
    return 1 if summary.status("unreadable") + summary.status("crashed") else 0


def _summary(session: SparkSession, out: str) -> Summary:
    from pyspark.sql import functions as F  # noqa: N812

    rows = session.read.parquet(out)
    summary = Summary()
    for column in ("status", "label"):
        for row in rows.groupBy(column).count().collect():
            summary.counts[f"{column} {row[0]}"] = row[1]
    summary.rows = sum(n for key, n in summary.counts.items() if key.startswith("status "))
    bad = rows.where(F.col("status").isin("unreadable", "crashed"))
    summary.unread = [
        (row[0], row[1], row[2] or "")
        for row in bad.select("source", "status", "error").limit(LISTED).collect()
    ]
    return summary


def _remove(session: SparkSession, work: str) -> None:
    # The client has no file system of the cluster's; what it can reach itself it clears away,
    # elsewhere an empty table takes the place of the intermediate results.
    import shutil

    if Path(work).is_dir():
        shutil.rmtree(work, ignore_errors=True)
        return
    for name in ("scored", "pairs", "candidates"):
        session.range(0).write.mode("overwrite").parquet(f"{work}/{name}")
