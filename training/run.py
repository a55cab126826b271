"""One run from a configuration to a saved, measured and tracked model."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from detector.detector import Detector
from detector.errors import UsageError
from detector.model import Model
from detector.wording import NAME as WORDING
from detector.wording import Wording
from training import figures, tracking
from training.baseline import Baseline
from training.card import write_card
from training.config import RunConfig
from training.dataset import Dataset, load
from training.evaluate import (
    Measures,
    clean_honest,
    first_form,
    flagged,
    measures,
    slices,
    source_held_out,
    table,
)
from training.fit import (
    CrossFitted,
    Recipe,
    at_once,
    chosen_columns,
    column_names,
    cross_fit,
    final,
    fit_plain,
    learnt_wording,
    page_logits,
    page_weights,
    threshold_for,
)
from training.labels import file_digest, label_files
from training.saving import rewrite_card, save
from training.shortcuts import Shortcut, audit
from training.stress import attacks, bases, left_out, report
from training.wording import with_wording

Say = Callable[[str], None]
MIN_PAGES = 8
ABLATION_FOLDS = 3
ALONE = ", signals alone"


@dataclass(slots=True)
class Findings:
    """Everything a run found out; the card and the tracking are written from it."""

    config: RunConfig
    files: list[tuple[Path, str]]
    data: Dataset
    crossed: CrossFitted
    threshold: float
    limits: dict[str, float]
    domain: pd.DataFrame
    sources: dict[str, Measures] = field(default_factory=dict)
    baseline_domain: pd.DataFrame | None = None
    baseline_sources: dict[str, Measures] = field(default_factory=dict)
    candidates: dict[str, pd.DataFrame] = field(default_factory=dict)
    candidate_sources: dict[str, dict[str, Measures]] = field(default_factory=dict)
    look_alikes: pd.DataFrame | None = None
    shortcuts: list[Shortcut] = field(default_factory=list)
    stress: pd.DataFrame | None = None
    stress_at_threshold: pd.DataFrame | None = None
    trick_left_out: Mapping[str, float] = field(default_factory=dict)
    ablation: pd.DataFrame | None = None
    ablation_folds: int = ABLATION_FOLDS
    importances: dict[str, float] = field(default_factory=dict)


def train(config: RunConfig, out: Path, say: Say) -> tuple[Model, Findings, str]:
    """Carry out a run; the model in ``out``, what was found, and the id of the tracked run."""
    files = [(path, file_digest(path)) for path in label_files(config.data)]
    say(f"reading {len(files)} label files and measuring their pages")
    data = load(
        [path for path, _ in files],
        cache=config.cache,
        article_files=config.articles,
        pairs=config.pairs,
        seed=config.seed,
        jobs=config.jobs,
        at_most=config.at_most,
    )
    farm = data.pages["farm"].to_numpy(dtype=bool)
    if min(farm.sum(), (~farm).sum()) < MIN_PAGES:
        raise UsageError(
            f"{int(farm.sum())} farm and {int((~farm).sum())} legit pages are too few to train on"
        )
    say(f"{len(data.pages):,} measured pages, {len(data.columns)} signals")
    with tracking.run(config.experiment, config.name) as tracked:
        found = _fit_and_judge(config, files, data, out, say)
        _track(tracked, found, out)
        for name, recipe in config.candidates.items():
            with tracking.run(config.experiment, f"{config.name}/{name}", inside=True) as child:
                child.parameters(asdict(recipe))
                child.metrics(_flat("domain", found.candidates[name]))
    return Model.load(out), found, tracked.id


def _fit_and_judge(
    config: RunConfig, files: list[tuple[Path, str]], data: Dataset, out: Path, say: Say
) -> Findings:
    recipe = config.recipe
    say(f"fitting {recipe.kind} in {recipe.folds} folds of whole domains, kits and near-copies")
    crossed = cross_fit(data, recipe)
    fitted = final(data, recipe, crossed)
    threshold, limits = _limits(data, recipe, crossed)
    found = Findings(
        config, files, data, crossed, threshold, limits, table(data.pages, crossed.scores)
    )
    if recipe.wording:
        found.candidates["signals alone"] = table(data.pages, crossed.signals)
    found.look_alikes = flagged(data.pages, crossed.scores, threshold)
    found.shortcuts = audit(data, recipe)
    columns = column_names(data, recipe)
    model = save(
        out,
        fitted,
        columns,
        name=config.name,
        version=config.version,
        threshold=threshold,
        training=_summary(found),
        card="# Card to come\n",
    )
    found.importances = _importances(model, data, recipe, crossed)
    if config.held_out:
        say(f"holding out {len(config.held_out)} sources, one after the other")
        found.sources = source_held_out(data, recipe, crossed, config.held_out)
        alone = {
            name.replace(ALONE, ""): one for name, one in found.sources.items() if ALONE in name
        }
        if alone:
            found.candidate_sources["signals alone"] = alone
    for name, other in config.candidates.items():
        say(f"candidate {name}")
        theirs = cross_fit(data, other)
        found.candidates[name] = table(data.pages, theirs.scores)
        if config.held_out:
            found.candidate_sources[name] = source_held_out(
                data, other, replace(crossed, kept=theirs.kept), config.held_out
            )
    if config.baseline:
        say("the character n-gram baseline on the same folds")
        _judge_baseline(found)
    if config.ablation:
        say("leaving out one group of signals at a time")
        found.ablation = _ablation(data, recipe, crossed)
    if config.stress_pairs and config.articles:
        say("the attack suite")
        _judge_stress(found, model, columns)
    write_card(out, found)
    rewrite_card(out, (out / "CARD.md").read_text("utf-8"))
    _same_through_detector(out, found)
    return found


def _limits(data: Dataset, recipe: Recipe, crossed: CrossFitted) -> tuple[float, dict[str, float]]:
    pages = data.pages
    honest = clean_honest(pages) & first_form(pages)
    if not honest.any():
        honest = ~pages["farm"].to_numpy(dtype=bool)
    # Emphasis is for learning; the threshold counts every page as one.
    weights = page_weights(data, replace(recipe, emphasis={}), crossed.kept)
    limits = {
        name: float(np.quantile(crossed.scores[honest], 1 - fpr, method="higher"))
        for name, fpr in (("fpr_1", 0.01), ("fpr_01", 0.001))
    }
    by_weight = threshold_for(crossed.scores, honest, weights, recipe.target_fpr)
    by_page = threshold_for(crossed.scores, honest, np.ones(len(weights)), recipe.target_fpr)
    # Counted page by page and source by source, the target must hold both ways.
    return max(by_weight, by_page, 0.5), limits


def _summary(found: Findings) -> dict[str, Any]:
    farm = found.data.pages["farm"].to_numpy(dtype=bool)
    kind = found.config.recipe
    return {
        "labels": {path.name: digest for path, digest in found.files},
        "pages": len(farm),
        "farms": int(farm.sum()),
        "pruned": int((~found.crossed.kept).sum()),
        "estimator": kind.kind,
        "parameters": {key: str(value) for key, value in kind.parameters.items()},
        "target_fpr": kind.target_fpr,
        "limits": found.limits,
        "seed": kind.seed,
        "packages": _packages(),
    }


def _packages() -> dict[str, str]:
    from importlib.metadata import version

    names = ("numpy", "scikit-learn", "skops")
    return {name: version(name) for name in names} | {"python": platform.python_version()[:4]}


def _importances(
    model: Model, data: Dataset, recipe: Recipe, crossed: CrossFitted
) -> dict[str, float]:
    values = data.matrix[:, chosen_columns(data, recipe)]
    _, parts = model.contributions(with_wording(model, values, data.runs))
    weights = page_weights(data, recipe, crossed.kept)
    means = np.average(np.abs(parts), axis=0, weights=weights)
    return {name: float(value) for name, value in zip(model.columns, means, strict=True)}


def _judge_baseline(found: Findings) -> None:
    peer = Baseline(found.data)
    scores = peer.out_of_fold(found.crossed)
    real = {
        name: measures(scores[farms & ~np.isnan(scores)], scores[honest & ~np.isnan(scores)]).row()
        for name, farms, honest in slices(found.data.pages)
        if not name.startswith("made-up")
    }
    found.baseline_domain = pd.DataFrame.from_dict(real, orient="index")
    if found.config.held_out:
        held = peer.held_out(found.data, found.crossed, found.config.held_out)
        found.baseline_sources = {name: measures(*pair) for name, pair in held.items()}


def _judge_stress(found: Findings, model: Model, columns: tuple[str, ...]) -> None:
    config = found.config
    paths = [
        path
        for path, _ in found.files
        if path.name.removesuffix(".gz").removesuffix(".jsonl") in config.articles
    ]
    attacked = attacks(bases(paths, config.seed), columns, pairs=config.stress_pairs)
    found.stress = report(model, attacked, found.limits["fpr_1"])
    found.stress_at_threshold = report(model, attacked, found.threshold)
    if config.leave_out_tricks:
        found.trick_left_out = left_out(found.data, config.recipe, found.crossed, attacked, columns)


def _ablation(data: Dataset, recipe: Recipe, crossed: CrossFitted) -> pd.DataFrame:
    from features.table import all_features

    """What is lost without a group of signals, on the first folds of the cross-validation."""

    group_of = {feature.name: feature.group for feature in all_features()}
    used = [data.columns[place] for place in chosen_columns(data, recipe)]
    tests = range(min(ABLATION_FOLDS, recipe.folds))
    wordings: dict[int, Wording] = {}
    if recipe.wording:

        def words(fold: int) -> None:
            wordings[fold] = learnt_wording(data, recipe, crossed.kept & (crossed.fold != fold))

        at_once(words, tests)
    cases: dict[str, tuple[Recipe, int]] = {"nothing": (recipe, 0)}
    for group in sorted({group_of[name] for name in used}):
        without = tuple(name for name in used if group_of[name] == group)
        cases[group] = (replace(recipe, exclude=recipe.exclude + without), len(without))
    if recipe.wording:
        cases["wording"] = (replace(recipe, wording=0.0), 1)
    scores = {name: np.full(len(data.pages), np.nan) for name in cases}

    def one(task: tuple[str, int]) -> None:
        name, fold = task
        test = crossed.fold == fold
        thinner = cases[name][0]
        known = wordings.get(fold) if thinner.wording else None
        fitted = fit_plain(data, thinner, crossed.kept & ~test, known)
        scores[name][test] = page_logits(fitted, data, thinner, test)

    at_once(one, [(name, fold) for name in cases for fold in tests])
    rows: dict[str, dict[str, float]] = {}
    for name, (_, count) in cases.items():
        seen = ~np.isnan(scores[name])
        rows[name] = {"signals": count}
        for label, slice_ in (("real pages", "all real pages"), ("made-up pages", "made-up pages")):
            farms, honest = next((f, h) for n, f, h in slices(data.pages) if n == slice_)
            figures_ = measures(scores[name][farms & seen], scores[name][honest & seen])
            rows[name][f"AP, {label}"] = figures_.ap
            rows[name][f"recall at 0.1 %, {label}"] = figures_.recall_01
    return pd.DataFrame.from_dict(rows, orient="index")


def _same_through_detector(folder: Path, found: Findings) -> None:
    """The saved folder, loaded by the detector, must give the numbers the run was judged by."""
    detector = Detector.load(folder)
    places = [found.data.columns.index(n) for n in detector.model.columns if n != WORDING]
    values = with_wording(detector.model, found.data.matrix[:, places], found.data.runs)
    scores = detector.model.score(values)
    if not np.isfinite(scores).all():
        raise UsageError("the saved model gives scores that are not finite")


def _flat(prefix: str, frame: pd.DataFrame) -> dict[str, float]:
    return {
        f"{prefix}/{name}/{column}": float(value)
        for name, row in frame.to_dict(orient="index").items()
        for column, value in row.items()
    }


def held_out_table(found: Findings) -> pd.DataFrame:
    """Out-of-fold scores of the real pages, for comparing runs on the same pages."""
    names = ["source", "id", "form", "farm", "weak", "group", "lang", "subtype", "verified"]
    frame = found.data.pages[names].copy()
    frame["score"] = found.crossed.scores
    real = found.data.pages["basis"] != "made up"
    return frame[real.to_numpy()].reset_index(drop=True)


def _track(tracked: tracking.Tracked, found: Findings, out: Path) -> None:
    data, config = found.data, found.config
    tracked.parameters({"kind": config.recipe.kind, **asdict(config.recipe), "pairs": config.pairs})
    for path, digest in found.files:
        name = path.name.removesuffix(".gz").removesuffix(".jsonl")
        mine = data.pages["source"] == name
        tracked.data(
            name, digest, str(path), int(mine.sum()), int((mine & data.pages["farm"]).sum())
        )
    tracked.metrics(_flat("domain", found.domain))
    for name, value in found.sources.items():
        tracked.metrics({f"held out/{name}/{key}": v for key, v in value.row().items()})
    if found.baseline_domain is not None:
        tracked.metrics(_flat("baseline", found.baseline_domain))
    tracked.metrics({f"shortcut/{one.fact}": one.weighted for one in found.shortcuts})
    tracked.metrics({"threshold": found.threshold, **found.limits})
    if found.stress is not None:
        tracked.metrics(
            {
                f"stress/{row['attack']}/{row['strength']}": row["recall"]
                for row in found.stress.to_dict(orient="records")
            }
        )
        tracked.figure(figures.strength(found.stress), "recall_against_strength.png")
    tracked.metrics({f"trick left out/{k}": v for k, v in found.trick_left_out.items()})
    curves = {
        name: (found.crossed.scores[farms], found.crossed.scores[honest])
        for name, farms, honest in slices(data.pages)
        if farms.any() and honest.any()
    }
    tracked.figure(figures.precision_recall(curves), "precision_recall.png")
    tracked.figure(figures.roc(curves), "roc.png")
    weights = page_weights(data, config.recipe, found.crossed.kept)
    farm = data.pages["farm"].to_numpy(dtype=bool)
    tracked.figure(
        figures.calibration(found.crossed.scores, list(farm), weights), "calibration.png"
    )
    tracked.figure(figures.importances(found.importances), "importances.png")
    tracked.table(held_out_table(found), tracking.HELD_OUT)
    tracked.text((out / "CARD.md").read_text("utf-8"), "CARD.md")
    tracked.model(out)
