"""Which pages to ask a person about: the ones a label teaches most."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from detector.hosts import Site, add_row
from detector.kinds import group_weights, kind_of
from detector.scored import Row

KEEP = 2_000
"""Candidates kept for each motive while reading; far more than one sitting labels."""


@dataclass(frozen=True, slots=True)
class Question:
    """One page to label and why it was chosen: uncertain, disagreeing or a new kind."""

    row: Row
    motive: str


class _Best:
    """The rows with the largest values, ties broken by input order."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Row]] = []
        self._seen = 0

    def offer(self, value: float, row: Row) -> None:
        self._seen += 1
        entry = (value, -self._seen, row)
        if len(self._heap) < KEEP:
            heapq.heappush(self._heap, entry)
        elif entry[:2] > self._heap[0][:2]:
            heapq.heapreplace(self._heap, entry)

    def rows(self) -> list[tuple[float, Row]]:
        ordered = sorted(self._heap, key=lambda entry: entry[:2], reverse=True)
        return [(value, row) for value, _, row in ordered]


def questions(
    rows: Iterable[Row], groups: Mapping[str, str], *, done: frozenset[str], threshold: float
) -> list[Question]:
    """Pages worth a label, most useful first, never one that is in ``done``.

    Three motives take turns: scores nearest the threshold (uncertainty sampling, Lewis and Gale
    1994), pages whose score disagrees with the rest of their site, and flagged pages of the kinds
    seen least. A site gives one page before any gives a second.
    """
    sites: dict[str, Site] = {}
    kinds: Counter[str] = Counter()
    uncertain, flagged, other = _Best(), _Best(), _Best()
    for row in rows:
        if row["score"] is None:
            continue
        add_row(sites, row)
        score = row["score"]
        kind = kind_of(group_weights(row["reasons"] or (), groups))
        kinds[kind] += row["label"] == "farm"
        if str(row["id"]) in done:
            continue
        uncertain.offer(-abs(score - threshold), row)
        (flagged if row["label"] == "farm" else other).offer(abs(score - threshold), row)
    candidates = [row for _, row in flagged.rows()] + [row for _, row in other.rows()]
    disagreeing = sorted(candidates, key=lambda row: -_disagreement(row, sites))
    rare = sorted(
        (row for _, row in flagged.rows()),
        key=lambda row: kinds[kind_of(group_weights(row["reasons"] or (), groups))],
    )
    return list(
        _spread(
            ("uncertain", [row for _, row in uncertain.rows()]),
            ("disagrees with its site", [r for r in disagreeing if _disagreement(r, sites) > 0.5]),
            ("rare kind", rare),
        )
    )


def _disagreement(row: Row, sites: Mapping[str, Site]) -> float:
    site = sites.get(row["host"] or "")
    if site is None or site.pages < 3:
        return 0.0
    score = float(row["score"])
    return abs(score - (site.score_sum - score) / (site.pages - 1))


def _spread(*motives: tuple[str, list[Row]]) -> Iterator[Question]:
    asked: set[str] = set()
    later: list[Question] = []
    seen_hosts: Counter[str] = Counter()
    for turn in zip_longest(*(rows for _, rows in motives)):
        for (motive, _), row in zip(motives, turn, strict=True):
            if row is None or str(row["id"]) in asked:
                continue
            asked.add(str(row["id"]))
            question = Question(row, motive)
            if row["host"] and seen_hosts[row["host"]]:
                later.append(question)
            else:
                seen_hosts[row["host"] or ""] += 1
                yield question
    yield from later
