"""The attack suite: recall against strength, for every trick and every combination of them.

Pages are built on articles training never builds on, with brands, outlets, places and emoji
training never uses. Every farm page has its honest twin; twins that are flagged count too.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from detector.model import Model
from detector.reading import read_page
from features.table import feature_named, matrix
from training.dataset import Dataset, articles
from training.evaluate import clean_honest, first_form
from training.farmgen.draft import Article
from training.farmgen.generate import Made, helpers_for, possible, written
from training.farmgen.phrases import STRESS
from training.farmgen.tricks import COMBINATIONS, TRICKS
from training.fit import CrossFitted, Recipe, chosen_columns, fit_plain, raw_logits

STRENGTHS = (0.25, 0.5, 1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Attack:
    """The pages of one attack at one strength, measured: rows of ``matrix``, farms marked."""

    name: str
    strength: float
    matrix: np.ndarray
    farm: np.ndarray


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
    signals = [feature_named(column) for column in columns]
    out = []
    for name, tricks in names.items():
        if only and name not in only:
            continue
        for strength in strengths:
            made = list(_pages(name, tricks, found, pairs, strength, seed))
            if not made:
                continue  # a trick of a language none of the articles is in
            values = matrix((read_page(page.record) for page in made), signals)
            out.append(Attack(name, strength, values, np.array([page.farm for page in made])))
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
        hit = model.score(attack.matrix) > limit
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

    The limit is set on clean honest pages the model did not see (one fold).
    """
    pages = data.pages
    test = crossed.fold == 0
    judged = clean_honest(pages) & first_form(pages) & test
    places = chosen_columns(data, recipe)
    order = [list(attack_columns).index(data.columns[place]) for place in places]
    recall = {}
    for attack in found:
        if attack.strength != 1.0 or attack.name not in TRICKS:
            continue
        with_it = np.array([attack.name in tricks for tricks in pages["tricks"]])
        ids = pages["id"].str.rsplit(":", n=1).str[0]
        pair_of_it = ids.isin(set(ids[with_it])).to_numpy()
        fitted = fit_plain(data, recipe, crossed.kept & ~test & ~pair_of_it)
        limit = np.quantile(
            raw_logits(fitted, data.matrix[judged][:, places]), 0.99, method="higher"
        )
        scores = raw_logits(fitted, attack.matrix[:, order])
        recall[attack.name] = float((scores[attack.farm] > limit).mean())
    return recall
