"""Station groups: sites that belong together, and what ties them.

A station group (站群) is many sites run by one hand. Sites are tied by copied texts they share,
by the same people signing their flagged pages, and by one page template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from detector.templates import Shared

MAX_SHARING_HOSTS = 50
"""What stands on more hosts than this is boilerplate of the trade, not a station group."""
SHARED_TO_JOIN = 2
"""One shared text is syndication and one shared name chance; a station group shares two things."""
SHOWN = 3
_DOOR = re.compile(r"^(?:www|m|wap|mip|mobile|amp)\d?\.")
KINDS = {"text": "shared copies", "name": "shared names", "template": "shared template"}


class Tie(NamedTuple):
    """Why two sites belong together.

    ``kind`` is one of ``KINDS``, ``common`` how many things of it they share, ``share`` the
    similarity of their templates, ``what`` the first of the shared things by name, ``pages`` one
    page of each site to look at.
    """

    first: str
    second: str
    kind: str
    common: int
    share: float | None
    what: tuple[str, ...]
    pages: tuple[str, ...]

    def row(self) -> dict[str, Any]:
        """The tie as plain values."""
        row = self._asdict()
        row["kind"] = KINDS[self.kind]
        row["share"] = None if self.share is None else round(self.share, 4)
        return row

    def told(self) -> str:
        """The tie in a few words."""
        if self.share is not None:
            return f"{KINDS[self.kind]} ({self.share:.0%})"
        return f"{self.common} {KINDS[self.kind]}" + (
            f" ({', '.join(self.what)})" if self.kind == "name" else ""
        )


@dataclass(frozen=True, slots=True)
class Station:
    """A group of sites, named after its first host, and the ties that made it one."""

    name: str
    hosts: tuple[str, ...]
    ties: tuple[Tie, ...]

    def strongest(self) -> Iterator[tuple[Tie, int]]:
        """The strongest tie of each kind, and how many ties of that kind there are."""
        for kind in KINDS:
            ties = [tie for tie in self.ties if tie.kind == kind]
            if ties:
                yield max(ties, key=lambda tie: (tie.common, tie.share or 0.0)), len(ties)


def stations(
    shares: Mapping[str, Mapping[tuple[str, str], str]], templates: Iterable[Shared] = ()
) -> list[Station]:
    """The station groups among sites, largest first; the doors of one site (www, m) are no group.

    ``shares`` gives what each host shares: (``text`` or ``name``, which) to the page it stands on.
    ``templates`` are pairs of hosts with one template.
    """
    ties = [*_shared_things(shares), *_shared_templates(templates)]
    parent: dict[str, str] = {}

    def root(host: str) -> str:
        parent.setdefault(host, host)
        while parent[host] != host:
            parent[host] = parent[parent[host]]
            host = parent[host]
        return host

    for tie in ties:
        first, second = sorted((root(tie.first), root(tie.second)))
        parent[second] = first
    hosts: dict[str, list[str]] = {}
    for host in sorted(parent):
        hosts.setdefault(root(host), []).append(host)
    of_group: dict[str, list[Tie]] = {}
    for tie in ties:
        of_group.setdefault(root(tie.first), []).append(tie)
    found = [
        Station(name, tuple(members), tuple(of_group[name]))
        for name, members in hosts.items()
        if len({_DOOR.sub("", host) for host in members}) > 1
    ]
    return sorted(found, key=lambda station: (-len(station.hosts), station.name))


def _shared_templates(templates: Iterable[Shared]) -> Iterator[Tie]:
    for pair in templates:
        yield Tie(pair.first, pair.second, "template", pair.marks, pair.share, (), pair.pages)


def _shared_things(shares: Mapping[str, Mapping[tuple[str, str], str]]) -> Iterator[Tie]:
    holders: dict[tuple[str, str], list[str]] = {}
    for host, held in shares.items():
        for thing in held:
            holders.setdefault(thing, []).append(host)
    counts: Counter[tuple[str, str]] = Counter()
    for sharing in holders.values():
        if 2 <= len(sharing) <= MAX_SHARING_HOSTS:
            hosts = sorted(sharing)
            counts.update((a, b) for i, a in enumerate(hosts) for b in hosts[i + 1 :])
    for first, second in sorted(pair for pair, count in counts.items() if count >= SHARED_TO_JOIN):
        both = shares[first].keys() & shares[second].keys()
        for kind in ("text", "name"):
            shared = sorted(
                thing
                for thing in both
                if thing[0] == kind and len(holders[thing]) <= MAX_SHARING_HOSTS
            )
            if shared:
                pages = (shares[first][shared[0]], shares[second][shared[0]])
                what = tuple(name for _, name in shared[:SHOWN])
                yield Tie(first, second, kind, len(shared), None, what, pages)
