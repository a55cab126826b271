"""What is wrong with a set of labels, before a model learns it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training.dataset import Dataset
from training.evaluate import first_form
from training.fit import Recipe, cross_fit
from training.labels import label_files
from training.shortcuts import audit

if TYPE_CHECKING:
    import pandas as pd

MANY = 0.05
SURE = 0.95
SHOWN = 25


@dataclass(slots=True)
class Report:
    """Findings by kind; every finding is a plain row, ready for JSON."""

    pages: int = 0
    farms: int = 0
    doubles: list[dict[str, Any]] = field(default_factory=list)
    contradictions: list[dict[str, Any]] = field(default_factory=list)
    concentration: list[dict[str, Any]] = field(default_factory=list)
    suspicious: list[dict[str, Any]] = field(default_factory=list)
    shortcuts: list[dict[str, Any]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def check(data: Dataset, recipe: Recipe, paths: tuple[Path, ...]) -> Report:
    """Doubles and near-copies across labels, concentration, suspicious labels, shortcuts."""
    pages = data.pages[first_form(data.pages)]
    report = Report(len(pages), int(pages["farm"].sum()))
    report.files = [path.name for path in label_files(list(paths))]
    report.doubles = _doubles(pages)
    report.contradictions = _contradictions(pages)
    report.concentration = _concentration(pages)
    farm = data.pages["farm"].to_numpy(dtype=bool)
    if min(farm.sum(), (~farm).sum()) >= 2 * recipe.folds:
        report.suspicious = _suspicious(data, recipe)
        report.shortcuts = [
            {"fact": one.fact, "auc": round(one.plain, 3), "auc_weighted": round(one.weighted, 3)}
            for one in audit(data, recipe)
        ]
    return report


def _doubles(pages: pd.DataFrame) -> list[dict[str, Any]]:
    found = []
    for column in ("id", "text"):
        long = pages[pages["text"].str.len() > 40]
        for _, same in long[long.duplicated([column], keep=False)].groupby(column, sort=False):
            found.append(
                {
                    "same": column,
                    "pages": [f"{row.source}: {row.id}" for row in same.itertuples()][:10],
                    "both labels": bool(same["farm"].nunique() > 1),
                }
            )
    return found


def _contradictions(pages: pd.DataFrame) -> list[dict[str, Any]]:
    mixed = pages.groupby("group")["farm"].transform("nunique") > 1
    found = []
    for group, same in pages[mixed].groupby("group"):
        found.append(
            {
                "group": int(str(group)),
                "domain": str(same["domain"].iloc[0] or ""),
                "farms": [str(i) for i in same[same["farm"]]["id"][:5]],
                "honest": [str(i) for i in same[~same["farm"]]["id"][:5]],
            }
        )
    return found


def _concentration(pages: pd.DataFrame) -> list[dict[str, Any]]:
    found = []
    for farm, mine in pages.groupby("farm"):
        for column in ("group", "source"):
            shares = mine[column].value_counts(normalize=True)
            for value, share in shares[shares > MANY].items():
                rows = mine[mine[column] == value]
                found.append(
                    {
                        "label": "farm" if farm else "legit",
                        "what": "site, kit or text family" if column == "group" else "source",
                        "name": str(rows["domain"].iloc[0] if column == "group" else value),
                        "pages": len(rows),
                        "share": round(float(share), 3),
                    }
                )
    return found


def _suspicious(data: Dataset, recipe: Recipe) -> list[dict[str, Any]]:
    crossed = cross_fit(data, recipe)
    pages = data.pages.assign(score=crossed.scores)[first_form(data.pages)]
    wrong = np.where(pages["farm"], 1 - pages["score"], pages["score"])
    sure = pages.assign(doubt=wrong)[wrong > SURE].nlargest(SHOWN, "doubt")
    return [
        {
            "id": str(row.id),
            "source": str(row.source),
            "label": "farm" if row.farm else "legit",
            "score": round(float(str(row.score)), 4),
        }
        for row in sure.itertuples()
    ]
