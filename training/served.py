"""The model behind a web server or a batch job of MLflow: page records in, verdict rows out.

MLflow calls :func:`_load_pyfunc` with the model folder; nothing is unpickled on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detector.detector import Detector
from detector.reading import read_page
from detector.record import Record

if TYPE_CHECKING:
    import pandas as pd

FIELDS = ("id", "url", "html", "text", "title", "byline", "site", "published")


class Served:
    """Answers a table of page records with one output row (as of the contract) each."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    def predict(
        self, model_input: pd.DataFrame, params: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Rows of verdicts, in order; ``params["threshold"]`` overrides the model's."""
        records = [
            _record(number, fields)
            for number, fields in enumerate(model_input.to_dict(orient="records"))
        ]
        threshold = (params or {}).get("threshold")
        verdicts = self._detector.judge(
            records,
            [read_page(record) for record in records],
            threshold=None if threshold is None or threshold < 0 else float(threshold),
            quote_from=0.0,
        )
        return [verdict.row() for verdict in verdicts]


def _record(number: int, fields: dict[Any, Any]) -> Record:
    known = {name: fields[name] for name in FIELDS if isinstance(fields.get(name), str)}
    identity = known.pop("id", None) or known.get("url") or f"record:{number}"
    return Record(id=identity, source=f"record:{number}", **known)


def _load_pyfunc(data_path: str) -> Served:
    return Served(Detector.load(data_path))
