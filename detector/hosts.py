"""Sites rolled up from scored pages: how much of a site is farm, how sure, and why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Z_95 = 1.959963984540054
MAX_SHARING_HOSTS = 50
"""What stands on more hosts than this is boilerplate of the trade, not a station group."""
SHARED_TO_JOIN = 2
"""One shared text is syndication and one shared name chance; a station group shares two things."""
PERSON_ROLES = frozenset({"author", "editor", "reporter"})


@dataclass(slots=True)
class Site:
    """One host: its judged pages, how many are flagged, and the reasons that weighed most."""

    host: str
    pages: int = 0
    farm: int = 0
    republished: int = 0
    score_sum: float = 0.0
    weights: Counter[str] = field(default_factory=Counter)
    shares: set[tuple[str, str]] = field(default_factory=set)
    days: Counter[str] = field(default_factory=Counter)
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

    @property
    def busiest_day(self) -> float | None:
        """Share of the dated pages that bear the commonest date; ``None`` without dates."""
        dated = self.days.total()
        return max(self.days.values()) / dated if dated else None

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
            "days": len(self.days),
            "busiest_day": None if self.busiest_day is None else round(self.busiest_day, 6),
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
        site.shares.add(("text", row["cluster"]))
    if row["label"] == "farm":
        site.farm += 1
        for claim in row.get("claims") or ():
            if claim["role"] in PERSON_ROLES:
                site.shares.add(("name", claim["name"]))
        for reason in row["reasons"] or ():
            site.weights[reason["signal"]] += reason["weight"]
    elif row["label"] == "republished":
        site.republished += 1


def roll_up(
    rows: Iterable[Mapping[str, Any]], published: Mapping[str, str] | None = None
) -> list[Site]:
    """Every host of the scored rows, worst first by the lower end of the interval.

    Ordering by the lower end keeps a site with one bad page behind a site with a hundred.
    ``published`` gives the date of a page by its id, for the posting rhythm.
    """
    sites: dict[str, Site] = {}
    for row in rows:
        add_row(sites, row)
        day = published.get(row["id"]) if published else None
        if day and row["host"] in sites:
            sites[row["host"]].days[day[:10]] += 1
    return ranked(sites.values())


def ranked(sites: Iterable[Site]) -> list[Site]:
    """``sites`` worst first, each with the station group it belongs to."""
    ordered = sorted(sites, key=lambda site: (-site.interval[0], -site.farm, site.host))
    _mark_groups(ordered)
    return ordered


def _mark_groups(sites: list[Site]) -> None:
    """Join sites that share copied texts or, on flagged pages, the names of the same people.

    A group is named after its first host by name.
    """
    holders: dict[tuple[str, str], list[str]] = {}
    for site in sites:
        for shared_thing in site.shares:
            holders.setdefault(shared_thing, []).append(site.host)
    parent = {site.host: site.host for site in sites}

    def root(host: str) -> str:
        while parent[host] != host:
            parent[host] = parent[parent[host]]
            host = parent[host]
        return host

    shared: Counter[tuple[str, str]] = Counter()
    for hosts in holders.values():
        if 2 <= len(hosts) <= MAX_SHARING_HOSTS:
            names = sorted(hosts)
            shared.update((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
    for (a, b), count in shared.items():
        if count >= SHARED_TO_JOIN:
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
