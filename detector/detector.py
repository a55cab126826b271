"""The detector: pages in, verdicts out, one model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detector.record import Record, Status
from detector.verdict import TITLE, ClaimRow, Label, Quote, Reason, Verdict
from features.attribution.byline import byline
from features.attribution.claims import claims
from features.feature import Feature, Reading
from features.page import Page
from features.table import all_features, measure_all

if TYPE_CHECKING:
    from detector.contributions import Floats
    from detector.model import Model

MAX_REASONS = 10
MAX_QUOTES = 5
MAX_QUOTE_CHARS = 240
MIN_WEIGHT = 0.01
"""A push of less than a hundredth of a log-odd is no reason anyone could act on."""


class Weighed(NamedTuple):
    """One column of the model on one page: what it read and its weight in log-odds."""

    signal: Feature
    reading: Reading
    weight: float


class Detector:
    """Scores pages with one model; the same object serves Python, the CLI and every engine.

    The page arm only: whose text a page carries is the copy detector's finding, joined by the
    batch engine, so that a score never depends on which other pages were looked at.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._signals: tuple[Feature, ...] = model.signals

    @classmethod
    def load(cls, model: str | Path | None = None) -> Detector:
        """A detector with the model in a folder, at a ``models:/`` URI, or the shipped one.

        Raises :class:`detector.errors.RefusedError` for a model that is damaged, foreign or was
        trained with signals that read differently today.
        """
        from detector.model import Model

        return cls(Model.load(model))

    @property
    def threshold(self) -> float:
        """The score at or above which the model's makers call a page a farm."""
        return self.model.threshold

    def score(
        self, pages: Sequence[Page], *, threshold: float | None = None, evidence: bool = True
    ) -> list[Verdict]:
        """The verdict on each page, in order; ``evidence`` adds quotes to every reason.

        Raises :class:`features.table.SignalFailedError` when a signal fails on a page.
        """
        records = [
            Record(id=page.url or f"page:{number}", source=f"page:{number}", url=page.url)
            for number, page in enumerate(pages)
        ]
        return self.judge(records, pages, threshold=threshold, quote_from=0.0 if evidence else None)

    def judge(
        self,
        records: Sequence[Record],
        pages: Sequence[Page | None],
        *,
        threshold: float | None = None,
        quote_from: float | None = None,
        all_signals: bool = False,
    ) -> list[Verdict]:
        """One verdict a record; ``pages[i]`` is record ``i`` as read, ``None`` if it is no page.

        Reasons carry quotes on pages that score at or above ``quote_from`` (``None``: never).
        ``all_signals`` puts every signal's reading into the verdict. Raises
        :class:`features.table.SignalFailedError` when a signal fails on a page.
        """
        limit = self.threshold if threshold is None else threshold
        own = tuple(self.model.own.values())
        signals = (*all_features(), *own) if all_signals else self._signals
        verdicts: list[Verdict | None] = [None] * len(records)
        rows: list[int] = []
        read: list[Page] = []
        for row, (record, page) in enumerate(zip(records, pages, strict=True)):
            if page is None:
                verdicts[row] = self._unread(record, page, record.status, record.error)
            elif not page.text.strip():
                verdicts[row] = self._unread(record, page, Status.EMPTY, record.error)
            else:
                rows.append(row)
                read.append(page)
        if rows:
            readings = measure_all(read, signals)
            self._judge_read(
                records, pages, verdicts, rows, readings, signals, limit, quote_from, all_signals
            )
        return [verdict for verdict in verdicts if verdict is not None]

    def weigh(
        self, record: Record, page: Page, *, threshold: float | None = None
    ) -> tuple[Verdict, list[Weighed], float]:
        """The verdict on one page, every column of the model as it weighed, and the base.

        The base and all weights add up to the score's log-odds. Raises
        :class:`features.table.SignalFailedError` when a signal fails on the page.
        """
        if not page.text.strip():
            return self._unread(record, page, Status.EMPTY, record.error), [], 0.0
        limit = self.threshold if threshold is None else threshold
        verdicts: list[Verdict | None] = [None]
        (readings,) = measure_all([page], self._signals)
        base, weights = self._judge_read(
            [record], [page], verdicts, [0], [readings], self._signals, limit, 0.0, False
        )
        (verdict,) = verdicts
        assert verdict is not None  # noqa: S101 - row 0 was read
        weighed = [
            Weighed(*parts)
            for parts in zip(self._signals, readings, weights[0].tolist(), strict=True)
        ]
        return verdict, weighed, base

    def _judge_read(
        self,
        records: Sequence[Record],
        pages: Sequence[Page | None],
        verdicts: list[Verdict | None],
        rows: Sequence[int],
        readings: Sequence[Sequence[Reading]],
        signals: Sequence[Feature],
        limit: float,
        quote_from: float | None,
        all_signals: bool,
    ) -> tuple[float, Floats]:
        import numpy as np

        from detector.model import sigmoid

        columns = self.model.columns
        place = {feature.name: column for column, feature in enumerate(signals)}
        order = [place[name] for name in columns]
        values = np.array(
            [[reading.value for reading in page_readings] for page_readings in readings],
            dtype=np.float64,
        )
        table = values[:, order]
        base, weights = self.model.contributions(table)
        scores = sigmoid(base + weights.sum(axis=1))
        identity = self.model.identity
        pushes = weights.tolist()
        read = [page for row in rows if (page := pages[row]) is not None]
        # One thing of all pages, then the next: what each needs stays in the processor's cache.
        authors = [page.byline or byline(page) for page in read]
        claimed = [_claim_rows(page) for page in read]
        for at, (row, page) in enumerate(zip(rows, read, strict=True)):
            record = records[row]
            score = float(scores[at])
            quoted = quote_from is not None and score >= quote_from
            verdicts[row] = Verdict(
                id=record.id,
                url=page.url,
                host=page.host,
                source=record.source,
                status=Status.OK,
                error=record.error,
                score=score,
                label=Label.FARM if score >= limit else Label.LEGIT,
                reasons=_reasons(
                    page,
                    columns,
                    order,
                    readings[at],
                    pushes[at],
                    quoted=quoted,
                ),
                claims=claimed[at],
                title=_shown(page.title),
                byline=authors[at],
                lang=page.lang,
                chars=len(page.text),
                model=identity,
                signals=(
                    {
                        f.name: r.value
                        for f, r in zip(signals, readings[at], strict=True)
                        if f.name not in self.model.own
                    }
                    if all_signals
                    else None
                ),
            )
        return base, weights

    def _unread(
        self, record: Record, page: Page | None, status: Status, error: str | None
    ) -> Verdict:
        url = page.url if page is not None else record.url
        return Verdict(
            id=record.id,
            url=url,
            host=page.host if page is not None else Page(text="", url=url).host,
            source=record.source,
            status=status,
            error=error,
            score=None,
            label=Label.UNREAD,
            title=_shown(page.title if page is not None else record.title),
            chars=len(page.text) if page is not None else 0,
            model=self.model.identity,
        )


def _shown(title: str | None) -> str | None:
    return title[:TITLE] if title else title


def _reasons(
    page: Page,
    names: Sequence[str],
    order: Sequence[int],
    readings: Sequence[Reading],
    weights: Sequence[float],
    *,
    quoted: bool,
) -> tuple[Reason, ...]:
    # Most columns say next to nothing of a page: only those that do are sorted.
    heaviest = sorted(
        [
            (-weight, names[column], column)
            for column, weight in enumerate(weights)
            if weight >= MIN_WEIGHT
        ]
    )
    reasons = []
    for less, name, column in heaviest[:MAX_REASONS]:
        reading = readings[order[column]]
        if math.isnan(reading.value):
            continue  # "nothing to read" is no evidence a person could check
        reasons.append(
            Reason(
                name,
                reading.value,
                -less,
                quotes(page, reading) if quoted else (),
            )
        )
    return tuple(reasons)


def quotes(page: Page, reading: Reading) -> tuple[Quote, ...]:
    """The first few stretches of text that carry ``reading``, each cut to a readable length."""
    if reading.evidence is None:
        return ()
    found = []
    for span in list(reading.evidence())[:MAX_QUOTES]:
        start, end = int(span.start), min(int(span.end), int(span.start) + MAX_QUOTE_CHARS)
        found.append(Quote(start, end, page.text[start:end]))
    return tuple(found)


def _claim_rows(page: Page) -> tuple[ClaimRow, ...]:
    return tuple(
        ClaimRow(str(claim.role), claim.name, claim.text, claim.start, claim.end)
        for claim in claims(page)
    )
