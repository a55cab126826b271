"""scikit-learn: darnel's signals as a transformer, to train one's own model on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, TransformerMixin

from detector.reading import read_page
from detector.record import Record
from features.page import Page
from features.table import all_features, matrix


class SignalTransformer(TransformerMixin, BaseEstimator):  # type: ignore[misc,unused-ignore]
    """Pages (``Page``, ``Record``, or text) to a matrix of signals; ``nan`` = nothing to read.

    Stateless: what a page reads does not depend on the pages it is fitted with.
    """

    def fit(self, pages: Any, labels: Any = None) -> SignalTransformer:
        """Learn nothing."""
        del pages, labels
        return self

    def transform(self, pages: Sequence[Page | Record | str]) -> npt.NDArray[np.float64]:
        """Shape ``(pages, signals)``."""
        return matrix(_page(given) for given in pages)

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[Any]:
        """Names of the signals, in the order of the columns."""
        del input_features
        return np.array([feature.name for feature in all_features()], dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        """Always: there is nothing to fit."""
        return True


def _page(given: Page | Record | str) -> Page:
    if isinstance(given, Page):
        return given
    if isinstance(given, Record):
        return read_page(given)
    return read_page(Record(id="", source="", text=given))
