"""The attack suite: recall against strength, for every trick and every combination of them.

Pages are built on articles training never builds on, with brands, outlets, places and emoji
training never uses. Every farm page has its honest twin; twins that are flagged count too.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from detector.model import Model
from detector.reading import read_page
from detector.wording import NAME as WORDING
from detector.wording import Wording
from features.table import feature_named, matrix
from features.views.stretches import folded
from training.dataset import Dataset, articles
from training.evaluate import clean_honest, first_form
from training.farmgen.draft import Article
from training.farmgen.generate import Made, helpers_for, possible, written
from training.farmgen.phrases import STRESS
from training.farmgen.tricks import COMBINATIONS, TRICKS
from training.fit import (
    CrossFitted,
    Recipe,
    at_once,
    chosen_columns,
    fit_plain,
    page_logits,
    raw_logits,
)
from training.wording import readings, runs_of, with_wording

STRENGTHS = (0.25, 0.5, 1.0, 1.5)
LEFT_OUT_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Attack:
    """The pages of one attack at one strength, measured: rows of ``matrix``, farms marked.

    ``matrix`` holds the signals, ``runs`` the hashed runs of characters (:mod:`training.wording`).
    """

    name: str
    strength: float
    matrix: np.ndarray
    farm: np.ndarray
    runs: Any


def bases(paths: Sequence[Path], seed: int) -> list[Article]:
    """Articles reserved for this suite."""
    return articles(paths, seed, stress=True)


def attacks(
    found: Sequence[Article],
    columns: Sequence[str],
    *,
    pairs: int = 50,
    strengths: Sequence[float] = STRENGTHS,
    seed: int = 0,
    only: Sequence[str] = (),
) -> list[Attack]:
    """Every trick and every known combination (or ``only`` some) at every strength, measured."""
    names: dict[str, tuple[str, ...]] = {name: (name,) for name in TRICKS}
    names |= {f"combination: {name}": tricks for name, tricks in COMBINATIONS.items()}
    signals = [feature_named(column) for column in columns if column != WORDING]
    out = []
    for name, tricks in names.items():
        if only and name not in only:
            continue
        for strength in strengths:
            made = list(_pages(name, tricks, found, pairs, strength, seed))
            if not made:
                continue  # a trick of a language none of the articles is in
            pages = [read_page(page.record) for page in made]
            farm = np.array([page.farm for page in made])
            runs = runs_of([folded(page).codes for page in pages])
            out.append(Attack(name, strength, matrix(pages, signals), farm, runs))
    return out


def _pages(
    name: str,
    tricks: tuple[str, ...],
    found: Sequence[Article],
    pairs: int,
    strength: float,
    seed: int,
) -> list[Made]:
    rng = random.Random(f"stress:{name}:{seed}")  # noqa: S311 - reproducible, not secret
    made: list[Made] = []
    start = rng.randrange(len(found))
    at = 0
    while len(made) < 2 * pairs and at < 8 * pairs:
        article = found[(start + at) % len(found)]
        at += 1
        chosen = possible(tricks, article.lang)
        if len(chosen) < len(tricks):
            continue
        helpers = helpers_for(article, found, rng)
        html_only = all(TRICKS[trick].html_only for trick in chosen)
        form = "html" if html_only or at % 2 else "text"
        made += written(
            article, chosen, strength, helpers, cast=STRESS, seed=f"stress{seed}", source="stress",
            forms=(form,),
        )  # fmt: skip
    return made


def report(model: Model, found: Sequence[Attack], limit: float) -> pd.DataFrame:
    """Recall and flagged twins at a score limit, one row an attack and strength."""
    rows = []
    for attack in found:
        hit = model.score(with_wording(model, attack.matrix, attack.runs)) > limit
        rows.append(
            {
                "attack": attack.name,
                "strength": attack.strength,
                "recall": float(hit[attack.farm].mean()),
                "twins flagged": float(hit[~attack.farm].mean()),
                "pairs": int(attack.farm.sum()),
            }
        )
    return pd.DataFrame(rows)


def left_out(
    data: Dataset,
    recipe: Recipe,
    crossed: CrossFitted,
    found: Sequence[Attack],
    attack_columns: Sequence[str],
) -> Mapping[str, float]:
    """Recall at 1 % false positives for each trick, by a model trained without any page of it.

    Tricks are left out a few at a time, which is harder than one by one: what a trick's
    neighbours would have taught is missing too. The limit is set on clean honest pages the
    model did not see (one fold).
    """
    pages = data.pages
    test = crossed.fold == 0
    judged = clean_honest(pages) & first_form(pages) & test
    order = [list(attack_columns).index(data.columns[at]) for at in chosen_columns(data, recipe)]
    single = [attack for attack in found if attack.strength == 1.0 and attack.name in TRICKS]
    ids = pages["id"].str.rsplit(":", n=1).str[0]
    recall: dict[str, float] = {}

    def one(number: int) -> None:
        mine = single[number::LEFT_OUT_ROUNDS]
        names = {attack.name for attack in mine}
        with_it = np.array([not names.isdisjoint(tricks) for tricks in pages["tricks"]])
        pairs_of_it = ids.isin(set(ids[with_it])).to_numpy()
        fitted = fit_plain(data, recipe, crossed.kept & ~test & ~pairs_of_it)
        limit = np.quantile(page_logits(fitted, data, recipe, judged), 0.99, method="higher")
        for attack in mine:
            values = attack.matrix[:, order]
            if recipe.wording:
                wording = Wording.checked(fitted["weights"], fitted["bias"])
                values = np.column_stack([values, readings(wording, attack.runs)])
            recall[attack.name] = float((raw_logits(fitted, values)[attack.farm] > limit).mean())

    at_once(one, range(LEFT_OUT_ROUNDS))
    return recall
