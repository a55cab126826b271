"""Everything darnel can say about one page, before it is drawn anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from detector.detector import Detector, quotes
from detector.reading import read_page
from detector.record import Record, Status
from detector.verdict import Quote, Verdict
from features.attribution.origins import origins
from features.attribution.roles import Claim
from features.extractors.attribution.attribution_conflict import attribution_conflict
from features.page import Page

ORIGIN_KINDS = {
    "own": "the site itself",
    "byline": "a byline",
    "credit": "a credited source",
    "wire": "a wire dateline",
    "dateline": "another outlet's dateline",
    "carrier": "a platform's tail",
}


@dataclass(frozen=True, slots=True)
class Push:
    """How one signal moved the score, in log-odds; negative speaks for honesty."""

    signal: str
    group: str
    description: str
    value: float
    weight: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A page, its verdict and every push; ``base`` plus all weights is the score's log-odds."""

    page: Page
    verdict: Verdict
    base: float
    pushes: tuple[Push, ...]

    @property
    def against(self) -> tuple[Push, ...]:
        """What spoke for a farm, heaviest first."""
        return tuple(push for push in self.pushes if push.weight > 0)

    @property
    def honest(self) -> tuple[Push, ...]:
        """What spoke for an honest page, heaviest first."""
        return tuple(reversed([push for push in self.pushes if push.weight < 0]))


class Named(NamedTuple):
    """An origin the page names: the name, what it is to the page, how often, where first.

    ``disagrees``: it is neither the site, nor the byline, nor a source the page credits.
    """

    name: str
    kind: str
    roles: tuple[str, ...]
    times: int
    first: Claim
    disagrees: bool


def named_origins(page: Page) -> list[Named]:
    """Who the page says it is from, one entry an origin, aliases taken as one."""
    reading = attribution_conflict(page)
    stray = set(reading.evidence()) if reading.evidence is not None and reading.value > 0 else set()
    return [
        Named(
            origin.name,
            ORIGIN_KINDS.get(origin.kind, origin.kind),
            tuple(dict.fromkeys(str(claim.role) for claim in origin.claims)),
            len(origin.claims),
            origin.claims[0],
            any(claim.span in stray for claim in origin.claims),
        )
        for origin in origins(page)
    ]


def explain_record(detector: Detector, record: Record, threshold: float | None) -> Explanation:
    """Explain one record; raises :class:`ValueError` with the reason when it is no page."""
    if record.status is not Status.OK:
        raise ValueError(record.error or str(record.status))
    return explain_page(detector, record, read_page(record), threshold)


def explain_page(
    detector: Detector, record: Record, page: Page, threshold: float | None = None
) -> Explanation:
    """Explain one page; raises :class:`ValueError` when there is nothing to read on it."""
    verdict, weighed, base = detector.weigh(record, page, threshold=threshold)
    if verdict.score is None:
        raise ValueError(verdict.error or "there is no text to read on this page")
    pushes = [
        Push(
            signal.name,
            signal.group,
            signal.description,
            reading.value,
            weight,
            quotes(page, reading) if weight > 0 else (),
        )
        for signal, reading, weight in weighed
    ]
    pushes.sort(key=lambda push: (-push.weight, push.signal))
    return Explanation(page, verdict, base, tuple(pushes))
