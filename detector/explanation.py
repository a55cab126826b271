"""Everything darnel can say about one page, before it is drawn anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from detector.detector import Detector, quotes
from detector.reading import read_page
from detector.record import Record, Status
from detector.verdict import Quote, Verdict
from features.page import Page


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
