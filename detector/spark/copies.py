"""Copies in a crawl too large for one machine: the joins, on the cluster.

Pages meet by their hashes in one shuffle; pairs that meet often enough join pages into groups;
each group is judged whole, by the code that judges a run on one machine, in a second shuffle.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from detector.copies.match import LEAST_SHARED
from detector.spark import tasks

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType


def find_copies(
    session: SparkSession, scored: DataFrame, work: str, known: str | None
) -> DataFrame:
    """``at, copies, cluster, mostly_copied`` of every page that shares text with another.

    ``work`` is a folder all executors reach; ``known`` the folder of an index of known content
    at the same place on every executor.
    """
    from pyspark.sql import functions as F  # noqa: N812

    hashes = scored.select("at", *tasks.RANK, F.explode(tasks.SIGNED + "hashes").alias("hash"))
    (
        hashes.repartition(F.col("hash"))
        .sortWithinPartitions("hash", *tasks.RANK, "at")
        .select("hash", "at")
        .mapInArrow(tasks.pair_up, "low long, high long, hash long")
        .write.mode("overwrite")
        .parquet(f"{work}/pairs")
    )
    pairs = session.read.parquet(f"{work}/pairs")
    (
        pairs.where(F.col("high").isNotNull())
        .groupBy("low", "high")
        .count()
        .where(F.col("count") >= LEAST_SHARED)
        .select("low", "high")
        .write.mode("overwrite")
        .parquet(f"{work}/candidates")
    )
    candidates = session.read.parquet(f"{work}/candidates")
    groups = components(session, candidates, f"{work}/components")
    pages = scored.join(groups, "at", "left" if known else "inner").withColumn(
        "group", F.coalesce("group", "at")
    )
    partners = candidates.groupBy(F.col("low").alias("at")).agg(
        F.collect_list("high").alias("partners")
    )
    common = (
        pairs.where(F.col("hash").isNotNull())
        .groupBy(F.col("low").alias("at"))
        .agg(F.collect_list("hash").alias("common"))
    )
    nothing = F.array().cast("array<long>")
    signed = [name for name in scored.columns if name.startswith(tasks.SIGNED)]
    return (
        pages.join(partners, "at", "left")
        .join(common, "at", "left")
        .select(
            "group",
            "at",
            *signed,
            F.coalesce("partners", nothing).alias("partners"),
            F.coalesce("common", nothing).alias("common"),
        )
        .repartition("group")
        .sortWithinPartitions("at")  # equal shares are told apart by the order of the input
        .mapInArrow(partial(tasks.find_in_partition, known=known), _found_schema())
    )


def components(session: SparkSession, edges: DataFrame, work: str) -> DataFrame:
    """``at, group`` of every page that stands in an edge: least position of its component.

    Each round every page takes the least label around it and then that label's label, so the
    number of rounds grows with the logarithm of the longest chain. Every round is written out:
    a plan that grew with the rounds would be worked off from the start each time.
    """
    from pyspark.sql import functions as F  # noqa: N812

    both = edges.select("low", "high").union(edges.select("high", "low")).toDF("at", "other")
    labels = both.groupBy("at").agg(F.min("other").alias("other"))
    labels = labels.select("at", F.least("at", "other").alias("group"))
    rounds = 0
    while True:
        place = f"{work}/{rounds:03d}"
        labels.write.mode("overwrite").parquet(place)
        labels = session.read.parquet(place)
        around = (
            both.join(labels.select(F.col("at").alias("other"), "group"), "other")
            .groupBy("at")
            .agg(F.min("group").alias("least"))
        )
        nearer = labels.join(around, "at").select(
            "at", "group", F.least("group", "least").alias("new")
        )
        if nearer.where(F.col("new") < F.col("group")).isEmpty():
            return labels
        jumped = labels.select(F.col("at").alias("new"), F.col("group").alias("further"))
        labels = nearer.join(jumped, "new").select("at", F.least("new", "further").alias("group"))
        rounds += 1


def _found_schema() -> StructType:
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema

    from detector.copies.arm import copies_schema

    return from_arrow_schema(pa.schema([pa.field("at", pa.int64()), *copies_schema()]))
