"""Judging a saved model on labelled pages and under attack: through the detector, as in use."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from detector.detector import Detector
from detector.model import Model
from detector.reading import read_page
from training.card import markdown
from training.evaluate import measures
from training.labels import label_files, read_labels
from training.stress import attacks, bases, report

BATCH = 256


@dataclass(frozen=True, slots=True)
class Judged:
    """Figures for all pages and every source, language and kind, at the model's threshold."""

    model: str
    threshold: float
    slices: pd.DataFrame

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {
            "model": self.model,
            "threshold": self.threshold,
            "slices": {
                str(name): {k: (None if math.isnan(v) else float(v)) for k, v in row.items()}
                for name, row in self.slices.iterrows()
            },
        }

    def readable(self) -> str:
        """The table, with the model above it."""
        return f"{self.model}, threshold {self.threshold:.4f}\n\n{markdown(self.slices)}"


def judge(model: str | Path | None, paths: Sequence[Path]) -> Judged:
    """Score every labelled page through :class:`Detector` and measure."""
    detector = Detector.load(model)
    rows: list[dict[str, Any]] = []
    for path in label_files(list(paths)):
        batch = []
        for label in read_labels(path):
            batch.append(label)
            if len(batch) == BATCH:
                rows += _scored(detector, batch)
                batch = []
        rows += _scored(detector, batch)
    pages = pd.DataFrame(rows)
    slices = {"all pages": _figures(pages, detector.threshold)}
    for column in ("source", "lang", "verified"):
        for value, mine in pages.groupby(column):
            if value:
                slices[f"{column}: {value!s}"] = _figures(mine, detector.threshold)
    return Judged(
        detector.model.identity, detector.threshold, pd.DataFrame.from_dict(slices, orient="index")
    )


def _scored(detector: Detector, batch: Sequence[Any]) -> list[dict[str, Any]]:
    records = [label.record for label in batch]
    verdicts = detector.judge(records, [read_page(record) for record in records])
    return [
        {
            "source": label.source,
            "lang": label.lang,
            "verified": label.verified,
            "farm": label.farm,
            "score": verdict.score,
        }
        for label, verdict in zip(batch, verdicts, strict=True)
    ]


def _figures(pages: pd.DataFrame, threshold: float) -> dict[str, float]:
    read = pages[pages["score"].notna()]
    farm = read["farm"].to_numpy(dtype=bool)
    scores = read["score"].to_numpy(dtype=np.float64)
    row = measures(scores[farm], scores[~farm]).row()
    row["flagged farms"] = float((scores[farm] >= threshold).mean()) if farm.any() else np.nan
    row["flagged honest"] = float((scores[~farm] >= threshold).mean()) if (~farm).any() else np.nan
    row["unread"] = float(len(pages) - len(read))
    return row


def attack(
    model: str | Path | None, paths: Sequence[Path], *, pairs: int, limit: float | None
) -> pd.DataFrame:
    """The attack suite against a model, at ``limit`` or its 1 %-false-positive score."""
    loaded = Model.load(model)
    found = attacks(bases(label_files(list(paths)), 0), loaded.columns, pairs=pairs)
    if limit is None:
        limits = loaded.manifest.training.get("limits", {})
        limit = float(limits.get("fpr_1", loaded.threshold))
    return report(loaded, found, limit)
