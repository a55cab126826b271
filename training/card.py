"""The model card: data, splits, every table, what was tried and what the model cannot see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from training.evaluate import Measures
from training.figures import calibration_bins
from training.fit import page_weights
from training.stress import LEFT_OUT_ROUNDS

if TYPE_CHECKING:
    from training.run import Findings

_COUNTS = {"farms", "honest", "noisy labels", "groups", "pages", "flagged", "signals", "unread"}
_FIGURES = {
    "farms": "farms",
    "honest": "honest",
    "auc": "AUC",
    "ap": "AP",
    "recall_1": "recall at 1 % FP",
    "recall_01": "recall at 0.1 % FP",
}


def write_card(folder: Path, found: Findings) -> None:
    """Write ``CARD.md`` from what a run found."""
    config = found.config
    parts = [
        f"# {config.name} {config.version}",
        _introduction(found),
        *(["## What changed\n\n" + config.notes.strip()] if config.notes.strip() else []),
        "## Data\n\n" + _data(found),
        "## How it was split\n\n" + _SPLIT,
        "## Domains held out\n\n" + _domain(found),
    ]
    if found.sources:
        parts.append("## Whole sources held out\n\n" + _sources(found))
    if found.candidates:
        parts.append("## Candidates\n\n" + _candidates(found))
    if found.look_alikes is not None:
        parts.append(
            f"## Honest look-alikes at the threshold ({found.threshold:.4f})\n\n"
            "Out of fold, labels known to be noisy left out.\n\n" + markdown(found.look_alikes)
        )
    if found.stress is not None:
        parts.append("## Attack suite\n\n" + _stress(found, found.stress))
    parts.append("## Calibration\n\n" + _calibration(found))
    parts.append("## Shortcut audit\n\n" + _shortcuts(found))
    if found.ablation is not None:
        parts.append(
            "## Ablation\n\nEach row leaves one group of signals out and fits anew; domains held "
            f"out, on {found.ablation_folds} of {config.recipe.folds} folds.\n\n"
            + markdown(found.ablation)
        )
    parts.append("## What moves the score\n\n" + _weights(found))
    parts.append("## Pages it gets wrong\n\n" + _errors(found))
    parts.append("## Blind spots\n\n" + _BLIND)
    (folder / "CARD.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


_SPLIT = (
    "Folds are cut between groups. A group joins everything that shares a registrable domain, a "
    "known kit or network, a base article, or at least half of its text (sketches of character "
    "8-grams). Whole sources are held out in a second experiment: the source, and every page of "
    "any group it touches, is absent from training, and honest pages it is set against come from "
    "folds the model did not see."
)
_BLIND = """\
- Text copied whole and left as it was, on a site without any other trace, reads like its
  original: finding it is the copy arm's task, not this model's.
- Fluent machine-written articles carry few of the traces measured here.
- Cloaking (another page for the crawler than for people) shows only in what the crawler was given.
- Links and text hidden by external style sheets or scripts are seen only when the markup says so.
- Portals, forums and classified advertisements of the Chinese web of 2017 (`strong-domain`): they
  share long link lists, stamped lists and trade words with the farms of their crawl, hold almost
  all false positives at the threshold, and so set it for everybody. Against honest Chinese pages
  of other sources the same farms are told apart far better (table of domains held out).
- Honest pages in the trades that spam lives on (licensed lotteries, classified advertisements,
  travel agents) score high; most false positives at the threshold are of this kind.
- Single tricks in an otherwise honest article (a list of places, a second article behind the
  first, one contradictory credit) mostly stay below the threshold: several have to meet.
- Very short pages (less than about a hundred characters) give few readings; scores stay near
  the base rate.
- Languages other than Chinese, English and German had few farm pages to learn from."""


def markdown(frame: pd.DataFrame) -> str:
    """A table in Markdown; columns of whole numbers stay whole, others have three digits."""
    whole = [column for column in frame.columns if str(column) in _COUNTS]
    lines = ["| | " + " | ".join(str(column) for column in frame.columns) + " |"]
    lines.append("|---|" + "---|" * len(frame.columns))
    for name, row in frame.iterrows():
        cells = [
            _cell(value, whole=column in whole)
            for column, value in zip(frame.columns, row.to_numpy(), strict=True)
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: Any, *, whole: bool) -> str:
    if isinstance(value, str):
        return value
    number = float(value)
    if np.isnan(number):
        return "-"
    return f"{int(number):,}" if whole else f"{number:.3f}"


def _introduction(found: Findings) -> str:
    recipe = found.config.recipe
    kinds = {
        "additive": "an additive model, one monotone step function a signal: what a signal adds "
        "to a score depends on that signal alone, and nothing to read adds nothing",
        "boosting": "boosted trees with interactions",
        "blend": "the mean, in log-odds, of an additive model (one step function a signal; "
        "nothing to read adds nothing) and of boosted trees with interactions",
        "linear": "logistic regression on quantiles of the signals",
    }
    worded = (
        f"; beside it, with slope {recipe.wording:g}, the wording: a bounded linear model over "
        "hashed runs of two to four characters of the folded text"
        if recipe.wording
        else ""
    )
    alarmed = (
        f"; of every page the one reading that honest pages come to least counts {recipe.alarms:g} "
        "times once more (the alarm)"
        if recipe.alarms
        else ""
    )
    columns = f"{len(found.importances)} columns"
    return (
        f"Estimator: {kinds[recipe.kind]}, {columns}{alarmed}{worded}; calibrated by "
        f"Platt's sigmoid on out-of-fold predictions. Threshold {found.threshold:.4f}: at most "
        f"{recipe.target_fpr:.1%} of clean honest pages scored out of fold lie above it, counted "
        "by page and by training weight. Scores are meant for text of web pages as a crawler "
        "keeps them; the verdict is a probability under equal shares of farms and honest pages, "
        "not under the shares of any particular crawl."
    )


def _data(found: Findings) -> str:
    pages = found.data.pages
    rows = {}
    for (source, form), group in pages.groupby(["source", "form"]):
        farm = group["farm"].to_numpy(dtype=bool)
        rows[f"{source} ({form})"] = {
            "farms": int(farm.sum()),
            "honest": int((~farm).sum()),
            "noisy labels": int(group["weak"].sum()),
            "groups": int(group["group"].nunique()),
        }
    unlearned = found.data.pages["source"].isin(found.config.recipe.unlearned).to_numpy(dtype=bool)
    pruned = int((~found.crossed.kept & ~unlearned).sum())
    return (
        "Every page is measured in each form a crawler could deliver it in: as HTML and as text "
        "without markup (a third of the text forms without title and address), so that neither "
        "the presence of markup nor a missing field says anything about the label. Made-up pages "
        "(`farmgen`) come in pairs of twins: one honest article, written out once as it is with "
        "honest furniture, and once with one or several tricks.\n\n"
        + markdown(pd.DataFrame.from_dict(rows, orient="index"))
        + f"\n\n{pruned} page forms with noisy honest labels were left out because models that had "
        f"not seen them scored them above {found.config.recipe.prune_above}, and "
        f"{int(unlearned.sum())} of sources that are judged but not learnt from.\n\nDigests of the "
        "label files:\n\n"
        + "\n".join(f"- `{path.name}` {digest[:16]}" for path, digest in found.files)
    )


def _renamed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns=_FIGURES)


def _domain(found: Findings) -> str:
    text = markdown(_renamed(found.domain))
    if found.baseline_domain is not None:
        text += (
            "\n\nThe baseline (TF-IDF of character 2- to 4-grams, logistic regression) on the "
            "same folds:\n\n" + markdown(_renamed(found.baseline_domain))
        )
    return text


def _measured(found: Mapping[str, Measures]) -> pd.DataFrame:
    rows = {name: one.row() for name, one in found.items()}
    return _renamed(pd.DataFrame.from_dict(rows, orient="index"))


def _sources(found: Findings) -> str:
    text = markdown(_measured(found.sources))
    if found.baseline_sources:
        text += "\n\nThe baseline:\n\n" + markdown(_measured(found.baseline_sources))
    return text


def _candidates(found: Findings) -> str:
    rows: dict[str, dict[str, float]] = {}
    everyone = {found.config.recipe.kind + " (shipped)": (found.domain, found.sources)} | {
        name: (frame, found.candidate_sources.get(name, {}))
        for name, frame in found.candidates.items()
    }
    for name, (frame, held) in everyone.items():
        rows[name] = {
            "AUC, domains held out": float(frame["auc"]["all real pages"]),
            "recall at 1 %, domains held out": float(frame["recall_1"]["all real pages"]),
        }
        for source in found.config.held_out:
            if source in held:
                rows[name][f"AUC {source}"] = held[source].auc
                rows[name][f"recall {source}"] = held[source].recall_1
    return markdown(pd.DataFrame.from_dict(rows, orient="index"))


def _stress(found: Findings, stress: pd.DataFrame) -> str:
    wide = stress.pivot_table(index="attack", columns="strength", values="recall")
    wide.columns = [f"strength {strength}" for strength in wide.columns]
    full = stress[stress["strength"] == 1.0].set_index("attack")
    wide["twins flagged, at 1.0"] = full["twins flagged"]
    if found.trick_left_out:
        wide["left out of training, at 1.0"] = pd.Series(dict(found.trick_left_out))
    text = (
        "Recall by strength (1.0 = as strong as on the page this project began with), at the "
        f"score that flags 1 % of clean honest pages ({found.limits['fpr_1']:.4f}); articles, "
        "brands, outlets, places and emoji are none that training used; "
        f"{found.config.stress_pairs} pairs a cell.\n\n" + markdown(wide)
    )
    if found.trick_left_out:
        text += (
            f'\n\n"Left out of training": models trained without any page of the trick (tricks '
            f"left out in {LEFT_OUT_ROUNDS} batches, so several at once), at their own 1 % limit."
        )
    if found.stress_at_threshold is not None:
        at = found.stress_at_threshold
        wide = at.pivot_table(index="attack", columns="strength", values="recall")
        wide.columns = [f"strength {strength}" for strength in wide.columns]
        wide["twins flagged, at 1.0"] = at[at["strength"] == 1.0].set_index("attack")[
            "twins flagged"
        ]
        text += f"\n\nThe same at the shipped threshold ({found.threshold:.4f}):\n\n" + markdown(
            wide
        )
    return text


def _calibration(found: Findings) -> str:
    weights = page_weights(found.data, found.config.recipe, found.crossed.kept)
    farm = found.data.pages["farm"].to_numpy(dtype=bool)
    bins = calibration_bins(found.crossed.scores, list(farm), weights)
    bins = bins.rename(columns={"score": "mean score", "farms": "share of farms"})
    bins.index = [f"bin {number + 1}" for number in range(len(bins))]
    return "Out of fold, with the weights of training.\n\n" + markdown(bins)


def _shortcuts(found: Findings) -> str:
    frame = pd.DataFrame.from_dict(
        {
            one.fact: {"AUC as collected": one.plain, "AUC as weighted": one.weighted}
            for one in found.shortcuts
        },
        orient="index",
    )
    return (
        "What a model would reach that knows nothing of a page but these facts. The model has no "
        "column for any of them; pages are measured in both forms, sources are damped, and twins "
        "are matched, to keep such facts from being learnt through other columns.\n\n"
        + markdown(frame)
    )


def _weights(found: Findings) -> str:
    top = sorted(found.importances.items(), key=lambda pair: -pair[1])[:25]
    frame = pd.DataFrame.from_dict(
        {name: {"mean absolute log-odds": value} for name, value in top}, orient="index"
    )
    return markdown(frame)


def _errors(found: Findings) -> str:
    pages = found.data.pages.assign(score=found.crossed.scores)
    real = pages[(pages["basis"] != "made up")]
    clean = real[~real["farm"] & ~real["weak"]].nlargest(12, "score")
    noisy = real[~real["farm"] & real["weak"]].nlargest(12, "score")
    missed = real[real["farm"] & (real["verified"] == "positive")].nsmallest(12, "score")
    return (
        "Clean honest pages with the highest scores (identifiers only):\n\n"
        + _listed(clean)
        + "\n\nPages with noisy honest labels and the highest scores; most are farms or spam on "
        "sight, which caps what any recall at a low false-positive rate can reach against "
        "them:\n\n"
        + _listed(noisy)
        + "\n\nVerified farms with the lowest scores:\n\n"
        + _listed(missed)
    )


def _listed(pages: pd.DataFrame) -> str:
    lines: Sequence[str] = [
        f"- {row['score']:.3f} `{row['id']}` {row['source']}, {row['form']}, {row['subtype'][:60]}"
        for row in pages.to_dict(orient="records")
    ]
    return "\n".join(lines)
