"""The peer to beat: character n-grams and logistic regression, on the same folds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detector.contributions import Floats
from training.dataset import MADE_UP, Dataset
from training.evaluate import clean_honest, first_form
from training.fit import CrossFitted, at_once

MAX_CHARS = 3_000


class Baseline:
    """TF-IDF of hashed character 2- to 4-grams over the first 3,000 characters of each page.

    Fitted on the real pages only, each once: what anyone would try first.
    """

    def __init__(self, data: Dataset, seed: int = 0) -> None:
        from sklearn.feature_extraction.text import HashingVectorizer

        self.seed = seed
        self.real = (data.pages["source"] != MADE_UP).to_numpy() & first_form(data.pages)
        self.farm = data.pages["farm"].to_numpy(dtype=int)
        hashing = HashingVectorizer(
            analyzer="char", ngram_range=(2, 4), n_features=2**19, norm=None, alternate_sign=False
        )
        self.counts = hashing.transform(text[:MAX_CHARS] for text in data.pages["text"])

    def scores(self, train: npt.NDArray[np.bool_], test: npt.NDArray[np.bool_]) -> Floats:
        """Log-odds of the pages in ``test`` by a model fitted on the pages in ``train``."""
        from sklearn.feature_extraction.text import TfidfTransformer
        from sklearn.linear_model import LogisticRegression

        scale = TfidfTransformer(sublinear_tf=True)
        chosen = train & self.real
        model = LogisticRegression(C=10, max_iter=60, solver="liblinear", class_weight="balanced")
        model.fit(scale.fit_transform(self.counts[chosen]), self.farm[chosen])
        return np.asarray(model.decision_function(scale.transform(self.counts[test])))

    def out_of_fold(self, crossed: CrossFitted) -> Floats:
        """Log-odds of every page by a model that saw nothing of its group; ``nan`` if not real."""
        out = np.full(len(self.farm), np.nan)

        def one(fold: int) -> None:
            test = (crossed.fold == fold) & self.real
            out[test] = self.scores(crossed.fold != fold, test)

        at_once(one, np.unique(crossed.fold).tolist())
        return out

    def held_out(
        self, data: Dataset, crossed: CrossFitted, sources: Sequence[str]
    ) -> dict[str, tuple[Floats, Floats]]:
        """For each source: log-odds of its farms, and of honest pages to set them against."""
        pages = data.pages
        once = first_form(pages)
        farm = pages["farm"].to_numpy(dtype=bool)
        clean = clean_honest(pages) & once
        chinese = (pages["lang"] == "zh").to_numpy()
        found = {}

        def one(source: str) -> None:
            mine = (pages["source"] == source).to_numpy()
            outside = mine | pages["group"].isin(set(pages["group"][mine])).to_numpy()
            test = crossed.fold == 0  # one fold is enough for a peer: a fit takes a minute
            language = chinese if source.startswith("zh") else ~chinese
            honest = mine & ~farm & once
            against = honest if honest.sum() >= 10 else clean & language & test & ~mine
            wanted = (mine & farm & once) | against
            scores = np.full(len(farm), np.nan)
            scores[wanted] = self.scores(~test & ~outside, wanted)
            found[source] = (scores[mine & farm & once], scores[against])

        at_once(one, sources)
        return {source: found[source] for source in sources}
