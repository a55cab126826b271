"""Fitting: weights, noisy labels, out-of-fold scores, calibration, the threshold."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import joblib
import numpy as np
import numpy.typing as npt

from detector.contributions import Floats, decompose
from detector.errors import UsageError
from detector.model import Calibration, sigmoid
from detector.wording import NAME as WORDING
from detector.wording import Wording
from training import alarms
from training.dataset import MADE_UP, Dataset
from training.estimators import estimator, fit
from training.split import folds
from training.wording import learn, one_each, readings

MOST = 4.0
Bools = npt.NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit one candidate.

    ``weak_weight`` is the weight of a label known to be noisy, ``prune_above`` the
    out-of-fold score above which such a "legit" page is left out; ``source_power`` < 1 makes
    large sources count less than their pages, ``group_power`` the same for domains and kits.
    ``unlearned`` names sources that are judged but never trained on: their labels are true, but
    rest on something the page does not show. ``columns`` limits the signals, ``exclude`` leaves
    some out (those that tell a language, a time or a format better than a farm). ``made_share``
    is the share of made-up pages in the total weight, ``farm_share`` of farms. ``emphasis``
    multiplies the weight of pages by their subtype or by how they were verified. ``wording`` is
    what the log-odds of a page's wording (:mod:`training.wording`) count beside the signals,
    ``alarms`` what the most unusual reading of a page counts once more (:mod:`training.alarms`);
    zero leaves either out. ``unalarmed`` names signals that raise none: those of style, whose
    extremes honest list pages, shops and portals come to as well.
    """

    kind: str = "additive"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    directions: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    unlearned: tuple[str, ...] = ()
    folds: int = 5
    seed: int = 0
    weak_weight: float = 0.5
    prune_above: float = 0.9
    source_power: float = 0.5
    group_power: float = 0.5
    made_share: float = 0.35
    farm_share: float = 0.5
    emphasis: Mapping[str, float] = field(default_factory=dict)
    wording: float = 0.0
    alarms: float = 0.0
    unalarmed: tuple[str, ...] = ()
    target_fpr: float = 0.005


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted estimator with its calibration, and the mean addends on honest pages."""

    estimator: Any
    calibration: Calibration
    reference: tuple[float, ...]


def page_weights(data: Dataset, recipe: Recipe, keep: Bools) -> Floats:
    """One weight a page: groups and sources damped, farms and honest pages balanced."""
    pages = data.pages
    weight = keep.astype(np.float64)
    weight[pages["weak"].to_numpy(dtype=bool)] *= recipe.weak_weight
    for name, factor in recipe.emphasis.items():
        weight[((pages["subtype"] == name) | (pages["verified"] == name)).to_numpy()] *= factor
    source = pages["source"].to_numpy()
    farm = pages["farm"].to_numpy(dtype=bool)
    key = pages["source"] + "\x00" + pages["group"].astype(str) + "\x00" + pages["farm"].astype(str)
    _, place = np.unique(key.to_numpy(dtype=str), return_inverse=True)
    sums = np.bincount(place, weights=weight)
    weight *= np.where(sums > 0, np.maximum(sums, 1e-12) ** (recipe.group_power - 1), 0)[place]
    made = source == MADE_UP
    for value in (False, True):
        for name in np.unique(source[farm == value]):
            mask = (source == name) & (farm == value)
            total = weight[mask].sum()
            if total > 0:
                weight[mask] *= total ** (recipe.source_power - 1)
        share = recipe.farm_share if value else 1 - recipe.farm_share
        for is_made, part in ((True, recipe.made_share), (False, 1 - recipe.made_share)):
            mask = (made == is_made) & (farm == value)
            total = weight[mask].sum()
            if total > 0:
                weight[mask] *= share * part / total
    weight *= keep.sum() / max(weight.sum(), 1e-12)
    # No page may stand for more than a few: a source of nine pages is no world of its own.
    return np.asarray(np.minimum(weight, MOST))


def chosen_columns(data: Dataset, recipe: Recipe) -> list[int]:
    """Places of the recipe's columns in the table; all but the excluded when it names none."""
    wanted = recipe.columns or data.columns
    named = {*wanted, *recipe.exclude, *recipe.directions, *recipe.unalarmed}
    unknown = sorted(named - set(data.columns))
    if unknown:
        raise UsageError(f"there is no signal called {', '.join(unknown)}")
    return [data.columns.index(name) for name in wanted if name not in recipe.exclude]


def column_names(data: Dataset, recipe: Recipe) -> tuple[str, ...]:
    """The columns of a model made by the recipe: its signals, then the wording if it has one."""
    names = tuple(data.columns[place] for place in chosen_columns(data, recipe))
    return (*names, WORDING) if recipe.wording else names


def model_matrix(
    fitted: Any, data: Dataset, recipe: Recipe, rows: Bools | slice = slice(None)
) -> Floats:
    """What a fitted model reads on the pages in ``rows``: signals, then its own wording."""
    values = data.matrix[rows][:, chosen_columns(data, recipe)]
    if not recipe.wording:
        return values
    own = readings(Wording.checked(fitted["weights"], fitted["bias"]), data.runs[rows])
    return np.column_stack([values, own])


def raw_logits(fitted: Any, matrix: Floats) -> Floats:
    """The estimator's own log-odds, from the same arrays the detector uses."""
    parts = decompose(fitted, matrix.shape[1])
    return np.asarray(parts.base + parts.addends(matrix).sum(axis=1))


def both_logits(
    fitted: Any, data: Dataset, recipe: Recipe, rows: Bools | slice = slice(None)
) -> Floats:
    """Log-odds of the pages in ``rows``, and what they are without the wording: ``(2, rows)``."""
    values = model_matrix(fitted, data, recipe, rows)
    parts = decompose(fitted, values.shape[1])
    added = parts.addends(values)
    whole = parts.base + added.sum(axis=1)
    return np.stack([whole, whole - added[:, -1] if recipe.wording else whole])


def page_logits(
    fitted: Any, data: Dataset, recipe: Recipe, rows: Bools | slice = slice(None)
) -> Floats:
    """The estimator's own log-odds of the pages in ``rows``."""
    return np.asarray(both_logits(fitted, data, recipe, rows)[0])


def fit_plain(data: Dataset, recipe: Recipe, keep: Bools, wording: Wording | None = None) -> Any:
    """One estimator on the pages in ``keep``, uncalibrated.

    ``wording``: one learnt before on the very same pages.
    """
    places = chosen_columns(data, recipe)
    model = estimator(
        recipe.kind,
        column_names(data, recipe),
        parameters=recipe.parameters,
        directions=recipe.directions,
        seed=recipe.seed,
    )
    weights = page_weights(data, recipe, keep)
    farm = data.pages["farm"].to_numpy(dtype=np.int64)
    if len(np.unique(farm[keep])) < 2:
        raise UsageError(
            "some fold has nothing but farms, or none, to train on: too many pages of one label "
            "share a site, a kit or their text (see check-data)"
        )
    values = data.matrix[keep][:, places]
    if recipe.wording:
        if wording is None:
            wording = learnt_wording(data, recipe, keep)
        # The wording's column is there, but unread: what it adds is settled beforehand.
        values = np.column_stack([values, np.full(len(values), np.nan)])
    fitted = fit(model, values, farm[keep], weights[keep])
    if recipe.alarms:
        plain = page_weights(data, replace(recipe, emphasis={}), keep)[keep]
        signs = [
            0 if name in recipe.unalarmed else recipe.directions.get(name, 0)
            for name in column_names(data, recipe)
        ]
        raised = alarms.learn(values, farm[keep], plain, signs, recipe.alarms)
        fitted = {"signals": fitted, "alarms": raised}
    if not recipe.wording or wording is None:
        return fitted
    return {
        "signals": fitted,
        "weights": wording.weights,
        "bias": np.array([wording.bias]),
        "slope": np.array([float(recipe.wording)]),
    }


def learnt_wording(data: Dataset, recipe: Recipe, keep: Bools) -> Wording:
    """The wording of the pages in ``keep``, made-up twins and real pages with equal weight."""
    rows = keep & one_each(data.pages)
    weights = page_weights(data, replace(recipe, made_share=0.5), rows)
    farm = data.pages["farm"].to_numpy(dtype=np.int64)
    return learn(data.runs[rows], farm[rows], weights[rows])


def fold_numbers(data: Dataset, recipe: Recipe) -> npt.NDArray[np.int64]:
    """Which fold each page is tested in; whole groups, strata = source and label."""
    strata = data.pages["source"] + data.pages["farm"].astype(str)
    return folds(
        data.pages["group"].to_numpy(dtype=np.int64), list(strata), recipe.folds, recipe.seed
    )


def out_of_fold(
    data: Dataset, recipe: Recipe, keep: Bools, number: npt.NDArray[np.int64]
) -> Floats:
    """Uncalibrated log-odds of every page by an estimator that saw nothing of its group.

    Two rows, the second without the wording.
    """
    out = np.full((2, len(data.pages)), np.nan)

    def one(fold: int) -> None:
        test = number == fold
        if test.any():
            fitted = fit_plain(data, recipe, keep & ~test)
            out[:, test] = both_logits(fitted, data, recipe, test)

    at_once(one, range(recipe.folds))
    return out


def at_once(work: Callable[[T], None], items: Iterable[T]) -> None:
    """Fits that do not depend on one another, side by side, each on one processor.

    Threads of one fit that wait for each other lose more than they gain on a shared machine.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):
        joblib.Parallel(n_jobs=os.cpu_count() or 1, require="sharedmem")(
            joblib.delayed(work)(item) for item in items
        )


def pruned(data: Dataset, recipe: Recipe, keep: Bools, logits: Floats) -> Bools:
    """``keep`` without noisy honest pages the other folds are sure are farms."""
    weak = data.pages["weak"].to_numpy(dtype=bool)
    farm = data.pages["farm"].to_numpy(dtype=bool)
    doubtful = weak & ~farm & (sigmoid(logits) > recipe.prune_above)
    return np.asarray(keep & ~doubtful)


def calibrated(data: Dataset, recipe: Recipe, keep: Bools, logits: Floats) -> Calibration:
    """Platt's sigmoid on out-of-fold log-odds, with the weights of the fit."""
    from sklearn.linear_model import LogisticRegression

    usable = keep & np.isfinite(logits)
    weights = page_weights(data, recipe, usable)[usable]
    line = LogisticRegression(C=1e6, max_iter=1000)
    line.fit(logits[usable, None], data.pages["farm"].to_numpy(dtype=int)[usable], weights)
    return Calibration(float(line.coef_[0, 0]), float(line.intercept_[0]))


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """Everything a run knows after cross-validation.

    ``scores`` are calibrated and out of fold; ``signals`` are log-odds out of fold, not
    calibrated, by the signals without any wording; ``kept`` are the pages that were trained on.
    """

    scores: Floats
    signals: Floats
    fold: npt.NDArray[np.int64]
    kept: Bools
    calibration: Calibration


def cross_fit(data: Dataset, recipe: Recipe) -> CrossFitted:
    """Out-of-fold scores of every page, noisy labels pruned once on the way."""
    everything = ~data.pages["source"].isin(recipe.unlearned).to_numpy(dtype=bool)
    number = fold_numbers(data, recipe)
    first = out_of_fold(data, _for_pruning(recipe), everything, number)
    kept = pruned(data, recipe, everything, first[0])
    same = kept.all() and _for_pruning(recipe) is recipe
    second, signals = first if same else out_of_fold(data, recipe, kept, number)
    line = calibrated(data, recipe, kept, second)
    scores = sigmoid(second * line.slope + line.intercept)
    return CrossFitted(scores, signals, number, kept, line)


def _for_pruning(recipe: Recipe) -> Recipe:
    # Who is surely no honest page, the additive half of a blend tells in a third of the time.
    # Alarms are left out: they lift honest pages too, until the calibration takes it back.
    if recipe.kind != "blend":
        return replace(recipe, alarms=0.0) if recipe.alarms else recipe
    additive = recipe.parameters.get("additive") or {}
    return replace(recipe, kind="additive", parameters=additive, wording=0.0, alarms=0.0)


def final(data: Dataset, recipe: Recipe, crossed: CrossFitted) -> Fitted:
    """The estimator on every kept page, with the calibration of the cross-validation."""
    model = fit_plain(data, recipe, crossed.kept)
    honest = crossed.kept & ~data.pages["farm"].to_numpy(dtype=bool)
    weights = page_weights(data, recipe, crossed.kept)[honest]
    values = model_matrix(model, data, recipe, honest)
    parts = decompose(model, values.shape[1]).addends(values)
    reference = np.average(parts, axis=0, weights=weights)
    return Fitted(model, crossed.calibration, tuple(float(value) for value in reference))


def threshold_for(scores: Floats, honest: Bools, weights: Floats, target: float) -> float:
    """The lowest score that flags at most ``target`` of the honest pages' weight."""
    order = np.argsort(-scores[honest], kind="stable")
    sorted_scores = scores[honest][order]
    share = np.cumsum(weights[honest][order]) / max(weights[honest].sum(), 1e-12)
    allowed = int(np.searchsorted(share, target, side="right"))
    if allowed >= len(sorted_scores):
        return float(sorted_scores[-1]) if len(sorted_scores) else 0.5
    above = sorted_scores[allowed - 1] if allowed else 1.0
    return float(min(0.999, (above + sorted_scores[allowed]) / 2))
