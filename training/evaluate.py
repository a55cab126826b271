"""Measures: how well scores part farms from honest pages, for the whole and for every slice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from detector.contributions import Floats
from training.dataset import MADE_UP, Dataset
from training.fit import CrossFitted, Recipe, at_once, both_logits, fit_plain

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of one slice.

    ``farms`` and ``honest`` are page counts, ``auc`` the area under the ROC curve, ``ap`` the
    average precision at equal weight of both kinds, ``recall_1`` and ``recall_01`` the share
    of farms above the score that flags 1 % and 0.1 % of the honest pages.
    """

    farms: int
    honest: int
    auc: float
    ap: float
    recall_1: float
    recall_01: float

    def row(self) -> dict[str, float]:
        """The figures by name."""
        return {
            "farms": self.farms,
            "honest": self.honest,
            "auc": self.auc,
            "ap": self.ap,
            "recall_1": self.recall_1,
            "recall_01": self.recall_01,
        }


def recall_at(farms: Floats, honest: Floats, fpr: float) -> float:
    """Share of ``farms`` strictly above the score that at most ``fpr`` of ``honest`` exceed.

    With fewer than ``1 / fpr`` honest pages no false positive is allowed at all.
    """
    if not len(farms) or not len(honest):
        return float("nan")
    allowed = int(np.floor(fpr * len(honest)))
    limit = np.sort(honest)[::-1][allowed]
    return float((farms > limit).mean())


def measures(farms: Floats, honest: Floats) -> Measures:
    """All figures for the scores of farms and of honest pages."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    if len(farms) and len(honest):
        truth = np.r_[np.ones(len(farms)), np.zeros(len(honest))]
        scores = np.r_[farms, honest]
        weights = np.r_[np.full(len(farms), 1 / len(farms)), np.full(len(honest), 1 / len(honest))]
        auc = float(roc_auc_score(truth, scores))
        ap = float(average_precision_score(truth, scores, sample_weight=weights))
    else:
        auc = ap = float("nan")
    return Measures(
        len(farms),
        len(honest),
        auc,
        ap,
        recall_at(farms, honest, 0.01),
        recall_at(farms, honest, 0.001),
    )


def clean_honest(pages: pd.DataFrame) -> Bools:
    """Honest pages of the world whose label is not known to be noisy."""
    weak = pages["weak"].to_numpy(dtype=bool)
    farm = pages["farm"].to_numpy(dtype=bool)
    return np.asarray(~farm & ~weak & (pages["source"] != MADE_UP).to_numpy())


def slices(pages: pd.DataFrame) -> Iterator[tuple[str, Bools, Bools]]:
    """Name, farms and honest pages of every slice of the report.

    A source of farms is set against the clean honest pages of its language group; a page that
    came as HTML counts once, in that form.
    """
    once = first_form(pages)
    farm = pages["farm"].to_numpy(dtype=bool) & once
    real = (pages["source"] != MADE_UP).to_numpy()
    clean = clean_honest(pages) & once
    every = ~pages["farm"].to_numpy(dtype=bool) & real & once
    chinese = (pages["lang"] == "zh").to_numpy()
    source = pages["source"].to_numpy()
    crawl = np.isin(source, ["zh_web2017_legit_html", "zh_web2017_legit_text"])
    yield "all real pages", farm & real, clean
    yield "all real pages, noisy honest labels too", farm & real, every
    for language, mask in (("zh", chinese), ("other languages", ~chinese)):
        yield f"language: {language}", farm & real & mask, clean & mask
    spam17 = farm & (source == "zh_web2017_spam_html")
    yield "zh 2017 html against clean pages of its crawl", spam17, clean & crawl
    yield "zh 2017 html against all pages of its crawl", spam17, every & crawl
    yield (
        "zh 2017 html against clean Chinese pages of other sources",
        spam17,
        clean & chinese & ~crawl,
    )
    yield (
        "verified pages",
        farm & _verified(pages, "positive"),
        once & _verified(pages, "hard-negative"),
    )
    for name in sorted(set(source[farm & real])):
        mine = farm & (source == name)
        own = clean & (source == name)
        yield (
            f"source: {name}",
            mine,
            own if own.sum() >= 10 else clean & (chinese if name.startswith("zh") else ~chinese),
        )
    yield "made-up pages", farm & ~real, ~pages["farm"].to_numpy(dtype=bool) & ~real & once


def first_form(pages: pd.DataFrame) -> Bools:
    """Pages in the form they were delivered in; made-up pages in every form."""
    has_html = pages.groupby(["source", "id"])["form"].transform(lambda form: "html" in set(form))
    wanted = (pages["form"] == "html") | ~has_html.astype(bool) | (pages["source"] == MADE_UP)
    return wanted.to_numpy(dtype=bool)


def _verified(pages: pd.DataFrame, how: str) -> Bools:
    return (pages["verified"] == how).to_numpy(dtype=bool)


def table(pages: pd.DataFrame, scores: Floats) -> pd.DataFrame:
    """One row a slice."""
    rows = {
        name: measures(scores[farms], scores[honest]).row()
        for name, farms, honest in slices(pages)
        if farms.any()
    }
    return pd.DataFrame.from_dict(rows, orient="index")


HELD_OUT_FOLDS = 3


def source_held_out(
    data: Dataset, recipe: Recipe, crossed: CrossFitted, sources: Sequence[str]
) -> dict[str, Measures]:
    """Each source by models that saw nothing of it, against honest pages they did not see either.

    For each of the first three folds a model is trained without the source and without that
    fold; it scores the fold's clean honest pages of the same language group, and the source.
    Where a source has honest pages of its own, those are what its farms are set against. A
    source's score is the mean over the folds' models. A recipe with a wording is measured once
    more on its signals alone.
    """
    pages = data.pages
    once = first_form(pages)
    farm = pages["farm"].to_numpy(dtype=bool)
    clean = clean_honest(pages) & once
    chinese = (pages["lang"] == "zh").to_numpy()
    tests = range(min(HELD_OUT_FOLDS, recipe.folds))
    found = {}
    for source in sources:
        mine = (pages["source"] == source).to_numpy()
        groups = set(pages["group"][mine])
        outside = mine | pages["group"].isin(groups).to_numpy()
        language = chinese if source.startswith("zh") else ~chinese
        rest = clean & language & ~mine & (crossed.fold < len(tests))
        whole = np.full((2, len(tests), len(pages)), np.nan)

        def one(
            fold: int,
            outside: Bools = outside,
            rest: Bools = rest,
            mine: Bools = mine,
            whole: Floats = whole,
        ) -> None:
            fitted = fit_plain(data, recipe, crossed.kept & (crossed.fold != fold) & ~outside)
            rows = (mine & once) | (rest & (crossed.fold == fold))
            whole[:, fold, rows] = both_logits(fitted, data, recipe, rows)

        at_once(one, tests)
        for name, logits in ((source, whole[0]), (f"{source}, signals alone", whole[1])):
            if not recipe.wording and name != source:
                continue
            farms = logits[:, mine & farm & once].mean(axis=0)
            honest = logits[:, mine & ~farm & once].mean(axis=0)
            others = logits[crossed.fold[rest], np.flatnonzero(rest)]
            if len(honest) >= 10:
                found[name] = measures(farms, honest)
                found[f"{name} (against other sources)"] = measures(farms, others)
            else:
                found[name] = measures(farms, others)
    return found


def flagged(pages: pd.DataFrame, scores: Floats, threshold: float) -> pd.DataFrame:
    """Honest look-alikes at a threshold: pages, flagged, share, for every family of them."""
    once = first_form(pages)
    honest = ~pages["farm"].to_numpy(dtype=bool) & once
    families: Mapping[str, Bools] = {
        "verified hard negatives": _verified(pages, "hard-negative"),
        **{
            name: (pages["source"] == name).to_numpy()
            for name in sorted(set(pages["source"][honest]))
        },
    }
    rows = {}
    for name, mask in families.items():
        chosen = honest & mask & ~pages["weak"].to_numpy(dtype=bool)
        if chosen.any():
            hits = int((scores[chosen] >= threshold).sum())
            rows[name] = {"pages": int(chosen.sum()), "flagged": hits, "share": hits / chosen.sum()}
    return pd.DataFrame.from_dict(rows, orient="index")


def bootstrap(
    first: Floats,
    second: Floats,
    farm: Bools,
    group: npt.NDArray[np.int64],
    *,
    fpr: float = 0.01,
    rounds: int = 500,
    seed: int = 0,
) -> dict[str, tuple[float, float, float]]:
    """Difference second - first in AUC and recall: estimate and 95 % interval.

    Groups, not pages, are drawn: pages of one site stand or fall together (cluster bootstrap).
    """
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(seed)
    names, place = np.unique(group, return_inverse=True)
    members = [np.flatnonzero(place == number) for number in range(len(names))]

    def figures(rows: npt.NDArray[np.int64]) -> tuple[float, float]:
        truth = farm[rows]
        if truth.all() or not truth.any():
            return float("nan"), float("nan")
        a, b = first[rows], second[rows]
        return (
            float(roc_auc_score(truth, b) - roc_auc_score(truth, a)),
            recall_at(b[truth], b[~truth], fpr) - recall_at(a[truth], a[~truth], fpr),
        )

    whole = figures(np.arange(len(farm)))
    drawn = np.array(
        [
            figures(np.concatenate([members[n] for n in rng.integers(0, len(names), len(names))]))
            for _ in range(rounds)
        ]
    )
    low, high = np.nanpercentile(drawn, [2.5, 97.5], axis=0)
    return {
        "auc": (whole[0], float(low[0]), float(high[0])),
        "recall_1": (whole[1], float(low[1]), float(high[1])),
    }
