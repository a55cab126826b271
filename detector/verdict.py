"""The verdict on one page, and the row it becomes."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from detector.record import Status

if TYPE_CHECKING:
    import pyarrow as pa


TITLE = 10_000
"""Most characters of a title that a row shows: a page may call three million its title."""


class Label(enum.StrEnum):
    """The one word for a page; ``unread`` when there was nothing to judge."""

    FARM = "farm"
    REPUBLISHED = "republished"
    LEGIT = "legit"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the page's text, in code points, with the text it selects."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A signal that pushed the score up: its value, its weight in log-odds, its quotes."""

    signal: str
    value: float
    weight: float
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of origin as the row carries it; no offsets when it stands outside the text."""

    role: str
    name: str
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A page or known item whose text this page contains.

    ``containment`` is the share of the other item's normalised text found here,
    ``shared_chars`` how many normalised characters that is. ``credited``: this page names
    the other as its source. ``older``: the other is the earlier of the two (``None`` if no
    date tells).
    """

    id: str
    url: str | None
    containment: float
    shared_chars: int
    credited: bool
    older: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What darnel says of one record; the fields are the output columns of the contract."""

    id: str
    url: str | None
    host: str | None
    source: str
    status: Status
    error: str | None
    score: float | None
    label: Label
    reasons: tuple[Reason, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    copies: tuple[Copy, ...] = ()
    cluster: str | None = None
    title: str | None = None
    byline: str | None = None
    lang: str | None = None
    chars: int = 0
    model: str = ""
    signals: dict[str, float] | None = None

    def with_copies(
        self, copies: tuple[Copy, ...], cluster: str | None, *, mostly_copied: bool
    ) -> Verdict:
        """This verdict joined with the copy arm; ``mostly_copied`` = uncredited and most of it."""
        label = self.label
        if label is Label.LEGIT and mostly_copied:
            label = Label.REPUBLISHED
        return replace(self, copies=copies, cluster=cluster, label=label)

    def row(self) -> dict[str, Any]:
        """The row as plain Python values, keys in the order of the contract."""
        row: dict[str, Any] = {
            "id": self.id,
            "url": self.url,
            "host": self.host,
            "source": self.source,
            "status": str(self.status),
            "error": self.error,
            "score": self.score,
            "label": str(self.label),
            "reasons": [
                {
                    "signal": reason.signal,
                    "value": reason.value,
                    "weight": reason.weight,
                    "quotes": [
                        {"start": quote.start, "end": quote.end, "text": quote.text}
                        for quote in reason.quotes
                    ],
                }
                for reason in self.reasons
            ],
            "claims": [
                {
                    "role": claim.role,
                    "name": claim.name,
                    "text": claim.text,
                    "start": claim.start,
                    "end": claim.end,
                }
                for claim in self.claims
            ],
            "copies": [
                {
                    "id": copy.id,
                    "url": copy.url,
                    "containment": copy.containment,
                    "shared_chars": copy.shared_chars,
                    "credited": copy.credited,
                    "older": copy.older,
                }
                for copy in self.copies
            ],
            "cluster": self.cluster,
            "title": self.title,
            "byline": self.byline,
            "lang": self.lang,
            "chars": self.chars,
            "model": self.model,
        }
        if self.signals is not None:
            for name, value in self.signals.items():
                row[f"signal_{name}"] = None if math.isnan(value) else value
        return row


def row_schema(signals: tuple[str, ...] = ()) -> pa.Schema:
    """The Arrow schema of output rows, with one ``signal_<name>`` column per given signal."""
    import pyarrow as pa

    quote = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
    reason = pa.struct(
        [
            ("signal", pa.string()),
            ("value", pa.float64()),
            ("weight", pa.float64()),
            ("quotes", pa.list_(quote)),
        ]
    )
    claim = pa.struct(
        [
            ("role", pa.string()),
            ("name", pa.string()),
            ("text", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
        ]
    )
    copy = pa.struct(
        [
            ("id", pa.string()),
            ("url", pa.string()),
            ("containment", pa.float64()),
            ("shared_chars", pa.int64()),
            ("credited", pa.bool_()),
            ("older", pa.bool_()),
        ]
    )
    fields = [
        ("id", pa.string()),
        ("url", pa.string()),
        ("host", pa.string()),
        ("source", pa.string()),
        ("status", pa.string()),
        ("error", pa.string()),
        ("score", pa.float64()),
        ("label", pa.string()),
        ("reasons", pa.list_(reason)),
        ("claims", pa.list_(claim)),
        ("copies", pa.list_(copy)),
        ("cluster", pa.string()),
        ("title", pa.string()),
        ("byline", pa.string()),
        ("lang", pa.string()),
        ("chars", pa.int64()),
        ("model", pa.string()),
    ]
    fields += [(f"signal_{name}", pa.float64()) for name in signals]
    return pa.schema(fields)
