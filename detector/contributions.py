"""What each column adds to a score, in log-odds, exactly.

A fitted estimator is turned once, when a model is loaded, into plain arrays; scores and
contributions come from the same arrays, so that a base plus the contributions *is* the
log-odds of the score, not an estimate of it. Nothing of scikit-learn runs on a page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from detector.errors import RefusedError
from detector.wording import Wording
from features.twins import twin_of

_twin = twin_of(__name__)

Floats = npt.NDArray[np.float64]
MAX_NODES = 200_000
MAX_TREE_DEPTH = 64
MAX_PARTS = 8
_TOO_DEEP = "a tree of the model is deeper than any this project grows"
_AT_ONCE = 1 << 13
"""Paths followed together: their working arrays stay in the processor's cache."""


class Decomposed(Protocol):
    """An estimator as arrays: ``base`` and, for every row, one addend a column."""

    base: float

    def addends(self, matrix: Floats) -> Floats:
        """Addends to the log-odds, shape of ``matrix``; with ``base`` they sum to them."""


class Forest:
    """Boosted trees: along each row's path, a step's change in value goes to its column.

    The value of an inner node is the mean of the leaves below it, weighted by the training
    rows that reached them (Saabas 2014). Trees that ask for one column only, as boosting
    without interactions grows them, are merged into one step function a column: their
    contributions do not depend on any path, and a row costs one binary search a column.
    """

    def __init__(self, base: float, columns: int, trees: list[npt.NDArray[Any]]) -> None:
        self.columns = columns
        checked = [_checked(nodes, columns) for nodes in trees]
        values = [_node_values(nodes) for nodes in checked]
        # Exact, and so the same on every Python: the built-in sum compensates since 3.12.
        self.base = base + math.fsum(float(value[0]) for value in values)
        single: dict[int, list[int]] = {}
        mixed: list[tuple[npt.NDArray[Any], Floats]] = []
        for number, nodes in enumerate(checked):
            asked = set(nodes["feature_idx"][nodes["is_leaf"] == 0].tolist())
            if len(asked) == 1:
                single.setdefault(asked.pop(), []).append(number)
            elif asked:
                mixed.append((nodes, values[number]))
        self._paths = _Paths(mixed, columns)
        self._steps: list[tuple[int, Floats, Floats]] = []
        for column, numbers in sorted(single.items()):
            self._steps.append(
                (column, *_merge(column, [(checked[n], values[n]) for n in numbers], columns))
            )

    def addends(self, matrix: Floats) -> Floats:
        """Addends to the log-odds, shape ``(rows, columns)``."""
        out = _stepped(self._steps, matrix)
        self._paths.add(matrix, out)
        return out


class _Paths:
    """The paths of rows through many trees at once: a step down, and all go it together.

    A tree at a time costs a call of numpy for every tree, depth and operation. What a step adds
    is noted and added up at the end, row by row, tree by tree and downwards: the order decides
    the last bit of a sum.
    """

    def __init__(self, trees: list[tuple[npt.NDArray[Any], Floats]], columns: int) -> None:
        sizes = np.array([len(nodes) for nodes, _ in trees], dtype=np.int64)
        self._roots = np.cumsum(sizes) - sizes
        self._columns = columns
        if not trees:
            return
        nodes = np.concatenate([nodes for nodes, _ in trees])
        first = np.repeat(self._roots, sizes)
        itself = np.arange(len(nodes))
        self._inner = nodes["is_leaf"] == 0
        left = np.where(self._inner, nodes["left"].astype(np.int64) + first, itself)
        right = np.where(self._inner, nodes["right"].astype(np.int64) + first, itself)
        self._children = np.column_stack((right, left)).ravel()
        values = np.concatenate([values for _, values in trees])
        self._added = (values[self._children].reshape(-1, 2) - values[:, None]).ravel()
        column = np.where(self._inner, nodes["feature_idx"].astype(np.int64), 0)
        self._column = column
        # "Nothing to read" goes left where it is less than every number, right where more.
        to_left = self._inner & (nodes["missing_go_to_left"] == 1)
        self._asked = np.where(to_left, column, column + columns)
        threshold = nodes["num_threshold"].astype(np.float64)
        self._threshold = np.where(threshold == np.inf, np.finfo(np.float64).max, threshold)

    def add(self, matrix: Floats, out: Floats) -> None:
        """Add what every row's paths give its columns; the matrix holds numbers and ``nan``."""
        trees = len(self._roots)
        if _twin and trees:
            matrix = np.ascontiguousarray(matrix)
            inner = self._inner.view(np.uint8)
            if not _twin.add_paths(
                matrix, out, self._roots, inner, self._column, self._asked, self._threshold,
                self._children, self._added, MAX_TREE_DEPTH,
            ):  # fmt: skip
                raise RefusedError(_TOO_DEEP)
            return
        step = max(1, _AT_ONCE // max(1, trees))
        for first in range(0, len(matrix) if trees else 0, step):
            self._add(matrix[first : first + step], out[first : first + step])

    def _add(self, matrix: Floats, out: Floats) -> None:
        missing = np.isnan(matrix)
        asked = np.concatenate(
            (np.where(missing, -np.inf, matrix), np.where(missing, np.inf, matrix)), axis=1
        ).ravel()
        rows = np.arange(len(matrix))[:, None]
        row_asked, row_out = rows * (2 * self._columns), rows * self._columns
        at = np.broadcast_to(self._roots, (len(matrix), len(self._roots)))
        places, addends = [], []
        for _ in range(MAX_TREE_DEPTH):
            if not self._inner[at].any():
                break
            left = asked[row_asked + self._asked[at]] <= self._threshold[at]
            child = 2 * at + left
            places.append(row_out + self._column[at])
            addends.append(self._added[child])
            at = self._children[child]
        else:
            raise RefusedError(_TOO_DEEP)
        if places:
            np.add.at(
                out.reshape(-1), np.stack(places, axis=2).ravel(), np.stack(addends, axis=2).ravel()
            )


class Steps:
    """One step function a column, given as arrays: an additive model in its plainest form.

    ``edges[j]`` ascend; ``heights[j]`` holds one height for every interval ``(edge, next
    edge]``, one for what lies above the last edge, and one for "nothing to read".
    """

    def __init__(self, base: float, edges: Sequence[Floats], heights: Sequence[Floats]) -> None:
        self.base = base
        self._steps: list[tuple[int, Floats, Floats]] = []
        for column, (cuts, steps) in enumerate(zip(edges, heights, strict=True)):
            sound = (
                cuts.ndim == steps.ndim == 1
                and cuts.dtype == steps.dtype == np.float64
                and len(cuts) < MAX_NODES
                and len(steps) == len(cuts) + 2
                and bool(np.isfinite(cuts).all() and np.isfinite(steps).all())
                and bool((np.diff(cuts) > 0).all())
            )
            if not sound:
                raise RefusedError("a step function of the model makes no sense")
            if steps.any():
                self._steps.append((column, cuts, steps))

    def addends(self, matrix: Floats) -> Floats:
        """Addends to the log-odds, shape ``(rows, columns)``."""
        return _stepped(self._steps, matrix)


class Blend:
    """The mean of several models' log-odds; a column adds the mean of what it adds in each."""

    def __init__(self, parts: Sequence[Decomposed]) -> None:
        self._parts = parts
        self.base = math.fsum(part.base for part in parts) / len(parts)

    def addends(self, matrix: Floats) -> Floats:
        """Addends to the log-odds, shape ``(rows, columns)``."""
        out = np.zeros(matrix.shape, dtype=np.float64)
        for part in self._parts:
            out += part.addends(matrix)
        return np.asarray(out / len(self._parts))


class Alarmed:
    """A model of the signals, and the alarm the one most unusual reading of a row raises.

    Every column has a step function of its own, as in :class:`Steps`; of their heights only the
    greatest is added, to the column that has it.
    """

    def __init__(self, signals: Decomposed, alarms: Steps) -> None:
        self._signals = signals
        self._alarms = alarms
        self.base = signals.base

    def addends(self, matrix: Floats) -> Floats:
        """Addends to the log-odds, shape ``(rows, columns)``."""
        out = self._signals.addends(matrix)
        raised = self._alarms.addends(matrix)
        rows = np.arange(len(matrix))
        loudest = raised.argmax(axis=1)
        out[rows, loudest] += np.maximum(raised[rows, loudest], 0.0)
        return out


class Worded:
    """A model of the signals, and the wording beside it: the last column, straight, by a slope.

    The model of the signals is given nothing to read in the last column and adds nothing there.
    """

    def __init__(self, signals: Decomposed, wording: Wording, slope: float) -> None:
        self._signals = signals
        self.wording = wording
        self._slope = slope
        self.base = signals.base

    def addends(self, matrix: Floats) -> Floats:
        """Addends to the log-odds, shape ``(rows, columns)``."""
        blind = matrix.copy()
        blind[:, -1] = np.nan
        out = self._signals.addends(blind)
        out[:, -1] += np.nan_to_num(matrix[:, -1]) * self._slope
        return out


class Linear:
    """A logistic regression on columns that were each filled, flagged and scaled alone."""

    def __init__(self, pipeline: Any) -> None:
        self._prepare = pipeline[:-1]
        last = pipeline[-1]
        self._weights: Floats = np.asarray(last.coef_, dtype=np.float64)[0]
        filler = pipeline[0]
        columns = int(filler.n_features_in_)
        source = list(range(columns))
        if filler.indicator_ is not None:
            source += [int(column) for column in filler.indicator_.features_]
        if len(source) != len(self._weights):
            raise RefusedError("the linear model weighs columns it cannot name")
        self._source = np.array(source)
        self.base = float(last.intercept_[0])
        self.columns = columns

    def addends(self, matrix: Floats) -> Floats:
        """Addends to the log-odds, shape ``(rows, columns)``."""
        parts = np.asarray(self._prepare.transform(matrix), dtype=np.float64) * self._weights
        out = parts[:, : self.columns].copy()
        for place in range(self.columns, parts.shape[1]):
            out[:, self._source[place]] += parts[:, place]
        return out


def _stepped(steps: list[tuple[int, Floats, Floats]], matrix: Floats) -> Floats:
    out = np.zeros(matrix.shape, dtype=np.float64)
    for column, edges, heights in steps:
        values = matrix[:, column]
        place = np.searchsorted(edges, values, side="left")
        place[np.isnan(values)] = len(edges) + 1
        out[:, column] = heights[place]
    return out


def decompose(estimator: Any, columns: int) -> Decomposed:
    """The estimator as arrays; :class:`RefusedError` for a kind that cannot be taken apart."""
    if isinstance(estimator, dict) and "weights" in estimator:
        return _worded_of(estimator, columns)
    if isinstance(estimator, dict) and "alarms" in estimator:
        return _alarmed_of(estimator, columns)
    if isinstance(estimator, dict):
        parts = estimator.get("parts")
        if parts is None:
            return _steps_of(estimator, columns)
        if not isinstance(parts, list) or not 0 < len(parts) <= MAX_PARTS:
            raise RefusedError("the blended model lacks its parts")
        if any(isinstance(part, dict) and "heights" not in part for part in parts):
            raise RefusedError("a blend of blends is no model of this project")
        return Blend([decompose(part, columns) for part in parts])
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import Pipeline

    if isinstance(estimator, HistGradientBoostingClassifier):
        trees = [nodes for (tree,) in estimator._predictors for nodes in (tree.nodes,)]
        base = float(np.asarray(estimator._baseline_prediction).ravel()[0])
        return Forest(base, columns, trees)
    if (
        isinstance(estimator, Pipeline)
        and isinstance(estimator[0], SimpleImputer)
        and isinstance(estimator[-1], LogisticRegression)
        and int(estimator[0].n_features_in_) == columns
    ):
        return Linear(estimator)
    raise RefusedError(f"a model of type {type(estimator).__name__} cannot be explained exactly")


def _alarmed_of(estimator: dict[str, Any], columns: int) -> Alarmed:
    inner, alarms = estimator.get("signals"), estimator["alarms"]
    if (
        inner is None
        or not isinstance(alarms, dict)
        or (isinstance(inner, dict) and ("alarms" in inner or "weights" in inner))
    ):
        raise RefusedError("the alarms of the model stand beside nothing: train the model again")
    return Alarmed(decompose(inner, columns), _steps_of({"base": np.zeros(1), **alarms}, columns))


def worded(signals: Decomposed, weights: Any, bias: Any, slope: Any) -> Worded:
    """A model with a wording from the arrays of a file; refused if they make no sense."""
    wording = Wording.checked(weights, bias)
    if (
        not isinstance(slope, np.ndarray)
        or slope.shape != (1,)
        or slope.dtype != np.float64
        or not np.isfinite(slope[0])
    ):
        raise RefusedError("the wording of the model has no slope: train the model again")
    return Worded(signals, wording, float(slope[0]))


def _worded_of(estimator: dict[str, Any], columns: int) -> Worded:
    inner = estimator.get("signals")
    if inner is None or (isinstance(inner, dict) and "weights" in inner):
        raise RefusedError("the wording of the model stands beside nothing: train the model again")
    return worded(
        decompose(inner, columns),
        estimator["weights"],
        estimator.get("bias"),
        estimator.get("slope"),
    )


def _steps_of(parts: dict[str, Any], columns: int) -> Steps:
    edges, heights, base = parts.get("edges"), parts.get("heights"), parts.get("base")
    if (
        not isinstance(edges, list)
        or not isinstance(heights, list)
        or not isinstance(base, np.ndarray)
        or not len(edges) == len(heights) == columns
        or not all(isinstance(part, np.ndarray) for part in (*edges, *heights))
        or base.shape != (1,)
        or base.dtype != np.float64
        or not np.isfinite(base[0])
    ):
        raise RefusedError("the additive model lacks its parts")
    return Steps(float(base[0]), edges, heights)


def _checked(nodes: npt.NDArray[Any], columns: int) -> npt.NDArray[Any]:
    # A hostile file can hold any numbers: children must lie further on (no circles, no reads
    # outside), columns must exist, values must be finite.
    fields = {"value", "feature_idx", "num_threshold", "missing_go_to_left", "left", "right"}
    if nodes.dtype.names is None or not fields | {"is_leaf", "count"} <= set(nodes.dtype.names):
        raise RefusedError("a tree of the model lacks its fields")
    kinds = {name: nodes.dtype[name].kind for name in fields | {"is_leaf", "count"}}
    floats = {"value", "num_threshold"}
    if any(kind not in ("f" if name in floats else "iu") for name, kind in kinds.items()):
        raise RefusedError("a tree of the model has fields of another type")
    size = len(nodes)
    if nodes.ndim != 1 or not 0 < size <= MAX_NODES:
        raise RefusedError("a tree of the model has no nodes, or too many")
    inner = nodes["is_leaf"] == 0
    here = np.flatnonzero(inner)
    left = nodes["left"][inner].astype(np.int64)
    right = nodes["right"][inner].astype(np.int64)
    column = nodes["feature_idx"][inner]
    if "is_categorical" in nodes.dtype.names and bool(nodes["is_categorical"][inner].any()):
        raise RefusedError("a tree of the model asks for categories; every column is a number")
    sound = (
        bool(((left > here) & (right > here) & (left < size) & (right < size)).all())
        and bool(((column >= 0) & (column < columns)).all())
        and bool(np.isfinite(nodes["value"]).all())
        and not bool(np.isnan(nodes["num_threshold"][inner]).any())
    )
    if not sound:
        raise RefusedError("a tree of the model points outside itself")
    return nodes


def _node_values(nodes: npt.NDArray[Any]) -> Floats:
    values = nodes["value"].astype(np.float64)
    for node in range(len(nodes) - 1, -1, -1):
        if not nodes["is_leaf"][node]:
            left, right = int(nodes["left"][node]), int(nodes["right"][node])
            # A branch no row reached in training still counts, so that means stay defined.
            a, b = max(1, int(nodes["count"][left])), max(1, int(nodes["count"][right]))
            values[node] = (values[left] * a + values[right] * b) / (a + b)
    return values


def _walk(nodes: npt.NDArray[Any], values: Floats, matrix: Floats, out: Floats) -> None:
    """Add each row's path through one tree to ``out``."""
    rows = np.arange(len(matrix))
    at = np.zeros(len(matrix), dtype=np.int64)
    for _ in range(MAX_TREE_DEPTH):
        inner = nodes["is_leaf"][at] == 0
        rows, at = rows[inner], at[inner]
        if not len(rows):
            return
        column = nodes["feature_idx"][at]
        value = matrix[rows, column]
        goes_left = np.where(
            np.isnan(value),
            nodes["missing_go_to_left"][at] == 1,
            value <= nodes["num_threshold"][at],
        )
        child = np.where(goes_left, nodes["left"][at], nodes["right"][at]).astype(np.int64)
        out[rows, column] += values[child] - values[at]  # a row stands once in ``rows``
        at = child
    raise RefusedError(_TOO_DEEP)


def _merge(
    column: int, trees: list[tuple[npt.NDArray[Any], Floats]], columns: int
) -> tuple[Floats, Floats]:
    """Edges, and heights for every interval ``(edge, next edge]``, the last, and ``nan``."""
    edges = np.unique(
        np.concatenate([nodes["num_threshold"][nodes["is_leaf"] == 0] for nodes, _ in trees])
    )
    edges = edges[np.isfinite(edges)]
    asked = np.zeros((len(edges) + 2, columns))
    asked[:, column] = np.concatenate([edges, [np.inf, np.nan]])
    out = np.zeros_like(asked)
    for nodes, values in trees:
        _walk(nodes, values, asked, out)
    return edges, out[:, column].copy()
