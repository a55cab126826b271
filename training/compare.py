"""Runs side by side on the same held-out pages, and whether the difference is real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detector.errors import UsageError
from training.evaluate import Measures, bootstrap, measures

if TYPE_CHECKING:
    import pandas as pd

KEY = ["source", "id", "form"]
AUC_SLACK = 0.005
RECALL_SLACK = 0.02


class NothingInCommonError(UsageError):
    """Runs that held out no page in common."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``second`` minus ``first`` in one figure, with a 95 % interval over groups of pages."""

    figure: str
    value: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """Whether the interval leaves zero on one side."""
        if self.low > 0:
            return "better"
        if self.high < 0:
            return "worse"
        return "no real difference"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the pages both held out (``pages`` many)."""

    first: Measures
    second: Measures
    pages: int
    differences: tuple[Difference, ...]

    @property
    def may_replace(self) -> bool:
        """Whether the second is at least as good: no figure can be worse by more than slack."""
        slack = {"auc": AUC_SLACK, "recall_1": RECALL_SLACK}
        return all(one.low >= -slack[one.figure] for one in self.differences)


def common_pages(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Pages every run held out: farm, group, weak, lang, and one score column a run."""
    joined: pd.DataFrame | None = None
    for name, table in tables.items():
        mine = table.drop_duplicates(KEY).rename(columns={"score": f"score {name}"})
        if joined is None:
            joined = mine
        else:
            joined = joined.merge(mine[[*KEY, "farm", f"score {name}"]], on=[*KEY, "farm"])
    if joined is None or not len(joined):
        raise NothingInCommonError(
            "the runs have no held-out page in common; train them on the same labels"
        )
    return joined


def compared(
    pages: pd.DataFrame, first: str, second: str, *, seed: int = 0, rounds: int = 500
) -> Comparison:
    """Two of the runs in :func:`common_pages`, labels known to be noisy left out."""
    judged = pages[~(pages["weak"] & ~pages["farm"])]
    farm = judged["farm"].to_numpy(dtype=bool)
    a = judged[f"score {first}"].to_numpy(dtype=np.float64)
    b = judged[f"score {second}"].to_numpy(dtype=np.float64)
    if farm.all() or not farm.any():
        raise UsageError("the pages the runs have in common are all farms or all honest")
    found = bootstrap(a, b, farm, judged["group"].to_numpy(), seed=seed, rounds=rounds)
    return Comparison(
        measures(a[farm], a[~farm]),
        measures(b[farm], b[~farm]),
        len(judged),
        tuple(Difference(figure, *values) for figure, values in found.items()),
    )


def rows(tables: Mapping[str, pd.DataFrame]) -> tuple[list[dict[str, object]], pd.DataFrame]:
    """One row a run (the first is what the others are compared with), and the common pages."""
    pages = common_pages(tables)
    names: Sequence[str] = list(tables)
    out: list[dict[str, object]] = []
    judged = pages[~(pages["weak"] & ~pages["farm"])]
    farm = judged["farm"].to_numpy(dtype=bool)
    for name in names:
        scores = judged[f"score {name}"].to_numpy(dtype=np.float64)
        row: dict[str, object] = {"run": name, **measures(scores[farm], scores[~farm]).row()}
        if name != names[0]:
            for one in compared(pages, names[0], name).differences:
                row[f"{one.figure} difference"] = [one.value, one.low, one.high]
                row[f"{one.figure} verdict"] = one.verdict
        out.append(row)
    return out, pages
