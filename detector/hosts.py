"""Sites rolled up from scored pages: how much of a site is farm, how sure, and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Z_95 = 1.959963984540054
MAX_CLUSTER_HOSTS = 50
"""A cluster on more hosts than this is boilerplate of the trade, not a station group."""


@dataclass(slots=True)
class Site:
    """One host: its judged pages, how many are flagged, and the reasons that weighed most."""

    host: str
    pages: int = 0
    farm: int = 0
    republished: int = 0
    score_sum: float = 0.0
    weights: Counter[str] = field(default_factory=Counter)
    clusters: set[str] = field(default_factory=set)
    group: str | None = None

    @property
    def share(self) -> float:
        """Share of judged pages that are farm pages."""
        return self.farm / self.pages if self.pages else 0.0

    @property
    def mean_score(self) -> float:
        """Mean score of the judged pages."""
        return self.score_sum / self.pages if self.pages else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """95 % Wilson score interval of :attr:`share` (Wilson 1927)."""
        return wilson(self.farm, self.pages)

    def reasons(self, most: int = 3) -> tuple[str, ...]:
        """The signals that weighed most on the flagged pages of the site."""
        ranked = sorted(self.weights.items(), key=lambda item: (-item[1], item[0]))
        return tuple(name for name, _ in ranked[:most])

    def row(self) -> dict[str, Any]:
        """The site as plain values."""
        low, high = self.interval
        return {
            "host": self.host,
            "pages": self.pages,
            "farm": self.farm,
            "republished": self.republished,
            "share": round(self.share, 6),
            "low": round(low, 6),
            "high": round(high, 6),
            "mean_score": round(self.mean_score, 6),
            "reasons": list(self.reasons()),
            "group": self.group,
        }


def wilson(hits: int, total: int) -> tuple[float, float]:
    """95 % Wilson score interval of ``hits`` in ``total``; ``(0, 1)`` when nothing was seen."""
    if total == 0:
        return 0.0, 1.0
    share, square = hits / total, Z_95 * Z_95
    middle = share + square / (2 * total)
    spread = Z_95 * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def add_row(sites: dict[str, Site], row: Mapping[str, Any]) -> None:
    """Count one scored row into its site; rows without host or score say nothing of a site."""
    host, score = row["host"], row["score"]
    if not host or score is None:
        return
    site = sites.get(host)
    if site is None:
        site = sites[host] = Site(host)
    site.pages += 1
    site.score_sum += score
    if row.get("cluster"):
        site.clusters.add(row["cluster"])
    if row["label"] == "farm":
        site.farm += 1
        for reason in row["reasons"] or ():
            site.weights[reason["signal"]] += reason["weight"]
    elif row["label"] == "republished":
        site.republished += 1


def roll_up(rows: Iterable[Mapping[str, Any]]) -> list[Site]:
    """Every host of the scored rows, worst first by the lower end of the interval.

    Ordering by the lower end keeps a site with one bad page behind a site with a hundred.
    """
    sites: dict[str, Site] = {}
    for row in rows:
        add_row(sites, row)
    return ranked(sites.values())


def ranked(sites: Iterable[Site]) -> list[Site]:
    """``sites`` worst first, each with the station group it belongs to."""
    ordered = sorted(sites, key=lambda site: (-site.interval[0], -site.farm, site.host))
    _mark_groups(ordered)
    return ordered


def _mark_groups(sites: list[Site]) -> None:
    """Join sites that share copy clusters; the group is named after its first host by name."""
    holders: dict[str, list[str]] = {}
    for site in sites:
        for cluster in site.clusters:
            holders.setdefault(cluster, []).append(site.host)
    parent = {site.host: site.host for site in sites}

    def root(host: str) -> str:
        while parent[host] != host:
            parent[host] = parent[parent[host]]
            host = parent[host]
        return host

    # One shared text is syndication; a station group shares two clusters or more.
    shared: Counter[tuple[str, str]] = Counter()
    for hosts in holders.values():
        if 2 <= len(hosts) <= MAX_CLUSTER_HOSTS:
            names = sorted(hosts)
            shared.update((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
    for (a, b), count in shared.items():
        if count >= 2:
            first, second = sorted((root(a), root(b)))
            parent[second] = first
    sizes = Counter(root(site.host) for site in sites)
    for site in sites:
        name = root(site.host)
        site.group = name if sizes[name] > 1 else None


def blocked(
    sites: Iterable[Site], *, share: float, pages: int, allow: frozenset[str]
) -> Iterator[Site]:
    """Sites to block: the lower end of the interval reaches ``share``, on ``pages`` or more.

    A host on the allow-list, or below a domain on it, is never named.
    """
    for site in sites:
        if site.pages >= pages and site.interval[0] >= share and not allowed(site.host, allow):
            yield site


def allowed(host: str, allow: frozenset[str]) -> bool:
    """Whether ``host`` or a domain above it is on the allow-list."""
    labels = host.split(".")
    return any(".".join(labels[i:]) in allow for i in range(len(labels)))
