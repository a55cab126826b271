"""Pictures of a run: curves, calibration, recall against strength, what weighs most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from detector.contributions import Floats


def _axes(title: str, x: str, y: str, size: tuple[float, float] = (6, 4.5)) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(alpha=0.3)
    return figure, axes


def precision_recall(curves: Mapping[str, tuple[Floats, Floats]]) -> Any:
    """Precision against recall for each name's scores of farms and honest pages."""
    from sklearn.metrics import precision_recall_curve

    figure, axes = _axes("Precision and recall, held out", "recall", "precision")
    for name, (farms, honest) in curves.items():
        truth = np.r_[np.ones(len(farms)), np.zeros(len(honest))]
        precision, recall, _ = precision_recall_curve(truth, np.r_[farms, honest])
        axes.plot(recall, precision, label=name)
    axes.legend(fontsize=7)
    return figure


def roc(curves: Mapping[str, tuple[Floats, Floats]]) -> Any:
    """Recall against the false-positive rate, which is drawn on a logarithmic scale."""
    from sklearn.metrics import roc_curve

    figure, axes = _axes("Held out", "false-positive rate", "recall")
    for name, (farms, honest) in curves.items():
        truth = np.r_[np.ones(len(farms)), np.zeros(len(honest))]
        fpr, tpr, _ = roc_curve(truth, np.r_[farms, honest])
        axes.plot(np.maximum(fpr, 1e-4), tpr, label=name)
    axes.set_xscale("log")
    axes.legend(fontsize=7)
    return figure


def calibration(scores: Floats, farm: Sequence[bool], weights: Floats) -> Any:
    """Share of farms against the score, in ten bins of equal width."""
    figure, axes = _axes("Calibration, out of fold", "score", "share of farms")
    bins = calibration_bins(scores, farm, weights)
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    axes.plot(bins["score"], bins["farms"], marker="o")
    return figure


def calibration_bins(scores: Floats, farm: Sequence[bool], weights: Floats) -> pd.DataFrame:
    """Mean score, weighted share of farms and pages of each bin that holds any page."""
    truth = np.asarray(farm, dtype=np.float64)
    place = np.minimum((scores * 10).astype(int), 9)
    rows = []
    for number in range(10):
        chosen = place == number
        total = weights[chosen].sum()
        if total > 0:
            rows.append(
                {
                    "score": float(np.average(scores[chosen], weights=weights[chosen])),
                    "farms": float(np.average(truth[chosen], weights=weights[chosen])),
                    "pages": int(chosen.sum()),
                }
            )
    return pd.DataFrame(rows, columns=["score", "farms", "pages"])


def strength(report: pd.DataFrame) -> Any:
    """Recall against strength, one line an attack."""
    figure, axes = _axes("Recall against strength of the trick", "strength", "recall", (8, 8))
    for name, rows in report.groupby("attack"):
        axes.plot(rows["strength"], rows["recall"], label=str(name), linewidth=0.9)
    axes.legend(fontsize=5, ncol=3, loc="lower right")
    return figure


def importances(shares: Mapping[str, float], top: int = 30) -> Any:
    """The columns that move scores most: mean absolute contribution."""
    heaviest = sorted(shares.items(), key=lambda pair: -pair[1])[:top][::-1]
    figure, axes = _axes("What moves the score", "mean |log-odds|", "", (7, 8))
    axes.barh([name for name, _ in heaviest], [share for _, share in heaviest])
    axes.tick_params(axis="y", labelsize=6)
    return figure
