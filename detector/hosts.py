"""Sites rolled up from scored pages: how much of a site is farm, how sure, and why."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from detector.stations import Station, Tie, stations
from detector.templates import Shared

Z_95 = 1.959963984540054
EXAMPLES = 3
"""Pages of a site remembered to be looked at."""
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
PERSON_ROLES = frozenset({"author", "editor", "reporter"})


@dataclass(slots=True)
class Site:
    """One host: its judged pages, how many are flagged, and the reasons that weighed most.

    ``examples`` are the first flagged pages, or the first page when none is flagged.
    """

    host: str
    pages: int = 0
    farm: int = 0
    republished: int = 0
    score_sum: float = 0.0
    weights: Counter[str] = field(default_factory=Counter)
    shares: dict[tuple[str, str], str] = field(default_factory=dict)
    days: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    group: str | None = None
    ties: tuple[Tie, ...] = ()

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
            "group_reasons": [tie.row() for tie in self.ties],
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
    page = str(row["id"])
    if row.get("cluster"):
        site.shares.setdefault(("text", row["cluster"]), page)
    if row["label"] == "farm":
        if not site.farm:
            site.examples.clear()
        if len(site.examples) < EXAMPLES:
            site.examples.append(page)
        site.farm += 1
        for claim in row.get("claims") or ():
            if claim["role"] in PERSON_ROLES:
                site.shares.setdefault(("name", claim["name"]), page)
        for reason in row["reasons"] or ():
            site.weights[reason["signal"]] += reason["weight"]
    elif row["label"] == "republished":
        site.republished += 1
    if not site.examples:
        site.examples.append(page)


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
    """``sites`` worst first."""
    return sorted(sites, key=lambda site: (-site.interval[0], -site.farm, site.host))


def grouped(sites: Iterable[Site], templates: Iterable[Shared] = ()) -> list[Station]:
    """The station groups among ``sites``, largest first; each site is told its own.

    A site keeps its strongest tie of each kind.
    """
    by_host = {site.host: site for site in sites}
    found = stations({host: site.shares for host, site in by_host.items()}, templates)
    for station in found:
        for host in station.hosts:
            by_host[host].group = station.name
        best: dict[tuple[str, str], Tie] = {}
        for tie in sorted(station.ties, key=lambda tie: (tie.common, tie.share or 0.0)):
            best[tie.first, tie.kind] = best[tie.second, tie.kind] = tie
        for host, kind in sorted(best):
            by_host[host].ties += (best[host, kind],)
    return found


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
    """Whether ``host`` or a domain above it is on the allow-list, however it is written."""
    labels = (plain_host(host) or host).split(".")
    return any(".".join(labels[i:]) in allow for i in range(len(labels)))


def plain_host(host: str) -> str | None:
    """``host`` as name servers know it: lower case, punycode, no dot at its end.

    ``None`` for what is no full host name or address (IPv4): it could smuggle a rule into a list.
    """
    name = host.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return name if len(name) <= 253 and _HOST.fullmatch(name) else None


def is_address(host: str) -> bool:
    """Whether a plain host is an IPv4 address."""
    return host.replace(".", "").isdigit()


def is_shared_suffix(host: str) -> bool:
    """Whether strangers register below ``host`` (``com``, ``github.io``): a block hits them too."""
    return not is_address(host) and bool(_suffixes().is_public(host))


@functools.cache
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
