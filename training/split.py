"""What belongs together: pages of one domain, one kit, one text never stand on both sides.

A page's group is found by joining everything that shares a registrable domain, a kit, a base
article or most of its text; folds are then cut between groups.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from publicsuffixlist import PublicSuffixList

SHINGLE = 8
SKETCH = 64
KEYS = 8
NEAR = 0.5
BUCKET = 20


@functools.cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def registrable_domain(host: str | None) -> str | None:
    """The domain someone registered, by the public suffix list; ``None`` for none."""
    if not host:
        return None
    domain = _suffixes().privatesuffix(host.rstrip(".").lower())
    return str(domain) if domain else host


class Joined:
    """Union-find over page numbers."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, item: int) -> int:
        """The representative of the group ``item`` is in."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, a: int, b: int) -> None:
        """Put the groups of ``a`` and ``b`` together."""
        ra, rb = self.find(a), self.find(b)
        if ra != rb:
            self._parent[max(ra, rb)] = min(ra, rb)

    def join_equal(self, keys: Iterable[str | None]) -> None:
        """Join all pages that carry the same key; ``None`` joins nothing."""
        first: dict[str, int] = {}
        for item, key in enumerate(keys):
            if key is not None:
                self.join(item, first.setdefault(key, item))


def sketch(text: str) -> npt.NDArray[np.uint64]:
    """The smallest hashes of a text's character 8-grams, letters and digits only."""
    kept = "".join(c for c in text.casefold() if c.isalnum())
    codes = np.frombuffer(kept.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE:
        return np.zeros(0, dtype=np.uint64)
    hashed = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for offset in range(SHINGLE):
        hashed = hashed * np.uint64(0x100000001B3) + codes[offset : offset + len(hashed)]
    hashed ^= hashed >> np.uint64(31)
    hashed *= np.uint64(0x9E3779B97F4A7C15)
    hashed ^= hashed >> np.uint64(29)
    return np.unique(hashed)[:SKETCH]


def join_near_copies(joined: Joined, sketches: Sequence[npt.NDArray[np.uint64]]) -> None:
    """Join pages that share at least half of their sketch (Jaccard by bottom-k)."""
    holders: dict[int, list[int]] = {}
    for item, mine in enumerate(sketches):
        if len(mine) < KEYS:
            continue
        for key in mine[:KEYS].tolist():
            bucket = holders.setdefault(key, [])
            for other in bucket:
                if joined.find(other) != joined.find(item) and _alike(mine, sketches[other]):
                    joined.join(other, item)
            # One holder a group is enough, and twenty groups that share a key are a template.
            if len(bucket) < BUCKET and not any(
                joined.find(other) == joined.find(item) for other in bucket
            ):
                bucket.append(item)


def _alike(a: npt.NDArray[np.uint64], b: npt.NDArray[np.uint64]) -> bool:
    union = np.union1d(a, b)[: min(len(a), len(b), SKETCH)]
    both = np.intersect1d(a, b)
    return bool(np.isin(union, both).mean() >= NEAR)


def groups(
    domains: Sequence[str | None],
    kits: Sequence[str | None],
    sketches: Sequence[npt.NDArray[np.uint64]],
) -> npt.NDArray[np.int64]:
    """A group number for every page."""
    joined = Joined(len(domains))
    joined.join_equal(domains)
    joined.join_equal(kits)
    join_near_copies(joined, sketches)
    return np.array([joined.find(item) for item in range(len(domains))], dtype=np.int64)


def folds(
    group: npt.NDArray[np.int64], strata: Sequence[str], count: int, seed: int
) -> npt.NDArray[np.int64]:
    """A fold number for every page: whole groups, every stratum spread as evenly as they allow.

    Greedy, largest groups first (as ``StratifiedGroupKFold``, but in one pass and with a
    tie-break drawn from ``seed``).
    """
    names = {name: place for place, name in enumerate(sorted(set(strata)))}
    kinds = np.array([names[name] for name in strata])
    order, inverse = np.unique(group, return_inverse=True)
    counts = np.zeros((len(order), len(names)))
    np.add.at(counts, (inverse, kinds), 1)
    total = counts.sum(axis=0)
    shuffled = np.random.default_rng(seed).permutation(len(order))
    largest_first = shuffled[np.argsort(-counts[shuffled].sum(axis=1), kind="stable")]
    filled = np.zeros((count, len(names)))
    chosen = np.zeros(len(order), dtype=np.int64)
    for place in largest_first:
        mine = counts[place]
        touched = mine > 0
        # Where this group's kinds are scarcest so far, relative to their totals.
        load = (filled[:, touched] / total[touched]).sum(axis=1) + 1e-6 * filled.sum(axis=1)
        chosen[place] = int(np.argmin(load))
        filled[chosen[place]] += mine
    return chosen[inverse]
