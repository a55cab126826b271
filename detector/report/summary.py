"""What a report says of a scored crawl, gathered in one pass with bounded memory."""

from __future__ import annotations

import hashlib
import heapq
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from detector.hosts import Site, add_row
from detector.kinds import group_weights, kind_of
from detector.scored import Row

BINS = 20
LISTED_ROWS = 12_000
LISTED_BYTES = 9_000_000
CLUSTER_EXAMPLES = 12
MAX_TRACKED_CLUSTERS = 200_000
NEAR_THRESHOLD = 0.15
"""How far above the threshold a flag still counts as weak when one group alone made it."""


@dataclass(slots=True)
class Cluster:
    """A group of copies: how many pages and hosts, and a few of them to look at."""

    name: str
    pages: int = 0
    hosts: set[str] = field(default_factory=set)
    examples: list[tuple[str, str]] = field(default_factory=list)
    originals: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Summary:
    """Counts over all rows, and the rows chosen to be listed."""

    rows: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    histogram: list[int] = field(default_factory=lambda: [0] * BINS)
    kinds: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    signals: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    flagged_languages: Counter[str] = field(default_factory=Counter)
    sites: dict[str, Site] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    model: str = ""
    lowest_flagged: float = 1.0
    listed: list[Row] = field(default_factory=list)
    cut: str = ""


def summarise(rows: Iterable[Row], groups: dict[str, str]) -> Summary:
    """Read every row once; ``groups`` maps a signal's name to its group.

    The listed rows are every flagged or unread one and a sample of the rest, as far as
    ``LISTED_ROWS`` and ``LISTED_BYTES`` go: within a class the choice is by a digest of the id, so
    that the same crawl always lists the same rows.
    """
    summary = Summary()
    sample = _Sample()
    for row in rows:
        _count(summary, row, groups)
        sample.offer(row)
    summary.listed = sample.rows()
    if len(summary.listed) < summary.rows:
        summary.cut = (
            f"{len(summary.listed):,} of {summary.rows:,} rows are listed below (flagged and "
            "unread first, then a sample); every figure above counts all rows"
        )
    return summary


def _count(summary: Summary, row: Row, groups: dict[str, str]) -> None:
    summary.rows += 1
    summary.statuses[row["status"]] += 1
    summary.labels[row["label"]] += 1
    summary.model = row.get("model") or summary.model
    score = row["score"]
    if score is None:
        return
    summary.histogram[min(int(score * BINS), BINS - 1)] += 1
    language = row.get("lang") or "unknown"
    summary.languages[language] += 1
    add_row(summary.sites, row)
    if row["label"] == "farm":
        summary.lowest_flagged = min(summary.lowest_flagged, score)
        summary.flagged_languages[language] += 1
        weights = group_weights(row["reasons"] or (), groups)
        summary.kinds[kind_of(weights)] += 1
        summary.groups.update(weights)
        summary.signals.update(reason["signal"] for reason in row["reasons"] or ())
    name = row.get("cluster")
    if name:
        cluster = summary.clusters.get(name)
        if cluster is None:
            if len(summary.clusters) >= MAX_TRACKED_CLUSTERS:
                return
            cluster = summary.clusters[name] = Cluster(name)
        cluster.pages += 1
        if row["host"]:
            cluster.hosts.add(row["host"])
        if len(cluster.examples) < CLUSTER_EXAMPLES:
            cluster.examples.append((row["id"], row["label"]))
        for copy in row.get("copies") or ():
            if copy.get("older"):
                cluster.originals[copy["url"] or copy["id"]] += 1


class _Sample:
    """The best ``LISTED_ROWS`` rows by class and digest, in a heap."""

    def __init__(self) -> None:
        self._heap: list[tuple[tuple[int, int], int, str]] = []
        self._seen = 0

    def offer(self, row: Row) -> None:
        digest = hashlib.blake2b(str(row["id"]).encode("utf-8", "replace"), digest_size=8)
        rank = {"farm": 3, "republished": 2, "unread": 1}.get(row["label"], 0)
        key = (rank, int.from_bytes(digest.digest(), "big"))
        self._seen += 1
        if len(self._heap) < LISTED_ROWS:
            heapq.heappush(self._heap, (key, self._seen, json.dumps(_slim(row))))
        elif key > self._heap[0][0]:
            heapq.heapreplace(self._heap, (key, self._seen, json.dumps(_slim(row))))

    def rows(self) -> list[Row]:
        kept, size = [], 0
        for key, position, encoded in sorted(self._heap, reverse=True):
            size += len(encoded)
            if size > LISTED_BYTES:
                break
            kept.append((key[0], position, encoded))
        return [json.loads(encoded) for _, _, encoded in sorted(kept, key=lambda item: item[1])]


def _slim(row: Row) -> Row:
    """A row cut to what the table and its evidence show, with short keys."""
    return {
        "i": str(row["id"])[:400],
        "h": row["host"] or "",
        "t": (row.get("title") or "")[:160],
        "s": None if row["score"] is None else round(row["score"], 4),
        "l": row["label"],
        "g": row.get("lang") or "",
        "e": (row["error"] or "")[:200] if row.get("error") else "",
        "k": row.get("cluster") or "",
        "r": [
            [
                reason["signal"],
                round(reason["value"], 4),
                round(reason["weight"], 2),
                [quote["text"][:140] for quote in (reason["quotes"] or ())[:3]],
            ]
            for reason in (row["reasons"] or ())[:6]
        ]
        if row["label"] != "legit"
        else [
            [r["signal"], round(r["value"], 4), round(r["weight"], 2), []]
            for r in (row["reasons"] or ())[:3]
        ],
        "c": [[claim["role"], claim["name"][:80]] for claim in (row.get("claims") or ())[:8]],
        "o": [
            [
                copy["url"] or copy["id"],
                round(copy["containment"], 3),
                copy["credited"],
                copy["older"],
            ]
            for copy in (row.get("copies") or ())[:4]
        ],
    }


def suspects(summary: Summary, groups: dict[str, str], most: int = 20) -> list[tuple[Row, str]]:
    """Flagged rows most worth a second look for being honest, each with why it is suspected."""
    found: list[tuple[float, Row, str]] = []
    for row in summary.listed:
        if row["l"] != "farm":
            continue
        site = summary.sites.get(row["h"])
        spoke = {groups.get(reason[0], "other") for reason in row["r"] if reason[2] > 0}
        if site and site.pages >= 5 and site.share < 0.2:
            found.append(
                (
                    site.share,
                    row,
                    f"{site.pages - site.farm} of {site.pages} pages of its site are not flagged",
                )
            )
        elif len(spoke) == 1 and row["s"] < summary.lowest_flagged + NEAR_THRESHOLD:
            found.append(
                (1 + row["s"], row, f"only {next(iter(spoke))} speaks, close to the threshold")
            )
    found.sort(key=lambda item: (item[0], item[1]["i"]))
    return [(row, why) for _, row, why in found[:most]]
