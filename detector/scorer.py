"""The scorer every engine shares: records in, rows and sketches out, errors as columns."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detector.record import Record, Status
from detector.verdict import Verdict, row_schema
from features.page import Page

if TYPE_CHECKING:
    import pyarrow as pa

    from detector.detector import Detector

NO_WATCH: Callable[[int], None] = lambda _at: None  # noqa: E731 - a default, not a function to read


@functools.lru_cache(maxsize=2)
def _detector(model: str | None) -> Detector:
    # Loading costs a second and the model is read-only: once a process is enough.
    from detector.detector import Detector

    return Detector.load(model)


@functools.cache
def signal_names() -> tuple[str, ...]:
    """Every signal's name, in the order of the table and of the ``--features`` columns."""
    from features.table import all_features

    return tuple(feature.name for feature in all_features())


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores batches of records; picklable by its arguments, the model loads once a process.

    ``model`` is a folder, a ``models:/`` URI or ``None`` for the shipped model. With
    ``evidence`` the pages at or above the threshold carry quotes; ``features`` adds one column
    a signal. A page that fails becomes a ``crashed`` verdict with the reason, never an
    exception and never a lost row.
    """

    model: str | None = None
    evidence: bool = True
    threshold: float | None = None
    features: bool = False

    @property
    def detector(self) -> Detector:
        """The detector of this process."""
        return _detector(self.model)

    def schema(self) -> pa.Schema:
        """The Arrow schema of :meth:`score`'s rows."""
        return row_schema(signal_names() if self.features else ())

    def read(
        self, records: Sequence[Record], *, watch: Callable[[int], None] = NO_WATCH
    ) -> tuple[list[Record], list[Page | None]]:
        """Read each record as a page; one that cannot be read comes back marked with the reason.

        ``watch`` is told the position of each record before it is touched.
        """
        from detector.reading import described, read_body

        seen: list[Record] = []
        pages: list[Page | None] = []
        for at, record in enumerate(records):
            watch(at)
            if record.status is not Status.OK:
                seen.append(_without_payload(record))
                pages.append(None)
                continue
            try:
                page = read_body(record)
            except Exception as error:  # noqa: BLE001 - one page's failure is that page's row
                seen.append(_crashed(record, error))
                pages.append(None)
            else:
                seen.append(record)
                pages.append(page)
        for at, (record, body) in enumerate(zip(seen, pages, strict=True)):
            if body is None:
                continue
            watch(at)
            try:
                pages[at] = described(body, record)
            except Exception as error:  # noqa: BLE001 - as above
                seen[at], pages[at] = _crashed(record, error), None
        return seen, pages

    def judge(self, records: Sequence[Record], pages: Sequence[Page | None]) -> list[Verdict]:
        """One verdict a record, as :meth:`detector.detector.Detector.judge` gives it.

        Should the batch fail as a whole, each record is judged alone and the one that fails is
        marked, so that its neighbours keep their verdicts.
        """
        _ = self.detector  # a model that cannot be loaded is no page's fault
        try:
            return self._judge(records, pages)
        except Exception as error:  # noqa: BLE001 - see the docstring
            if len(records) == 1:
                return self._judge([_crashed(records[0], error)], [None])
        return [
            verdict
            for record, page in zip(records, pages, strict=True)
            for verdict in self.judge([record], [page])
        ]

    def _judge(self, records: Sequence[Record], pages: Sequence[Page | None]) -> list[Verdict]:
        detector = self.detector
        threshold = detector.threshold if self.threshold is None else self.threshold
        verdicts = detector.judge(
            records,
            pages,
            threshold=threshold,
            quote_from=threshold if self.evidence else None,
            all_signals=self.features,
        )
        if not self.features:
            return verdicts
        # A record that was not judged still has every column: null means nothing was read.
        nothing = dict.fromkeys(signal_names(), math.nan)
        return [v if v.signals is not None else replace(v, signals=nothing) for v in verdicts]

    def verdicts(
        self, records: Sequence[Record], *, watch: Callable[[int], None] = NO_WATCH
    ) -> tuple[list[Verdict], pa.Table]:
        """Read, judge and sign ``records``: a verdict and a signature row for each."""
        seen, pages = self.read(records, watch=watch)
        found = self.sign(self.judge(seen, pages), seen, pages)
        for page in pages:
            if page is not None:
                # Views refer back to their page: without them it goes when nobody needs it.
                page.forget()
        return found

    def sign(
        self, verdicts: Sequence[Verdict], records: Sequence[Record], pages: Sequence[Page | None]
    ) -> tuple[list[Verdict], pa.Table]:
        """What the copy arm needs of each page, a row a record.

        A page that cannot be signed is ``crashed``, its verdict given back so.
        """
        import pyarrow as pa

        from detector.copies.arm import signature_schema, signatures

        try:
            signed = signatures(records, pages)
            return list(verdicts), pa.Table.from_batches([signed], signature_schema())
        except Exception as error:  # noqa: BLE001 - one page's failure is that page's row
            if len(records) == 1:
                crashed = self._judge([_crashed(records[0], error)], [None])
                return crashed, pa.Table.from_batches([signatures(records, [None])])
        one_by_one = [
            self.sign([verdict], [record], [page])
            for verdict, record, page in zip(verdicts, records, pages, strict=True)
        ]
        return [v for found, _ in one_by_one for v in found], pa.concat_tables(
            [table for _, table in one_by_one]
        )

    def score(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Rows of :meth:`schema` for a batch of :func:`detector.scorer.record_schema` records."""
        import pyarrow as pa

        verdicts, _ = self.verdicts(records_of(batch))
        return pa.RecordBatch.from_pylist([v.row() for v in verdicts], schema=self.schema())


def _without_payload(record: Record) -> Record:
    return replace(record, html=None, text=None)


def _crashed(record: Record, error: BaseException) -> Record:
    return replace(
        record,
        html=None,
        text=None,
        status=Status.CRASHED,
        error=f"{type(error).__name__}: {error}"[:500],
    )


def record_schema() -> pa.Schema:
    """The Arrow schema of records: ``html`` still encoded, or ``decoded`` when it is text."""
    import pyarrow as pa

    return pa.schema(
        [
            ("id", pa.string()),
            ("source", pa.string()),
            ("url", pa.string()),
            ("html", pa.large_binary()),
            ("decoded", pa.large_string()),
            ("charset", pa.string()),
            ("text", pa.large_string()),
            ("title", pa.string()),
            ("byline", pa.string()),
            ("site", pa.string()),
            ("published", pa.string()),
            ("fetched", pa.string()),
            ("lang", pa.string()),
            ("status", pa.string()),
            ("error", pa.string()),
        ]
    )


_PLAIN = ("charset", "text", "title", "byline", "site", "published", "fetched", "lang", "error")


def records_of(batch: pa.RecordBatch) -> list[Record]:
    """The records a batch of :func:`record_schema` holds."""
    return [
        Record(
            id=row["id"],
            source=row["source"],
            url=row["url"],
            html=row["html"] if row["html"] is not None else row["decoded"],
            status=Status(row["status"]),
            **{name: row[name] for name in _PLAIN},
        )
        for row in batch.to_pylist()
    ]


def batch_of(records: Sequence[Record]) -> pa.RecordBatch:
    """``records`` as a batch of :func:`record_schema`; lone surrogates become U+FFFD."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([_row(record) for record in records], schema=record_schema())


def _row(record: Record) -> dict[str, object]:
    decoded = isinstance(record.html, str)
    row: dict[str, object] = {name: clean(getattr(record, name)) for name in _PLAIN}
    row.update(
        id=clean(record.id),
        source=clean(record.source),
        url=clean(record.url),
        html=None if decoded else record.html,
        decoded=clean(record.html) if isinstance(record.html, str) else None,
        status=str(record.status),
    )
    return row


def clean(text: str | None) -> str | None:
    """``text`` as something UTF-8 can carry: each lone surrogate becomes U+FFFD."""
    if text is None or text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
