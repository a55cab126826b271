"""pandas: ``score_frame(frame)``, or ``frame.darnel.score()`` once this module is imported."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from detector.record import Record
from detector.scorer import Scorer

BATCH = 1024
FIELDS = ("url", "html", "text", "title", "byline", "site", "published", "fetched", "lang")


def score_frame(frame: pd.DataFrame, scorer: Scorer | None = None) -> pd.DataFrame:
    """One row of the contract for every row of ``frame``, with the same index.

    ``frame`` has a column ``html`` or ``text`` and any further field of an input record.
    """
    chosen = scorer or Scorer()
    fields = [name for name in FIELDS if name in frame.columns]
    rows: list[dict[str, Any]] = []
    for first in range(0, len(frame), BATCH):
        part = frame.iloc[first : first + BATCH]
        columns = {name: [_plain(value) for value in part[name]] for name in fields}
        ids = part["id"].astype(str) if "id" in part.columns else part.index.astype(str)
        verdicts, _ = chosen.verdicts(
            [
                Record(
                    id=identity,
                    source=f"row:{first + n}",
                    **{name: columns[name][n] for name in fields},
                )
                for n, identity in enumerate(ids)
            ]
        )
        rows.extend(verdict.row() for verdict in verdicts)
    return pd.DataFrame(rows, index=frame.index, columns=chosen.schema().names)


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value if isinstance(value, (str, bytes)) else str(value)


@pd.api.extensions.register_dataframe_accessor("darnel")
class DarnelAccessor:
    """``frame.darnel``."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def score(self, scorer: Scorer | None = None) -> pd.DataFrame:
        """As :func:`score_frame`."""
        return score_frame(self._frame, scorer)
